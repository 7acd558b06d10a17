// A whole table taken back, and what stands against it.
#include <gmock/gmock.h>

#include "modules/directory/imports/imports.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/visit.hpp"
#include "platform/audit/audit.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::directory {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kTable =
    "Mã cán bộ,Họ và tên,Cơ quan,Đơn vị,Chức vụ\n"
    "CB901,Trần Thị Một,SKHCN,CĐS,Thủ quỹ\n"
    "CB902,Trần Văn Hai,SKHCN,CĐS,Kế toán\n"
    "CB903,Không Vị Trí,,,\n";

class UndoTest : public test::Visit {
protected:
    void SetUp() override {
        test::Visit::SetUp();
        import_ = write([&](db::Tx& tx) { return keep_import(tx, system_, "bang.csv", std::string(64, 'a')); });
        vacant_ =
            write([&](db::Tx& tx) { return test::Visit::Province::post(tx, department_, division_, "Thủ quỹ", {}); });
        apply(import_);
    }
    void apply(Id import) {
        look();
        const auto plan = plan_import(*directory_, system_, kTable);
        EXPECT_THAT(plan.faults, IsEmpty());
        write([&](db::Tx& tx) { apply_import(tx, system_, import, 1, plan); });
        look();
    }
    Id one(const char* what, const std::string& code) {
        return read([&](db::Conn& conn) { return conn.integer(db::Sql{"test.one", what}, code); });
    }
    Id person(const std::string& code) { return one("SELECT id FROM person WHERE code = $1", code); }
    Id appointment(const std::string& code) {
        return one("SELECT a.id FROM appointment a JOIN person p ON p.id = a.person WHERE p.code = $1", code);
    }
    Id post_made() { return one("SELECT id FROM post WHERE title = $1", "Kế toán"); }
    void undo() {
        write([&](db::Tx& tx) { undo_import(tx, system_, import_, 2); });
    }
    std::vector<std::string> reasons() {
        try {
            undo();
        } catch (const Refused& refused) {
            std::vector<std::string> said;
            for (const auto& reason : refused.reasons()) said.push_back(reason.said.vietnamese());
            return said;
        }
        return {};
    }

    Id import_ = 0, vacant_ = 0;
};
DINH_BOTH_ENGINES(UndoTest);

}  // namespace

TEST_P(UndoTest, takes_back_people_posts_and_appointments_and_frees_their_codes) {
    EXPECT_EQ(directory_->post(vacant_)->holder, person("CB901"));
    const Id made = post_made(), first = person("CB901");
    undo();
    look();
    EXPECT_EQ(directory_->post(vacant_)->holder, 0) << "the post was there before and stays, vacant";
    EXPECT_EQ(directory_->post(made), nullptr);
    EXPECT_TRUE(directory_->person(first) == nullptr || directory_->person(first)->archived);
    EXPECT_TRUE(read([&](db::Conn& conn) { return find_import(conn, import_); })->undone_at.has_value());
    const Id again = write([&](db::Tx& tx) { return keep_import(tx, system_, "bang.csv", std::string(64, 'b')); });
    apply(again);
    EXPECT_EQ(directory_->person_name(directory_->post(vacant_)->holder), "Trần Thị Một") << "the table comes again";
}

