#include "modules/submissions/examination/examination.hpp"

#include "modules/documents/documents.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/rule.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::submissions {

namespace {

std::string examiner_label(db::Conn& conn, const Submission& one, const Examiner& examiner) {
    const Day today = clock::today();
    if ((examiner.unit != 0) == (examiner.post != 0)) throw Refused("examiner", "Hãy chọn đơn vị hoặc người thẩm tra.");
    const auto ours = [&](Id agency, Id served) { return agency == one.committee || served == one.committee; };
    if (examiner.unit != 0) {
        const auto unit = directory::unit_facts(conn, examiner.unit, today);
        if (unit && unit->open && ours(unit->agency, unit->served)) return unit->name;
        throw Refused("examiner", "Đơn vị thẩm tra phải thuộc Văn phòng của Ủy ban nhân dân.");
    }
    const auto post = directory::post_facts(conn, examiner.post, today);
    if (!post || !post->open || !ours(post->agency, post->served))
        throw Refused("examiner", "Người thẩm tra phải là người của Văn phòng Ủy ban nhân dân.");
    if (post->holder == 0) throw Refused("examiner", "Vị trí này đang khuyết; hãy chọn người khác.");
    return post->label;
}

// The examiner reads the submission and its letter, and has it on his list.
void put(db::Tx& tx, Submission& one, const std::string& label, const std::string& from) {
    one.examiner_label = label;
    tx.exec(store::kSetExaminer, one.id, one.unit, one.examiner, label);
    state_written(tx, one, "in_examination");
    for (const Id holder : {one.unit, one.examiner}) {
        if (holder == 0) continue;
        grants::give(tx, kSubmission, one.id, holder, "examiner", one.state);
        if (one.letter_outgoing != 0) documents::let_read(tx, documents::kOutgoing, one.letter_outgoing, holder);
        if (one.letter_incoming != 0) documents::let_read(tx, documents::kIncoming, one.letter_incoming, holder);
    }
    worklist::finish_part(tx, kSubmission, one.id, kAssignPart);
    worklist::finish_part(tx, kSubmission, one.id, kExaminePart);
    give_work(tx, one, kExaminePart, "submissions.examine", {one.examiner != 0 ? one.examiner : one.unit}, one.due,
              from);
}

// Somebody else examines now: who did before sees it no more.
void hide_from(db::Tx& tx, const Submission& before, const Examiner& next) {
    for (const Id holder : {before.unit, before.examiner}) {
        if (holder != 0 && holder != next.unit && holder != next.post && holder != before.created_by_post)
            grants::take(tx, kSubmission, before.id, holder);
    }
}

}  // namespace

void receive(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::receive, subject_of(tx, one));
    must_be(one, {"awaiting_receipt"});
    const Day today = clock::today();
    if (one.letter_incoming == 0 && one.letter_outgoing != 0)
        one.letter_incoming = documents::arrived_at(tx, one.letter_outgoing, one.committee);
    one.due = examination_due(one.kind, today);
    tx.exec(store::kSetReceived, id, today, one.due, one.letter_incoming);
    state_written(tx, one, "awaiting_assignment");
    worklist::finish_all(tx, kSubmission, id);
    give_to_office(tx, directory, one, "submissions.assign", kAssignPart, step_due("assign", today),
                   label_of(actor, as));
    note(tx, actor, &as, one, "submissions.receive", Said("Tiếp nhận, hạn thẩm tra %1", {clock::show(*one.due)}));
}

void assign(db::Tx& tx, const Actor& actor, const directory::Snapshot&, Id id, std::int64_t version,
            const Examiner& examiner) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::assign, subject_of(tx, one));
    must_be(one, {"awaiting_assignment", "in_examination"});
    const std::string label = examiner_label(tx, one, examiner);
    hide_from(tx, one, examiner);
    one.unit = examiner.unit;
    one.examiner = examiner.post;
    put(tx, one, label, label_of(actor, as));
    note(tx, actor, &as, one, "submissions.assign", Said("Giao %1 thẩm tra", {label}));
}

void hand_on(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Id post) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::hand_on, subject_of(tx, one));
    must_be(one, {"in_examination"});
    const auto facts = directory::post_facts(tx, post, clock::today());
    if (!facts || !facts->open || facts->unit != one.unit || facts->holder == 0)
        throw Refused("post", "Hãy chọn một người của đơn vị được giao.");
    hide_from(tx, one, {one.unit, post});
    one.examiner = post;
    put(tx, one, facts->label, label_of(actor, as));
    note(tx, actor, &as, one, "submissions.hand_on", Said("Phân công %1", {facts->label}));
}

void give_back(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view typed_reasons) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::give_back, subject_of(tx, one));
    must_be(one, {"in_examination"});
    if (one.returns >= most_returns(one.rules_day))
        throw Refused(
            "Hồ sơ chỉ được trả lại một lần với đủ mọi lý do. Lần này hãy nêu vấn đề còn lại trong phiếu trình.");
    const std::string reasons = must_say("reasons", typed_reasons, "Hãy ghi đủ các lý do trả lại.");
    const Day due = step_due("complete", clock::today());
    tx.exec(store::kSetReturned, id, reasons, due);
    state_written(tx, one, "returned");
    lapse_consultations(tx, id);
    worklist::finish_all(tx, kSubmission, id);
    give_work(tx, one, kCompletePart, "submissions.complete", {one.created_by_post}, due, label_of(actor, as));
    tell_sender(tx, one, Said("Hồ sơ trình bị trả lại: %1", {one.subject}));
    note(tx, actor, &as, one, "submissions.return", Said("Trả lại để hoàn thiện: %1", {reasons}));
}

}  // namespace dinh::submissions
