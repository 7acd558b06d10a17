// One block for each role: what it may do on the sites, and nothing else.
#include "modules/portal/rights.hpp"

#include <gtest/gtest.h>

#include <set>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::portal {

namespace {

namespace role = directory::role;
using Deeds = std::set<Deed>;

constexpr Id kAgency = 1, kStranger = 2, kOffice = 3, kUnit = 4, kOtherUnit = 5, kPost = 10, kWriter = 11;

const Deeds kManages = {Deed::change_site,     Deed::name_member,    Deed::end_member, Deed::add_category,
                        Deed::change_category, Deed::close_category, Deed::see_duties, Deed::mark_duty};
const Deeds kWrites = {Deed::write,           Deed::propose_legal, Deed::see_library,
                       Deed::propose_posting, Deed::see_postings,  Deed::see_duties};
const Deeds kOwnWork = {Deed::change,     Deed::drop,         Deed::submit,
                        Deed::see_drafts, Deed::change_legal, Deed::change_posting};
const Deeds kSorts = {Deed::enter_question, Deed::sort_question, Deed::extend_question};
const Deeds kEdits = {Deed::see_drafts,      Deed::enter_question,    Deed::sort_question,
                      Deed::extend_question, Deed::open_consultation, Deed::answer_comment};
const Deeds kAnswersFor = {Deed::correct,         Deed::withdraw,        Deed::pin,
                           Deed::grade_fee,       Deed::offer,           Deed::accept,
                           Deed::decline,         Deed::change_legal,    Deed::approve_legal,
                           Deed::return_legal,    Deed::correct_legal,   Deed::withdraw_legal,
                           Deed::relate_legal,    Deed::place_legal,     Deed::import_legal,
                           Deed::change_posting,  Deed::approve_posting, Deed::return_posting,
                           Deed::correct_posting, Deed::end_posting};
const Deeds kApprovesAnswers = {Deed::draft_answer, Deed::approve_answer, Deed::reopen_question, Deed::extend_question};

Deeds all_of(std::initializer_list<Deeds> parts) {
    Deeds all;
    for (const auto& part : parts) all.insert(part.begin(), part.end());
    return all;
}

// The last deed of the enum; one that comes after it has no words and fails the test of the words.
constexpr int kCount = static_cast<int>(Deed::import_site) + 1;

Subject subject(std::string_view member_role = "") {
    Subject on;
    on.agency = kAgency;
    on.writer_post = kWriter;
    on.holder_unit = kUnit;
    if (!member_role.empty()) on.members.push_back({kPost, std::string(member_role)});
    return on;
}

Actor actor(std::string_view its_role, Id agency, Id post = kPost, Id unit = 0) {
    Capacity as;
    as.post = post;
    as.unit = unit;
    as.agency = agency;
    as.served = agency == kOffice ? kAgency : 0;
    if (!its_role.empty()) as.roles = {std::string(its_role)};
    Actor who;
    who.person = 100;
    who.capacities = {as};
    return who;
}

Deeds allowed(const Actor& who, const Subject& on = subject()) {
    Deeds deeds;
    for (int i = 0; i < kCount; ++i)
        if (can(who, static_cast<Deed>(i), on)) deeds.insert(static_cast<Deed>(i));
    return deeds;
}

}  // namespace

TEST(PortalRights, strangers_do_nothing_whatever_their_role_at_home) {
    EXPECT_TRUE(allowed(Actor{}).empty());
    for (const auto one : {role::kAgencyLeader, role::kOfficeLeader, role::kItOfficer, role::kSpecialist,
                           role::kDeputyAgencyLeader, role::kRecordsClerk, role::kAuditor, role::kUnitLeader})
        EXPECT_TRUE(allowed(actor(one, kStranger)).empty()) << one;
}

TEST(PortalRights, whoever_works_in_the_agency_writes_for_it) {
    for (const auto one : {role::kSpecialist, role::kRecordsClerk, role::kUnitLeader, role::kFollowUpOfficer})
        EXPECT_EQ(allowed(actor(one, kAgency)), kWrites) << one;
    EXPECT_EQ(allowed(actor(role::kSpecialist, kOffice)), kWrites) << "the office works for the committee";
}

TEST(PortalRights, a_writer_changes_drops_and_submits_his_own_and_waits_then) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kAgency, kWriter)), all_of({kWrites, kOwnWork}));
    Subject waiting = subject();
    waiting.awaiting = "editor";
    EXPECT_FALSE(can(actor(role::kSpecialist, kAgency, kWriter), Deed::change, waiting));
    Subject nobodys = subject();
    nobodys.writer_post = 0;
    EXPECT_EQ(allowed(actor(role::kSpecialist, kAgency, 0), nobodys), kWrites) << "no post is nobody's";
}

TEST(PortalRights, a_contributor_of_another_agency_writes) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kStranger), subject(member::kContributor)), kWrites);
}

TEST(PortalRights, an_editor_sees_drafts_and_sorts_questions) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kStranger), subject(member::kEditor)), all_of({kWrites, kEdits}));
}

