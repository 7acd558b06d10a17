// Pages and counts: one index walk for each grantee and state, each read no further than the answer needs.
#include <charconv>
#include <limits>
#include <stdexcept>

#include "platform/clock/clock.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::grants {

namespace {

constexpr std::int64_t kLongMs = 60'000;
constexpr std::size_t kMostLong = 20'000;

// $1 kind, $2 most of each walk, $3 grantees; then what else is asked. The text is the same for any number of walks, so
// each engine plans it once. SQLite has no LATERAL: a walk is a subquery that answers with its ids in one text.
constexpr db::Sql kPageSqlite{
    "grants.page",
    "SELECT (SELECT group_concat(record) FROM (SELECT record FROM record_grant WHERE grantee = g.value AND kind = $1 "
    "AND record < $4 ORDER BY record DESC LIMIT $2)) FROM json_each($3) g"};
constexpr db::Sql kPageOfStatesSqlite{
    "grants.page_of_states",
    "SELECT (SELECT group_concat(record) FROM (SELECT record FROM record_grant WHERE grantee = g.value AND kind = $1 "
    "AND state = s.value AND record < $4 ORDER BY record DESC LIMIT $2)) "
    "FROM json_each($3) g CROSS JOIN json_each($5) s"};
constexpr db::Sql kPagePostgres{
    "grants.page",
    "SELECT w.record FROM unnest(CAST($3 AS bigint[])) g CROSS JOIN LATERAL (SELECT record FROM record_grant "
    "WHERE grantee = g AND kind = $1 AND record < $4 ORDER BY record DESC LIMIT $2) w"};
constexpr db::Sql kPageOfStatesPostgres{
    "grants.page_of_states",
    "SELECT w.record FROM unnest(CAST($3 AS bigint[])) g CROSS JOIN unnest(CAST($5 AS text[])) s CROSS JOIN LATERAL "
    "(SELECT record FROM record_grant WHERE grantee = g AND kind = $1 AND state = s AND record < $4 "
    "ORDER BY record DESC LIMIT $2) w"};
// "column is one of the list in $n", as each engine reads a list.
std::string is_one_of(const char* column, const char* type, int n, bool sqlite) {
    const std::string place = "$" + std::to_string(n);
    return std::string(" AND ") + column +
           (sqlite ? " IN (SELECT value FROM json_each(" + place + "))"
                   : " = ANY(CAST(" + place + " AS " + type + "[]))");
}

// What is walked, as each engine reads a list: [1,2] or {1,2}.
class Walks {
public:
    Walks(db::Conn& conn, std::vector<Id> grantees, std::string_view kind, const std::vector<std::string>& states)
        : conn_(conn), sqlite_(conn.engine() == db::Engine::sqlite), kind_(kind), all_states_(states.empty()) {
        std::sort(grantees.begin(), grantees.end());
        grantees.erase(std::unique(grantees.begin(), grantees.end()), grantees.end());
        std::vector<std::string> ids, words;
        for (const Id grantee : grantees) ids.push_back(std::to_string(grantee));
        for (const auto& state : states) words.push_back("\"" + word(state) + "\"");
        grantees_ = list(ids);
        states_ = list(words);
    }

    // Newest first, each once.
    std::vector<Id> page(Id before, int most) {
        std::vector<Id> found;
        const db::Rows rows = all_states_
                                  ? conn_.query(sqlite_ ? kPageSqlite : kPagePostgres, kind_, most, grantees_, before)
                                  : conn_.query(sqlite_ ? kPageOfStatesSqlite : kPageOfStatesPostgres, kind_, most,
                                                grantees_, before, states_);
        for (const auto& row : rows) {
            if (sqlite_)
                add_ids(row.view(0), found);
            else
                found.push_back(row.integer(0));
        }
        std::sort(found.begin(), found.end(), std::greater<>());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
        return found;
    }

