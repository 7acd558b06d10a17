// What the sender does: preparing, describing, submitting, withdrawing.
#include "modules/documents/documents.hpp"
#include "modules/submissions/examination/examination.hpp"
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/slips/slips.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/rule.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

constexpr std::string_view kLetterKind = "to_trinh";

// The capacity in which the actor works for the agency that issued the letter.
Id own_agency(const Actor& actor, Id agency) {
    return actor.capacity([&](const Capacity& as) { return as.works_for(agency); }) ? agency : 0;
}

// From an issued letter of the actor's own agency.
void take_own_letter(db::Conn& conn, const Actor& actor, const directory::Snapshot& directory,
                     const SubmissionInput& input, Submission& one, Reasons& reasons) {
    const auto letter = documents::outgoing_brief(conn, input.letter_outgoing);
    const bool seen = letter && grants::may_see(conn, actor, documents::kOutgoing, letter->id);
    if (!seen || own_agency(actor, letter->agency) == 0) return reasons.add("letter", "Không tìm thấy tờ trình này.");
    if (letter->kind != kLetterKind) reasons.add("letter", "Hồ sơ trình phải đi từ một tờ trình.");
    if (letter->state != "issued") reasons.add("letter", "Tờ trình phải đã phát hành.");
    const auto place = committee_of(directory, letter->agency);
    if (!place) return reasons.add("letter", "Cơ quan này không có Ủy ban nhân dân cấp trên để trình.");
    one.owner_agency = letter->agency;
    one.sender_name = directory.agency_name(letter->agency);
    one.committee = place->agency;
    one.body = place->body;
    one.letter_outgoing = letter->id;
    one.letter_incoming = documents::arrived_at(conn, letter->id, place->agency);
    one.letter_mark = letter->mark;
    one.letter_day = letter->day;
}

// From a letter that came in on other ways: the committee's office makes the file.
void take_incoming_letter(db::Conn& conn, const Actor& actor, const directory::Snapshot& directory,
                          const SubmissionInput& input, Submission& one, Reasons& reasons) {
    const auto letter = documents::incoming_brief(conn, input.letter_incoming);
    const bool seen = letter && grants::may_see(conn, actor, documents::kIncoming, letter->id);
    const auto place = seen ? committee_itself(directory, letter->agency) : std::nullopt;
    if (!place || own_agency(actor, letter->agency) == 0)
        return reasons.add("letter", "Không tìm thấy tờ trình này trong văn bản đến của Ủy ban nhân dân.");
    if (letter->kind != kLetterKind) reasons.add("letter", "Hồ sơ trình phải đi từ một tờ trình.");
    const auto* sender = directory.agency(letter->author_agency);
    one.by_office = true;
    one.owner_agency = sender && !sender->closed_on(directory.day) ? sender->id : place->agency;
    one.sender_name = sender ? sender->name : letter->author_name;
    one.committee = place->agency;
    one.body = place->body;
    one.letter_incoming = letter->id;
    one.letter_mark = letter->mark;
    one.letter_day = letter->day;
}

void limit(Reasons& reasons, const char* field, std::string& value, std::size_t most) {
    value = text::clean_line(value);
    if (text::length(value) > most)
        reasons.add(field, Said("Dài quá %1 ký tự.", {text::number(static_cast<std::int64_t>(most))}));
}

// What the form says beside the letter; fills `one`.
void describe(db::Conn& conn, const Actor& actor, const SubmissionInput& typed, Submission& one, Reasons& reasons) {
    SubmissionInput input = typed;
    limit(reasons, "subject", input.subject, 500);
    limit(reasons, "field", input.field, 100);
    limit(reasons, "task_mark", input.task_mark, 60);
    if (input.subject.empty()) reasons.add("subject", "Hãy ghi nội dung trình.");
    if (!known_kind(input.kind, one.rules_day)) reasons.add("kind", "Hãy chọn loại hồ sơ.");
    if (input.document_kind.empty()) input.document_kind = usual_document(input.kind, one.rules_day);
    if (!rules::kind(input.document_kind, one.rules_day))
        reasons.add("document_kind", "Tên loại văn bản không có trong danh mục.");
    if (input.asked_day && *input.asked_day < clock::today()) reasons.add("asked_day", "Hạn đề nghị đã qua.");
    one.task_incoming = 0;
    if (!input.task_mark.empty() && one.owner_agency != 0) {
        const auto found = documents::incoming_with_mark(conn, actor, one.owner_agency, input.task_mark);
        if (found.empty())
            reasons.add("task_mark", "Không thấy văn bản đến nào của cơ quan mang số, ký hiệu này.");
        else
            one.task_incoming = found.front();
    }
    one.kind = input.kind;
    one.document_kind = input.document_kind;
    one.subject = input.subject;
    one.field = input.field;
    one.task_mark = input.task_mark;
    one.asked_day = input.asked_day;
}

void show_to_maker(db::Tx& tx, const Submission& one, const Actor& actor, const Capacity& as) {
    grants::give(tx, kSubmission, one.id, as.post, "sender", one.state);
    grants::give(tx, kSubmission, one.id, actor.person, "sender", one.state);
    if (as.unit != 0) grants::give(tx, kSubmission, one.id, as.unit, "sender", one.state);
    grants::give(tx, kSubmission, one.id, one.by_office ? one.committee : one.owner_agency, "sender", one.state);
}

// The letter is opened to whoever reads the submission at the committee.
void open_letter(db::Tx& tx, const Submission& one, Id grantee) {
    if (one.letter_outgoing != 0) documents::let_read(tx, documents::kOutgoing, one.letter_outgoing, grantee);
    if (one.letter_incoming != 0) documents::let_read(tx, documents::kIncoming, one.letter_incoming, grantee);
}

