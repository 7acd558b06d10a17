// The one list: order, views, counts, pages and what they cost.
#include <gmock/gmock.h>

#include "modules/directory/directory.hpp"
#include "modules/worklist/tests/desk.hpp"
#include "platform/rules/rules.hpp"
#include "tests/support/plans.hpp"

namespace dinh::worklist {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ItemsTest : public test::Desk {};
DINH_BOTH_ENGINES(ItemsTest);

}  // namespace

TEST_P(ItemsTest, stand_by_deadline_overdue_first_and_undated_last) {
    give(item(1));
    give(item(2, today_ + 4));
    give(item(3, today_ - 2));
    auto urgent = item(4, today_ + 4);
    urgent.urgency = 3;
    give(urgent);
    give(item(5, today_, Class::information));
    give(item(6, today_ - 9, Class::work, kStrange));
    EXPECT_THAT(titles(), ElementsAre("Việc 3", "Việc 4", "Việc 2", "Việc 1"));
    EXPECT_THAT(titles({.only_overdue = true}), ElementsAre("Việc 3"));
    EXPECT_THAT(titles({.item_class = Class::information}), ElementsAre("Việc 5"));
    EXPECT_THAT(titles({.holders = {kStrange}}), ElementsAre("Việc 6")) << "the posts of a unit one leads";
    EXPECT_THAT(titles({.most = 2}), ElementsAre("Việc 3", "Việc 4"));
    EXPECT_THAT(titles({.most = 2, .skip = 2}), ElementsAre("Việc 2", "Việc 1"));
}

TEST_P(ItemsTest, are_counted_as_they_come_change_and_go) {
    give(item(1, today_ - 1));
    give(item(2, today_));
    give(item(3, today_ + 7));
    give(item(4, today_ + 8));
    give(item(5, {}, Class::information));
    give(item(1, today_ - 1));
    give(item(6, today_ - 1, Class::work, kStrange));
    db().write([](db::Tx& tx) { notify(tx, kPost, "Đến hạn hôm nay", "/worklist"); });
    const auto all = counts();
    EXPECT_EQ(all.work, 4);
    EXPECT_EQ(all.overdue, 1);
    EXPECT_EQ(all.week, 2);
    EXPECT_EQ(all.information, 1);
    EXPECT_EQ(all.unread_notices, 1);
    db().write([](db::Tx& tx) {
        finish(tx, "incoming", 1, 0, kPost);
        finish(tx, "incoming", 1, 0, kPost);
        finish_all(tx, "incoming", 5);
        set_due(tx, "incoming", 2, 0, *clock::make_day(2026, 11, 1));
        Actor me;
        me.grantees = {kPost};
        read_notices(tx, me);
    });
    const auto left = counts();
    EXPECT_EQ(left.work, 3);
    EXPECT_EQ(left.overdue, 1);
    EXPECT_EQ(left.week, 1);
    EXPECT_EQ(left.information, 0);
    EXPECT_EQ(left.unread_notices, 0);
    EXPECT_THAT(titles({.done = true}), ElementsAre("Việc 1"));
    me_.grantees.clear();
    EXPECT_EQ(counts().work, 0) << "nobody holds nothing";
}

TEST_P(ItemsTest, change_class_without_being_counted_twice) {
    give(item(1, {}, Class::information));
    give(item(1, {}, Class::work));
    EXPECT_EQ(counts().work, 1);
    EXPECT_EQ(counts().information, 0);
}

TEST_P(ItemsTest, are_found_by_indexes) {
    db().read([&](db::Conn& conn) {
        dinh::test::Plans plans(conn);
        counts_of(plans, me_, today_);
        EXPECT_EQ(plans.statements(), 1);
        worklist::list(plans, me_, {}, today_);
        worklist::list(plans, me_, {.only_overdue = true}, today_);
        worklist::list(plans, me_, {.due_until = today_ + 7}, today_);
        worklist::list(plans, me_, {.item_class = Class::information}, today_);
        worklist::list(plans, me_, {.done = true}, today_);
        notices_of(plans, me_, 0, 50);
        EXPECT_THAT(plans.full_scans({"mine", "w"}), IsEmpty()) << plans.text();
        EXPECT_THAT(plans.text(), testing::HasSubstr("work_item_done"));
    });
}

