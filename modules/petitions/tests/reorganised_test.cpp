#include "modules/petitions/reorganised.hpp"

#include "modules/petitions/tests/desk.hpp"

namespace dinh::petitions {

namespace {

using test::day;

class ReorganisedTest : public test::Desk {
protected:
    int batches() {
        for (int count = 1; count < 10; ++count) {
            if (db().writing([&](db::Tx& tx) { return reorganised(tx, office_.agency, other_.agency, day(11, 20)); }))
                return count;
        }
        return 10;
    }
};
DINH_BOTH_ENGINES(ReorganisedTest);

}  // namespace

TEST_P(ReorganisedTest, open_petitions_go_to_the_successor_and_its_people_alone) {
    const Id open = take(input()), ended = take(denunciation());
    write([&](db::Tx& tx) { guide(tx, office_.head.actor, ended, 1, "Gửi Công an tỉnh"); });
    EXPECT_EQ(batches(), 2) << "one with work, one that finds nothing";
    EXPECT_EQ(found(open).owner_agency, other_.agency);
    EXPECT_EQ(found(open).sign(), "1/2026");
    EXPECT_TRUE(sees(other_.clerk.actor, open));
    EXPECT_TRUE(sees(other_.head.actor, open));
    EXPECT_FALSE(sees(office_.clerk.actor, open));
    EXPECT_EQ(found(ended).owner_agency, office_.agency);
    EXPECT_TRUE(sees(office_.clerk.actor, ended));
    write([&, at = version(open)](db::Tx& tx) {
        accept(tx, other_.head.actor, *directory_, open, at, {other_.division, 0}, false, "");
    });
    EXPECT_TRUE(faults().empty());
}

TEST_P(ReorganisedTest, in_one_transaction_nothing_is_lost_when_it_is_cut) {
    const Id open = take(input());
    EXPECT_THROW(write([&](db::Tx& tx) {
                     reorganised(tx, office_.agency, other_.agency, day(11, 20));
                     throw std::runtime_error("cut");
                 }),
                 std::runtime_error);
    EXPECT_EQ(found(open).owner_agency, office_.agency);
    EXPECT_TRUE(sees(office_.clerk.actor, open));
    EXPECT_EQ(batches(), 2);
    EXPECT_TRUE(sees(other_.clerk.actor, open));
}

}  // namespace dinh::petitions