// Back to who examines it: the deadline is counted anew.
void go_on(db::Tx& tx, Submission& one, const std::string& from) {
    const Day today = clock::today();
    one.due = examination_due(one.kind, today);
    tx.exec(store::kSetSubmitted, one.id, "in_examination", today, today, one.due);
    state_written(tx, one, "in_examination");
    give_work(tx, one, kExaminePart, "submissions.examine", {one.examiner != 0 ? one.examiner : one.unit}, one.due,
              from);
}

void go_to_office(db::Tx& tx, const directory::Snapshot& directory, Submission& one, const std::string& from) {
    const Day today = clock::today();
    const std::string state = one.by_office ? "awaiting_assignment" : "awaiting_receipt";
    if (one.by_office) one.due = examination_due(one.kind, today);
    tx.exec(store::kSetSubmitted, one.id, state, today, one.by_office ? std::optional(today) : std::nullopt, one.due);
    state_written(tx, one, state);
    one.submitted_day = today;
    if (one.by_office) grants::give(tx, kSubmission, one.id, one.owner_agency, "sender", one.state);
    open_letter(tx, one, one.committee);
    grants::give(tx, kSubmission, one.id, one.committee, "office", one.state);
    if (one.by_office)
        give_to_office(tx, directory, one, "submissions.assign", kAssignPart, step_due("assign", today), from);
    else
        give_to_office(tx, directory, one, "submissions.receive", kReceivePart, step_due("receive", today), from);
}

}  // namespace

Subject subject_of(db::Conn& conn, const Submission& one) {
    Subject subject{.sender = one.owner_agency,
                    .committee = one.committee,
                    .body = one.body,
                    .by_office = one.by_office,
                    .unit = one.unit,
                    .examiner = one.examiner,
                    .leader = 0,
                    .asked = 0};
    subject.leader = leader_of(conn, one.id);
    return subject;
}

Id prepare(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, const SubmissionInput& input) {
    Submission one;
    one.id = ids::make();
    one.rules_day = clock::today();
    Reasons reasons;
    if (input.letter_outgoing != 0)
        take_own_letter(tx, actor, directory, input, one, reasons);
    else if (input.letter_incoming != 0)
        take_incoming_letter(tx, actor, directory, input, one, reasons);
    else
        reasons.add("letter", "Hãy chọn tờ trình.");
    describe(tx, actor, input, one, reasons);
    reasons.done();
    one.state = "preparing";
    const Capacity& as = must(actor, Deed::prepare, subject_of(tx, one));
    one.created_at = clock::now();
    const auto added = tx.exec(store::kAdd, one.id, one.owner_agency, one.rules_day, one.created_at, actor.person,
                               as.post, one.committee, one.body, one.by_office, one.sender_name, one.kind,
                               one.document_kind, one.subject, one.field, one.asked_day, one.letter_outgoing,
                               one.letter_incoming, one.letter_mark, one.letter_day, one.task_incoming, one.task_mark);
    if (added == 0) throw Refused("letter", "Tờ trình này đã có hồ sơ trình.");
    show_to_maker(tx, one, actor, as);
    put_search(tx, one);
    note(tx, actor, &as, one, "submissions.prepare", Said("Lập hồ sơ trình theo %1", {one.letter_mark}));
    return one.id;
}

void edit(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const SubmissionInput& input) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::edit, subject_of(tx, one));
    must_be(one, {"preparing", "returned"});
    Reasons reasons;
    describe(tx, actor, input, one, reasons);
    reasons.done();
    tx.exec(store::kDescribe, id, one.kind, one.document_kind, one.subject, one.field, one.asked_day, one.task_incoming,
            one.task_mark);
    put_search(tx, one);
    note(tx, actor, &as, one, "submissions.edit", "Sửa thông tin hồ sơ");
}

void submit(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::submit, subject_of(tx, one));
    must_be(one, {"preparing", "returned"});
    Reasons reasons;
    for (const auto& missing : missing_papers(tx, one)) reasons.add("papers", missing);
    if (one.asked_day && *one.asked_day < clock::today()) reasons.add("asked_day", "Hạn đề nghị đã qua.");
    reasons.done();
    worklist::finish_all(tx, kSubmission, id);
    const bool again = one.state == "returned";
    if (again)
        go_on(tx, one, label_of(actor, as));
    else
        go_to_office(tx, directory, one, label_of(actor, as));
    put_search(tx, one);
    announce(tx, actor, one, kSubmitted);
    note(tx, actor, &as, one, "submissions.submit", again ? "Trình lại sau khi hoàn thiện hồ sơ" : "Trình hồ sơ");
}

void withdraw(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view typed_reason) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::withdraw, subject_of(tx, one));
    if (!may_be_withdrawn(one.state))
        throw Refused(Said("Hồ sơ đang ở trạng thái “%1”, không rút được nữa.", {state_name(one.state)}));
    const std::string reason = must_say("reason", typed_reason, "Hãy ghi lý do rút hồ sơ.", 500);
    tx.exec(store::kSetEnded, id, "withdrawn", clock::today(), reason);
    state_written(tx, one, "withdrawn");
    lapse_consultations(tx, id);
    worklist::finish_all(tx, kSubmission, id);
    if (one.examiner != 0)
        worklist::notify(tx, one.examiner, Said("%1 rút hồ sơ trình: %2", {one.sender_name, one.subject}), link_of(id));
    note(tx, actor, &as, one, "submissions.withdraw", Said("Rút hồ sơ: %1", {reason}));
}

}  // namespace dinh::submissions
