// One block per role.
#include "modules/meetings/rights.hpp"

#include <gtest/gtest.h>

#include <set>

namespace dinh::meetings {

namespace {

constexpr Deed kAll[] = {Deed::propose_entry, Deed::draw_up,     Deed::change_entry, Deed::cancel_entry,
                         Deed::name_attendee, Deed::submit_week, Deed::approve_week, Deed::return_week,
                         Deed::publish_week,  Deed::read_drafts};
constexpr Id kAgency = 10, kUnit = 20, kPost = 30;

Actor holder(const char* role, Id agency = kAgency, Id served = 0) {
    Actor actor;
    actor.person = 7;
    Capacity as;
    as.post = kPost, as.unit = kUnit, as.agency = agency, as.served = served;
    as.roles = {role};
    actor.capacities = {as};
    return actor;
}

Subject accepted() {
    Subject subject;
    subject.agency = kAgency;
    subject.state = "accepted";
    return subject;
}

std::set<Deed> allowed(const Actor& actor, const Subject& subject = accepted()) {
    std::set<Deed> deeds;
    for (const Deed deed : kAll)
        if (can(actor, deed, subject)) deeds.insert(deed);
    return deeds;
}

const std::set<Deed> kWhole(std::begin(kAll), std::end(kAll));
const std::set<Deed> kDrawing = {Deed::propose_entry, Deed::draw_up,     Deed::change_entry, Deed::cancel_entry,
                                 Deed::name_attendee, Deed::submit_week, Deed::publish_week, Deed::read_drafts};

}  // namespace

TEST(Rights, of_the_chief_of_office_are_all) { EXPECT_EQ(allowed(holder("office_leader")), kWhole); }

TEST(Rights, of_clerks_and_assistants_are_all_but_approval) {
    EXPECT_EQ(allowed(holder("records_clerk")), kDrawing);
    EXPECT_EQ(allowed(holder("leader_assistant")), kDrawing);
}

TEST(Rights, of_leaders_are_all_but_drawing_up) {
    for (const char* role : {"agency_leader", "deputy_agency_leader"}) {
        auto expected = kWhole;
        expected.erase(Deed::draw_up);
        expected.erase(Deed::submit_week);
        EXPECT_EQ(allowed(holder(role)), expected);
    }
}

TEST(Rights, of_an_office_that_serves_the_agency_are_those_of_its_own) {
    EXPECT_EQ(allowed(holder("agency_leader", 11, kAgency)), kWhole);
    EXPECT_EQ(allowed(holder("records_clerk", 11, kAgency)), kDrawing);
}

TEST(Rights, of_officials_are_to_propose_and_to_change_their_own_proposal) {
    EXPECT_EQ(allowed(holder("specialist")), std::set<Deed>{Deed::propose_entry});
    Subject own = accepted();
    own.state = "proposed";
    own.proposer_person = 7;
    EXPECT_EQ(allowed(holder("specialist"), own),
              (std::set<Deed>{Deed::propose_entry, Deed::change_entry, Deed::cancel_entry}));
    own.proposer_person = 8;
    EXPECT_EQ(allowed(holder("specialist"), own), std::set<Deed>{Deed::propose_entry});
}

TEST(Rights, of_who_is_invited_are_to_name_another) {
    Subject invited = accepted();
    invited.posts = {kPost};
    EXPECT_TRUE(can(holder("specialist"), Deed::name_attendee, invited));
    invited.posts = {31};
    invited.units = {kUnit};
    EXPECT_FALSE(can(holder("specialist"), Deed::name_attendee, invited));
    EXPECT_TRUE(can(holder("unit_leader"), Deed::name_attendee, invited));
}

TEST(Rights, of_other_agencies_and_of_nobody_are_none) {
    for (const char* role : {"agency_leader", "office_leader", "records_clerk", "specialist"})
        EXPECT_TRUE(allowed(holder(role, 99)).empty()) << role;
    EXPECT_TRUE(allowed(Actor{}).empty());
    Subject nobodys = accepted();
    nobodys.state = "proposed";
    EXPECT_TRUE(allowed(Actor{}, nobodys).empty());
}

TEST(Rights, of_those_who_only_read_are_no_deeds) {
    Actor actor = holder("office_leader");
    actor.read_only = true;
    EXPECT_EQ(allowed(actor), std::set<Deed>{Deed::read_drafts});
    for (const Deed deed : kAll) EXPECT_FALSE(who_may(deed).empty());
}

}  // namespace dinh::meetings
