// SQL of entries and nothing else.
#pragma once
#include "modules/meetings/entries/entries.hpp"

namespace dinh::meetings::entries_store {

std::optional<Entry> find(db::Conn&, Id);
std::optional<Entry> lock(db::Tx&, Id, std::int64_t version);
std::optional<Entry> touch(db::Tx&, Id);  // locks whatever its version is
void insert(db::Tx&, const Entry&, Id person, Id post);
void describe(db::Tx&, const Entry&);  // all that an input or a deed may change
void blank(db::Tx&, Id);               // no word stays; state removed
void add_participant(db::Tx&, const Participant&, Day from);
void remove_participant(db::Tx&, Id participant);
void set_role(db::Tx&, Id participant, std::string_view role);
void set_from_day(db::Tx&, Id entry, Day);
void set_attends(db::Tx&, Id participant, bool);
void blank_participants(db::Tx&, Id entry);
std::vector<Id> of_incoming(db::Conn&, Id incoming);
std::vector<Id> ended_between(db::Conn&, Day from, Day to, Instant before);
std::vector<Id> hand_over(db::Tx&, Id from, Id to, Day day, int most);  // those moved
std::vector<Entry> between(db::Conn&, Id agency, Day from, Day to);
std::vector<Entry> of_holders(db::Conn&, const std::vector<Id>& holders, Day from, Day to);
std::vector<Id> after(db::Conn&, Id entry, int most);
// Posts that attend what stands between two days, in any calendar.
struct Busy {
    Id post = 0, entry = 0, agency = 0;
    Instant starts, ends;
    std::string subject;
    bool internal = false;
};
std::vector<Busy> busy(db::Conn&, const std::vector<Id>& posts, Day from, Day to);

}  // namespace dinh::meetings::entries_store
