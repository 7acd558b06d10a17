#include "modules/directory/agencies/reorganisation/reorganisation.hpp"

#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/delegations/delegations.hpp"
#include "modules/directory/groups/groups.hpp"
#include "modules/directory/tests/province.hpp"
#include "platform/events/events.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

namespace kinds = reorganising;
using test::day;
using test::refusals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// Two departments and a third with a head; the first has a division, staff, books, a group and a delegation.
class ReorganisationTest : public test::Province {
protected:
    void SetUp() override {
        Province::SetUp();
        write([&](db::Tx& tx) {
            second_ = add_one(tx, "Sở Thông tin và Truyền thông", "STTTT", "department", committee_, true,
                              {{"qd20", "H55.13"}});
            second_head_post_ = post(tx, second_, 0, "Giám đốc", {"agency_leader"}, "head");
            second_head_ = hire(tx, "Giám Đốc Hai", second_head_post_);
            third_ = add_one(tx, "Sở Tài chính", "STC", "department", committee_);
            third_clerk_post_ = post(tx, third_, 0, "Văn thư", {"records_clerk"});
            third_clerk_ = hire(tx, "Văn Thư Ba", third_clerk_post_);
            third_body_ =
                add_issuing_body(tx, system_, {third_, "stc", "Sở Tài chính", "", "STC", "Thái Nguyên", false, from_});
            add_clerkship(tx, third_clerk_post_, third_body_, from_);
            department_clerk_post_ = post(tx, department_, division_, "Văn thư", {"records_clerk"});
            department_clerk_ = hire(tx, "Văn Thư Một", department_clerk_post_);
            add_clerkship(tx, department_clerk_post_, department_body_, from_);
            group_ = add_group(tx, system_, committee_, "Các sở", {department_, second_}, from_);
        });
    }
    Reorganisation merge(std::vector<Id> from, Id to, Day on) {
        Reorganisation one;
        one.kind = kinds::kMerge;
        one.agencies = std::move(from);
        one.targets = {{to, "", ""}};
        one.day = on;
        one.basis = "Nghị quyết 18/NQ-HĐND";
        return one;
    }
    Reorganisation merge_into_new(std::vector<Id> from, Day on) {
        Reorganisation one = merge(std::move(from), 0, on);
        one.targets = {{0, "Sở Khoa học và Truyền thông", "SKHTT"}};
        return one;
    }
    Id draft(const Reorganisation& one, const Actor& by) {
        return write([&](db::Tx& tx) { return draft_reorganisation(tx, by, one); });
    }
    Id draft(const Reorganisation& one) { return draft(one, system_); }
    void decide(Id id, std::int64_t version = 1) {
        write([&](db::Tx& tx) { decide_reorganisation(tx, system_, id, version); });
    }
    Id decided(const Reorganisation& one) {
        const Id id = draft(one);
        decide(id);
        return id;
    }
    void undo(Id id, std::int64_t version) {
        write([&](db::Tx& tx) { undo_reorganisation(tx, system_, id, version); });
    }
    Reorganisation found(Id id) {
        return *read([&](db::Conn& conn) { return find_reorganisation(conn, id); });
    }
    std::vector<std::string> reasons(const Reorganisation& one) {
        return refusals([&] { draft(one); });
    }
    static Actor actor_in(db::Conn& conn, Id person) { return load(conn, clock::today())->actor_of(person); }
    Id target(Id id) { return found(id).targets.front().agency; }
    void come(const char* instant) { now_.set(*clock::parse_instant(instant)); }

    const Day ahead_ = day(2026, 12, 1);
    Id second_ = 0, third_ = 0, second_head_post_ = 0, second_head_ = 0, third_clerk_post_ = 0, third_clerk_ = 0,
       third_body_ = 0, department_clerk_post_ = 0, department_clerk_ = 0, group_ = 0;
};

