#include <charconv>

#include "modules/portal/imports/old_site.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::imports {

namespace {

constexpr std::int64_t kHourMs = 3'600'000, kMinuteMs = 60'000;

// The numbers of a text, at most six, each of at most four digits; false for anything that stands for no moment.
bool numbers_of(std::string_view text, std::vector<int>& numbers) {
    constexpr std::string_view kBetween = "-/.: T,";
    for (std::size_t at = 0; at < text.size();) {
        if (kBetween.find(text[at]) != std::string_view::npos) {
            ++at;
            continue;
        }
        int number = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
        const auto digits = static_cast<std::size_t>(end - text.data()) - at;
        if (error != std::errc() || number < 0 || digits > 4 || numbers.size() == 6) return false;
        numbers.push_back(number);
        at += digits;
    }
    return numbers.size() == 3 || numbers.size() >= 5;
}

// "10:13 PM", "10:13 CH": takes the mark off; 12 hours to add or to leave.
int half_of_day(std::string& text) {
    for (const auto& [mark, half] : {std::pair{" am", 1}, {" sa", 1}, {" pm", 2}, {" ch", 2}})
        if (text.ends_with(mark)) {
            text.resize(text.size() - 3);
            return half;
        }
    return 0;
}

}  // namespace

std::optional<Instant> parse_moment(std::string_view typed) {
    std::string text = text::fold(text::clean_line(typed));
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size() && text.size() >= 9 && text.size() <= 11 &&
        seconds > 0)
        return Instant{seconds * 1000};
    if (const auto whole = clock::parse_instant(text::upper(text))) return whole;
    const int half = half_of_day(text);
    std::vector<int> numbers;
    if (!numbers_of(text::upper(text), numbers)) return std::nullopt;
    int year = numbers[0], month = numbers[1], day = numbers[2];
    if (year < 100) std::swap(year, day);
    if (month > 12) std::swap(month, day);
    const auto found = clock::make_day(year, month, day);
    int hour = numbers.size() > 3 ? numbers[3] : 0;
    if (half != 0) hour = hour % 12 + (half == 2 ? 12 : 0);
    const int minute = numbers.size() > 4 ? numbers[4] : 0, second = numbers.size() > 5 ? numbers[5] : 0;
    if (!found || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return Instant{clock::start_of(*found).ms + hour * kHourMs + minute * kMinuteMs + second * 1000};
}

}  // namespace dinh::portal::imports
