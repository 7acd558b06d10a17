// What stands on pages for the words in the tables of articles, in Vietnamese.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/forms/boxes.hpp"

namespace dinh::portal {

const std::vector<forms::Choice>& article_kinds();
const std::vector<forms::Choice>& languages();
std::string article_kind(std::string_view kind);  // "Sự kiện"; "" when there is no such kind
std::string state_title(std::string_view state);
const char* state_tag(std::string_view state);            // "tag--good"
std::string article_field_title(std::string_view field);  // of a change in the history
std::string placing_title(std::string_view state);

}  // namespace dinh::portal
