// Whatever is typed: no crash, and what is understood is written back as the same day or moment.
#include <cstdlib>

#include "platform/clock/clock.hpp"

using dinh::Day;
namespace clock_part = dinh::clock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const Day near{static_cast<std::int32_t>(size % 50'000)};
    const auto typed = clock_part::parse_typed_day(input, near);
    if (typed && clock_part::parse_typed_day(clock_part::show(*typed), near) != typed) std::abort();
    const auto day = clock_part::parse_day(input);
    if (day && clock_part::to_text(*day) != input) std::abort();
    const auto at = clock_part::parse_instant(input);
    if (at && clock_part::parse_instant(clock_part::to_text(*at)) != at) std::abort();
    return 0;
}
