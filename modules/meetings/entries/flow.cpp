#include "modules/meetings/entries/flow.hpp"

#include <algorithm>

#include "modules/meetings/entries/entries_store.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/module/offers.hpp"
#include "platform/search/search.hpp"
#include "platform/written/written.hpp"

namespace dinh::meetings::flow {

namespace {

void put_item(db::Tx& tx, const Actor& actor, const Entry& entry, const Participant& one, const char* kind,
              worklist::Class item_class) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kEntry;
    item.subject = entry.id;
    item.part = one.id;
    item.holder = one.who;
    item.agency = entry.agency;
    item.title = entry.subject;
    item.note = when_words(entry) + (entry.place.empty() ? "" : ", " + entry.place);
    item.link = link_of_entry(entry.id);
    item.item_class = item_class;
    item.due = entry.first_day();
    item.from_name = actor.name;
    worklist::put(tx, item);
}

bool named_for(const Entry& entry, const Participant& one) {
    return std::any_of(entry.participants.begin(), entry.participants.end(),
                       [&](const Participant& other) { return other.named_for == one.id; });
}

}  // namespace

Entry locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    if (auto found = entries_store::lock(tx, id, version)) {
        const bool published = week_of(tx, found->agency, monday_of(found->first_day())).published();
        if (found->state != "removed" && may_see(actor, *found, published)) return std::move(*found);
        throw NotFound("calendar entry " + std::to_string(id) + " for person " + std::to_string(actor.person));
    }
    visible_entry(tx, actor, id);
    throw Conflict("calendar entry " + std::to_string(id) + " is no longer at version " + std::to_string(version));
}

void mark_change(db::Tx& tx, Entry& entry, const char* change, Day first_before) {
    const Day monday = monday_of(entry.first_day()), before = monday_of(first_before);
    const bool approved = week_of(tx, entry.agency, monday).approved() ||
                          (before != monday && week_of(tx, entry.agency, before).approved());
    if (!approved) return;
    // What came after the approval stays an addition, whatever else becomes of it, until it is cancelled.
    const std::string_view what = change;
    if (entry.change != "added" || what == "cancelled") entry.change = what;
    entry.changed_at = clock::now();
}

std::set<Id> holders(const Entry& entry) {
    std::set<Id> list;
    for (const auto& one : entry.participants) list.insert(one.who);
    return list;
}

void tell(db::Tx& tx, const Actor& actor, const std::set<Id>& list, const Entry& entry, std::string_view what) {
    const Said words("%1: %2, %3", {std::string(what), when_words(entry), entry.subject});
    for (const Id holder : list) {
        const bool own = actor.capacity([&](const Capacity& as) { return as.post == holder; }) != nullptr;
        if (!own) worklist::notify(tx, holder, words, link_of_entry(entry.id));
    }
}

void put_work(db::Tx& tx, const Actor& actor, const Entry& entry) {
    if (entry.state != "accepted" || entry.ends < clock::now()) return;
    for (const auto& one : entry.participants) {
        if (one.role == "named")
            put_item(tx, actor, entry, one, "meetings.attend", worklist::Class::information);
        else if (one.kind == "unit" && one.who != entry.unit && !named_for(entry, one))
            put_item(tx, actor, entry, one, "meetings.name", worklist::Class::work);
    }
}

void record(db::Tx& tx, const Actor& actor, const Capacity& as, const Entry& entry, std::string_view deed,
            const Said& words,
            const std::vector<std::pair<std::string, std::pair<std::string, std::string>>>& changes) {
    std::vector<deed::Change> list;
    for (const auto& [field, texts] : changes)
        if (texts.first != texts.second) list.push_back({field, texts.first, texts.second});
    deed::history(tx, actor, &as, kEntry, entry.id, deed, words, list);
    audit::append(tx, actor, &as, deed, kEntry, entry.id);
    tell_public(tx, entry);
}

void tell_public(db::Tx& tx, const Entry& entry) {
    if (entry.unit == 0 && entry.state != "proposed") written::changed(tx, module::weeks_key(entry.agency));
}

void put_search(db::Tx& tx, const Entry& entry) {
    if (entry.state == "declined" || entry.state == "removed") return search::drop(tx, kEntry, entry.id);
    search::Entry found;
    found.kind = kEntry;
    found.record = entry.id;
    found.title = entry.subject;
    found.words = entry.place + " " + entry.chair_text + " " + entry.guests;
    for (const Id holder : holders(entry)) found.grantees.push_back(holder);
    found.grantees.push_back(entry.agency);
    if (entry.created_by_person != 0) found.grantees.push_back(entry.created_by_person);
    found.day = entry.first_day();
    found.link = link_of_entry(entry.id);
    search::put(tx, found);
}

}  // namespace dinh::meetings::flow
