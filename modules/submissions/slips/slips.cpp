#include "modules/submissions/slips/slips.hpp"

#include <algorithm>

#include "modules/submissions/examination/examination.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/rule.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::submissions {

namespace {

constexpr db::Sql kOfSubmission{
    "examination_slip.of_submission",
    "SELECT submission, round, summary, issues, proposal, leader, leader_label, written_by, written_at, state, "
    "review_note, reviewed_by, reviewed_at, meeting_note, decision, decision_note, decided_by, decided_day FROM "
    "examination_slip WHERE submission = $1 ORDER BY round DESC"};
constexpr db::Sql kAdd{
    "examination_slip.add",
    "INSERT INTO examination_slip (submission, round, summary, issues, proposal, leader, leader_label, written_by, "
    "written_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting_review')"};
constexpr db::Sql kReview{
    "examination_slip.review",
    "UPDATE examination_slip SET state = $3, leader = $4, leader_label = $5, review_note = $6, reviewed_by = $7, "
    "reviewed_at = $8 WHERE submission = $1 AND round = $2"};
constexpr db::Sql kMeeting{"examination_slip.meeting",
                           "UPDATE examination_slip SET meeting_note = $3 WHERE submission = $1 AND round = $2"};
constexpr db::Sql kDecide{
    "examination_slip.decide",
    "UPDATE examination_slip SET state = 'decided', decision = $3, decision_note = $4, decided_by = $5, decided_day = "
    "$6 WHERE submission = $1 AND round = $2"};

constexpr std::pair<std::string_view, const char*> kDecisions[] = {{"agreed", "Đồng ý"},
                                                                   {"agreed_with_changes", "Đồng ý, có chỉnh sửa"},
                                                                   {"disagreed", "Không đồng ý"},
                                                                   {"meeting", "Tổ chức họp"}};

// "Dương Khắc Tưởng – Chủ tịch": a post that leads the committee and has a holder.
std::string leader_label(db::Conn& conn, const Submission& one, Id leader, Reasons& reasons) {
    namespace role = directory::role;
    const auto post = directory::post_facts(conn, leader, clock::today());
    const bool leads = post && post->open && post->agency == one.committee &&
                       (post->has(role::kAgencyLeader) || post->has(role::kDeputyAgencyLeader));
    if (!leads) {
        reasons.add("leader", "Hãy chọn Chủ tịch hoặc Phó Chủ tịch phụ trách.");
        return {};
    }
    if (post->holder == 0) reasons.add("leader", "Vị trí này đang khuyết; hãy chọn người khác.");
    return post->label;
}

// Whose day has not come is still awaited.
void must_not_wait(db::Conn& conn, const Submission& one, Reasons& reasons) {
    for (const auto& asked : consultations(conn, one.id)) {
        if (asked.state == "waiting" && asked.due >= clock::today())
            reasons.add(Said("Còn chờ ý kiến của %1 đến hết ngày %2.", {asked.agency_name, clock::show(asked.due)}));
    }
}

Slip newest(db::Conn& conn, const Submission& one) {
    const auto list = slips(conn, one.id);
    if (list.empty()) throw std::logic_error("submission without its slip");
    return list.front();
}

void lay_before(db::Tx& tx, const Submission& one, Id leader, const std::string& from) {
    grants::give(tx, kSubmission, one.id, leader, "leader", one.state);
    give_work(tx, one, kDecidePart, "submissions.decide", {leader}, step_due("decide", clock::today()), from);
}

// What the decision leads to.
void go_on(db::Tx& tx, Submission& one, std::string_view decision, const std::string& note, const std::string& from) {
    if (decision == "disagreed") {
        tx.exec(store::kSetEnded, one.id, "disagreed", clock::today(), note);
        state_written(tx, one, "disagreed");
        tell_sender(tx, one, Said("Lãnh đạo không đồng ý: %1", {one.subject}));
        return;
    }
    set_state(tx, one, "agreed");
    give_work(tx, one, kDocumentPart, "submissions.document", {one.examiner != 0 ? one.examiner : one.unit},
              step_due("document", clock::today()), from);
    tell_sender(tx, one, Said("Lãnh đạo đã đồng ý: %1", {one.subject}));
}

}  // namespace

std::vector<Slip> slips(db::Conn& conn, Id submission) {
    std::vector<Slip> list;
    for (const auto& row : conn.query(kOfSubmission, submission))
        list.push_back({.submission = row.integer(0),
                        .round = static_cast<int>(row.integer(1)),
                        .summary = row.text(2),
                        .issues = row.text(3),
                        .proposal = row.text(4),
                        .leader = row.integer(5),
                        .leader_label = row.text(6),
                        .written_by = row.text(7),
                        .written_at = row.instant(8),
                        .state = row.text(9),
                        .review_note = row.text(10),
                        .reviewed_by = row.text(11),
                        .reviewed_at = row.maybe_instant(12),
                        .meeting_note = row.text(13),
                        .decision = row.text(14),
                        .decision_note = row.text(15),
                        .decided_by = row.text(16),
                        .decided_day = row.maybe_day(17)});
    return list;
}

