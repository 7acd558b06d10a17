// What receivers do with a letter, and the sender with one that is out.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/letters/letter_store.hpp"
#include "modules/internal/series/series.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

constexpr std::size_t kMostAnswer = 2000, kMostReason = 500, kMostSubject = 500, kMostBody = 20'000;

bool is_out(const Letter& one) { return one.state == "sent" || one.state == "finished"; }
void must_be_out(const Letter& one) {
    if (!is_out(one)) flow::must_be(one, "sent");
}

// For information a reading is all there is to do.
void mark_read(db::Tx& tx, const Receiver& part, const std::string& name) {
    const bool act = part.role == "act";
    tx.exec(store::kSetRead, part.id, part.state == "done" ? "done" : "read", clock::now(), name);
    if (!act) worklist::finish_part(tx, kLetter, part.letter, part.id);
}

const Receiver& part_among(const std::vector<Receiver>& list, Id id) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Receiver& one) { return one.id == id; });
    if (found == list.end() || found->state == "planned") throw NotFound("letter receiver " + std::to_string(id));
    return *found;
}

// The receiver's row of this form, locked; whose turn it is decides the right.
Receiver locked_part(db::Tx& tx, const Letter& one, Id receiver, std::int64_t version) {
    const auto list = receivers_of(tx, one.id);
    const Receiver part = part_among(list, receiver);
    if (tx.query(store::kLockReceiver, receiver, one.id, version).empty())
        throw Conflict("letter receiver " + std::to_string(receiver) + " is no longer at that version");
    return part;
}

Subject subject_of_part(const Letter& one, const Receiver& part) {
    Subject subject;
    subject.agency = one.owner_agency;
    subject.unit = one.unit;
    subject.parties = {part.party};
    return subject;
}

// The last one to act finishes the letter.
void finish_if_done(db::Tx& tx, Letter& one, const std::vector<Receiver>& receivers) {
    const bool left = std::any_of(receivers.begin(), receivers.end(),
                                  [](const Receiver& each) { return each.role == "act" && each.state != "done"; });
    if (left || one.state != "sent") return;
    one.state = "finished";
    tx.exec(store::kSetState, one.id, one.state, one.note);
    grants::set_state(tx, kLetter, one.id, one.state);
    grants::set_state(tx, kOutBox, one.id, one.state);
    worklist::notify(tx, one.sender_post, Said("Các nơi nhận đã xử lý xong: %1", {one.subject}), flow::link_of(one.id));
}

}  // namespace

void note_reading(db::Tx& tx, const Actor& actor, Id id) {
    if (actor.read_only || actor.person == 0) return;
    const Letter one = flow::held(tx, actor, id);
    if (!is_out(one)) return;
    const Capacity* as = nullptr;
    bool unread = false;
    auto receivers = receivers_of(tx, id);
    for (const auto& part : receivers) {
        const auto* fits = actor.capacity([&](const Capacity& each) { return handles(each, part.party); });
        if (!fits) continue;
        as = fits;
        if (part.state == "unread") {
            mark_read(tx, part, actor.name);
            unread = true;
        }
    }
    if (!as) return;
    tx.exec(store::kAddReading, id, one.edition, actor.person, actor.name, deed::capacity_words(as), clock::now());
    if (unread) flow::show_boxes(tx, one, receivers_of(tx, id));
}

void note_reading_in_list(db::Tx& tx, Id person, Id id, Id receiver) {
    const db::Rows rows = tx.query(store::kHold, id);
    if (rows.empty()) return;
    const Letter one = store::read_letter(rows.first());
    if (!is_out(one)) return;
    const auto names = directory::names_of_people(tx, {person});
    const std::string name = names.contains(person) ? names.at(person) : std::string();
    for (const auto& part : receivers_of(tx, id)) {
        if (part.id != receiver || part.state != "unread") continue;
        mark_read(tx, part, name);
        tx.exec(store::kAddReading, id, one.edition, person, name, "", clock::now());
        flow::show_boxes(tx, one, receivers_of(tx, id));
    }
}

void answer(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::string_view body) {
    const Letter one = flow::held(tx, actor, id);
    const auto receivers = receivers_of(tx, id);
    const Capacity& as = must(actor, Deed::answer, subject_of(directory, one, receivers));
    must_be_out(one);
    const std::string clean = must_say("body", body, kMostAnswer, "Hãy ghi nội dung trao đổi.");
    const std::string label = label_of(actor, as);
    tx.exec(store::kAddAnswer, ids::make(), id, actor.person, label, clean, clock::now());
    const Said words("%1: %2", {label, text::cut(clean, 200)});
    if (as.post != one.sender_post) worklist::notify(tx, one.sender_post, words, flow::link_of(id));
    for (const auto& each : receivers)
        if (!handles(as, each.party)) worklist::notify(tx, each.party, words, flow::link_of(id));
    flow::note(tx, actor, &as, one, "internal.answer", Said("Trao đổi: %1", {text::cut(clean, 200)}));
}

