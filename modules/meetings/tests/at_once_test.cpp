// Every deed of the work calendar, done by two at the same moment.
#include "tests/support/at_once.hpp"

#include "modules/meetings/feeds/feeds.hpp"
#include "modules/meetings/tests/house.hpp"

namespace dinh::meetings {

namespace {

class AtOnceTest : public test::House {
protected:
    template <class F>
    void one_conflict(const char* deed, F&& work) {
        dinh::test::one_wins(deed, "Conflict", [&] { write(work); });
    }
};
DINH_BOTH_ENGINES(AtOnceTest);

}  // namespace

TEST_P(AtOnceTest, on_an_entry_one_of_two_wins) {
    auto one = input();
    one.units = {office_.division};
    const Id id = enter(one);
    one_conflict("change", [&](db::Tx& tx) { change_entry(tx, office_.clerk.actor, id, 1, one); });
    const Id unit = found(id).participants.back().id;
    one_conflict("name",
                 [&](db::Tx& tx) { name_attendee(tx, office_.head.actor, id, 2, unit, office_.specialist.post); });
    one_conflict("cancel", [&](db::Tx& tx) { cancel_entry(tx, office_.clerk.actor, id, 3, "Hoãn"); });
    const Id proposed = enter_as(office_.specialist.actor, input(14));
    one_conflict("accept", [&](db::Tx& tx) { accept_entry(tx, office_.chief.actor, proposed, 1); });
    const Id another = enter_as(office_.specialist.actor, input(16));
    one_conflict("decline", [&](db::Tx& tx) { decline_entry(tx, office_.chief.actor, another, 1, "Trùng"); });
}

TEST_P(AtOnceTest, on_a_week_one_of_two_wins) {
    enter(input());
    const auto& clerk = office_.clerk.actor;
    const auto& chief = office_.chief.actor;
    const Id agency = office_.agency;
    one_conflict("submit", [&](db::Tx& tx) { submit_week(tx, clerk, *directory_, agency, monday_, 0); });
    auto read = week().version;
    one_conflict("return", [&](db::Tx& tx) { return_week(tx, chief, agency, monday_, read, "Thiếu"); });
    read = week().version;
    one_conflict("approve", [&](db::Tx& tx) { approve_week(tx, chief, agency, monday_, read); });
    read = week().version;
    one_conflict("publish", [&](db::Tx& tx) { publish_week(tx, clerk, agency, monday_, read); });
}

TEST_P(AtOnceTest, a_feed_ends_once) {
    const auto& actor = office_.head.actor;
    const Id feed = db().writing([&](db::Tx& tx) { return make_feed(tx, actor, "Máy tính", new_feed_secret()); });
    dinh::test::one_wins("end", "NotFound", [&] { write([&](db::Tx& tx) { end_feed(tx, actor, feed); }); });
}

TEST_P(AtOnceTest, two_feeds_made_at_once_never_share_a_place) {
    const auto& actor = office_.head.actor;
    const auto outcomes = dinh::test::at_once(
        2, [&](int) { write([&](db::Tx& tx) { make_feed(tx, actor, "Máy tính", new_feed_secret()); }); });
    const auto feeds = db().reading([&](db::Conn& conn) { return feeds_of(conn, actor.person); });
    EXPECT_EQ(static_cast<std::size_t>(dinh::test::count(outcomes, "ok")), feeds.size());
    EXPECT_GE(feeds.size(), 1U);
}

}  // namespace dinh::meetings
