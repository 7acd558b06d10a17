#include "modules/submissions/results/results.hpp"

#include "modules/documents/documents.hpp"
#include "modules/submissions/examination/examination.hpp"
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/slips/slips.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/rule.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

constexpr db::Sql kForgetGathered{"gathered_opinion.forget", "DELETE FROM gathered_opinion WHERE submission = $1"};
constexpr db::Sql kForgetAsked{"consultation.forget",
                               "UPDATE consultation SET question = '', answer = '', answer_mark = '' WHERE submission "
                               "= $1"};
constexpr db::Sql kForgetParts{"opinion_part.forget",
                               "UPDATE opinion_part SET note = '', answer = '' WHERE submission = $1"};
constexpr db::Sql kForgetSlips{
    "examination_slip.forget",
    "UPDATE examination_slip SET summary = '', issues = '', proposal = '', review_note = '', meeting_note = '', "
    "decision_note = '' WHERE submission = $1"};

std::vector<Id> ids_of(db::Conn& conn, const db::Sql& sql, Id value) {
    std::vector<Id> ids;
    for (const auto& row : conn.query(sql, value)) ids.push_back(row.integer(0));
    return ids;
}

// The newest draft first, then what is to be attached to the document.
std::vector<files::Ref> draft_files(db::Conn& conn, Id submission) {
    auto list = papers(conn, submission);
    std::erase_if(list, [](const files::Ref& ref) { return ref.role != "draft"; });
    if (list.empty()) throw Refused("Hồ sơ không có tệp dự thảo.");
    return {list.back()};
}

// "VT, KGVX, SKHCN": who keeps copies, the agency that drafted it among them (Appendix I.II.9 of the Decree).
std::string archive_words(const directory::Snapshot& directory, const Submission& one, Id unit_of_examiner) {
    std::string words = "VT";
    const auto* unit = directory.unit(unit_of_examiner);
    if (unit && !unit->abbreviation.empty()) words += ", " + unit->abbreviation;
    const auto* sender = directory.agency(one.owner_agency);
    if (sender && sender->id != one.committee && !sender->abbreviation.empty()) words += ", " + sender->abbreviation;
    return words;
}

bool may_begin(db::Conn& conn, const Submission& one) {
    if (one.state == "agreed") return true;
    const auto document = one.state == "issuing" ? documents::outgoing_brief(conn, one.outgoing) : std::nullopt;
    return document && document->state == "draft_dropped";
}

void close_with(db::Tx& tx, Submission& one, const documents::OutgoingBrief& document, Id person) {
    one.result_mark = document.mark;
    one.result_day = document.day;
    tx.exec(store::kSetClosed, one.id, one.result_mark, one.result_day, clock::today());
    state_written(tx, one, "closed");
    worklist::finish_all(tx, kSubmission, one.id);
    for (const Id reader : {one.owner_agency, one.created_by_post, one.created_by_person})
        documents::let_read(tx, documents::kOutgoing, document.id, reader);
    tell_sender(tx, one, Said("Đã ban hành %1: %2", {document.mark, one.subject}));
    if (one.task_incoming != 0) documents::offer_closing(tx, one.task_incoming, document.mark);
    put_search(tx, one);
    Actor actor = Actor::system();
    actor.person = person;
    announce(tx, actor, one, kClosed);
    note(tx, Actor::system(), nullptr, one, "submissions.close",
         Said("Đã ban hành %1, trả kết quả cho cơ quan trình", {document.mark}));
}

void open_again(db::Tx& tx, Submission& one) {
    const std::string mark = one.result_mark;
    tx.exec(store::kSetReopened, one.id);
    one.outgoing = 0;
    one.result_mark = {};
    state_written(tx, one, "agreed");
    give_work(tx, one, kDocumentPart, "submissions.document", {one.examiner != 0 ? one.examiner : one.unit},
              step_due("document", clock::today()), "");
    tell_sender(tx, one, Said("Văn bản đã ban hành bị thu hồi: %1", {one.subject}));
    put_search(tx, one);
    note(tx, Actor::system(), nullptr, one, "submissions.reopen", Said("%1 bị thu hồi, hồ sơ mở lại", {mark}));
}