    struct Size {
        Id grantee;
        std::int64_t records;
    };
    // How many each grantee has that has any, `most` for more: passing over rows costs two thirds of counting them.
    std::vector<Size> sizes(int most) {
        const std::string g = sqlite_ ? "g.value" : "g";
        const std::string walk = " FROM record_grant WHERE kind = $1 AND grantee = " + g + of_states(5);
        const std::string text = "SELECT " + g + ", COALESCE((SELECT CAST($2 AS bigint)" + walk +
                                 " LIMIT 1 OFFSET $3), (SELECT count(*)" + walk + ")) FROM " +
                                 (sqlite_ ? "json_each($4) g" : "unnest(CAST($4 AS bigint[])) g");
        std::vector<Size> sizes;
        for (const auto& row : run("grants.sizes", text,
                                   {db::value(kind_), db::value(most), db::value(most - 1), db::value(grantees_)})) {
            if (row.integer(1) > 0) sizes.push_back({row.integer(0), row.integer(1)});
        }
        return sizes;
    }

    // Of all lists that are counted.
    std::string name(int most) const {
        return text::join({std::string(kind_), grantees_, states_, std::to_string(most)}, " ");
    }

    // How many records of any grantee are not of this one.
    std::int64_t besides(Id grantee) {
        const std::string text = "SELECT count(DISTINCT record) FROM record_grant r WHERE kind = $1" +
                                 is_one_of("grantee", "bigint", 3, sqlite_) + of_states(4) +
                                 " AND grantee <> $2 AND NOT EXISTS (SELECT 1 FROM record_grant o WHERE o.kind = $1 "
                                 "AND o.record = r.record AND o.grantee = $2)";
        db::Params params{db::value(kind_), db::value(grantee), db::value(grantees_)};
        return run("grants.besides", text, std::move(params)).first().integer(0);
    }

private:
    std::string of_states(int n) const { return all_states_ ? "" : is_one_of("state", "text", n, sqlite_); }
    db::Rows run(const char* name, const std::string& text, db::Params params) {
        if (!all_states_) params.push_back(db::value(states_));
        return conn_.run({name, text.c_str()}, params);
    }
    static const std::string& word(const std::string& state) {
        if (state.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") != state.npos)
            throw std::invalid_argument("grants: a state is a plain word");
        return state;
    }
    std::string list(const std::vector<std::string>& parts) const {
        const std::string joined = text::join(parts, ",");
        return sqlite_ ? "[" + joined + "]" : "{" + joined + "}";
    }
    static void add_ids(std::string_view text, std::vector<Id>& ids) {
        const char* at = text.data();
        const char* const end = at + text.size();
        while (at < end) {
            Id id = 0;
            at = std::from_chars(at, end, id).ptr + 1;
            ids.push_back(id);
        }
    }
    db::Conn& conn_;
    bool sqlite_;
    std::string_view kind_;
    bool all_states_;
    std::string grantees_, states_;
};

}  // namespace

std::vector<Id> page(db::Conn& conn, const std::vector<Id>& grantees, std::string_view kind,
                     const std::vector<std::string>& states, Id before, int most) {
    if (most < 0) throw std::invalid_argument("grants: a page of fewer than no records");
    if (grantees.empty()) return {};
    return Walks(conn, grantees, kind, states).page(before > 0 ? before : std::numeric_limits<Id>::max(), most);
}

bool Long::has(const std::string& list) {
    const std::scoped_lock lock(mutex_);
    const auto found = until_.find(list);
    return found != until_.end() && clock::steady_ms() < found->second;
}

void Long::add(const std::string& list) {
    const std::scoped_lock lock(mutex_);
    if (until_.size() >= kMostLong) until_.clear();
    until_[list] = clock::steady_ms() + kLongMs;
}

// A record that several grantees have is counted once. Mostly one of them, the agency, has all there are.
std::int64_t count(db::Conn& conn, const std::vector<Id>& grantees, std::string_view kind,
                   const std::vector<std::string>& states, int most, Long* known) {
    if (grantees.empty() || most <= 0) return 0;
    Walks walks(conn, grantees, kind, states);
    const std::string name = known ? walks.name(most) : std::string();
    if (known && known->has(name)) return most;
    const auto sizes = walks.sizes(most);
    if (sizes.empty()) return 0;
    const auto largest = *std::max_element(sizes.begin(), sizes.end(),
                                           [](const auto& a, const auto& b) { return a.records < b.records; });
    if (known && largest.records >= most) known->add(name);
    if (sizes.size() == 1 || largest.records >= most) return largest.records;
    return std::min<std::int64_t>(most, largest.records + walks.besides(largest.grantee));
}

}  // namespace dinh::grants
