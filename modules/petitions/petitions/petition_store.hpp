// The SQL of petitions and their senders.
#pragma once
#include "modules/petitions/petitions/petition.hpp"

namespace dinh::petitions::store {

// Columns in the order of read_petition.
#define DINH_PETITION_COLUMNS                                                                                          \
    "id, version, owner_agency, rules_day, issuing_body, book, number, registered_day, received_day, channel, "        \
    "passed_from, kind, round, state, summary, field, people, proposal, proposed_by, processing_due, decision, "       \
    "decision_note, decided_day, decided_by, filed_as, passed_agency, passed_name, passed_petition, source_petition, " \
    "remote, due_day, extensions, settler_unit, settler_post, settler_label, answer_mark, answer_day, answer_text, "   \
    "answer_outgoing, answered_late, closed_at, void_reason"

inline constexpr db::Sql kFind{"petition.find", "SELECT " DINH_PETITION_COLUMNS " FROM petition WHERE id = $1"};
inline constexpr db::Sql kLock{"petition.lock",
                               "UPDATE petition SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING " DINH_PETITION_COLUMNS};
inline constexpr db::Sql kTouch{
    "petition.touch", "UPDATE petition SET version = version + 1 WHERE id = $1 RETURNING " DINH_PETITION_COLUMNS};
// Keeps others from it until the transaction ends; whoever has it open meets no conflict.
inline constexpr db::Sql kHold{"petition.hold",
                               "UPDATE petition SET version = version WHERE id = $1 RETURNING " DINH_PETITION_COLUMNS};
inline constexpr db::Sql kAdd{
    "petition.add",
    "INSERT INTO petition (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, issuing_body, received_day, channel, passed_from, kind, round, state, summary, field, people, "
    "source_petition) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"};
inline constexpr db::Sql kDescribe{
    "petition.describe",
    "UPDATE petition SET rules_day = $2, received_day = $2, channel = $3, passed_from = $4, kind = $5, round = $6, "
    "summary = $7, field = $8, people = $9, processing_due = $10 WHERE id = $1"};
inline constexpr db::Sql kEnter{
    "petition.enter",
    "UPDATE petition SET book = $2, number = $3, registered_day = $4, received_day = $5, rules_day = $5, state = "
    "'awaiting_direction', processing_due = $6 WHERE id = $1"};
inline constexpr db::Sql kSetState{"petition.set_state", "UPDATE petition SET state = $2 WHERE id = $1"};
inline constexpr db::Sql kSetProposal{"petition.set_proposal",
                                      "UPDATE petition SET proposal = $2, proposed_by = $3 WHERE id = $1"};
inline constexpr db::Sql kSetVoid{"petition.set_void",
                                  "UPDATE petition SET state = 'voided', void_reason = $2 WHERE id = $1"};
inline constexpr db::Sql kDecide{
    "petition.decide",
    "UPDATE petition SET state = $2, decision = $3, decision_note = $4, decided_day = $5, decided_by = $6, filed_as = "
    "$7, extensions = 0, closed_at = $8 WHERE id = $1"};
inline constexpr db::Sql kSetPassed{
    "petition.set_passed",
    "UPDATE petition SET passed_agency = $2, passed_name = $3, passed_petition = $4 WHERE id = $1"};
inline constexpr db::Sql kSetAccepted{"petition.set_accepted",
                                      "UPDATE petition SET remote = $2, due_day = $3 WHERE id = $1"};
inline constexpr db::Sql kSetSettler{
    "petition.set_settler",
    "UPDATE petition SET settler_unit = $2, settler_post = $3, settler_label = $4 WHERE id = $1"};
inline constexpr db::Sql kExtendProcessing{
    "petition.extend_processing", "UPDATE petition SET processing_due = $2, extensions = extensions + 1 WHERE id = $1"};
inline constexpr db::Sql kExtendSettlement{
    "petition.extend_settlement", "UPDATE petition SET due_day = $2, extensions = extensions + 1 WHERE id = $1"};
inline constexpr db::Sql kSetAnswered{
    "petition.set_answered",
    "UPDATE petition SET state = 'answered', answer_mark = $2, answer_day = $3, answer_text = $4, answer_outgoing = "
    "$5, answered_late = $6 WHERE id = $1"};
inline constexpr db::Sql kSetClosed{"petition.set_closed",
                                    "UPDATE petition SET state = 'closed', closed_at = $2 WHERE id = $1"};
inline constexpr db::Sql kSetReopened{
    "petition.set_reopened",
    "UPDATE petition SET state = 'awaiting_direction', decision = '', decision_note = '', decided_day = NULL, "
    "decided_by = '', filed_as = '', passed_agency = 0, passed_name = '', passed_petition = 0, due_day = NULL, "
    "extensions = 0, settler_unit = 0, settler_post = 0, settler_label = '', answer_mark = '', answer_day = NULL, "
    "answer_text = '', answer_outgoing = 0, answered_late = 0, closed_at = NULL WHERE id = $1"};
inline constexpr db::Sql kOfBody{"petition.of_body", "SELECT " DINH_PETITION_COLUMNS
                                                     " FROM petition WHERE issuing_body = $1 AND id > $2 ORDER BY id "
                                                     "LIMIT $3"};
inline constexpr db::Sql kNextToIndex{"petition.next_to_index",
                                      "SELECT " DINH_PETITION_COLUMNS
                                      " FROM petition WHERE id > $1 AND state <> 'voided' ORDER BY id LIMIT $2"};

inline constexpr db::Sql kAddSender{
    "petition.add_sender",
    "INSERT INTO petition_sender (petition, position, issuing_body, name, name_key, address, phone, id_number, "
    "representative) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
inline constexpr db::Sql kDropSenders{"petition.drop_senders", "DELETE FROM petition_sender WHERE petition = $1"};
inline constexpr db::Sql kSenders{
    "petition.senders",
    "SELECT name, address, phone, id_number, representative FROM petition_sender WHERE petition = $1 ORDER BY "
    "position"};
inline constexpr db::Sql kOfSender{
    "petition.of_sender",
    "SELECT petition FROM petition_sender WHERE issuing_body = $1 AND name_key = $2 ORDER BY petition DESC LIMIT 50"};

Petition read_petition(const db::Rows::Row&);
std::vector<Petition> read_all(const db::Rows&);
void write_senders(db::Tx&, Id petition, Id issuing_body, const std::vector<Sender>&);

}  // namespace dinh::petitions::store
