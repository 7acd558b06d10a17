// Who answers, and what is not answered here.
#include "modules/portal/questions/deadlines.hpp"
#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/question_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace store = question_store;
using namespace question_deeds;

namespace {

std::string label_of_holder(db::Conn& conn, Id agency, const QuestionHolder& holder) {
    const Day today = clock::today();
    if ((holder.unit != 0) == (holder.post != 0)) throw Refused("holder", "Hãy chọn đơn vị hoặc người trả lời.");
    if (holder.unit != 0) {
        const auto unit = directory::unit_facts(conn, holder.unit, today);
        if (unit && unit->open && (unit->agency == agency || unit->served == agency)) return unit->name;
        throw Refused("holder", "Đơn vị trả lời phải là đơn vị của cơ quan.");
    }
    const auto post = directory::post_facts(conn, holder.post, today);
    if (!post || !post->open || (post->agency != agency && post->served != agency))
        throw Refused("holder", "Người trả lời phải là người của cơ quan.");
    if (post->holder == 0) throw Refused("holder", "Vị trí này đang khuyết; hãy chọn người khác.");
    return post->label;
}

void put_holder(db::Tx& tx, const directory::Snapshot& directory, const Question& before, std::string_view field,
                const QuestionHolder& holder, const std::string& label, const std::string& from_name) {
    for (const Id was : {before.holder_unit, before.holder_post})
        if (was != 0) grants::take(tx, kQuestion, before.id, was);
    tx.exec(store::kAssign, before.id, field, holder.unit, holder.post, label, clock::today());
    const Question one = *find_question(tx, before.id);
    show_question(tx, directory, one);
    worklist::finish_all(tx, kQuestion, one.id);
    give_to_holder(tx, one, from_name);
}

struct Ending {
    const char *state, *list, *deed, *words;
};
// Without answer: the sender reads the reason with his code.
void end(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view as, std::string_view reason,
         const Ending& ending) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& capacity = must(actor, Deed::sort_question, subject_of(tx, one));
    must_be(one, {"received", "assigned"});
    const auto* rule = rules::table("portal_questions").find(ending.list, as, one.received_day);
    if (!rule) throw Refused("as", "Hãy chọn lý do.");
    const std::string clean = must_say(tx, one, reason, "Hãy ghi lý do để người gửi biết.");
    const Day today = clock::today();
    tx.exec(store::kEnd, id, ending.state, as, clean, label_of(actor, capacity), clock::now(), today > one.due, today);
    write_to_sender(tx, id);
    grants::set_state(tx, kQuestion, id, ending.state);
    worklist::finish_all(tx, kQuestion, id);
    note(tx, actor, &capacity, one, ending.deed, Said(ending.words, {rule->text("name"), clean}));
}

}  // namespace

void assign_question(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                     const QuestionHolder& holder, std::string_view field, std::string_view note_typed) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::sort_question, subject_of(tx, one));
    must_be(one, {"received", "assigned"});
    const std::string label = label_of_holder(tx, one.owner_agency, holder);
    if (!rules::table("portal_questions").find("field", field, one.received_day))
        throw Refused("field", "Hãy chọn lĩnh vực.");
    Reasons reasons;
    const std::string clean = checked_words(reasons, asker_of(tx, id), "note", note_typed, 500, "");
    reasons.done();
    put_holder(tx, directory, one, field, holder, label, label_of(actor, as));
    note(tx, actor, &as, one, "portal.assign_question",
         clean.empty() ? Said("Giao %1 trả lời", {label}) : Said("Giao %1 trả lời: %2", {label, clean}));
}

void hand_question_on(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                      Id post) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::hand_on_question, subject_of(tx, one));
    must_be(one, {"assigned"});
    const auto facts = directory::post_facts(tx, post, clock::today());
    if (!facts || !facts->open || facts->unit != one.holder_unit || facts->holder == 0)
        throw Refused("post", "Hãy chọn một người của đơn vị được giao.");
    put_holder(tx, directory, one, one.field, {one.holder_unit, post}, facts->label, label_of(actor, as));
    note(tx, actor, &as, one, "portal.hand_question_on", Said("Phân công %1", {facts->label}));
}

void pass_question_on(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                      Id site, std::string_view reason) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::sort_question, subject_of(tx, one));
    must_be(one, {"received", "assigned"});
    const auto to = find_site(tx, site);
    if (!to || !to->open() || to->id == one.site) throw Refused("site", "Hãy chọn trang của cơ quan khác.");
    const std::string clean = must_say(tx, one, reason, "Hãy ghi lý do chuyển.");
    worklist::finish_all(tx, kQuestion, id);
    grants::take_all(tx, kQuestion, id);
    tx.exec(store::kMove, id, to->id, to->owner_agency, "received", Id{0}, Id{0}, "");
    const Question moved = *find_question(tx, id);
    keep_question_sight(tx, directory, to->id);
    show_question(tx, directory, moved);
    give_to_sorters(tx, directory, moved, directory.agency_name(one.owner_agency));
    note(tx, actor, &as, moved, "portal.pass_question_on", Said("Chuyển sang %1: %2", {to->name, clean}));
}

void turn_question_away(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view as,
                        std::string_view reason) {
    end(tx, actor, id, version, as, reason,
        {"turned_away", "turning", "portal.turn_question_away", "%1, hướng dẫn gửi nơi tiếp công dân: %2"});
}

void refuse_question(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view as,
                     std::string_view reason) {
    end(tx, actor, id, version, as, reason, {"refused", "refusal", "portal.refuse_question", "Từ chối (%1): %2"});
}

void extend_question(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Day until, std::string_view reason) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::extend_question, subject_of(tx, one));
    must_be(one, {"received", "assigned", "awaiting_approval"});
    const auto latest = latest_extension(one);
    if (!latest) throw Refused("Quy định không cho gia hạn thêm.");
    Reasons reasons;
    const std::string clean = checked_words(reasons, asker_of(tx, id), "reason", reason, 500, "Hãy ghi lý do gia hạn.");
    if (until <= one.due) reasons.add("until", Said("Hạn mới phải sau hạn hiện nay (%1).", {clock::show(one.due)}));
    if (until > *latest) reasons.add("until", Said("Quy định cho gia hạn muộn nhất đến %1.", {clock::show(*latest)}));
    reasons.done();
    tx.exec(store::kExtend, id, until, clean);
    const Question after = *find_question(tx, id);
    worklist::set_due(tx, kQuestion, id, kSortPart, question_due(after));
    for (const Id part : {kDraftPart, kApprovePart}) worklist::set_due(tx, kQuestion, id, part, until);
    note(tx, actor, &as, one, "portal.extend_question", Said("Gia hạn đến %1: %2", {clock::show(until), clean}));
}

}  // namespace dinh::portal
