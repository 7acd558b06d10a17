#include "platform/written/use_log.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/support.hpp"

namespace dinh::written {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kGood = "2026-11-20T10:00:00+07:00 200 GET stc.vn /bai/x text/html; charset=utf-8";

class UseLogTest : public testing::Test {
protected:
    std::vector<std::string> read(std::int64_t most = 1 << 20) {
        std::vector<std::string> lines;
        place_ = read_log(path_, place_, most, [&](std::string_view line) { lines.emplace_back(line); });
        return lines;
    }
    void add(const std::string& text) { std::ofstream(path_, std::ios::binary | std::ios::app) << text; }

    test::TempDir folder_;
    const std::string path_ = folder_.file("use.log");
    LogPlace place_;
};

Day day(int d) { return *clock::parse_day("2026-11-" + std::to_string(d)); }

}  // namespace

TEST_F(UseLogTest, reads_what_nginx_writes) {
    const auto use = parse_use(kGood);
    ASSERT_TRUE(use);
    EXPECT_EQ(use->day, day(20));
    EXPECT_EQ(use->host, "stc.vn");
    EXPECT_EQ(use->path, "/bai/x");
    EXPECT_EQ(use->type, "text/html");
    EXPECT_EQ(parse_use("2026-11-20T20:00:00+00:00 304 GET _ /trang/b%C3%A0i -")->day, day(21)) << "in Viet Nam";
    EXPECT_EQ(parse_use("2026-11-20T20:00:00+00:00 304 GET _ /trang/b%C3%A0i -")->path, "/trang/bài");
    EXPECT_EQ(parse_use("2026-11-20T20:00:00-05:30 200 GET _ / -")->day, day(21));
}

TEST_F(UseLogTest, refuses_lines_that_lie_or_are_cut) {
    for (const std::string line :
         {"", " ", "2026-11-20T10:00:00+07:00", "2026-11-20T10:00:00+07:00 200 GET stc.vn",
          "2026-11-20T10:00:00+07:00 404 GET stc.vn / text/html",
          "2026-11-20T10:00:00+07:00 200 POST stc.vn / text/html",
          "2026-13-20T10:00:00+07:00 200 GET stc.vn / text/html",
          "2026-11-20T99:00:00+07:00 200 GET stc.vn / text/html", "2026-11-20T10:00:00 200 GET stc.vn / text/html",
          "2026-11-20T10:00:00+99:00 200 GET stc.vn / text/html",
          "2026-11-20T10:00:00+07:00 200 GET ../etc / text/html", "2026-11-20T10:00:00+07:00 200 GET stc.vn /../x -",
          "2026-11-20T10:00:00+07:00 200 GET stc.vn //x -", "2026-11-20T10:00:00+07:00 200 GET stc.vn /a b text/html",
          "2026-11-20T10:00:00+07:00 200 GET stc.vn /%zz text/html", "x\x01y"})
        EXPECT_FALSE(parse_use(line)) << line;
    EXPECT_FALSE(parse_use("2026-11-20T10:00:00+07:00 200 GET stc.vn /" + std::string(600, 'a') + " text/html"));
}

TEST_F(UseLogTest, goes_on_where_it_stopped_and_waits_for_the_rest_of_a_line) {
    EXPECT_THAT(read(), IsEmpty()) << "no log yet";
    add("one\ntw");
    EXPECT_THAT(read(), ElementsAre("one"));
    EXPECT_THAT(read(), IsEmpty());
    add("o\nthree\n");
    EXPECT_THAT(read(), ElementsAre("two", "three"));
}

TEST_F(UseLogTest, skips_a_line_of_ten_megabytes_even_when_it_stops_within) {
    add("one\n" + std::string(10 << 20, 'x') + "\ntwo\n");
    EXPECT_THAT(read(1 << 20), ElementsAre("one"));
    EXPECT_TRUE(place_.skipping);
    std::vector<std::string> rest;
    for (int i = 0; i < 20; ++i)
        for (const auto& line : read(1 << 20)) rest.push_back(line);
    EXPECT_THAT(rest, ElementsAre("two"));
}

TEST_F(UseLogTest, reads_a_moved_log_to_its_end_before_the_new_one) {
    add("one\n");
    EXPECT_THAT(read(), ElementsAre("one"));
    add("two\n");
    std::filesystem::rename(path_, path_ + ".1");
    add("three\n");
    EXPECT_THAT(read(), ElementsAre("two", "three"));
    std::filesystem::remove(path_ + ".1");
    std::filesystem::rename(path_, path_ + ".9");
    add("four\n");
    EXPECT_THAT(read(), ElementsAre("four")) << "where the other went is not known";
}

TEST_F(UseLogTest, a_log_that_was_cut_back_begins_anew) {
    add("one\ntwo\n");
    EXPECT_EQ(read().size(), 2u);
    std::filesystem::resize_file(path_, 0);
    add("x\n");
    EXPECT_THAT(read(), ElementsAre("x"));
}

}  // namespace dinh::written
