// One block for each role: what it may do with internal documents and messages, and nothing else.
#include "modules/internal/rights.hpp"

#include <gtest/gtest.h>

#include <set>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::internal {

namespace {

namespace role = directory::role;

constexpr Id kAgency = 1, kOtherAgency = 2, kUnit = 5, kOtherUnit = 6, kPost = 7, kDrafter = 8, kReceiver = 9;

const std::set<Deed> kAll = {Deed::draft,        Deed::change,         Deed::drop,
                             Deed::submit,       Deed::send,           Deed::return_draft,
                             Deed::answer,       Deed::forward,        Deed::finish,
                             Deed::recall,       Deed::correct,        Deed::open_series,
                             Deed::close_series, Deed::send_message,   Deed::answer_message,
                             Deed::print,        Deed::begin_outgoing, Deed::attach_to_incoming};
const std::set<Deed> kMember = {Deed::draft, Deed::send_message, Deed::print};
const std::set<Deed> kDrafts = {Deed::draft,          Deed::change, Deed::drop,           Deed::submit,
                                Deed::answer,         Deed::recall, Deed::correct,        Deed::send_message,
                                Deed::answer_message, Deed::print,  Deed::begin_outgoing, Deed::attach_to_incoming};
const std::set<Deed> kLeads = {
    Deed::draft,       Deed::change,       Deed::drop,         Deed::submit,         Deed::send,
    Deed::answer,      Deed::recall,       Deed::return_draft, Deed::correct,        Deed::print,
    Deed::open_series, Deed::close_series, Deed::send_message, Deed::begin_outgoing, Deed::attach_to_incoming};
const std::set<Deed> kHandles = {
    Deed::answer,         Deed::forward,           Deed::finish, Deed::answer_message, Deed::print,
    Deed::begin_outgoing, Deed::attach_to_incoming};
const std::set<Deed> kBook = {Deed::open_series, Deed::close_series};

Subject subject(std::vector<Id> parties = {kReceiver}) {
    Subject one;
    one.agency = kAgency;
    one.unit = kUnit;
    one.sender_post = kDrafter;
    one.needs_approval = true;
    one.parties = std::move(parties);
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

std::set<Deed> allowed(const Actor& who, const Subject& of = subject()) {
    std::set<Deed> deeds;
    for (const Deed deed : kAll)
        if (can(who, deed, of)) deeds.insert(deed);
    return deeds;
}

std::set<Deed> both(std::set<Deed> one, const std::set<Deed>& other) {
    one.insert(other.begin(), other.end());
    return one;
}

}  // namespace

TEST(Rights, of_a_specialist_of_the_sending_unit) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kPost, kUnit)), kMember);
}

TEST(Rights, of_the_drafter) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kDrafter, kUnit)), kDrafts);
    Subject free = subject();
    free.needs_approval = false;
    EXPECT_EQ(allowed(actor(role::kSpecialist, kDrafter, kUnit), free), both(kDrafts, {Deed::send}));
}

TEST(Rights, of_the_leaders_of_the_sending_unit) {
    for (const auto leader : {role::kUnitLeader, role::kDeputyUnitLeader, role::kOfficeLeader})
        EXPECT_EQ(allowed(actor(leader, kPost, kUnit)), kLeads) << leader;
}

TEST(Rights, of_the_clerk_of_the_sending_unit) {
    EXPECT_EQ(allowed(actor(role::kUnitRecordsClerk, kPost, kUnit)), both(kMember, kBook));
}

TEST(Rights, of_leaders_of_other_units_and_agencies) {
    EXPECT_TRUE(allowed(actor(role::kUnitLeader, kPost, kOtherUnit)).empty());
    EXPECT_TRUE(allowed(actor(role::kUnitLeader, kPost, kOtherUnit, kOtherAgency)).empty());
    EXPECT_TRUE(allowed(actor(role::kAgencyLeader, kPost, 0, kOtherAgency)).empty());
}

TEST(Rights, of_the_head_of_the_agency_only_where_nobody_leads_the_unit) {
    for (const auto head : {role::kAgencyLeader, role::kDeputyAgencyLeader}) {
        EXPECT_TRUE(allowed(actor(head)).empty()) << head;
        Subject leaderless = subject();
        leaderless.leaderless = true;
        std::set<Deed> signs = kLeads;
        signs.erase(Deed::draft);
        signs.erase(Deed::send_message);
        signs.erase(Deed::print);
        EXPECT_EQ(allowed(actor(head), leaderless), signs) << head;
        Subject leadership = subject();
        leadership.unit = 0;
        EXPECT_EQ(allowed(actor(head), leadership), kLeads) << head;
    }
}

TEST(Rights, of_the_clerk_of_the_agency) { EXPECT_EQ(allowed(actor(role::kRecordsClerk)), kBook); }

TEST(Rights, of_whoever_received_it) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kReceiver, kOtherUnit)), kHandles);
    for (const auto of_unit :
         {role::kUnitLeader, role::kDeputyUnitLeader, role::kOfficeLeader, role::kUnitRecordsClerk})
        EXPECT_EQ(allowed(actor(of_unit, kPost, kOtherUnit), subject({kOtherUnit})), kHandles) << of_unit;
    EXPECT_TRUE(allowed(actor(role::kSpecialist, kPost, kOtherUnit), subject({kOtherUnit})).empty());
    for (const auto of_agency : {role::kRecordsClerk, role::kAgencyLeader, role::kOfficeLeader})
        EXPECT_EQ(allowed(actor(of_agency, kPost, 0, kOtherAgency), subject({kOtherAgency})), kHandles) << of_agency;
    EXPECT_TRUE(allowed(actor(role::kSpecialist, kPost, 0, kOtherAgency), subject({kOtherAgency})).empty());
}

TEST(Rights, of_everybody_else) {
    for (const auto other : {role::kSpecialist, role::kLeaderAssistant, role::kFollowUpOfficer, role::kItOfficer,
                             role::kAdministrator, role::kAuditor})
        EXPECT_TRUE(allowed(actor(other)).empty()) << other;
    EXPECT_TRUE(allowed(Actor::system()).empty());
    EXPECT_TRUE(allowed(Actor{}).empty());
}

TEST(Rights, of_a_session_that_only_reads) {
    Actor leader = actor(role::kUnitLeader, kPost, kUnit);
    leader.read_only = true;
    EXPECT_EQ(allowed(leader), (std::set<Deed>{Deed::print}));
}

TEST(Rights, a_refusal_says_who_may) {
    for (const Deed deed : kAll) {
        EXPECT_FALSE(who_may(deed).empty());
        EXPECT_THROW(must(actor(role::kAuditor), deed, subject()), Forbidden);
    }
}

TEST(Rights, nobody_is_the_drafter_or_receiver_of_nothing) {
    Subject none;
    EXPECT_TRUE(allowed(actor(role::kAgencyLeader, 0, 0, 0), none).empty());
    none.parties = {0};
    EXPECT_TRUE(allowed(actor(role::kUnitLeader, 0, 0, 0), none).empty());
}

}  // namespace dinh::internal
