// Who may be given a part: units and posts of the agency and of the office that serves it.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/handling/handling.hpp"
#include "platform/web/form.hpp"

namespace dinh::documents {

struct Party {
    ReceiverKind kind = ReceiverKind::post;
    Id id = 0;
    std::string value;   // of the box: "unit-12", "post-34"
    std::string name;    // "Phòng Bưu chính", "Nguyễn Văn A – Giám đốc"
    bool usual = false;  // whom this step usually goes to
};
// Usual ones first. Nobody who cannot receive: vacant posts and the giver's own post are left out.
std::vector<Party> parties(const directory::Snapshot&, Id agency, std::string_view step, const Capacity& giver);
std::vector<Party> leaders(const directory::Snapshot&, Id agency);
// The steps a capacity takes with a document of an agency (part_of_his: he holds a part of it), the likeliest first.
std::vector<std::string> steps_of(const Capacity&, Id agency, bool part_of_his);
const char* step_title(std::string_view step);  // "Trình", Vietnamese
const char* role_title(std::string_view role);  // "Chủ trì"
const char* turn_state_title(std::string_view state);

// The boxes lead, support, information, follow_up, due, support_due of a form; faults go to the form.
std::vector<Receiver> receivers_of(web::Form&, const web::Request&);
std::optional<Receiver> receiver_of(std::string_view value);

}  // namespace dinh::documents
