#include "modules/directory/delegations/delegations.hpp"

#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class DelegationsTest : public test::Province {
protected:
    NewDelegation input() const {
        return {director_post_, head_, "work", "", "112/TB-SKHCN", today_, day(2026, 12, 4)};
    }
    Id give(const NewDelegation& one, Id by) {
        const Actor giver = actor(by);
        return write([&](db::Tx& tx) { return delegate(tx, giver, one); });
    }
    std::vector<std::string> refused(const NewDelegation& one) {
        return refusals([&] { give(one, director_); });
    }
};
DINH_BOTH_ENGINES(DelegationsTest);

}  // namespace

TEST_P(DelegationsTest, lets_the_receiver_act_in_the_post_and_ends_by_itself) {
    give(input(), director_);
    const Actor acting = actor(head_);
    ASSERT_EQ(acting.capacities.size(), 2U);
    EXPECT_EQ(acting.capacities[1].post, director_post_);
    EXPECT_EQ(acting.capacities[1].delegator, director_);
    EXPECT_NE(acting.capacities[1].delegation, 0);
    look();
    EXPECT_THAT(directory_->people_acting_in(director_post_), ElementsAre(director_, head_));
    now_.set(clock::start_of(day(2026, 12, 5)));
    EXPECT_EQ(actor(head_).capacities.size(), 1U);
}

TEST_P(DelegationsTest, is_refused_rule_by_rule) {
    auto one = input();
    one.to_person = director_;
    EXPECT_THAT(refused(one), ElementsAre("to_person"));
    one = input();
    one.to_person = 0;
    EXPECT_THAT(refused(one), ElementsAre("to_person"));
    one = input();
    one.to_person = clerk_;  // of another agency
    EXPECT_THAT(refused(one), ElementsAre("to_person"));
    one = input();
    one.purpose = "all";
    EXPECT_THAT(refused(one), ElementsAre("purpose"));
    one = input();
    one.basis = "";
    EXPECT_THAT(refused(one), ElementsAre("basis"));
    one = input();
    one.until = today_ - 1;
    EXPECT_THAT(refused(one), ElementsAre("until"));
    one = input();
    one.from = today_ - 20, one.until = today_ - 10;
    EXPECT_THAT(refused(one), ElementsAre("until"));
    one = input();
    one.until = one.from + 367;
    EXPECT_THAT(refused(one), ElementsAre("until"));
    one.until = one.from + 366;
    EXPECT_THAT(refused(one), IsEmpty());
}

TEST_P(DelegationsTest, a_mandate_to_sign_goes_to_heads_only) {
    auto one = input();
    one.purpose = "mandate";
    one.to_person = specialist_;
    EXPECT_THAT(refused(one), ElementsAre("to_person"));
    one.to_person = head_;
    EXPECT_THAT(refused(one), IsEmpty());
}

TEST_P(DelegationsTest, a_mandate_of_the_committee_reaches_the_office_and_the_departments) {
    NewDelegation one{chairman_post_, director_, "mandate", "đất đai", "1450/QĐ-UBND", today_, day(2026, 12, 31)};
    EXPECT_NE(give(one, chairman_), 0);
    one.to_person = chief_;
    EXPECT_NE(give(one, chairman_), 0);
    one.to_person = director_, one.purpose = "work";
    EXPECT_THAT(refusals([&] { give(one, chairman_); }), ElementsAre("to_person"));
}

TEST_P(DelegationsTest, a_clash_is_refused_and_an_ended_one_is_none) {
    const Id first = give(input(), director_);
    EXPECT_THAT(refused(input()), ElementsAre(""));
    auto narrower = input();
    narrower.field = "viễn thông";
    EXPECT_THAT(refused(narrower), ElementsAre(""));
    const Actor giver = actor(director_);
    write([&](db::Tx& tx) { end_delegation(tx, giver, first, 1); });
    EXPECT_EQ(actor(head_).capacities.size(), 1U);
    EXPECT_THAT(refused(input()), IsEmpty());
}

TEST_P(DelegationsTest, what_is_delegated_is_not_handed_on) {
    give(input(), director_);
    auto onward = input();
    onward.to_person = specialist_;
    EXPECT_THROW(give(onward, head_), Forbidden);
    EXPECT_THROW(give(input(), specialist_), Forbidden);
    EXPECT_THROW(give(input(), clerk_), Forbidden);
}

TEST_P(DelegationsTest, the_it_officer_of_the_agency_may_write_it_down) {
    EXPECT_NE(give(input(), it_), 0);
    NewDelegation other{chairman_post_, vice_, "work", "", "1/TB", today_, day(2026, 12, 1)};
    EXPECT_THROW(give(other, it_), Forbidden);
}

TEST_P(DelegationsTest, ends_once_and_only_by_those_who_may) {
    const Id id = give(input(), director_);
    const Actor stranger = actor(specialist_), giver = actor(director_);
    EXPECT_THROW(write([&](db::Tx& tx) { end_delegation(tx, stranger, id, 1); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { end_delegation(tx, giver, id, 7); }), Conflict);
    write([&](db::Tx& tx) { end_delegation(tx, giver, id, 1); });
    EXPECT_THROW(write([&](db::Tx& tx) { end_delegation(tx, giver, id, 2); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { end_delegation(tx, giver, 12345, 1); }), NotFound);
}

TEST_P(DelegationsTest, two_at_once_make_one) {
    const Actor giver = actor(director_);
    const auto outcomes =
        dinh::test::two_at_once(2, [&] { db().write([&](db::Tx& tx) { delegate(tx, giver, input()); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1) << outcomes[0] << " " << outcomes[1];
    EXPECT_EQ(dinh::test::count(outcomes, "Refused"), 1);
    EXPECT_EQ(read([&](db::Conn& conn) { return delegations_of(conn, director_); }).size(), 1U);
}

}  // namespace dinh::directory
