#include "modules/meetings/entries/entries.hpp"

#include <algorithm>

#include "modules/meetings/entries/entries_store.hpp"
#include "modules/meetings/entries/flow.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/search/search.hpp"

namespace dinh::meetings {

namespace {

constexpr int kHandedOverAtOnce = 500;
constexpr int kLookBackDays = 14;  // items of meetings that ended while nothing ran

std::string hour_words(Instant at) {
    const std::string shown = clock::show(at);
    return shown.substr(shown.size() - 5);
}

bool among(const std::vector<Id>& list, Id id) { return std::find(list.begin(), list.end(), id) != list.end(); }

}  // namespace

std::string link_of_entry(Id id) { return "/meetings/entries/" + std::to_string(id); }
std::string link_of_week(Day monday) { return "/meetings?week=" + clock::to_text(monday); }
Day monday_of(Day day) { return day - (clock::weekday(day) - 1); }

Subject subject_of(const Entry& entry) {
    Subject subject;
    subject.agency = entry.agency;
    subject.state = entry.state;
    subject.proposer_person = entry.created_by_person;
    for (const auto& one : entry.participants) (one.kind == "unit" ? subject.units : subject.posts).push_back(one.who);
    return subject;
}

std::string when_words(const Entry& entry) {
    if (entry.first_day() == clock::day_of(entry.ends))
        return hour_words(entry.starts) + " – " + hour_words(entry.ends) + " " + clock::show(entry.first_day());
    return hour_words(entry.starts) + " " + clock::show(entry.first_day()) + " – " + hour_words(entry.ends) + " " +
           clock::show(clock::day_of(entry.ends));
}

std::optional<Entry> find_entry(db::Conn& conn, Id id) { return entries_store::find(conn, id); }

bool concerns(const Actor& actor, const Entry& entry) {
    if (entry.created_by_person != 0 && entry.created_by_person == actor.person) return true;
    return std::any_of(entry.participants.begin(), entry.participants.end(),
                       [&](const Participant& one) { return among(actor.grantees, one.who); });
}

bool may_see(const Actor& actor, const Entry& entry, bool published) {
    if (can(actor, Deed::read_drafts, subject_of(entry)) || concerns(actor, entry)) return true;
    const bool shown = published && !entry.internal && (entry.state == "accepted" || entry.state == "cancelled");
    return shown && actor.capacity([&](const Capacity& as) { return as.works_for(entry.agency); }) != nullptr;
}

Entry visible_entry(db::Conn& conn, const Actor& actor, Id id) {
    auto found = entries_store::find(conn, id);
    const bool seen = found && found->state != "removed" &&
                      may_see(actor, *found, week_of(conn, found->agency, monday_of(found->first_day())).published());
    if (!seen) throw NotFound("calendar entry " + std::to_string(id) + " for person " + std::to_string(actor.person));
    return std::move(*found);
}

std::vector<Entry> entries_between(db::Conn& conn, Id agency, Day from, Day to) {
    return entries_store::between(conn, agency, from, to);
}

std::vector<Entry> entries_of(db::Conn& conn, const std::vector<Id>& holders, Day from, Day to) {
    return entries_store::of_holders(conn, holders, from, to);
}

void forget_invitation(db::Tx& tx, Id incoming) {
    for (const Id id : entries_store::of_incoming(tx, incoming)) {
        const auto entry = entries_store::touch(tx, id);
        if (!entry) continue;
        flow::tell_public(tx, *entry);
        worklist::forget(tx, kEntry, id, link_of_entry(id));
        search::drop(tx, kEntry, id);
        deed::forget_history(tx, kEntry, id);
        audit::forget_secrets(tx, kEntry, id);
        entries_store::blank_participants(tx, id);
        entries_store::blank(tx, id);
        audit::append(tx, Actor::system(), nullptr, "meetings.remove_as_secret", kEntry, id);
    }
}

int finish_past(db::Tx& tx, Instant now) {
    const Day today = clock::day_of(now);
    const auto ended = entries_store::ended_between(tx, today - kLookBackDays, today, now);
    for (const Id id : ended) worklist::finish_all(tx, kEntry, id);
    return static_cast<int>(ended.size());
}

bool hand_over_entries(db::Tx& tx, Id from, Id to, Day day) {
    if (to == 0) return true;  // of a divided agency they go to the first successor: a meeting to come needs a keeper
    // Parts went and the agency lives on: it keeps its calendar.
    const auto facts = directory::agency_facts(tx, from, day);
    if (facts && facts->open && directory::divided(tx, from)) return true;
    const auto moved = entries_store::hand_over(tx, from, to, day, kHandedOverAtOnce);
    for (const Id id : moved)
        if (const auto entry = entries_store::find(tx, id)) flow::put_search(tx, *entry);
    return moved.size() < kHandedOverAtOnce;
}

}  // namespace dinh::meetings
