// Pages and counts: one index walk for each grantee and state, each read no further than the answer needs.
#include <charconv>
#include <limits>
#include <stdexcept>

#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::grants {

namespace {

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
// $1 kind, $2 most, $3 grantees, $4 states: any records of the grantees, doubles included.
constexpr db::Sql kSomeSqlite{"grants.some",
                              "SELECT r.record FROM json_each($3) g CROSS JOIN record_grant r "
                              "WHERE r.grantee = g.value AND r.kind = $1 LIMIT $2"};
constexpr db::Sql kSomeOfStatesSqlite{
    "grants.some_of_states",
    "SELECT r.record FROM json_each($3) g CROSS JOIN json_each($4) s CROSS JOIN record_grant r "
    "WHERE r.grantee = g.value AND r.kind = $1 AND r.state = s.value LIMIT $2"};
constexpr db::Sql kSomePostgres{"grants.some",
                                "SELECT w.record FROM unnest(CAST($3 AS bigint[])) g CROSS JOIN LATERAL "
                                "(SELECT record FROM record_grant WHERE grantee = g AND kind = $1 "
                                "ORDER BY record DESC LIMIT $2) w LIMIT $2"};
constexpr db::Sql kSomeOfStatesPostgres{
    "grants.some_of_states",
    "SELECT w.record FROM unnest(CAST($3 AS bigint[])) g CROSS JOIN unnest(CAST($4 AS text[])) s CROSS JOIN LATERAL "
    "(SELECT record FROM record_grant WHERE grantee = g AND kind = $1 AND state = s "
    "ORDER BY record DESC LIMIT $2) w LIMIT $2"};

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

    // How many different records there are among the first `limit` grants, and whether these are all.
    std::pair<std::int64_t, bool> among(int limit) {
        const db::Rows rows = all_states_ ? conn_.query(sqlite_ ? kSomeSqlite : kSomePostgres, kind_, limit, grantees_)
                                          : conn_.query(sqlite_ ? kSomeOfStatesSqlite : kSomeOfStatesPostgres, kind_,
                                                        limit, grantees_, states_);
        std::vector<Id> found;
        for (const auto& row : rows) found.push_back(row.integer(0));
        std::sort(found.begin(), found.end());
        const auto last = std::unique(found.begin(), found.end());
        return {last - found.begin(), rows.size() < static_cast<std::size_t>(limit)};
    }

private:
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

// A record that several grantees have is counted once. Mostly one of them (the agency) has all there are, so that as
// many grants as wanted settle it; otherwise more are read.
std::int64_t count(db::Conn& conn, const std::vector<Id>& grantees, std::string_view kind,
                   const std::vector<std::string>& states, int most) {
    if (grantees.empty()) return 0;
    Walks walks(conn, grantees, kind, states);
    for (int limit = most;; limit *= 4) {
        const auto [different, all] = walks.among(limit);
        if (all || different >= most) return std::min<std::int64_t>(different, most);
    }
}

}  // namespace dinh::grants
