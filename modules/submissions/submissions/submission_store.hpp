// The SQL of submissions.
#pragma once
#include "modules/submissions/submissions/submission.hpp"

namespace dinh::submissions::store {

// Columns in the order of read_submission.
#define DINH_SUBMISSION_COLUMNS                                                                                       \
    "id, version, owner_agency, rules_day, created_at, created_by_person, created_by_post, committee, issuing_body, " \
    "by_office, sender_name, kind, document_kind, subject, field, asked_day, letter_outgoing, letter_incoming, "      \
    "letter_mark, letter_day, task_incoming, task_mark, state, submitted_day, received_day, due_day, returns, "       \
    "return_reasons, complete_due, unit, examiner, examiner_label, examined_day, examined_late, outgoing, "           \
    "result_mark, result_day, ended_day, end_reason"

inline constexpr db::Sql kFind{"submission.find", "SELECT " DINH_SUBMISSION_COLUMNS " FROM submission WHERE id = $1"};
inline constexpr db::Sql kLock{"submission.lock",
                               "UPDATE submission SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING " DINH_SUBMISSION_COLUMNS};
inline constexpr db::Sql kTouch{
    "submission.touch", "UPDATE submission SET version = version + 1 WHERE id = $1 RETURNING " DINH_SUBMISSION_COLUMNS};
// A letter waits in one submission at a time: none is added when it does.
inline constexpr db::Sql kAdd{
    "submission.add",
    "INSERT INTO submission (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, committee, issuing_body, by_office, sender_name, kind, document_kind, subject, field, "
    "asked_day, letter_outgoing, letter_incoming, letter_mark, letter_day, task_incoming, task_mark, state) VALUES "
    "($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "
    "'preparing') ON CONFLICT DO NOTHING"};
inline constexpr db::Sql kDescribe{
    "submission.describe",
    "UPDATE submission SET kind = $2, document_kind = $3, subject = $4, field = $5, asked_day = $6, task_incoming = "
    "$7, task_mark = $8 WHERE id = $1"};
inline constexpr db::Sql kSetState{"submission.set_state", "UPDATE submission SET state = $2 WHERE id = $1"};
inline constexpr db::Sql kSetSubmitted{
    "submission.set_submitted",
    "UPDATE submission SET state = $2, submitted_day = $3, received_day = $4, due_day = $5 WHERE id = $1"};
inline constexpr db::Sql kSetReceived{
    "submission.set_received",
    "UPDATE submission SET state = 'awaiting_assignment', received_day = $2, due_day = $3, letter_incoming = $4 "
    "WHERE id = $1"};
inline constexpr db::Sql kSetExaminer{
    "submission.set_examiner",
    "UPDATE submission SET state = 'in_examination', unit = $2, examiner = $3, examiner_label = $4 WHERE id = $1"};
inline constexpr db::Sql kSetReturned{"submission.set_returned",
                                      "UPDATE submission SET state = 'returned', returns = returns + 1, "
                                      "return_reasons = $2, complete_due = $3, due_day = NULL WHERE id = $1"};
inline constexpr db::Sql kSetExamined{
    "submission.set_examined",
    "UPDATE submission SET state = 'awaiting_review', examined_day = $2, examined_late = $3 WHERE id = $1"};
inline constexpr db::Sql kSetOutgoing{"submission.set_outgoing",
                                      "UPDATE submission SET state = 'issuing', outgoing = $2 WHERE id = $1"};
inline constexpr db::Sql kSetClosed{
    "submission.set_closed",
    "UPDATE submission SET state = 'closed', result_mark = $2, result_day = $3, ended_day = $4 WHERE id = $1"};
inline constexpr db::Sql kSetReopened{
    "submission.set_reopened",
    "UPDATE submission SET state = 'agreed', outgoing = 0, result_mark = '', result_day = NULL, ended_day = NULL "
    "WHERE id = $1"};
inline constexpr db::Sql kSetEnded{"submission.set_ended",
                                   "UPDATE submission SET state = $2, ended_day = $3, end_reason = $4 WHERE id = $1"};
inline constexpr db::Sql kBlank{
    "submission.blank",
    "UPDATE submission SET state = 'removed', subject = '', field = '', letter_mark = '', letter_day = NULL, "
    "task_mark = '', return_reasons = '', end_reason = '' WHERE id = $1"};
inline constexpr db::Sql kOfOutgoing{"submission.of_outgoing", "SELECT id FROM submission WHERE outgoing = $1"};
inline constexpr db::Sql kOfLetterOut{"submission.of_letter_out",
                                      "SELECT id FROM submission WHERE letter_outgoing = $1"};
inline constexpr db::Sql kOfLetterIn{"submission.of_letter_in", "SELECT id FROM submission WHERE letter_incoming = $1"};
inline constexpr db::Sql kNextToIndex{"submission.next_to_index",
                                      "SELECT " DINH_SUBMISSION_COLUMNS
                                      " FROM submission WHERE id > $1 AND state <> 'removed' ORDER BY id LIMIT $2"};

Submission read_submission(const db::Rows::Row&);
std::vector<Submission> read_all(const db::Rows&);

}  // namespace dinh::submissions::store
