// Who may do what with internal documents and messages. One exhaustive switch: an unmapped deed does not compile
// (-Werror=switch).
#pragma once
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::internal {

enum class Deed {
    draft,
    change,
    drop,
    submit,
    send,
    return_draft,
    answer,
    forward,
    finish,
    recall,
    correct,
    begin_outgoing,
    attach_to_incoming,
    open_series,
    close_series,
    send_message,
    answer_message,
    print,
};

// What a right looks at; filled by the noun from its locked record.
struct Subject {
    Id agency = 0, unit = 0;      // that sends; unit 0: the agency's leadership
    Id sender_post = 0;           // who drafted it
    bool needs_approval = false;  // by the kind
    bool leaderless = false;      // nobody leads the unit today: the agency's leaders approve
    std::vector<Id> parties;      // units, posts and agencies that received it
};

// The capacity in which the actor may do the deed, nullptr when he may not.
const Capacity* can(const Actor&, Deed, const Subject&);
std::string who_may(Deed);
// Throws Forbidden with who_may() when the actor may not.
const Capacity& must(const Actor&, Deed, const Subject&);

// Whether what was given to `party` (a post, unit or agency) is this capacity's to handle: a unit's leaders and clerk
// handle for it, an agency's clerks, office leaders and head.
bool handles(const Capacity&, Id party);

}  // namespace dinh::internal
