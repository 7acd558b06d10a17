#include "modules/directory/people/people.hpp"

#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class PeopleTest : public test::Province {
protected:
    std::vector<std::string> refused_person(const NewPerson& one) {
        return refusals([&] { write([&](db::Tx& tx) { return add_person(tx, system_, one); }); });
    }
    std::vector<std::string> refused_appointment(Id person, Id post_id, const char* kind, Day from,
                                                 std::optional<Day> until = {}) {
        return refusals(
            [&] { write([&](db::Tx& tx) { return appoint(tx, system_, person, post_id, kind, "", from, until); }); });
    }
    Appointment only_one(Id person) {
        return read([&](db::Conn& conn) { return appointments_of(conn, person); }).front();
    }
    Id vacant() {
        return write([&](db::Tx& tx) { return post(tx, department_, division_, "Chuyên viên", {"specialist"}); });
    }
};
DINH_BOTH_ENGINES(PeopleTest);

}  // namespace

TEST_P(PeopleTest, a_person_has_a_name_and_a_code_of_his_own) {
    EXPECT_THAT(refused_person({"", "", "", "không phải thư", ""}), ElementsAre("full_name", "code", "email"));
    EXPECT_THAT(refused_person({"CB1", "Ai Đó", "", "", ""}), IsEmpty());
    EXPECT_THAT(refused_person({" CB1 ", "Người Khác", "", "", ""}), ElementsAre("code"));
    EXPECT_THAT(refused_person({"CB2", std::string(51, 'a'), "", "", ""}), ElementsAre("full_name"));
}

TEST_P(PeopleTest, is_changed_with_its_version) {
    const auto was = *read([&](db::Conn& conn) { return find_person_record(conn, head_); });
    NewPerson one = was.as;
    one.phone = "0912 345 678";
    write([&](db::Tx& tx) { change_person(tx, system_, head_, was.version, one); });
    EXPECT_EQ(read([&](db::Conn& conn) { return find_person_record(conn, head_); })->as.phone, "0912 345 678");
    EXPECT_THROW(write([&](db::Tx& tx) { change_person(tx, system_, head_, was.version, one); }), Conflict);
}

TEST_P(PeopleTest, a_post_has_one_holder_on_a_day) {
    EXPECT_THAT(refused_appointment(specialist_, head_post_, "holder", today_), ElementsAre("post"));
    EXPECT_THAT(refused_appointment(specialist_, head_post_, "holder", day(2025, 1, 1), day(2026, 1, 2)),
                ElementsAre("from", "post"));
    const auto held = only_one(head_);
    write([&](db::Tx& tx) { end_appointment(tx, system_, held.id, held.version, today_, "Điều động"); });
    EXPECT_THAT(refused_appointment(specialist_, head_post_, "concurrent", today_ - 1), ElementsAre("post"));
    EXPECT_THAT(refused_appointment(specialist_, head_post_, "concurrent", today_), IsEmpty());
}

TEST_P(PeopleTest, an_appointment_is_refused_rule_by_rule) {
    const Id post_id = vacant();
    EXPECT_THAT(refused_appointment(specialist_, post_id, "king", today_), ElementsAre("kind"));
    EXPECT_THAT(refused_appointment(specialist_, post_id, "holder", today_, today_), ElementsAre("until"));
    EXPECT_THAT(refused_appointment(specialist_, post_id, "holder", day(2025, 12, 31)), ElementsAre("from"));
    write([&](db::Tx& tx) { close_post(tx, system_, post_id, 1, today_); });
    EXPECT_THAT(refused_appointment(specialist_, post_id, "holder", today_), ElementsAre("post"));
    EXPECT_THROW(write([&](db::Tx& tx) { return appoint(tx, system_, specialist_, 5, "holder", "", today_); }),
                 NotFound);
}

