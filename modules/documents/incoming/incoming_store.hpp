// The SQL of incoming documents.
#pragma once
#include "modules/documents/incoming/incoming.hpp"

namespace dinh::documents::store {

// Columns in the order of read_incoming.
#define DINH_INCOMING_COLUMNS                                                                                    \
    "id, version, owner_agency, origin_agency, rules_day, created_at, created_by_person, created_by_post, "      \
    "issuing_body, series, "                                                                                     \
    "arrival_number, arrival_suffix, arrival_day, received_at, registered_at, registered_late, channel, state, " \
    "author_agency, "                                                                                            \
    "author_name, author_code, mark, document_day, kind, subject, field, language, pages, copies, description, " \
    "signer_position, "                                                                                          \
    "signer_name, to_places, urgency, due_day, reply_needed, paper_original, holder_note, source_outgoing, "     \
    "source_recipient, "                                                                                         \
    "refusal_reason, closed_as, closed_note, closed_at, closed_by_person, dossier, proposed_close, files, "      \
    "secrecy_question"

inline constexpr db::Sql kFindIncoming{"incoming.find",
                                       "SELECT " DINH_INCOMING_COLUMNS " FROM incoming_document WHERE id = $1"};
inline constexpr db::Sql kLockIncoming{
    "incoming.lock",
    "UPDATE incoming_document SET version = version + 1 WHERE id = $1 AND version = $2 "
    "RETURNING " DINH_INCOMING_COLUMNS};
inline constexpr db::Sql kTouchIncoming{"incoming.touch",
                                        "UPDATE incoming_document SET version = version + 1 WHERE id = $1 "
                                        "RETURNING " DINH_INCOMING_COLUMNS};
inline constexpr db::Sql kAddIncoming{"incoming.add",
                                      "INSERT INTO incoming_document (id, owner_agency, origin_agency, rules_day, "
                                      "created_at, created_by_person, created_by_post, "
                                      "issuing_body, received_at, channel, state, author_name, kind, subject) "
                                      "VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
inline constexpr db::Sql kDescribe{"incoming.describe",
                                   "UPDATE incoming_document SET issuing_body = $2, channel = $3, author_agency = $4, "
                                   "author_name = $5, author_code = $6, mark = $7, "
                                   "mark_key = $8, document_day = $9, kind = $10, subject = $11, field = $12, language "
                                   "= $13, pages = $14, copies = $15, "
                                   "description = $16, signer_position = $17, signer_name = $18, to_places = $19, "
                                   "urgency = $20, due_day = $21, reply_needed = $22, "
                                   "paper_original = $23, dossier = $24 WHERE id = $1"};
inline constexpr db::Sql kEnterRegister{"incoming.enter_register",
                                        "UPDATE incoming_document SET series = $2, arrival_number = $3, arrival_suffix "
                                        "= $4, arrival_day = $5, registered_at = $6, "
                                        "registered_late = $7, state = $8, rules_day = $5 WHERE id = $1"};
inline constexpr db::Sql kSetSource{
    "incoming.set_source", "UPDATE incoming_document SET source_outgoing = $2, source_recipient = $3 WHERE id = $1"};
inline constexpr db::Sql kSetFiles{"incoming.set_files",
                                   "UPDATE incoming_document SET files = files + $2 WHERE id = $1"};
inline constexpr db::Sql kSetState{"incoming.set_state", "UPDATE incoming_document SET state = $2 WHERE id = $1"};
inline constexpr db::Sql kSetRefused{
    "incoming.set_refused",
    "UPDATE incoming_document SET state = 'returned_to_sender', refusal_reason = $2 WHERE id = $1"};
inline constexpr db::Sql kSetPaper{"incoming.set_paper",
                                   "UPDATE incoming_document SET paper_original = $2, holder_note = $3 WHERE id = $1"};
inline constexpr db::Sql kSetClosed{"incoming.set_closed",
                                    "UPDATE incoming_document SET state = 'closed', closed_as = $2, closed_note = $3, "
                                    "closed_at = $4, closed_by_person = $5, "
                                    "dossier = $6, closed_late = $7 WHERE id = $1"};
inline constexpr db::Sql kSetReopened{"incoming.set_reopened",
                                      "UPDATE incoming_document SET state = $2, closed_as = '', closed_note = '', "
                                      "closed_at = NULL, closed_by_person = 0, "
                                      "closed_late = 0, proposed_close = '' WHERE id = $1"};
inline constexpr db::Sql kSetProposed{"incoming.set_proposed",
                                      "UPDATE incoming_document SET proposed_close = $2 WHERE id = $1"};
inline constexpr db::Sql kSetQuestion{"incoming.set_question",
                                      "UPDATE incoming_document SET secrecy_question = $2 WHERE id = $1"};
// What a secret document leaves behind: that a number was given and voided.
inline constexpr db::Sql kWipe{
    "incoming.wipe",
    "UPDATE incoming_document SET state = 'removed_as_secret', author_agency = 0, author_name = '', author_code = '', "
    "mark = '', mark_key = '', document_day = NULL, kind = '', subject = '', field = '', language = '', "
    "description = '', signer_position = '', signer_name = '', to_places = '', due_day = NULL, paper_original = '', "
    "holder_note = '', dossier = '', proposed_close = '', closed_note = '', refusal_reason = '', files = 0, "
    "secrecy_question = 'answered' WHERE id = $1"};
inline constexpr db::Sql kForgetForwardings{
    "incoming.forget_forwardings", "UPDATE forwarding SET opinion = '', result = '', reason = '' WHERE incoming = $1"};
inline constexpr db::Sql kForgetExtensions{"incoming.forget_extensions",
                                           "UPDATE extension_request SET reason = '', answer = '' WHERE incoming = $1"};
inline constexpr db::Sql kForgetOpinions{
    "incoming.forget_opinions",
    "UPDATE opinion_request SET question = '', answer = '' WHERE subject_kind = 'incoming' AND subject = $1"};
inline constexpr db::Sql kForgetRelationsFrom{
    "incoming.forget_relations_from",
    "DELETE FROM document_relation WHERE from_kind = 'incoming' AND from_record = $1"};
inline constexpr db::Sql kForgetRelationsTo{
    "incoming.forget_relations_to", "DELETE FROM document_relation WHERE to_kind = 'incoming' AND to_record = $1"};
inline constexpr db::Sql kForgetAttached{"incoming.forget_attached",
                                         "DELETE FROM attached_record WHERE kind = 'incoming' AND document = $1"};
inline constexpr db::Sql kForgetAll[] = {kWipe,           kForgetForwardings,   kForgetExtensions,
                                         kForgetOpinions, kForgetRelationsFrom, kForgetRelationsTo,
                                         kForgetAttached};
inline constexpr db::Sql kNextToIndex{"incoming.next_to_index",
                                      "SELECT " DINH_INCOMING_COLUMNS
                                      " FROM incoming_document WHERE id > $1 AND state NOT IN "
                                      "('cancelled_by_recall', 'removed_as_secret') ORDER BY id LIMIT $2"};

inline constexpr db::Sql kDuplicates{
    "incoming.duplicates",
    "SELECT id, mark, author_name, subject, arrival_number, arrival_day, author_agency FROM incoming_document "
    "WHERE owner_agency = $1 AND mark_key = $2 AND id <> $3 AND state NOT IN ('returned_to_sender', "
    "'removed_as_secret', "
    "'cancelled_by_recall') ORDER BY id DESC LIMIT 50"};
inline constexpr db::Sql kOfRecipient{"incoming.of_recipient",
                                      "SELECT id FROM incoming_document WHERE source_recipient = $1"};
// Locks the recipient, so that one document arrives once.
inline constexpr db::Sql kLockRecipient{
    "incoming.lock_recipient",
    "UPDATE recipient SET version = version WHERE id = $1 RETURNING outgoing, agency, reply_needed"};
inline constexpr db::Sql kSender{"incoming.sender",
                                 "SELECT owner_agency, body_name, mark, issued_day, kind, subject, field, language, "
                                 "pages, description, signer_name, signer_lines, "
                                 "urgency, reply_day FROM outgoing_document WHERE id = $1"};
inline constexpr db::Sql kForwardings{"incoming.count_forwardings",
                                      "SELECT COUNT(*) FROM forwarding WHERE incoming = $1 AND state <> 'withdrawn'"};

// Of an agency and days of arrival.
inline constexpr db::Sql kCountRegistered{
    "incoming.count_registered",
    "SELECT COUNT(*) FROM incoming_document WHERE owner_agency = $1 AND arrival_day >= $2 "
    "AND arrival_day <= $3 AND series <> 0"};
inline constexpr db::Sql kCountLate{
    "incoming.count_late",
    "SELECT COUNT(*) FROM incoming_document WHERE owner_agency = $1 AND arrival_day >= $2 "
    "AND arrival_day <= $3 AND registered_late = 1"};
inline constexpr db::Sql kCountElectronic{
    "incoming.count_electronic",
    "SELECT COUNT(*) FROM incoming_document WHERE owner_agency = $1 AND arrival_day >= $2 "
    "AND arrival_day <= $3 AND channel IN ('axis', 'internal')"};
inline constexpr db::Sql kCountClosedLate{
    "incoming.count_closed_late",
    "SELECT COUNT(*) FROM incoming_document WHERE owner_agency = $1 AND arrival_day >= $2 "
    "AND arrival_day <= $3 AND closed_late = 1"};

Incoming read_incoming(const db::Rows::Row&);

}  // namespace dinh::documents::store
