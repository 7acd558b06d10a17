// Tách: parts of an agency go, the agency lives on.
#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/delegations/delegations.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

namespace kinds = reorganising;
using test::day;
using test::refusals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

// A department with leaders and a clerk outside its division; another department with a head.
class Separation : public test::Province {
protected:
    void SetUp() override {
        Province::SetUp();
        write([&](db::Tx& tx) {
            second_ = add_one(tx, "Sở Thông tin và Truyền thông", "STTTT", "department", committee_);
            hire(tx, "Giám Đốc Hai", post(tx, second_, 0, "Giám đốc", {"agency_leader"}, "head"));
            own_clerk_post_ = post(tx, department_, 0, "Văn thư", {"records_clerk"});
            own_clerk_ = hire(tx, "Văn Thư Ở Lại", own_clerk_post_);
            add_clerkship(tx, own_clerk_post_, department_body_, from_);
            moving_clerk_post_ = post(tx, department_, division_, "Văn thư phòng", {"records_clerk"});
            moving_clerk_ = hire(tx, "Văn Thư Chuyển Đi", moving_clerk_post_);
            add_clerkship(tx, moving_clerk_post_, department_body_, from_);
            group_ = add_group(tx, system_, committee_, "Các sở", {department_, second_}, from_);
        });
        listed_.clear();
        module::Manifest notes;
        notes.name = "notes";
        notes.reorganised = [this](db::Tx& tx, Id from, Id to, Day) {
            if (to == 0) {
                for (const Id one : {Id{11}, Id{12}, Id{13}})
                    ask_choice(tx, from,
                               {"note", one, "Hồ sơ " + std::to_string(one), "/notes", one == 12 ? division_ : 0});
                return true;
            }
            const auto mine = chosen(tx, from, to, "note", 1);
            for (const Id one : mine) {
                choice_done(tx, "note", one);
                listed_.emplace_back(one, to);
            }
            note_moved(tx, from, to, "Hồ sơ", static_cast<std::int64_t>(mine.size()));
            return mine.empty();
        };
        hear_reorganised(notes);
    }
    void TearDown() override {
        module::Manifest silent;
        silent.name = "notes";
        silent.reorganised = [](db::Tx&, Id, Id, Day) { return true; };
        hear_reorganised(silent);
        Province::TearDown();
    }
    Reorganisation separate(Day on) {
        Reorganisation one;
        one.kind = kinds::kSeparate;
        one.agencies = {department_};
        one.targets = {{0, "Sở Chuyển đổi số", "SCĐS", "Chuyển đổi số, an toàn thông tin"}};
        one.units = {{division_, 0}};
        one.day = on;
        one.basis = "Nghị quyết 21/NQ-HĐND";
        return one;
    }
    Id draft(const Reorganisation& one, const Actor& by) {
        return write([&](db::Tx& tx) { return draft_reorganisation(tx, by, one); });
    }
    void decide(Id id, std::int64_t version = 1) {
        write([&](db::Tx& tx) { decide_reorganisation(tx, system_, id, version); });
    }
    Id decided(const Reorganisation& one) {
        const Id id = draft(one, system_);
        decide(id);
        return id;
    }
    Reorganisation found(Id id) {
        return *read([&](db::Conn& conn) { return find_reorganisation(conn, id); });
    }
    std::vector<std::string> reasons(const Reorganisation& one) {
        return refusals([&] { draft(one, system_); });
    }
    std::int64_t waiting() {
        std::int64_t sum = 0;
        for (const auto& one : read([&](db::Conn& conn) { return choice_counts(conn, department_); }))
            sum += one.to == 0 ? one.records : 0;
        return sum;
    }
    std::int64_t choose_as(const Actor& by, Id id, const Chosen& input) {
        return write([&](db::Tx& tx) { return choose(tx, by, id, input); });
    }
    std::vector<std::string> lines_left(Id id) {
        std::vector<std::string> left;
        for (const auto& one : read([&](db::Conn& conn) { return hand_overs_of(conn, id); }))
            if (one.state != "done") left.push_back(one.hearer);
        return left;
    }

    Id third_agency() {
        if (third_ == 0)
            third_ = write([&](db::Tx& tx) { return add_one(tx, "Sở Tài chính", "STC", "department", committee_); });
        return third_;
    }

    const Day ahead_ = day(2026, 12, 1);
    Id third_ = 0, second_ = 0, own_clerk_post_ = 0, own_clerk_ = 0, moving_clerk_post_ = 0, moving_clerk_ = 0,
       group_ = 0;
    std::vector<std::pair<Id, Id>> listed_;  // record, where it went
};

