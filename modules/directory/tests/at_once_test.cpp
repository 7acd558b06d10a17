// Every deed of the directory, done by two at the same moment: on the same version one of them meets a conflict; where
// a rule looks at other records, the second is told why, as if he had come later.
#include "tests/support/at_once.hpp"

#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/delegations/delegations.hpp"
#include "modules/directory/groups/groups.hpp"
#include "modules/directory/imports/imports.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

using dinh::test::both_win;
using dinh::test::one_wins;
using testing::ElementsAre;

class DirectoryAtOnceTest : public test::Province {
protected:
    using Deed = std::function<void(db::Tx&)>;
    void one(const char* name, const char* loser, const Deed& deed) {
        one_wins(name, loser, [&] { db().write(deed); });
    }
    void conflict(const char* name, const Deed& deed) { one(name, "Conflict", deed); }
    // Two different deeds of which only one can be right; who comes second is refused or meets another version.
    void exclude(const char* name, const Deed& first, const Deed& second) {
        const auto outcomes = dinh::test::at_once(2, [&](int i) { db().write(i == 0 ? first : second); });
        EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1) << name << ": " << testing::PrintToString(outcomes);
        EXPECT_EQ(dinh::test::count(outcomes, "Refused") + dinh::test::count(outcomes, "Conflict"), 1)
            << name << ": " << testing::PrintToString(outcomes);
    }
    NewAgency agency(const char* slug, const char* code) const {
        return {slug,       "Sở Mới", "Sở Mới", "SM", "department",     "", "",
                committee_, true,     from_,    {},   {{"qd20", code}}, ""};
    }
    AgencyChange moved(const char* name, Id parent) const {
        return {name, name, "DV", "department", "Thái Nguyên", "QĐ 1/2026", parent, today_ + 1, {}};
    }
    NewUnit unit(const char* name, Id parent = 0) const {
        return {department_, parent, name, name, "", "division", 1, from_};
    }
    Id made_unit(const char* name, Id parent = 0) {
        return write([&](db::Tx& tx) { return add_unit(tx, system_, unit(name, parent)); });
    }
    NewPost clerk_post() const { return {office_, 0, "Văn thư", {"records_clerk"}, "", 2, from_}; }
    Id made_post(NewPost one) {
        return write([&](db::Tx& tx) { return add_post(tx, system_, one); });
    }
    std::int64_t count(const char* sql, Id id) {
        return read([&](db::Conn& conn) { return conn.integer({"test.count", sql}, id); });
    }
    std::int64_t all(const char* sql) {
        return read([&](db::Conn& conn) { return conn.integer({"test.all", sql}); });
    }
};
DINH_BOTH_ENGINES(DirectoryAtOnceTest);

}  // namespace

TEST_P(DirectoryAtOnceTest, on_an_agency_one_of_two_wins) {
    one("add, one short name", "Refused", [&](db::Tx& tx) { add_agency(tx, system_, agency("moi", "H55.80")); });
    one_wins("add, one code", "Refused", [&](int i) {
        const std::string slug = "khac" + std::to_string(i);
        db().write([&](db::Tx& tx) { add_agency(tx, system_, agency(slug.c_str(), "H55.81")); });
    });
    conflict("change",
             [&](db::Tx& tx) { change_agency(tx, system_, partner_, 1, moved("Công an tỉnh Thái Nguyên", 0)); });
    conflict("close", [&](db::Tx& tx) { close_agency(tx, system_, partner_, 2, {today_ + 9, {}, "QĐ 2/2026"}); });
}

TEST_P(DirectoryAtOnceTest, agencies_do_not_come_to_hang_below_each_other) {
    const auto [left, right] = write([&](db::Tx& tx) {
        return std::pair{add_agency(tx, system_, agency("trai", "H55.91")),
                         add_agency(tx, system_, agency("phai", "H55.92"))};
    });
    exclude(
        "circle",
        [&, left = left, right = right](db::Tx& tx) { change_agency(tx, system_, left, 1, moved("Trái", right)); },
        [&, left = left, right = right](db::Tx& tx) { change_agency(tx, system_, right, 1, moved("Phải", left)); });
    exclude(
        "move below what closes",
        [&](db::Tx& tx) { change_agency(tx, system_, partner_, 1, moved("Công an", office_)); },
        [&](db::Tx& tx) {
            close_agency(tx, system_, office_, 1, {today_ + 1, {}, "QĐ 3/2026"});
        });
}

