// Checks of values. For platform/settings only.
#pragma once
#include "platform/rules/rules.hpp"
#include "platform/settings/settings.hpp"

namespace dinh::settings {

// The bound of the law on `day`; nullptr when the setting names none or none is in force.
const rules::SecurityLimit* law_of(const Setting&, Day day);
// The stricter of the two.
std::string within_law(const std::string& value, const rules::SecurityLimit* law);
std::optional<std::int64_t> number_of(const std::string& value);
// Type, bounds and the setting's own check, without the law. "" when good.
std::string fault_of_value(const Setting&, const std::string& value);
// Drops what this process remembers.
void forget();

}  // namespace dinh::settings
