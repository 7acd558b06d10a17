#include "platform/clock/clock.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <stdexcept>

namespace dinh::clock {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kVietnamOffsetMs = 7 * 3'600'000;
constexpr std::int64_t kRunning = std::numeric_limits<std::int64_t>::min();

std::atomic<std::int64_t> frozen_at{kRunning};

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// All of `text` as a number of 1 to 9 digits; nullopt for signs, blanks and anything else.
std::optional<int> digits(std::string_view text) {
    if (text.empty() || text.size() > 9) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// Each %n of the pattern is the next value in at least n digits. A list shows hundreds of days: printf took a tenth of
// the time of its rows.
std::string print(std::string_view pattern, std::initializer_list<int> values) {
    std::string out;
    out.reserve(32);
    auto value = values.begin();
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] != '%') {
            out += pattern[at];
            continue;
        }
        std::array<char, 12> digits;
        const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), *value++).ptr;
        const auto size = static_cast<int>(end - digits.data());
        out.append(static_cast<std::size_t>(std::max(pattern[++at] - '0' - size, 0)), '0');
        out.append(digits.data(), static_cast<std::size_t>(size));
    }
    return out;
}

struct TimeOfDay {
    Ymd date;
    int hour, minute, second, ms;
};

TimeOfDay parts(Instant at, std::int64_t offset_ms) {
    const std::int64_t local = at.ms + offset_ms;
    const std::int64_t day = floor_div(local, kDayMs);
    const auto rest = static_cast<int>(local - day * kDayMs);
    return {ymd(Day{static_cast<std::int32_t>(day)}), rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60,
            rest % 1000};
}