TEST_P(ItemsTest, pages_share_their_counts_with_the_frame_around_them) {
    give(item(1, today_ - 1));
    for (const char* path : {"/worklist", "/worklist/known", "/worklist/done", "/worklist/notices"}) {
        forget_counts(house_, kPerson);
        directory::now(house_);
        const int took = get(path).queries;
        EXPECT_GE(took, 2) << path << ": one for the lines, one for the counts";
        EXPECT_LE(took, 3) << path << ": and one when the directory is looked at again";
    }
}

TEST_P(ItemsTest, pages_show_what_waits_and_mark_what_is_known) {
    give(item(1, today_ - 1));
    auto known = item(2, {}, Class::information);
    known.title = "<script>alert(1)</script>{{X}}";
    give(known);
    EXPECT_THAT(get("/worklist").body, HasSubstr("Việc 1"));
    const auto page = get("/worklist/known").body;
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;{{X}}"));
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    const auto at = page.find("name=\"item\" value=\"") + 19;
    const std::string id = page.substr(at, page.find('"', at) - at);
    EXPECT_EQ(post("/worklist/readings", {{"item", id}}).status, 303);
    EXPECT_EQ(counts().information, 0);
    EXPECT_THAT(get("/worklist/known").body, HasSubstr("Không có văn bản để biết chưa xem"));
    for (const char* bad : {"abc", "-1", "99999999999999999999"})
        EXPECT_LT(post("/worklist/readings", {{"item", bad}}).status, 500) << bad;
    EXPECT_EQ(post("/worklist/readings", {}).status, 303);
    for (const char* skip : {"abc", "-5", "99999999999999999999"})
        EXPECT_EQ(get("/worklist", {{"skip", skip}, {"due", "<script>"}}).status, 200) << skip;
}

TEST_P(ItemsTest, of_an_auditor_are_only_read) {
    give(item(2, {}, Class::information));
    me_.read_only = true;
    EXPECT_EQ(post("/worklist/readings", {{"item", "1"}}).status, 403);
    EXPECT_EQ(post("/worklist/notices/readings", {}).status, 403);
}

TEST_P(ItemsTest, remind_before_on_and_after_their_day_once) {
    give(item(1, today_ + 3));
    give(item(2, today_));
    give(item(3, today_ - 1));
    give(item(4, today_ + 2));
    give(item(5, today_, Class::information));
    give(item(6, today_ - 11));
    give(item(7, today_ - 12));
    const auto remind = [&] {
        return db().writing([&](db::Tx& tx) { return remind_due(tx, today_, {{3, 1, 0}, 5}); });
    };
    EXPECT_EQ(remind(), 4);
    EXPECT_EQ(remind(), 0);
    const auto page = get("/worklist/notices").body;
    for (const char* text : {"Còn 3 ngày đến hạn: Việc 1", "Đến hạn hôm nay: Việc 2", "Quá hạn từ hôm nay: Việc 3",
                             "Quá hạn 11 ngày: Việc 6"})
        EXPECT_THAT(page, HasSubstr(text));
    EXPECT_EQ(post("/worklist/notices/readings", {}).status, 303);
    EXPECT_EQ(counts().unread_notices, 0);
}

TEST(Reminders, come_on_the_days_of_the_rules) {
    rules::load(rules::embedded());
    const auto found = reminders_on(*clock::make_day(2026, 11, 20));
    EXPECT_THAT(found.days_before, ElementsAre(3, 1, 0));
    EXPECT_EQ(found.repeat_days, 5);
}

}  // namespace dinh::worklist
