#include "modules/meetings/weeks/weeks.hpp"

#include <gmock/gmock.h>

#include "modules/meetings/tests/house.hpp"

namespace dinh::meetings {

namespace {

using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class WeeksTest : public test::House {
protected:
    void submit() {
        write([&, at = week().version](db::Tx& tx) {
            submit_week(tx, office_.clerk.actor, *directory_, office_.agency, monday_, at);
        });
    }
    void give_back(const char* reason) {
        write([&, at = week().version](db::Tx& tx) {
            return_week(tx, office_.chief.actor, office_.agency, monday_, at, reason);
        });
    }
    void publish_only() {
        write([&, at = week().version](db::Tx& tx) {
            publish_week(tx, office_.clerk.actor, office_.agency, monday_, at);
        });
    }
};
DINH_BOTH_ENGINES(WeeksTest);

}  // namespace

TEST_P(WeeksTest, goes_from_draft_to_published) {
    enter(input());
    submit();
    EXPECT_EQ(week().state, "submitted");
    EXPECT_THAT(work_of(office_.chief.post), ElementsAre("meetings.approve"));
    EXPECT_THAT(refusals([&] { submit(); }), ElementsAre(""));
    approve();
    EXPECT_EQ(week().approver_label, "Vũ Chánh Văn Phòng – Chánh Văn phòng");
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_THAT(refusals([&] { approve(); }), ElementsAre(""));
    publish_only();
    EXPECT_TRUE(week().published());
    EXPECT_THAT(notices_of(office_.director.post),
                ElementsAre("Lịch công tác tuần từ 23/11 đến 29/11/2026 đã công bố"));
    EXPECT_THAT(notices_of(office_.head.post), IsEmpty());
    EXPECT_THAT(refusals([&] { publish_only(); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { give_back("x"); }), ElementsAre(""));
}

TEST_P(WeeksTest, is_not_approved_without_entries_or_with_proposals_unanswered) {
    EXPECT_THAT(refusals([&] { submit(); }), ElementsAre(""));
    EXPECT_EQ(week().version, 0) << "what is refused begins nothing";
    enter(input());
    enter_as(office_.specialist.actor, input(14));
    EXPECT_THAT(refusals([&] { submit(); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { approve(); }), ElementsAre(""));
}

TEST_P(WeeksTest, is_returned_with_a_reason) {
    enter(input());
    EXPECT_THAT(refusals([&] { give_back("Thiếu lịch tiếp công dân"); }), ElementsAre(""));
    submit();
    EXPECT_THAT(refusals([&] { give_back("  "); }), ElementsAre("reason"));
    give_back("Thiếu lịch tiếp công dân");
    EXPECT_EQ(week().state, "draft");
    EXPECT_EQ(week().note, "Thiếu lịch tiếp công dân");
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
}

TEST_P(WeeksTest, is_published_only_when_approved) {
    enter(input());
    submit();
    EXPECT_THAT(refusals([&] { publish_only(); }), ElementsAre(""));
}

TEST_P(WeeksTest, is_drawn_up_and_approved_only_by_whom_it_belongs_to) {
    enter(input());
    const auto submit_as = [&](const Actor& actor, Day monday) {
        write([&](db::Tx& tx) { submit_week(tx, actor, *directory_, office_.agency, monday, 0); });
    };
    EXPECT_THROW(submit_as(office_.specialist.actor, monday_), Forbidden);
    EXPECT_THROW(submit_as(other_.clerk.actor, monday_), NotFound);
    EXPECT_THROW(submit_as(office_.clerk.actor, monday_ + 1), NotFound) << "no Monday";
    EXPECT_THROW(write([&](db::Tx& tx) { approve_week(tx, office_.clerk.actor, office_.agency, monday_, 0); }),
                 Forbidden);
}

}  // namespace dinh::meetings
