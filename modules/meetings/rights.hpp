// Who may do what in a work calendar. One exhaustive switch: an unmapped deed does not compile (-Werror=switch).
#pragma once
#include <string>
#include <vector>

#include "platform/deed/actor.hpp"

namespace dinh::meetings {

enum class Deed {
    propose_entry,
    draw_up,  // enter, accept and decline entries of the week, change and cancel accepted ones
    change_entry,
    cancel_entry,
    name_attendee,
    submit_week,
    approve_week,
    return_week,
    publish_week,
    open_week,    // lay it open to everybody, and take it back
    read_drafts,  // the week before it is published, entries for those concerned alone
};

struct Subject {
    Id agency = 0;           // whose calendar it is
    std::string state;       // of the entry
    Id proposer_person = 0;  // who made the entry
    // Posts that take part, and units: their leaders and clerks.
    std::vector<Id> posts, units;
};

// The capacity in which the actor may do the deed, nullptr when he may not.
const Capacity* can(const Actor&, Deed, const Subject&);
// For the refusal text: "Chỉ Văn phòng ...".
std::string who_may(Deed);
// Throws Forbidden with who_may() when the actor may not.
const Capacity& must(const Actor&, Deed, const Subject&);

// The agency whose calendar a capacity belongs to: a separate office works on that of the agency it serves.
Id calendar_of(const Capacity&);

}  // namespace dinh::meetings