TEST_P(DirectoryAtOnceTest, on_an_issuing_body_one_of_two_wins) {
    const NewBody input{department_, "moi", "Thanh tra Sở", "", "TTr", "Thái Nguyên", false, from_};
    one("add, one short name", "Refused", [&](db::Tx& tx) { add_issuing_body(tx, system_, input); });
    conflict("change", [&](db::Tx& tx) { change_issuing_body(tx, system_, department_body_, 1, input); });
    conflict("close", [&](db::Tx& tx) { close_issuing_body(tx, system_, department_body_, 2, today_ + 1); });
}

TEST_P(DirectoryAtOnceTest, on_a_unit_one_of_two_wins) {
    both_win("add", [&](int i) {
        db().write([&](db::Tx& tx) { add_unit(tx, system_, unit(i == 0 ? "Phòng Một" : "Phòng Hai")); });
    });
    EXPECT_EQ(count("SELECT COUNT(*) FROM unit WHERE agency = $1", department_), 3);
    const Id left = made_unit("Trái"), right = made_unit("Phải");
    conflict("change", [&](db::Tx& tx) { change_unit(tx, system_, left, 1, unit("Trái mới")); });
    exclude(
        "circle", [&](db::Tx& tx) { change_unit(tx, system_, left, 2, unit("Trái", right)); },
        [&](db::Tx& tx) { change_unit(tx, system_, right, 1, unit("Phải", left)); });
    const Id empty = made_unit("Trống");
    exclude(
        "close and fill", [&](db::Tx& tx) { close_unit(tx, system_, empty, 1, today_); },
        [&](db::Tx& tx) {
            add_post(tx, system_, {department_, empty, "Chuyên viên", {"specialist"}, "", 1, today_});
        });
    const Id last = made_unit("Cuối");
    conflict("close", [&](db::Tx& tx) { close_unit(tx, system_, last, 1, today_); });
}

TEST_P(DirectoryAtOnceTest, on_a_post_one_of_two_wins) {
    both_win("add", [&](int) { db().write([&](db::Tx& tx) { add_post(tx, system_, clerk_post()); }); });
    EXPECT_EQ(count("SELECT COUNT(*) FROM post WHERE agency = $1 AND title = 'Văn thư'", office_), 3);
    const Id vacant = made_post(clerk_post());
    conflict("change", [&](db::Tx& tx) { change_post(tx, system_, vacant, 1, clerk_post()); });
    exclude(
        "close and fill", [&](db::Tx& tx) { close_post(tx, system_, vacant, 2, today_); },
        [&](db::Tx& tx) { appoint(tx, system_, specialist_, vacant, "concurrent", "", today_); });
    const Id last = made_post(clerk_post());
    conflict("close", [&](db::Tx& tx) { close_post(tx, system_, last, 1, today_); });
}

TEST_P(DirectoryAtOnceTest, on_a_clerkship_one_of_two_wins) {
    const Id post_id = made_post(clerk_post());
    one("give", "Refused", [&](db::Tx& tx) { give_clerkship(tx, system_, post_id, office_body_, today_); });
    const Id given = read([&](db::Conn& conn) { return clerkships_of(conn, office_, today_).back().id; });
    conflict("end", [&](db::Tx& tx) { end_clerkship(tx, system_, given, today_ + 1); });
    // Whoever comes first: a post that is gone keeps no books.
    const Id other = made_post(clerk_post());
    dinh::test::at_once(2, [&](int i) {
        db().write([&](db::Tx& tx) {
            if (i == 0) return close_post(tx, system_, other, 1, today_ + 1);
            give_clerkship(tx, system_, other, office_body_, today_ + 1);
        });
    });
    EXPECT_EQ(count("SELECT COUNT(*) FROM clerkship WHERE post = $1 AND until_day IS NULL", other), 0);
}

TEST_P(DirectoryAtOnceTest, on_a_person_one_of_two_wins) {
    const NewPerson input{"CB777", "Người Mới", "", "", ""};
    one("add, one code", "Refused", [&](db::Tx& tx) { add_person(tx, system_, input); });
    conflict("change", [&](db::Tx& tx) {
        change_person(tx, system_, specialist_, 1, {"CB778", "Nguyễn Hoà Bình", "", "", ""});
    });
    exclude(
        "one code for two people",
        [&](db::Tx& tx) {
            change_person(tx, system_, head_, 1, {"CB779", "Đỗ Văn Trưởng", "", "", ""});
        },
        [&](db::Tx& tx) {
            change_person(tx, system_, vice_head_, 1, {"CB779", "Mã Thị Hòa", "", "", ""});
        });
    conflict("leave", [&](db::Tx& tx) { archive_person(tx, system_, specialist_, 2, today_, "Nghỉ hưu"); });
}

