// What is done to an entry, from typing it to cancelling it.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/meetings/entries/check.hpp"
#include "modules/meetings/entries/entries_store.hpp"
#include "modules/meetings/entries/flow.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::meetings {

namespace {

Subject of_agency(Id agency) {
    Subject subject;
    subject.agency = agency;
    return subject;
}

void fill(Entry& entry, const EntryInput& input) {
    entry.unit = input.unit;
    entry.starts = input.starts, entry.ends = input.ends;
    entry.subject = input.subject, entry.place = input.place;
    entry.chair_text = input.chair_text, entry.guests = input.guests;
    entry.internal = input.internal;
}

bool has(const std::vector<Participant>& list, Id who) {
    return std::any_of(list.begin(), list.end(), [&](const Participant& one) { return one.who == who; });
}

// Who stays keeps his row, and whom he named with it.
std::vector<Participant> replaced(db::Tx& tx, const Entry& entry, std::vector<Participant> wanted) {
    std::vector<Participant> kept;
    for (const auto& old : entry.participants) {
        const auto same =
            std::find_if(wanted.begin(), wanted.end(), [&](const auto& one) { return one.who == old.who; });
        if (same == wanted.end()) continue;
        kept.push_back(old);
        if (old.role == "named" || old.role == same->role) continue;
        entries_store::set_role(tx, old.id, same->role);
        kept.back().role = same->role;
    }
    for (const auto& old : entry.participants) {
        if (has(kept, old.who)) continue;
        const bool named = old.role == "named" && std::any_of(kept.begin(), kept.end(),
                                                              [&](const auto& one) { return one.id == old.named_for; });
        if (named)
            kept.push_back(old);
        else
            entries_store::remove_participant(tx, old.id);
    }
    for (auto& one : wanted) {
        if (has(kept, one.who)) continue;
        one.id = ids::make(), one.entry = entry.id;
        entries_store::add_participant(tx, one, entry.first_day());
        kept.push_back(one);
    }
    entries_store::set_from_day(tx, entry.id, entry.first_day());
    return kept;
}

void must_stand(const Entry& entry) {
    if (!entry.stands()) throw Refused("Lịch này đã hủy hoặc không được duyệt.");
}

// Those who are asked for nothing more have nothing left in their lists.
void renew_work(db::Tx& tx, const Actor& actor, const Entry& entry) {
    worklist::finish_all(tx, kEntry, entry.id);
    flow::put_work(tx, actor, entry);
}

void end_entry(db::Tx& tx, const Actor& actor, const Capacity& as, Entry& entry, const char* state, const char* deed,
               const Said& words) {
    entry.state = state;
    ++entry.sequence;
    entries_store::describe(tx, entry);
    flow::record(tx, actor, as, entry, deed, words);
    worklist::finish_all(tx, kEntry, entry.id);
    flow::put_search(tx, entry);
}

}  // namespace

Id enter_entry(db::Tx& tx, const Actor& actor, const EntryInput& input) {
    const bool draws = can(actor, Deed::draw_up, of_agency(input.agency)) != nullptr;
    const Capacity& as = must(actor, draws ? Deed::draw_up : Deed::propose_entry, of_agency(input.agency));
    if (input.incoming != 0 && !grants::may_see(tx, actor, documents::kIncoming, input.incoming))
        throw NotFound("incoming document " + std::to_string(input.incoming) + " of an entry");
    auto checked = checked_input(tx, input);
    Entry entry;
    entry.id = ids::make();
    entry.agency = input.agency;
    entry.incoming = input.incoming;
    entry.state = draws ? "accepted" : "proposed";
    entry.source = input.incoming != 0 ? "invitation" : draws ? "office" : "proposal";
    entry.created_by_person = actor.person;
    fill(entry, checked.input);
    if (draws) flow::mark_change(tx, entry, "added", entry.first_day());
    entries_store::insert(tx, entry, actor.person, as.post);
    entry.participants = replaced(tx, entry, std::move(checked.participants));
    flow::record(tx, actor, as, entry, "meetings.enter",
                 Said(draws ? "Ghi vào lịch công tác, %1" : "Đăng ký lịch, %1", {when_words(entry)}));
    if (!entry.change.empty()) flow::tell(tx, actor, flow::holders(entry), entry, "Bổ sung lịch");
    flow::put_work(tx, actor, entry);
    flow::put_search(tx, entry);
    return entry.id;
}

