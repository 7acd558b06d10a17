#include "modules/directory/imports/imports.hpp"

#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHead = "Mã cán bộ,Họ và tên,Điện thoại,Cơ quan,Đơn vị,Chức vụ,Vai trò,Từ ngày\n";

class ImportsTest : public test::Province {
protected:
    ImportPlan plan(const std::string& rows, Id by = 0) {
        look();
        return plan_import(*directory_, by == 0 ? system_ : directory_->actor_of(by), kHead + rows);
    }
    // "line column" of each fault.
    static std::vector<std::string> faults(const ImportPlan& plan) {
        std::vector<std::string> found;
        for (const auto& one : plan.faults) found.push_back(std::to_string(one.line) + " " + one.column);
        return found;
    }
    Id keep() {
        return write([&](db::Tx& tx) { return keep_import(tx, system_, "bang.csv", std::string(64, 'a')); });
    }
    void apply(Id id, const ImportPlan& made, std::int64_t version = 1) {
        write([&](db::Tx& tx) { apply_import(tx, system_, id, version, made); });
    }
};
DINH_BOTH_ENGINES(ImportsTest);

}  // namespace

TEST_P(ImportsTest, fills_vacant_posts_and_makes_the_others) {
    const Id vacant =
        write([&](db::Tx& tx) { return post(tx, department_, division_, "Chuyên viên", {"specialist"}); });
    const auto made = plan(
        "CB901,Trần Thị Một,0208,SKHCN,CĐS,Chuyên viên,specialist,01/10/2026\n"
        "CB902,Trần Văn Hai,,Sở Khoa học và Công nghệ,phong chuyen doi so,Chuyên viên,\"Chuyên viên, người xử lý|Văn "
        "thư đơn vị\",\n"
        "CB903,Không Vị Trí,,,,,,\n");
    EXPECT_THAT(faults(made), IsEmpty());
    ASSERT_EQ(made.lines.size(), 3U);
    EXPECT_EQ(made.lines[0].post, vacant);
    EXPECT_EQ(made.lines[1].post, 0);
    EXPECT_THAT(made.lines[1].roles, ElementsAre("specialist", "unit_records_clerk"));
    const Id id = keep();
    apply(id, made);
    look();
    EXPECT_EQ(directory_->person_name(directory_->post(vacant)->holder), "Trần Thị Một");
    EXPECT_EQ(directory_->posts_of_unit(division_).size(), 6U);
    const auto record = *read([&](db::Conn& conn) { return find_import(conn, id); });
    EXPECT_EQ(record.people, 3);
    EXPECT_EQ(record.posts, 1);
    EXPECT_EQ(record.appointments, 2);
    EXPECT_TRUE(record.applied_at.has_value());
}

TEST_P(ImportsTest, tells_every_fault_by_row) {
    const std::string known = directory_->person(specialist_)->code;
    const auto made = plan(
        ",Không Mã,,SKHCN,,Chuyên viên,,\n"
        "CB911,,,SKHCN,,Chuyên viên,,\n"
        "CB912,Sai Đơn Vị,,SKHCN,Phong CDS,Chuyên viên,,\n"
        "CB913,Sai Cơ Quan,,Sở Không Có,,Chuyên viên,,\n"
        "CB914,Sai Ngày,,SKHCN,,Chuyên viên,,31/02/2026\n"
        "CB915,Sai Vai Trò,,SKHCN,,Chuyên viên,vua,\n" +
        known +
        ",Người Khác Tên,,,,,,\n"
        "CB916,Người Đúng,,SKHCN,,Chuyên viên,,\n"
        "CB916,Tên Khác,,SKHCN,,Thủ quỹ,,\n"
        "CB916,Người Đúng,,SKHCN,,Chuyên viên,,\n");
    EXPECT_THAT(faults(made), ElementsAre("2 Mã cán bộ", "3 Họ và tên", "4 Đơn vị", "5 Cơ quan", "6 Từ ngày",
                                          "7 Vai trò", "8 Họ và tên", "10 Họ và tên", "11 Chức vụ"));
    EXPECT_EQ(made.lines.size(), 1U);
    EXPECT_EQ(made.rows, 10);
}

TEST_P(ImportsTest, knows_a_person_by_his_code_and_gives_no_post_twice) {
    const auto code = directory_->person(specialist_)->code;
    const auto made =
        plan(code + ",Nguyễn Hòa Bình,,SKHCN,CĐS,Chuyên viên,,\n" + code + ",Nguyễn Hoà Bình,,SKHCN,,Thủ quỹ,,\n");
    EXPECT_THAT(faults(made), ElementsAre("2 Chức vụ"));
    ASSERT_EQ(made.lines.size(), 1U);
    EXPECT_EQ(made.lines[0].known_person, specialist_);
    apply(keep(), made);
    look();
    EXPECT_EQ(directory_->person(specialist_)->posts.size(), 2U);
}

TEST_P(ImportsTest, takes_only_what_the_bringer_keeps) {
    const auto made = plan(
        "CB921,Trong Nhà,,SKHCN,,Chuyên viên,,\n"
        "CB922,Nhà Khác,,UBND,,Chuyên viên,,\n"
        "CB923,Quyền To,,SKHCN,,Quản trị,administrator,\n",
        it_);
    EXPECT_THAT(faults(made), ElementsAre("3 Cơ quan", "4 Vai trò"));
    const auto none = plan("CB921,Trong Nhà,,SKHCN,,Chuyên viên,,\n", specialist_);
    EXPECT_THAT(faults(none), ElementsAre("2 Cơ quan"));
}

TEST_P(ImportsTest, refuses_a_table_without_the_needed_columns) {
    EXPECT_EQ(plan_import(*directory_, system_, "a,b\n1,2\n").faults.size(), 1U);
    EXPECT_EQ(plan_import(*directory_, system_, "").faults.size(), 1U);
    EXPECT_THAT(plan_import(*directory_, system_, "code;full_name\nCB931;Ai \xff\n").lines, IsEmpty());
    EXPECT_EQ(plan_import(*directory_, system_, "code;full_name\nCB931;Ai Đó\n").lines.size(), 1U);
}

TEST_P(ImportsTest, is_applied_once_and_only_on_the_directory_it_was_tried_on) {
    const Id id = keep();
    const auto made = plan("CB941,Một Người,,SKHCN,,Chuyên viên,,\n");
    write([&](db::Tx& tx) { return hire(tx, "Chen Vào", 0); });
    EXPECT_THROW(apply(id, made), Conflict);
    const auto again = plan("CB941,Một Người,,SKHCN,,Chuyên viên,,\n");
    const auto outcomes = dinh::test::two_at_once(2, [&] { apply(id, again); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
    EXPECT_THROW(apply(id, plan("CB942,Hai Người,,SKHCN,,Chuyên viên,,\n"), 2), Conflict);
    EXPECT_THROW(apply(keep(), plan("")), Refused);
}

TEST_P(ImportsTest, ten_thousand_rows_are_one_deed) {
    std::string rows;
    for (int i = 0; i < 10'000; ++i) {
        const std::string n = std::to_string(i);
        rows += "NV" + n + ",Nguyễn Văn " + n + ",,SKHCN,CĐS,Chuyên viên,specialist,\n";
    }
    const auto made = plan(rows);
    ASSERT_EQ(made.lines.size(), 10'000U);
    apply(keep(), made);
    look();
    EXPECT_EQ(directory_->posts_of_unit(division_).size(), 10'004U);
}

}  // namespace dinh::directory
