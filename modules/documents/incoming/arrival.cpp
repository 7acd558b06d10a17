// What comes from agencies of the province before a clerk touches it, and what goes back to them.
#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/check.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/incoming_store.hpp"
#include "modules/documents/incoming/reading.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/grants/grants.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

Incoming sent(const db::Rows::Row& sender) {
    Incoming one;
    one.author_agency = sender.integer(0);
    one.author_name = sender.text(1);
    one.mark = sender.text(2);
    one.document_day = sender.maybe_day(3);
    one.kind = sender.text(4);
    one.subject = sender.text(5);
    one.field = sender.text(6);
    one.language = sender.text(7);
    one.pages = static_cast<int>(sender.integer(8));
    one.description = sender.text(9);
    one.signer_name = sender.text(10);
    const auto lines = text::split(sender.view(11), '\n');
    one.signer_position = lines.empty() ? std::string() : lines.back();
    one.urgency = static_cast<int>(sender.integer(12));
    return one;
}

// What was signed and its appendices; drafts and slips stay with the sender.
int share_files(db::Tx& tx, Id outgoing, Id incoming) {
    int shared = 0;
    for (const auto& ref : files::of_record(tx, kOutgoing, outgoing)) {
        if (ref.role != "signed" && ref.role != "appendix") continue;
        const auto here = files::share(tx, ref, kIncoming, incoming, ref.role == "signed" ? "main" : "appendix", 0);
        ask_to_read(tx, kIncoming, incoming, here.position);
        ++shared;
    }
    return shared;
}

void write_arrival(db::Tx& tx, Incoming& one, Id outgoing, Id recipient) {
    const Actor system = Actor::system();
    tx.exec(store::kAddIncoming, one.id, one.owner_agency, one.rules_day, one.created_at, 0, 0, one.issuing_body,
            one.received_at, one.channel, one.state, one.author_name, one.kind, one.subject);
    write_description(tx, one);
    tx.exec(store::kSetSource, one.id, outgoing, recipient);
    tx.exec(store::kSetFiles, one.id, share_files(tx, outgoing, one.id));
    grants::give(tx, kIncoming, one.id, one.owner_agency, "clerk", one.state);
    put_search(tx, one);
    give_to_clerks(tx, one, kClerkPart, "documents.receive", clock::day_of(one.received_at), one.author_name);
    note(tx, system, nullptr, one, "incoming.arrive", Said("Văn bản của %1 đến hệ thống", {one.author_name}));
}

// The document leaves every list; the line of the register stays.
void leave(db::Tx& tx, const Incoming& one) { worklist::finish_all(tx, kIncoming, one.id); }

}  // namespace

Id arrive(db::Tx& tx, Id recipient) {
    const db::Rows locked_recipient = tx.query(store::kLockRecipient, recipient);
    if (locked_recipient.empty()) throw NotFound("recipient " + std::to_string(recipient));
    if (const auto known = tx.maybe_integer(store::kOfRecipient, recipient)) return *known;
    const Id outgoing = locked_recipient.first().integer(0), agency = locked_recipient.first().integer(1);
    const auto bodies = directory::bodies_of_agency(tx, agency, clock::today());
    const db::Rows sender = tx.query(store::kSender, outgoing);
    if (bodies.empty() || sender.empty()) return 0;
    Incoming one = sent(sender.first());
    one.id = ids::make();
    one.owner_agency = one.origin_agency = agency;
    one.issuing_body = bodies.front();
    one.rules_day = clock::today();
    one.created_at = one.received_at = clock::now();
    one.channel = "internal";
    one.state = "awaiting_receipt";
    one.reply_needed = locked_recipient.first().truth(2);
    if (one.reply_needed) one.due = sender.first().maybe_day(13);
    write_arrival(tx, one, outgoing, recipient);
    return one.id;
}

void refuse_incoming(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const Incoming one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::refuse_incoming, subject_of(one));
    if (one.state != "awaiting_receipt") throw Refused("Văn bản đã vào sổ; dùng \"Trả lại nơi gửi\".");
    const std::string clean = checked_reason(reason, "Hãy ghi lý do từ chối tiếp nhận.");
    tx.exec(store::kSetRefused, id, clean);
    set_state(tx, actor, one, "returned_to_sender", "refused", clean);
    leave(tx, one);
    note(tx, actor, &as, one, "incoming.refuse", Said("Từ chối tiếp nhận: %1", {clean}));
}

void return_to_sender(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const Incoming one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::return_to_sender, subject_of(one));
    must_be_open(one);
    const std::string clean = checked_reason(reason, "Hãy ghi lý do trả lại nơi gửi.");
    tx.exec(store::kSetRefused, id, clean);
    set_state(tx, actor, one, "returned_to_sender", "refused", clean);
    leave(tx, one);
    note(tx, actor, &as, one, "incoming.return", Said("Trả lại nơi gửi: %1", {clean}));
}

void cancel_by_recall(db::Tx& tx, Id incoming, std::string_view recall_mark) {
    const db::Rows rows = tx.query(store::kTouchIncoming, incoming);
    if (rows.empty()) throw NotFound("incoming document " + std::to_string(incoming));
    const Incoming one = store::read_incoming(rows.first());
    if (one.state == "cancelled_by_recall" || one.state == "removed_as_secret") return;
    const Actor system = Actor::system();
    for (const auto& ref : files::of_record(tx, kIncoming, incoming)) files::detach(tx, ref.id);
    tx.exec(store::kSetRefused, incoming, "Thu hồi theo " + std::string(recall_mark));
    tx.exec(store::kSetState, incoming, "cancelled_by_recall");
    leave(tx, one);
    search::drop(tx, kIncoming, incoming);
    forget_rights_alerts(tx, kIncoming, incoming, link_of(incoming));
    grants::take_all(tx, kIncoming, incoming);
    note(tx, system, nullptr, one, "incoming.cancel_by_recall",
         Said("Đã hủy theo thông báo thu hồi %1", {std::string(recall_mark)}));
}

}  // namespace dinh::documents
