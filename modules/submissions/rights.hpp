// Who may do what with a submission. One exhaustive switch: an unmapped deed does not compile (-Werror=switch).
#pragma once
#include <string>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::submissions {

enum class Deed {
    // the sender
    prepare,
    edit,
    submit,
    withdraw,
    // the committee's office
    receive,
    assign,
    hand_on,
    give_back,
    ask_opinion,
    write_slip,
    review,
    begin_document,
    read_slip,
    // others
    give_opinion,
    hand_opinion,
    hand_opinion_part,
    answer_opinion_part,
    decide,
};

// What a right looks at; filled by the noun from its locked record.
struct Subject {
    Id sender = 0;           // agency
    Id committee = 0;        // agency
    Id body = 0;             // the committee's issuing body
    bool by_office = false;  // the office made it from an incoming document
    Id unit = 0, examiner = 0;
    Id leader = 0;                    // post before whom it lies
    Id asked = 0;                     // agency whose opinion was asked
    Id part_unit = 0, part_post = 0;  // to which of them it was handed inside
};

// The capacity in which the actor may do the deed, nullptr when he may not.
const Capacity* can(const Actor&, Deed, const Subject&);
std::string who_may(Deed);
// Throws Forbidden with who_may() when the actor may not.
const Capacity& must(const Actor&, Deed, const Subject&);

}  // namespace dinh::submissions