TEST_P(Separation, units_go_with_their_posts_and_the_old_agency_lives_on) {
    const Id next = found(decided(separate(today_))).targets.front().agency;
    look();
    EXPECT_FALSE(directory_->agency(department_)->until.has_value());
    EXPECT_EQ(directory_->agency(department_)->org_code, "H55.12");
    EXPECT_EQ(directory_->agency(next)->name, "Sở Chuyển đổi số");
    EXPECT_EQ(directory_->agency(next)->parent, committee_);
    EXPECT_EQ(directory_->unit(division_)->agency, next);
    EXPECT_EQ(directory_->post(specialist_post_)->agency, next);
    EXPECT_EQ(directory_->post(specialist_post_)->holder, specialist_) << "nobody lost his post";
    EXPECT_EQ(directory_->post(director_post_)->agency, department_);
    EXPECT_FALSE(directory_->issuing_body(department_body_)->until.has_value());
    ASSERT_EQ(directory_->bodies_of(next).size(), 1U);
    EXPECT_EQ(directory_->bodies_of(next).front()->abbreviation, "SCĐS");
    EXPECT_THAT(actor(moving_clerk_).grantees, testing::AllOf(Contains(next), Not(Contains(department_))))
        << "who went sees what his posts and units saw, no more";
    const auto before = read([&](db::Conn& conn) { return load(conn, today_ - 1); });
    EXPECT_EQ(before->unit(division_)->agency, department_);
    EXPECT_EQ(before->post(specialist_post_)->agency, department_);
    EXPECT_EQ(before->agency(next), nullptr);
}

TEST_P(Separation, who_goes_keeps_the_old_books_no_longer) {
    const Id next = found(decided(separate(today_))).targets.front().agency;
    const auto clerks = [&](Id body, Day on) {
        return read([&](db::Conn& conn) { return clerk_posts(conn, body, on); });
    };
    look();
    EXPECT_THAT(clerks(department_body_, today_), ElementsAre(own_clerk_post_));
    EXPECT_THAT(clerks(department_body_, today_ - 1), UnorderedElementsAre(own_clerk_post_, moving_clerk_post_));
    EXPECT_THAT(clerks(directory_->bodies_of(next).front()->id, today_), ElementsAre(moving_clerk_post_));
}

TEST_P(Separation, delegations_within_either_side_go_on_and_those_across_end) {
    write([&](db::Tx& tx) {
        const auto as = [&](Id person) { return load(tx, clock::today())->actor_of(person); };
        delegate(tx, as(head_), {head_post_, vice_head_, "work", "", "GUQ 1", today_, today_ + 9});
        delegate(tx, as(director_), {director_post_, deputy_, "work", "", "GUQ 2", today_, today_ + 9});
        delegate(tx, as(director_), {director_post_, head_, "mandate", "", "GUQ 3", today_, today_ + 9});
    });
    const Id next = found(decided(separate(today_))).targets.front().agency;
    look();
    std::vector<std::pair<Id, Id>> left;
    for (const auto& one : directory_->delegations) left.emplace_back(one.from_post, one.agency);
    EXPECT_THAT(left, UnorderedElementsAre(std::pair(head_post_, next), std::pair(director_post_, department_)));
}

TEST_P(Separation, a_new_agency_joins_the_groups_of_the_old_one) {
    const Id next = found(decided(separate(today_))).targets.front().agency;
    const auto members = [&](Day on) { return read([&](db::Conn& conn) { return group_members(conn, group_, on); }); };
    EXPECT_THAT(members(today_), UnorderedElementsAre(department_, second_, next));
    EXPECT_THAT(members(today_ - 1), UnorderedElementsAre(department_, second_));
}

TEST_P(Separation, to_an_agency_there_is_adds_no_body_and_no_member) {
    auto one = separate(today_);
    one.targets = {{second_, "", "", ""}};
    decided(one);
    look();
    EXPECT_EQ(directory_->post(specialist_post_)->agency, second_);
    EXPECT_THAT(directory_->bodies_of(second_), IsEmpty());
    EXPECT_THAT(read([&](db::Conn& conn) { return group_members(conn, group_, today_); }),
                UnorderedElementsAre(department_, second_));
}