void end_without_letter(db::Tx& tx, Submission& one) {
    tx.exec(store::kSetEnded, one.id, "withdrawn", clock::today(), "Tờ trình đã bị thu hồi");
    state_written(tx, one, "withdrawn");
    lapse_consultations(tx, one.id);
    worklist::finish_all(tx, kSubmission, one.id);
    note(tx, Actor::system(), nullptr, one, "submissions.withdraw", "Tờ trình bị thu hồi, hồ sơ coi như đã rút");
}

}  // namespace

Id begin_document(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                  const DocumentInput& input) {
    Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::begin_document, subject_of(tx, one));
    if (!may_begin(tx, one)) must_be(one, {"agreed"});
    const Slip slip = slips(tx, id).front();
    documents::DraftOrder order;
    order.issuing_body = one.body;
    order.drafting_unit = as.unit;
    order.kind = input.kind.empty() ? one.document_kind : input.kind;
    order.subject = text::clean_line(input.subject);
    order.field = one.field;
    order.signer_post = input.signer != 0 ? input.signer : slip.leader;
    order.drafter_note = one.letter_mark + " · " + one.sender_name;
    order.archive_copy = archive_words(directory, one, as.unit);
    if (one.owner_agency != one.committee) order.recipients = {one.owner_agency};
    if (one.letter_incoming != 0) order.answers = {one.letter_incoming};
    order.files = draft_files(tx, id);
    one.outgoing = documents::begin_draft(tx, actor, order);
    tx.exec(store::kSetOutgoing, id, one.outgoing);
    state_written(tx, one, "issuing");
    worklist::finish_all(tx, kSubmission, id);
    note(tx, actor, &as, one, "submissions.document", "Soạn văn bản ban hành");
    return one.outgoing;
}

void hear_issued(db::Tx& tx, const events::Event& event) {
    for (const Id id : ids_of(tx, store::kOfOutgoing, event.subject)) {
        auto one = touched(tx, id);
        const auto document = documents::outgoing_brief(tx, event.subject);
        if (one && document && one->state == "issuing" && document->state == "issued")
            close_with(tx, *one, *document, event.person);
    }
}

void hear_recalled(db::Tx& tx, const events::Event& event) {
    for (const Id id : ids_of(tx, store::kOfOutgoing, event.subject)) {
        auto one = touched(tx, id);
        if (one && (one->state == "closed" || one->state == "issuing")) open_again(tx, *one);
    }
    for (const Id id : ids_of(tx, store::kOfLetterOut, event.subject)) {
        auto one = touched(tx, id);
        if (one && may_be_withdrawn(one->state)) end_without_letter(tx, *one);
    }
}

void hear_removed(db::Tx& tx, const events::Event& event) {
    for (const Id id : ids_of(tx, store::kOfLetterIn, event.subject)) {
        auto one = touched(tx, id);
        if (!one || one->state == "removed") continue;
        worklist::forget(tx, kSubmission, id, link_of(id));
        search::drop(tx, kSubmission, id);
        deed::forget_history(tx, kSubmission, id);
        audit::forget_secrets(tx, kSubmission, id);
        events::forget(tx, id);
        for (const auto& ref : papers(tx, id)) files::detach(tx, ref.id);
        for (const auto& sql : {kForgetGathered, kForgetAsked, kForgetParts, kForgetSlips}) tx.exec(sql, id);
        tx.exec(store::kBlank, id);
        grants::take_all(tx, kSubmission, id);
        audit::append(tx, Actor::system(), nullptr, "submissions.remove_as_secret", kSubmission, id);
    }
}

}  // namespace dinh::submissions
