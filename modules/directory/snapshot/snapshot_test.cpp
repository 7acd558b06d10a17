#include "modules/directory/phone_book/suggest.hpp"
#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

using test::day;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class SnapshotTest : public test::Province {
protected:
    std::vector<std::string> names(std::string_view typed, std::size_t most = 10) {
        std::vector<std::string> found;
        for (const auto* one : directory_->suggest(typed, most)) found.push_back(one->short_name);
        return found;
    }
};
DINH_BOTH_ENGINES(SnapshotTest);

}  // namespace

TEST_P(SnapshotTest, finds_records_by_id_slug_and_code) {
    EXPECT_EQ(directory_->agency(department_)->abbreviation, "SKHCN");
    EXPECT_EQ(directory_->agency_by_slug(directory_->agency(office_)->slug)->id, office_);
    EXPECT_EQ(directory_->agency_by_code("qd20", "H55.12")->id, department_);
    EXPECT_EQ(directory_->agency_by_code("gso", "H55.12"), nullptr);
    EXPECT_EQ(directory_->agency(1), nullptr);
    EXPECT_EQ(directory_->agency_name(0), "");
    EXPECT_EQ(directory_->person(head_)->full_name, "Đỗ Văn Trưởng");
    EXPECT_EQ(directory_->post(head_post_)->holder, head_);
    EXPECT_EQ(directory_->units_of(department_).size(), 1U);
    EXPECT_EQ(directory_->bodies_of(committee_).size(), 1U);
    EXPECT_EQ(directory_->children_of(committee_).size(), 2U);
}

TEST_P(SnapshotTest, suggests_without_marks_abbreviations_first) {
    EXPECT_THAT(names("skhcn"), ElementsAre("Sở Khoa học và Công nghệ"));
    EXPECT_THAT(names("so khoa hoc"), ElementsAre("Sở Khoa học và Công nghệ"));
    EXPECT_THAT(names("KHOA HỌC"), ElementsAre("Sở Khoa học và Công nghệ"));
    EXPECT_THAT(names("h55.12"), ElementsAre("Sở Khoa học và Công nghệ"));
    EXPECT_EQ(names("uy ban").front(), "Ủy ban nhân dân tỉnh Thái Nguyên");
    EXPECT_THAT(names("uy ban", 1), testing::SizeIs(1));
    EXPECT_THAT(names(""), IsEmpty());
    EXPECT_THAT(names("không có"), IsEmpty());
}

TEST_P(SnapshotTest, suggests_people_and_posts_by_any_part_of_the_name) {
    const auto people = suggest_people(*directory_, "hòa bình", 5);
    ASSERT_EQ(people.size(), 1U);  // typed with the other placement of the tone
    EXPECT_EQ(people.front()->id, specialist_);
    EXPECT_EQ(suggest_people(*directory_, "bach", 5).front()->id, director_);
    EXPECT_EQ(suggest_posts(*directory_, "truong phong", 0, 5).front()->id, head_post_);
    EXPECT_EQ(suggest_posts(*directory_, "bach", 0, 5).front()->id, director_post_);
    EXPECT_THAT(suggest_posts(*directory_, "bach", office_, 5), IsEmpty());
}

TEST_P(SnapshotTest, understands_what_was_typed_without_script) {
    EXPECT_EQ(find_agency(*directory_, 0, "SKHCN"), department_);
    EXPECT_EQ(find_agency(*directory_, 0, "so khoa hoc va cong nghe"), department_);
    EXPECT_EQ(find_agency(*directory_, 0, "h55.12"), department_);
    EXPECT_EQ(find_agency(*directory_, office_, "SKHCN"), department_) << "an id that is not of the text in the box";
    EXPECT_EQ(find_agency(*directory_, 0, "tỉnh"), 0) << "several fit";
    EXPECT_EQ(find_person(*directory_, 0, person_words(*directory_, head_)), head_);
    EXPECT_EQ(find_person(*directory_, 0, "Đỗ Văn Trưởng"), head_);
    EXPECT_EQ(find_post(*directory_, 0, post_words(*directory_, head_post_)), head_post_);
    EXPECT_EQ(find_post(*directory_, 0, "không có"), 0);
}

