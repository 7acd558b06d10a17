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
// Before the grant is given: nothing when the grantee has the role already. Somebody is told only of what changes in a
// record that others see.
constexpr db::Sql kNoteGiven{
    "grants.note_given",
    "INSERT INTO grant_change (id, kind, record, grantee, was, role, unsettled) SELECT CAST($1 AS bigint), "
    "CAST($2 AS text), CAST($3 AS bigint), CAST($4 AS bigint), COALESCE((SELECT g.role FROM record_grant g WHERE "
    "g.kind = $2 AND g.record = $3 AND g.grantee = $4), ''), CAST($5 AS text), CASE WHEN $6 = 1 AND EXISTS (SELECT 1 "
    "FROM record_grant o WHERE o.kind = $2 AND o.record = $3) THEN 1 ELSE 0 END WHERE NOT EXISTS (SELECT 1 FROM "
    "record_grant s WHERE s.kind = $2 AND s.record = $3 AND s.grantee = $4 AND s.role = $5)"};
constexpr db::Sql kNoteTaken{
    "grants.note_taken",
    "INSERT INTO grant_change (id, kind, record, grantee, was, role, unsettled) SELECT "
    "CAST($1 AS bigint), kind, record, grantee, role, '', CAST($5 AS bigint) FROM record_grant "
    "WHERE kind = $2 AND record = $3 AND grantee = $4"};
constexpr db::Sql kNoteAllTaken{"grants.note_all_taken",
                                "INSERT INTO grant_change (id, kind, record, grantee, was, role, unsettled) SELECT "
                                "CAST($1 AS bigint), kind, record, grantee, role, '', 0 FROM record_grant "
                                "WHERE kind = $2 AND record = $3"};
constexpr db::Sql kGrants{"grants.grants_of",
                          "SELECT grantee, role FROM record_grant WHERE kind = $1 AND record = $2 ORDER BY grantee"};
constexpr db::Sql kChanges{"grants.changes_of",
                           "SELECT id, kind, record, grantee, was, role FROM grant_change WHERE kind = $1 AND "
                           "record = $2 ORDER BY id DESC, grantee LIMIT $3"};
constexpr db::Sql kUnsettled{"grants.unsettled",
                             "SELECT id, kind, record, grantee, was, role FROM grant_change WHERE kind = $1 AND "
                             "unsettled = 1 ORDER BY id LIMIT $2"};
constexpr db::Sql kSettle{"grants.settle", "UPDATE grant_change SET unsettled = 0 WHERE id = $1 AND grantee = $2"};

constexpr db::Sql kTake{"grants.take", "DELETE FROM record_grant WHERE kind = $1 AND record = $2 AND grantee = $3"};
constexpr db::Sql kTakeAll{"grants.take_all", "DELETE FROM record_grant WHERE kind = $1 AND record = $2"};
constexpr db::Sql kSetState{"grants.set_state",
                            "UPDATE record_grant SET state = $3 WHERE kind = $1 AND record = $2 AND state <> $3"};
constexpr db::Sql kGrantees{"grants.grantees_of",
                            "SELECT grantee FROM record_grant WHERE kind = $1 AND record = $2 ORDER BY grantee"};

std::set<std::string, std::less<>>& watched() {
    static std::set<std::string, std::less<>> kinds;
    return kinds;
}

Change change_row(const db::Rows::Row& row) {
    return {row.integer(0), row.text(1), row.integer(2), row.integer(3), row.text(4), row.text(5)};
}

std::vector<Change> change_rows(const db::Rows& rows) {
    std::vector<Change> found;
    for (const auto& row : rows) found.push_back(change_row(row));
    return found;
}

// The actor's grantees are bound one by one; the primary key is read for each.
db::Filter on_record(const Actor& actor, std::string_view kind, Id record) {
    db::Filter filter;
    filter.where("kind = ?", kind).where("record = ?", record).in("grantee", actor.grantees);
    return filter;
}

}  // namespace

void give(db::Tx& tx, std::string_view kind, Id record, Id grantee, std::string_view role, std::string_view state) {
    if (kind.empty() || record == 0 || grantee == 0) throw std::invalid_argument("grants: no kind, record or grantee");
    tx.exec(kNoteGiven, ids::make(), kind, record, grantee, role, watched().contains(kind));
    tx.exec(kGive, kind, record, grantee, role, state);
}

void take(db::Tx& tx, std::string_view kind, Id record, Id grantee) {
    tx.exec(kNoteTaken, ids::make(), kind, record, grantee, watched().contains(kind));
    tx.exec(kTake, kind, record, grantee);
}

void take_all(db::Tx& tx, std::string_view kind, Id record) {
    tx.exec(kNoteAllTaken, ids::make(), kind, record);
    tx.exec(kTakeAll, kind, record);
}

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

std::vector<Grant> grants_of(db::Conn& conn, std::string_view kind, Id record) {
    std::vector<Grant> found;
    for (const auto& row : conn.query(kGrants, kind, record)) found.push_back({row.integer(0), row.text(1)});
    return found;
}

std::vector<Change> changes_of(db::Conn& conn, std::string_view kind, Id record, int most) {
    return change_rows(conn.query(kChanges, kind, record, most));
}

void watch(std::string kind) { watched().insert(std::move(kind)); }

std::vector<Change> unsettled(db::Conn& conn, std::string_view kind, int most) {
    return change_rows(conn.query(kUnsettled, kind, most));
}

void settle(db::Tx& tx, const Change& change) { tx.exec(kSettle, change.id, change.grantee); }

}  // namespace dinh::grants
