// Clashes of people and rooms, and people who are away.
#include <map>
#include <set>

#include "modules/meetings/entries/entries_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings {

namespace {

bool overlap(Instant a_from, Instant a_to, Instant b_from, Instant b_to) { return a_from < b_to && b_from < a_to; }

class Finder {
public:
    Finder(db::Conn& conn, const directory::Snapshot& directory, Id agency, const std::vector<Entry>& entries)
        : conn_(conn), directory_(directory), agency_(agency), entries_(entries) {}

    std::vector<Clash> all() {
        span();
        if (from_ > to_) return {};
        people();
        rooms();
        absences();
        return std::move(found_);
    }

private:
    void span() {
        from_ = {1}, to_ = {0};
        for (const auto& one : entries_) {
            if (!one.stands()) continue;
            if (from_ > to_) from_ = one.first_day(), to_ = one.last_day();
            from_ = std::min(from_, one.first_day()), to_ = std::max(to_, one.last_day());
        }
    }
    Id person_in(Id post) const {
        const auto* known = directory_.post(post);
        return known ? known->holder : 0;
    }
    std::set<Id> people_of(const Entry& entry) const {
        std::set<Id> people;
        for (const auto& one : entry.participants) {
            const Id person = one.kind == "post" && one.attends ? person_in(one.who) : 0;
            if (person != 0) people.insert(person);
        }
        return people;
    }

    void people() {
        std::set<Id> all;
        for (const auto& one : entries_)
            if (one.stands()) all.merge(people_of(one));
        std::vector<Id> posts;
        for (const Id person : all)
            if (const auto* known = directory_.person(person))
                posts.insert(posts.end(), known->posts.begin(), known->posts.end());
        std::map<Id, std::vector<entries_store::Busy>> busy;
        for (auto& one : entries_store::busy(conn_, posts, from_, to_)) busy[person_in(one.post)].push_back(one);
        for (const auto& entry : entries_) {
            if (!entry.stands()) continue;
            for (const Id person : people_of(entry)) compare(entry, person, busy[person]);
        }
    }
    void compare(const Entry& entry, Id person, const std::vector<entries_store::Busy>& list) {
        std::set<Id> seen;
        for (const auto& other : list) {
            if (other.entry == entry.id || !overlap(entry.starts, entry.ends, other.starts, other.ends)) continue;
            if (!seen.insert(other.entry).second) continue;
            const bool ours = other.agency == agency_;
            found_.push_back({entry.id, ours ? other.entry : 0, "person", directory_.person_name(person),
                              ours && !other.internal ? other.subject : "", other.starts, other.ends, person});
        }
    }

    void rooms() {
        std::map<std::string, std::vector<const Entry*>> by_room;
        const auto in_house = entries_store::between(conn_, agency_, from_, to_);
        for (const auto& one : in_house)
            if (one.stands() && !one.place.empty()) by_room[text::fold(one.place)].push_back(&one);
        for (const auto& entry : entries_) {
            if (!entry.stands() || entry.place.empty()) continue;
            for (const auto* other : by_room[text::fold(entry.place)])
                if (other->id != entry.id && overlap(entry.starts, entry.ends, other->starts, other->ends))
                    found_.push_back({entry.id, other->id, "room", entry.place, other->internal ? "" : other->subject,
                                      other->starts, other->ends});
        }
    }

    // Who handed over his work for the day is not expected at a meeting.
    void absences() {
        std::set<Id> all;
        for (const auto& entry : entries_)
            if (entry.stands()) all.merge(people_of(entry));
        if (all.empty()) return;
        const auto given = directory::delegations_between(conn_, {all.begin(), all.end()}, from_, to_);
        for (const auto& entry : entries_) {
            if (!entry.stands()) continue;
            const auto people = people_of(entry);
            for (const auto& away : given) {
                const bool meets = away.from <= entry.last_day() && away.until >= entry.first_day();
                if (away.purpose != "work" || !meets || !people.contains(away.from_person)) continue;
                found_.push_back({entry.id, 0, "absent", directory_.person_name(away.from_person), "",
                                  clock::start_of(away.from), clock::start_of(away.until), away.from_person});
            }
        }
    }

    db::Conn& conn_;
    const directory::Snapshot& directory_;
    Id agency_;
    const std::vector<Entry>& entries_;
    Day from_, to_;
    std::vector<Clash> found_;
};

}  // namespace

std::vector<Clash> clashes_shown(const Actor& actor, Id agency, std::vector<Clash> clashes) {
    Subject subject;
    subject.agency = agency;
    if (can(actor, Deed::read_drafts, subject)) return clashes;
    for (auto& one : clashes)
        if (one.person == 0 || one.person != actor.person) one.what.clear();
    return clashes;
}

std::vector<Clash> clashes_of(db::Conn& conn, const directory::Snapshot& directory, Id agency,
                              const std::vector<Entry>& entries) {
    return Finder(conn, directory, agency, entries).all();
}

}  // namespace dinh::meetings