// "Z" or "+07:00" -> milliseconds east of UTC.
std::optional<std::int64_t> parse_offset(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hours = digits(text.substr(1, 2));
    const auto minutes = digits(text.substr(4, 2));
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    const std::int64_t ms = (*hours * 60 + *minutes) * std::int64_t{60'000};
    return text[0] == '-' ? -ms : ms;
}

// Takes ".5", ".25" or ".125" from the front of `rest`; no fraction is 0.
std::optional<int> take_fraction(std::string_view& rest) {
    if (rest.empty() || rest[0] != '.') return 0;
    std::size_t end = 1;
    while (end < rest.size() && is_digit(rest[end])) ++end;
    if (end == 1 || end > 10) return std::nullopt;
    int ms = 0;
    for (std::size_t i = 1; i <= 3; ++i) ms = ms * 10 + (i < end ? rest[i] - '0' : 0);
    rest.remove_prefix(end);
    return ms;
}

// Of the same day and month in the years around `near`, the one closest to it: 28/12 typed on 2 January is last year's.
std::optional<Day> closest_year(int day, int month, Day near) {
    std::optional<Day> best;
    for (const int offset : {0, -1, 1}) {
        const auto candidate = make_day(ymd(near).year + offset, month, day);
        if (candidate && (!best || std::abs(*candidate - near) < std::abs(*best - near))) best = candidate;
    }
    return best;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// 21, 2111, 211126 and 21112026: what quick fingers type.
std::optional<Day> parse_bare_digits(std::string_view text, Day near) {
    const auto at = [&](std::size_t from, std::size_t count) { return *digits(text.substr(from, count)); };
    const Ymd around = ymd(near);
    switch (text.size()) {
        case 1:
        case 2: return make_day(around.year, around.month, at(0, text.size()));
        case 4: return closest_year(at(0, 2), at(2, 2), near);
        case 6: return make_day(2000 + at(4, 2), at(2, 2), at(0, 2));
        case 8: return make_day(at(4, 4), at(2, 2), at(0, 2));
        default: return std::nullopt;
    }
}

}  // namespace

Instant now() {
    const std::int64_t frozen = frozen_at.load(std::memory_order_relaxed);
    if (frozen != kRunning) return {frozen};
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

Day today() { return day_of(now()); }

std::int64_t steady_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

Day day_of(Instant at) { return {static_cast<std::int32_t>(floor_div(at.ms + kVietnamOffsetMs, kDayMs))}; }

Instant start_of(Day day) { return {day.number * kDayMs - kVietnamOffsetMs}; }

int weekday(Day day) {
    const int from_monday = (day.number % 7 + 7 + 3) % 7;  // 1970-01-01 was a Thursday
    return from_monday + 1;
}

Ymd ymd(Day day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day.number}}};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::optional<Day> make_day(int year, int month, int day) {
    if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return Day{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

int year(Day day) { return ymd(day).year; }

std::string to_text(Instant at) {
    const TimeOfDay t = parts(at, 0);
    return print("%4-%2-%2T%2:%2:%2.%3Z",
                 {t.date.year, t.date.month, t.date.day, t.hour, t.minute, t.second, t.ms});
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
    const auto day = parse_day(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2));
    const auto minute = digits(text.substr(14, 2));
    const auto second = digits(text.substr(17, 2));
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    std::string_view rest = text.substr(19);
    const auto fraction = take_fraction(rest);
    const auto offset = parse_offset(rest);
    if (!fraction || !offset) return std::nullopt;
    const std::int64_t in_day = ((*hour * 60 + *minute) * 60 + *second) * std::int64_t{1000} + *fraction;
    return Instant{day->number * kDayMs + in_day - *offset};
}

std::string to_text(Day day) {
    const Ymd date = ymd(day);
    return print("%4-%2-%2", {date.year, date.month, date.day});
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits(text.substr(0, 4));
    const auto m = digits(text.substr(5, 2));
    const auto d = digits(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    return make_day(*y, *m, *d);
}

std::string show(Day day) {
    const Ymd date = ymd(day);
    return print("%2/%2/%4", {date.day, date.month, date.year});
}

std::string show_short(Day day) {
    const Ymd date = ymd(day);
    return print("%2/%2", {date.day, date.month});
}

std::string show(Instant at) {
    const TimeOfDay t = parts(at, kVietnamOffsetMs);
    return print("%2/%2/%4 %2:%2", {t.date.day, t.date.month, t.date.year, t.hour, t.minute});
}

std::optional<Day> parse_typed_day(std::string_view text, Day near) {
    text = trimmed(text);
    if (const auto stored = parse_day(text)) return stored;
    const std::size_t first = text.find_first_of("/-.");
    if (first == std::string_view::npos) return digits(text) ? parse_bare_digits(text, near) : std::nullopt;
    const char separator = text[first];
    const std::size_t second = text.find(separator, first + 1);
    const auto d = digits(trimmed(text.substr(0, first)));
    const auto m = digits(trimmed(text.substr(first + 1, second - first - 1)));
    if (!d || !m) return std::nullopt;
    if (second == std::string_view::npos) return closest_year(*d, *m, near);
    const std::string_view year_text = trimmed(text.substr(second + 1));
    const auto y = digits(year_text);
    if (!y || (year_text.size() != 2 && year_text.size() != 4)) return std::nullopt;
    return make_day(year_text.size() == 2 ? 2000 + *y : *y, *m, *d);
}

std::string show_formal(Day day) {
    const Ymd date = ymd(day);
    return print(date.month <= 2 ? "ngày %2 tháng %2 năm %1" : "ngày %2 tháng %1 năm %1",
                 {date.day, date.month, date.year});
}

Frozen::Frozen(Instant at) : before_ms_(frozen_at.exchange(at.ms)) {}

Frozen::Frozen(std::string_view instant_text) : before_ms_(frozen_at.load()) {
    const auto at = parse_instant(instant_text);
    if (!at) throw std::invalid_argument("not an instant: " + std::string(instant_text));
    frozen_at = at->ms;
}

Frozen::~Frozen() { frozen_at = before_ms_; }

void Frozen::set(Instant at) { frozen_at = at.ms; }

void Frozen::advance_ms(std::int64_t ms) { frozen_at += ms; }

}  // namespace dinh::clock
