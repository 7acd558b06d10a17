#include "modules/documents/outgoing/outgoing_store.hpp"

#include <unordered_map>

#include "modules/documents/series/series.hpp"
#include "platform/db/filter.hpp"

namespace dinh::documents::outgoing_store {

namespace {

#define DINH_OUTGOING_COLUMNS                                                                                          \
    "id, version, owner_agency, origin_agency, rules_day, created_at, created_by_person, created_by_post, "            \
    "issuing_body, drafting_unit, "                                                                                    \
    "body_name, state, kind, subject, field, language, pages, copies, urgency, description, addressee, drafter_note, " \
    "signer_post, "                                                                                                    \
    "signer_person, signer_name, signer_lines, signing_kind, approved_at, signed_day, signed_file, series, number, "   \
    "number_suffix, mark, "                                                                                            \
    "issued_day, numbered_at, sealed_at, issued_at, seal_note, archive_copy, issued_late, reply_needed, is_interim, "  \
    "reply_day, "                                                                                                      \
    "frozen_reason, drop_reason, replaced_by, reply_every, reply_first, reply_until, reply_round"

constexpr db::Sql kLock{"outgoing.lock",
                        "UPDATE outgoing_document SET version = version + 1 WHERE id = $1 AND version = $2 "
                        "RETURNING " DINH_OUTGOING_COLUMNS};
constexpr db::Sql kTouch{
    "outgoing.touch",
    "UPDATE outgoing_document SET version = version + 1 WHERE id = $1 RETURNING " DINH_OUTGOING_COLUMNS};
constexpr db::Sql kFind{"outgoing.find", "SELECT " DINH_OUTGOING_COLUMNS " FROM outgoing_document WHERE id = $1"};
constexpr db::Sql kInsert{"outgoing.insert",
                          "INSERT INTO outgoing_document (id, owner_agency, origin_agency, rules_day, created_at, "
                          "created_by_person, created_by_post, "
                          "issuing_body, body_name, drafting_unit, state, kind, subject, field, language, pages, "
                          "copies, description, urgency, addressee, "
                          "drafter_note, signer_post, archive_copy, reply_needed, reply_day, is_interim, "
                          "reply_every, reply_first, reply_until) VALUES ($1, "
                          "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
                          "$12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)"};
constexpr db::Sql kUpdateDraft{
    "outgoing.update_draft",
    "UPDATE outgoing_document SET issuing_body = $2, body_name = $3, drafting_unit = $4, kind = $5, subject = $6, "
    "field = $7, language = $8, "
    "pages = $9, copies = $10, description = $11, urgency = $12, addressee = $13, drafter_note = $14, signer_post = "
    "$15, archive_copy = $16, "
    "reply_needed = $17, reply_day = $18, is_interim = $19, owner_agency = $20, "
    "reply_every = $21, reply_first = $22, reply_until = $23 WHERE id = $1"};
constexpr db::Sql kSetState{"outgoing.set_state", "UPDATE outgoing_document SET state = $2 WHERE id = $1"};
constexpr db::Sql kSetDrop{"outgoing.set_drop",
                           "UPDATE outgoing_document SET state = 'draft_dropped', drop_reason = $2 WHERE id = $1"};
constexpr db::Sql kSetApproved{"outgoing.set_approved",
                               "UPDATE outgoing_document SET state = 'approved', signer_post = $2, signer_person = $3, "
                               "signer_name = $4, signer_lines = $5, "
                               "signing_kind = $6, approved_at = $7 WHERE id = $1"};
constexpr db::Sql kSetSigned{
    "outgoing.set_signed",
    "UPDATE outgoing_document SET state = 'signed_awaiting_number', signed_file = $2, signed_day = $3 WHERE id = $1"};
constexpr db::Sql kSetNumber{"outgoing.set_number",
                             "UPDATE outgoing_document SET state = 'numbered_awaiting_seal', series = $2, number = $3, "
                             "number_suffix = $4, mark = $5, mark_key = $6, "
                             "issued_day = $7, numbered_at = $8 WHERE id = $1"};
constexpr db::Sql kSetSeal{"outgoing.set_seal",
                           "UPDATE outgoing_document SET seal_note = $2, sealed_at = $3 WHERE id = $1"};
constexpr db::Sql kSetIssued{
    "outgoing.set_issued",
    "UPDATE outgoing_document SET state = 'issued', issued_at = $2, issued_late = $3 WHERE id = $1"};
constexpr db::Sql kSetFrozen{
    "outgoing.set_frozen",
    "UPDATE outgoing_document SET state = 'recalled', frozen_reason = $2, legal_hold = 1 WHERE id = $1"};
constexpr db::Sql kSetReplaced{"outgoing.set_replaced", "UPDATE outgoing_document SET replaced_by = $2 WHERE id = $1"};

constexpr db::Sql kSetRound{"outgoing.set_round",
                            "UPDATE outgoing_document SET reply_round = $2, reply_day = $3 WHERE id = $1"};
constexpr db::Sql kSetUntil{"outgoing.set_until", "UPDATE outgoing_document SET reply_until = $2 WHERE id = $1"};
constexpr db::Sql kRoundsOver{"outgoing.rounds_over",
                              "SELECT id FROM outgoing_document WHERE reply_every <> '' AND reply_day < $1 AND state = "
                              "'issued' AND (reply_until IS NULL OR reply_until > reply_day) ORDER BY id"};

constexpr db::Sql kNextToIndex{"outgoing.next_to_index", "SELECT " DINH_OUTGOING_COLUMNS
                                                         " FROM outgoing_document WHERE id > $1 ORDER BY id LIMIT $2"};

Outgoing outgoing_from(const db::Rows::Row& row) {
    Outgoing one;
    one.id = row.integer(0), one.version = row.integer(1);
    one.owner_agency = row.integer(2), one.origin_agency = row.integer(3);
    one.rules_day = row.day(4), one.created_at = row.instant(5);
    one.created_by_person = row.integer(6), one.created_by_post = row.integer(7);
    one.issuing_body = row.integer(8), one.drafting_unit = row.integer(9);
    one.body_name = row.text(10), one.state = row.text(11), one.kind = row.text(12), one.subject = row.text(13);
    one.field = row.text(14), one.language = row.text(15);
    one.pages = static_cast<int>(row.integer(16)), one.copies = static_cast<int>(row.integer(17));
    one.urgency = static_cast<int>(row.integer(18));
    one.description = row.text(19), one.addressee = row.text(20), one.drafter_note = row.text(21);
    one.signer_post = row.integer(22), one.signer_person = row.integer(23);
    one.signer_name = row.text(24), one.signer_lines = row.text(25), one.signing_kind = row.text(26);
    one.approved_at = row.maybe_instant(27), one.signed_day = row.maybe_day(28), one.signed_file = row.integer(29);
    one.series = row.integer(30), one.number = row.integer(31), one.number_suffix = row.text(32),
    one.mark = row.text(33);
    one.issued_day = row.maybe_day(34), one.numbered_at = row.maybe_instant(35), one.sealed_at = row.maybe_instant(36);
    one.issued_at = row.maybe_instant(37), one.seal_note = row.text(38), one.archive_copy = row.text(39);
    one.issued_late = row.truth(40), one.reply_needed = row.truth(41), one.is_interim = row.truth(42);
    one.reply_day = row.maybe_day(43), one.frozen_reason = row.text(44), one.drop_reason = row.text(45);
    one.replaced_by = row.integer(46), one.reply_every = row.text(47);
    one.reply_first = row.maybe_day(48), one.reply_until = row.maybe_day(49);
    one.reply_round = static_cast<int>(row.integer(50));
    return one;
}

std::optional<Outgoing> first(const db::Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(outgoing_from(rows.first()));
}

}  // namespace

std::optional<Outgoing> lock(db::Tx& tx, Id id, std::int64_t version) { return first(tx.query(kLock, id, version)); }
std::optional<Outgoing> touch(db::Tx& tx, Id id) { return first(tx.query(kTouch, id)); }
std::optional<Outgoing> find(db::Conn& conn, Id id) { return first(conn.query(kFind, id)); }

void insert(db::Tx& tx, const Outgoing& one) {
    tx.exec(kInsert, one.id, one.owner_agency, one.origin_agency, one.rules_day, one.created_at, one.created_by_person,
            one.created_by_post, one.issuing_body, one.body_name, one.drafting_unit, one.state, one.kind, one.subject,
            one.field, one.language, one.pages, one.copies, one.description, one.urgency, one.addressee,
            one.drafter_note, one.signer_post, one.archive_copy, one.reply_needed, one.reply_day, one.is_interim,
            one.reply_every, one.reply_first, one.reply_until);
}

void update_draft(db::Tx& tx, const Outgoing& one) {
    tx.exec(kUpdateDraft, one.id, one.issuing_body, one.body_name, one.drafting_unit, one.kind, one.subject, one.field,
            one.language, one.pages, one.copies, one.description, one.urgency, one.addressee, one.drafter_note,
            one.signer_post, one.archive_copy, one.reply_needed, one.reply_day, one.is_interim, one.owner_agency,
            one.reply_every, one.reply_first, one.reply_until);
}

void set_state(db::Tx& tx, Id id, std::string_view state) { tx.exec(kSetState, id, state); }
void set_drop(db::Tx& tx, Id id, std::string_view reason) { tx.exec(kSetDrop, id, reason); }
void set_approved(db::Tx& tx, Id id, Id post, Id person, std::string_view name, std::string_view lines,
                  std::string_view kind) {
    tx.exec(kSetApproved, id, post, person, name, lines, kind, clock::now());
}
void set_signed(db::Tx& tx, Id id, Id file, Day day) { tx.exec(kSetSigned, id, file, day); }
void set_number(db::Tx& tx, Id id, Id series, std::int64_t number, std::string_view suffix, std::string_view mark,
                Day day) {
    tx.exec(kSetNumber, id, series, number, suffix, mark, mark_key(mark), day, clock::now());
}
void set_seal(db::Tx& tx, Id id, std::string_view note) { tx.exec(kSetSeal, id, note, clock::now()); }
void set_issued(db::Tx& tx, Id id, bool late) { tx.exec(kSetIssued, id, clock::now(), late); }
void set_frozen(db::Tx& tx, Id id, std::string_view reason) { tx.exec(kSetFrozen, id, reason); }
void set_replaced(db::Tx& tx, Id id, Id by) { tx.exec(kSetReplaced, id, by); }

void set_round(db::Tx& tx, Id id, int round, Day due) { tx.exec(kSetRound, id, round, due); }
void set_until(db::Tx& tx, Id id, Day day) { tx.exec(kSetUntil, id, day); }
std::vector<Id> rounds_over(db::Conn& conn, Day today) {
    std::vector<Id> found;
    for (const auto& row : conn.query(kRoundsOver, today)) found.push_back(row.integer(0));
    return found;
}

std::vector<Outgoing> next_to_index(db::Conn& conn, Id after, int most) {
    std::vector<Outgoing> list;
    for (const auto& row : conn.query(kNextToIndex, after, most)) list.push_back(outgoing_from(row));
    return list;
}

std::vector<OutgoingLine> lines(db::Conn& conn, const std::vector<Id>& wanted) {
    if (wanted.empty()) return {};
    db::Filter filter;
    filter.in("o.id", wanted);
    const auto rows = filter.run(
        conn, "outgoing.lines",
        "SELECT o.id, o.mark, o.kind, o.subject, o.state, o.signer_name, o.created_by_person, o.drafting_unit, "
        "o.issued_day, o.reply_day, o.urgency, (SELECT COUNT(*) FROM recipient r WHERE r.outgoing = o.id), "
        "(SELECT COUNT(*) FROM recipient r WHERE r.outgoing = o.id AND r.reply_needed = 1), "
        "(SELECT COUNT(*) FROM recipient r WHERE r.outgoing = o.id AND r.replied_at IS NOT NULL) "
        "FROM outgoing_document o",
        "");
    std::unordered_map<Id, OutgoingLine> found;
    for (const auto& row : rows)
        found[row.integer(0)] = {row.integer(0),
                                 row.text(1),
                                 row.text(2),
                                 row.text(3),
                                 row.text(4),
                                 row.text(5),
                                 row.integer(6),
                                 row.integer(7),
                                 row.maybe_day(8),
                                 row.maybe_day(9),
                                 static_cast<int>(row.integer(10)),
                                 static_cast<int>(row.integer(11)),
                                 static_cast<int>(row.integer(12)),
                                 static_cast<int>(row.integer(13))};
    std::vector<OutgoingLine> list;
    for (const Id id : wanted)
        if (const auto at = found.find(id); at != found.end()) list.push_back(at->second);
    return list;
}

}  // namespace dinh::documents::outgoing_store
