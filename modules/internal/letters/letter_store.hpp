// The SQL of internal documents.
#pragma once
#include "modules/internal/letters/letter.hpp"

namespace dinh::internal::store {

// Columns in the order of read_letter.
#define DINH_LETTER_COLUMNS                                                                                         \
    "id, version, owner_agency, rules_day, created_at, unit, sender_post, sender_label, from_name, kind, subject, " \
    "body, urgency, due_day, numbered, answers, state, edition, series, number, mark, signed_by, sent_at, note"
#define DINH_RECEIVER_COLUMNS                                                                                      \
    "id, version, letter, parent, party_kind, party, label, role, due_day, state, giver_post, giver_label, note, " \
    "given_at, read_at, read_by, done_at, done_by, result"

inline constexpr db::Sql kFind{"letter.find", "SELECT " DINH_LETTER_COLUMNS " FROM internal_letter WHERE id = $1"};
inline constexpr db::Sql kLock{"letter.lock",
                               "UPDATE internal_letter SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING " DINH_LETTER_COLUMNS};
// Keeps others from it until the transaction ends; whoever has it open meets no conflict.
inline constexpr db::Sql kHold{
    "letter.hold", "UPDATE internal_letter SET version = version WHERE id = $1 RETURNING " DINH_LETTER_COLUMNS};
inline constexpr db::Sql kAdd{
    "letter.add",
    "INSERT INTO internal_letter (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, unit, sender_post, sender_label, from_name, kind, subject, body, urgency, due_day, numbered, "
    "answers, state) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $6, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
    "'drafting')"};
inline constexpr db::Sql kDescribe{"letter.describe",
                                   "UPDATE internal_letter SET kind = $2, subject = $3, body = $4, urgency = $5, "
                                   "due_day = $6, numbered = $7 WHERE id = $1"};
inline constexpr db::Sql kSetState{"letter.set_state",
                                   "UPDATE internal_letter SET state = $2, note = $3 WHERE id = $1"};
inline constexpr db::Sql kSetSent{
    "letter.set_sent",
    "UPDATE internal_letter SET state = $2, sent_at = $3, signed_by = $4, series = $5, number = $6, mark = $7, note = "
    "'', rules_day = $8 WHERE id = $1"};
inline constexpr db::Sql kSetEdition{"letter.set_edition",
                                     "UPDATE internal_letter SET subject = $2, body = $3, edition = edition + 1 WHERE "
                                     "id = $1"};
inline constexpr db::Sql kAddEdition{
    "letter.add_edition",
    "INSERT INTO letter_edition (letter, edition, subject, body, reason, replaced_at, replaced_by) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7)"};
inline constexpr db::Sql kEditions{"letter.editions",
                                   "SELECT edition, subject, body, reason, replaced_at FROM letter_edition WHERE "
                                   "letter = $1 ORDER BY edition DESC"};
inline constexpr db::Sql kAnsweredBy{"letter.answered_by",
                                     "SELECT " DINH_LETTER_COLUMNS
                                     " FROM internal_letter WHERE answers = $1 AND answers <> 0 AND state IN ('sent', "
                                     "'finished') ORDER BY id LIMIT 50"};
inline constexpr db::Sql kNextToIndex{
    "letter.next_to_index", "SELECT " DINH_LETTER_COLUMNS " FROM internal_letter WHERE id > $1 ORDER BY id LIMIT $2"};

inline constexpr db::Sql kCountOpen{"letter.count_open",
                                    "SELECT COUNT(*) FROM internal_letter WHERE owner_agency = $1 AND state IN "
                                    "('drafting', 'awaiting_approval', 'sent')"};

inline constexpr db::Sql kReceivers{
    "letter.receivers", "SELECT " DINH_RECEIVER_COLUMNS " FROM letter_receiver WHERE letter = $1 ORDER BY id"};
inline constexpr db::Sql kAddReceiver{
    "letter.add_receiver",
    "INSERT INTO letter_receiver (id, letter, parent, party_kind, party, label, role, due_day, state, giver_post, "
    "giver_label, note, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
inline constexpr db::Sql kDropReceivers{"letter.drop_receivers", "DELETE FROM letter_receiver WHERE letter = $1"};
inline constexpr db::Sql kGiveReceivers{
    "letter.give_receivers",
    "UPDATE letter_receiver SET state = 'unread', given_at = $2, giver_post = $3, giver_label = $4, due_day = $5 WHERE "
    "letter = $1"};
inline constexpr db::Sql kLockReceiver{
    "letter.lock_receiver",
    "UPDATE letter_receiver SET version = version + 1 WHERE id = $1 AND letter = $2 AND version = $3 RETURNING id"};
inline constexpr db::Sql kSetRead{
    "letter.set_read",
    "UPDATE letter_receiver SET state = $2, read_at = COALESCE(read_at, $3), read_by = CASE WHEN read_by = '' THEN $4 "
    "ELSE read_by END WHERE id = $1"};
inline constexpr db::Sql kSetDone{"letter.set_done",
                                  "UPDATE letter_receiver SET state = 'done', done_at = $2, done_by = $3, result = $4, "
                                  "read_at = COALESCE(read_at, $2) WHERE id = $1"};
inline constexpr db::Sql kUnreadAgain{
    "letter.unread_again",
    "UPDATE letter_receiver SET state = 'unread', read_at = NULL, read_by = '' WHERE letter = $1 AND (role = "
    "'information' OR state <> 'done')"};

inline constexpr db::Sql kAddReading{
    "letter.add_reading",
    "INSERT INTO letter_reading (letter, edition, person, name, capacity, at) VALUES ($1, $2, $3, $4, $5, $6) ON "
    "CONFLICT (letter, edition, person) DO NOTHING"};
inline constexpr db::Sql kReadings{"letter.readings",
                                   "SELECT edition, name, capacity, at FROM letter_reading WHERE letter = $1 ORDER BY "
                                   "at, person"};
inline constexpr db::Sql kHasReading{"letter.has_reading",
                                     "SELECT 1 FROM letter_reading WHERE letter = $1 AND edition = $2 AND person = "
                                     "$3"};
inline constexpr db::Sql kAddAnswer{
    "letter.add_answer",
    "INSERT INTO letter_answer (id, letter, person, label, body, at) VALUES ($1, $2, $3, $4, $5, $6)"};
inline constexpr db::Sql kAnswers{"letter.answers",
                                  "SELECT label, body, at FROM letter_answer WHERE letter = $1 ORDER BY id"};

Letter read_letter(const db::Rows::Row&);
std::vector<Letter> read_letters(const db::Rows&);
void add_receiver(db::Tx&, const Receiver&);

}  // namespace dinh::internal::store
