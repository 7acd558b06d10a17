// Opinions that the office asks of other agencies.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/submissions/examination/opinion_parts.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/rule.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

constexpr std::size_t kMostAgencies = 30;

#define DINH_CONSULTATION_COLUMNS                                                                          \
    "id, version, submission, agency, agency_name, question, due_day, asked_by, asked_at, state, answer, " \
    "answer_mark, answered_by, answered_at, late"

constexpr db::Sql kOfSubmission{"consultation.of_submission", "SELECT " DINH_CONSULTATION_COLUMNS
                                                              " FROM consultation WHERE submission = $1 ORDER BY id"};
constexpr db::Sql kFind{"consultation.find", "SELECT " DINH_CONSULTATION_COLUMNS " FROM consultation WHERE id = $1"};
constexpr db::Sql kLock{"consultation.lock",
                        "UPDATE consultation SET version = version + 1 WHERE id = $1 AND version = $2 "
                        "RETURNING " DINH_CONSULTATION_COLUMNS};
constexpr db::Sql kAdd{"consultation.add",
                       "INSERT INTO consultation (id, submission, agency, agency_name, question, due_day, asked_by, "
                       "asked_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting')"};
constexpr db::Sql kSetAnswered{
    "consultation.set_answered",
    "UPDATE consultation SET state = 'answered', answer = $2, answer_mark = $3, answered_by = $4, answered_at = $5, "
    "late = $6 WHERE id = $1"};
constexpr db::Sql kLapse{
    "consultation.lapse",
    "UPDATE consultation SET state = 'lapsed', version = version + 1 WHERE submission = $1 AND state = 'waiting'"};

Consultation read(const db::Rows::Row& row) {
    return {.id = row.integer(0),
            .version = row.integer(1),
            .submission = row.integer(2),
            .agency = row.integer(3),
            .agency_name = row.text(4),
            .question = row.text(5),
            .due = row.day(6),
            .asked_by = row.text(7),
            .asked_at = row.instant(8),
            .state = row.text(9),
            .answer = row.text(10),
            .answer_mark = row.text(11),
            .answered_by = row.text(12),
            .answered_at = row.maybe_instant(13),
            .late = row.truth(14)};
}

void check_agencies(db::Conn& conn, const Submission& one, const std::vector<Id>& agencies, Reasons& reasons) {
    if (agencies.empty()) reasons.add("agencies", "Hãy chọn cơ quan cần hỏi ý kiến.");
    if (agencies.size() > kMostAgencies) reasons.add("agencies", "Hỏi nhiều nhất 30 cơ quan một lần.");
    const auto asked = consultations(conn, one.id);
    for (const Id agency : agencies) {
        const auto facts = directory::agency_facts(conn, agency, clock::today());
        if (!facts || !facts->tenant) {
            reasons.add("agencies", "Có cơ quan không làm việc trên hệ thống này.");
            continue;
        }
        if (!facts->open) reasons.add("agencies", Said("%1 không còn hoạt động.", {facts->name}));
        if (agency == one.owner_agency || agency == one.committee)
            reasons.add("agencies", Said("%1 là bên trình hoặc bên được trình, không hỏi ý kiến.", {facts->name}));
        const bool waits = std::any_of(asked.begin(), asked.end(), [&](const auto& before) {
            return before.agency == agency && before.state == "waiting";
        });
        if (waits) reasons.add("agencies", Said("%1 đang được hỏi ý kiến.", {facts->name}));
    }
}

void ask_one(db::Tx& tx, const Submission& one, Id agency, const std::string& question, Day due,
             const std::string& from) {
    const auto facts = directory::agency_facts(tx, agency, clock::today());
    const Id id = ids::make();
    tx.exec(kAdd, id, one.id, agency, facts->name, question, due, from, clock::now());
    grants::give(tx, kSubmission, one.id, agency, "asked", one.state);
    if (one.letter_outgoing != 0) documents::let_read(tx, documents::kOutgoing, one.letter_outgoing, agency);
    std::vector<Id> clerks;
    for (const Id body : directory::bodies_of_agency(tx, agency, clock::today())) {
        for (const Id post : directory::clerk_posts(tx, body, clock::today())) clerks.push_back(post);
    }
    give_work(tx, one, id, "submissions.opinion", clerks, due, from);
}

}  // namespace

