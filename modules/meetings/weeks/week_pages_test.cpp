// Pages of the week, of a person's week and of feeds.
#include <gmock/gmock.h>

#include "modules/meetings/tests/visit.hpp"

namespace dinh::meetings {

namespace {

using test::FormFields;

class WeekPagesTest : public test::VisitHouse {
protected:
    const FormFields in_week_{{"week", "2026-11-25"}};
};
DINH_BOTH_ENGINES(WeekPagesTest);

}  // namespace

TEST_P(WeekPagesTest, the_week_goes_its_way_by_buttons) {
    post(office_.clerk.actor, "/meetings/entries", typed());
    const auto draft = get(office_.clerk.actor, "/meetings", in_week_);
    EXPECT_TRUE(draft.has("Từ ngày 23/11/2026 đến ngày 29/11/2026"));
    EXPECT_TRUE(draft.has("Trình duyệt lịch tuần"));
    EXPECT_TRUE(draft.has("Ngày Văn hóa Việt Nam") || draft.has("Thứ Ba, 24/11/2026"));
    EXPECT_LE(draft.queries, 12);
    EXPECT_EQ(post(office_.clerk.actor, week_path("/submission"), step_fields()).status, 303);
    EXPECT_EQ(post(office_.clerk.actor, week_path("/approval"), step_fields()).status, 403);
    EXPECT_TRUE(test::says_fault_of(post(office_.chief.actor, week_path("/return"), step_fields()), "reason"));
    EXPECT_EQ(post(office_.chief.actor, week_path("/approval"), step_fields()).status, 303);
    EXPECT_EQ(post(office_.clerk.actor, week_path("/publication"),
                   {{"version", "1"}, {"agency", std::to_string(office_.agency)}})
                  .status,
              409);
    EXPECT_FALSE(get(office_.specialist.actor, "/meetings", in_week_).has("Giao ban đầu tuần"));
    EXPECT_EQ(post(office_.clerk.actor, week_path("/publication"), step_fields()).status, 303);
    const auto published = get(office_.specialist.actor, "/meetings", in_week_);
    EXPECT_TRUE(published.has("Giao ban đầu tuần"));
    EXPECT_TRUE(published.has("Đã công bố"));
    EXPECT_FALSE(published.has("Thêm lịch"));
}

TEST_P(WeekPagesTest, a_week_is_empty_wrong_or_of_others) {
    EXPECT_EQ(get(office_.clerk.actor, "/meetings", {{"week", "hôm nào"}}).status, 200);
    EXPECT_EQ(get(office_.clerk.actor, "/meetings", {{"calendar", std::string(10'000, 'x')}}).status, 200);
    EXPECT_EQ(get(office_.clerk.actor, "/meetings", {{"agency", std::to_string(other_.agency)}}).status, 404);
    EXPECT_EQ(post(office_.clerk.actor, week_path("/submission"), step_fields()).status, 422);
    for (const char* monday : {"2026-11-24", "2026-13-01", "x"})
        EXPECT_EQ(
            post(office_.clerk.actor, std::string("/meetings/weeks/") + monday + "/submission", step_fields()).status,
            404);
    EXPECT_EQ(get(Actor{}, "/meetings").status, 404);
}

TEST_P(WeekPagesTest, of_a_unit_stands_apart_from_that_of_the_leaders) {
    post(office_.clerk.actor, "/meetings/entries",
         typed({{"unit", std::to_string(office_.second_division)}, {"subject", "Họp phòng"}, {"chair", ""}}));
    EXPECT_FALSE(get(office_.clerk.actor, "/meetings", in_week_).has("Họp phòng"));
    FormFields unit = in_week_;
    unit.emplace_back("calendar", std::to_string(office_.second_division));
    EXPECT_TRUE(get(office_.clerk.actor, "/meetings", unit).has("Họp phòng"));
    EXPECT_TRUE(get(office_.clerk.actor, "/meetings/print", unit).has("Phòng Chuyển đổi số"));
}

TEST_P(WeekPagesTest, prints_in_the_columns_offices_know) {
    post(office_.clerk.actor, "/meetings/entries", typed());
    const auto paper = get(office_.clerk.actor, "/meetings/print", in_week_);
    for (const char* words : {"Lịch công tác tuần", "Thời gian, nội dung", "Chủ trì", "Thành phần", "Địa điểm",
                              "Thứ Hai 23/11/2026", "08:30 – 10:00", "Bản dự thảo, chưa được duyệt"})
        EXPECT_TRUE(paper.has(words)) << words;
}

TEST_P(WeekPagesTest, the_paper_leaves_out_what_is_internal_or_only_proposed) {
    post(office_.clerk.actor, "/meetings/entries", typed({{"internal", "1"}, {"subject", "Kiểm điểm"}}));
    post(office_.head.actor, "/meetings/entries", typed({{"subject", "Họp xin thêm"}}));
    EXPECT_TRUE(get(office_.director.actor, "/meetings", in_week_).has("Kiểm điểm"));
    const auto paper = get(office_.director.actor, "/meetings/print", in_week_);
    EXPECT_FALSE(paper.has("Kiểm điểm"));
    EXPECT_FALSE(paper.has("Họp xin thêm"));
}

TEST_P(WeekPagesTest, of_a_person_holds_what_he_takes_part_in) {
    post(office_.clerk.actor, "/meetings/entries", typed());
    const auto mine = get(office_.head.actor, "/meetings/mine", in_week_);
    EXPECT_TRUE(mine.has("Giao ban đầu tuần"));
    EXPECT_LE(mine.queries, 12);
    EXPECT_FALSE(get(office_.second_head.actor, "/meetings/mine", in_week_).has("Giao ban đầu tuần"));
}

TEST_P(WeekPagesTest, a_feed_is_shown_once_read_without_a_session_and_ended) {
    post(office_.clerk.actor, "/meetings/entries", typed());
    const FormFields fields{{"name", "Điện thoại"}, {"deed_key", "mot-lan"}};
    const auto made = post(office_.head.actor, "/meetings/feeds", fields);
    const auto at = made.body.find("?key=");
    ASSERT_NE(at, std::string::npos);
    const std::string secret = made.body.substr(at + 5, 43);
    EXPECT_TRUE(post(office_.head.actor, "/meetings/feeds", fields).has("đã hiện một lần"));
    const auto feed = get(Actor{}, "/meetings/calendar.ics", {{"key", secret}});
    EXPECT_EQ(feed.status, 200);
    EXPECT_EQ(feed.content_type, "text/calendar; charset=utf-8");
    EXPECT_TRUE(feed.has("SUMMARY:Giao ban đầu tuần\r\n"));
    const auto list = get(office_.head.actor, "/meetings/feeds");
    EXPECT_FALSE(list.has(secret));
    const auto from = list.body.find("action=\"/meetings/feeds/") + 24;
    const std::string path = "/meetings/feeds/" + list.body.substr(from, list.body.find('"', from) - from);
    EXPECT_EQ(post(office_.specialist.actor, path, {{"_method", "delete"}}).status, 404);
    EXPECT_EQ(post(office_.head.actor, path, {{"_method", "delete"}}).status, 303);
    for (const std::string& key : {secret, std::string(), std::string(43, 'a'), std::string(10'000, 'x')})
        EXPECT_EQ(get(Actor{}, "/meetings/calendar.ics", {{"key", key}}).status, 404);
    EXPECT_TRUE(test::says_fault_of(post(office_.head.actor, "/meetings/feeds", {{"name", ""}}), "name"));
}

TEST_P(WeekPagesTest, a_notice_is_read_in_the_language_of_its_reader) {
    enter(input());
    publish();
    enter(input(14));
    const auto notices = [&] { return get(office_.director.actor, "/worklist/notices").body; };
    EXPECT_TRUE(notices().find("Lịch công tác tuần từ 23/11 đến 29/11/2026 đã công bố") != std::string::npos);
    language_ = "en";
    const auto page = notices();
    for (const char* words : {"The calendar of the week from 23/11 to 29/11/2026 is published", "Entry added:"})
        EXPECT_TRUE(page.find(words) != std::string::npos) << words;
    EXPECT_EQ(page.find("đã công bố"), std::string::npos);
}

}  // namespace dinh::meetings
