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
// How many each grantee has, in any of the states.
constexpr db::Sql kSizesSqlite{"grants.sizes",
                               "SELECT (SELECT count(*) FROM (SELECT 1 FROM record_grant WHERE grantee = g.value "
                               "AND kind = $1 LIMIT $2)) FROM json_each($3) g"};
constexpr db::Sql kSizesOfStatesSqlite{
    "grants.sizes_of_states",
    "SELECT (SELECT count(*) FROM (SELECT 1 FROM json_each($4) s CROSS JOIN record_grant r WHERE r.grantee = g.value "
    "AND r.kind = $1 AND r.state = s.value LIMIT $2)) FROM json_each($3) g"};
constexpr db::Sql kSizesPostgres{"grants.sizes",
                                 "SELECT w.size FROM unnest(CAST($3 AS bigint[])) g CROSS JOIN LATERAL "
                                 "(SELECT count(*) AS size FROM (SELECT 1 FROM record_grant WHERE grantee = g "
                                 "AND kind = $1 ORDER BY record DESC LIMIT $2) r) w"};
constexpr db::Sql kSizesOfStatesPostgres{
    "grants.sizes_of_states",
    "SELECT w.size FROM unnest(CAST($3 AS bigint[])) g CROSS JOIN LATERAL (SELECT count(*) AS size FROM (SELECT 1 "
    "FROM unnest(CAST($4 AS text[])) s CROSS JOIN LATERAL (SELECT 1 FROM record_grant WHERE grantee = g "
    "AND kind = $1 AND state = s ORDER BY record DESC LIMIT $2) r LIMIT $2) t) w"};

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

    // How many each grantee has that has any, read up to `most`.
    std::vector<std::int64_t> sizes(int most) {
        std::vector<std::int64_t> sizes;
        const db::Rows rows = all_states_ ? conn_.query(sqlite_ ? kSizesSqlite : kSizesPostgres, kind_, most, grantees_)
                                          : conn_.query(sqlite_ ? kSizesOfStatesSqlite : kSizesOfStatesPostgres, kind_,
                                                        most, grantees_, states_);
        for (const auto& row : rows) {
            if (row.integer(0) > 0) sizes.push_back(row.integer(0));
        }
        return sizes;
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

// A record that several grantees have is counted once: when no grantee alone settles it, the records are read.
std::int64_t count(db::Conn& conn, const std::vector<Id>& grantees, std::string_view kind,
                   const std::vector<std::string>& states, int most) {
    if (grantees.empty()) return 0;
    Walks walks(conn, grantees, kind, states);
    const auto sizes = walks.sizes(most);
    if (sizes.empty()) return 0;
    const std::int64_t longest = *std::max_element(sizes.begin(), sizes.end());
    if (sizes.size() == 1 || longest >= most) return longest;
    return static_cast<std::int64_t>(walks.page(std::numeric_limits<Id>::max(), most).size());
}

}  // namespace dinh::grants
