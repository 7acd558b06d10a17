#include "modules/submissions/examination/opinion_parts.hpp"

#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/search/search.hpp"

namespace dinh::submissions {

namespace {

constexpr std::size_t kMostNote = 500;

#define DINH_PART_COLUMNS                                                                                        \
    "id, version, consultation, submission, parent, holder_kind, holder, label, giver_post, giver_label, note, " \
    "due_day, given_at, state, answer, answered_by, answered_at"

constexpr db::Sql kOfSubmission{"opinion_part.of_submission",
                                "SELECT " DINH_PART_COLUMNS " FROM opinion_part WHERE submission = $1 ORDER BY id"};
constexpr db::Sql kWaiting{"opinion_part.waiting", "SELECT " DINH_PART_COLUMNS
                                                   " FROM opinion_part WHERE consultation = $1 AND state = 'waiting' "
                                                   "ORDER BY id"};
constexpr db::Sql kFind{"opinion_part.find", "SELECT " DINH_PART_COLUMNS " FROM opinion_part WHERE id = $1"};
constexpr db::Sql kLock{"opinion_part.lock",
                        "UPDATE opinion_part SET version = version + 1 WHERE id = $1 AND version = $2 "
                        "RETURNING " DINH_PART_COLUMNS};
constexpr db::Sql kAdd{
    "opinion_part.add",
    "INSERT INTO opinion_part (id, consultation, submission, parent, holder_kind, holder, label, giver_post, "
    "giver_label, note, due_day, given_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
    "'waiting')"};
constexpr db::Sql kAnswer{"opinion_part.answer",
                          "UPDATE opinion_part SET state = 'answered', answer = $2, answered_by = $3, answered_at = "
                          "$4 WHERE id = $1"};
constexpr db::Sql kLapse{"opinion_part.lapse",
                         "UPDATE opinion_part SET state = 'lapsed', version = version + 1 WHERE id = $1"};
// Keep others from them until the transaction ends; whoever has the submission open meets no conflict: what happens
// inside an agency is no change of it.
constexpr db::Sql kHoldSubmission{"opinion_part.hold_submission",
                                  "UPDATE submission SET version = version WHERE id = $1"};
constexpr db::Sql kLockQuestion{"opinion_part.lock_question",
                                "UPDATE consultation SET version = version + 1 WHERE id = $1 AND version = $2"};
constexpr db::Sql kHoldQuestion{"opinion_part.hold_question",
                                "UPDATE consultation SET version = version WHERE id = $1"};

OpinionPart read(const db::Rows::Row& row) {
    return {.id = row.integer(0),
            .version = row.integer(1),
            .consultation = row.integer(2),
            .submission = row.integer(3),
            .parent = row.integer(4),
            .holder_kind = row.text(5),
            .holder = row.integer(6),
            .label = row.text(7),
            .giver_post = row.integer(8),
            .giver_label = row.text(9),
            .note = row.text(10),
            .due = row.day(11),
            .given_at = row.instant(12),
            .state = row.text(13),
            .answer = row.text(14),
            .answered_by = row.text(15),
            .answered_at = row.maybe_instant(16)};
}

std::vector<OpinionPart> read_all(const db::Rows& rows) {
    std::vector<OpinionPart> list;
    for (const auto& row : rows) list.push_back(read(row));
    return list;
}

Submission held(db::Tx& tx, const Actor& actor, Id submission) {
    const bool there = tx.exec(kHoldSubmission, submission) != 0;
    if (!there || !grants::may_see(tx, actor, kSubmission, submission))
        throw NotFound("submission " + std::to_string(submission));
    return *find_submission(tx, submission);
}

void must_wait(bool waits) {
    if (!waits) throw Refused("Ý kiến này đã trả lời hoặc không còn chờ nữa.");
}

// Where the question stands: with the agency, or with a unit of it.
struct Place {
    const Submission& one;
    const Consultation& asked;
    Id parent = 0, unit = 0;  // unit: only people of it may be given it
    Day latest;
};

std::string unit_label(db::Conn& conn, const Place& place, Id unit, Reasons& reasons) {
    const auto facts = directory::unit_facts(conn, unit, clock::today());
    const bool ours =
        facts && facts->open && (facts->agency == place.asked.agency || facts->served == place.asked.agency);
    if (ours && place.unit == 0) return facts->name;
    reasons.add("to", "Hãy chọn một đơn vị hoặc một người của cơ quan được hỏi.");
    return {};
}

std::string post_label(db::Conn& conn, const Place& place, Id post, Reasons& reasons) {
    const auto facts = directory::post_facts(conn, post, clock::today());
    const bool ours =
        facts && facts->open && (facts->agency == place.asked.agency || facts->served == place.asked.agency);
    if (!ours)
        reasons.add("to", "Hãy chọn một đơn vị hoặc một người của cơ quan được hỏi.");
    else if (place.unit != 0 && facts->unit != place.unit)
        reasons.add("to", "Hãy chọn một người của đơn vị được giao.");
    else if (facts->holder == 0)
        reasons.add("to", "Vị trí này đang khuyết; hãy chọn người khác.");
    return facts ? facts->label : std::string();
}

std::string holder_label(db::Conn& conn, const Place& place, const Handing& typed, Reasons& reasons) {
    if ((typed.unit != 0) == (typed.post != 0)) {
        reasons.add("to", "Hãy chọn một đơn vị hoặc một người của cơ quan được hỏi.");
        return {};
    }
    const std::string label =
        typed.unit != 0 ? unit_label(conn, place, typed.unit, reasons) : post_label(conn, place, typed.post, reasons);
    for (const auto& other : read_all(conn.query(kWaiting, place.asked.id)))
        if (other.holder == typed.unit + typed.post) reasons.add("to", Said("%1 đang giữ việc này.", {other.label}));
    return label;
}

Day checked_due(const Place& place, const std::optional<Day>& typed, Reasons& reasons) {
    const Day today = clock::today();
    if (typed && *typed < today) reasons.add("due", "Hạn trả lời đã qua.");
    if (typed && *typed > place.latest && place.latest >= today)
        reasons.add("due", Said("Hạn không được sau ngày phải trả lời (%1).", {clock::show(place.latest)}));
    return typed.value_or(place.latest);
}

void hand(db::Tx& tx, const Actor& actor, const Capacity& as, const Place& place, const Handing& typed) {
    Reasons reasons;
    const std::string label = holder_label(tx, place, typed, reasons);
    const Day due = checked_due(place, typed.due, reasons);
    const std::string note = checked_text(reasons, "note", typed.note, "", kMostNote);
    reasons.done();
    const Id id = ids::make(), holder = typed.unit + typed.post;
    tx.exec(kAdd, id, place.asked.id, place.one.id, place.parent, typed.unit != 0 ? "unit" : "post", holder, label,
            as.post, label_of(actor, as), note, due, clock::now());
    const auto known = grants::grantees_of(tx, kSubmission, place.one.id);
    if (std::find(known.begin(), known.end(), holder) == known.end())
        grants::give(tx, kSubmission, place.one.id, holder, "asked", place.one.state);
    if (place.one.letter_outgoing != 0)
        documents::let_read(tx, documents::kOutgoing, place.one.letter_outgoing, holder);
    give_work(tx, place.one, id, "submissions.opinion_part", {holder}, due, label_of(actor, as));
    audit::append(tx, actor, &as, "submissions.hand_opinion", kSubmission, place.one.id);
    search::set_grantees(tx, kSubmission, place.one.id, grants::grantees_of(tx, kSubmission, place.one.id));
}

// The part and its question, locked; `version` is the part's.
struct Held {
    Submission one;
    Consultation asked;
    OpinionPart part;
};
Held held_part(db::Tx& tx, const Actor& actor, Id part, std::int64_t version) {
    const auto known = find_opinion_part(tx, part);
    if (!known) throw NotFound("no opinion part " + std::to_string(part));
    auto one = held(tx, actor, known->submission);
    tx.exec(kHoldQuestion, known->consultation);
    const auto rows = tx.query(kLock, part, version);
    if (rows.empty()) throw Conflict("opinion part " + std::to_string(part) + " was changed");
    return {std::move(one), *find_consultation(tx, known->consultation), read(rows.first())};
}

const Capacity& must_hold(const Actor& actor, db::Conn& conn, const Held& at, Deed deed) {
    Subject subject = subject_of(conn, at.one);
    subject.asked = at.asked.agency;
    subject.part_unit = at.part.unit();
    subject.part_post = at.part.post();
    const Capacity& as = must(actor, deed, subject);
    must_wait(at.asked.state == "waiting" && at.part.state == "waiting");
    return as;
}

}  // namespace

std::vector<OpinionPart> opinion_parts(db::Conn& conn, Id submission) {
    return read_all(conn.query(kOfSubmission, submission));
}

std::optional<OpinionPart> find_opinion_part(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFind, id);
    return rows.empty() ? std::nullopt : std::optional(read(rows.first()));
}

