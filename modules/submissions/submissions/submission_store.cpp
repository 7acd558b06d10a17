#include "modules/submissions/submissions/submission_store.hpp"

namespace dinh::submissions::store {

Submission read_submission(const db::Rows::Row& row) {
    Submission one;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    const auto integer = [&] { return row.integer(at++); };
    const auto maybe_day = [&] { return row.maybe_day(at++); };
    one.id = integer();
    one.version = integer();
    one.owner_agency = integer();
    one.rules_day = row.day(at++);
    one.created_at = row.instant(at++);
    one.created_by_person = integer();
    one.created_by_post = integer();
    one.committee = integer();
    one.body = integer();
    one.by_office = row.truth(at++);
    one.sender_name = text();
    one.kind = text();
    one.document_kind = text();
    one.subject = text();
    one.field = text();
    one.asked_day = maybe_day();
    one.letter_outgoing = integer();
    one.letter_incoming = integer();
    one.letter_mark = text();
    one.letter_day = maybe_day();
    one.task_incoming = integer();
    one.task_mark = text();
    one.state = text();
    one.submitted_day = maybe_day();
    one.received_day = maybe_day();
    one.due = maybe_day();
    one.returns = static_cast<int>(integer());
    one.return_reasons = text();
    one.complete_due = maybe_day();
    one.unit = integer();
    one.examiner = integer();
    one.examiner_label = text();
    one.examined_day = maybe_day();
    one.examined_late = row.truth(at++);
    one.outgoing = integer();
    one.result_mark = text();
    one.result_day = maybe_day();
    one.ended_day = maybe_day();
    one.end_reason = text();
    return one;
}

std::vector<Submission> read_all(const db::Rows& rows) {
    std::vector<Submission> list;
    for (const auto& row : rows) list.push_back(read_submission(row));
    return list;
}

}  // namespace dinh::submissions::store
