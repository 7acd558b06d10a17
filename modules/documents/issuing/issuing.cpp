#include "modules/documents/issuing/issuing.hpp"

#include <boost/json.hpp>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/events/events.hpp"
#include "platform/grants/grants.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

Given number_for(db::Tx& tx, const Actor& actor, const Outgoing& one, const NumberInput& input, Day day) {
    if (input.reserved_number != 0)
        return use_reserved(tx, actor, input.reserved_series, input.reserved_number, input.reserved_suffix, kOutgoing,
                            one.id);
    if (day < clock::today())
        return give_back_dated(tx, actor, one.issuing_body, Direction::outgoing, one.kind, day, input.reason, kOutgoing,
                               one.id);
    return give_number(tx, actor, one.issuing_body, Direction::outgoing, one.kind, day, kOutgoing, one.id);
}

// "15/QĐ-SNV", "12/UBND-KGVX": the form of the series, or of the kind, filled with the signs of the day.
std::string sign_of(db::Conn& conn, const Outgoing& one, const Given& given, Day day) {
    const auto* kind = rules::kind(one.kind, one.rules_day);
    const auto body = directory::issuing_body_of(conn, one.issuing_body);
    const auto unit = one.drafting_unit == 0 ? std::nullopt : directory::unit_facts(conn, one.drafting_unit, day);
    const std::string form = given.form.empty() && kind ? kind->number_form : given.form;
    return make_mark(form, given.number, given.suffix, clock::year(day), kind ? kind->abbreviation : "",
                     body ? body->abbreviation : "", unit ? unit->abbreviation : "");
}

// Đ18.1 NĐ 30/2020: the day it was signed, at latest the next working day; urgent ones at once (the same day).
bool late_to_issue(const Outgoing& one, Day today) {
    const Day signed_on = one.signed_day.value_or(today);
    return today > (one.urgency > 0 ? signed_on : calendar::current().next_working_day(signed_on));
}

void announce(db::Tx& tx, const Actor& actor, const Outgoing& one, std::string_view kind) {
    boost::json::object payload{{"id", std::to_string(one.id)},
                                {"issuing_body", std::to_string(one.issuing_body)},
                                {"mark", one.mark},
                                {"subject", one.subject},
                                {"kind", one.kind}};
    events::Event event;
    event.kind = kind;
    event.subject = one.id;
    event.agency = one.owner_agency;
    event.person = actor.person;
    event.payload = boost::json::serialize(payload);
    events::announce(tx, std::move(event));
}

void settle_answers(db::Tx& tx, const Outgoing& one) {
    for (const auto& answered : issuing_store::answered_by(tx, one.id))
        if (answered.type == "answers") propose_close(tx, answered.incoming, one.mark);
}

}  // namespace

void give_number_to(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version, const NumberInput& input) {
    auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::give_number, out_flow::right_subject(one));
    const Day day = input.back_date.value_or(clock::today());
    Reasons reasons;
    if (one.state == "approved")
        reasons.add("Chưa có bản đã ký. Hãy gắn bản quét đã ký, đóng dấu hoặc tệp PDF đã ký số trước khi cấp số.");
    else if (one.state != "signed_awaiting_number")
        reasons.add("Văn bản chưa được ký hoặc đã có số.");
    if (day > clock::today()) reasons.add("back_date", "Ngày văn bản không thể sau hôm nay.");
    if (one.signed_day && day < *one.signed_day)
        reasons.add("back_date", Said("Ngày văn bản không thể trước ngày ký %1.", {clock::show(*one.signed_day)}));
    if (day < clock::today() && text::trim(input.reason).empty())
        reasons.add("reason", "Lấy số của ngày đã qua phải ghi lý do.");
    reasons.done();
    if (day < clock::today()) must(actor, Deed::back_date, out_flow::right_subject(one));
    const Given given = number_for(tx, actor, one, input, day);
    one.mark = sign_of(tx, one, given, day);
    one.issued_day = day;
    outgoing_store::set_number(tx, outgoing, given.series, given.number, given.suffix, one.mark, day);
    grants::set_state(tx, kOutgoing, outgoing, "numbered_awaiting_seal");
    worklist::finish_all(tx, kOutgoing, outgoing);
    for (const Id clerk : directory::clerk_posts(tx, one.issuing_body, clock::today())) {
        auto item = out_flow::item(one, "documents.issue", 0, clerk, actor.name);
        item.due = one.urgency > 0 ? day : calendar::current().next_working_day(one.signed_day.value_or(day));
        worklist::put(tx, item);
    }
    out_flow::index(tx, one);
    out_flow::record(tx, actor, &as, one, "issuing.number", Said("Cấp số %1 ngày %2", {one.mark, clock::show(day)}));
}

