// The index of SQLite grows by parts, each of a deed or of some put together, and every search walks all of them.
#include "platform/search/search.hpp"

namespace dinh::search {

namespace {

constexpr db::Sql kParts{"search.parts", "SELECT count(DISTINCT segid) FROM search_index_idx"};
constexpr db::Sql kMerge{"search.merge", "INSERT INTO search_index (search_index, rank) VALUES ('merge', $1)"};
// A merge that found nothing to do writes one row: FTS5 counts the command itself.
constexpr db::Sql kWritten{"search.written", "SELECT total_changes()"};
constexpr std::int64_t kNothing = 1;

bool merge(db::Tx& tx, int pages) {
    const std::int64_t before = tx.integer(kWritten);
    tx.exec(kMerge, pages);
    return tx.integer(kWritten) - before > kNothing;
}

}  // namespace

int index_parts(db::Conn& conn) {
    return conn.engine() == db::Engine::sqlite ? static_cast<int>(conn.integer(kParts)) : 0;
}

// Less than nothing: FTS5 takes all parts there are, and not only those of a size.
bool begin_merging(db::Tx& tx) { return tx.engine() == db::Engine::sqlite && merge(tx, -1); }

bool go_on_merging(db::Tx& tx, int pages) { return tx.engine() == db::Engine::sqlite && merge(tx, pages); }

}  // namespace dinh::search
