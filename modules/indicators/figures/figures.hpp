// A figure (số liệu) of an agency in a month, as its module counts it, and the list of cases behind it.
#pragma once
#include <string>
#include <vector>

#include "platform/module/module.hpp"

namespace dinh::indicators {

struct Month {
    Day from, until;   // both inclusive
    std::string name;  // 2026-11
};
Month month_of(Day);
Month before(const Month&);
// nullopt: not a month from the year 2000 to that of `today`, or one that has not begun.
std::optional<Month> month_named(std::string_view, Day today);

struct Line {
    std::string name, title;  // title in Vietnamese
    std::int64_t value = 0;
    std::string list_path;  // the cases; "" when there is none
};
// Of the figures set at start; a month that lasts is counted up to `today`.
std::vector<Line> figures_of(db::Conn&, Id agency, const Month&, Day today);

}  // namespace dinh::indicators
