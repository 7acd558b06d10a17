#include <charconv>

#include "modules/documents/reports/reports.hpp"

namespace dinh::documents::reports {

namespace {

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
    return value;
}

// `count` months from the first of this one.
Period span(int year, int month, int count, std::string name) {
    const int after = year * 12 + month - 1 + count;
    return {*clock::make_day(year, month, 1), *clock::make_day(after / 12, after % 12 + 1, 1) - 1, std::move(name)};
}

Period month(int year, int number) {
    return span(year, number, 1, clock::to_text(*clock::make_day(year, number, 1)).substr(0, 7));
}
Period quarter(int year, int number) {
    return span(year, number * 3 - 2, 3, std::to_string(year) + "-q" + std::to_string(number));
}

}  // namespace

std::optional<Period> period_of(std::string_view name) {
    if (name.size() != 7 || name[4] != '-') return std::nullopt;
    const auto year = number(name.substr(0, 4));
    if (!year || *year < 2000 || *year > 2199) return std::nullopt;
    const bool quarterly = name[5] == 'q';
    const auto which = number(name.substr(quarterly ? 6 : 5));
    if (!which || *which < 1 || *which > (quarterly ? 4 : 12)) return std::nullopt;
    return quarterly ? quarter(*year, *which) : month(*year, *which);
}

Period month_of(Day day) {
    const auto [year, number, ignored] = clock::ymd(day);
    return month(year, number);
}

Period quarter_of(Day day) {
    const auto [year, number, ignored] = clock::ymd(day);
    return quarter(year, (number + 2) / 3);
}

Period before(const Period& period) {
    return period.is_month() ? month_of(period.from - 1) : quarter_of(period.from - 1);
}

std::vector<Period> months_of(const Period& period) {
    std::vector<Period> months;
    for (Day day = period.from; day <= period.until; day = months.back().until + 1) months.push_back(month_of(day));
    return months;
}

}  // namespace dinh::documents::reports
