#include "modules/documents/issuing/rounds.hpp"

#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::refusals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class RoundsTest : public test::OutDesk {
protected:
    // Asked each month, first by 27/11/2026.
    OutgoingInput monthly() const {
        auto one = asking();
        one.reply_every = "month";
        return one;
    }
    void go_to(const char* when) { now_.set(*clock::parse_instant(when)); }
    int open_all() { return open_rounds(db(), clock::today()); }
    std::vector<PastRound> past(Id id) {
        return db().reading([&](db::Conn& conn) { return past_rounds(conn, id); });
    }
};
DINH_BOTH_ENGINES(RoundsTest);

Day on(int year, int month, int day) { return *clock::make_day(year, month, day); }

}  // namespace

TEST(RoundDeadlines, are_months_apart_and_never_leave_their_month) {
    const Day end = on(2027, 1, 31);
    EXPECT_EQ(round_deadline(end, "month", 1), end);
    EXPECT_EQ(round_deadline(end, "month", 2), on(2027, 2, 28));
    EXPECT_EQ(round_deadline(end, "month", 3), on(2027, 3, 31));
    EXPECT_EQ(round_deadline(end, "month", 14), on(2028, 2, 29));
    EXPECT_EQ(round_deadline(on(2026, 11, 20), "quarter", 2), on(2027, 2, 20));
    EXPECT_EQ(round_deadline(on(2026, 12, 15), "half_year", 2), on(2027, 6, 15));
    EXPECT_EQ(round_deadline(on(2028, 2, 29), "year", 2), on(2029, 2, 28));
}

TEST(RoundDeadlines, leave_time_for_late_answers) {
    const Day first = on(2026, 11, 20);
    EXPECT_EQ(round_opening(first, "month", 2), on(2026, 12, 6));
    for (int round = 2; round < 40; ++round) {
        EXPECT_GT(round_opening(first, "month", round), round_deadline(first, "month", round - 1));
        EXPECT_LT(round_opening(first, "month", round), round_deadline(first, "month", round));
    }
}

TEST_P(RoundsTest, keep_the_matrix_and_ask_anew) {
    const Id id = issued(monthly());
    const Id incoming = received(id);
    answered(incoming);
    EXPECT_EQ(open_all(), 0);
    go_to("2026-12-12T03:00:00Z");
    EXPECT_EQ(open_all(), 0);
    go_to("2026-12-13T03:00:00Z");
    EXPECT_EQ(open_all(), 1);
    EXPECT_EQ(open_all(), 0);
    EXPECT_EQ(out(id).reply_round, 2);
    EXPECT_EQ(out(id).reply_day, day(12, 27));
    const auto to = recipients(id)[0];
    EXPECT_FALSE(to.replied_at);
    EXPECT_EQ(to.reminders, 0);
    const auto kept = past(id);
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].round, 1);
    EXPECT_EQ(kept[0].due_day, day(11, 27));
    ASSERT_EQ(kept[0].asked.size(), 1u);
    EXPECT_TRUE(kept[0].asked[0].replied_at);
    EXPECT_NE(kept[0].asked[0].reply_incoming, 0);
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("documents.reply_due"));
}

TEST_P(RoundsTest, ask_whoever_answered_last_time_until_he_answers_again) {
    const Id id = issued(monthly());
    const Id incoming = received(id);
    answered(incoming);
    EXPECT_THAT(work_of(other_.specialist.post), Not(Contains("documents.reply_again")));
    go_to("2026-12-14T03:00:00Z");
    open_all();
    EXPECT_THAT(work_of(other_.specialist.post), Contains("documents.reply_again"));
    EXPECT_THAT(work_of(other_.clerk.post), Not(Contains("documents.reply_again")));
    answered(incoming);
    EXPECT_TRUE(recipients(id)[0].replied_at);
    EXPECT_THAT(work_of(other_.specialist.post), Not(Contains("documents.reply_again")));
    EXPECT_THAT(work_of(office_.specialist.post), IsEmpty());
}

TEST_P(RoundsTest, ask_the_clerk_where_nobody_answered) {
    const Id id = issued(monthly());
    received(id);
    go_to("2026-12-14T03:00:00Z");
    open_all();
    EXPECT_THAT(work_of(other_.clerk.post), Contains("documents.reply_again"));
    EXPECT_FALSE(past(id)[0].asked[0].replied_at);
}

TEST_P(RoundsTest, that_were_missed_are_opened_one_by_one) {
    const Id id = issued(monthly());
    go_to("2027-02-20T03:00:00Z");
    EXPECT_EQ(open_all(), 3);
    EXPECT_EQ(out(id).reply_round, 4);
    EXPECT_EQ(out(id).reply_day, on(2027, 2, 27));
    EXPECT_EQ(past(id).size(), 3u);
}

TEST_P(RoundsTest, end_on_their_day_or_by_hand) {
    auto dated = monthly();
    dated.reply_until = day(12, 26);
    const Id ended = issued(dated), running = issued(monthly()), once = issued(asking());
    EXPECT_THROW(act(end_rounds, office_.second_specialist, running), Forbidden);
    EXPECT_THAT(refusals([&] { act(end_rounds, office_.specialist, once); }), ElementsAre(""));
    go_to("2026-12-14T03:00:00Z");
    EXPECT_EQ(open_all(), 1);
    EXPECT_EQ(out(ended).reply_round, 1);
    act(end_rounds, office_.specialist, running);
    EXPECT_THAT(refusals([&] { act(end_rounds, office_.specialist, running); }), ElementsAre(""));
    go_to("2027-03-14T03:00:00Z");
    EXPECT_EQ(open_all(), 0);
    EXPECT_EQ(out(running).reply_round, 2);
}

TEST_P(RoundsTest, stop_with_a_recall) {
    const Id id = issued(monthly());
    act(recall, office_.director, id, "Thu hồi theo Thông báo 9/TB-SKHCN");
    go_to("2026-12-14T03:00:00Z");
    EXPECT_EQ(open_all(), 0);
    EXPECT_THAT(past(id), IsEmpty());
}

TEST_P(RoundsTest, are_refused_where_nothing_is_asked_or_nothing_would_follow) {
    auto wrong = monthly();
    wrong.reply_every = "week";
    EXPECT_THAT(refusals([&] { draft_one(wrong); }), ElementsAre("reply_every"));
    wrong = monthly();
    wrong.reply_needed = false;
    EXPECT_THAT(refusals([&] { draft_one(wrong); }), ElementsAre("reply_every"));
    wrong = monthly();
    wrong.reply_until = day(11, 26);
    EXPECT_THAT(refusals([&] { draft_one(wrong); }), ElementsAre("reply_until"));
}

TEST_P(RoundsTest, open_once_when_two_nodes_look) {
    const Id id = issued(monthly());
    go_to("2026-12-14T03:00:00Z");
    const auto outcomes =
        dinh::test::two_at_once(2, [&] { write([&](db::Tx& tx) { open_next_round(tx, id, clock::today()); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 2);
    EXPECT_EQ(out(id).reply_round, 2);
    EXPECT_EQ(past(id).size(), 1u);
}

TEST_P(RoundsTest, end_once_of_two_at_once) {
    const Id id = issued(monthly());
    const auto before = out(id).version;
    const auto outcomes =
        dinh::test::two_at_once(2, [&] { write([&](db::Tx& tx) { end_rounds(tx, office_.clerk, id, before); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

}  // namespace dinh::documents
