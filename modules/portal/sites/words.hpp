// What stands on pages for the words in the tables of sites, in Vietnamese.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/forms/boxes.hpp"

namespace dinh::portal {

const std::vector<forms::Choice>& member_roles();
std::string role_title(std::string_view role);
const std::vector<forms::Choice>& colour_choices();
const std::vector<forms::Choice>& steps_choices();  // of a site
std::string title_among(const std::vector<forms::Choice>&, std::string_view value);
std::string site_kind_title(std::string_view kind);
// The label of a field of the history.
std::string site_field_title(std::string_view field);

}  // namespace dinh::portal
