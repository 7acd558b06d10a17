// Makes the index of the search of a grown house on SQLite, then compares a sample with what the house itself writes.
//     index_again URL [--check]      sqlite:///folder/dinh.db or postgres://...; --check only compares
#include <cstdio>
#include <cstring>
#include <map>

#include "platform/db/db.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/search/tokens.hpp"
#include "platform/text/text.hpp"

namespace {

using namespace dinh;

constexpr int kAtOnce = 50'000;
constexpr int kSampled = 200;

constexpr db::Sql kNewest{"bench.newest", "SELECT max(record) FROM search_entry"};
constexpr db::Sql kOldest{"bench.oldest", "SELECT min(record) FROM search_entry"};
constexpr db::Sql kNext{"bench.next", "SELECT min(record) FROM search_entry WHERE record >= $1"};
constexpr db::Sql kSqliteIndex{"bench.index",
                               "SELECT meta || ' | ' || body FROM search_index WHERE rowid = (SELECT place FROM "
                               "search_place WHERE record = $1)"};
constexpr db::Sql kPostgresIndex{
    "bench.index", "SELECT CAST(tokens AS text) || ' | ' || CAST(body AS text) FROM search_entry WHERE record = $1"};
constexpr db::Sql kCount{"bench.count", "SELECT count(*) FROM search_entry"};
constexpr db::Sql kEntries{"bench.entries",
                           "SELECT record, kind, title, marks, words, grantees, day, (SELECT group_concat(text, ' . ') "
                           "FROM search_body b WHERE b.record = e.record) FROM search_entry e WHERE record > $1 "
                           "ORDER BY record LIMIT $2"};
constexpr db::Sql kEmpty{"bench.empty", "DELETE FROM search_index"};
constexpr db::Sql kNoPlaces{"bench.no_places", "DELETE FROM search_place"};
constexpr db::Sql kPlaces{"bench.places",
                          "INSERT INTO search_place (record) SELECT record FROM search_entry ORDER BY record"};
constexpr db::Sql kAdd{"bench.add",
                       "INSERT INTO search_index (rowid, meta, body) SELECT place, $2, $3 FROM search_place "
                       "WHERE record = $1"};

struct Undone {};

// What platform/search/index.cpp writes of an entry; the sample below says when they part.
std::string meta_of(const db::Rows::Row& row) {
    std::vector<std::string> tokens{search::kind_token(row.view(1))};
    for (const int column : {2, 3, 4}) search::add_tokens(row.view(column), search::Depth::metadata, tokens);
    for (const auto& id : text::split(row.text(5), ' ')) tokens.push_back(search::grantee_token(*ids::parse(id)));
    const auto date = clock::ymd(row.day(6));
    tokens.push_back(search::month_token(date.year, date.month));
    return search::index_text(std::move(tokens));
}

// The files of copies say the same: each text is taken apart once.
class Bodies {
public:
    const std::string& of(std::string_view text) {
        auto found = known_.find(text);
        if (found != known_.end()) return found->second;
        std::vector<std::string> tokens;
        search::add_tokens(text, search::Depth::body, tokens);
        return known_.emplace(text, search::index_text(std::move(tokens))).first->second;
    }

private:
    std::map<std::string, std::string, std::less<>> known_;
};

void index_all(db::Database& database) {
    Bodies bodies;
    Id last = 0;
    database.write([](db::Tx& tx) {
        for (const auto& sql : {kEmpty, kNoPlaces, kPlaces}) tx.exec(sql);
    });
    for (bool more = true; more;) {
        const auto rows = database.reading([&](db::Conn& conn) { return conn.query(kEntries, last, kAtOnce); });
        database.write([&](db::Tx& tx) {
            for (const auto& row : rows) tx.exec(kAdd, row.integer(0), meta_of(row), bodies.of(row.view(7)));
        });
        more = !rows.empty();
        if (more) last = rows[rows.size() - 1].integer(0);
    }
}

std::string indexed(db::Conn& conn, Id record) {
    const bool sqlite = conn.engine() == db::Engine::sqlite;
    const auto rows = conn.query(sqlite ? kSqliteIndex : kPostgresIndex, record);
    return rows.empty() ? "" : rows.first().text(0);
}

// Spread over all ids. What is written for the comparison is undone.
int sample_faults(db::Database& database) {
    int faults = 0;
    try {
        database.write([&](db::Tx& tx) {
            const Id oldest = tx.integer(kOldest), newest = tx.integer(kNewest);
            faults = 0;
            for (int i = 0; i < kSampled; ++i) {
                const Id record = tx.integer(kNext, oldest + (newest - oldest) / kSampled * i);
                const std::string before = indexed(tx, record);
                search::index_kept_again(tx, record - 1, 1);
                if (before.empty() || before != indexed(tx, record)) ++faults;
            }
            throw Undone();
        });
    } catch (const Undone&) {
    }
    return faults;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "index_again URL [--check]\n"), 2;
    rules::load(rules::embedded());
    std::vector<std::pair<std::string, std::string>> abbreviations;
    for (const auto& one : rules::all_abbreviations()) abbreviations.emplace_back(one.short_form, one.long_form);
    search::set_abbreviations(std::move(abbreviations));
    db::Options options;
    options.url = argv[1];
    const auto database = db::Database::open(options);
    const bool only_check = argc > 2 && std::strcmp(argv[2], "--check") == 0;
    if (!only_check) index_all(*database);
    const int differ = sample_faults(*database);
    const auto entries = database->reading([](db::Conn& conn) { return conn.integer(kCount); });
    std::printf("%lld entries; of %d sampled %d differ from what the house writes\n", static_cast<long long>(entries),
                kSampled, differ);
    return differ == 0 ? 0 : 1;
}
