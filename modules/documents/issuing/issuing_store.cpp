#include "modules/documents/issuing/issuing_store.hpp"

#include "modules/documents/series/series.hpp"

namespace dinh::documents::issuing_store {

namespace {

// In the order of recipient_from.
#define DINH_RECIPIENT_COLUMNS                                                                              \
    "id, version, outgoing, position, agency, name, purpose, state, state_note, inside, copies, state_at, " \
    "incoming, reply_needed, reply_incoming, replied_at, reminded_at, reminders"

constexpr db::Sql kRecipientsOf{
    "recipient.of_outgoing", "SELECT " DINH_RECIPIENT_COLUMNS " FROM recipient WHERE outgoing = $1 ORDER BY position"};
constexpr db::Sql kLockRecipient{
    "recipient.lock", "UPDATE recipient SET version = version + 1 WHERE id = $1 RETURNING " DINH_RECIPIENT_COLUMNS};
constexpr db::Sql kClearPlanned{"recipient.clear_planned",
                                "DELETE FROM recipient WHERE outgoing = $1 AND state = 'planned'"};
constexpr db::Sql kInsert{"recipient.insert",
                          "INSERT INTO recipient (id, outgoing, position, agency, name, purpose, inside, copies, "
                          "state, state_at, reply_needed) "
                          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Sql kSetState{"recipient.set_state",
                            "UPDATE recipient SET state = $2, state_note = $3, state_at = $4 WHERE id = $1"};
constexpr db::Sql kAddState{
    "recipient.add_state",
    "INSERT INTO recipient_state (id, recipient, state, note, at, person) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Sql kSetIncoming{"recipient.set_incoming", "UPDATE recipient SET incoming = $2 WHERE id = $1"};
constexpr db::Sql kSetReply{
    "recipient.set_reply",
    "UPDATE recipient SET reply_incoming = $2, replied_at = $3 WHERE id = $1 AND replied_at IS NULL"};
constexpr db::Sql kSetReminded{"recipient.set_reminded",
                               "UPDATE recipient SET reminders = reminders + 1, reminded_at = $2 WHERE id = $1"};

constexpr db::Sql kWaiting{"recipient.waiting",
                           "SELECT COUNT(*) FROM recipient WHERE outgoing = $1 AND reply_needed = 1 AND replied_at IS "
                           "NULL AND state <> 'refused'"};
constexpr db::Sql kKeepRound{
    "recipient.keep_round",
    "INSERT INTO past_reply (outgoing, round, due_day, recipient, reply_incoming, replied_at, reminders) SELECT "
    "outgoing, CAST($2 AS bigint), CAST($3 AS text), id, reply_incoming, replied_at, reminders FROM recipient "
    "WHERE outgoing = $1 AND reply_needed = 1"};
constexpr db::Sql kAskAnew{"recipient.ask_anew",
                           "UPDATE recipient SET version = version + 1, reply_incoming = 0, replied_at = NULL, "
                           "reminders = 0, reminded_at = NULL WHERE outgoing = $1 AND reply_needed = 1"};
constexpr db::Sql kPastReplies{
    "recipient.past_replies",
    "SELECT p.round, p.due_day, p.recipient, r.agency, r.name, r.purpose, r.state, p.reply_incoming, p.replied_at, "
    "p.reminders FROM past_reply p JOIN recipient r ON r.id = p.recipient WHERE p.outgoing = $1 "
    "ORDER BY p.round DESC, r.position"};
constexpr db::Sql kDrafterOfReply{
    "recipient.drafter_of_reply",
    "SELECT o.created_by_post FROM incoming_document i JOIN outgoing_document o ON o.id = i.source_outgoing "
    "WHERE i.id = $1"};

constexpr db::Sql kInsertRelation{"relation.insert",
                                  "INSERT INTO document_relation (id, from_kind, from_record, to_kind, to_record, "
                                  "type, at, person) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                                  "ON CONFLICT (from_kind, from_record, to_kind, to_record, type) DO NOTHING"};
constexpr db::Sql kDeleteRelation{"relation.delete",
                                  "DELETE FROM document_relation WHERE from_kind = $1 AND from_record = $2 AND to_kind "
                                  "= $3 AND to_record = $4 AND type = $5"};
constexpr db::Sql kRelationsFrom{
    "relation.from",
    "SELECT to_kind, to_record, type FROM document_relation WHERE from_kind = $1 AND from_record = $2 ORDER BY id"};
constexpr db::Sql kRelationsTo{
    "relation.to",
    "SELECT from_kind, from_record, type FROM document_relation WHERE to_kind = $1 AND to_record = $2 ORDER BY id"};
constexpr db::Sql kNamedIncoming{"relation.named_incoming",
                                 "SELECT mark, subject, document_day FROM incoming_document WHERE id = $1"};
constexpr db::Sql kNamedOutgoing{"relation.named_outgoing",
                                 "SELECT mark, subject, issued_day FROM outgoing_document WHERE id = $1"};
constexpr db::Sql kIncomingMarked{
    "relation.incoming_marked",
    "SELECT id FROM incoming_document WHERE owner_agency = $1 AND mark_key = $2 ORDER BY id DESC LIMIT 20"};
constexpr db::Sql kOutgoingMarked{
    "relation.outgoing_marked",
    "SELECT id FROM outgoing_document WHERE owner_agency = $1 AND mark_key = $2 ORDER BY id DESC LIMIT 20"};
constexpr db::Sql kAnsweredBy{
    "relation.answered_by",
    "SELECT i.id, i.source_recipient, r.type FROM document_relation r JOIN incoming_document i ON i.id = r.to_record "
    "WHERE r.from_kind = 'outgoing' AND r.from_record = $1 AND r.to_kind = 'incoming' AND r.type IN ('answers', "
    "'interim') ORDER BY r.id"};

Recipient recipient_from(const db::Rows::Row& row) {
    Recipient one;
    one.id = row.integer(0), one.version = row.integer(1), one.outgoing = row.integer(2);
    one.position = static_cast<int>(row.integer(3));
    one.agency = row.integer(4), one.name = row.text(5), one.purpose = row.text(6), one.state = row.text(7),
    one.state_note = row.text(8);
    one.inside = row.truth(9), one.copies = static_cast<int>(row.integer(10)), one.state_at = row.instant(11);
    one.incoming = row.integer(12), one.reply_needed = row.truth(13), one.reply_incoming = row.integer(14);
    one.replied_at = row.maybe_instant(15), one.reminded_at = row.maybe_instant(16),
    one.reminders = static_cast<int>(row.integer(17));
    return one;
}

}  // namespace

std::vector<Recipient> recipients_of(db::Conn& conn, Id outgoing) {
    std::vector<Recipient> list;
    for (const auto& row : conn.query(kRecipientsOf, outgoing)) list.push_back(recipient_from(row));
    return list;
}
std::optional<Recipient> lock_recipient(db::Tx& tx, Id recipient) {
    const auto rows = tx.query(kLockRecipient, recipient);
    return rows.empty() ? std::nullopt : std::optional(recipient_from(rows.first()));
}
void clear_planned(db::Tx& tx, Id outgoing) { tx.exec(kClearPlanned, outgoing); }
void insert_recipient(db::Tx& tx, const Recipient& one) {
    tx.exec(kInsert, one.id, one.outgoing, one.position, one.agency, one.name, one.purpose, one.inside, one.copies,
            one.state, clock::now(), one.reply_needed);
}
void set_state(db::Tx& tx, Id recipient, std::string_view state, std::string_view note, Id person) {
    tx.exec(kSetState, recipient, state, note, clock::now());
    tx.exec(kAddState, ids::make(), recipient, state, note, clock::now(), person);
}
void set_incoming(db::Tx& tx, Id recipient, Id incoming) { tx.exec(kSetIncoming, recipient, incoming); }
void set_reply(db::Tx& tx, Id recipient, Id reply_incoming) {
    tx.exec(kSetReply, recipient, reply_incoming, clock::now());
}
void set_reminded(db::Tx& tx, Id recipient) { tx.exec(kSetReminded, recipient, clock::now()); }

std::int64_t waiting(db::Conn& conn, Id outgoing) { return conn.query(kWaiting, outgoing).first().integer(0); }
void keep_round(db::Tx& tx, Id outgoing, int round, Day due) {
    tx.exec(kKeepRound, outgoing, round, due);
    tx.exec(kAskAnew, outgoing);
}
std::vector<PastRound> past_rounds(db::Conn& conn, Id outgoing) {
    std::vector<PastRound> rounds;
    for (const auto& row : conn.query(kPastReplies, outgoing)) {
        const int round = static_cast<int>(row.integer(0));
        if (rounds.empty() || rounds.back().round != round) rounds.push_back({round, row.day(1), {}});
        Recipient to;
        to.id = row.integer(2), to.outgoing = outgoing, to.agency = row.integer(3), to.name = row.text(4);
        to.purpose = row.text(5), to.state = row.text(6), to.reply_needed = true;
        to.reply_incoming = row.integer(7), to.replied_at = row.maybe_instant(8);
        to.reminders = static_cast<int>(row.integer(9));
        rounds.back().asked.push_back(std::move(to));
    }
    return rounds;
}
Id drafter_of_reply(db::Conn& conn, Id reply_incoming) {
    if (reply_incoming == 0) return 0;
    const auto rows = conn.query(kDrafterOfReply, reply_incoming);
    return rows.empty() ? 0 : rows.first().integer(0);
}

bool insert_relation(db::Tx& tx, Id person, std::string_view from_kind, Id from, std::string_view to_kind, Id to,
                     std::string_view type) {
    return tx.exec(kInsertRelation, ids::make(), from_kind, from, to_kind, to, type, clock::now(), person) > 0;
}
void delete_relation(db::Tx& tx, std::string_view from_kind, Id from, std::string_view to_kind, Id to,
                     std::string_view type) {
    tx.exec(kDeleteRelation, from_kind, from, to_kind, to, type);
}
std::vector<RelationRow> relations_of(db::Conn& conn, std::string_view kind, Id record) {
    std::vector<RelationRow> list;
    for (const auto& row : conn.query(kRelationsFrom, kind, record))
        list.push_back({row.text(0), row.integer(1), row.text(2), true});
    for (const auto& row : conn.query(kRelationsTo, kind, record))
        list.push_back({row.text(0), row.integer(1), row.text(2), false});
    return list;
}
std::vector<Id> with_mark(db::Conn& conn, std::string_view kind, Id agency, std::string_view mark) {
    std::vector<Id> found;
    for (const auto& row : conn.query(kind == "incoming" ? kIncomingMarked : kOutgoingMarked, agency, mark_key(mark)))
        found.push_back(row.integer(0));
    return found;
}
Named named(db::Conn& conn, std::string_view kind, Id record) {
    const auto rows = conn.query(kind == "incoming" ? kNamedIncoming : kNamedOutgoing, record);
    if (rows.empty()) return {};
    const auto row = rows.first();
    return {row.text(0), row.text(1), row.maybe_day(2)};
}
std::vector<Answered> answered_by(db::Conn& conn, Id outgoing) {
    std::vector<Answered> list;
    for (const auto& row : conn.query(kAnsweredBy, outgoing))
        list.push_back({row.integer(0), row.integer(1), row.text(2)});
    return list;
}

}  // namespace dinh::documents::issuing_store