TEST(PortalRights, a_secretary_answers_for_what_is_shown) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kAgency), subject(member::kSecretary)),
              all_of({kWrites, kEdits, kAnswersFor}));
}

TEST(PortalRights, an_approver_also_schedules_approves_fees_and_answers) {
    const Deeds deeds = all_of(
        {kWrites, kEdits, kAnswersFor, kApprovesAnswers, {Deed::schedule, Deed::approve_fee, Deed::import_site}});
    EXPECT_EQ(allowed(actor(role::kSpecialist, kAgency), subject(member::kApprover)), deeds);
    Subject province = subject(member::kApprover);
    province.province = true;
    EXPECT_EQ(allowed(actor(role::kSpecialist, kAgency), province),
              all_of({deeds, {Deed::demand, Deed::keep_gazette, Deed::see_all_duties}}));
}

TEST(PortalRights, a_manager_keeps_the_site_and_reads_no_drafts) {
    EXPECT_EQ(allowed(actor(role::kSpecialist, kStranger), subject(member::kManager)),
              all_of({kManages, {Deed::import_site}}));
}

TEST(PortalRights, leaders_and_it_officers_of_the_agency_keep_its_site) {
    const Deeds leads = all_of({kManages, kWrites, kSorts, {Deed::open_site}});
    EXPECT_EQ(allowed(actor(role::kOfficeLeader, kAgency)), leads);
    EXPECT_EQ(allowed(actor(role::kAgencyLeader, kAgency)), all_of({leads, kApprovesAnswers}));
    EXPECT_EQ(allowed(actor(role::kDeputyAgencyLeader, kAgency)), all_of({kWrites, kApprovesAnswers}));
    EXPECT_EQ(allowed(actor(role::kItOfficer, kAgency)), all_of({kManages, kWrites}));
}

TEST(PortalRights, an_administrator_keeps_every_site_and_its_hosts_and_reads_no_drafts) {
    EXPECT_EQ(allowed(actor(role::kAdministrator, kStranger)),
              all_of({kManages, {Deed::open_site, Deed::add_host, Deed::see_all_duties, Deed::import_site}}));
}

TEST(PortalRights, whoever_holds_the_step_and_nobody_else_passes_on) {
    const Deeds step = {Deed::pass, Deed::send_back, Deed::change};
    for (const auto held : {member::kEditor, member::kSecretary, member::kApprover})
        for (const auto waits_for : {member::kEditor, member::kSecretary, member::kApprover}) {
            Subject on = subject(held);
            on.awaiting = waits_for;
            const auto deeds = allowed(actor(role::kSpecialist, kStranger), on);
            for (const Deed deed : step) EXPECT_EQ(deeds.contains(deed), held == waits_for) << held << waits_for;
        }
}

TEST(PortalRights, roles_on_one_site_say_nothing_about_another) {
    Subject other = subject();
    other.agency = kStranger;
    other.members = {{99, "approver"}};
    EXPECT_EQ(allowed(actor(role::kAgencyLeader, kAgency), other), Deeds{});
    EXPECT_FALSE(has_role(actor(role::kSpecialist, kAgency, 0).capacities[0], Subject{.members = {{0, "editor"}}},
                          member::kEditor))
        << "who holds no post holds no role";
}

TEST(PortalRights, whoever_holds_a_question_drafts_and_his_leader_hands_it_on) {
    Subject on = subject();
    on.holder_post = kPost;
    EXPECT_EQ(allowed(actor(role::kSpecialist, kAgency), on), all_of({kWrites, {Deed::draft_answer}}));
    EXPECT_EQ(allowed(actor(role::kUnitLeader, kAgency, 12, kUnit), on),
              all_of({kWrites, {Deed::draft_answer, Deed::hand_on_question}}));
    EXPECT_EQ(allowed(actor(role::kUnitLeader, kAgency, 12, kOtherUnit), on), kWrites);
}

TEST(PortalRights, an_archive_and_a_reader_only_read) {
    const Deeds reads = {Deed::see_drafts, Deed::see_library, Deed::see_postings, Deed::see_duties};
    Subject archive = subject(member::kApprover);
    archive.archive = true;
    EXPECT_EQ(allowed(actor(role::kAgencyLeader, kAgency), archive), reads);
    Actor reader = actor(role::kAgencyLeader, kAgency);
    reader.read_only = true;
    EXPECT_EQ(allowed(reader, subject(member::kApprover)), reads);
}

TEST(PortalRights, every_refusal_says_who_may) {
    const Actor stranger = actor(role::kSpecialist, kStranger);
    for (int i = 0; i < kCount; ++i) {
        const auto deed = static_cast<Deed>(i);
        EXPECT_FALSE(who_may(deed).empty()) << i;
        try {
            must(stranger, deed, subject());
            ADD_FAILURE() << i;
        } catch (const Forbidden& refused) {
            EXPECT_EQ(refused.for_person(), who_may(deed));
        }
    }
    EXPECT_EQ(must(actor(role::kSpecialist, kAgency), Deed::write, subject()).agency, kAgency);
}

}  // namespace dinh::portal
