#include <boost/json.hpp>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/flow.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

std::string said(std::string_view text) { return text.empty() ? std::string() : ": " + std::string(text); }

void need(Reasons& reasons, std::string_view field, std::string_view text, std::string_view words) {
    if (text::trim(text).empty()) reasons.add(std::string(field), std::string(words));
    if (text::length(text) > kMostLetters) reasons.add(std::string(field), "Nội dung dài quá 4.000 ký tự.");
}

// A lead goes back to whoever gave it: a leader's part opens again, the clerk gets it to sort anew. Others just end.
void give_back(db::Tx& tx, const flow::Subject& subject, const Forwarding& part, std::string_view why) {
    if (part.role != "lead") return;
    if (part.parent != 0) {
        auto parent = handling_store::find_forwarding(tx, part.parent);
        if (!parent) return;
        if (parent->state == "forwarded") {
            handling_store::set_state(tx, parent->id, "read", why);
            parent->state = "read";
            flow::hand_over(tx, subject, *parent);
        }
        return;
    }
    Forwarding at_clerk = part;
    at_clerk.id = 0;
    at_clerk.receiver_kind = ReceiverKind::post;
    at_clerk.receiver = part.giver_post;
    at_clerk.giver_label = part.receiver_label;
    at_clerk.due = std::nullopt;
    flow::put_work(tx, subject, at_clerk, "documents.sort");
}

// A finished lead finishes those above it that had passed everything on, up to a supporting part: that ends by itself.
Forwarding climb(db::Tx& tx, const Actor& actor, const Forwarding& done, std::string_view result) {
    Forwarding top = done;
    while (top.parent != 0 && top.role == "lead") {
        const auto parent = handling_store::find_forwarding(tx, top.parent);
        if (!parent || parent->state != "forwarded") break;
        handling_store::set_done(tx, parent->id, actor.person, result);
        flow::end_part(tx, *parent);
        top = *parent;
    }
    return top;
}

// The head of a unit confirms what one of his people did; whoever heads something confirms for himself.
void ask_confirmation(db::Tx& tx, const flow::Subject& subject, const Forwarding& part) {
    const auto today = clock::today();
    const auto receiver =
        part.receiver_kind == ReceiverKind::post ? directory::post_facts(tx, part.receiver, today) : std::nullopt;
    const bool heads = part.receiver_kind == ReceiverKind::unit || (receiver && receiver->leads());
    const auto giver = directory::post_facts(tx, part.giver_post, today);
    Forwarding confirm = part;
    if (!heads && part.parent != 0 && giver && giver->leads()) {
        confirm.receiver_kind = ReceiverKind::post;
        confirm.receiver = part.giver_post;
        confirm.giver_label = part.receiver_label;
    }
    flow::put_work(tx, subject, confirm, "documents.confirm");
}

}  // namespace

void mark_read(db::Tx& tx, const Actor& actor, Id forwarding) {
    const auto part = handling_store::find_forwarding(tx, forwarding);
    if (!part) throw NotFound("no forwarding " + std::to_string(forwarding));
    if (part->state != "unread") return;
    const auto subject = handling_store::read_incoming(tx, part->incoming);
    if (!subject) throw NotFound("no incoming document " + std::to_string(part->incoming));
    if (!can(actor, Deed::report_result, flow::right_subject(*subject, &*part))) return;
    if (!handling_store::set_read(tx, forwarding, actor.person)) return;
    if (part->role == "information") {
        handling_store::set_done(tx, forwarding, actor.person, "");
        flow::take_off(tx, *part);
    }
}

void mark_all_read(db::Tx& tx, const Actor& actor, const std::vector<Id>& forwardings) {
    for (const Id one : forwardings) {
        const auto part = handling_store::find_forwarding(tx, one);
        if (part && part->role == "information") mark_read(tx, actor, one);
    }
}

void hear_read(db::Tx& tx, const events::Event& event) {
    const auto payload = boost::json::parse(event.payload).as_object();
    if (payload.at("subject_kind").as_string() != kIncoming) return;
    const auto part = handling_store::find_forwarding(tx, ids::parse(payload.at("part").as_string()).value_or(0));
    if (!part || part->role != "information" || !handling_store::set_read(tx, part->id, event.person)) return;
    handling_store::set_done(tx, part->id, event.person, "");
}

void start(db::Tx& tx, const Actor& actor, Id forwarding, std::int64_t version) {
    const auto [subject, part] = flow::lock_part(tx, actor, forwarding, version);
    const Capacity& as = must(actor, Deed::report_result, flow::right_subject(subject, &part));
    if (part.state != "unread" && part.state != "read") throw Refused("Lượt xử lý này đã bắt đầu hoặc đã xong.");
    if (part.state == "unread") handling_store::set_read(tx, forwarding, actor.person);
    handling_store::set_state(tx, forwarding, "in_process", "");
    flow::settle(tx, actor, subject);
    flow::record(tx, actor, &as, subject, "handling.start", "Bắt đầu xử lý");
}