void note_seal(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version, std::string_view typed_note) {
    const std::string note = text::clean_line(typed_note);
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::note_seal, out_flow::right_subject(one));
    if (one.state != "numbered_awaiting_seal")
        throw Refused("Chỉ đóng dấu văn bản đã ký và đã có số (Điều 32 Nghị định 30/2020/NĐ-CP).");
    if (text::length(note) > 200) throw Refused("note", "Ghi chú dài quá 200 chữ.");
    outgoing_store::set_seal(tx, outgoing, note);
    out_flow::record(
        tx, actor, &as, one, "issuing.seal",
        note.empty() ? Said("Đóng dấu (ký số cơ quan)") : Said("Đóng dấu (ký số cơ quan): %1", {std::string(note)}));
}

void issue(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version) {
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::issue, out_flow::right_subject(one));
    const auto recipients = issuing_store::recipients_of(tx, outgoing);
    Reasons reasons;
    if (one.state != "numbered_awaiting_seal") reasons.add("Văn bản chưa có số hoặc đã phát hành.");
    if (!one.sealed_at) reasons.add("Chưa xác nhận đóng dấu (ký số cơ quan).");
    if (one.signed_file == 0) reasons.add("Chưa có bản đã ký.");
    if (recipients.empty()) reasons.add("recipients", "Chưa có nơi nhận.");
    for (const auto& recipient : recipients) {
        if (recipient.agency == 0) continue;
        if (const auto closed = closed_words(tx, recipient.agency, clock::today())) reasons.add("recipients", *closed);
    }
    reasons.done();
    outgoing_store::set_issued(tx, outgoing, late_to_issue(one, clock::today()));
    grants::set_state(tx, kOutgoing, outgoing, "issued");
    worklist::finish_all(tx, kOutgoing, outgoing);
    for (const auto& recipient : recipients)
        issuing_store::set_state(tx, recipient.id, recipient.inside ? "sent" : "listed", "", actor.person);
    settle_answers(tx, one);
    if (one.reply_needed) {
        auto item = out_flow::item(one, "documents.reply_due", 0, one.created_by_post, one.body_name);
        item.due = one.reply_day;
        worklist::put(tx, item);
    }
    announce(tx, actor, one, kIssued);
    out_flow::record(tx, actor, &as, one, "issuing.issue",
                     Said("Phát hành tới %1 nơi nhận", {std::to_string(recipients.size())}));
}

void deliver(db::Tx& tx, Id outgoing) {
    const auto one = outgoing_store::touch(tx, outgoing);
    if (!one || one->state != "issued") return;
    const auto answers = issuing_store::answered_by(tx, outgoing);
    for (const auto& recipient : issuing_store::recipients_of(tx, outgoing)) {
        if (!recipient.inside || recipient.incoming != 0) continue;
        const Id incoming = arrive(tx, recipient.id);
        if (incoming == 0) {  // keeps no books here: told by other ways
            issuing_store::set_state(tx, recipient.id, "listed", "", 0);
            continue;
        }
        issuing_store::set_incoming(tx, recipient.id, incoming);
        issuing_store::set_state(tx, recipient.id, "arrived", "", 0);
        for (const auto& answered : answers) {
            if (answered.source_recipient == 0) continue;
            const auto asked = issuing_store::lock_recipient(tx, answered.source_recipient);
            const auto asking = asked ? outgoing_store::find(tx, asked->outgoing) : std::nullopt;
            if (!asking || asking->owner_agency != recipient.agency) continue;
            if (answered.type == "answers") note_reply(tx, answered.source_recipient, incoming);
            issuing_store::insert_relation(tx, 0, kIncoming, incoming, kOutgoing, asking->id, answered.type);
        }
    }
}

void recall(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version, std::string_view typed_reason) {
    const std::string reason = text::trim(text::clean_text(typed_reason));
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::recall, out_flow::right_subject(one));
    Reasons reasons;
    if (one.state != "issued") reasons.add("Chỉ thu hồi được văn bản đã phát hành.");
    if (text::trim(reason).empty()) reasons.add("reason", "Phải ghi căn cứ và lý do thu hồi.");
    if (text::length(reason) > 1000) reasons.add("reason", "Lý do dài quá 1.000 chữ.");
    reasons.done();
    outgoing_store::set_frozen(tx, outgoing, reason);
    grants::set_state(tx, kOutgoing, outgoing, "recalled");
    worklist::finish_all(tx, kOutgoing, outgoing);
    for (const auto& recipient : issuing_store::recipients_of(tx, outgoing)) {
        issuing_store::set_state(tx, recipient.id, "recalled", reason, actor.person);
        if (recipient.incoming != 0) cancel_by_recall(tx, recipient.incoming, one.mark);
    }
    announce(tx, actor, one, kRecalled);
    out_flow::record(tx, actor, &as, one, "issuing.recall", Said("Thu hồi: %1", {std::string(reason)}));
}

}  // namespace dinh::documents
