#include "platform/written/changes.hpp"

#include "platform/clock/clock.hpp"
#include "platform/web/server.hpp"
#include "platform/written/written.hpp"

namespace dinh::written {

namespace {

constexpr db::Sql kAdd{"written.change", "INSERT INTO page_change (id, key) VALUES ($1, $2)"};
constexpr db::Sql kAfter{"written.changes", "SELECT id, key FROM page_change WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Sql kForget{"written.forget", "DELETE FROM page_change WHERE id < $1"};

constexpr std::int64_t kOverlapMs = 30'000, kKeptMs = std::int64_t{7} * 24 * 3'600'000;

Id id_at(std::int64_t unix_ms) { return ids::make_at(unix_ms, 0); }

}  // namespace

void changed(db::Tx& tx, std::string_view key) {
    tx.exec(kAdd, ids::make(), key);
    tx.after_commit([key = std::string(key)] { web::drop_cached(key); });
}

Changes::Changes(Id position) : position_(position == 0 ? id_at(clock::now().ms) : position) {}

std::vector<std::string> Changes::take(db::Conn& conn, int most) {
    const Id from = id_at(ids::unix_ms_of(position_) - kOverlapMs);
    done_.erase(done_.begin(), done_.lower_bound(from));
    under_way_.clear();
    std::set<std::string> keys;
    for (const auto& row : conn.query(kAfter, from, most + static_cast<int>(done_.size()))) {
        if (done_.contains(row.integer(0))) continue;
        under_way_.insert(row.integer(0));
        keys.insert(row.text(1));
    }
    return {keys.begin(), keys.end()};
}

void Changes::taken() {
    if (under_way_.empty()) return;
    position_ = std::max(position_, *under_way_.rbegin());
    done_.merge(under_way_);
    under_way_.clear();
}

bool is_too_old(Id position) { return position != 0 && ids::unix_ms_of(position) < clock::now().ms - kKeptMs; }

std::int64_t forget_old(db::Tx& tx) { return tx.exec(kForget, id_at(clock::now().ms - kKeptMs)); }

}  // namespace dinh::written