Id leader_of(db::Conn& conn, Id submission) {
    const auto list = slips(conn, submission);
    const bool waits = !list.empty() && list.front().state == "waiting_decision";
    return waits ? list.front().leader : 0;
}

const std::vector<std::string>& decisions() {
    static const std::vector<std::string> list = [] {
        std::vector<std::string> ids;
        for (const auto& one : kDecisions) ids.emplace_back(one.first);
        return ids;
    }();
    return list;
}

std::string decision_name(std::string_view decision) {
    for (const auto& [id, name] : kDecisions) {
        if (id == decision) return name;
    }
    return std::string(decision);
}

void write_slip(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const SlipInput& typed) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::write_slip, subject_of(tx, one));
    must_be(one, {"in_examination"});
    Reasons reasons;
    const std::string summary = checked_text(reasons, "summary", typed.summary, "Hãy ghi tóm tắt nội dung trình.");
    const std::string issues = checked_text(reasons, "issues", typed.issues, "");
    const std::string proposal = checked_text(reasons, "proposal", typed.proposal, "Hãy ghi đề xuất.");
    const std::string leader = leader_label(tx, one, typed.leader, reasons);
    must_not_wait(tx, one, reasons);
    reasons.done();
    const auto before = slips(tx, id);
    const int round = before.empty() ? 1 : before.front().round + 1;
    tx.exec(kAdd, id, round, summary, issues, proposal, typed.leader, leader, label_of(actor, as), clock::now());
    const Day today = clock::today();
    const bool late = one.due && today > *one.due;
    tx.exec(store::kSetExamined, id, today, late);
    state_written(tx, one, "awaiting_review");
    lapse_consultations(tx, id);
    worklist::finish_all(tx, kSubmission, id);
    const auto directory = directory::load(tx, today);
    give_to_office(tx, *directory, one, "submissions.review", kReviewPart, step_due("review", today),
                   label_of(actor, as));
    note(tx, actor, &as, one, "submissions.slip",
         late ? Said("Lập phiếu trình, quá hạn thẩm tra") : Said("Lập phiếu trình"));
}

void send_back(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view typed_note) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::review, subject_of(tx, one));
    must_be(one, {"awaiting_review"});
    const std::string words = must_say("note", typed_note, "Hãy ghi lý do trả lại phiếu trình.");
    const Slip slip = newest(tx, one);
    tx.exec(kReview, id, slip.round, "sent_back", slip.leader, slip.leader_label, words, label_of(actor, as),
            clock::now());
    set_state(tx, one, "in_examination");
    worklist::finish_all(tx, kSubmission, id);
    give_work(tx, one, kExaminePart, "submissions.examine", {one.examiner != 0 ? one.examiner : one.unit}, one.due,
              label_of(actor, as));
    note(tx, actor, &as, one, "submissions.send_back", "Trả lại phiếu trình cho người thẩm tra");
}

void approve(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Id leader, std::string_view typed_note) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::review, subject_of(tx, one));
    must_be(one, {"awaiting_review"});
    const Slip slip = newest(tx, one);
    const Id before = leader != 0 ? leader : slip.leader;
    Reasons reasons;
    const std::string words = checked_text(reasons, "note", typed_note, "");
    const std::string label = leader_label(tx, one, before, reasons);
    reasons.done();
    tx.exec(kReview, id, slip.round, "waiting_decision", before, label, words, label_of(actor, as), clock::now());
    set_state(tx, one, "awaiting_decision");
    worklist::finish_all(tx, kSubmission, id);
    lay_before(tx, one, before, label_of(actor, as));
    note(tx, actor, &as, one, "submissions.approve", Said("Duyệt phiếu trình, trình %1", {label}));
}

void decide(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view decision,
            std::string_view typed_note) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::decide, subject_of(tx, one));
    must_be(one, {"awaiting_decision", "awaiting_meeting"});
    Reasons reasons;
    const auto& known = decisions();
    if (std::find(known.begin(), known.end(), decision) == known.end())
        reasons.add("decision", "Hãy chọn ý kiến quyết định.");
    if (decision == "meeting" && one.state == "awaiting_meeting")
        reasons.add("decision", "Đã yêu cầu họp; sau cuộc họp hãy cho ý kiến quyết định.");
    const std::string words =
        checked_text(reasons, "note", typed_note, decision == "agreed" ? "" : "Hãy ghi nội dung ý kiến.");
    reasons.done();
    const Slip slip = newest(tx, one);
    const std::string who = label_of(actor, as);
    if (decision == "meeting") {
        tx.exec(kMeeting, id, slip.round, words);
        set_state(tx, one, "awaiting_meeting");
        worklist::notify(tx, one.examiner, Said("Lãnh đạo yêu cầu họp: %1", {one.subject}), link_of(id));
    } else {
        tx.exec(kDecide, id, slip.round, decision, words, who, clock::today());
        worklist::finish_all(tx, kSubmission, id);
        go_on(tx, one, decision, words, who);
        announce(tx, actor, one, kDecided);
    }
    note(tx, actor, &as, one, "submissions.decide",
         words.empty() ? Said("Ý kiến của lãnh đạo: %1", {decision_name(decision)})
                       : Said("Ý kiến của lãnh đạo: %1. %2", {decision_name(decision), words}));
}

}  // namespace dinh::submissions
