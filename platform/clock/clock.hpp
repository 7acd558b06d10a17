// Time and days. The wall clock is read only here; tests set it. Viet Nam keeps UTC+7 the whole year.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dinh {

// A moment: milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;
    auto operator<=>(const Instant&) const = default;
};

// A calendar day, counted from 1970-01-01 (= 0).
struct Day {
    std::int32_t number = 0;
    auto operator<=>(const Day&) const = default;
    Day operator+(int days) const { return {number + days}; }
    Day operator-(int days) const { return {number - days}; }
    int operator-(Day other) const { return number - other.number; }
};

namespace clock {

Instant now();
Day today();                                     // the day in Viet Nam
std::int64_t steady_ms();                        // for time-outs; never goes back

Day day_of(Instant);                             // the day in Viet Nam
Instant start_of(Day);                           // 00:00 in Viet Nam
int weekday(Day);                                // 1 Monday .. 7 Sunday
struct Ymd { int year, month, day; };
Ymd ymd(Day);
std::optional<Day> make_day(int year, int month, int day);  // nullopt for impossible dates and years outside 1900..2200
int year(Day);

std::string to_text(Instant);                    // 2026-11-21T08:00:00.000Z, as stored
// As stored; from outside also without the fraction and with an offset (+07:00).
std::optional<Instant> parse_instant(std::string_view);
std::string to_text(Day);                        // 2026-11-21, as stored
std::optional<Day> parse_day(std::string_view);  // 2026-11-21
// For people.
std::string show(Day);                           // 21/11/2026
std::string show_short(Day);                     // 21/11
std::string show(Instant);                       // 21/11/2026 15:04, time in Viet Nam
// What people type: 21/11/2026, 21-11-2026, 21.11.2026, 21/11/26, 21112026, 211126; 21/11 and 2111 take the year that
// brings them closest to `near`, 21 alone the month and year of `near`; 2026-11-21 as date fields send it.
std::optional<Day> parse_typed_day(std::string_view, Day near);
// "ngày 05 tháng 01 năm 2026": leading 0 for days < 10 and months 1 and 2 (NĐ 30/2020, Appendix I.II.4.b).
std::string show_formal(Day);

// While it lives, now() stands still at `at` and moves only by advance_ms(), in all threads. For tests and the
// example. May be nested; the text form throws std::invalid_argument when it is no instant.
class Frozen {
public:
    explicit Frozen(Instant at);
    explicit Frozen(std::string_view instant_text);
    ~Frozen();
    Frozen(const Frozen&) = delete;
    Frozen& operator=(const Frozen&) = delete;
    void set(Instant at);
    void advance_ms(std::int64_t ms);

private:
    std::int64_t before_ms_;
};

}  // namespace clock
}  // namespace dinh
