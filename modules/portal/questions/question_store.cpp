#include "modules/portal/questions/question_store.hpp"

namespace dinh::portal::question_store {

Question read_question(const db::Rows::Row& row) {
    Question one;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    const auto integer = [&] { return row.integer(at++); };
    one.id = integer();
    one.version = integer();
    one.owner_agency = integer();
    one.site = integer();
    one.kind = text();
    one.channel = text();
    one.field = text();
    one.subject = text();
    one.body = text();
    one.provision = text();
    one.purpose = text();
    one.may_publish = row.truth(at++);
    one.state = text();
    one.received_day = row.day(at++);
    one.notice_due = row.maybe_day(at++);
    one.noticed_day = row.maybe_day(at++);
    one.due = row.day(at++);
    one.extensions = static_cast<int>(integer());
    one.extension_reason = text();
    one.holder_unit = integer();
    one.holder_post = integer();
    one.holder_label = text();
    one.ended_as = text();
    one.reason = text();
    one.answer = text();
    one.public_subject = text();
    one.public_body = text();
    one.publish = row.truth(at++);
    one.shown = row.truth(at++);
    one.drafted_by = text();
    one.approved_by = text();
    one.ended_at = row.maybe_instant(at++);
    one.late = row.truth(at++);
    one.rating = static_cast<int>(integer());
    one.rating_words = text();
    return one;
}

std::vector<Question> read_all(const db::Rows& rows) {
    std::vector<Question> list;
    for (const auto& row : rows) list.push_back(read_question(row));
    return list;
}

}  // namespace dinh::portal::question_store
