// The SQL of quick messages.
#pragma once
#include "modules/internal/messages/message.hpp"

namespace dinh::internal::store {

// Columns in the order of read_message.
#define DINH_MESSAGE_COLUMNS                                                                                       \
    "id, version, owner_agency, created_at, created_by_person, unit, sender_post, sender_label, from_name, body, " \
    "wants_answer, due_day, state"

inline constexpr db::Sql kFindMessage{"message.find",
                                      "SELECT " DINH_MESSAGE_COLUMNS " FROM unit_message WHERE id = $1"};
inline constexpr db::Sql kHoldMessage{
    "message.hold", "UPDATE unit_message SET version = version WHERE id = $1 RETURNING " DINH_MESSAGE_COLUMNS};
inline constexpr db::Sql kAddMessage{
    "message.add",
    "INSERT INTO unit_message (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, unit, sender_post, sender_label, from_name, body, wants_answer, due_day, state) VALUES ($1, $2, "
    "$2, $3, $4, $5, $6, $7, $6, $8, $9, $10, $11, $12, 'open')"};
inline constexpr db::Sql kFinishMessage{"message.finish", "UPDATE unit_message SET state = 'finished' WHERE id = $1"};
inline constexpr db::Sql kAddMessageReceiver{
    "message.add_receiver",
    "INSERT INTO message_receiver (id, message, post, person, label) VALUES ($1, $2, $3, $4, $5)"};
inline constexpr db::Sql kMessageReceivers{
    "message.receivers",
    "SELECT id, post, person, label, read_at, answered_at FROM message_receiver WHERE message = $1 ORDER BY id"};
inline constexpr db::Sql kMessageRead{"message.read",
                                      "UPDATE message_receiver SET read_at = $2 WHERE id = $1 AND read_at IS NULL"};
inline constexpr db::Sql kMessageAnswered{
    "message.answered",
    "UPDATE message_receiver SET answered_at = $2, read_at = COALESCE(read_at, $2) WHERE id = $1 AND answered_at IS "
    "NULL"};
inline constexpr db::Sql kAddMessageAnswer{
    "message.add_answer",
    "INSERT INTO message_answer (id, message, person, label, body, at) VALUES ($1, $2, $3, $4, $5, $6)"};
inline constexpr db::Sql kMessageAnswers{"message.answers",
                                         "SELECT label, body, at FROM message_answer WHERE message = $1 ORDER BY id"};
// One statement takes the place in the minute that runs: two at once cannot both be the last.
inline constexpr db::Sql kPace{
    "message.pace",
    "INSERT INTO message_pace (person, minute, sent) VALUES ($1, $2, 1) ON CONFLICT (person) DO UPDATE SET sent = CASE "
    "WHEN message_pace.minute = $2 THEN message_pace.sent + 1 ELSE 1 END, minute = $2 RETURNING sent"};
inline constexpr db::Sql kNextMessages{
    "message.next_to_index", "SELECT " DINH_MESSAGE_COLUMNS " FROM unit_message WHERE id > $1 ORDER BY id LIMIT $2"};

Message read_message(const db::Rows::Row&);
std::vector<Message> read_messages(const db::Rows&);

}  // namespace dinh::internal::store