void change_entry(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const EntryInput& typed) {
    Entry entry = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::change_entry, subject_of(entry));
    must_stand(entry);
    EntryInput input = typed;
    input.agency = entry.agency;
    auto checked = checked_input(tx, std::move(input));
    const Entry before = entry;
    fill(entry, checked.input);
    const bool moved = before.starts != entry.starts || before.ends != entry.ends || before.place != entry.place;
    if (entry.state == "accepted") flow::mark_change(tx, entry, moved ? "moved" : "changed", before.first_day());
    ++entry.sequence;
    entries_store::describe(tx, entry);
    entry.participants = replaced(tx, entry, std::move(checked.participants));
    flow::record(tx, actor, as, entry, "meetings.change", moved ? "Đổi thời gian, địa điểm" : "Sửa lịch",
                 {{"subject", {before.subject, entry.subject}},
                  {"time", {when_words(before), when_words(entry)}},
                  {"place", {before.place, entry.place}},
                  {"chair_text", {before.chair_text, entry.chair_text}},
                  {"guests", {before.guests, entry.guests}}});
    if (entry.state == "accepted") {
        auto concerned = flow::holders(before);
        concerned.merge(flow::holders(entry));
        flow::tell(tx, actor, concerned, entry, moved ? "Lịch chuyển sang" : "Sửa lịch");
    }
    renew_work(tx, actor, entry);
    flow::put_search(tx, entry);
}

void cancel_entry(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    Entry entry = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::cancel_entry, subject_of(entry));
    must_stand(entry);
    entry.reason = checked_reason(reason);
    const bool accepted = entry.state == "accepted";
    if (accepted) {
        flow::mark_change(tx, entry, "cancelled", entry.first_day());
        flow::tell(tx, actor, flow::holders(entry), entry, "Hủy lịch");
    }
    end_entry(tx, actor, as, entry, "cancelled", "meetings.cancel", Said("Hủy lịch: %1", {entry.reason}));
}

void accept_entry(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    Entry entry = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::draw_up, subject_of(entry));
    if (entry.state != "proposed") throw Refused("Đăng ký này đã được xử lý.");
    entry.state = "accepted";
    flow::mark_change(tx, entry, "added", entry.first_day());
    ++entry.sequence;
    entries_store::describe(tx, entry);
    flow::record(tx, actor, as, entry, "meetings.accept", "Đưa vào lịch công tác");
    if (!entry.change.empty()) flow::tell(tx, actor, flow::holders(entry), entry, "Bổ sung lịch");
    worklist::notify(tx, entry.created_by_person, Said("Đăng ký lịch đã được nhận: %1", {entry.subject}),
                     link_of_entry(entry.id));
    flow::put_work(tx, actor, entry);
    flow::put_search(tx, entry);
}

void decline_entry(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    Entry entry = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::draw_up, subject_of(entry));
    if (entry.state != "proposed") throw Refused("Đăng ký này đã được xử lý.");
    entry.reason = checked_reason(reason);
    worklist::notify(tx, entry.created_by_person, Said("Đăng ký lịch không được nhận: %1", {entry.subject}),
                     link_of_entry(entry.id));
    end_entry(tx, actor, as, entry, "declined", "meetings.decline", Said("Không nhận: %1", {entry.reason}));
}

void name_attendee(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Id participant, Id post) {
    Entry entry = flow::locked(tx, actor, id, version);
    const auto found = std::find_if(entry.participants.begin(), entry.participants.end(),
                                    [&](const Participant& one) { return one.id == participant; });
    if (found == entry.participants.end() || found->role == "named")
        throw Refused("for", "Chọn người hoặc đơn vị được mời.");
    Subject subject = subject_of(entry);
    (found->kind == "unit" ? subject.units : subject.posts) = {found->who};
    (found->kind == "unit" ? subject.posts : subject.units).clear();
    const Capacity& as = must(actor, Deed::name_attendee, subject);
    Reasons reasons;
    if (entry.state != "accepted") reasons.add("Chỉ cử người dự lịch đã được duyệt và chưa hủy.");
    if (entry.ends < clock::now()) reasons.add("Cuộc họp đã kết thúc.");
    const auto facts = own_post(tx, entry.agency, post);
    if (!facts || facts->holder == 0) reasons.add("post", "Chọn người đang công tác ở cơ quan này.");
    if (has(entry.participants, post)) reasons.add("post", "Người này đã có trong thành phần dự.");
    reasons.done();
    const Participant invited = *found;
    for (const auto& old : entry.participants) {
        if (old.named_for != invited.id) continue;
        worklist::finish_part(tx, kEntry, entry.id, old.id);
        entries_store::remove_participant(tx, old.id);
        flow::tell(tx, actor, {old.who}, entry, "Không phải dự nữa");
    }
    Participant named;
    named.id = ids::make(), named.entry = entry.id, named.kind = "post", named.who = post;
    named.label = facts->label, named.role = "named", named.named_for = invited.id;
    if (invited.kind == "post") entries_store::set_attends(tx, invited.id, false);
    entries_store::add_participant(tx, named, entry.first_day());
    ++entry.sequence;
    entries_store::describe(tx, entry);
    flow::record(tx, actor, as, entry, "meetings.name_attendee",
                 Said("Cử %1 dự (thay %2)", {named.label, invited.label}));
    entry.participants = find_entry(tx, entry.id)->participants;
    flow::tell(tx, actor, {post}, entry, "Được cử dự");
    renew_work(tx, actor, entry);
    flow::put_search(tx, entry);
}

}  // namespace dinh::meetings
