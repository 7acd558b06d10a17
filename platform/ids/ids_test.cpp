#include "platform/ids/ids.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "platform/clock/clock.hpp"

namespace dinh {

TEST(Ids, are_unique_and_rising_within_each_of_many_threads) {
    constexpr int kThreads = 4;
    constexpr int kEach = 20000;
    std::vector<std::vector<Id>> made(kThreads);
    std::vector<std::thread> threads;
    for (auto& mine : made) {
        threads.emplace_back([&mine] {
            for (int i = 0; i < kEach; ++i) mine.push_back(ids::make());
        });
    }
    for (auto& thread : threads) thread.join();
    std::set<Id> all;
    for (const auto& mine : made) {
        EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
        all.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(all.size(), std::size_t{kThreads} * kEach);
}

TEST(Ids, go_on_rising_when_the_clock_goes_back) {
    clock::Frozen time("2030-01-02T00:00:00.000Z");
    const Id before = ids::make();
    time.set(*clock::parse_instant("2029-01-01T00:00:00.000Z"));
    const Id after = ids::make();
    EXPECT_GT(after, before);
}

TEST(Ids, borrow_from_the_next_millisecond_when_one_is_full) {
    clock::Frozen time("2031-01-01T00:00:00.000Z");
    Id last = ids::make();
    for (int i = 0; i < 10000; ++i) {
        const Id next = ids::make();
        ASSERT_GT(next, last);
        last = next;
    }
}

TEST(Ids, carry_time_node_and_sequence) {
    const auto at = *clock::parse_instant("2026-11-21T08:00:00.123Z");
    ids::set_node(5);
    const Id id = ids::make_at(at.ms, 7);
    ids::set_node(0);
    EXPECT_EQ(ids::unix_ms_of(id), at.ms);
    EXPECT_EQ(id & 4095, 7);
    EXPECT_EQ((id >> 12) & 1023, 5);
    EXPECT_NE(id, ids::make_at(at.ms, 7));
}

TEST(Ids, start_after_the_greatest_stored_one) {
    const Id stored = ids::make_at(clock::now().ms + 20LL * 365 * 86400 * 1000, 4095);
    ids::start_after(stored);
    const Id next = ids::make();
    EXPECT_GT(next, stored);
    ids::start_after(1);
    EXPECT_GT(ids::make(), next);
}

TEST(Ids, refuse_nodes_sequences_and_times_out_of_range) {
    EXPECT_THROW(ids::set_node(1024), std::out_of_range);
    EXPECT_THROW(ids::set_node(-1), std::out_of_range);
    EXPECT_THROW(ids::make_at(clock::now().ms, 4096), std::out_of_range);
    EXPECT_THROW(ids::make_at(0, 0), std::out_of_range);
    EXPECT_THROW(ids::make_at(std::int64_t{1} << 50, 0), std::out_of_range);
}

TEST(Ids, are_parsed_from_plain_decimal_text_only) {
    EXPECT_EQ(ids::parse("1"), 1);
    EXPECT_EQ(ids::parse("9223372036854775807"), INT64_MAX);
    for (const char* bad : {"", "0", "01", "-1", "+1", " 1", "1 ", "1a", "9223372036854775808", "99999999999999999999",
                            "18446744073709551617", "१"}) {
        EXPECT_EQ(ids::parse(bad), std::nullopt) << bad;
    }
    EXPECT_EQ(ids::parse(std::string_view("1\0", 2)), std::nullopt);
}

}  // namespace dinh