std::vector<Consultation> consultations(db::Conn& conn, Id submission) {
    std::vector<Consultation> list;
    for (const auto& row : conn.query(kOfSubmission, submission)) list.push_back(read(row));
    return list;
}

std::optional<Consultation> find_consultation(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFind, id);
    return rows.empty() ? std::nullopt : std::optional(read(rows.first()));
}

void ask_opinion(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const std::vector<Id>& typed_agencies,
                 std::string_view typed_question, std::optional<Day> due) {
    const Submission one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::ask_opinion, subject_of(tx, one));
    must_be(one, {"in_examination"});
    std::vector<Id> agencies = typed_agencies;
    std::sort(agencies.begin(), agencies.end());
    agencies.erase(std::unique(agencies.begin(), agencies.end()), agencies.end());
    Reasons reasons;
    check_agencies(tx, one, agencies, reasons);
    const std::string question = checked_text(reasons, "question", typed_question, "Hãy ghi nội dung cần hỏi.");
    if (!due) reasons.add("due", "Hãy ghi hạn trả lời.");
    if (due && *due < clock::today()) reasons.add("due", "Hạn trả lời đã qua.");
    reasons.done();
    std::string names;
    for (const Id agency : agencies) {
        ask_one(tx, one, agency, question, *due, label_of(actor, as));
        names += (names.empty() ? "" : ", ") + directory::agency_facts(tx, agency, clock::today())->name;
    }
    note(tx, actor, &as, one, "submissions.ask", Said("Lấy ý kiến của %1, hạn %2", {names, clock::show(*due)}));
}

void give_opinion(db::Tx& tx, const Actor& actor, Id consultation, std::int64_t version, const Opinion& typed) {
    const auto known = find_consultation(tx, consultation);
    if (!known) throw NotFound("no consultation " + std::to_string(consultation));
    const auto one = touched(tx, known->submission);
    if (!one || !grants::may_see(tx, actor, kSubmission, one->id))
        throw NotFound("submission " + std::to_string(known->submission));
    const auto rows = tx.query(kLock, consultation, version);
    if (rows.empty()) throw Conflict("consultation " + std::to_string(consultation) + " was changed");
    const Consultation asked = read(rows.first());
    Subject subject = subject_of(tx, *one);
    subject.asked = asked.agency;
    const Capacity& as = must(actor, Deed::give_opinion, subject);
    if (asked.state != "waiting") throw Refused("Ý kiến này đã trả lời hoặc không còn chờ nữa.");
    Reasons reasons;
    const std::string answer = checked_text(reasons, "text", typed.text, "Hãy ghi ý kiến.");
    const std::string mark = text::clean_line(typed.mark);
    if (text::length(mark) > 60) reasons.add("mark", Said("Dài quá %1 ký tự.", {"60"}));
    reasons.done();
    const bool late = clock::today() > asked.due;
    tx.exec(kSetAnswered, consultation, answer, mark, label_of(actor, as), clock::now(), late);
    worklist::finish_part(tx, kSubmission, one->id, consultation);
    lapse_opinion_parts(tx, one->id, consultation);
    const Id examiner = one->examiner != 0 ? one->examiner : one->unit;
    if (examiner != 0)
        worklist::notify(tx, examiner, Said("%1 đã cho ý kiến: %2", {asked.agency_name, one->subject}),
                         link_of(one->id));
    note(tx, actor, &as, *one, "submissions.opinion",
         late ? Said("%1 cho ý kiến, quá hạn", {asked.agency_name}) : Said("%1 cho ý kiến", {asked.agency_name}));
}

void lapse_consultations(db::Tx& tx, Id submission) {
    for (const auto& one : consultations(tx, submission))
        if (one.state == "waiting") lapse_opinion_parts(tx, submission, one.id);
    tx.exec(kLapse, submission);
}

}  // namespace dinh::submissions