TEST_P(Separation, ahead_changes_nothing_until_its_day_and_is_taken_back_before) {
    const Id id = decided(separate(ahead_));
    carry_out_due(db(), today_);
    look();
    EXPECT_EQ(directory_->unit(division_)->agency, department_);
    write([&](db::Tx& tx) { undo_reorganisation(tx, system_, id, 2); });
    now_.set(*clock::parse_instant("2026-12-01T03:00:00Z"));
    carry_out_due(db(), clock::today());
    EXPECT_EQ(found(id).state, "undone");
    const Id again = decided(separate(clock::today() + 2));
    now_.set(*clock::parse_instant("2026-12-03T03:00:00Z"));
    carry_out_due(db(), clock::today());
    EXPECT_EQ(found(again).state, "done");
    look();
    EXPECT_NE(directory_->unit(division_)->agency, department_);
    EXPECT_FALSE(directory_->agency(department_)->until.has_value());
}

TEST_P(Separation, a_plan_whose_unit_is_closed_by_its_day_waits_and_says_so) {
    const Id other = write([&](db::Tx& tx) {
        return add_unit(tx, system_, {department_, 0, "qlcn", "Phòng Quản lý", "QL", "division", 2, from_});
    });
    auto one = separate(ahead_);
    one.units[other] = 0;
    const Id id = decided(one);
    write([&](db::Tx& tx) { close_unit(tx, system_, other, find_unit(tx, other)->version, today_ + 1); });
    now_.set(*clock::parse_instant("2026-12-01T03:00:00Z"));
    carry_out_due(db(), clock::today());
    EXPECT_EQ(found(id).state, "planned");
    EXPECT_FALSE(found(id).blocked.empty());
    look();
    EXPECT_EQ(directory_->unit(division_)->agency, department_) << "wholly or not at all";
}

TEST_P(Separation, refuses_a_target_that_gets_nothing_or_has_nobody) {
    auto none = separate(ahead_);
    none.units.clear();
    EXPECT_THAT(reasons(none), ElementsAre("target_1")) << "a new agency of a scope alone has nobody";
    none.targets.front().scope.clear();
    EXPECT_THAT(reasons(none), ElementsAre("scope_1")) << "nothing chosen";
    none.targets = {{second_, "", "", "An toàn thông tin"}};
    EXPECT_THAT(reasons(none), IsEmpty()) << "a field of work may go alone to an agency that has people";
    none.targets = {{partner_, "", "", "An toàn thông tin"}};
    EXPECT_THAT(reasons(none), ElementsAre("target_1"));
    none.targets.clear();
    EXPECT_THAT(reasons(none), ElementsAre("target_1"));
    auto wordy = separate(ahead_);
    wordy.targets.front().scope = std::string(301, 'a');
    EXPECT_THAT(reasons(wordy), ElementsAre("scope_1"));
    auto two = separate(ahead_);
    two.targets.push_back({second_, "", "", ""});
    EXPECT_THAT(reasons(two), ElementsAre("scope_2"));
    auto five = separate(ahead_);
    for (int i = 0; i < 4; ++i) five.targets.push_back({0, "Sở Mới " + std::to_string(i), "SM", "Lĩnh vực"});
    EXPECT_THAT(reasons(five), Contains("target_2"));
    auto nameless = separate(ahead_);
    nameless.targets.front().name.clear();
    EXPECT_THAT(reasons(nameless), ElementsAre("name_1"));
    auto strange = separate(ahead_);
    strange.units = {{77, 0}, {division_, 4}};
    EXPECT_THAT(reasons(strange), Contains("unit_77"));
    EXPECT_THAT(reasons(strange), Contains("unit_" + std::to_string(division_)));
}

TEST_P(Separation, refuses_to_leave_nobody_or_no_clerk_behind) {
    const Id whole = write([&](db::Tx& tx) {
        const Id agency = add_one(tx, "Chi cục", "CC", "center", committee_);
        const Id unit = add_unit(tx, system_, {agency, 0, "tong-hop", "Phòng Tổng hợp", "TH", "division", 1, from_});
        hire(tx, "Người Duy Nhất", post(tx, agency, unit, "Trưởng phòng", {"unit_leader"}));
        auto one = separate(ahead_);
        one.agencies = {agency};
        one.units = {{unit, 0}};
        Reasons found;
        check_reorganisation(tx, found, one);
        EXPECT_EQ(refusals([&] { found.done(); }), std::vector<std::string>{"agency_1"});
        return agency;
    });
    EXPECT_NE(whole, 0);
    write([&](db::Tx& tx) {
        for (const auto& one : clerkships_of(tx, department_, today_))
            if (one.post == own_clerk_post_) end_clerkship(tx, system_, one.id, today_);
    });
    EXPECT_THAT(reasons(separate(ahead_)), ElementsAre("agency_1")) << "only the one who goes keeps its books";
}