void forward(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, Id receiver,
             std::int64_t version, const Forwarding& typed) {
    const Letter one = flow::held(tx, actor, id);
    const Receiver part = locked_part(tx, one, receiver, version);
    const Capacity& as = must(actor, Deed::forward, subject_of_part(one, part));
    must_be_out(one);
    if (part.state == "done") throw Refused("Phần của bạn đã kết thúc, không chuyển tiếp được nữa.");
    Reasons reasons;
    std::vector<Receiver> added;
    auto allowed = parties(directory, as);
    for (const auto* post : directory.posts_of_unit(as.unit))
        if (as.unit != 0 && post->holder != 0 && post->id != as.post)
            allowed.push_back({"post", post->id, directory.post_label(post->id)});
    flow::check_receivers(reasons, allowed, typed.to, added);
    if (typed.to.empty()) reasons.add("to", "Hãy chọn người hoặc đơn vị nhận.");
    const auto present = receivers_of(tx, id);
    for (const auto& each : added)
        if (std::any_of(present.begin(), present.end(),
                        [&](const Receiver& other) { return other.party == each.party && other.state != "done"; }))
            reasons.add("to", Said("%1 đang giữ văn bản này.", {each.label}));
    flow::check_due(reasons, typed.due);
    if (typed.due && part.due && *typed.due > *part.due)
        reasons.add("due", Said("Hạn chuyển tiếp không được sau hạn được giao (%1).", {clock::show(*part.due)}));
    const std::string clean = checked_text(reasons, "note", typed.note, kMostReason, "");
    reasons.done();
    std::vector<std::string> names;
    for (auto& each : added) {
        each.letter = id;
        each.parent = part.id;
        each.due = each.role == "act" ? (typed.due ? typed.due : part.due) : std::nullopt;
        each.state = "unread";
        each.giver_post = as.post;
        each.giver_label = label_of(actor, as);
        each.note = clean;
        each.given_at = clock::now();
        store::add_receiver(tx, each);
        flow::give_work(tx, one, each);
        names.push_back(each.label);
    }
    flow::note(
        tx, actor, &as, one, "internal.forward",
        Said("Chuyển tiếp: %1", {text::cut(text::join(names, "; "), 400) + (clean.empty() ? "" : ". " + clean)}));
    flow::show_boxes(tx, one, receivers_of(tx, id));
}

void finish(db::Tx& tx, const Actor& actor, Id id, Id receiver, std::int64_t version, std::string_view result) {
    Letter one = flow::held(tx, actor, id);
    const Receiver part = locked_part(tx, one, receiver, version);
    const Capacity& as = must(actor, Deed::finish, subject_of_part(one, part));
    must_be_out(one);
    if (part.role != "act") throw Refused("Nơi nhận để biết không phải báo kết quả.");
    if (part.state == "done") throw Refused("Phần này đã kết thúc.");
    const std::string clean = must_say("result", result, kMostAnswer, "Hãy ghi kết quả xử lý.");
    tx.exec(store::kSetDone, receiver, clock::now(), label_of(actor, as), clean);
    worklist::finish_part(tx, kLetter, id, receiver);
    flow::note(tx, actor, &as, one, "internal.finish", Said("%1 kết thúc: %2", {part.label, text::cut(clean, 300)}));
    const auto receivers = receivers_of(tx, id);
    finish_if_done(tx, one, receivers);
    flow::show_boxes(tx, one, receivers);
}

void recall(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
            std::string_view reason) {
    Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::recall, subject_of(directory, one));
    must_be_out(one);
    const auto receivers = receivers_of(tx, id);
    Reasons reasons;
    const auto readings = readings_of(tx, id);
    if (!readings.empty())
        reasons.add(Said("%1 đã xem văn bản lúc %2 nên không thu hồi được; hãy gửi bản thay thế.",
                         {readings.front().name, clock::show(readings.front().at)}));
    const std::string clean = checked_text(reasons, "reason", reason, kMostReason, "Hãy ghi lý do thu hồi.");
    reasons.done();
    one.state = "recalled";
    tx.exec(store::kSetState, id, one.state, clean);
    worklist::finish_all(tx, kLetter, id);
    if (one.number != 0) void_number(tx, actor, one.series, one.number, id, clean);
    flow::hide_from_receivers(tx, one, receivers);
    flow::note(tx, actor, &as, one, "internal.recall", Said("Thu hồi: %1", {clean}));
    flow::announce(tx, actor, one, kRecalled);
    flow::show(tx, directory, one, {});
}

void correct(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
             std::string_view subject, std::string_view body, const std::vector<NewFile>& list,
             std::string_view reason) {
    const Letter before = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct, subject_of(directory, before));
    must_be_out(before);
    Reasons reasons;
    const std::string new_subject = checked_line(reasons, "subject", subject, kMostSubject, "Hãy ghi trích yếu.");
    const std::string new_body = checked_text(reasons, "body", body, kMostBody, "");
    const std::string clean = checked_text(reasons, "reason", reason, kMostReason, "Hãy ghi lý do gửi bản thay thế.");
    if (new_subject == before.subject && new_body == before.body && list.empty())
        reasons.add("body", "Bản thay thế chưa khác bản đã gửi.");
    reasons.done();
    tx.exec(store::kAddEdition, id, before.edition, before.subject, before.body, clean, clock::now(), actor.person);
    tx.exec(store::kSetEdition, id, new_subject, new_body);
    attach(tx, actor, kLetter, id, "edition-" + std::to_string(before.edition + 1), list);
    tx.exec(store::kUnreadAgain, id);
    const Letter one = *find_letter(tx, id);
    documents::name_attached(tx, kLetter, id, one.subject);
    const auto receivers = receivers_of(tx, id);
    for (const auto& each : receivers) {
        if (each.state == "done") {
            worklist::notify(tx, each.party, Said("Có bản thay thế: %1", {one.subject}), flow::link_of(id));
        } else {
            flow::give_work(tx, one, each);
        }
    }
    flow::note(tx, actor, &as, one, "internal.correct",
               Said("Gửi bản thay thế lần %1: %2", {std::to_string(one.edition - 1), clean}));
    flow::show(tx, directory, one, receivers);
}

}  // namespace dinh::internal
