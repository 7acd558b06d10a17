#include "platform/sheet/values.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "platform/clock/clock.hpp"

namespace dinh::sheet {

namespace {

constexpr int kDaysTo1970 = 25'569, kDaysTo1904 = 1'462;
constexpr int kLastDay = 2'958'465;  // 9999-12-31
constexpr int kNeverWas = 60;        // 1900-02-29, kept by all programs for the sake of the first
constexpr std::int64_t kSecondsOfDay = 86'400;
constexpr int kDigits = 15;

std::optional<double> number_of(std::string_view value) {
    double number = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault != std::errc() || end != value.data() + value.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string time_text(std::int64_t seconds) {
    std::string text = two(seconds / 3600) + ":" + two(seconds / 60 % 60);
    if (seconds % 60 != 0) text += ":" + two(seconds % 60);
    return text;
}

std::string day_text(std::int64_t days) {
    if (days == kNeverWas) return "1900-02-29";
    const int missing = days < kNeverWas ? 1 : 0;
    return clock::to_text(Day{static_cast<std::int32_t>(days) - kDaysTo1970 + missing});
}

}  // namespace

Look look_of_known(int format) {
    const auto within = [&](int from, int to) { return from <= format && format <= to; };
    if (format == 22) return Look::day_and_time;
    if (within(14, 17) || within(27, 31) || format == 36 || within(50, 54) || within(57, 58)) return Look::day;
    if (within(18, 21) || within(32, 35) || within(45, 47) || within(55, 56)) return Look::time;
    return Look::number;
}

Look look_of(std::string_view format) {
    bool day = false, time = false, month = false;
    for (std::size_t at = 0; at < format.size() && format[at] != ';'; ++at) {
        const char c = format[at];
        if (c == '"') {
            at = std::min(format.find('"', at + 1), format.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '[') {
            const std::size_t end = std::min(format.find(']', at), format.size());
            // [h], [mm], [ss] count beyond a day; [Red], [$-42A], [>9] are no letters of time.
            const auto within = format.substr(std::min(at + 1, end), end - std::min(at + 1, end));
            time = time || (!within.empty() && within.find_first_not_of("hHmMsS") == std::string_view::npos);
            at = end;
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
            day = true;
        } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
            time = true;
        } else if (c == 'm' || c == 'M') {
            month = true;
        } else if (c == 'G' || c == 'g' || c == '#' || c == '?') {
            return Look::number;  // General; places of digits
        }
    }
    if (month && !time) day = true;
    return day && time ? Look::day_and_time : day ? Look::day : time ? Look::time : Look::number;
}

std::optional<std::string> number_text(std::string_view value) {
    const auto number = number_of(value);
    if (!number) return std::nullopt;
    // 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3.
    std::array<char, 512> text{};
    auto* const end = text.data() + text.size();
    const auto rounded = std::to_chars(text.data(), end, *number, std::chars_format::general, kDigits);
    double kept = 0;
    std::from_chars(text.data(), rounded.ptr, kept);
    if (kept == 0) return "0";
    const auto plain = std::to_chars(text.data(), end, kept, std::chars_format::fixed);
    if (plain.ec != std::errc()) return std::nullopt;
    return std::string(text.data(), plain.ptr);
}

std::optional<std::string> moment_text(std::string_view value, Look look, bool from_1904) {
    const auto number = number_of(value);
    if (!number || *number < 0 || *number > kLastDay) return std::nullopt;
    const std::int64_t all = std::llround(*number * static_cast<double>(kSecondsOfDay));
    const std::int64_t days = all / kSecondsOfDay + (from_1904 ? kDaysTo1904 : 0), seconds = all % kSecondsOfDay;
    if (days > kLastDay) return std::nullopt;
    if (look == Look::time && all < kSecondsOfDay) return time_text(seconds);
    if (days == 0 && seconds != 0) return time_text(seconds);
    if (days == 0) return std::nullopt;
    return seconds == 0 ? day_text(days) : day_text(days) + " " + time_text(seconds);
}

}  // namespace dinh::sheet
