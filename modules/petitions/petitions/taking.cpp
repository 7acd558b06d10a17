// Into the book: by hand, or by receiving what an agency of the province passed on; and what the desk does with it
// before somebody decides.
#include "modules/petitions/book/book.hpp"
#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/deadlines.hpp"
#include "modules/petitions/petitions/deeds.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

Petition new_record(db::Conn& conn, const PetitionInput& input, Id agency) {
    Petition one;
    one.id = ids::make();
    one.version = 1;
    one.owner_agency = agency;
    one.rules_day = one.received_day = *input.received_day;
    one.issuing_body = input.issuing_body;
    one.channel = input.channel;
    one.passed_from = input.passed_from;
    one.kind = input.kind;
    one.round = input.round;
    one.state = "awaiting_direction";
    one.summary = input.summary;
    one.field = input.field;
    one.people = input.people;
    if (const auto rule = processing_deadline(conn, one))
        one.processing_due = counted(one.received_day, rule->days, rule->working);
    return one;
}

// Both deeds end here: the book is locked after everything else.
void enter_book(db::Tx& tx, const Actor& actor, const Capacity& as, const directory::Snapshot& directory,
                Petition& one) {
    one.registered_day = clock::today();
    const Given given = give_number(tx, actor, one.issuing_body, *one.registered_day, one.id);
    one.book = given.book;
    one.number = given.number;
    tx.exec(store::kEnter, one.id, one.book, one.number, one.registered_day, one.received_day, one.processing_due);
    show_to_concerned(tx, directory, one);
    give_to_directors(tx, directory, one, label_of(actor, as));
    note(tx, actor, &as, one, "petitions.take_in", Said("Vào sổ đơn, số %1", {one.sign()}));
    announce(tx, actor, one, kTakenIn);
}

void attach(db::Tx& tx, const Actor& actor, Id petition, const std::vector<NewFile>& list) {
    // The name of an upload often is the sender's.
    int number = static_cast<int>(files::of_record(tx, kPetition, petition).size());
    for (const auto& file : list) {
        const std::string name = "Tệp " + std::to_string(++number) + "." + files::extension_of(file.stored.media_type);
        files::attach(tx, kPetition, petition, "scan", name, file.stored, actor.person);
    }
}

}  // namespace

Id take_in(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, const PetitionInput& typed,
           const std::vector<NewFile>& list) {
    const Subject subject = subject_of_body(tx, typed.issuing_body);
    if (subject.agency == 0) throw Refused("issuing_body", "Hãy chọn sổ đơn.");
    const Capacity& as = must(actor, Deed::take_in, subject);
    Reasons reasons;
    const PetitionInput input = checked(typed, reasons);
    reasons.done();
    if (!input.double_answered && !doubles(tx, actor, input.issuing_body, input.senders, input.summary).empty())
        throw Refused("double",
                      "Đã có đơn của người này với nội dung gần giống. Xem lại rồi xác nhận đây là đơn khác.");
    keep_sight(tx, directory, input.issuing_body);
    Petition one = new_record(tx, input, subject.agency);
    tx.exec(store::kAdd, one.id, one.owner_agency, one.rules_day, clock::now(), actor.person, as.post, one.issuing_body,
            one.received_day, one.channel, one.passed_from, one.kind, one.round, one.state, one.summary, one.field,
            one.people, one.source_petition);
    store::write_senders(tx, one.id, one.issuing_body, input.senders);
    attach(tx, actor, one.id, list);
    enter_book(tx, actor, as, directory, one);
    return one.id;
}

void receive(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
             Day received) {
    Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::receive, subject_of(tx, one));
    must_be(one, "awaiting_receipt");
    if (received > clock::today()) throw Refused("received_day", "Ngày nhận đơn không được sau hôm nay.");
    if (received < one.received_day)
        throw Refused("received_day", "Ngày nhận đơn không được trước ngày đơn được chuyển tới.");
    one.received_day = one.rules_day = received;
    one.state = "awaiting_direction";
    one.processing_due = std::nullopt;
    if (const auto rule = processing_deadline(tx, one))
        one.processing_due = counted(received, rule->days, rule->working);
    worklist::finish_all(tx, kPetition, id);
    set_state(tx, one, one.state);
    enter_book(tx, actor, as, directory, one);
}

