#include "platform/calendar/calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "platform/rules/table.hpp"
#include "tests/support/support.hpp"

namespace dinh::calendar {
namespace {

using testing::HasSubstr;

Day day(const char* text) { return clock::parse_day(text).value(); }
Instant at(const char* text) { return clock::parse_instant(text).value(); }

const std::string kHead =
    "year = 2026\npublished = true\nbasis = 'Thông báo'\nfrom = 2026-01-01\n"
    "[week]\nworking_days = ['monday','tuesday','wednesday','thursday','friday']\n"
    "[hours]\nmorning_start = 07:30:00\nmorning_end = 11:30:00\nafternoon_start = 13:30:00\nafternoon_end = 17:00:00\n";

std::string holiday(const std::string& date, const std::string& kind = "statutory") {
    return "[[holiday]]\nday = " + date + "\nname = 'Nghỉ'\nkind = '" + kind + "'\n";
}

Calendar of(const std::string& toml) { return Calendar::from_files({{"2026.toml", toml}}); }

std::string fault_of(const std::string& toml) {
    try {
        of(toml);
    } catch (const rules::Fault& fault) {
        return fault.what();
    }
    return "";
}

TEST(Calendar, knows_working_days_holidays_and_exchanged_days_of_2026) {
    const Calendar calendar = Calendar::from_rules();
    EXPECT_TRUE(calendar.is_working_day(day("2026-11-20")));
    EXPECT_FALSE(calendar.is_working_day(day("2026-11-21"))) << "Saturday";
    EXPECT_FALSE(calendar.is_working_day(day("2026-11-22"))) << "Sunday";
    EXPECT_FALSE(calendar.is_working_day(day("2026-02-17"))) << "Tết";
    EXPECT_FALSE(calendar.is_working_day(day("2026-04-27"))) << "compensation";
    EXPECT_FALSE(calendar.is_working_day(day("2026-08-31"))) << "exchanged";
    EXPECT_TRUE(calendar.is_working_day(day("2026-08-22"))) << "a Saturday worked instead";
    EXPECT_EQ(calendar.holiday_name(day("2026-09-02")), "Quốc khánh");
    EXPECT_EQ(calendar.holiday_name(day("2026-08-22")), "");
    EXPECT_EQ(calendar.holiday_name(day("2026-11-21")), "");
    EXPECT_EQ(calendar.special(day("2026-08-22")).kind, Kind::swap_work);
    EXPECT_THAT(calendar.special(day("2026-08-22")).basis, HasSubstr("Bộ Nội vụ"));
    EXPECT_FALSE(calendar.provisional(2026));
}

TEST(Calendar, counts_from_the_next_working_day_after_receipt) {
    const Calendar calendar = Calendar::from_rules();
    EXPECT_EQ(calendar.add_working_days(day("2026-11-19"), 1), day("2026-11-20"));
    EXPECT_EQ(calendar.add_working_days(day("2026-11-20"), 1), day("2026-11-23"));
    EXPECT_EQ(calendar.add_working_days(day("2026-11-20"), 2), day("2026-11-25")) << "24 November is a holiday";
    EXPECT_EQ(calendar.add_working_days(day("2026-11-21"), 1), day("2026-11-23"));
    EXPECT_EQ(calendar.add_working_days(day("2026-02-13"), 1), day("2026-02-23")) << "over Tết";
    EXPECT_EQ(calendar.add_working_days(day("2026-08-21"), 1), day("2026-08-22"));
    EXPECT_EQ(calendar.add_working_days(day("2026-12-31"), 1), day("2027-01-04"));
}

TEST(Calendar, takes_no_days_as_the_day_itself_or_the_next_working_day) {
    const Calendar calendar = Calendar::from_rules();
    EXPECT_EQ(calendar.add_working_days(day("2026-11-20"), 0), day("2026-11-20"));
    EXPECT_EQ(calendar.add_working_days(day("2026-11-21"), 0), day("2026-11-23"));
}

TEST(Calendar, counts_back_for_reminders) {
    const Calendar calendar = Calendar::from_rules();
    EXPECT_EQ(calendar.add_working_days(day("2026-11-25"), -1), day("2026-11-23"));
    EXPECT_EQ(calendar.add_working_days(day("2026-11-22"), -1), day("2026-11-20"));
    EXPECT_EQ(calendar.previous_working_day(day("2026-02-23")), day("2026-02-13"));
}

TEST(Calendar, counts_between_days_as_the_reverse_of_adding) {
    const Calendar calendar = Calendar::from_rules();
    for (Day from = day("2026-01-01"); from < day("2026-12-31"); from = from + 1) {
        for (const int n : {1, 2, 7, 30}) {
            ASSERT_EQ(calendar.working_days_between(from, calendar.add_working_days(from, n)), n)
                << clock::to_text(from);
        }
    }
    EXPECT_EQ(calendar.working_days_between(day("2026-11-20"), day("2026-11-20")), 0);
    EXPECT_EQ(calendar.working_days_between(day("2026-11-25"), day("2026-11-20")), -2);
}

TEST(Calendar, holds_years_without_a_file_provisional) {
    const Calendar calendar = Calendar::from_rules();
    EXPECT_TRUE(calendar.provisional(2040));
    EXPECT_TRUE(calendar.provisional(2027)) << "no notice published";
    EXPECT_FALSE(calendar.is_working_day(day("2040-01-01")));
    EXPECT_FALSE(calendar.is_working_day(day("2040-04-30")));
    EXPECT_FALSE(calendar.is_working_day(day("2040-05-01")));
    EXPECT_EQ(calendar.holiday_name(day("2041-09-02")), "Quốc khánh");
    EXPECT_EQ(calendar.holiday_name(day("2040-11-24")), "Ngày Văn hóa Việt Nam");
    EXPECT_EQ(calendar.holiday_name(day("2010-11-24")), "");
    EXPECT_TRUE(calendar.is_working_day(day("2040-02-13")));
    EXPECT_FALSE(calendar.is_working_day(day("2040-02-11"))) << "Saturday";
    EXPECT_EQ(calendar.mark(2040), "none");
}

TEST(Calendar, takes_the_holidays_of_years_without_a_file_from_the_law_of_their_day) {
    const Calendar calendar;
    EXPECT_THAT(calendar.special(day("2041-09-02")).basis, HasSubstr("Điều 112"));
    EXPECT_EQ(calendar.special(day("2041-09-02")).kind, Kind::statutory);
    EXPECT_THAT(calendar.special(day("2040-11-24")).basis, HasSubstr("28/2026/QH16"));
    const std::string changed =
        "basis = 'Luật sau'\nfrom = 2040-01-01\n[[week]]\nworking_days = ['monday']\n[[hours]]\nmorning_start = "
        "07:00:00\nmorning_end = 11:00:00\nafternoon_start = 13:00:00\nafternoon_end = 17:00:00\n"
        "[[holiday]]\nmonth = 3\ndate = 8\nname = 'Ngày mới'\nfrom = 2041-01-01\nto = 2042-12-31\n";
    const Calendar later = Calendar::from_files({{"x/statutory.toml", changed}});
    EXPECT_EQ(later.holiday_name(day("2040-03-08")), "") << "not yet";
    EXPECT_EQ(later.holiday_name(day("2041-03-08")), "Ngày mới");
    EXPECT_EQ(later.holiday_name(day("2043-03-08")), "") << "no more";
    EXPECT_EQ(later.holiday_name(day("2041-09-02")), "");
    EXPECT_FALSE(later.is_working_day(day("2041-03-05"))) << "a Tuesday";
    EXPECT_EQ(later.hours(day("2041-03-04"))->morning_start, 420);
}

TEST(Calendar, refuses_a_law_without_week_or_with_impossible_days) {
    const auto fault = [](const std::string& toml) -> std::string {
        try {
            Calendar::from_files({{"statutory.toml", "basis = 'L'\nfrom = 2021-01-01\n" + toml}});
        } catch (const rules::Fault& found) {
            return found.what();
        }
        return "";
    };
    const std::string fine = kHead.substr(kHead.find("[week]"));
    EXPECT_EQ(fault(fine), "");
    EXPECT_THAT(fault(""), HasSubstr("at least one [[week]]"));
    EXPECT_THAT(fault(fine + "[[holiday]]\nmonth = 2\ndate = 30\nname = 'x'\n"), HasSubstr("no day of a year"));
    EXPECT_THAT(fault(fine + "[[holiday]]\nmonth = 13\ndate = 1\nname = 'x'\n"), HasSubstr("no day of a year"));
    EXPECT_THAT(fault(fine + "[[holiday]]\nmonth = 2\nname = 'x'\n"), HasSubstr("date"));
}

TEST(Calendar, holds_every_holiday_of_the_law_in_each_year_with_a_file) {
    const Calendar calendar = Calendar::from_rules();
    ASSERT_FALSE(calendar.years().empty());
    for (const int year : calendar.years())
        for (Day at = *clock::make_day(year, 1, 1); clock::year(at) == year; at = at + 1) {
            const SpecialDay law = calendar.statutory(at);
            if (law.kind == Kind::ordinary) continue;
            EXPECT_EQ(calendar.special(at).kind, Kind::statutory) << clock::to_text(at);
            EXPECT_EQ(calendar.holiday_name(at), law.name) << clock::to_text(at);
        }
}

TEST(Calendar, works_without_any_file) {
    const Calendar calendar;
    EXPECT_EQ(calendar.add_working_days(day("2026-11-20"), 1), day("2026-11-23"));
    EXPECT_EQ(calendar.hours(day("2026-11-20"))->morning_start, 450);
    EXPECT_TRUE(calendar.years().empty());
}

TEST(Calendar, never_walks_for_ever) {
    const Calendar calendar = Calendar::from_rules();
    EXPECT_GT(calendar.add_working_days(day("2026-01-01"), 2'000'000'000), day("2026-01-01"));
    EXPECT_LT(calendar.add_working_days(day("2026-01-01"), -2'000'000'000), day("2026-01-01"));
}

TEST(Calendar, knows_working_hours) {
    const Calendar calendar = Calendar::from_rules();
    EXPECT_EQ(calendar.hours(day("2026-11-20"))->length(), 450);
    EXPECT_FALSE(calendar.hours(day("2026-11-21")));
    EXPECT_FALSE(calendar.is_working_time(at("2026-11-20T00:29:59.999Z")));
    EXPECT_TRUE(calendar.is_working_time(at("2026-11-20T00:30:00.000Z")));
    EXPECT_FALSE(calendar.is_working_time(at("2026-11-20T04:30:00.000Z"))) << "noon";
    EXPECT_TRUE(calendar.is_working_time(at("2026-11-20T09:59:59.999Z")));
    EXPECT_FALSE(calendar.is_working_time(at("2026-11-20T10:00:00.000Z")));
    EXPECT_FALSE(calendar.is_working_time(at("2026-11-21T02:00:00.000Z"))) << "Saturday";
}

TEST(Calendar, counts_minutes_of_working_time_only) {
    const Calendar calendar = Calendar::from_rules();
    const auto after = [&](const char* from, int minutes) {
        return clock::to_text(calendar.add_working_minutes(at(from), minutes));
    };
    EXPECT_EQ(after("2026-11-20T01:00:00.000Z", 15), "2026-11-20T01:15:00.000Z");
    EXPECT_EQ(after("2026-11-20T04:20:00.000Z", 15), "2026-11-20T06:35:00.000Z") << "over noon";
    EXPECT_EQ(after("2026-11-20T04:20:00.000Z", 10), "2026-11-20T04:30:00.000Z") << "ends with the morning";
    EXPECT_EQ(after("2026-11-20T09:50:00.000Z", 20), "2026-11-23T00:40:00.000Z") << "over the week end";
    EXPECT_EQ(after("2026-11-21T05:00:00.000Z", 0), "2026-11-23T00:30:00.000Z");
    EXPECT_EQ(after("2026-11-20T01:00:00.000Z", 0), "2026-11-20T01:00:00.000Z");
    EXPECT_EQ(after("2026-11-20T01:00:00.000Z", -5), "2026-11-20T01:00:00.000Z");
}

TEST(Calendar, refuses_files_that_contradict_themselves) {
    EXPECT_EQ(fault_of(kHead), "");
    EXPECT_THAT(fault_of(""), HasSubstr("year must be a whole number"));
    EXPECT_THAT(fault_of("year = 3000\nfrom = 2026-01-01\n"), HasSubstr("1900 to 2200"));
    EXPECT_THAT(fault_of("year = 2026\nfrom = 2026-01-01\n"), HasSubstr("one section [week]"));
    EXPECT_THAT(fault_of(kHead + holiday("2027-01-01")), HasSubstr("belongs in the file of its year"));
    EXPECT_THAT(fault_of(kHead + holiday("2026-01-01") + holiday("2026-01-01")), HasSubstr("named twice"));
    EXPECT_THAT(fault_of(kHead + holiday("2026-01-01", "free")), HasSubstr("kind must be one of"));
    EXPECT_THAT(fault_of(kHead + holiday("2026-01-02", "swap_work")), HasSubstr("worked anyway"));
    EXPECT_THAT(fault_of(kHead + holiday("2026-01-03", "swap_off")), HasSubstr("rest day anyway"));
    EXPECT_THAT(fault_of(kHead + holiday("2026-01-04", "compensation")), HasSubstr("rest day anyway"));
    EXPECT_THAT(fault_of(kHead + "[[holiday]]\nday = '2026-01-01'\nkind='statutory'\nname='x'\n"),
                HasSubstr("without quotes"));
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    return text.replace(text.find(what), what.size(), with);
}

TEST(Calendar, refuses_impossible_weeks_and_hours) {
    EXPECT_THAT(fault_of(replaced(kHead, "'monday'", "'mon'")), HasSubstr("mon is no day of the week"));
    EXPECT_THAT(fault_of(replaced(kHead, "'monday','tuesday','wednesday','thursday','friday'", "")),
                HasSubstr("at least one day"));
    EXPECT_THAT(fault_of(replaced(kHead, "07:30:00", "12:30:00")), HasSubstr("follow each other"));
    EXPECT_THAT(fault_of(replaced(kHead, "07:30:00", "'07:30'")), HasSubstr("must be a time"));
    EXPECT_THROW(Calendar::from_files({{"a", kHead}, {"b", kHead}}), rules::Fault);
}

TEST(Calendar, takes_the_week_and_the_hours_of_its_file) {
    const Calendar calendar = of(replaced(replaced(kHead, "'friday'", "'friday','saturday'"), "07:30:00", "07:00:00"));
    EXPECT_TRUE(calendar.is_working_day(day("2026-11-21")));
    EXPECT_EQ(calendar.hours(day("2026-11-21"))->morning_start, 420);
}

TEST(Calendar, changes_its_mark_with_its_file) {
    EXPECT_EQ(of(kHead).mark(2026), of(kHead).mark(2026));
    EXPECT_NE(of(kHead).mark(2026), of(kHead + holiday("2026-01-01")).mark(2026));
}

TEST(Calendar, reads_a_folder_and_is_used_by_the_process) {
    const test::TempDir folder;
    std::ofstream(folder.file("2026.toml")) << kHead << holiday("2026-11-20");
    std::ofstream(folder.file("notes.txt")) << "no calendar";
    EXPECT_TRUE(current().is_working_day(day("2026-11-20")));
    const Calendar& before = current();
    use(Calendar::from_folder(folder.path()));
    EXPECT_FALSE(current().is_working_day(day("2026-11-20")));
    EXPECT_TRUE(before.is_working_day(day("2026-11-20")));
    use(Calendar::from_rules());
    EXPECT_THROW(Calendar::from_folder(folder.file("absent")), rules::Fault);
}

}  // namespace
}  // namespace dinh::calendar