TEST_P(UndoTest, is_done_once_by_one_of_two) {
    const auto outcomes = dinh::test::two_at_once(2, [&] { undo(); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
    EXPECT_THROW(write([&](db::Tx& tx) { undo_import(tx, system_, import_, 3); }), Conflict);
    const Id kept = write([&](db::Tx& tx) { return keep_import(tx, system_, "bang.csv", std::string(64, 'b')); });
    EXPECT_THROW(write([&](db::Tx& tx) { undo_import(tx, system_, kept, 1); }), Conflict) << "not applied";
}

TEST_P(UndoTest, is_refused_with_the_row_when_an_appointment_was_changed) {
    const Id held = appointment("CB901");
    write([&](db::Tx& tx) { end_appointment(tx, system_, held, 1, today_ + 1, "Điều động"); });
    EXPECT_THAT(reasons(), ElementsAre("Dòng 2: lượt giao vị trí cho Trần Thị Một đã được sửa hoặc đã kết thúc."));
}

TEST_P(UndoTest, is_refused_when_one_of_its_people_holds_another_post) {
    const Id other = write([&](db::Tx& tx) { return test::Visit::Province::post(tx, department_, 0, "Lái xe", {}); });
    const Id third = person("CB903");
    write([&](db::Tx& tx) { appoint(tx, system_, third, other, "holder", "", today_); });
    EXPECT_THAT(reasons(), ElementsAre("Dòng 4: Không Vị Trí đã được giao thêm vị trí khác."));
}

TEST_P(UndoTest, is_refused_when_a_post_it_made_was_given_on_changed_or_keeps_books) {
    const Id made = post_made(), held = appointment("CB902");
    write([&](db::Tx& tx) {
        add_clerkship(tx, made, department_body_, today_);
        end_appointment(tx, system_, held, 1, today_ + 1, "Điều động");
        appoint(tx, system_, specialist_, made, "concurrent", "", today_ + 2);
        const auto found = *find_post_record(tx, made);
        change_post(tx, system_, made, found.version,
                    {department_, division_, "Kế toán trưởng", {"specialist"}, "", 3, today_});
    });
    EXPECT_THAT(reasons(), ElementsAre("Dòng 3: lượt giao vị trí cho Trần Văn Hai đã được sửa hoặc đã kết thúc.",
                                       "Dòng 3: vị trí này đã có Nguyễn Hoà Bình giữ.",
                                       "Dòng 3: vị trí “Kế toán trưởng” đã được sửa hoặc đã đóng.",
                                       "Dòng 3: vị trí này giữ sổ của Sở Khoa học và Công nghệ."));
}

TEST_P(UndoTest, is_refused_when_its_people_have_records_worked_or_left) {
    const Id second = person("CB902"), third = person("CB903"), made = post_made();
    write([&](db::Tx& tx) {
        grants::give(tx, "test", 7, made, "lead");
        archive_person(tx, system_, third, 1, today_, "Nghỉ hưu");
        Actor worker;
        worker.person = second;
        worker.name = "Trần Văn Hai";
        audit::append(tx, worker, nullptr, "test.deed", "test", 7, "Đã làm");
    });
    EXPECT_THAT(reasons(), ElementsAre("Dòng 3: Trần Văn Hai đã được giao văn bản hoặc hồ sơ.",
                                       "Dòng 3: Trần Văn Hai đã đăng nhập và làm việc.",
                                       "Dòng 4: Không Vị Trí đã được ghi nghỉ."));
}

TEST_P(UndoTest, is_for_who_keeps_the_agencies_of_the_table) {
    const auto as = [&](Id by) {
        const Actor actor = visitor(by);
        write([&](db::Tx& tx) { undo_import(tx, actor, import_, 2); });
    };
    EXPECT_THROW(as(specialist_), Forbidden);
    EXPECT_NO_THROW(as(it_)) << "of the department itself";
}

TEST_P(UndoTest, on_the_page_says_what_stands_against_it_then_does_it) {
    const auto made = post(it_, "/directory/imports", {{"deed_key", "u1"}},
                           {upload("code,full_name,agency,unit,title\nCB911,Người Mới,SKHCN,CĐS,Lễ tân\n")});
    ASSERT_EQ(made.status, 303);
    ASSERT_EQ(post(it_, made.location + "/runs", {{"version", "1"}, {"deed_key", "u2"}}).status, 303);
    EXPECT_TRUE(get(it_, made.location).has("Hoàn tác cả bảng"));
    EXPECT_TRUE(get(it_, "/directory/imports/new").has(made.location)) << "found again later";
    EXPECT_FALSE(get(admin_, "/directory/imports/new").has(made.location)) << "by who brought it";
    const std::string undo = made.location + "/undoings";
    EXPECT_EQ(post(it_, undo, {{"version", "1"}, {"deed_key", "u3"}}).status, 409);
    EXPECT_EQ(post(admin_, undo, {{"version", "2"}, {"deed_key", "u4"}}).status, 404) << "another's table";
    EXPECT_EQ(post(specialist_, undo, {{"version", "2"}, {"deed_key", "u5"}}).status, 403);
    const Id newcomer = person("CB911");
    const Id other = write([&](db::Tx& tx) { return test::Visit::Province::post(tx, department_, 0, "Lái xe", {}); });
    const Id later = write([&](db::Tx& tx) { return appoint(tx, system_, newcomer, other, "concurrent", "", today_); });
    const auto refused = post(it_, undo, {{"version", "2"}, {"deed_key", "u6"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("Dòng 2: Người Mới đã được giao thêm vị trí khác."));
    write([&](db::Tx& tx) { tx.exec(db::Sql{"test.away", "DELETE FROM appointment WHERE id = $1"}, later); });
    ASSERT_EQ(post(it_, undo, {{"version", "2"}, {"deed_key", "u7"}}).status, 303);
    const auto after = get(it_, made.location);
    EXPECT_TRUE(after.has("Đã hoàn tác cả bảng lúc"));
    EXPECT_FALSE(after.has(undo)) << "what is undone is not offered again";
    EXPECT_EQ(post(it_, undo, {{"version", "3"}, {"deed_key", "u8"}}).status, 409);
}

}  // namespace dinh::directory