TEST_P(Separation, refuses_a_unit_apart_from_the_one_above_it) {
    const Id below = write([&](db::Tx& tx) {
        return add_unit(tx, system_, {department_, division_, "to", "Tổ Dữ liệu", "DL", "division", 2, from_});
    });
    EXPECT_THAT(reasons(separate(ahead_)), ElementsAre("unit_" + std::to_string(below)));
    auto alone = separate(ahead_);
    alone.units = {{below, 0}};
    EXPECT_THAT(reasons(alone), Contains("unit_" + std::to_string(below)));
    auto both = separate(ahead_);
    both.units = {{below, 0}, {division_, 0}};
    EXPECT_THAT(reasons(both), IsEmpty());
}

TEST_P(Separation, refuses_what_contradicts_the_directory_and_other_plans) {
    EXPECT_THAT(reasons(separate(from_ - 30)), Contains("day")) << "before creation";
    EXPECT_THAT(reasons(separate(from_)), Contains("day"));
    auto into_itself = separate(ahead_);
    into_itself.targets = {{department_, "", "", ""}};
    EXPECT_THAT(reasons(into_itself), Contains("target_1"));
    auto two = separate(ahead_);
    two.agencies.push_back(second_);
    EXPECT_THAT(reasons(two), Contains("agency_2"));
    decided(separate(ahead_));
    auto back = separate(ahead_);
    back.agencies = {second_};
    back.units.clear();
    back.targets = {{department_, "", "", "Báo chí"}};
    EXPECT_THAT(reasons(back), IsEmpty()) << "another agency's own affair";
    back.targets = {{second_, "", "", "Báo chí"}};
    back.agencies = {department_};
    EXPECT_THAT(reasons(back), Contains("day")) << "two on one day";
    Reorganisation merge;
    merge.kind = kinds::kMerge;
    merge.agencies = {department_};
    merge.targets = {{second_, "", "", ""}};
    merge.basis = "NQ";
    merge.day = ahead_ - 5;
    EXPECT_THAT(reasons(merge), Contains("day")) << "ended before parts of it go";
    merge.day = ahead_;
    EXPECT_THAT(reasons(merge), Contains("day"));
    merge.day = ahead_ + 5;
    EXPECT_THAT(reasons(merge), IsEmpty());
}

TEST_P(Separation, refuses_a_circle_on_one_day_and_closed_agencies) {
    auto one = separate(ahead_);
    one.targets = {{second_, "", "", ""}};
    decided(one);
    auto back = separate(ahead_);
    back.agencies = {second_};
    back.units.clear();
    back.targets = {{department_, "", "", "Báo chí"}};
    EXPECT_THAT(reasons(back), Contains("day"));
    Reorganisation merge;
    merge.kind = kinds::kMerge;
    merge.agencies = {second_};
    merge.targets = {{third_agency(), "", "", ""}};
    merge.basis = "NQ";
    merge.day = today_;
    EXPECT_THAT(reasons(merge), Contains("day")) << "it is to take over later";
    const Id closed = third_agency();
    const auto version = read([&](db::Conn& conn) { return find_agency(conn, closed)->version; });
    write([&](db::Tx& tx) { close_agency(tx, system_, closed, version, {today_, {}, "NQ 9"}); });
    auto into_closed = separate(ahead_ + 9);
    into_closed.targets = {{closed, "", "", ""}};
    EXPECT_THAT(reasons(into_closed), Contains("target_1"));
    into_closed.agencies = {closed};
    EXPECT_THAT(reasons(into_closed), Contains("agency_1"));
}

TEST_P(Separation, open_records_stay_until_a_person_or_a_rule_chooses) {
    const Id id = decided(separate(today_));
    const Id next = found(id).targets.front().agency;
    hand_over(db());
    EXPECT_EQ(waiting(), 3);
    EXPECT_THAT(listed_, IsEmpty()) << "nothing goes by itself";
    EXPECT_THAT(lines_left(id), ElementsAre("notes"));
    const Actor clerk = actor(own_clerk_);
    EXPECT_EQ(choose_as(clerk, id, {.unit = division_, .to = next}), 1) << "by rule";
    EXPECT_EQ(choose_as(clerk, id, {.records = {{"note", 11}}, .to = next}), 1) << "one by one";
    EXPECT_EQ(choose_as(clerk, id, {.to = department_}), 1) << "the rest stays";
    hand_over(db());
    EXPECT_THAT(listed_, UnorderedElementsAre(std::pair(Id{12}, next), std::pair(Id{11}, next)));
    EXPECT_EQ(waiting(), 0);
    EXPECT_THAT(lines_left(id), IsEmpty());
    EXPECT_THAT(refusals([&] { choose_as(clerk, id, {.to = department_}); }), ElementsAre("records"));
}