void withdraw(db::Tx& tx, const Actor& actor, Id forwarding, std::int64_t version) {
    const auto [subject, part] = flow::lock_part(tx, actor, forwarding, version);
    const Capacity& as = must(actor, Deed::withdraw_forwarding, flow::right_subject(subject, &part));
    if (!flow::is_open(part)) throw Refused("Lượt xử lý này đã xong, đã chuyển tiếp hoặc đã được thu hồi.");
    if (part.state != "unread")
        throw Refused(Said("%1 đã xem văn bản, không thu hồi được nữa. Hãy giao việc lại.", {part.receiver_label}));
    handling_store::set_state(tx, forwarding, "withdrawn", "");
    flow::end_part(tx, part);
    flow::take_sight(tx, subject, part);
    give_back(tx, subject, part, "");
    flow::settle(tx, actor, subject);
    flow::record(tx, actor, &as, subject, "handling.withdraw",
                 Said("Thu hồi lượt chuyển tới %1", {part.receiver_label}));
}

void hand_back(db::Tx& tx, const Actor& actor, Id forwarding, std::int64_t version, std::string_view typed_reason,
               bool misrouted) {
    const std::string reason = text::trim(text::clean_text(typed_reason));
    const auto [subject, part] = flow::lock_part(tx, actor, forwarding, version);
    const Capacity& as =
        must(actor, misrouted ? Deed::report_misrouted : Deed::hand_back, flow::right_subject(subject, &part));
    Reasons reasons;
    if (!flow::is_open(part)) reasons.add("Lượt xử lý này không còn ở chỗ bạn.");
    need(reasons, "reason", reason, "Phải ghi lý do chuyển trả.");
    reasons.done();
    const std::string why = (misrouted ? "Chuyển nhầm" : "Chuyển trả") + said(reason);
    handling_store::set_state(tx, forwarding, "handed_back", why);
    flow::end_part(tx, part);
    give_back(tx, subject, part, why);
    worklist::notify(tx, part.giver_post,
                     Said("%1 trả lại văn bản số đến %2: %3", {part.receiver_label, subject.number, reason}),
                     "/documents/incoming/" + std::to_string(subject.id));
    flow::settle(tx, actor, subject);
    flow::record(tx, actor, &as, subject, misrouted ? "handling.misrouted" : "handling.hand_back",
                 Said(misrouted ? "Chuyển nhầm: %1" : "Chuyển trả: %1", {std::string(reason)}));
}

void reassign(db::Tx& tx, const Actor& actor, Id forwarding, std::int64_t version, const Receiver& receiver,
              std::string_view typed_reason) {
    const std::string reason = text::trim(text::clean_text(typed_reason));
    const auto [subject, part] = flow::lock_part(tx, actor, forwarding, version);
    const Capacity& as = must(actor, Deed::withdraw_forwarding, flow::right_subject(subject, &part));
    Reasons reasons;
    if (!flow::is_open(part)) reasons.add("Lượt xử lý này đã xong hoặc đã chuyển tiếp.");
    need(reasons, "reason", reason, "Phải ghi lý do giao việc lại.");
    if (receiver.id == part.receiver) reasons.add("receivers", "Nơi nhận mới phải khác nơi đang giữ.");
    reasons.done();
    handling_store::set_state(tx, forwarding, "withdrawn", "Giao việc lại" + said(reason));
    flow::end_part(tx, part);
    worklist::notify(tx, part.receiver,
                     Said("Văn bản số đến %1 được giao lại cho nơi khác: %2", {subject.number, reason}),
                     "/documents/incoming/" + std::to_string(subject.id));
    flow::take_sight(tx, subject, part);
    Receiver next = receiver;
    next.role = part.role;
    if (!next.due && part.due && *part.due >= clock::today()) next.due = part.due;
    const auto now = handling_store::read_incoming(tx, subject.id);
    if (part.parent != 0) {
        if (const auto parent = handling_store::find_forwarding(tx, part.parent);
            parent && parent->state == "forwarded")
            handling_store::set_state(tx, parent->id, "read", "");
    }
    flow::record(tx, actor, &as, subject, "handling.reassign",
                 reason.empty() ? Said("Giao việc lại") : Said("Giao việc lại: %1", {std::string(reason)}));
    forward(tx, actor, subject.id, now->version, part.parent, part.step, part.opinion, {next});
}

void report_result(db::Tx& tx, const Actor& actor, Id forwarding, std::int64_t version, std::string_view typed_result) {
    const std::string result = text::trim(text::clean_text(typed_result));
    const auto [subject, part] = flow::lock_part(tx, actor, forwarding, version);
    const Capacity& as = must(actor, Deed::report_result, flow::right_subject(subject, &part));
    Reasons reasons;
    if (!flow::is_open(part)) reasons.add("Lượt xử lý này đã xong hoặc đã giao cho người khác.");
    if (part.role == "lead" || part.role == "support") need(reasons, "result", result, "Phải ghi kết quả xử lý.");
    reasons.done();
    if (part.state == "unread") handling_store::set_read(tx, forwarding, actor.person);
    handling_store::set_done(tx, forwarding, actor.person, result);
    flow::end_part(tx, part);
    if (part.role == "lead") {
        const auto top = climb(tx, actor, part, result);
        if (top.parent == 0 && top.role == "lead") ask_confirmation(tx, subject, part);
    }
    flow::settle(tx, actor, subject);
    flow::record(tx, actor, &as, subject, "handling.report",
                 result.empty() ? Said("Báo kết quả") : Said("Báo kết quả: %1", {text::cut(result, 300)}));
}

}  // namespace dinh::documents
