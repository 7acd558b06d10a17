#include "modules/documents/incoming/incoming_store.hpp"

namespace dinh::documents::store {

namespace {

int small(const db::Rows::Row& row, int column) { return static_cast<int>(row.integer(column)); }

void read_arrival(const db::Rows::Row& row, Incoming& one) {
    one.id = row.integer(0);
    one.version = row.integer(1);
    one.owner_agency = row.integer(2);
    one.origin_agency = row.integer(3);
    one.rules_day = row.day(4);
    one.created_at = row.instant(5);
    one.created_by_person = row.integer(6);
    one.created_by_post = row.integer(7);
    one.issuing_body = row.integer(8);
    one.series = row.integer(9);
    one.arrival_number = row.integer(10);
    one.arrival_suffix = row.text(11);
    one.arrival_day = row.maybe_day(12);
    one.received_at = row.instant(13);
    one.registered_at = row.maybe_instant(14);
    one.registered_late = row.truth(15);
    one.channel = row.text(16);
    one.state = row.text(17);
}

void read_description(const db::Rows::Row& row, Incoming& one) {
    one.author_agency = row.integer(18);
    one.author_name = row.text(19);
    one.author_code = row.text(20);
    one.mark = row.text(21);
    one.document_day = row.maybe_day(22);
    one.kind = row.text(23);
    one.subject = row.text(24);
    one.field = row.text(25);
    one.language = row.text(26);
    one.pages = small(row, 27);
    one.copies = small(row, 28);
    one.description = row.text(29);
    one.signer_position = row.text(30);
    one.signer_name = row.text(31);
    one.to_places = row.text(32);
    one.urgency = small(row, 33);
    one.due = row.maybe_day(34);
    one.reply_needed = row.truth(35);
}

void read_handling(const db::Rows::Row& row, Incoming& one) {
    one.paper_original = row.text(36);
    one.holder_note = row.text(37);
    one.source_outgoing = row.integer(38);
    one.source_recipient = row.integer(39);
    one.refusal_reason = row.text(40);
    one.closed_as = row.text(41);
    one.closed_note = row.text(42);
    one.closed_at = row.maybe_instant(43);
    one.closed_by_person = row.integer(44);
    one.dossier = row.text(45);
    one.proposed_close = row.text(46);
    one.files = small(row, 47);
    one.secrecy_question = row.text(48);
}

}  // namespace

Incoming read_incoming(const db::Rows::Row& row) {
    Incoming one;
    read_arrival(row, one);
    read_description(row, one);
    read_handling(row, one);
    return one;
}

}  // namespace dinh::documents::store