void hand_opinion(db::Tx& tx, const Actor& actor, Id consultation, std::int64_t version, const Handing& typed) {
    const auto known = find_consultation(tx, consultation);
    if (!known) throw NotFound("no consultation " + std::to_string(consultation));
    const Submission one = held(tx, actor, known->submission);
    if (tx.exec(kLockQuestion, consultation, version) == 0)
        throw Conflict("consultation " + std::to_string(consultation) + " was changed");
    const Consultation asked = *find_consultation(tx, consultation);
    Subject subject = subject_of(tx, one);
    subject.asked = asked.agency;
    const Capacity& as = must(actor, Deed::hand_opinion, subject);
    must_wait(asked.state == "waiting");
    hand(tx, actor, as, {one, asked, 0, 0, asked.due}, typed);
}

void hand_opinion_part(db::Tx& tx, const Actor& actor, Id part, std::int64_t version, const Handing& typed) {
    const Held at = held_part(tx, actor, part, version);
    const Capacity& as = must_hold(actor, tx, at, Deed::hand_opinion_part);
    hand(tx, actor, as, {at.one, at.asked, part, at.part.unit(), at.part.due}, typed);
}

void answer_opinion_part(db::Tx& tx, const Actor& actor, Id part, std::int64_t version, std::string_view text) {
    const Held at = held_part(tx, actor, part, version);
    const Capacity& as = must_hold(actor, tx, at, Deed::answer_opinion_part);
    const std::string answer = must_say("text", text, "Hãy ghi ý kiến.");
    tx.exec(kAnswer, part, answer, label_of(actor, as), clock::now());
    worklist::finish_part(tx, kSubmission, at.one.id, part);
    worklist::notify(tx, at.part.giver_post, Said("%1 đã cho ý kiến: %2", {at.part.label, at.one.subject}),
                     link_of(at.one.id));
    audit::append(tx, actor, &as, "submissions.answer_opinion_part", kSubmission, at.one.id);
}

void lapse_opinion_parts(db::Tx& tx, Id submission, Id consultation) {
    for (const auto& one : read_all(tx.query(kWaiting, consultation))) {
        tx.exec(kLapse, one.id);
        worklist::finish_part(tx, kSubmission, submission, one.id);
    }
}

}  // namespace dinh::submissions
