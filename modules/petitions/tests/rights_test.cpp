// One block for each role: what it may do with a petition, and nothing else.
#include "modules/petitions/rights.hpp"

#include <gtest/gtest.h>

#include <set>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::petitions {

namespace {

namespace role = directory::role;

constexpr Id kAgency = 1, kOtherAgency = 2, kBody = 3, kOtherBody = 4, kUnit = 5, kOtherUnit = 6, kPost = 7,
             kSettler = 8, kReceptionist = 9, kDirector = 10;

const std::set<Deed> kAll = {Deed::take_in,    Deed::receive,       Deed::refuse,       Deed::correct,
                             Deed::propose,    Deed::void_number,   Deed::accept,       Deed::pass_on,
                             Deed::guide,      Deed::file_away,     Deed::name_settler, Deed::hand_on,
                             Deed::extend,     Deed::report_result, Deed::close,        Deed::reopen,
                             Deed::print_slip, Deed::print_book,    Deed::name_officer};
const std::set<Deed> kDesk = {Deed::take_in,     Deed::receive, Deed::refuse,     Deed::correct,   Deed::propose,
                              Deed::void_number, Deed::close,   Deed::print_slip, Deed::print_book};
const std::set<Deed> kDirects = {Deed::accept,       Deed::pass_on,    Deed::guide,     Deed::file_away,
                                 Deed::name_settler, Deed::extend,     Deed::reopen,    Deed::report_result,
                                 Deed::close,        Deed::print_slip, Deed::print_book};
const std::set<Deed> kSettles = {Deed::report_result, Deed::print_slip};

Subject subject() {
    Subject one;
    one.issuing_body = kBody;
    one.agency = kAgency;
    one.settler_unit = kUnit;
    one.settler_post = kSettler;
    one.receptionists = {kReceptionist};
    one.directors = {kDirector};
    return one;
}

Actor actor(std::string_view role, Id post = kPost, Id unit = 0, Id agency = kAgency) {
    Capacity as;
    as.post = post;
    as.unit = unit;
    as.agency = agency;
    as.roles = {std::string(role)};
    Actor who;
    who.person = 100;
    who.capacities = {as};
    return who;
}

std::set<Deed> allowed(const Actor& who) {
    std::set<Deed> deeds;
    for (const Deed deed : kAll) {
        if (can(who, deed, subject())) deeds.insert(deed);
    }
    return deeds;
}

std::set<Deed> with(std::set<Deed> deeds, Deed more) {
    deeds.insert(more);
    return deeds;
}

}  // namespace

TEST(Rights, of_the_clerk_of_the_body) {
    Actor clerk = actor(role::kRecordsClerk);
    clerk.capacities[0].issuing_bodies = {kBody};
    EXPECT_EQ(allowed(clerk), kDesk);
}

TEST(Rights, of_a_clerk_of_another_body) {
    Actor clerk = actor(role::kRecordsClerk);
    clerk.capacities[0].issuing_bodies = {kOtherBody};
    EXPECT_TRUE(allowed(clerk).empty());
}

TEST(Rights, of_whom_the_head_named_to_receive) { EXPECT_EQ(allowed(actor(role::kSpecialist, kReceptionist)), kDesk); }

TEST(Rights, of_the_head) { EXPECT_EQ(allowed(actor(role::kAgencyLeader)), with(kDirects, Deed::name_officer)); }

TEST(Rights, of_the_head_of_another_agency) {
    EXPECT_TRUE(allowed(actor(role::kAgencyLeader, kPost, 0, kOtherAgency)).empty());
}

TEST(Rights, of_whom_the_head_named_to_decide) {
    EXPECT_EQ(allowed(actor(role::kDeputyAgencyLeader, kDirector)), kDirects);
}

TEST(Rights, of_the_leader_of_the_unit_that_settles) {
    for (const auto leader : {role::kUnitLeader, role::kDeputyUnitLeader, role::kOfficeLeader})
        EXPECT_EQ(allowed(actor(leader, kPost, kUnit)), with(kSettles, Deed::hand_on)) << leader;
    EXPECT_TRUE(allowed(actor(role::kUnitLeader, kPost, kOtherUnit)).empty());
}

TEST(Rights, of_the_settler) { EXPECT_EQ(allowed(actor(role::kSpecialist, kSettler, kUnit)), kSettles); }

TEST(Rights, of_everybody_else) {
    for (const auto other :
         {role::kDeputyAgencyLeader, role::kOfficeLeader, role::kSpecialist, role::kUnitRecordsClerk,
          role::kLeaderAssistant, role::kFollowUpOfficer, role::kItOfficer, role::kAdministrator, role::kAuditor})
        EXPECT_TRUE(allowed(actor(other)).empty()) << other;
    EXPECT_TRUE(allowed(actor(role::kSpecialist, kPost, kUnit)).empty()) << "the same unit, not named";
    EXPECT_TRUE(allowed(Actor::system()).empty());
    EXPECT_TRUE(allowed(Actor{}).empty());
}

TEST(Rights, of_a_session_that_only_reads) {
    Actor head = actor(role::kAgencyLeader);
    head.read_only = true;
    EXPECT_EQ(allowed(head), (std::set<Deed>{Deed::print_slip, Deed::print_book}));
}

TEST(Rights, a_refusal_says_who_may) {
    for (const Deed deed : kAll) {
        EXPECT_FALSE(who_may(deed).empty());
        EXPECT_THROW(must(actor(role::kAuditor), deed, subject()), Forbidden);
    }
}

TEST(Rights, nobody_is_the_settler_of_a_petition_without_one) {
    Subject none;
    none.issuing_body = kBody;
    EXPECT_FALSE(can(actor(role::kSpecialist, 0), Deed::report_result, none));
    EXPECT_FALSE(can(actor(role::kUnitLeader, 0, 0), Deed::hand_on, none));
    EXPECT_FALSE(can(actor(role::kAgencyLeader, 0, 0, 0), Deed::accept, none));
}

}  // namespace dinh::petitions
