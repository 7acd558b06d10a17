// One block per role.
#include "modules/accounts/rights.hpp"

#include <gtest/gtest.h>

namespace dinh::accounts {

namespace {

constexpr Deed kAll[] = {Deed::see_account,     Deed::create_account, Deed::reset_password, Deed::unlock_account,
                         Deed::disable_account, Deed::enable_account, Deed::end_sessions,   Deed::remove_second_factor};

Actor holder(const char* role, Id agency) {
    Actor actor;
    actor.person = 7;
    actor.capacities = {Capacity{.post = 70,
                                 .unit = 0,
                                 .agency = agency,
                                 .served = 0,
                                 .title = "",
                                 .roles = {role},
                                 .issuing_bodies = {},
                                 .delegation = 0,
                                 .delegator = 0,
                                 .field = ""}};
    return actor;
}
const Subject kOurs{.person = 1, .agencies = {10}, .administrator = false};
const Subject kTheirs{.person = 2, .agencies = {20}, .administrator = false};
const Subject kChief{.person = 3, .agencies = {10}, .administrator = true};
const Subject kNobody{.person = 4, .agencies = {}, .administrator = false};

bool all(const Actor& actor, const Subject& subject) {
    for (const Deed deed : kAll)
        if (!can(actor, deed, subject)) return false;
    return true;
}
bool none(const Actor& actor, const Subject& subject) {
    for (const Deed deed : kAll)
        if (can(actor, deed, subject)) return false;
    return true;
}

}  // namespace

TEST(Rights, of_administrators_reach_everybody) {
    const Actor actor = holder("administrator", 10);
    for (const Subject& subject : {kOurs, kTheirs, kChief, kNobody}) EXPECT_TRUE(all(actor, subject));
    EXPECT_TRUE(can(actor, Deed::change_setting, {}));
    EXPECT_FALSE(agencies_seen(actor));
}

TEST(Rights, of_officers_reach_their_own_agency_but_no_administrator) {
    const Actor actor = holder("it_officer", 10);
    EXPECT_TRUE(all(actor, kOurs));
    for (const Subject& subject : {kTheirs, kChief, kNobody}) EXPECT_TRUE(none(actor, subject));
    EXPECT_FALSE(can(actor, Deed::see_settings, {}));
    EXPECT_FALSE(can(actor, Deed::see_jobs, {}));
    EXPECT_FALSE(can(actor, Deed::keep_jobs, {}));
    EXPECT_EQ(agencies_seen(actor), std::vector<Id>{10});
}

TEST(Rights, of_officers_of_an_office_reach_the_agency_it_serves) {
    Actor actor = holder("it_officer", 30);
    actor.capacities[0].served = 10;
    EXPECT_TRUE(all(actor, kOurs));
}

TEST(Rights, of_auditors_only_see) {
    Actor actor = holder("auditor", 10);
    actor.read_only = true;
    for (const Subject& subject : {kOurs, kTheirs, kChief, kNobody}) {
        EXPECT_TRUE(can(actor, Deed::see_account, subject));
        EXPECT_FALSE(can(actor, Deed::reset_password, subject));
    }
    EXPECT_TRUE(can(actor, Deed::see_settings, {}));
    EXPECT_TRUE(can(actor, Deed::see_jobs, {}));
    EXPECT_FALSE(can(actor, Deed::change_setting, {}));
}

TEST(Rights, of_others_are_none) {
    for (const char* role : {"records_clerk", "specialist", "unit_leader", "agency_leader", "office_leader"}) {
        const Actor actor = holder(role, 10);
        EXPECT_TRUE(none(actor, kOurs)) << role;
        EXPECT_FALSE(sees_accounts(actor)) << role;
        EXPECT_FALSE(sees_settings(actor)) << role;
    }
    EXPECT_TRUE(none(Actor{}, kOurs));
}

TEST(Rights, are_not_handed_on_by_delegation) {
    Actor actor = holder("administrator", 10);
    actor.capacities[0].delegation = 5;
    EXPECT_TRUE(none(actor, kOurs));
}

TEST(Rights, end_where_a_person_may_only_read) {
    Actor actor = holder("administrator", 10);
    actor.read_only = true;
    EXPECT_TRUE(can(actor, Deed::see_account, kOurs));
    EXPECT_FALSE(can(actor, Deed::reset_password, kOurs));
    EXPECT_FALSE(can(actor, Deed::change_setting, {}));
}

TEST(Rights, tell_who_may) {
    EXPECT_NE(who_may(Deed::reset_password), who_may(Deed::change_setting));
    EXPECT_THROW(must(holder("specialist", 10), Deed::reset_password, kOurs), Forbidden);
    EXPECT_NO_THROW(must(Actor::system(), Deed::reset_password, kOurs));
}

}  // namespace dinh::accounts
