// Who settles it, the result, the end.
#include "modules/petitions/petitions/settling.hpp"

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/deeds.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

std::string label_of_settler(db::Conn& conn, const Petition& one, const Settler& settler) {
    const Day today = clock::today();
    if ((settler.unit != 0) == (settler.post != 0)) throw Refused("settler", "Hãy chọn đơn vị hoặc người giải quyết.");
    const auto ours = [&](Id agency, Id served) { return agency == one.owner_agency || served == one.owner_agency; };
    if (settler.unit != 0) {
        const auto unit = directory::unit_facts(conn, settler.unit, today);
        if (unit && unit->open && ours(unit->agency, unit->served)) return unit->name;
        throw Refused("settler", "Đơn vị giải quyết phải là đơn vị của cơ quan.");
    }
    const auto post = directory::post_facts(conn, settler.post, today);
    if (!post || !post->open || !ours(post->agency, post->served))
        throw Refused("settler", "Người giải quyết phải là người của cơ quan.");
    if (post->holder == 0) throw Refused("settler", "Vị trí này đang khuyết; hãy chọn người khác.");
    return post->label;
}

void put(db::Tx& tx, const directory::Snapshot& directory, Petition& one, const Settler& settler,
         const std::string& label, const std::string& from_name) {
    one.settler_unit = settler.unit;
    one.settler_post = settler.post;
    one.settler_label = label;
    tx.exec(store::kSetSettler, one.id, one.settler_unit, one.settler_post, label);
    show_to_concerned(tx, directory, one);
    worklist::finish_part(tx, kPetition, one.id, kSettlePart);
    const Id holder = one.settler_post != 0 ? one.settler_post : one.settler_unit;
    give_work(tx, one, kSettlePart, "petitions.settle", {holder}, one.due, from_name);
}

}  // namespace

void settle_by(db::Tx& tx, const directory::Snapshot& directory, const Actor& actor, const Capacity& as,
               const Petition& before, const Settler& settler) {
    const std::string label = label_of_settler(tx, before, settler);
    Petition one = before;
    hide_from_settler(tx, directory, before);
    put(tx, directory, one, settler, label, label_of(actor, as));
    note(tx, actor, &as, one, "petitions.name_settler", Said("Giao %1 giải quyết", {label}));
}

void name_settler(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                  const Settler& settler, std::string_view note_typed) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::name_settler, subject_of(tx, one));
    must_be(one, "in_settlement");
    const std::string clean = must_say(tx, one, "note", note_typed, "Hãy ghi lý do giao lại.");
    settle_by(tx, directory, actor, as, one, settler);
    note(tx, actor, &as, one, "petitions.name_settler", Said("Lý do giao lại: %1", {clean}));
}

void hand_on(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
             Id post) {
    Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::hand_on, subject_of(tx, one));
    must_be(one, "in_settlement");
    const auto facts = directory::post_facts(tx, post, clock::today());
    if (!facts || !facts->open || facts->unit != one.settler_unit || facts->holder == 0)
        throw Refused("post", "Hãy chọn một người của đơn vị được giao.");
    if (one.settler_post != 0 && one.settler_post != post) {
        Petition left = one;
        left.settler_unit = 0;
        hide_from_settler(tx, directory, left);
    }
    put(tx, directory, one, {one.settler_unit, post}, facts->label, label_of(actor, as));
    note(tx, actor, &as, one, "petitions.hand_on", Said("Phân công %1", {facts->label}));
}

void report_result(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                   const Result& typed) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::report_result, subject_of(tx, one));
    must_be(one, "in_settlement");
    const auto senders = senders_of(tx, id);
    Reasons reasons;
    const std::string mark =
        checked_words(reasons, senders, "mark", typed.mark, 60, "Hãy ghi số, ký hiệu văn bản trả lời.");
    const std::string text = checked_words(reasons, senders, "text", typed.text, 2000, "Hãy ghi kết quả giải quyết.");
    if (!typed.day)
        reasons.add("day", "Hãy ghi ngày văn bản trả lời.");
    else if (*typed.day > clock::today())
        reasons.add("day", "Ngày văn bản trả lời không được sau hôm nay.");
    else if (*typed.day < one.received_day)
        reasons.add("day", "Ngày văn bản trả lời không được trước ngày nhận đơn.");
    if (typed.outgoing != 0 && !grants::may_see(tx, actor, "outgoing", typed.outgoing))
        reasons.add("mark", "Không tìm thấy văn bản đi này.");
    reasons.done();
    const bool late = one.due && *typed.day > *one.due;
    tx.exec(store::kSetAnswered, id, mark, typed.day, text, typed.outgoing, late);
    grants::set_state(tx, kPetition, id, "answered");
    worklist::finish_all(tx, kPetition, id);
    give_work(tx, one, kClosePart, "petitions.close", receivers(tx, directory, one.issuing_body), std::nullopt,
              label_of(actor, as));
    note(tx, actor, &as, one, "petitions.report_result",
         Said(late ? "Kết quả: %1 ngày %2 (quá hạn)" : "Kết quả: %1 ngày %2", {mark, clock::show(*typed.day)}));
}

void close(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::close, subject_of(tx, one));
    must_be(one, "answered");
    tx.exec(store::kSetClosed, id, clock::now());
    grants::set_state(tx, kPetition, id, "closed");
    worklist::finish_all(tx, kPetition, id);
    note(tx, actor, &as, one, "petitions.close", "Kết thúc");
    announce(tx, actor, one, kClosed);
}

}  // namespace dinh::petitions
