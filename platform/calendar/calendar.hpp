// Working days and hours, from rules/calendar/*.toml. Deadlines are counted only here.
//
// A year whose yearly notice has not been published holds the statutory days; a year without any file holds the week,
// the hours and the holidays of statutory.toml. Both are provisional: what was counted with them is counted anew when
// the notice comes.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/rules/table.hpp"

namespace dinh::calendar {

enum class Kind {
    ordinary,       // working or not by the day of the week
    statutory,      // holiday of the Labour Code, article 112
    compensation,   // day off because a holiday fell on a weekly day off (article 111)
    swap_off,       // a working day exchanged for a rest day
    swap_work       // the rest day worked instead
};

struct SpecialDay {
    Kind kind = Kind::ordinary;
    std::string name;   // Vietnamese
    std::string basis;
};

// Minutes since midnight in Viet Nam.
struct Hours {
    int morning_start = 0, morning_end = 0, afternoon_start = 0, afternoon_end = 0;
    int length() const { return morning_end - morning_start + afternoon_end - afternoon_start; }
};

class Calendar {
public:
    Calendar();  // no year has a file: only what statutory.toml inside the program says
    // Path -> content of calendar files; one named statutory.toml takes the place of that inside the program. Throws
    // rules::Fault naming file, line and remedy.
    static Calendar from_files(const std::map<std::string, std::string>& files);
    static Calendar from_rules();                          // the files inside the program
    static Calendar from_folder(const std::string& path);  // a folder of YYYY.toml

    bool is_working_day(Day) const;
    // The n-th working day after `from`: counting begins on the next working day after receipt. 0: `from` itself, or
    // the next working day when it is none. Negative: that many working days before `from`.
    Day add_working_days(Day from, int n) const;
    // Working days after `from` up to and including `to`; negative when `to` is earlier. The reverse of
    // add_working_days.
    int working_days_between(Day from, Day to) const;
    Day next_working_day(Day) const;                       // strictly after
    Day working_day_from(Day) const;                       // the day itself when it is one
    Day previous_working_day(Day) const;                   // strictly before

    SpecialDay special(Day) const;
    std::string holiday_name(Day) const;                   // "" on ordinary and swap_work days
    bool provisional(int year) const;
    // Changes when anything of the year changes: a deadline counted under another mark is counted anew.
    std::string mark(int year) const;
    std::vector<int> years() const;                        // those with a file
    // The holiday that the law itself sets on this day of the year, by its solar date; ordinary when none.
    SpecialDay statutory(Day) const;

    std::optional<Hours> hours(Day) const;                 // nullopt on days off
    bool is_working_time(Instant) const;
    // Moves forward by minutes of working time; 0 gives `from` or the next start of work.
    Instant add_working_minutes(Instant from, int minutes) const;

private:
    using Week = std::array<bool, 8>;                      // by clock::weekday, 1 Monday .. 7 Sunday
    struct Holiday : rules::Dated {
        int month = 0, date = 0;
        std::string name;
    };
    template <class T>
    using Since = std::map<Day, T>;                        // by the first day; the last one that has begun holds
    struct Statute {
        Since<Week> weeks;
        Since<Hours> hours;
        std::vector<Holiday> holidays;
    };
    struct Year {
        bool published = false;
        Week works{};
        Hours hours;
        std::map<Day, SpecialDay> special;
        std::string mark;
    };
    friend class Reader;
    const Year* file_of(int year) const;
    bool works_by_weekday(Day) const;
    Statute statute_;
    std::map<int, Year> years_;
};

// The calendar of the process: the files inside the program until use() gives another. The reference stays valid.
const Calendar& current();
void use(Calendar);

}  // namespace dinh::calendar