TEST_P(ReorganisationTest, merges_two_agencies_into_a_new_one_with_their_units_posts_and_people) {
    const Id next = target(decided(merge_into_new({department_, second_}, today_)));
    look();
    const auto* agency = directory_->agency(next);
    ASSERT_TRUE(agency);
    EXPECT_EQ(agency->name, "Sở Khoa học và Truyền thông");
    EXPECT_EQ(agency->parent, committee_);
    EXPECT_TRUE(agency->tenant);
    EXPECT_TRUE(directory_->agency(department_)->closed_on(today_));
    EXPECT_THAT(directory_->agency(second_)->successors, ElementsAre(next));
    EXPECT_EQ(directory_->unit(division_)->agency, next);
    EXPECT_EQ(directory_->post(specialist_post_)->holder, specialist_) << "nobody lost his post";
    EXPECT_EQ(directory_->post(second_head_post_)->agency, next);
    ASSERT_EQ(directory_->bodies_of(next).size(), 1U);
    const auto* body = directory_->bodies_of(next).front();
    EXPECT_EQ(body->abbreviation, "SKHTT");
    const auto clerks = read([&](db::Conn& conn) { return clerk_posts(conn, body->id, today_); });
    EXPECT_THAT(clerks, ElementsAre(department_clerk_post_));
}

TEST_P(ReorganisationTest, keeps_what_was_on_another_day) {
    decided(merge_into_new({department_, second_}, today_));
    const auto before = read([&](db::Conn& conn) { return load(conn, day(2026, 11, 19)); });
    EXPECT_EQ(before->post(specialist_post_)->agency, department_);
    EXPECT_EQ(before->unit(division_)->agency, department_);
    EXPECT_FALSE(before->agency(department_)->closed_on(before->day));
    EXPECT_EQ(before->posts_of_agency(department_).size(), 7U);
}

TEST_P(ReorganisationTest, shows_the_successor_at_once_what_the_predecessor_saw) {
    const Id next = target(decided(merge_into_new({department_, second_}, today_)));
    EXPECT_THAT(actor(department_clerk_).grantees,
                testing::AllOf(Contains(next), Contains(department_), Contains(second_)));
    EXPECT_THAT(actor(specialist_).grantees, testing::AllOf(Contains(specialist_post_), Not(Contains(second_))))
        << "who did not see what his agency sees does not see it now";
    const auto as = actor(department_clerk_).capacities.front();
    EXPECT_THAT(as.issuing_bodies, Contains(department_body_)) << "the closed books stay in custody";
}

TEST_P(ReorganisationTest, a_code_leads_forward_to_the_successor) {
    auto one = merge_into_new({department_, second_}, today_);
    one.code = "H55.12";
    const Id next = target(decided(one));
    const auto by_code = [&](const char* code, Day on, bool forward) {
        return read([&](db::Conn& conn) { return agency_of_code(conn, "qd20", code, on, forward).value_or(0); });
    };
    EXPECT_EQ(by_code("H55.13", today_, false), 0);
    EXPECT_EQ(by_code("H55.13", today_, true), next);
    EXPECT_EQ(by_code("H55.12", today_, false), next);
    EXPECT_EQ(by_code("H55.12", today_ - 1, false), department_);
}

TEST_P(ReorganisationTest, groups_get_the_successor_once_and_agencies_below_move) {
    const Id below = write([&](db::Tx& tx) { return add_one(tx, "Trung tâm", "TT", "center", department_); });
    const Id next = target(decided(merge_into_new({department_, second_}, today_)));
    const auto members = read([&](db::Conn& conn) { return group_members(conn, group_, today_); });
    EXPECT_THAT(members, ElementsAre(next));
    EXPECT_EQ(read([&](db::Conn& conn) { return group_members(conn, group_, today_ - 1); }).size(), 2U);
    look();
    EXPECT_EQ(directory_->agency(below)->parent, next);
}

