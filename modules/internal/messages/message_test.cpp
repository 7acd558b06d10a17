// Quick messages: to people of one's own unit, read, answered, never too many.
#include <gmock/gmock.h>

#include "modules/internal/tests/house.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::internal {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class MessageTest : public test::House {
protected:
    Message told(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_message(conn, id); });
    }
    std::vector<MessageReceiver> receivers(Id id) {
        return db().reading([&](db::Conn& conn) { return message_receivers(conn, id); });
    }
    void read_as(const Actor& actor, Id id) {
        write([&](db::Tx& tx) { note_message_reading(tx, actor, id); });
    }
    void answer_as(const Actor& actor, Id id, std::string_view body = "Đã rõ") {
        write([&](db::Tx& tx) { answer_message(tx, actor, id, body); });
    }
};
DINH_BOTH_ENGINES(MessageTest);

}  // namespace

TEST_P(MessageTest, for_information_ends_when_all_have_read_it) {
    const Id id = tell(message());
    EXPECT_THAT(work_of(office_.leader.post), ElementsAre("internal.message_read"));
    EXPECT_FALSE(sees(office_.other_leader.actor, id, kMessage));
    EXPECT_TRUE(sees(office_.specialist.actor, id, kMessage));
    read_as(office_.leader.actor, id);
    EXPECT_TRUE(receivers(id)[0].read_at);
    EXPECT_THAT(work_of(office_.leader.post), IsEmpty());
    EXPECT_EQ(told(id).state, "open");
    const auto rest = receivers(id)[1];
    write([&](db::Tx& tx) { note_message_reading_in_list(tx, rest.person, id, rest.id); });
    EXPECT_EQ(told(id).state, "finished");
    EXPECT_THROW(read_as(other_.head.actor, id), NotFound);
}

TEST_P(MessageTest, that_wants_an_answer_waits_for_each) {
    auto one = message();
    one.wants_answer = true;
    one.due = day(11, 23);
    const Id id = tell(one);
    EXPECT_THAT(work_of(office_.second.post), ElementsAre("internal.message_answer"));
    read_as(office_.second.actor, id);
    EXPECT_THAT(work_of(office_.second.post), ElementsAre("internal.message_answer")) << "reading is not answering";
    answer_as(office_.second.actor, id);
    EXPECT_THAT(work_of(office_.second.post), IsEmpty());
    EXPECT_EQ(notices_of(office_.specialist.person), 1);
    EXPECT_EQ(told(id).state, "open");
    answer_as(office_.leader.actor, id, "Tôi chủ trì");
    EXPECT_EQ(told(id).state, "finished");
    answer_as(office_.specialist.actor, id, "Cảm ơn");
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return message_answers(conn, id); }).size(), 3U);
}

TEST_P(MessageTest, refuses_each_field) {
    const auto bad = [&](auto&& spoil) {
        auto one = message();
        spoil(one);
        return refusals([&] { tell(one); });
    };
    EXPECT_THAT(bad([](auto& one) { one.body = " \n\t "; }), ElementsAre("body"));
    EXPECT_THAT(bad([](auto& one) { one.body = std::string(2001, 'a'); }), ElementsAre("body"));
    EXPECT_THAT(bad([](auto& one) { one.body = "Kèm tài liệu TUYỆT MẬT"; }), ElementsAre("body"));
    EXPECT_THAT(bad([](auto& one) { one.to.clear(); }), ElementsAre("to"));
    EXPECT_THAT(bad([&](auto& one) { one.to = {office_.other_leader.post}; }), ElementsAre("to")) << "another unit";
    EXPECT_THAT(bad([&](auto& one) { one.to = {other_.leader.post}; }), ElementsAre("to"));
    EXPECT_THAT(bad([&](auto& one) { one.to = {office_.specialist.post}; }), ElementsAre("to")) << "himself";
    EXPECT_THAT(bad([](auto& one) { one.to = {4711}; }), ElementsAre("to"));
    EXPECT_THAT(bad([](auto& one) { one.due = day(11, 23); }), ElementsAre("due")) << "for information";
    EXPECT_THAT(bad([](auto& one) { one.wants_answer = true, one.due = day(11, 19); }), ElementsAre("due"));
    EXPECT_THAT(bad([](auto& one) { one.wants_answer = true, one.due = day(12, 1, 2028); }), ElementsAre("due"));
    EXPECT_THAT(bad([&](auto& one) { one.post = office_.leader.post; }), ElementsAre("post")) << "not his post";
    EXPECT_THAT(refusals([&] { tell(message()); }), IsEmpty());
}

