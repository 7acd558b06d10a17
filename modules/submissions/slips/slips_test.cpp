// The slip, its review and the decision.
#include <gmock/gmock.h>

#include "modules/submissions/tests/house.hpp"

namespace dinh::submissions {

namespace {

using test::day;
using testing::ElementsAre;
using testing::IsEmpty;

class SlipsTest : public test::House {
protected:
    std::vector<Slip> rounds(Id id) {
        return db().reading([&](db::Conn& conn) { return slips(conn, id); });
    }
    std::vector<std::string> refused(Id id, const SlipInput& one) {
        return test::refusals([&] { act(write_slip, office_.specialist, id, one); });
    }
};
DINH_BOTH_ENGINES(SlipsTest);

}  // namespace

TEST_P(SlipsTest, is_written_by_the_examiner_and_reviewed_by_the_head_of_the_office) {
    const Id id = examined();
    EXPECT_THAT(refused(id, {"", "", "", 0}), ElementsAre("summary", "proposal", "leader"));
    EXPECT_THAT(
        refused(id, {std::string(4001, 'a'), std::string(4001, 'a'), std::string(4001, 'a'), office_.head.post}),
        ElementsAre("summary", "issues", "proposal", "leader"));
    EXPECT_THROW(act(write_slip, office_.head, id, slip()), Forbidden);
    act(write_slip, office_.specialist, id, slip());
    EXPECT_EQ(state(id), "awaiting_review");
    EXPECT_FALSE(found(id).examined_late);
    EXPECT_THAT(work_of(office_.head), ElementsAre("submissions.review"));
    EXPECT_FALSE(sees(committee_.deputy, id));
    EXPECT_THROW(act(approve, office_.specialist, id, Id{0}, ""), Forbidden);
    EXPECT_THAT(test::refusals([&] { act(approve, office_.head, id, office_.deputy.post, ""); }),
                ElementsAre("leader"));
    act(approve, office_.head, id, Id{0}, "Đề nghị đồng ý");
    EXPECT_EQ(state(id), "awaiting_decision");
    EXPECT_TRUE(sees(committee_.deputy, id));
    EXPECT_THAT(work_of(committee_.deputy), ElementsAre("submissions.decide"));
    EXPECT_THAT(work_of(office_.head), IsEmpty());
}

TEST_P(SlipsTest, waits_for_opinions_until_their_day_and_no_longer) {
    const Id id = examined();
    act(ask_opinion, office_.specialist, id, std::vector<Id>{other_.agency}, "Nguồn kinh phí?",
        std::optional(day(11, 25)));
    EXPECT_THAT(refused(id, slip()), ElementsAre(""));
    wait_until(day(12, 1));
    act(write_slip, office_.specialist, id, slip());
    EXPECT_EQ(asked(id).front().state, "lapsed");
    EXPECT_TRUE(found(id).examined_late) << "due the day before";
    EXPECT_THAT(work_of(other_.clerk), IsEmpty());
}

TEST_P(SlipsTest, goes_back_to_the_examiner_and_comes_in_a_new_round) {
    const Id id = reviewed();
    EXPECT_THAT(test::refusals([&] { act(send_back, office_.head, id, ""); }), ElementsAre("note"));
    EXPECT_THAT(test::refusals([&] { act(send_back, office_.head, id, std::string(4001, 'a')); }), ElementsAre("note"));
    EXPECT_THROW(act(send_back, office_.specialist, id, "x"), Forbidden);
    act(send_back, office_.head, id, "Nêu rõ căn cứ");
    EXPECT_EQ(state(id), "in_examination");
    EXPECT_THAT(work_of(office_.specialist), ElementsAre("submissions.examine"));
    act(write_slip, office_.specialist, id, slip());
    ASSERT_EQ(rounds(id).size(), 2U);
    EXPECT_EQ(rounds(id)[0].round, 2);
    EXPECT_EQ(rounds(id)[1].state, "sent_back");
    EXPECT_EQ(rounds(id)[1].review_note, "Nêu rõ căn cứ");
}

TEST_P(SlipsTest, the_leader_it_was_laid_before_decides_or_the_chairman) {
    const Id id = laid_before();
    const auto refused_as = [&](const char* decision, std::string_view note) {
        return test::refusals([&] { act(decide, committee_.deputy, id, decision, note); });
    };
    EXPECT_THROW(act(decide, office_.head, id, "agreed", ""), Forbidden);
    EXPECT_THROW(act(decide, sender_.head, id, "agreed", ""), Forbidden);
    EXPECT_THAT(refused_as("", "x"), ElementsAre("decision"));
    EXPECT_THAT(refused_as("yes", "x"), ElementsAre("decision"));
    for (const char* decision : {"agreed_with_changes", "disagreed", "meeting"})
        EXPECT_THAT(refused_as(decision, " "), ElementsAre("note")) << decision;
    EXPECT_THAT(refused_as("agreed", std::string(4001, 'a')), ElementsAre("note"));
    act(decide, committee_.head, id, "agreed_with_changes", "Bỏ Điều 5");
    EXPECT_EQ(state(id), "agreed");
    EXPECT_EQ(rounds(id)[0].decision, "agreed_with_changes");
    EXPECT_THAT(work_of(committee_.deputy), IsEmpty());
    EXPECT_THAT(work_of(office_.specialist), ElementsAre("submissions.document"));
    EXPECT_EQ(notices_of(sender_.specialist).size(), 1U);
    EXPECT_THROW(act(decide, committee_.head, id, "agreed", ""), Refused) << "decided";
}

TEST_P(SlipsTest, a_meeting_leaves_it_with_the_leader_who_decides_after_it) {
    const Id id = laid_before();
    act(decide, committee_.deputy, id, "meeting", "Mời Sở Tài chính");
    EXPECT_EQ(state(id), "awaiting_meeting");
    EXPECT_THAT(work_of(committee_.deputy), ElementsAre("submissions.decide"));
    EXPECT_EQ(notices_of(office_.specialist).size(), 1U);
    EXPECT_THAT(test::refusals([&] { act(decide, committee_.deputy, id, "meeting", "Họp nữa"); }),
                ElementsAre("decision"));
    act(decide, committee_.deputy, id, "disagreed", "Chưa bố trí được kinh phí");
    EXPECT_EQ(state(id), "disagreed");
    EXPECT_EQ(found(id).end_reason, "Chưa bố trí được kinh phí");
    EXPECT_THAT(work_of(committee_.deputy), IsEmpty());
    EXPECT_THAT(rounds(id)[0].meeting_note, "Mời Sở Tài chính");
}

}  // namespace dinh::submissions
