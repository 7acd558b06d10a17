#include "platform/calendar/calendar.hpp"

#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>

namespace dinh::calendar {

namespace {

constexpr int kMostDays = 20'000;  // a wrong number must not walk the calendar for ever
constexpr int kMostMinutes = 10'000'000;
constexpr std::int64_t kMinuteMs = 60'000;

// What holds on the day; before the first of all, the first.
template <class T>
const T& since(const std::map<Day, T>& all, Day day) {
    auto at = all.upper_bound(day);
    if (at != all.begin()) --at;
    return at->second;
}

Instant at_minute(Day day, int minute) { return {clock::start_of(day).ms + minute * kMinuteMs}; }

struct Shared {
    std::mutex mutex;
    std::list<Calendar> kept;
    std::atomic<const Calendar*> current = nullptr;
};

Shared& shared() {
    static Shared all;
    return all;
}

}  // namespace

const Calendar::Year* Calendar::file_of(int year) const {
    const auto at = years_.find(year);
    return at == years_.end() ? nullptr : &at->second;
}

SpecialDay Calendar::statutory(Day day) const {
    const auto [year, month, date] = clock::ymd(day);
    for (const Holiday& one : statute_.holidays)
        if (one.month == static_cast<int>(month) && one.date == static_cast<int>(date) && one.in_force(day))
            return {Kind::statutory, one.name, one.basis};
    return {};
}

bool Calendar::works_by_weekday(Day day) const {
    const Year* year = file_of(clock::year(day));
    const Week& week = year ? year->works : since(statute_.weeks, day);
    return week[static_cast<std::size_t>(clock::weekday(day))];
}

SpecialDay Calendar::special(Day day) const {
    const Year* year = file_of(clock::year(day));
    if (!year) return statutory(day);
    const auto at = year->special.find(day);
    return at == year->special.end() ? SpecialDay{} : at->second;
}

bool Calendar::is_working_day(Day day) const {
    switch (special(day).kind) {
        case Kind::statutory:
        case Kind::compensation:
        case Kind::swap_off: return false;
        case Kind::swap_work: return true;
        case Kind::ordinary: break;
    }
    return works_by_weekday(day);
}

Day Calendar::next_working_day(Day day) const {
    do day = day + 1;
    while (!is_working_day(day));
    return day;
}

Day Calendar::previous_working_day(Day day) const {
    do day = day - 1;
    while (!is_working_day(day));
    return day;
}

Day Calendar::working_day_from(Day day) const { return is_working_day(day) ? day : next_working_day(day); }

Day Calendar::add_working_days(Day from, int n) const {
    n = std::clamp(n, -kMostDays, kMostDays);
    if (n == 0) return working_day_from(from);
    for (; n > 0; --n) from = next_working_day(from);
    for (; n < 0; ++n) from = previous_working_day(from);
    return from;
}

int Calendar::working_days_between(Day from, Day to) const {
    if (to < from) return -working_days_between(to, from);
    int count = 0;
    for (Day day = from + 1; day <= to; day = day + 1) count += is_working_day(day);
    return count;
}

std::string Calendar::holiday_name(Day day) const {
    const SpecialDay found = special(day);
    return found.kind == Kind::swap_work ? "" : found.name;
}

bool Calendar::provisional(int year) const {
    const Year* file = file_of(year);
    return !file || !file->published;
}

std::string Calendar::mark(int year) const {
    const Year* file = file_of(year);
    return file ? file->mark : "none";
}

std::vector<int> Calendar::years() const {
    std::vector<int> list;
    for (const auto& [year, file] : years_) list.push_back(year);
    return list;
}

std::optional<Hours> Calendar::hours(Day day) const {
    if (!is_working_day(day)) return std::nullopt;
    const Year* year = file_of(clock::year(day));
    return year ? year->hours : since(statute_.hours, day);
}

bool Calendar::is_working_time(Instant at) const {
    const Day day = clock::day_of(at);
    const auto open = hours(day);
    const auto minute = static_cast<int>((at.ms - clock::start_of(day).ms) / kMinuteMs);
    return open && ((minute >= open->morning_start && minute < open->morning_end) ||
                    (minute >= open->afternoon_start && minute < open->afternoon_end));
}

Instant Calendar::add_working_minutes(Instant from, int minutes) const {
    std::int64_t left = std::clamp(minutes, 0, kMostMinutes) * kMinuteMs;
    for (Day day = clock::day_of(from);; day = next_working_day(day)) {
        const auto open = hours(day);
        if (!open) continue;
        const std::array spans{std::pair(open->morning_start, open->morning_end),
                               std::pair(open->afternoon_start, open->afternoon_end)};
        for (const auto& [start, end] : spans) {
            const Instant begin = std::max(from, at_minute(day, start));
            const std::int64_t room = at_minute(day, end).ms - begin.ms;
            if (room <= 0) continue;
            if (left <= room) return {begin.ms + left};
            left -= room;
        }
    }
}

const Calendar& current() {
    if (!shared().current.load(std::memory_order_acquire)) {
        Calendar made = Calendar::from_rules();
        const std::lock_guard lock(shared().mutex);
        if (!shared().current) shared().current = &shared().kept.emplace_back(std::move(made));
    }
    return *shared().current.load(std::memory_order_acquire);
}

void use(Calendar calendar) {
    const std::lock_guard lock(shared().mutex);
    shared().current = &shared().kept.emplace_back(std::move(calendar));
}

}  // namespace dinh::calendar