TEST_P(ReorganisationTest, posts_that_end_leave_their_work_to_the_head_or_the_clerk) {
    auto one = merge({department_}, third_, today_);
    one.leaders_move = false;
    decided(one);
    look();
    EXPECT_FALSE(directory_->post(director_post_)) << "the post ended";
    EXPECT_EQ(directory_->post(specialist_post_)->agency, third_);
    const auto heirs = read([&](db::Conn& conn) { return holders_after(conn, department_, third_); });
    const auto of_director =
        std::find_if(heirs.begin(), heirs.end(), [&](const Holder& holder) { return holder.was == director_post_; });
    ASSERT_NE(of_director, heirs.end());
    EXPECT_EQ(of_director->now, third_clerk_post_) << "nobody heads the third one yet";
    EXPECT_THAT(actor(third_clerk_).grantees, Contains(director_post_));
}

TEST_P(ReorganisationTest, delegations_follow_the_post_that_moved_and_end_with_the_post_that_ended) {
    write([&](db::Tx& tx) {
        delegate(tx, actor_in(tx, head_), {head_post_, vice_head_, "work", "", "GUQ 1", today_, today_ + 9});
        delegate(tx, actor_in(tx, director_), {director_post_, deputy_, "work", "", "GUQ 2", today_, today_ + 9});
    });
    auto one = merge({department_}, third_, today_);
    one.leaders_move = false;
    decided(one);
    look();
    ASSERT_EQ(directory_->delegations.size(), 1U);
    EXPECT_EQ(directory_->delegations.front().from_post, head_post_);
    EXPECT_EQ(directory_->delegations.front().agency, third_);
    EXPECT_THAT(actor(vice_head_).capacities, testing::SizeIs(2));
    EXPECT_THROW(
        write([&](db::Tx& tx) {
            delegate(tx, actor_in(tx, vice_head_), {head_post_, specialist_, "work", "", "GUQ 3", today_, today_ + 3});
        }),
        Forbidden)
        << "what was delegated is not handed on";
}

TEST_P(ReorganisationTest, a_rename_keeps_everything_but_the_name) {
    Reorganisation one;
    one.kind = kinds::kRename;
    one.agencies = {department_};
    one.name = "Sở Khoa học, Công nghệ và Đổi mới";
    one.abbreviation = "SKHCNĐM";
    one.day = today_;
    one.basis = "Nghị quyết 1";
    decided(one);
    look();
    EXPECT_EQ(directory_->agency(department_)->name, one.name);
    EXPECT_EQ(directory_->issuing_body(department_body_)->abbreviation, "SKHCNĐM");
    EXPECT_FALSE(directory_->issuing_body(department_body_)->until.has_value());
    EXPECT_EQ(read([&](db::Conn& conn) { return version_on(conn, department_, today_ - 1); })->name,
              "Sở Khoa học và Công nghệ");
    EXPECT_THAT(read([](db::Conn& conn) { return hand_overs_of(conn, 0); }), IsEmpty());
}

TEST_P(ReorganisationTest, recodes_and_moves_under_another_agency) {
    Reorganisation recode;
    recode.kind = kinds::kRecode;
    recode.agencies = {department_};
    recode.code = "G07.01";
    recode.day = today_ - 1;
    recode.basis = "QĐ 20";
    decided(recode);
    Reorganisation move = recode;
    move.kind = kinds::kMove;
    move.code.clear();
    move.parent = third_;
    move.day = today_;
    decided(move);
    look();
    EXPECT_EQ(directory_->agency_by_code("qd20", "G07.01")->id, department_);
    EXPECT_EQ(directory_->agency(department_)->parent, third_);
}