TEST_P(SnapshotTest, an_actor_sees_as_far_as_his_posts_reach) {
    const Actor head = directory_->actor_of(head_);
    EXPECT_THAT(head.grantees, testing::UnorderedElementsAre(head_, head_post_, division_));
    const Actor director = directory_->actor_of(director_);
    EXPECT_THAT(director.grantees, testing::UnorderedElementsAre(director_, director_post_, department_));
    const Actor specialist = directory_->actor_of(specialist_);
    EXPECT_THAT(specialist.grantees, testing::UnorderedElementsAre(specialist_, specialist_post_));
    EXPECT_EQ(directory_->actor_of(12345).person, 0);
}

TEST_P(SnapshotTest, the_office_serves_the_committee) {
    const Actor clerk = directory_->actor_of(clerk_);
    ASSERT_EQ(clerk.capacities.size(), 1U);
    EXPECT_EQ(clerk.capacities[0].served, committee_);
    EXPECT_TRUE(clerk.capacities[0].works_for(committee_));
    EXPECT_THAT(clerk.capacities[0].issuing_bodies, testing::UnorderedElementsAre(committee_body_, office_body_));
    EXPECT_THAT(clerk.grantees, Contains(committee_));
    EXPECT_THAT(directory_->actor_of(director_).grantees, Not(Contains(committee_)));
}

TEST_P(SnapshotTest, titles_tell_how_a_post_is_held) {
    const Id extra = write([&](db::Tx& tx) {
        const Id acting = post(tx, department_, division_, "Trưởng phòng", {"unit_leader"}, "unit_head");
        appoint(tx, system_, vice_head_, acting, "acting", "", from_);
        const Id charge = post(tx, department_, 0, "Phó Giám đốc", {"deputy_agency_leader"}, "deputy");
        hire(tx, "Người Phụ Trách", charge, "in_charge");
        post(tx, department_, 0, "Trợ lý", {"leader_assistant"});
        return acting;
    });
    look();
    EXPECT_EQ(directory_->post_label(extra), "Mã Thị Hòa – Quyền Trưởng phòng");
    std::vector<std::string> labels;
    for (const auto* one : directory_->posts_of_agency(department_)) labels.push_back(directory_->post_label(one->id));
    EXPECT_THAT(labels, Contains("Người Phụ Trách – Phó Giám đốc phụ trách"));
    EXPECT_THAT(labels, Contains("Trợ lý (khuyết)"));
    const auto facts = *read([&](db::Conn& conn) { return post_facts(conn, extra, today_); });
    EXPECT_EQ(facts.label, "Mã Thị Hòa – Quyền Trưởng phòng");
    EXPECT_TRUE(facts.leads());
}

TEST_P(SnapshotTest, several_posts_at_once_the_main_one_first) {
    const Id concurrent = write([&](db::Tx& tx) {
        const Id id = post(tx, department_, 0, "Thủ quỹ", {"specialist"});
        appoint(tx, system_, specialist_, id, "concurrent", "12/QĐ", from_);
        return id;
    });
    const Actor both = actor(specialist_);
    ASSERT_EQ(both.capacities.size(), 2U);
    EXPECT_EQ(both.capacities[0].post, specialist_post_);
    EXPECT_EQ(both.capacities[1].post, concurrent);
}

TEST_P(SnapshotTest, is_read_anew_when_a_deed_or_the_day_has_changed_it) {
    House house;
    house.db = &db();
    const auto before = now(house);
    EXPECT_EQ(now(house), before);
    write([&](db::Tx& tx) { return hire(tx, "Người Mới", 0); });
    EXPECT_GT(read([&](db::Conn& conn) { return load(conn, today_); })->revision, before->revision);
    now_.advance_ms(86'400'000);
    EXPECT_EQ(now(house)->day, today_ + 1);
    EXPECT_EQ(now(house)->people.size(), before->people.size() + 1);
}

TEST_P(SnapshotTest, an_earlier_day_shows_what_was_then) {
    const auto past = read([&](db::Conn& conn) { return load(conn, day(2025, 12, 31)); });
    EXPECT_THAT(past->agencies, IsEmpty());
    EXPECT_THAT(past->posts, IsEmpty());
}

}  // namespace dinh::directory