TEST_P(PeopleTest, two_at_once_on_one_post_give_it_to_one) {
    const Id post_id = vacant();
    const Id people[] = {specialist_, vice_head_};
    const auto outcomes = dinh::test::at_once(2, [&](int i) {
        db().write([&](db::Tx& tx) { appoint(tx, system_, people[i], post_id, "concurrent", "", today_); });
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1) << outcomes[0] << " " << outcomes[1];
    EXPECT_EQ(dinh::test::count(outcomes, "Refused"), 1);
}

TEST_P(PeopleTest, an_appointment_ends_once_and_after_it_began) {
    const auto held = only_one(head_);
    EXPECT_THAT(
        refusals([&] { write([&](db::Tx& tx) { end_appointment(tx, system_, held.id, held.version, from_, "x"); }); }),
        ElementsAre("until"));
    EXPECT_THROW(write([&](db::Tx& tx) { end_appointment(tx, system_, held.id, 9, today_, "x"); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { end_appointment(tx, system_, 9, 1, today_, "x"); }), NotFound);
}

TEST_P(PeopleTest, who_leaves_keeps_no_post_and_takes_none) {
    write([&](db::Tx& tx) { archive_person(tx, system_, head_, 1, today_, "Nghỉ hưu"); });
    look();
    EXPECT_TRUE(directory_->person(head_)->archived);
    EXPECT_EQ(directory_->post(head_post_)->holder, 0);
    EXPECT_THAT(refused_appointment(head_, vacant(), "holder", today_), ElementsAre("person"));
    EXPECT_THAT(
        refusals([&] { write([&](db::Tx& tx) { archive_person(tx, system_, specialist_, 1, today_ + 1, ""); }); }),
        ElementsAre("day", "reason"));
}

TEST_P(PeopleTest, an_it_officer_keeps_his_agency_and_gives_no_guarded_post) {
    const Actor it = actor(it_);
    const Id post_id = vacant();
    EXPECT_NE(write([&](db::Tx& tx) { return appoint(tx, it, specialist_, post_id, "concurrent", "", today_); }), 0);
    EXPECT_THROW(write([&](db::Tx& tx) { return add_post(tx, it, {office_, 0, "X", {}, "", 0, from_}); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) {
                     return add_post(tx, it, {department_, 0, "X", {"administrator"}, "", 0, from_});
                 }),
                 Forbidden);
    const PostRecord own = *read([&](db::Conn& conn) { return find_post_record(conn, it_post_); });
    NewPost more{department_, division_, own.post.title, {"it_officer", "auditor"}, "", 0, {}};
    EXPECT_THROW(write([&](db::Tx& tx) { change_post(tx, it, it_post_, own.version, more); }), Forbidden);
    EXPECT_FALSE(read([&](db::Conn& conn) { return may_keep(conn, it, clerk_); }));
    EXPECT_TRUE(read([&](db::Conn& conn) { return may_keep(conn, it, head_); }));
    const Id guarded_post = write([&](db::Tx& tx) {
        return add_post(tx, system_, {department_, 0, "Q", {"auditor"}, "", 0, from_});
    });
    EXPECT_THROW(
        write([&](db::Tx& tx) { return appoint(tx, it, specialist_, guarded_post, "concurrent", "", today_); }),
        Forbidden);
    write([&](db::Tx& tx) { return appoint(tx, system_, head_, guarded_post, "concurrent", "", today_); });
    EXPECT_FALSE(read([&](db::Conn& conn) { return may_keep(conn, it, head_); }));
}

TEST_P(PeopleTest, units_and_posts_close_only_when_empty) {
    const auto close_division = [&] { write([&](db::Tx& tx) { close_unit(tx, system_, division_, 1, today_); }); };
    EXPECT_THAT(refusals(close_division), ElementsAre("day"));
    EXPECT_THAT(refusals([&] { write([&](db::Tx& tx) { close_post(tx, system_, head_post_, 2, today_); }); }),
                ElementsAre("day"));
    EXPECT_THROW(write([&](db::Tx& tx) { close_post(tx, system_, head_post_, 1, today_); }), Conflict);
    const Id empty = write([&](db::Tx& tx) {
        return add_unit(tx, system_, {department_, 0, "", "Tổ", "", "team", 9, from_});
    });
    write([&](db::Tx& tx) { close_unit(tx, system_, empty, 1, today_); });
    look();
    EXPECT_EQ(directory_->units_of(department_).size(), 1U);
    EXPECT_FALSE(read([&](db::Conn& conn) { return unit_facts(conn, empty, today_); })->open);
}

TEST_P(PeopleTest, a_unit_is_not_below_itself) {
    const Id below = write([&](db::Tx& tx) {
        return add_unit(tx, system_, {department_, division_, "", "Tổ", "", "team", 9, from_});
    });
    NewUnit one{department_, below, "", "Phòng Chuyển đổi số", "CĐS", "division", 1, {}};
    EXPECT_THAT(refusals([&] { write([&](db::Tx& tx) { change_unit(tx, system_, division_, 1, one); }); }),
                ElementsAre("parent"));
    one.parent = 0, one.name = "Phòng Số";
    write([&](db::Tx& tx) { change_unit(tx, system_, division_, 1, one); });
    look();
    EXPECT_EQ(directory_->unit_name(division_), "Phòng Số");
}

}  // namespace dinh::directory
