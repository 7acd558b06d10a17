#include "modules/indicators/figures/figures.hpp"

#include <gmock/gmock.h>

#include "modules/directory/directory.hpp"
#include "modules/indicators/indicators.hpp"
#include "modules/indicators/rights.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::indicators {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Day day(int month, int number) { return *clock::make_day(2026, month, number); }

// The days and the agency it was asked for, as one number that a test can read back.
module::Figure asked_figure() {
    return {"test.asked", "Văn bản đến đã vào sổ",
            [](db::Conn& conn, Id agency, Day from, Day to) {
                return conn.integer(db::Sql{"test.one", "SELECT 1"}) * (agency % 1000) * 10'000 +
                       clock::ymd(from).day * 100 + clock::ymd(to).day;
            },
            "/documents/incoming?from=%2&to=%3&agency=%1"};
}
module::Figure empty_figure() {
    return {"test.none", "Văn bản đến vào sổ chậm", [](db::Conn&, Id, Day, Day) { return 0; }, "/documents/incoming"};
}

Actor holder(Id agency, std::vector<std::string> roles, Id served = 0) {
    Actor actor;
    actor.person = 5;
    Capacity as;
    as.post = 6;
    as.agency = agency;
    as.served = served;
    as.roles = std::move(roles);
    actor.capacities.push_back(std::move(as));
    return actor;
}

class FiguresTest : public test::OnBothEngines, protected test::Visitor {
protected:
    FiguresTest()
        : OnBothEngines({"audit", "deed", "events", "files", "grants", "jobs", "search", "directory"}),
          Visitor("/indicators") {}
    void SetUp() override {
        OnBothEngines::SetUp();
        set_figures({asked_figure(), empty_figure()});
        db().write([&](db::Tx& tx) {
            for (const char* slug : {"skhcn", "stc"})
                agencies_.push_back(directory::add_agency(tx, Actor::system(),
                                                          {slug,
                                                           std::string("Sở ") + slug,
                                                           slug,
                                                           slug,
                                                           "department",
                                                           "Thái Nguyên",
                                                           "",
                                                           0,
                                                           true,
                                                           day(1, 1),
                                                           {},
                                                           {},
                                                           ""}));
        });
        manifest().routes(router_);
        open(db());
    }
    void TearDown() override { set_figures({}); }
    Actor clerk() const { return holder(agencies_[0], {"records_clerk"}); }

    clock::Frozen now_{Instant{clock::start_of(day(11, 20)).ms + 10 * 3'600'000}};
    std::vector<Id> agencies_;
};
DINH_BOTH_ENGINES(FiguresTest);

}  // namespace

TEST(Rights, are_of_those_who_answer_for_the_agency_and_of_auditors) {
    for (const char* role : {"agency_leader", "deputy_agency_leader", "office_leader", "records_clerk"}) {
        EXPECT_TRUE(can(holder(7, {role}), Deed::read_figures, 7)) << role;
        EXPECT_TRUE(can(holder(8, {role}, 7), Deed::read_figures, 7)) << role << " of its office";
        EXPECT_FALSE(can(holder(8, {role}), Deed::read_figures, 7)) << role;
    }
    for (const char* role : {"specialist", "unit_leader", "unit_records_clerk", "administrator"})
        EXPECT_FALSE(can(holder(7, {role}), Deed::read_figures, 7)) << role;
    EXPECT_TRUE(can(holder(8, {"auditor"}), Deed::read_figures, 7));
    EXPECT_FALSE(can(Actor{}, Deed::read_figures, 7));
    EXPECT_FALSE(can(holder(0, {"records_clerk"}), Deed::read_figures, 0));
}

TEST(Month, is_named_by_year_and_month_and_has_begun) {
    const Day today = day(11, 20);
    EXPECT_EQ(month_named("2026-02", today)->until, day(2, 28));
    EXPECT_EQ(month_named("2026-11", today)->from, day(11, 1));
    EXPECT_EQ(before(*month_named("2026-01", today)).name, "2025-12");
    for (const char* name : {"2026-12", "1999-12", "2026-13", "2026-00", "2026-1", "2026-q4", "", "abcdefg", "2026-1x"})
        EXPECT_FALSE(month_named(name, today)) << name;
}

TEST_P(FiguresTest, are_counted_for_the_days_of_a_month_that_have_passed) {
    const auto page = get(clerk(), "/indicators");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.has("120</a>")) << page.body;
    EXPECT_TRUE(page.has("/documents/incoming?from=01%2F11%2F2026&amp;to=20%2F11%2F2026&amp;agency=" +
                         std::to_string(agencies_[0])))
        << page.body;
    EXPECT_TRUE(page.has("0</td>")) << "nothing to open";
    EXPECT_TRUE(get(clerk(), "/indicators", {{"month", "2026-10"}}).has("131</a>"));
}

TEST_P(FiguresTest, are_taken_away_as_they_are_shown) {
    const auto csv = get(clerk(), "/indicators.csv", {{"month", "2026-10"}}).body;
    EXPECT_THAT(csv, HasSubstr("test.asked,Văn bản đến đã vào sổ,Sở skhcn,2026-10,"));
    EXPECT_THAT(csv, HasSubstr("test.none,Văn bản đến vào sổ chậm,Sở skhcn,2026-10,0"));
    EXPECT_EQ(get(clerk(), "/indicators.xlsx").status, 200);
}

TEST_P(FiguresTest, of_others_and_of_months_that_are_none_are_not_there) {
    const auto path = [&](test::FormFields query) { return get(clerk(), "/indicators", query).status; };
    EXPECT_EQ(path({{"agency", std::to_string(agencies_[1])}}), 404);
    for (const char* bad : {"x", "0", "-1", "99999999999999999999", "1 OR 1=1"}) {
        EXPECT_EQ(path({{"agency", bad}}), 404) << bad;
        EXPECT_EQ(path({{"month", bad}}), 404) << bad;
    }
    EXPECT_EQ(path({{"month", "2026-12"}}), 404);
    EXPECT_EQ(get(holder(agencies_[0], {"specialist"}), "/indicators").status, 404);
    EXPECT_EQ(get(holder(1, {"auditor"}), "/indicators", {{"agency", std::to_string(agencies_[1])}}).status, 200);
}

TEST_P(FiguresTest, that_nobody_publishes_are_said_to_be_none) {
    set_figures({});
    EXPECT_TRUE(get(clerk(), "/indicators").has("Chưa phân hệ nào công bố số liệu."));
}

}  // namespace dinh::indicators
