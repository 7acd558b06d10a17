// Who may take records of an agency away. One exhaustive switch: an unmapped deed does not compile (-Werror=switch).
#pragma once
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::exports {

enum class Deed {
    see,  // that it was asked for
    ask,
    take,  // download
    drop,  // before its last day
};
// The agency whose records they are; who asked, and whether restricted records are in it: those are his alone to take.
struct Subject {
    Id agency = 0;
    Id asker = 0;
    bool restricted = false;
};

// Head of the agency, its records clerk, its IT officer, an administrator. nullptr: may not.
const Capacity* can(const Actor&, Deed, const Subject&);
std::string who_may(Deed);  // Vietnamese, for the refusal
const Capacity& must(const Actor&, Deed, const Subject&);
// Agencies whose records he may ask for, the acting post's first; open ones that work in this house.
std::vector<Id> agencies_of(const Actor&, const directory::Snapshot&);
bool asks_somewhere(const Actor&);

}  // namespace dinh::exports
