// The SQL of questions and of who asks.
#pragma once
#include "modules/portal/questions/question.hpp"

namespace dinh::portal::question_store {

// Columns in the order of read_question.
#define DINH_QUESTION_COLUMNS                                                                                        \
    "id, version, owner_agency, site, kind, channel, field, subject, body, provision, purpose, may_publish, state, " \
    "received_day, notice_due, noticed_day, due_day, extensions, extension_reason, holder_unit, holder_post, "       \
    "holder_label, ended_as, reason, answer, public_subject, public_body, publish, shown, drafted_by, approved_by, " \
    "ended_at, late, rating, rating_words"

inline constexpr db::Sql kFind{"portal_question.find",
                               "SELECT " DINH_QUESTION_COLUMNS " FROM portal_question WHERE id = $1"};
inline constexpr db::Sql kLock{"portal_question.lock",
                               "UPDATE portal_question SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING " DINH_QUESTION_COLUMNS};
inline constexpr db::Sql kAdd{
    "portal_question.add",
    "INSERT INTO portal_question (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, site, kind, channel, field, subject, body, provision, purpose, may_publish, state, received_day, "
    "notice_due, due_day) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'received', "
    "$3, $16, $17)"};
inline constexpr db::Sql kAssign{
    "portal_question.assign",
    "UPDATE portal_question SET state = 'assigned', field = $2, holder_unit = $3, holder_post = $4, holder_label = "
    "$5, noticed_day = COALESCE(noticed_day, $6), reason = '' WHERE id = $1"};
inline constexpr db::Sql kMove{
    "portal_question.move",
    "UPDATE portal_question SET site = $2, owner_agency = $3, state = $4, holder_unit = $5, holder_post = $6, "
    "holder_label = $7, version = version + 1 WHERE id = $1"};
inline constexpr db::Sql kEnd{
    "portal_question.end",
    "UPDATE portal_question SET state = $2, ended_as = $3, reason = $4, approved_by = $5, ended_at = $6, late = $7, "
    "noticed_day = COALESCE(noticed_day, $8) WHERE id = $1"};
inline constexpr db::Sql kDraft{
    "portal_question.draft",
    "UPDATE portal_question SET state = 'awaiting_approval', answer = $2, public_subject = $3, public_body = $4, "
    "publish = $5, drafted_by = $6, reason = '' WHERE id = $1"};
inline constexpr db::Sql kSendBack{"portal_question.send_back",
                                   "UPDATE portal_question SET state = 'assigned', reason = $2 WHERE id = $1"};
inline constexpr db::Sql kApprove{
    "portal_question.approve",
    "UPDATE portal_question SET state = 'answered', shown = publish, approved_by = $2, ended_at = $3, late = $4, "
    "noticed_day = COALESCE(noticed_day, $5) WHERE id = $1"};
inline constexpr db::Sql kExtend{
    "portal_question.extend",
    "UPDATE portal_question SET due_day = $2, extensions = extensions + 1, extension_reason = $3 WHERE id = $1"};
inline constexpr db::Sql kReopen{
    "portal_question.reopen",
    "UPDATE portal_question SET state = $2, shown = 0, ended_as = '', reason = $3, approved_by = '', ended_at = NULL, "
    "late = 0 WHERE id = $1"};
inline constexpr db::Sql kRate{"portal_question.rate",
                               "UPDATE portal_question SET rating = $2, rating_words = $3, version = version + 1 WHERE "
                               "id = $1 AND rating = 0 AND state = 'answered' RETURNING id"};
inline constexpr db::Sql kOpenOfAgency{
    "portal_question.open_of_agency",
    "SELECT id FROM portal_question WHERE owner_agency = $1 AND state IN ('received', 'assigned', "
    "'awaiting_approval') AND id > $2 ORDER BY id LIMIT $3"};
inline constexpr db::Sql kOfSite{"portal_question.of_site",
                                 "SELECT " DINH_QUESTION_COLUMNS
                                 " FROM portal_question WHERE site = $1 AND id > $2 ORDER BY id LIMIT $3"};
inline constexpr db::Sql kNext{
    "portal_question.next", "SELECT " DINH_QUESTION_COLUMNS " FROM portal_question WHERE id > $1 ORDER BY id LIMIT $2"};
inline constexpr db::Sql kShown{"portal_question.shown",
                                "SELECT " DINH_QUESTION_COLUMNS
                                " FROM portal_question WHERE site = $1 AND shown = 1 AND id < $2 ORDER BY id DESC "
                                "LIMIT $3"};
inline constexpr db::Sql kShownOfField{
    "portal_question.shown_of_field",
    "SELECT " DINH_QUESTION_COLUMNS
    " FROM portal_question WHERE site = $1 AND shown = 1 AND field = $2 AND id < $3 ORDER BY id DESC LIMIT $4"};
inline constexpr db::Sql kShownAfter{"portal_question.shown_after",
                                     "SELECT id, ended_at FROM portal_question WHERE site = $1 AND shown = 1 AND id > "
                                     "$2 ORDER BY id LIMIT $3"};

inline constexpr db::Sql kAddSender{
    "portal_question.add_sender",
    "INSERT INTO portal_question_sender (question, name, phone, email, address, id_number, code) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7)"};
inline constexpr db::Sql kSender{
    "portal_question.sender",
    "SELECT name, phone, email, address, id_number FROM portal_question_sender WHERE question = $1"};
inline constexpr db::Sql kOfCode{"portal_question.of_code",
                                 "SELECT question FROM portal_question_sender WHERE code = $1"};

Question read_question(const db::Rows::Row&);
std::vector<Question> read_all(const db::Rows&);

}  // namespace dinh::portal::question_store
