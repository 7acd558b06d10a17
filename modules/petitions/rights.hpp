// Who may do what with a petition. One exhaustive switch: an unmapped deed does not compile (-Werror=switch).
#pragma once
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::petitions {

enum class Deed {
    take_in,
    receive,
    refuse,
    correct,
    propose,
    void_number,
    accept,
    pass_on,
    guide,
    file_away,
    name_settler,
    hand_on,
    extend,
    report_result,
    close,
    reopen,
    print_slip,
    print_book,
    name_officer,
};

// What a right looks at; filled by the noun from its locked record.
struct Subject {
    Id issuing_body = 0;
    Id agency = 0;
    Id settler_unit = 0, settler_post = 0;
    std::vector<Id> receptionists, directors;  // posts that the head named for the body
};

// The capacity in which the actor may do the deed, nullptr when he may not.
const Capacity* can(const Actor&, Deed, const Subject&);
std::string who_may(Deed);
// Throws Forbidden with who_may() when the actor may not.
const Capacity& must(const Actor&, Deed, const Subject&);

}  // namespace dinh::petitions
