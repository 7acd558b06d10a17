#include "modules/internal/reorganised.hpp"

#include "modules/internal/tests/house.hpp"

namespace dinh::internal {

namespace {

using test::day;

class ReorganisedTest : public test::House {
protected:
    int batches() {
        for (int count = 1; count < 10; ++count)
            if (db().writing([&](db::Tx& tx) { return reorganised(tx, office_.agency, other_.agency, day(11, 20)); }))
                return count;
        return 10;
    }
};
DINH_BOTH_ENGINES(ReorganisedTest);

}  // namespace

TEST_P(ReorganisedTest, open_letters_and_messages_go_to_the_successor_and_ended_ones_stay) {
    open_book();
    const Id open = sent(), drafted = draft_it(input()), ended = sent();
    finish_as(office_.other_leader.actor, ended, office_.other_division);
    const Id message = tell(this->message());
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return open_letters(conn, office_.agency); }), 2);
    EXPECT_EQ(batches(), 2) << "one with work, one that finds nothing";
    EXPECT_EQ(found(open).owner_agency, other_.agency);
    EXPECT_EQ(found(drafted).owner_agency, other_.agency);
    EXPECT_EQ(found(ended).owner_agency, office_.agency);
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return find_message(conn, message); })->owner_agency, other_.agency);
    EXPECT_TRUE(sees(office_.other_leader.actor, open)) << "who had it keeps it";
    finish_as(office_.other_leader.actor, open, office_.other_division);
    EXPECT_EQ(found(open).state, "finished");
    EXPECT_FALSE(db().reading([&](db::Conn& conn) {
        return standing_series(conn, office_.agency, office_.division, day(11, 20)).has_value();
    })) << "the series closed on the day";
}

TEST_P(ReorganisedTest, in_one_transaction_nothing_is_lost_when_it_is_cut) {
    const Id open = sent();
    EXPECT_THROW(write([&](db::Tx& tx) {
                     reorganised(tx, office_.agency, other_.agency, day(11, 20));
                     throw std::runtime_error("cut");
                 }),
                 std::runtime_error);
    EXPECT_EQ(found(open).owner_agency, office_.agency);
    EXPECT_EQ(batches(), 2);
    EXPECT_EQ(found(open).owner_agency, other_.agency);
}

}  // namespace dinh::internal
