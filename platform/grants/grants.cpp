#include "platform/grants/grants.hpp"

#include <set>
#include <stdexcept>

#include "platform/db/filter.hpp"

namespace dinh::grants {

namespace {

constexpr db::Sql kGive{
    "grants.give",
    "INSERT INTO record_grant (kind, record, grantee, role, state) VALUES ($1, $2, $3, $4, CASE WHEN $5 <> '' THEN $5 "
    "ELSE "
    "COALESCE((SELECT g.state FROM record_grant g WHERE g.kind = $1 AND g.record = $2 LIMIT 1), '') END) "
    "ON CONFLICT (kind, record, grantee) DO UPDATE SET role = excluded.role, state = excluded.state "
    "WHERE record_grant.role <> excluded.role OR record_grant.state <> excluded.state"};
constexpr db::Sql kTake{"grants.take", "DELETE FROM record_grant WHERE kind = $1 AND record = $2 AND grantee = $3"};
constexpr db::Sql kTakeAll{"grants.take_all", "DELETE FROM record_grant WHERE kind = $1 AND record = $2"};
constexpr db::Sql kSetState{"grants.set_state",
                            "UPDATE record_grant SET state = $3 WHERE kind = $1 AND record = $2 AND state <> $3"};
constexpr db::Sql kGrantees{"grants.grantees_of",
                            "SELECT grantee FROM record_grant WHERE kind = $1 AND record = $2 ORDER BY grantee"};

// The actor's grantees are bound one by one; the primary key is read for each.
db::Filter on_record(const Actor& actor, std::string_view kind, Id record) {
    db::Filter filter;
    filter.where("kind = ?", kind).where("record = ?", record).in("grantee", actor.grantees);
    return filter;
}

}  // namespace

void give(db::Tx& tx, std::string_view kind, Id record, Id grantee, std::string_view role, std::string_view state) {
    if (kind.empty() || record == 0 || grantee == 0) throw std::invalid_argument("grants: no kind, record or grantee");
    tx.exec(kGive, kind, record, grantee, role, state);
}

void take(db::Tx& tx, std::string_view kind, Id record, Id grantee) { tx.exec(kTake, kind, record, grantee); }

void take_all(db::Tx& tx, std::string_view kind, Id record) { tx.exec(kTakeAll, kind, record); }

void set_state(db::Tx& tx, std::string_view kind, Id record, std::string_view state) {
    tx.exec(kSetState, kind, record, state);
}

bool may_see(db::Conn& conn, const Actor& actor, std::string_view kind, Id record) {
    if (actor.grantees.empty()) return false;
    return !on_record(actor, kind, record).run(conn, "grants.may_see", "SELECT 1 FROM record_grant", "", 1).empty();
}

std::vector<Id> seen(db::Conn& conn, const Actor& actor, std::string_view kind, std::vector<Id> records) {
    std::set<Id> granted;
    if (!actor.grantees.empty() && !records.empty()) {
        db::Filter filter;
        filter.where("kind = ?", kind).in("record", records).in("grantee", actor.grantees);
        for (const auto& row : filter.run(conn, "grants.seen", "SELECT record FROM record_grant", ""))
            granted.insert(row.integer(0));
    }
    std::erase_if(records, [&](Id record) { return !granted.contains(record); });
    return records;
}

std::vector<std::string> roles(db::Conn& conn, const Actor& actor, std::string_view kind, Id record) {
    std::vector<std::string> found;
    if (actor.grantees.empty()) return found;
    for (const auto& row : on_record(actor, kind, record)
                               .run(conn, "grants.roles", "SELECT DISTINCT role FROM record_grant", "ORDER BY role")) {
        found.push_back(row.text(0));
    }
    return found;
}

std::vector<Id> grantees_of(db::Conn& conn, std::string_view kind, Id record) {
    std::vector<Id> found;
    for (const auto& row : conn.query(kGrantees, kind, record)) found.push_back(row.integer(0));
    return found;
}

}  // namespace dinh::grants
