// Words and looks of an outgoing document on its pages. All Vietnamese, to be translated by the page.
#pragma once
#include "modules/documents/outgoing/outgoing.hpp"

namespace dinh::documents::out_words {

std::string state_name(std::string_view state);
std::string tag_of(std::string_view state);                // class of the tag
std::string step_name(std::string_view kind);              // "Ký nháy nội dung"
std::string step_verb(std::string_view kind);              // the button that agrees: "Ký nháy", "Ký duyệt"
std::string purpose_name(std::string_view purpose);        // "Để thực hiện"
std::string recipient_state_name(std::string_view state);  // "Đã tiếp nhận"
std::string relation_name(std::string_view type, bool from_here);
std::string file_role_name(std::string_view role);
const std::vector<std::string>& purposes();
const std::vector<std::string>& step_kinds();  // in the order of the usual route

}  // namespace dinh::documents::out_words
