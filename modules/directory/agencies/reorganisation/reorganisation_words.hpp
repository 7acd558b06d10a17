// Reorganisations in words, for their pages.
#pragma once
#include <string>
#include <vector>

#include "modules/directory/agencies/reorganisation/reorganisation.hpp"
#include "modules/directory/words.hpp"

namespace dinh::directory {

const std::vector<Choice>& reorganisation_kinds();
std::string state_title(const Reorganisation&);
std::string state_tag(const Reorganisation&);  // class of the tag
// "Sáp nhập Sở A, Sở B vào Sở C"
std::string title_of(const dinh::pages::Lang&, const Snapshot&, const Reorganisation&);
std::string target_name(const Snapshot&, const Target&);
// What happens on the day, a sentence each.
std::vector<std::string> consequences(const dinh::pages::Lang&, const Snapshot&, const Reorganisation&);

}  // namespace dinh::directory
