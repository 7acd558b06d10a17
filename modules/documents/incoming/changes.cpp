// Corrections, the paper original, further files, and the end of handling.
#include <boost/json.hpp>

#include "modules/documents/documents.hpp"
#include "modules/documents/handling/flow.hpp"
#include "modules/documents/incoming/check.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/incoming_store.hpp"
#include "modules/documents/reorganised.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

void must_be_here(const Incoming& one) {
    if (one.state != "closed") must_be_open(one);
}

// A reply that was issued in time stopped the clock.
bool closed_late(const Incoming& one) { return one.due && clock::today() > *one.due && one.proposed_close.empty(); }

std::string checked_closing(const Incoming& one, std::string_view as, const std::string& note_text,
                            const std::string& dossier) {
    const auto* closing = rules::table("handling").find("closing", as, one.rules_day);
    Reasons reasons;
    if (!closing) throw Refused("as", "Hãy chọn cách kết thúc.");
    if (closing->truth("needs_reply") && one.proposed_close.empty() && note_text.empty()) {
        reasons.add("note", "Hãy ghi số, ký hiệu văn bản trả lời.");
    }
    if (closing->truth("reason_required") && note_text.empty())
        reasons.add("note", "Hãy ghi lý do kết thúc không có kết quả.");
    if (as == "filed" && dossier.empty()) reasons.add("dossier", "Hãy ghi số, ký hiệu hồ sơ để lưu.");
    if (text::length(note_text) > 500) reasons.add("note", "Nội dung kết thúc dài quá 500 ký tự.");
    if (text::length(dossier) > 100) reasons.add("dossier", "Số và ký hiệu hồ sơ dài quá 100 ký tự.");
    reasons.done();
    return closing->text("name");
}

}  // namespace

// Whoever holds a lead of the main line may close: the right is tried for each of them.
const Capacity* may_close(db::Conn& conn, const Actor& actor, const Incoming& one) {
    const auto parts = handling_store::forwardings_of(conn, one.id);
    for (const auto* lead : flow::main_line(parts)) {
        Subject subject = subject_of(one);
        (lead->receiver_kind == ReceiverKind::unit ? subject.holder_unit : subject.holder_post) = lead->receiver;
        if (const auto* as = can(actor, Deed::close, subject)) return as;
    }
    return can(actor, Deed::close, subject_of(one));
}

void correct_incoming(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const IncomingInput& typed,
                      std::string_view reason) {
    refuse_secret(typed);
    const Incoming before = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct_incoming, subject_of(before));
    must_be_here(before);
    Reasons reasons;
    IncomingInput input = checked(tx, typed, before.arrival_day.value_or(before.rules_day), reasons);
    const std::string clean = text::clean_line(reason);
    if (clean.empty()) reasons.add("reason", "Hãy ghi lý do sửa.");
    if (text::length(clean) > 500) reasons.add("reason", "Lý do dài quá 500 ký tự.");
    reasons.done();
    Incoming after = before;
    input.issuing_body = before.issuing_body;
    input.paper_original = before.paper_original;
    describe(after, input);
    const auto changes = changes_between(before, after);
    if (changes.empty() && after.author_agency == before.author_agency) return;
    write_description(tx, after);
    put_search(tx, after);
    note(tx, actor, &as, after, "incoming.correct", Said("Sửa thông tin đăng ký: %1", {clean}), changes);
}

void attach_paper_original(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view where_it_lies,
                           Day day) {
    const Incoming one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::attach_paper_original, subject_of(one));
    must_be_here(one);
    const std::string where = text::clean_line(where_it_lies);
    Reasons reasons;
    if (where.empty()) reasons.add("where", "Hãy ghi nơi để bản giấy.");
    if (text::length(where) > 200) reasons.add("where", "Nơi để bản giấy dài quá 200 ký tự.");
    if (day > clock::today()) reasons.add("day", "Ngày nhận bản giấy không được sau hôm nay.");
    if (one.arrival_day && day < *one.arrival_day) reasons.add("day", "Ngày nhận bản giấy không được trước ngày đến.");
    reasons.done();
    tx.exec(store::kSetPaper, id, where, "Nhận bản giấy ngày " + clock::show(day));
    note(tx, actor, &as, one, "incoming.paper_original",
         Said("Nhận thêm bản giấy ngày %1, giữ số đến %2; để tại: %3", {clock::show(day), one.number(), where}));
}

