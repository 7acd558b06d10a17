// One block for each role: what it may do with a submission, and nothing else.
#include "modules/submissions/rights.hpp"

#include <gtest/gtest.h>

#include <set>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::submissions {

namespace {

namespace role = directory::role;

constexpr Id kSender = 1, kCommittee = 2, kOffice = 3, kAsked = 4, kStranger = 5, kBody = 6, kOtherBody = 7, kUnit = 8,
             kOtherUnit = 9, kPost = 10, kExaminer = 11, kLeader = 12, kPartUnit = 13, kPartPost = 14;

const std::set<Deed> kAll = {Deed::prepare,
                             Deed::edit,
                             Deed::submit,
                             Deed::withdraw,
                             Deed::receive,
                             Deed::assign,
                             Deed::hand_on,
                             Deed::give_back,
                             Deed::ask_opinion,
                             Deed::write_slip,
                             Deed::review,
                             Deed::begin_document,
                             Deed::read_slip,
                             Deed::give_opinion,
                             Deed::decide,
                             Deed::hand_opinion,
                             Deed::hand_opinion_part,
                             Deed::answer_opinion_part};
const std::set<Deed> kSends = {Deed::prepare, Deed::edit, Deed::submit, Deed::withdraw};
const std::set<Deed> kLeadsOffice = {Deed::receive, Deed::assign, Deed::review, Deed::read_slip};
const std::set<Deed> kExamines = {Deed::give_back, Deed::ask_opinion, Deed::write_slip, Deed::begin_document,
                                  Deed::read_slip};

Subject subject() {
    return {.sender = kSender,
            .committee = kCommittee,
            .body = kBody,
            .by_office = false,
            .unit = kUnit,
            .examiner = kExaminer,
            .leader = kLeader,
            .asked = kAsked};
}

Actor actor(std::string_view its_role, Id agency, Id post = kPost, Id unit = 0) {
    Capacity as;
    as.post = post;
    as.unit = unit;
    as.agency = agency;
    as.served = agency == kOffice ? kCommittee : 0;
    as.roles = {std::string(its_role)};
    Actor who;
    who.person = 100;
    who.capacities = {as};
    return who;
}

std::set<Deed> allowed(const Actor& who, const Subject& on = subject()) {
    std::set<Deed> deeds;
    for (const Deed deed : kAll) {
        if (can(who, deed, on)) deeds.insert(deed);
    }
    return deeds;
}

std::set<Deed> with(std::set<Deed> deeds, Deed more) {
    deeds.insert(more);
    return deeds;
}

}  // namespace

TEST(Rights, of_everybody_who_works_for_the_sender) {
    for (const auto one : {role::kSpecialist, role::kRecordsClerk, role::kUnitLeader, role::kAgencyLeader})
        EXPECT_EQ(allowed(actor(one, kSender)), kSends) << one;
}

TEST(Rights, of_the_clerk_who_keeps_the_books_of_the_committee) {
    Actor clerk = actor(role::kRecordsClerk, kOffice);
    clerk.capacities[0].issuing_bodies = {kBody};
    EXPECT_EQ(allowed(clerk), (std::set<Deed>{Deed::receive, Deed::read_slip}));
    clerk.capacities[0].issuing_bodies = {kOtherBody};
    EXPECT_EQ(allowed(clerk), (std::set<Deed>{Deed::read_slip}));
}

TEST(Rights, of_whoever_leads_the_office) {
    for (const auto one : {role::kOfficeLeader, role::kAgencyLeader, role::kDeputyAgencyLeader})
        EXPECT_EQ(allowed(actor(one, kOffice)), kLeadsOffice) << one;
    EXPECT_EQ(allowed(actor(role::kOfficeLeader, kCommittee)), kLeadsOffice) << "an office inside the committee";
}

TEST(Rights, of_the_examiner) { EXPECT_EQ(allowed(actor(role::kSpecialist, kOffice, kExaminer)), kExamines); }

TEST(Rights, of_the_leader_of_the_unit_that_examines) {
    for (const auto one : {role::kUnitLeader, role::kDeputyUnitLeader})
        EXPECT_EQ(allowed(actor(one, kOffice, kPost, kUnit)), with(kExamines, Deed::hand_on)) << one;
    EXPECT_EQ(allowed(actor(role::kUnitLeader, kOffice, kPost, kOtherUnit)), (std::set<Deed>{Deed::read_slip}));
}

