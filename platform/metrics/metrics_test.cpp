#include "platform/metrics/metrics.hpp"

#include <gmock/gmock.h>

#include <stdexcept>
#include <thread>

namespace dinh::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Metrics, counts_and_shows_the_count_as_text) {
    Counter& count = counter("test_made_total", "things made", {{"kind", "a"}});
    count.add();
    count.add(2);
    count.add(-5);
    EXPECT_EQ(count.value(), 3);
    EXPECT_EQ(&counter("test_made_total", "things made", {{"kind", "a"}}), &count);
    EXPECT_NE(&counter("test_made_total", "things made", {{"kind", "b"}}), &count);
    EXPECT_THAT(text(), HasSubstr("# HELP test_made_total things made\n# TYPE test_made_total counter\n"));
    EXPECT_THAT(text(), HasSubstr("test_made_total{kind=\"a\"} 3"));
}

TEST(Metrics, counts_from_many_threads) {
    Counter& count = counter("test_threads_total", "x");
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([] {
            for (int i = 0; i < 10'000; ++i) counter("test_threads_total", "x").add();
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(count.value(), 40'000);
}

TEST(Metrics, sorts_times_into_buckets) {
    Histogram& times = histogram("test_seconds", "x", {}, {0.1, 1});
    times.observe(0.05);
    times.observe(0.5);
    times.observe(5);
    const std::string shown = text();
    EXPECT_THAT(shown, HasSubstr("test_seconds_bucket{le=\"0.1\"} 1"));
    EXPECT_THAT(shown, HasSubstr("test_seconds_bucket{le=\"1\"} 2"));
    EXPECT_THAT(shown, HasSubstr("test_seconds_bucket{le=\"+Inf\"} 3"));
    EXPECT_THAT(shown, HasSubstr("test_seconds_count 3"));
}

TEST(Metrics, measures_with_a_timer) {
    { const Timer timer(histogram("test_timer_seconds", "x")); }
    EXPECT_THAT(text(), HasSubstr("test_timer_seconds_count 1"));
}

TEST(Metrics, asks_for_figures_when_they_are_read) {
    int asked = 0;
    gauge_from("test_asked", "x", [&] { return ++asked; });
    gauge_from("test_broken", "x", []() -> double { throw std::runtime_error("no"); });
    EXPECT_EQ(asked, 0);
    EXPECT_THAT(text(), HasSubstr("test_asked 1"));
    EXPECT_THAT(text(), HasSubstr("test_broken Nan"));
    gauge_from("test_asked", "x", [] { return 0; });
}

TEST(Metrics, knows_its_process) {
    const std::string shown = text();
    for (const char* name : {"resident_bytes", "open_files", "threads", "cpu_seconds", "age_seconds"}) {
        EXPECT_THAT(shown, HasSubstr(std::string("\ndinh_process_") + name + " "));
    }
    EXPECT_THAT(shown, Not(HasSubstr("dinh_process_resident_bytes 0\n")));
}

TEST(Metrics, gathers_label_sets_beyond_the_most_in_one) {
    for (int i = 0; i < 600; ++i) counter("test_many_total", "x", {{"n", std::to_string(i)}}).add();
    EXPECT_EQ(counter("test_many_total", "x", {{"other", "yes"}}).value(), 100);
    EXPECT_EQ(counter("test_many_total", "x", {{"n", "7"}}).value(), 1);
}

TEST(Metrics, escapes_label_values) {
    counter("test_escape_total", "x", {{"route", "a\"b\\c\nd"}}).add();
    EXPECT_THAT(text(), HasSubstr(R"(test_escape_total{route="a\"b\\c\nd"} 1)"));
}

TEST(Metrics, refuses_malformed_names_and_changed_types) {
    EXPECT_THROW(counter("", "x"), std::logic_error);
    EXPECT_THROW(counter("Test", "x"), std::logic_error);
    EXPECT_THROW(counter("1x", "x"), std::logic_error);
    EXPECT_THROW(counter("test-x", "x"), std::logic_error);
    EXPECT_THROW(counter("test_label_total", "x", {{"a b", "c"}}), std::logic_error);
    counter("test_type_total", "x");
    EXPECT_THROW(gauge("test_type_total", "x"), std::logic_error);
    EXPECT_THROW(histogram("test_type_total", "x"), std::logic_error);
}

}  // namespace
}  // namespace dinh::metrics
