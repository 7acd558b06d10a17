// Whom the head of an agency named to take petitions in (tiếp công dân) or to decide on them in the head's place. The
// petitions of a body are shown to its clerks, the head, these officers, and whoever settles one.
#pragma once
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/petitions/rights.hpp"
#include "platform/house/house.hpp"

namespace dinh::petitions {

struct Officer {
    Id id = 0;
    std::int64_t version = 0;
    Id issuing_body = 0, post = 0;
    std::string task;  // reception | direction
    Day from;
    std::optional<Day> until;  // the first day it holds no more
};
std::string task_name(std::string_view task);
std::vector<Officer> officers_of(db::Conn&, Id issuing_body, Day);  // who holds a task on the day

// Refused: an unknown task, a post of another agency or closed, one that has the task already.
Id name_officer(db::Tx&, const Actor&, const directory::Snapshot&, Id issuing_body, Id post, std::string_view task);
// NotFound: not of a body the actor heads. Conflict: stale.
void end_officer(db::Tx&, const Actor&, const directory::Snapshot&, Id officer, std::int64_t version);

// Open bodies into whose book the actor takes petitions, and those whose book he may read; the acting post's first.
std::vector<Id> bodies_taken_in(db::Conn&, const directory::Snapshot&, const Actor&);
std::vector<Id> bodies_read(db::Conn&, const directory::Snapshot&, const Actor&);

// The posts that see every petition of the body today.
std::vector<Id> concerned(db::Conn&, const directory::Snapshot&, Id issuing_body);
// Of them, those that see what waits for receipt.
std::vector<Id> receivers(db::Conn&, const directory::Snapshot&, Id issuing_body);
// When the concerned of a body have changed since the last time, its petitions are shown to the new ones, and no longer
// to those who are not concerned any more (except what they settle).
void keep_sight(db::Tx&, const directory::Snapshot&, Id issuing_body);
void keep_all_sights(House&);

}  // namespace dinh::petitions
