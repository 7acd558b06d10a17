// Who may do what on the sites. One exhaustive switch: an unmapped deed does not compile (-Werror=switch).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/deed/actor.hpp"

namespace dinh::portal {

// What a post does on a site (Decree 42/2022/NĐ-CP, Đ23: ban biên tập). Whoever works in the agency of a site may
// write for it; the others are named in portal_member.
namespace member {
inline constexpr std::string_view kContributor = "contributor";  // Cộng tác viên, from another agency
inline constexpr std::string_view kEditor = "editor";            // Biên tập viên
inline constexpr std::string_view kSecretary = "secretary";      // Thư ký Ban Biên tập
inline constexpr std::string_view kApprover = "approver";        // Trưởng, Phó Trưởng Ban Biên tập
inline constexpr std::string_view kManager = "manager";          // Quản trị trang: menu, people, look
}  // namespace member

enum class Deed {
    // sites
    open_site,
    change_site,
    name_member,
    end_member,
    add_category,
    change_category,
    close_category,
    add_host,
    // articles
    write,
    change,
    drop,
    submit,
    pass,  // on to the next step, or published after the last one
    send_back,
    schedule,
    correct,  // what is published
    withdraw,
    pin,
    grade_fee,
    approve_fee,
    offer,   // an article to other sites
    demand,  // "tỉnh yêu cầu các trang đăng"
    accept,  // what another site offers
    decline,
    see_drafts,
    // questions
    enter_question,  // what came in person, by post or by telephone
    sort_question,   // to whom, to another agency, turned away, refused
    hand_on_question,
    draft_answer,
    approve_answer,
    extend_question,
    reopen_question,
    open_consultation,  // a draft is laid open for comments
    answer_comment,
    // library
    propose_legal,
    change_legal,  // before it is shown
    approve_legal,
    return_legal,
    correct_legal,
    withdraw_legal,
    relate_legal,
    place_legal,  // on another site
    import_legal,
    keep_gazette,
    see_library,  // what is not shown yet, too
    // postings
    propose_posting,
    change_posting,  // before it is approved
    approve_posting,
    return_posting,
    correct_posting,
    end_posting,
    see_postings,  // what is not shown, too
    // duties
    see_duties,
    see_all_duties,  // of every site
    mark_duty,       // that an item does not apply, and that it does again
    // imports
    import_site,  // an old site is taken over, which publishes what stood there
};

struct Member {
    Id post = 0;
    std::string role;
};

// What a right looks at; filled by the noun from its locked record.
struct Subject {
    Id agency = 0;                        // whose site it is
    bool province = false;                // the site is the province's portal
    bool archive = false;                 // read only: nothing is changed but by its manager's reading
    std::vector<Member> members;          // of the site
    Id writer_post = 0;                   // of the article
    std::string awaiting;                 // the role whose step it is; "" none
    Id holder_unit = 0, holder_post = 0;  // who answers the question
};

const Capacity* can(const Actor&, Deed, const Subject&);
std::string who_may(Deed);
// Throws Forbidden with who_may() when the actor may not.
const Capacity& must(const Actor&, Deed, const Subject&);

// Whether the capacity has the role on the site of the subject.
bool has_role(const Capacity&, const Subject&, std::string_view role);

}  // namespace dinh::portal