void refuse(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
            std::string_view reason) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::refuse, subject_of(tx, one));
    must_be(one, "awaiting_receipt");
    const std::string clean = must_say(tx, one, "reason", reason, "Hãy ghi lý do trả lại.");
    const db::Rows rows = tx.query(store::kTouch, one.source_petition);
    if (rows.empty()) throw NotFound("petition " + std::to_string(one.source_petition));
    Petition source = store::read_petition(rows.first());
    set_state(tx, one, "returned");
    worklist::finish_all(tx, kPetition, id);
    tx.exec(store::kDropSenders, id);
    for (const auto& ref : files::of_record(tx, kPetition, id)) files::detach(tx, ref.id);
    note(tx, actor, &as, one, "petitions.refuse", Said("Trả lại nơi chuyển: %1", {clean}));
    tx.exec(store::kSetReopened, source.id);
    source.state = "awaiting_direction";
    grants::set_state(tx, kPetition, source.id, source.state);
    give_to_directors(tx, directory, source, "");
    note(tx, Actor::system(), nullptr, source, "petitions.came_back",
         Said("%1 trả lại đơn: %2", {directory.agency_name(one.owner_agency), clean}));
}

void correct(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const PetitionInput& typed,
             std::string_view reason) {
    const Petition before = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct, subject_of(tx, before));
    if (!is_open_state(before.state)) must_be(before, "awaiting_direction");
    Reasons reasons;
    PetitionInput input = checked(typed, reasons);
    input.issuing_body = before.issuing_body;
    const std::string clean = checked_words(reasons, input.senders, "reason", reason, 500, "Hãy ghi lý do sửa.");
    if (input.kind != before.kind && before.state != "awaiting_direction")
        reasons.add("kind", "Đơn đã thụ lý; muốn đổi loại, hãy mở lại để chỉ đạo lại.");
    reasons.done();
    Petition one = new_record(tx, input, before.owner_agency);
    const bool extended = before.state == "awaiting_direction" && before.extensions > 0;
    const auto due = extended ? before.processing_due : one.processing_due;
    tx.exec(store::kDescribe, id, input.received_day, input.channel, input.passed_from, input.kind, input.round,
            input.summary, input.field, input.people, due);
    store::write_senders(tx, id, before.issuing_body, input.senders);
    const Petition after = *find_petition(tx, id);
    put_search(tx, after);
    if (after.state == "awaiting_direction") worklist::set_due(tx, kPetition, id, kDirectPart, due);
    note(tx, actor, &as, after, "petitions.correct", Said("Sửa thông tin đơn: %1", {clean}));
}

void add_file(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const NewFile& file) {
    const Petition one = locked(tx, actor, id, version);
    const Subject subject = subject_of(tx, one);
    const auto* as = can(actor, Deed::report_result, subject);
    if (!as) as = &must(actor, Deed::correct, subject);
    if (!is_open_state(one.state)) must_be(one, "in_settlement");
    attach(tx, actor, id, {file});
    note(tx, actor, as, one, "petitions.add_file", "Thêm tệp");
}

void propose(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view proposal) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::propose, subject_of(tx, one));
    must_be(one, "awaiting_direction");
    const std::string clean = must_say(tx, one, "proposal", proposal, "Hãy ghi đề xuất xử lý.", 1000);
    tx.exec(store::kSetProposal, id, clean, label_of(actor, as));
    note(tx, actor, &as, one, "petitions.propose", Said("Đề xuất: %1", {clean}));
}

void void_petition(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::void_number, subject_of(tx, one));
    must_be(one, "awaiting_direction");
    const std::string clean = must_say(tx, one, "reason", reason, "Hãy ghi lý do hủy số.");
    tx.exec(store::kSetVoid, id, clean);
    grants::set_state(tx, kPetition, id, "voided");
    worklist::finish_all(tx, kPetition, id);
    note(tx, actor, &as, one, "petitions.void", Said("Hủy số đơn %1: %2", {one.sign(), clean}));
    void_number(tx, actor, one.book, one.number, id, clean);
}

}  // namespace dinh::petitions