TEST(Rights, of_others_in_the_office) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kOffice, kPost, kUnit)), (std::set<Deed>{Deed::read_slip}));
}

TEST(Rights, of_the_leader_it_lies_before_and_of_the_chairman) {
    const std::set<Deed> decides{Deed::decide, Deed::read_slip};
    EXPECT_EQ(allowed(actor(role::kDeputyAgencyLeader, kCommittee, kLeader)), decides);
    EXPECT_EQ(allowed(actor(role::kAgencyLeader, kCommittee)), decides);
    EXPECT_EQ(allowed(actor(role::kDeputyAgencyLeader, kCommittee)), (std::set<Deed>{Deed::read_slip}))
        << "another deputy";
}

TEST(Rights, of_the_agency_whose_opinion_is_asked) {
    for (const auto one : {role::kAgencyLeader, role::kDeputyAgencyLeader, role::kOfficeLeader, role::kRecordsClerk})
        EXPECT_EQ(allowed(actor(one, kAsked)), (std::set<Deed>{Deed::give_opinion, Deed::hand_opinion})) << one;
    EXPECT_TRUE(allowed(actor(role::kSpecialist, kAsked)).empty());
}

TEST(Rights, of_whoever_was_given_the_question_inside_the_agency) {
    Subject part = subject();
    part.part_unit = kPartUnit;
    const std::set<Deed> leads{Deed::hand_opinion_part, Deed::answer_opinion_part};
    for (const auto one : {role::kUnitLeader, role::kDeputyUnitLeader})
        EXPECT_EQ(allowed(actor(one, kAsked, kPost, kPartUnit), part), leads) << one;
    EXPECT_TRUE(allowed(actor(role::kUnitLeader, kAsked, kPost, kOtherUnit), part).empty());
    EXPECT_TRUE(allowed(actor(role::kSpecialist, kAsked, kPost, kPartUnit), part).empty());
    part.part_unit = 0;
    part.part_post = kPartPost;
    EXPECT_EQ(allowed(actor(role::kSpecialist, kAsked, kPartPost), part), (std::set<Deed>{Deed::answer_opinion_part}));
    EXPECT_TRUE(allowed(actor(role::kUnitLeader, kAsked, kPost, kPartUnit), part).empty());
}

TEST(Rights, of_the_office_over_what_it_made_itself) {
    Subject made = subject();
    made.by_office = true;
    auto expected = kSends;
    expected.insert(Deed::read_slip);
    EXPECT_EQ(allowed(actor(role::kSpecialist, kOffice), made), expected);
}

TEST(Rights, of_everybody_else) {
    for (const auto one :
         {role::kAgencyLeader, role::kDeputyAgencyLeader, role::kOfficeLeader, role::kRecordsClerk, role::kUnitLeader,
          role::kSpecialist, role::kItOfficer, role::kAdministrator, role::kAuditor, role::kFollowUpOfficer})
        EXPECT_TRUE(allowed(actor(one, kStranger)).empty()) << one;
    EXPECT_TRUE(allowed(Actor::system()).empty());
    EXPECT_TRUE(allowed(Actor{}).empty());
}

TEST(Rights, of_a_session_that_only_reads) {
    Actor chief = actor(role::kOfficeLeader, kOffice);
    chief.read_only = true;
    EXPECT_EQ(allowed(chief), (std::set<Deed>{Deed::read_slip}));
}

TEST(Rights, a_refusal_says_who_may) {
    for (const Deed deed : kAll) {
        EXPECT_FALSE(who_may(deed).empty());
        EXPECT_THROW(must(actor(role::kAuditor, kStranger), deed, subject()), Forbidden);
    }
}

TEST(Rights, nobody_holds_what_nobody_was_given) {
    Subject none;
    for (const auto one : {role::kSpecialist, role::kUnitLeader, role::kAgencyLeader, role::kOfficeLeader})
        EXPECT_TRUE(allowed(actor(one, 0, 0), none).empty()) << one;
}

}  // namespace dinh::submissions
