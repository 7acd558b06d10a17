// What the attributes of clean HTML may say. Each takes the value with its entities decoded, and answers nothing when
// the attribute goes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/markup/markup.hpp"

namespace dinh::markup {

// http, https, mailto, tel, a path from one "/", or "#…" but not "#_…"; blanks as %20. No user before a host, no
// backslash.
std::optional<std::string> link_address(std::string_view value);
std::optional<std::string> picture_address(std::string_view value, const Options& options);
bool is_outside(std::string_view address);  // of an address that stays
// Of any other attribute.
std::optional<std::string> value_of(std::string_view attribute, std::string_view value);

}  // namespace dinh::markup
