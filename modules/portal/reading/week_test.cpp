// The leaders' week as a module of calendars lays it open.
#include "modules/portal/duties/duty.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/tests/reading_desk.hpp"
#include "platform/module/offers.hpp"

namespace dinh::portal {

namespace {

using testing::HasSubstr;
using testing::Not;

// A module that has two open weeks of one agency.
class WeekTest : public test::ReadingDesk {
protected:
    void SetUp() override {
        module::lay_open_weeks(
            {.mondays =
                 [this](db::Conn&, Id agency, int) {
                     return agency == office_.agency ? std::vector<Day>{later_, monday_} : std::vector<Day>();
                 },
             .week =
                 [this](db::Conn&, Id agency, Day monday) {
                     const bool known = monday == monday_ || monday == later_;
                     if (agency != office_.agency || !known) return std::optional<module::PublicWeek>();
                     return std::optional(week(monday));
                 },
             .path = "/meetings"});
        ReadingDesk::SetUp();
    }
    void TearDown() override {
        ReadingDesk::TearDown();
        module::lay_open_weeks({.mondays = [](db::Conn&, Id, int) { return std::vector<Day>(); },
                                .week = [](db::Conn&, Id, Day) { return std::optional<module::PublicWeek>(); },
                                .path = "/meetings"});
    }
    module::PublicWeek week(Day monday) const {
        module::PublicEntry entry{.day = monday,
                                  .weekday = "Thứ Hai",
                                  .time = "08:00 – 10:00",
                                  .subject = "Giao ban <tuần>",
                                  .place = "Phòng họp",
                                  .chair = "Giám đốc",
                                  .takes_part = "Các phòng"};
        module::PublicWeek one{monday, {entry}};
        entry.day = monday + 1, entry.weekday = "Thứ Ba", entry.subject = "Tiếp công dân", entry.mark = "Hủy lịch";
        entry.cancelled = true;
        one.entries.push_back(entry);
        return one;
    }
    const Day monday_ = *clock::make_day(2026, 11, 16), later_ = monday_ + 7;
};
DINH_BOTH_ENGINES(WeekTest);

}  // namespace

TEST_P(WeekTest, the_newest_stands_first_and_leads_to_the_others) {
    const auto shown = page("/lich-tuan");
    EXPECT_EQ(shown.status, 200);
    EXPECT_TRUE(shown.has("Tuần từ 23/11"));
    EXPECT_TRUE(shown.has("Giao ban &lt;tuần&gt;"));
    EXPECT_TRUE(shown.has("Thứ Hai, 23/11/2026"));
    EXPECT_TRUE(shown.has("<s>Tiếp công dân</s>"));
    EXPECT_TRUE(shown.has("/lich-tuan/2026-11-16"));
    EXPECT_FALSE(shown.has("/lich-tuan/2026-11-23")) << "the one that is shown";
    EXPECT_LE(page("/lich-tuan").queries, 8) << "what the house remembers is not read again";
    EXPECT_EQ(page("/lich-tuan/2026-11-16").status, 200);
}

TEST_P(WeekTest, what_is_not_laid_open_is_not_there) {
    for (const char* none : {"/lich-tuan/2026-11-09", "/lich-tuan/2026-11-17", "/lich-tuan/x"})
        EXPECT_EQ(page(none).status, 404) << none;
    EXPECT_TRUE(read(other_base_ + "/lich-tuan").has("Chưa có lịch công tác nào được đăng."));
}

TEST_P(WeekTest, stands_on_the_home_page_and_meets_the_duty) {
    EXPECT_TRUE(page("").has("/lich-tuan/2026-11-23"));
    const auto state = [&](Id of) {
        const auto known = directory::now(house_);
        const auto all =
            db().reading([&](db::Conn& conn) { return duties_of(conn, *known, *find_site(conn, of), clock::today()); });
        for (const auto& one : all)
            if (one.item.id == "leaders_week") return one.state;
        return std::string("none");
    };
    EXPECT_EQ(state(site_), duty::kMet);
    EXPECT_EQ(state(other_site_), duty::kMissing);
}

}  // namespace dinh::portal
