// Into the book: by hand, or by receiving what came from an agency of the province.
#include <boost/json.hpp>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/check.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/incoming_store.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

namespace {

// Paper that came on an earlier day came at its beginning: nobody noted the hour.
Instant received_at(Day arrived) { return arrived == clock::today() ? clock::now() : clock::start_of(arrived); }

Given number_of(db::Tx& tx, const Actor& actor, const Incoming& one, Day arrived, const std::string& back_date_reason) {
    if (!back_date_reason.empty() && arrived < clock::today()) {
        return give_back_dated(tx, actor, one.issuing_body, Direction::incoming, one.kind, arrived, back_date_reason,
                               kIncoming, one.id);
    }
    return give_number(tx, actor, one.issuing_body, Direction::incoming, one.kind, arrived, kIncoming, one.id);
}

// The last part of both deeds; the series is locked here, after everything else.
void enter_register(db::Tx& tx, const Actor& actor, const Capacity& as, Incoming& one, Day arrived,
                    const std::string& back_date_reason) {
    const Given given = number_of(tx, actor, one, arrived, back_date_reason);
    one.series = given.series;
    one.arrival_number = given.number;
    one.arrival_suffix = given.suffix;
    one.arrival_day = arrived;
    one.registered_at = clock::now();
    one.registered_late = registered_too_late(one.received_at, *one.registered_at, one.urgency, one.rules_day);
    one.state = "awaiting_sorting";
    tx.exec(store::kEnterRegister, one.id, one.series, one.arrival_number, one.arrival_suffix, arrived,
            one.registered_at, one.registered_late, one.state);
    put_search(tx, one);
    note(tx, actor, &as, one, "incoming.register",
         Said(one.registered_late ? "Vào sổ, số đến %1 (vào sổ chậm)" : "Vào sổ, số đến %1", {one.number()}), {},
         boost::json::serialize(boost::json::object{
             {"series", std::to_string(one.series)}, {"number", one.number()}, {"day", clock::to_text(arrived)}}));
    announce(tx, actor, one, kRegistered);
}

Incoming new_record(const Actor& actor, const Capacity& as, Id agency, const IncomingInput& input, Day arrived) {
    Incoming one;
    one.id = ids::make();
    one.version = 1;
    one.owner_agency = one.origin_agency = agency;
    one.rules_day = arrived;
    one.created_at = clock::now();
    one.created_by_person = actor.person;
    one.created_by_post = as.post;
    one.received_at = received_at(arrived);
    one.state = "awaiting_sorting";
    describe(one, input);
    return one;
}

Subject of_body(db::Conn& conn, Id issuing_body) {
    const auto body = directory::issuing_body_of(conn, issuing_body);
    if (!body) throw Refused("issuing_body", "Hãy chọn cơ quan nhận (sổ đăng ký).");
    Subject subject;
    subject.issuing_body = issuing_body;
    subject.agency = body->agency;
    return subject;
}

}  // namespace

Id register_incoming(db::Tx& tx, const Actor& actor, const IncomingInput& typed, const std::vector<NewFile>& list) {
    refuse_secret(typed);
    const Subject subject = of_body(tx, typed.issuing_body);
    const Capacity& as = must(actor, Deed::register_incoming, subject);
    const Day arrived = typed.arrival_day.value_or(clock::today());
    Reasons reasons;
    const IncomingInput input = checked(tx, typed, arrived, reasons);
    check_files(list, input, reasons);
    reasons.done();
    Incoming one = new_record(actor, as, subject.agency, input, arrived);
    tx.exec(store::kAddIncoming, one.id, one.owner_agency, one.rules_day, one.created_at, one.created_by_person,
            one.created_by_post, one.issuing_body, one.received_at, one.channel, one.state, one.author_name, one.kind,
            one.subject);
    write_description(tx, one);
    attach_files(tx, actor, one.id, list);
    grants::give(tx, kIncoming, one.id, one.owner_agency, "clerk", one.state);
    give_to_clerks(tx, one, kClerkPart, "documents.sort", presentation_due(clock::today(), one.urgency, one.rules_day),
                   one.author_name);
    enter_register(tx, actor, as, one, arrived, input.back_date_reason);
    return one.id;
}

void receive(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const IncomingInput& typed) {
    refuse_secret(typed);
    Incoming one = locked(tx, actor, id, version);
    const Subject subject = typed.issuing_body == 0 ? subject_of(one) : of_body(tx, typed.issuing_body);
    const Capacity& as = must(actor, Deed::receive, subject);
    if (subject.agency != one.owner_agency)
        throw Refused("issuing_body", "Sổ đã chọn không thuộc cơ quan nhận văn bản.");
    if (one.state != "awaiting_receipt") throw Refused("Văn bản không còn chờ tiếp nhận.");
    const Day arrived = typed.arrival_day.value_or(clock::today());
    Reasons reasons;
    const IncomingInput input = checked(tx, typed, arrived, reasons);
    if (arrived < clock::day_of(one.received_at))
        reasons.add("arrival_day", "Ngày đến không được trước ngày văn bản được gửi tới.");
    reasons.done();
    one.rules_day = arrived;
    describe(one, input);
    write_description(tx, one);
    set_state(tx, actor, one, "awaiting_sorting", "accepted");
    give_to_clerks(tx, one, kClerkPart, "documents.sort", presentation_due(clock::today(), one.urgency, one.rules_day),
                   one.author_name);
    enter_register(tx, actor, as, one, arrived, input.back_date_reason);
}

}  // namespace dinh::documents
