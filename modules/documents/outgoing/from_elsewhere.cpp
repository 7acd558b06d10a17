// What documents.hpp offers to other modules.
#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/outgoing/outgoing_store.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "platform/grants/grants.hpp"
#include "platform/search/search.hpp"

namespace dinh::documents {

namespace {

// Keeps others from it until the transaction ends; whoever has it open meets no conflict.
constexpr db::Sql kHoldIncoming{"incoming.hold",
                                "UPDATE incoming_document SET version = version WHERE id = $1 RETURNING state"};
constexpr db::Sql kHoldOutgoing{"outgoing.hold",
                                "UPDATE outgoing_document SET version = version WHERE id = $1 RETURNING state"};
constexpr db::Sql kArrivedAt{"recipient.arrived_at",
                             "SELECT incoming FROM recipient WHERE outgoing = $1 AND agency = $2 AND incoming <> 0"};

OutgoingBrief brief_of(const Outgoing& one) {
    return {.id = one.id,
            .agency = one.owner_agency,
            .issuing_body = one.issuing_body,
            .body_name = one.body_name,
            .kind = one.kind,
            .mark = one.mark,
            .subject = one.subject,
            .field = one.field,
            .state = one.state,
            .state_name = out_words::state_name(one.state),
            .day = one.issued_day};
}

}  // namespace

std::optional<OutgoingBrief> outgoing_brief(db::Conn& conn, Id id) {
    const auto found = outgoing_store::find(conn, id);
    return found ? std::optional(brief_of(*found)) : std::nullopt;
}

std::optional<IncomingBrief> incoming_brief(db::Conn& conn, Id id) {
    const auto one = find_incoming(conn, id);
    if (!one) return std::nullopt;
    return IncomingBrief{.id = one->id,
                         .agency = one->owner_agency,
                         .author_agency = one->author_agency,
                         .author_name = one->author_name,
                         .kind = one->kind,
                         .mark = one->mark,
                         .subject = one->subject,
                         .field = one->field,
                         .number = one->number(),
                         .day = one->document_day,
                         .open = is_open_state(one->state)};
}

std::vector<OutgoingBrief> issued_of_kind(db::Conn& conn, const Actor& actor, Id agency, std::string_view kind,
                                          int most) {
    OutgoingFilter filter;
    filter.view = "all";
    filter.state = "issued";
    filter.kind = kind;
    filter.most = most;
    std::vector<OutgoingBrief> list;
    for (const auto& line : list_outgoing(conn, actor, filter).lines) {
        const auto found = outgoing_store::find(conn, line.id);
        if (found && found->owner_agency == agency) list.push_back(brief_of(*found));
    }
    return list;
}

Id arrived_at(db::Conn& conn, Id outgoing, Id agency) {
    const auto rows = conn.query(kArrivedAt, outgoing, agency);
    return rows.empty() ? 0 : rows.first().integer(0);
}

std::vector<Id> incoming_with_mark(db::Conn& conn, const Actor& actor, Id agency, std::string_view mark) {
    if (mark.empty()) return {};
    return grants::seen(conn, actor, kIncoming, issuing_store::with_mark(conn, kIncoming, agency, mark));
}

Id begin_draft(db::Tx& tx, const Actor& actor, const DraftOrder& order) {
    OutgoingInput input;
    input.issuing_body = order.issuing_body;
    input.drafting_unit = order.drafting_unit;
    input.kind = order.kind;
    input.subject = order.subject;
    input.field = order.field;
    input.drafter_note = order.drafter_note;
    input.archive_copy = order.archive_copy;
    input.signer_post = order.signer_post;
    input.answers = order.answers;
    for (const Id agency : order.recipients) input.recipients.push_back({.agency = agency});
    std::vector<NewFile> files;
    for (const auto& ref : order.files)
        files.push_back(
            {files.empty() ? "draft" : "appendix", ref.name, {ref.hash, ref.size_bytes, ref.media_type}, ""});
    return draft(tx, actor, input, files);
}

void let_read(db::Tx& tx, std::string_view kind, Id document, Id grantee) {
    const auto rows = tx.query(kind == kIncoming ? kHoldIncoming : kHoldOutgoing, document);
    if (rows.empty()) return;
    const std::string state = rows.first().text(0);
    if (state == "recalled" || state == "cancelled_by_recall" || state == "removed_as_secret") return;
    const auto known = grants::grantees_of(tx, kind, document);
    if (std::find(known.begin(), known.end(), grantee) != known.end()) return;
    grants::give(tx, kind, document, grantee, "reader");
    search::set_grantees(tx, kind, document, grants::grantees_of(tx, kind, document));
}

void offer_closing(db::Tx& tx, Id incoming, std::string_view answer_mark) { propose_close(tx, incoming, answer_mark); }

}  // namespace dinh::documents
