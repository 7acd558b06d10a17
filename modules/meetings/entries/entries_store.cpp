#include "modules/meetings/entries/entries_store.hpp"

#include <map>

#include "platform/db/filter.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings::entries_store {

namespace {

constexpr int kMostRows = 2000;

// In the order of entry_from.
#define DINH_ENTRY_COLUMNS                                                                                       \
    "id, version, owner_agency, unit, incoming, state, source, starts_at, ends_at, subject, place, chair_text, " \
    "guests, "                                                                                                   \
    "internal, sequence, updated_at, change, changed_at, reason, created_by_person"

constexpr db::Sql kFind{"entry.find", "SELECT " DINH_ENTRY_COLUMNS " FROM calendar_entry WHERE id = $1"};
constexpr db::Sql kLock{
    "entry.lock",
    "UPDATE calendar_entry SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING " DINH_ENTRY_COLUMNS};
constexpr db::Sql kTouch{"entry.touch",
                         "UPDATE calendar_entry SET version = version + 1 WHERE id = $1 RETURNING " DINH_ENTRY_COLUMNS};
constexpr db::Sql kInsert{"entry.insert",
                          "INSERT INTO calendar_entry (id, owner_agency, origin_agency, rules_day, created_at, "
                          "created_by_person, created_by_post, unit, incoming, state, source, from_day, to_day, "
                          "starts_at, ends_at, subject, updated_at) "
                          "VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $4)"};
constexpr db::Sql kDescribe{
    "entry.describe",
    "UPDATE calendar_entry SET unit = $2, state = $3, from_day = $4, to_day = $5, starts_at = $6, ends_at = $7, "
    "subject = $8, place = $9, place_key = $10, chair_text = $11, guests = $12, internal = $13, sequence = $14, "
    "updated_at = $15, change = $16, changed_at = $17, reason = $18 WHERE id = $1"};
constexpr db::Sql kBlank{
    "entry.blank",
    "UPDATE calendar_entry SET state = 'removed', subject = '', place = '', place_key = '', chair_text = '', guests = "
    "'', reason = '', sequence = sequence + 1, updated_at = $2 WHERE id = $1"};
constexpr db::Sql kAddParticipant{"entry.add_participant",
                                  "INSERT INTO entry_participant (id, entry, kind, who, label, role, attends, "
                                  "named_for, from_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kRemoveParticipant{"entry.remove_participant", "DELETE FROM entry_participant WHERE id = $1"};
constexpr db::Sql kSetRole{"entry.set_role", "UPDATE entry_participant SET role = $2 WHERE id = $1"};
constexpr db::Sql kSetFromDay{"entry.set_from_day", "UPDATE entry_participant SET from_day = $2 WHERE entry = $1"};
constexpr db::Sql kSetAttends{"entry.set_attends", "UPDATE entry_participant SET attends = $2 WHERE id = $1"};
constexpr db::Sql kBlankParticipants{"entry.blank_participants",
                                     "UPDATE entry_participant SET label = '' WHERE entry = $1"};
constexpr db::Sql kOfIncoming{"entry.of_incoming",
                              "SELECT id FROM calendar_entry WHERE incoming = $1 AND incoming <> 0 ORDER BY id"};
constexpr db::Sql kEnded{"entry.ended",
                         "SELECT id FROM calendar_entry WHERE to_day >= $1 AND to_day <= $2 AND ends_at < $3"};
constexpr db::Sql kBetween{"entry.between",
                           "SELECT " DINH_ENTRY_COLUMNS
                           " FROM calendar_entry WHERE owner_agency = $1 AND from_day >= $2 AND from_day <= $3 "
                           "AND to_day >= $4 AND state <> 'removed' ORDER BY starts_at, id LIMIT 2000"};
constexpr db::Sql kHandOver{"entry.hand_over",
                            "UPDATE calendar_entry SET owner_agency = $2, version = version + 1 WHERE id IN (SELECT id "
                            "FROM calendar_entry WHERE owner_agency = $1 AND from_day >= $3 LIMIT $4) RETURNING id"};
constexpr db::Sql kAfter{"entry.after", "SELECT id FROM calendar_entry WHERE id > $1 ORDER BY id LIMIT $2"};

Entry entry_from(const db::Rows::Row& row) {
    Entry one;
    one.id = row.integer(0), one.version = row.integer(1), one.agency = row.integer(2), one.unit = row.integer(3);
    one.incoming = row.integer(4), one.state = row.text(5), one.source = row.text(6);
    one.starts = row.instant(7), one.ends = row.instant(8);
    one.subject = row.text(9), one.place = row.text(10), one.chair_text = row.text(11), one.guests = row.text(12);
    one.internal = row.truth(13), one.sequence = static_cast<int>(row.integer(14)), one.updated_at = row.instant(15);
    one.change = row.text(16), one.changed_at = row.maybe_instant(17), one.reason = row.text(18);
    one.created_by_person = row.integer(19);
    return one;
}

void add_participants(db::Conn& conn, std::vector<Entry>& entries) {
    if (entries.empty()) return;
    std::map<Id, std::size_t> place;
    std::vector<Id> ids;
    for (std::size_t i = 0; i < entries.size(); ++i) place[entries[i].id] = i, ids.push_back(entries[i].id);
    db::Filter filter;
    filter.in("entry", ids);
    for (const auto& row :
         filter.run(conn, "entry.participants",
                    "SELECT id, entry, kind, who, label, role, attends, named_for FROM entry_participant",
                    "ORDER BY entry, CASE role WHEN 'chair' THEN 0 ELSE 1 END, id")) {
        Participant one;
        one.id = row.integer(0), one.entry = row.integer(1), one.kind = row.text(2), one.who = row.integer(3);
        one.label = row.text(4), one.role = row.text(5), one.attends = row.truth(6), one.named_for = row.integer(7);
        entries[place.at(one.entry)].participants.push_back(std::move(one));
    }
}

std::vector<Entry> entries_from(db::Conn& conn, const db::Rows& rows) {
    std::vector<Entry> entries;
    for (const auto& row : rows) entries.push_back(entry_from(row));
    add_participants(conn, entries);
    return entries;
}
std::optional<Entry> one_from(db::Conn& conn, const db::Rows& rows) {
    auto entries = entries_from(conn, rows);
    return entries.empty() ? std::nullopt : std::optional(std::move(entries.front()));
}
std::vector<Id> ids_from(const db::Rows& rows) {
    std::vector<Id> ids;
    for (const auto& row : rows) ids.push_back(row.integer(0));
    return ids;
}

// The same room however it is typed.
std::string key_of(std::string_view place) { return text::fold(text::clean_line(place)); }

}  // namespace

std::optional<Entry> find(db::Conn& conn, Id id) { return one_from(conn, conn.query(kFind, id)); }
std::optional<Entry> lock(db::Tx& tx, Id id, std::int64_t version) {
    return one_from(tx, tx.query(kLock, id, version));
}
std::optional<Entry> touch(db::Tx& tx, Id id) { return one_from(tx, tx.query(kTouch, id)); }

void insert(db::Tx& tx, const Entry& one, Id person, Id post) {
    tx.exec(kInsert, one.id, one.agency, clock::today(), clock::now(), person, post, one.unit, one.incoming, one.state,
            one.source, one.first_day(), one.last_day(), one.starts, one.ends, one.subject);
    describe(tx, one);
}

void describe(db::Tx& tx, const Entry& one) {
    tx.exec(kDescribe, one.id, one.unit, one.state, one.first_day(), one.last_day(), one.starts, one.ends, one.subject,
            one.place, key_of(one.place), one.chair_text, one.guests, one.internal, one.sequence, clock::now(),
            one.change, one.changed_at, one.reason);
}

void blank(db::Tx& tx, Id id) { tx.exec(kBlank, id, clock::now()); }

void add_participant(db::Tx& tx, const Participant& one, Day from) {
    tx.exec(kAddParticipant, one.id, one.entry, one.kind, one.who, one.label, one.role, one.attends, one.named_for,
            from);
}
void remove_participant(db::Tx& tx, Id participant) { tx.exec(kRemoveParticipant, participant); }
void set_role(db::Tx& tx, Id participant, std::string_view role) { tx.exec(kSetRole, participant, role); }
void set_from_day(db::Tx& tx, Id entry, Day from) { tx.exec(kSetFromDay, entry, from); }
void set_attends(db::Tx& tx, Id participant, bool attends) { tx.exec(kSetAttends, participant, attends); }
void blank_participants(db::Tx& tx, Id entry) { tx.exec(kBlankParticipants, entry); }

std::vector<Id> of_incoming(db::Conn& conn, Id incoming) { return ids_from(conn.query(kOfIncoming, incoming)); }
std::vector<Id> ended_between(db::Conn& conn, Day from, Day to, Instant before) {
    return ids_from(conn.query(kEnded, from, to, before));
}
std::vector<Id> hand_over(db::Tx& tx, Id from, Id to, Day day, int most) {
    return ids_from(tx.query(kHandOver, from, to, day, most));
}
std::vector<Id> after(db::Conn& conn, Id entry, int most) { return ids_from(conn.query(kAfter, entry, most)); }

// An entry begins at most kLongestDays before the day it is still going on.
std::vector<Entry> between(db::Conn& conn, Id agency, Day from, Day to) {
    return entries_from(conn, conn.query(kBetween, agency, from - kLongestDays, to, from));
}

std::vector<Entry> of_holders(db::Conn& conn, const std::vector<Id>& holders, Day from, Day to) {
    db::Filter filter;
    filter.in("p.who", holders)
        .where("p.from_day >= ? AND p.from_day <= ?", from - kLongestDays, to)
        .where("e.to_day >= ? AND e.state IN ('proposed', 'accepted', 'cancelled')", from);
    std::vector<Id> ids;
    for (const auto& row :
         filter.run(conn, "entry.of_holders",
                    "SELECT DISTINCT e.id FROM entry_participant p JOIN calendar_entry e ON e.id = p.entry",
                    "ORDER BY e.id DESC", kMostRows))
        ids.push_back(row.integer(0));
    db::Filter found;
    found.in("id", ids);
    return entries_from(conn, found.run(conn, "entry.listed", "SELECT " DINH_ENTRY_COLUMNS " FROM calendar_entry",
                                        "ORDER BY starts_at, id"));
}

std::vector<Busy> busy(db::Conn& conn, const std::vector<Id>& posts, Day from, Day to) {
    db::Filter filter;
    filter.in("p.who", posts)
        .where("p.from_day >= ? AND p.from_day <= ?", from - kLongestDays, to)
        .where("p.attends = 1 AND p.kind = 'post' AND e.to_day >= ? AND e.state IN ('proposed', 'accepted')", from);
    std::vector<Busy> list;
    for (const auto& row :
         filter.run(conn, "entry.busy",
                    "SELECT p.who, e.id, e.owner_agency, e.starts_at, e.ends_at, e.subject, e.internal "
                    "FROM entry_participant p JOIN calendar_entry e ON e.id = p.entry",
                    "ORDER BY e.starts_at, e.id", kMostRows))
        list.push_back({row.integer(0), row.integer(1), row.integer(2), row.instant(3), row.instant(4), row.text(5),
                        row.truth(6)});
    return list;
}

}  // namespace dinh::meetings::entries_store