void add_incoming_file(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const NewFile& file) {
    const Incoming one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct_incoming, subject_of(one));
    must_be_here(one);
    Reasons reasons;
    check_files({file}, IncomingInput{}, reasons);
    reasons.done();
    attach_files(tx, actor, id, {file});
    note(tx, actor, &as, one, "incoming.add_file", Said("Thêm tệp %1", {file.name}));
}

void close_incoming(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view as,
                    std::string_view note_typed, std::string_view dossier_typed) {
    const Incoming one = locked(tx, actor, id, version);
    const Capacity* held = may_close(tx, actor, one);
    const Capacity& capacity = held ? *held : must(actor, Deed::close, subject_of(one));
    must_be_open(one);
    const std::string note_text = text::clean_line(note_typed);
    const std::string typed_dossier = text::clean_line(dossier_typed),
                      dossier = typed_dossier.empty() ? one.dossier : typed_dossier;
    const std::string how = checked_closing(one, as, note_text, dossier);
    tx.exec(store::kSetClosed, id, as, note_text, clock::now(), actor.person, dossier, closed_late(one));
    set_state(tx, actor, one, "closed", "done", how);
    worklist::finish_all_but(tx, kIncoming, id, "documents.information");
    note(tx, actor, &capacity, one, "incoming.close",
         note_text.empty() ? Said("Kết thúc xử lý: %1", {how}) : Said("Kết thúc xử lý: %1 – %2", {how, note_text}), {},
         boost::json::serialize(boost::json::object{{"as", as}}));
    announce(tx, actor, one, kClosed);
}

void reopen_incoming(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    Incoming one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::reopen, subject_of(one));
    if (one.state != "closed") throw Refused("Chỉ mở lại được văn bản đã kết thúc.");
    const std::string clean = checked_reason(reason, "Hãy ghi lý do mở lại.");
    one.owner_agency = take_over_reopened(tx, id, one.owner_agency, as.agency);
    tx.exec(store::kSetReopened, id, "awaiting_sorting");
    set_state(tx, actor, one, "awaiting_sorting", "in_process", clean);
    bool somebody_works = false;
    const auto subject = handling_store::read_incoming(tx, id);
    for (const auto& part : handling_store::forwardings_of(tx, id)) {
        if (!flow::is_open(part)) continue;
        flow::hand_over(tx, *subject, part);
        somebody_works = somebody_works || part.role == "lead";
    }
    if (!somebody_works)
        give_to_clerks(tx, one, kClerkPart, "documents.sort",
                       presentation_due(clock::today(), one.urgency, one.rules_day), actor.name);
    flow::settle(tx, actor, *subject);
    note(tx, actor, &as, one, "incoming.reopen", Said("Mở lại: %1", {clean}));
}

void propose_close(db::Tx& tx, Id incoming, std::string_view reply_mark) {
    const db::Rows rows = tx.query(store::kTouchIncoming, incoming);
    if (rows.empty()) throw NotFound("incoming document " + std::to_string(incoming));
    const Incoming one = store::read_incoming(rows.first());
    if (!is_open_state(one.state)) return;
    tx.exec(store::kSetProposed, incoming, reply_mark);
    const auto parts = handling_store::forwardings_of(tx, incoming);
    const auto leads = flow::main_line(parts);
    worklist::Item item;
    item.kind = "documents.confirm";
    item.subject_kind = kIncoming;
    item.subject = incoming;
    item.part = kConfirmPart;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = "Số đến " + one.number() + " · đã trả lời bằng " + std::string(reply_mark);
    item.link = link_of(incoming);
    if (leads.empty()) {
        give_to_clerks(tx, one, kConfirmPart, item.kind, std::nullopt, "");
    } else {
        item.holder = leads.back()->receiver;
        worklist::put(tx, item);
    }
    note(tx, Actor::system(), nullptr, one, "incoming.propose_close",
         Said("Đã có văn bản trả lời %1, đề nghị kết thúc", {std::string(reply_mark)}));
}

}  // namespace dinh::documents
