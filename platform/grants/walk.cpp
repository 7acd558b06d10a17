// Pages and counts: one index walk for each grantee and state, merged newest first.
#include <limits>
#include <stdexcept>

#include "platform/grants/grants.hpp"

namespace dinh::grants {

namespace {

// More walks than this are asked in several statements and merged here (SQLite compounds at most 500 parts).
constexpr std::size_t kWalksAtOnce = 120;

struct Walk {
    Id grantee;
    const std::string* state;  // nullptr: all
};

std::vector<Walk> walks_of(std::vector<Id> grantees, const std::vector<std::string>& states) {
    std::sort(grantees.begin(), grantees.end());
    grantees.erase(std::unique(grantees.begin(), grantees.end()), grantees.end());
    std::vector<Walk> walks;
    for (const Id grantee : grantees) {
        if (states.empty()) walks.push_back({grantee, nullptr});
        for (const auto& state : states) walks.push_back({grantee, &state});
    }
    return walks;
}

struct Statement {
    std::string text;
    db::Params params;
};

// $1 kind, $2 before, $3 most, then the grantee (and the state) of each walk.
Statement statement_of(db::Engine engine, std::span<const Walk> walks, std::string_view kind, Id before, int most) {
    const bool sqlite = engine == db::Engine::sqlite;
    Statement statement{{}, {db::value(kind), db::value(before), db::value(most)}};
    std::string& text = statement.text;
    for (const Walk& walk : walks) {
        if (!text.empty()) text += sqlite ? " UNION " : " UNION ALL ";
        text += sqlite ? "" : "(";
        statement.params.emplace_back(walk.grantee);
        text += "SELECT record FROM record_grant WHERE kind = $1 AND record < $2 AND grantee = $" +
                std::to_string(statement.params.size());
        if (walk.state) {
            statement.params.emplace_back(*walk.state);
            text += " AND state = $" + std::to_string(statement.params.size());
        }
        text += sqlite ? "" : " ORDER BY record DESC)";
    }
    // Neither engine reads on after LIMIT: SQLite merges an ordered UNION row by row and drops doubles on the way.
    // PostgreSQL merges row by row only what it need not make distinct (it would hash all rows), so doubles are told by
    // their newer neighbour.
    if (!sqlite) {
        text = "SELECT record FROM (SELECT record, lag(record) OVER (ORDER BY record DESC) AS newer FROM (" + text +
               ") AS walked) AS marked WHERE newer IS NULL OR newer <> record";
    }
    text += " ORDER BY record DESC LIMIT $3";
    return statement;
}

}  // namespace

std::vector<Id> page(db::Conn& conn, const std::vector<Id>& grantees, std::string_view kind,
                     const std::vector<std::string>& states, Id before, int most) {
    if (most < 0) throw std::invalid_argument("grants: a page of fewer than no records");
    const std::vector<Walk> walks = walks_of(grantees, states);
    if (before <= 0) before = std::numeric_limits<Id>::max();
    std::vector<Id> found;
    for (std::size_t at = 0; at < walks.size(); at += kWalksAtOnce) {
        const auto part = std::span(walks).subspan(at, std::min(kWalksAtOnce, walks.size() - at));
        const Statement statement = statement_of(conn.engine(), part, kind, before, most);
        for (const auto& row : conn.run({"grants.page", statement.text.c_str()}, statement.params)) {
            found.push_back(row.integer(0));
        }
    }
    if (walks.size() > kWalksAtOnce) {
        std::sort(found.begin(), found.end(), std::greater<>());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
    }
    return found;
}

std::int64_t count(db::Conn& conn, const std::vector<Id>& grantees, std::string_view kind,
                   const std::vector<std::string>& states, int most) {
    const std::vector<Walk> walks = walks_of(grantees, states);
    if (walks.empty()) return 0;
    if (walks.size() > kWalksAtOnce)
        return static_cast<std::int64_t>(page(conn, grantees, kind, states, 0, most).size());
    Statement statement = statement_of(conn.engine(), walks, kind, std::numeric_limits<Id>::max(), most);
    statement.text = "SELECT count(*) FROM (" + statement.text + ") AS counted";
    return conn.run({"grants.count", statement.text.c_str()}, statement.params).first().integer(0);
}

}  // namespace dinh::grants