TEST_P(MessageTest, people_who_left_and_closed_units_get_nothing) {
    constexpr db::Sql kEnd{"test.end", "UPDATE appointment SET until_day = '2026-11-01' WHERE person = $1"};
    write([&](db::Tx& tx) { tx.exec(kEnd, office_.second.person); });
    EXPECT_THAT(refusals([&] { tell(message()); }), ElementsAre("to"));
    constexpr db::Sql kClose{"test.close", "UPDATE unit SET until_day = '2026-11-01' WHERE id = $1"};
    write([&](db::Tx& tx) { tx.exec(kClose, office_.division); });
    auto one = message();
    one.to = {office_.leader.post};
    EXPECT_THAT(refusals([&] { tell(one); }), testing::Contains("post"));
}

TEST_P(MessageTest, refuses_an_answer_that_says_nothing_or_is_not_his) {
    const Id id = tell(message());
    EXPECT_THAT(refusals([&] { answer_as(office_.second.actor, id, ""); }), ElementsAre("body"));
    EXPECT_THAT(refusals([&] { answer_as(office_.second.actor, id, std::string(2001, 'a')); }), ElementsAre("body"));
    EXPECT_THROW(answer_as(office_.other_leader.actor, id), NotFound);
    Actor reads_only = office_.second.actor;
    reads_only.read_only = true;
    EXPECT_THROW(answer_as(reads_only, id), Forbidden);
}

TEST_P(MessageTest, nobody_floods_his_unit) {
    for (int n = 0; n < 10; ++n) tell(message());
    EXPECT_THROW(tell(message()), Refused);
    const Id first = db().reading([&](db::Conn& conn) {
        return list_messages(conn, office_.second.actor, false, 0, 50).lines.back().message.id;
    });
    EXPECT_THROW(answer_as(office_.specialist.actor, first), Refused) << "answers count";
    answer_as(office_.second.actor, first);
    now_.set(*clock::parse_instant("2026-11-20T03:01:00Z"));
    tell(message());
}

TEST_P(MessageTest, lists_show_what_came_and_what_was_sent) {
    const Id first = tell(message()), second = tell(message());
    const auto listed = [&](const Actor& actor, bool sent) {
        return db().reading([&](db::Conn& conn) { return list_messages(conn, actor, sent, 0, 1); });
    };
    const auto came = listed(office_.second.actor, false);
    ASSERT_EQ(came.lines.size(), 1U);
    EXPECT_EQ(came.lines[0].message.id, second);
    EXPECT_TRUE(came.lines[0].unread);
    EXPECT_EQ(came.next, second) << "an older page";
    EXPECT_EQ(listed(office_.specialist.actor, true).lines[0].receivers, 2);
    EXPECT_TRUE(listed(office_.specialist.actor, false).lines.empty());
    EXPECT_TRUE(listed(office_.other_leader.actor, false).lines.empty());
    EXPECT_LT(first, second);
}

TEST_P(MessageTest, two_at_once_neither_pass_the_pace_nor_read_twice) {
    for (int n = 0; n < 9; ++n) tell(message());
    dinh::test::one_wins("the tenth", "Refused", [&] { tell(message()); });
    now_.set(*clock::parse_instant("2026-11-20T03:02:00Z"));
    const Id id = tell(message());
    dinh::test::both_win("read", [&] { read_as(office_.second.actor, id); });
    dinh::test::both_win("answer", [&] { answer_as(office_.leader.actor, id); });
    EXPECT_EQ(told(id).state, "finished");
    EXPECT_THAT(work_of(office_.second.post).size(), 10U) << "the earlier ones alone";
}

}  // namespace dinh::internal
