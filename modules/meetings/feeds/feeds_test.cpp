#include "modules/meetings/feeds/feeds.hpp"

#include <gmock/gmock.h>

#include "modules/meetings/tests/house.hpp"

namespace dinh::meetings {

namespace {

using test::refusals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class FeedsTest : public test::House {
protected:
    Id make(const Actor& actor, const std::string& secret, const std::string& name = "Điện thoại") {
        return db().writing([&](db::Tx& tx) { return make_feed(tx, actor, name, secret); });
    }
    std::optional<Feed> behind(const std::string& secret) {
        return db().reading([&](db::Conn& conn) { return feed_behind(conn, secret); });
    }
    std::string text_of(Id person) {
        return db().reading([&](db::Conn& conn) { return feed_text(conn, *directory_, person); });
    }
};
DINH_BOTH_ENGINES(FeedsTest);

}  // namespace

TEST_P(FeedsTest, a_secret_is_kept_as_a_digest_and_opens_one_persons_week) {
    const std::string secret = new_feed_secret();
    const Id id = make(office_.head.actor, secret);
    ASSERT_TRUE(behind(secret));
    EXPECT_EQ(behind(secret)->person, office_.head.person);
    constexpr db::Sql kStored{"test.stored", "SELECT token_hash FROM calendar_feed WHERE id = $1"};
    EXPECT_THAT(texts(kStored, id), ElementsAre(Not(HasSubstr(secret))));
    for (const std::string& wrong : {std::string(), secret.substr(1), secret + "a", std::string(43, 'a'),
                                     std::string(10'000, 'x'), std::string("' OR 1=1 --")})
        EXPECT_FALSE(behind(wrong)) << wrong.substr(0, 50);
}

TEST_P(FeedsTest, ends_when_its_owner_says_so_and_for_nobody_else) {
    const std::string secret = new_feed_secret();
    const Id id = make(office_.head.actor, secret);
    EXPECT_THROW(write([&](db::Tx& tx) { end_feed(tx, office_.specialist.actor, id); }), NotFound);
    write([&](db::Tx& tx) { end_feed(tx, office_.head.actor, id); });
    EXPECT_FALSE(behind(secret));
    EXPECT_THROW(write([&](db::Tx& tx) { end_feed(tx, office_.head.actor, id); }), NotFound);
}

TEST_P(FeedsTest, are_few_and_named) {
    EXPECT_THAT(refusals([&] { make(office_.head.actor, new_feed_secret(), " \x01"); }), ElementsAre("name"));
    EXPECT_THAT(refusals([&] { make(office_.head.actor, new_feed_secret(), std::string(101, 'x')); }),
                ElementsAre("name"));
    for (int i = 0; i < kMostFeeds; ++i) make(office_.head.actor, new_feed_secret());
    EXPECT_THAT(refusals([&] { make(office_.head.actor, new_feed_secret()); }), ElementsAre(""));
    EXPECT_THROW(make(Actor::system(), new_feed_secret()), Forbidden);
}

TEST_P(FeedsTest, tells_what_one_takes_part_in_and_nothing_else) {
    auto one = input();
    one.posts = {office_.head.post};
    one.subject = "Họp, bàn; việc\\chung";
    const Id id = enter(one);
    auto internal = input(14);
    internal.subject = "Kiểm điểm", internal.internal = true;
    enter(internal);
    const auto text = text_of(office_.head.person);
    EXPECT_THAT(text, HasSubstr("SUMMARY:Họp\\, bàn\\; việc\\\\chung\r\n"));
    EXPECT_THAT(text, HasSubstr("STATUS:TENTATIVE"));
    EXPECT_THAT(text, Not(HasSubstr("Kiểm điểm")));
    EXPECT_THAT(text_of(office_.director.person), HasSubstr("CLASS:PRIVATE"));
    EXPECT_THAT(text_of(other_.head.person), Not(HasSubstr("BEGIN:VEVENT")));
    publish();
    EXPECT_THAT(text_of(office_.head.person), HasSubstr("STATUS:CONFIRMED"));
    write([&](db::Tx& tx) { cancel_entry(tx, office_.clerk.actor, id, 1, "Hoãn"); });
    const auto cancelled = text_of(office_.head.person);
    EXPECT_THAT(cancelled, HasSubstr("STATUS:CANCELLED"));
    EXPECT_THAT(cancelled, HasSubstr("SEQUENCE:1\r\n"));
}

TEST_P(FeedsTest, leaves_out_a_meeting_one_sends_another_to) {
    const Id id = enter(input());
    Id deputy = 0;
    for (const auto& one : found(id).participants)
        if (one.who == office_.deputy.post) deputy = one.id;
    write([&](db::Tx& tx) { name_attendee(tx, office_.deputy.actor, id, 1, deputy, office_.head.post); });
    EXPECT_THAT(text_of(office_.deputy.person), Not(HasSubstr("BEGIN:VEVENT")));
    EXPECT_THAT(text_of(office_.head.person), HasSubstr("BEGIN:VEVENT"));
}

}  // namespace dinh::meetings