TEST_P(DirectoryAtOnceTest, on_an_appointment_one_of_two_wins) {
    const Id vacant = made_post(clerk_post());
    one("appoint", "Refused", [&](db::Tx& tx) { appoint(tx, system_, specialist_, vacant, "concurrent", "", today_); });
    const auto held = read([&](db::Conn& conn) { return appointments_of(conn, specialist_).front(); });
    conflict("end", [&](db::Tx& tx) { end_appointment(tx, system_, held.id, held.version, today_ + 1, "Thôi giữ"); });
    const Id later = made_post(clerk_post());
    exclude(
        "appoint who leaves", [&](db::Tx& tx) { appoint(tx, system_, deputy_, later, "concurrent", "", today_); },
        [&](db::Tx& tx) { archive_person(tx, system_, deputy_, 1, today_, "Nghỉ hưu"); });
}

TEST_P(DirectoryAtOnceTest, on_a_delegation_one_of_two_wins) {
    const NewDelegation input{director_post_, head_, "work", "", "112/TB-SKHCN", today_, today_ + 9};
    one("give", "Refused", [&](db::Tx& tx) { delegate(tx, system_, input); });
    const Id given = read([&](db::Conn& conn) { return delegations_of(conn, director_).front().as.id; });
    conflict("end", [&](db::Tx& tx) { end_delegation(tx, system_, given, 1); });
}

TEST_P(DirectoryAtOnceTest, on_a_group_one_of_two_wins) {
    both_win("add", [&](int) {
        db().write([&](db::Tx& tx) { add_group(tx, system_, office_, "Các sở", {department_}, today_); });
    });
    EXPECT_EQ(count("SELECT COUNT(*) FROM recipient_group WHERE owner_agency = $1", office_), 2);
    const Id group = count("SELECT MIN(id) FROM recipient_group WHERE owner_agency = $1", office_);
    conflict("change", [&](db::Tx& tx) { change_group(tx, system_, group, 1, "Các sở, ngành", true); });
    conflict("members", [&](db::Tx& tx) { add_members(tx, system_, group, 2, {partner_}, today_); });
    conflict("member away", [&](db::Tx& tx) { remove_member(tx, system_, group, 3, partner_, today_ + 1); });
    conflict("close", [&](db::Tx& tx) { close_group(tx, system_, group, 4, today_ + 1); });
}

TEST_P(DirectoryAtOnceTest, a_table_is_applied_by_one_of_two_and_not_beside_another_deed) {
    both_win("keep",
             [&](int) { db().write([&](db::Tx& tx) { keep_import(tx, system_, "bang.csv", std::string(64, 'a')); }); });
    ASSERT_EQ(all("SELECT COUNT(*) FROM directory_import"), 2);
    const Id first = all("SELECT MIN(id) FROM directory_import"), second = all("SELECT MAX(id) FROM directory_import");
    const auto plan = [&](const char* code) {
        look();
        return plan_import(*directory_, system_, std::string("code;full_name\n") + code + ";Một Người\n");
    };
    const auto made = plan("CB951");
    conflict("apply", [&](db::Tx& tx) { apply_import(tx, system_, first, 1, made); });
    const auto again = plan("CB952");
    // Whoever comes first, the person is there once.
    dinh::test::at_once(2, [&](int i) {
        db().write([&](db::Tx& tx) {
            if (i == 0) return apply_import(tx, system_, second, 1, again);
            add_person(tx, system_, {"CB952", "Một Người", "", "", ""});
        });
    });
    EXPECT_EQ(all("SELECT COUNT(*) FROM person WHERE code = 'CB952'"), 1);
}

TEST_P(DirectoryAtOnceTest, each_deed_raises_the_revision_that_tells_all_nodes) {
    const auto before = read([&](db::Conn& conn) { return load(conn, today_); })->revision;
    both_win("deeds", [&](int) {
        for (int i = 0; i < 5; ++i) db().write([&](db::Tx& tx) { add_post(tx, system_, clerk_post()); });
    });
    EXPECT_EQ(read([&](db::Conn& conn) { return load(conn, today_); })->revision, before + 10);
}

}  // namespace dinh::directory
