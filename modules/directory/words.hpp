// The words people read for what is stored in English, as choices of forms and as texts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/sheet.hpp"

namespace dinh::directory {

const std::vector<Choice>& agency_kinds();
const std::vector<Choice>& unit_kinds();
const std::vector<Choice>& post_roles();
const std::vector<Choice>& signing_kinds();
const std::vector<Choice>& appointment_kinds();
const std::vector<Choice>& delegation_purposes();
// The title of a value; the value itself when it is none of the choices.
std::string title_of(const std::vector<Choice>&, std::string_view value);
std::vector<std::string> values_of(const std::vector<Choice>&);
// "từ 01/3/2025", "từ 01/3/2025 đến hết 30/6/2026": `until` is the first day without it.
std::string span_words(const dinh::pages::Lang&, Day from, std::optional<Day> until);

}  // namespace dinh::directory