TEST_P(ReorganisationTest, a_plan_ahead_changes_nothing_until_its_day_and_can_be_taken_back_before) {
    const Id id = decided(merge_into_new({department_, second_}, ahead_));
    EXPECT_EQ(found(id).state, "planned");
    carry_out_due(db(), today_);
    look();
    EXPECT_FALSE(directory_->agency(department_)->until.has_value());
    const Id other = draft(merge({third_}, committee_, ahead_ + 5));
    EXPECT_EQ(found(other).state, "draft");
    come("2026-11-30T18:00:00Z");  // 1 December, one o'clock in Viet Nam
    carry_out_due(db(), clock::today());
    EXPECT_EQ(found(id).state, "done");
    EXPECT_THAT(refusals([&] { undo(id, found(id).version); }), ElementsAre(""));
    look();
    EXPECT_TRUE(directory_->agency(department_)->closed_on(ahead_));
    EXPECT_FALSE(directory_->agency(department_)->closed_on(ahead_ - 1));
}

TEST_P(ReorganisationTest, what_was_taken_back_does_not_happen) {
    const Id id = decided(merge_into_new({department_, second_}, ahead_));
    undo(id, 2);
    come("2026-12-02T03:00:00Z");
    carry_out_due(db(), clock::today());
    EXPECT_EQ(found(id).state, "undone");
    look();
    EXPECT_FALSE(directory_->agency(department_)->until.has_value());
    EXPECT_THAT(refusals([&] { undo(id, 3); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { decide(id, 3); }), ElementsAre(""));
}

TEST_P(ReorganisationTest, a_plan_that_something_stands_against_on_its_day_waits_and_says_why) {
    const Id id = decided(merge({department_}, third_, ahead_));
    const auto version = read([&](db::Conn& conn) { return find_agency(conn, third_)->version; });
    write([&](db::Tx& tx) { close_agency(tx, system_, third_, version, {today_ + 1, {}, "NQ 9"}); });
    come("2026-12-01T03:00:00Z");
    carry_out_due(db(), clock::today());
    EXPECT_EQ(found(id).state, "planned");
    EXPECT_THAT(found(id).blocked, testing::HasSubstr("Sở Tài chính"));
    look();
    EXPECT_FALSE(directory_->agency(department_)->until.has_value()) << "wholly or not at all";
    undo(id, found(id).version);
    EXPECT_EQ(found(id).state, "undone");
}

TEST_P(ReorganisationTest, refuses_what_contradicts_the_directory) {
    const Id closed = decided(merge({second_}, third_, today_));
    EXPECT_EQ(found(closed).state, "done");
    EXPECT_THAT(reasons(merge({second_}, department_, ahead_)), Contains("agency_1")) << "closed already";
    EXPECT_THAT(reasons(merge({department_}, second_, ahead_)), Contains("target_1")) << "into a closed one";
    EXPECT_THAT(reasons(merge({department_}, department_, ahead_)), Contains("target_1")) << "into itself";
    EXPECT_THAT(reasons(merge({department_, department_}, third_, ahead_)), Contains("agency_1"));
    EXPECT_THAT(reasons(merge({department_}, third_, from_ - 30)), Contains("day")) << "before creation";
    EXPECT_THAT(reasons(merge({department_}, third_, from_)), Contains("day"));
    EXPECT_THAT(reasons(merge({77}, third_, ahead_)), Contains("agency_1"));
    EXPECT_THAT(reasons(merge({department_}, 77, ahead_)), Contains("target_1"));
    EXPECT_THAT(reasons(merge({}, third_, ahead_)), Contains("agency_1"));
    EXPECT_THAT(reasons(merge({department_}, third_, today_ + 4000)), Contains("day"));
    auto nameless = merge_into_new({department_}, ahead_);
    nameless.targets = {{0, "", ""}};
    EXPECT_THAT(reasons(nameless), testing::AllOf(Contains("name_1"), Contains("abbreviation_1")));
    auto baseless = merge({department_}, third_, ahead_);
    baseless.basis.clear();
    EXPECT_THAT(reasons(baseless), ElementsAre("basis"));
    auto nobody = merge({department_}, second_, today_);
    nobody.targets = {{partner_, "", ""}};
    nobody.staff_moves = false;
    EXPECT_THAT(reasons(nobody), Contains("target_1")) << "nobody there takes over what waits";
}

TEST_P(ReorganisationTest, refuses_a_circle_of_superiors_and_a_code_that_another_holds) {
    Reorganisation move;
    move.kind = kinds::kMove;
    move.agencies = {committee_};
    move.parent = department_;
    move.day = ahead_;
    move.basis = "NQ";
    EXPECT_THAT(reasons(move), ElementsAre("parent"));
    move.parent = committee_;
    EXPECT_THAT(reasons(move), ElementsAre("parent"));
    move.agencies = {department_};
    EXPECT_THAT(reasons(move), ElementsAre("parent")) << "it is there already";
    Reorganisation recode = move;
    recode.kind = kinds::kRecode;
    recode.code = "H55.13";
    EXPECT_THAT(reasons(recode), ElementsAre("code"));
    recode.code = "H55.12";
    EXPECT_THAT(reasons(recode), ElementsAre("code")) << "its own";
    recode.kind = "explode";
    EXPECT_THAT(reasons(recode), ElementsAre("kind"));
}

TEST_P(ReorganisationTest, refuses_plans_that_contradict_each_other) {
    decided(merge({department_}, second_, ahead_));
    EXPECT_THAT(reasons(merge({second_}, department_, ahead_)), Not(IsEmpty())) << "a circle of mergers";
    EXPECT_THAT(reasons(merge({second_}, third_, ahead_)), Contains("day")) << "the same day, in the wrong order";
    EXPECT_THAT(reasons(merge({second_}, third_, ahead_ - 1)), Contains("day")) << "gone before it takes over";
    EXPECT_THAT(reasons(merge({second_}, third_, ahead_ + 1)), IsEmpty()) << "afterwards it may";
    EXPECT_THAT(reasons(merge({department_}, third_, ahead_ + 1)), Contains("day")) << "ended by then";
    EXPECT_THAT(reasons(merge({department_}, third_, ahead_)), Contains("day"));
    EXPECT_THAT(reasons(merge({third_}, department_, ahead_)), Contains("target_1")) << "into one that ends that day";
    Reorganisation rename;
    rename.kind = kinds::kRename;
    rename.agencies = {department_};
    rename.name = "Sở Mới";
    rename.abbreviation = "SM";
    rename.basis = "NQ";
    rename.day = ahead_ + 2;
    EXPECT_THAT(reasons(rename), Contains("day"));
    rename.day = ahead_ - 2;
    EXPECT_THAT(reasons(rename), Contains("day")) << "in the order of the days";
}

TEST_P(ReorganisationTest, only_keepers_of_all_agencies_concerned_decide) {
    EXPECT_THROW(draft(merge({department_}, third_, ahead_), actor(specialist_)), Forbidden);
    EXPECT_THROW(draft(merge({department_}, third_, ahead_), actor(it_)), Forbidden) << "keeps only the one";
    const Id id = draft(merge({department_}, third_, ahead_), actor(admin_));
    EXPECT_THROW(write([&](db::Tx& tx) { decide_reorganisation(tx, actor_in(tx, it_), id, 1); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { undo_reorganisation(tx, actor_in(tx, clerk_), id, 1); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { decide_reorganisation(tx, system_, 77, 1); }), NotFound);
}

TEST_P(ReorganisationTest, one_of_two_decisions_at_once_meets_a_conflict) {
    const Id id = draft(merge({department_}, third_, today_));
    const auto outcomes = dinh::test::at_once(2, [&](int) { decide(id, 1); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

TEST_P(ReorganisationTest, two_mergers_of_one_agency_at_once_are_not_both_done) {
    const Id into_third = draft(merge({department_}, third_, today_));
    const Id into_second = draft(merge({department_}, second_, today_));
    const auto outcomes = dinh::test::at_once(2, [&](int i) { decide(i == 0 ? into_third : into_second, 1); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Refused"), 1);
}

DINH_BOTH_ENGINES(ReorganisationTest);

}  // namespace

}  // namespace dinh::directory
