#include "modules/submissions/reorganised.hpp"

#include <gmock/gmock.h>

#include "modules/submissions/tests/house.hpp"

namespace dinh::submissions {

namespace {

using test::day;

class ReorganisedTest : public test::House {
protected:
    int batches(Id from, Id to) {
        for (int count = 1; count < 10; ++count) {
            if (db().writing([&](db::Tx& tx) { return reorganised(tx, from, to, day(11, 20)); })) return count;
        }
        return 10;
    }
};
DINH_BOTH_ENGINES(ReorganisedTest);

}  // namespace

TEST_P(ReorganisedTest, what_waits_of_a_merged_department_goes_on_with_its_successor) {
    const Id open = examined();
    letter_ = issued(sender_, "14/TTr-SKHCN");
    const Id ended = submitted();
    act(withdraw, sender_.specialist, ended, "Rút");
    EXPECT_EQ(batches(sender_.agency, other_.agency), 2) << "one with work, one that finds nothing";
    EXPECT_EQ(found(open).owner_agency, other_.agency);
    EXPECT_EQ(found(ended).owner_agency, sender_.agency);
    EXPECT_TRUE(sees(other_.head, open));
    EXPECT_FALSE(sees(sender_.head, open));
    EXPECT_TRUE(sees(office_.specialist, open));
    act(withdraw, other_.head, open, "Rà soát lại sau hợp nhất");
    EXPECT_EQ(state(open), "withdrawn");
}

TEST_P(ReorganisedTest, an_opinion_still_asked_is_asked_of_the_successor) {
    const Id id = examined();
    act(ask_opinion, office_.specialist, id, std::vector<Id>{other_.agency}, "Nguồn kinh phí?",
        std::optional(day(11, 25)));
    EXPECT_EQ(batches(other_.agency, sender_.agency), 1);
    EXPECT_EQ(asked(id).front().agency, sender_.agency);
    EXPECT_FALSE(sees(other_.head, id));
}

TEST_P(ReorganisedTest, in_one_transaction_nothing_is_lost_when_it_is_cut) {
    const Id open = examined();
    EXPECT_THROW(write([&](db::Tx& tx) {
                     reorganised(tx, sender_.agency, other_.agency, day(11, 20));
                     throw std::runtime_error("cut");
                 }),
                 std::runtime_error);
    EXPECT_EQ(found(open).owner_agency, sender_.agency);
    EXPECT_EQ(batches(sender_.agency, other_.agency), 2);
    EXPECT_TRUE(sees(other_.head, open));
}

}  // namespace dinh::submissions
