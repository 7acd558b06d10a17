// Numbers in addresses.
#pragma once
#include <algorithm>
#include <charconv>
#include <string_view>

namespace dinh::portal {

// Within the bounds; `least` for what is no number.
inline int number_asked(std::string_view typed, int least, int most) {
    int number = least;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    const bool whole = error == std::errc() && end == typed.data() + typed.size();
    return whole ? std::clamp(number, least, most) : least;
}

}  // namespace dinh::portal