TEST_P(Separation, those_who_have_the_records_choose_and_nobody_else) {
    const Id id = decided(separate(today_));
    const Id next = found(id).targets.front().agency;
    hand_over(db());
    EXPECT_THROW(choose_as(actor(moving_clerk_), id, {.to = next}), Forbidden) << "nobody takes what is another's";
    EXPECT_THROW(choose_as(actor(specialist_), id, {.to = next}), Forbidden);
    EXPECT_THAT(refusals([&] { choose_as(actor(own_clerk_), id, {.to = committee_}); }), ElementsAre("to"));
    EXPECT_THAT(refusals([&] { choose_as(actor(own_clerk_), id, {.to = 0}); }), ElementsAre("to"));
    EXPECT_EQ(choose_as(actor(admin_), id, {.records = {{"note", 11}}, .to = next}), 1);
    EXPECT_THROW(choose_as(actor(own_clerk_), 77, {.to = next}), NotFound);
}

TEST_P(Separation, refuses_to_give_records_to_an_agency_in_which_nobody_takes_over) {
    write([&](db::Tx& tx) {
        for (const auto& one : clerkships_of(tx, department_, today_))
            if (one.post == moving_clerk_post_) end_clerkship(tx, system_, one.id, today_);
        const auto record = *find_post_record(tx, moving_clerk_post_);
        change_post(tx, system_, moving_clerk_post_, record.version,
                    {department_, division_, "Nhân viên", {"specialist"}, "", 0, from_});
    });
    const Id id = decided(separate(today_));
    hand_over(db());
    EXPECT_THAT(refusals([&] { choose_as(actor(own_clerk_), id, {.to = found(id).targets.front().agency}); }),
                ElementsAre("to"));
    EXPECT_EQ(choose_as(actor(own_clerk_), id, {.to = department_}), 3);
}

TEST_P(Separation, the_next_reorganisation_waits_until_all_is_chosen) {
    const Id id = decided(separate(today_));
    hand_over(db());
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));
    Reorganisation merge;
    merge.kind = kinds::kMerge;
    merge.agencies = {department_};
    merge.targets = {{second_, "", "", ""}};
    merge.basis = "NQ";
    merge.day = clock::today();
    EXPECT_THAT(reasons(merge), ElementsAre("agency_1"));
    choose_as(actor(own_clerk_), id, {.to = department_});
    hand_over(db());
    EXPECT_THAT(reasons(merge), IsEmpty());
    EXPECT_TRUE(read([&](db::Conn& conn) { return divided(conn, department_); }));
    decided(merge);
    EXPECT_FALSE(read([&](db::Conn& conn) { return divided(conn, department_); })) << "its last one asks for nothing";
}

TEST_P(Separation, what_was_left_is_asked_for_again_by_the_next_one) {
    const Id other = write([&](db::Tx& tx) {
        const Id unit = add_unit(tx, system_, {department_, 0, "qlcn", "Phòng Quản lý", "QL", "division", 2, from_});
        hire(tx, "Trưởng Phòng Hai", post(tx, department_, unit, "Trưởng phòng", {"unit_leader"}));
        return unit;
    });
    const Id id = decided(separate(today_));
    hand_over(db());
    choose_as(actor(own_clerk_), id, {.to = department_});
    hand_over(db());
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));
    auto next = separate(clock::today());
    next.targets = {{second_, "", "", ""}};
    next.units = {{other, 0}};
    decided(next);
    hand_over(db());
    EXPECT_EQ(waiting(), 3);
}

TEST_P(Separation, only_keepers_of_all_agencies_concerned_decide_and_one_of_two_at_once) {
    auto one = separate(ahead_);
    one.targets = {{second_, "", "", ""}};
    EXPECT_THROW(draft(one, actor(specialist_)), Forbidden);
    EXPECT_THROW(draft(one, actor(it_)), Forbidden) << "keeps only the one";
    EXPECT_NE(draft(one, actor(admin_)), 0);
    const Id id = draft(separate(today_), system_);
    const auto outcomes = dinh::test::at_once(2, [&](int) { decide(id, 1); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

DINH_BOTH_ENGINES(Separation);

}  // namespace

}  // namespace dinh::directory
