// Who may do what with a document. One exhaustive switch: an unmapped deed does not compile (-Werror=switch).
#pragma once
#include <string>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::documents {

enum class Deed {
    // incoming
    receive,
    register_incoming,
    correct_incoming,
    refuse_incoming,
    return_to_sender,
    attach_paper_original,
    direct,
    enter_direction_on_behalf,
    forward,
    assign,
    withdraw_forwarding,
    hand_back,
    report_misrouted,
    request_extension,
    grant_extension,
    request_opinion,
    give_opinion,
    report_result,
    close,
    reopen,
    print_slip,
    // outgoing
    draft,
    edit_draft,
    drop_draft,
    submit,
    act_on_step,
    add_step,
    skip_step,
    withdraw_submission,
    attach_signed_file,
    give_number,
    note_seal,
    issue,
    remind_recipients,
    recall,
    replace,
    correct_form,
    // series
    manage_series,
    manage_routes,
    reserve_number,
    void_number,
    back_date,
    print_register,
    // reports
    read_report,
};

// What a right looks at; filled by the noun from its locked record.
struct Subject {
    Id issuing_body = 0;
    Id agency = 0;  // owner
    std::string state;
    Id drafter_person = 0;  // outgoing
    Id signer_post = 0;
    // Posts and units that hold the part the deed is about: the forwarding's receiver, the step's post ...
    Id holder_post = 0, holder_unit = 0, giver_post = 0;
};

// The capacity in which the actor may do the deed, nullptr when he may not.
const Capacity* can(const Actor&, Deed, const Subject&);
// For the refusal text: "Chỉ văn thư của Sở Nội vụ được vào sổ."
std::string who_may(Deed);
// Throws Forbidden with who_may() when the actor may not.
const Capacity& must(const Actor&, Deed, const Subject&);

}  // namespace dinh::documents
