#include "platform/clock/clock.hpp"

#include <gtest/gtest.h>

namespace dinh {
namespace {

Day day(int y, int m, int d) { return clock::make_day(y, m, d).value(); }

TEST(Clock, counts_days_from_1970) {
    EXPECT_EQ(day(1970, 1, 1).number, 0);
    EXPECT_EQ(day(2026, 11, 21).number, 20778);
    EXPECT_EQ(day(1969, 12, 31).number, -1);
}

TEST(Clock, gives_back_the_date_of_every_day_it_can_make) {
    for (int number = day(1900, 1, 1).number; number <= day(2200, 12, 31).number; ++number) {
        const auto [y, m, d] = clock::ymd(Day{number});
        ASSERT_EQ(clock::make_day(y, m, d), Day{number});
        ASSERT_EQ(clock::parse_day(clock::to_text(Day{number})), Day{number});
    }
}

TEST(Clock, refuses_impossible_dates_and_far_years) {
    EXPECT_FALSE(clock::make_day(2026, 2, 29));
    EXPECT_TRUE(clock::make_day(2028, 2, 29));
    EXPECT_FALSE(clock::make_day(2100, 2, 29));
    EXPECT_FALSE(clock::make_day(2026, 4, 31));
    EXPECT_FALSE(clock::make_day(2026, 0, 1));
    EXPECT_FALSE(clock::make_day(2026, 13, 1));
    EXPECT_FALSE(clock::make_day(2026, 1, 0));
    EXPECT_FALSE(clock::make_day(2026, 1, 32));
    EXPECT_FALSE(clock::make_day(2026, -1, -1));
    EXPECT_FALSE(clock::make_day(1899, 12, 31));
    EXPECT_FALSE(clock::make_day(2201, 1, 1));
}

TEST(Clock, knows_the_day_of_the_week) {
    EXPECT_EQ(clock::weekday(day(1970, 1, 1)), 4);
    EXPECT_EQ(clock::weekday(day(2026, 11, 21)), 6);
    EXPECT_EQ(clock::weekday(day(2026, 11, 22)), 7);
    EXPECT_EQ(clock::weekday(day(2026, 11, 23)), 1);
    EXPECT_EQ(clock::weekday(day(1945, 9, 2)), 7);
}

TEST(Clock, changes_the_day_at_midnight_in_viet_nam) {
    const Instant before = clock::parse_instant("2026-11-20T16:59:59.999Z").value();
    EXPECT_EQ(clock::day_of(before), day(2026, 11, 20));
    EXPECT_EQ(clock::day_of(Instant{before.ms + 1}), day(2026, 11, 21));
    EXPECT_EQ(clock::start_of(day(2026, 11, 21)), (Instant{before.ms + 1}));
    EXPECT_EQ(clock::day_of(clock::start_of(day(1950, 3, 4))), day(1950, 3, 4));
    EXPECT_EQ(clock::day_of(Instant{clock::start_of(day(1950, 3, 4)).ms - 1}), day(1950, 3, 3));
}

TEST(Clock, stores_moments_so_that_text_order_is_time_order) {
    const Instant at{1795248000123};
    EXPECT_EQ(clock::to_text(at), "2026-11-21T08:00:00.123Z");
    EXPECT_EQ(clock::parse_instant("2026-11-21T08:00:00.123Z"), at);
    EXPECT_EQ(clock::to_text(Instant{-1}), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(clock::parse_instant("1969-12-31T23:59:59.999Z"), (Instant{-1}));
}

TEST(Clock, reads_moments_of_other_systems) {
    EXPECT_EQ(clock::parse_instant("2026-11-21T15:00:00+07:00"), clock::parse_instant("2026-11-21T08:00:00.000Z"));
    EXPECT_EQ(clock::parse_instant("2026-11-21T08:00:00Z"), clock::parse_instant("2026-11-21T08:00:00.000Z"));
    EXPECT_EQ(clock::parse_instant("2026-11-21T08:00:00.5Z")->ms % 1000, 500);
    EXPECT_EQ(clock::parse_instant("2026-11-21T08:00:00.123456Z")->ms % 1000, 123);
    EXPECT_EQ(clock::parse_instant("2026-11-21T03:30:00-04:30"), clock::parse_instant("2026-11-21T08:00:00.000Z"));
}

TEST(Clock, refuses_text_that_is_no_moment) {
    for (const char* text : {"", "2026-11-21", "2026-11-21T08:00:00", "2026-11-21 08:00:00Z", "2026-11-21T24:00:00Z",
                             "2026-11-21T08:60:00Z", "2026-11-21T08:00:60Z", "2026-02-30T08:00:00Z",
                             "2026-11-21T08:00:00.Z", "2026-11-21T08:00:00.000", "2026-11-21T08:00:00.000z",
                             "2026-11-21T08:00:00+0700", "2026-11-21T08:00:00+15:00", "2026-11-21T-8:00:00Z",
                             "2026-11-21T08:00:00.00000000000Z", " 2026-11-21T08:00:00Z", "2026-11-21T08:00:00ZZ"}) {
        EXPECT_FALSE(clock::parse_instant(text)) << text;
    }
}

TEST(Clock, refuses_text_that_is_no_stored_day) {
    for (const char* text : {"", "2026-1-1", "2026/11/21", "2026-11-21 ", "2026-13-01", "2026-02-29", "0000-01-01",
                             "-026-11-21", "２０２６-11-21", "2026-11-2x"}) {
        EXPECT_FALSE(clock::parse_day(text)) << text;
    }
}

TEST(Clock, shows_days_and_moments_as_people_write_them) {
    EXPECT_EQ(clock::show(day(2026, 1, 5)), "05/01/2026");
    EXPECT_EQ(clock::show_short(day(2026, 1, 5)), "05/01");
    EXPECT_EQ(clock::show(clock::parse_instant("2026-11-21T20:04:00Z").value()), "22/11/2026 03:04");
}

TEST(Clock, writes_the_formal_date_with_the_zeros_the_decree_asks) {
    EXPECT_EQ(clock::show_formal(day(2026, 1, 5)), "ngày 05 tháng 01 năm 2026");
    EXPECT_EQ(clock::show_formal(day(2026, 2, 10)), "ngày 10 tháng 02 năm 2026");
    EXPECT_EQ(clock::show_formal(day(2026, 3, 9)), "ngày 09 tháng 3 năm 2026");
    EXPECT_EQ(clock::show_formal(day(2026, 11, 21)), "ngày 21 tháng 11 năm 2026");
}

TEST(Clock, understands_days_as_people_type_them) {
    const Day near = day(2026, 11, 10);
    for (const char* text : {"21/11/2026", "21-11-2026", "21.11.2026", "21/11/26", "21/11", "21", " 21/11/2026 ",
                             "21 / 11 / 2026", "2026-11-21", "21112026", "211126", "2111"}) {
        EXPECT_EQ(clock::parse_typed_day(text, near), day(2026, 11, 21)) << text;
    }
    EXPECT_EQ(clock::parse_typed_day("1/2/2025", near), day(2025, 2, 1));
}

TEST(Clock, completes_a_typed_day_with_the_closest_year) {
    EXPECT_EQ(clock::parse_typed_day("28/12", day(2026, 1, 2)), day(2025, 12, 28));
    EXPECT_EQ(clock::parse_typed_day("5/1", day(2026, 12, 28)), day(2027, 1, 5));
    EXPECT_EQ(clock::parse_typed_day("29/2", day(2027, 6, 1)), day(2028, 2, 29));
    EXPECT_EQ(clock::parse_typed_day("29/2", day(2026, 1, 1)), std::nullopt);
    EXPECT_EQ(clock::parse_typed_day("7", day(2026, 1, 2)), day(2026, 1, 7));
    EXPECT_EQ(clock::parse_typed_day("31", day(2026, 11, 2)), std::nullopt);
}

TEST(Clock, refuses_typed_text_that_is_no_day) {
    const Day near = day(2026, 11, 10);
    for (const char* text : {"",
                             " ",
                             "/",
                             "21/",
                             "/11",
                             "21//2026",
                             "21/11/",
                             "21/11/2",
                             "21/11/202",
                             "21/11/20266",
                             "21/11-2026",
                             "32/1/2026",
                             "0",
                             "0/1",
                             "21/13",
                             "30/2/2026",
                             "21/11/2026/1",
                             "abc",
                             "21 11 2026",
                             "-1/1/2026",
                             "99999999999999999999",
                             "21/11/-026",
                             "111",
                             "11111",
                             "21/99999999999/2026",
                             "21/11/0026"}) {
        EXPECT_FALSE(clock::parse_typed_day(text, near)) << text;
    }
}

TEST(Clock, stands_still_while_frozen_and_runs_again_after) {
    const Instant real = clock::now();
    {
        clock::Frozen frozen("2020-02-03T01:00:00.000Z");
        EXPECT_EQ(clock::to_text(clock::now()), "2020-02-03T01:00:00.000Z");
        frozen.advance_ms(1500);
        EXPECT_EQ(clock::to_text(clock::now()), "2020-02-03T01:00:01.500Z");
        EXPECT_EQ(clock::today(), day(2020, 2, 3));
        {
            clock::Frozen inner(Instant{5});
            EXPECT_EQ(clock::now(), (Instant{5}));
            inner.set(Instant{6});
            EXPECT_EQ(clock::now(), (Instant{6}));
        }
        EXPECT_EQ(clock::to_text(clock::now()), "2020-02-03T01:00:01.500Z");
    }
    EXPECT_GE(clock::now(), real);
}

TEST(Clock, refuses_to_freeze_at_text_that_is_no_moment) {
    EXPECT_THROW(clock::Frozen("yesterday"), std::invalid_argument);
    EXPECT_GT(clock::now().ms, 1'700'000'000'000);
}

TEST(Clock, steady_time_never_goes_back) {
    const auto first = clock::steady_ms();
    clock::Frozen frozen(Instant{5});
    EXPECT_GE(clock::steady_ms(), first);
}

}  // namespace
}  // namespace dinh
