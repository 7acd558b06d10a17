#include "modules/petitions/petitions/petition_store.hpp"

#include "platform/text/text.hpp"

namespace dinh::petitions::store {

Petition read_petition(const db::Rows::Row& row) {
    Petition one;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    const auto integer = [&] { return row.integer(at++); };
    one.id = integer();
    one.version = integer();
    one.owner_agency = integer();
    one.rules_day = row.day(at++);
    one.issuing_body = integer();
    one.book = integer();
    one.number = integer();
    one.registered_day = row.maybe_day(at++);
    one.received_day = row.day(at++);
    one.channel = text();
    one.passed_from = text();
    one.kind = text();
    one.round = static_cast<int>(integer());
    one.state = text();
    one.summary = text();
    one.field = text();
    one.people = static_cast<int>(integer());
    one.proposal = text();
    one.proposed_by = text();
    one.processing_due = row.maybe_day(at++);
    one.decision = text();
    one.decision_note = text();
    one.decided_day = row.maybe_day(at++);
    one.decided_by = text();
    one.filed_as = text();
    one.passed_agency = integer();
    one.passed_name = text();
    one.passed_petition = integer();
    one.source_petition = integer();
    one.remote = row.truth(at++);
    one.due = row.maybe_day(at++);
    one.extensions = static_cast<int>(integer());
    one.settler_unit = integer();
    one.settler_post = integer();
    one.settler_label = text();
    one.answer_mark = text();
    one.answer_day = row.maybe_day(at++);
    one.answer_text = text();
    one.answer_outgoing = integer();
    one.answered_late = row.truth(at++);
    one.closed_at = row.maybe_instant(at++);
    one.void_reason = text();
    return one;
}

std::vector<Petition> read_all(const db::Rows& rows) {
    std::vector<Petition> list;
    for (const auto& row : rows) list.push_back(read_petition(row));
    return list;
}

void write_senders(db::Tx& tx, Id petition, Id issuing_body, const std::vector<Sender>& senders) {
    tx.exec(kDropSenders, petition);
    int position = 0;
    for (const auto& one : senders) {
        tx.exec(kAddSender, petition, ++position, issuing_body, one.name, text::fold(one.name), one.address, one.phone,
                one.id_number, one.representative);
    }
}

}  // namespace dinh::petitions::store
