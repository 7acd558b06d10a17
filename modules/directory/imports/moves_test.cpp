// A personnel decision as a table: people leave posts, others take them, and all of it is taken back as one.
#include <gmock/gmock.h>

#include "modules/directory/imports/imports.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/visit.hpp"

namespace dinh::directory {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr db::Sql kMail{"test.mail", "UPDATE person SET email = $2 WHERE id = $1"};

class MovesTest : public test::Visit {
protected:
    void SetUp() override {
        test::Visit::SetUp();
        write([&](db::Tx& tx) {
            tx.exec(kMail, specialist_, "binh@thainguyen.vidu");
            const Turn turn(tx);
            changed(turn, system_, "person", specialist_, "test.mail", "");
        });
        look();
        import_ = write([&](db::Tx& tx) { return keep_import(tx, system_, "dieu-dong.csv", std::string(64, 'c')); });
    }
    std::string code(Id person) { return directory_->person(person)->code; }
    ImportPlan planned(const std::string& rows, const Actor& by) {
        look();
        return plan_import(*directory_, by,
                           "Mã cán bộ,Thư điện tử,Thôi chức vụ,Cơ quan,Đơn vị,Chức vụ,Từ ngày,Căn cứ\n" + rows);
    }
    ImportPlan planned(const std::string& rows) { return planned(rows, system_); }
    // The specialist becomes head of the division, the head goes to a new post of the department.
    std::string exchange() {
        return ",binh@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Trưởng phòng,01/12/2026,QĐ 7\n" + code(head_) +
               ",,Trưởng phòng,SKHCN,,Trợ lý,01/12/2026,QĐ 7\n";
    }
    void apply(const std::string& rows) {
        const auto plan = planned(rows);
        ASSERT_THAT(plan.faults, IsEmpty()) << plan.faults.front().why.vietnamese();
        write([&](db::Tx& tx) { apply_import(tx, system_, import_, 1, plan); });
    }
    void undo() {
        write([&](db::Tx& tx) { undo_import(tx, system_, import_, 2); });
    }
    Id holder_in_december(Id post) {
        return read([](db::Conn& conn) { return load(conn, test::day(2026, 12, 2)); })->post(post)->holder;
    }
    std::vector<std::string> whys(const std::string& rows) {
        std::vector<std::string> said;
        for (const auto& fault : planned(rows).faults) said.push_back(fault.column + ": " + fault.why.vietnamese());
        return said;
    }
    template <class Work>
    std::vector<std::string> reasons(Work&& work) {
        std::vector<std::string> said;
        try {
            work();
        } catch (const Refused& refused) {
            for (const auto& reason : refused.reasons()) said.push_back(reason.said.vietnamese());
        }
        return said;
    }
    Id import_ = 0;
};
DINH_BOTH_ENGINES(MovesTest);

}  // namespace

TEST_P(MovesTest, let_one_row_fill_what_another_leaves_and_wait_for_the_day) {
    apply(exchange());
    look();
    EXPECT_EQ(directory_->post(head_post_)->holder, head_) << "until December";
    EXPECT_EQ(holder_in_december(head_post_), specialist_);
    EXPECT_EQ(holder_in_december(specialist_post_), 0) << "what waits there stays with the post";
    const auto posts = read([](db::Conn& conn) { return load(conn, test::day(2026, 12, 2)); })->person(head_)->posts;
    ASSERT_THAT(posts, SizeIs(1));
}

TEST_P(MovesTest, are_taken_back_as_one) {
    apply(exchange());
    undo();
    look();
    EXPECT_EQ(holder_in_december(head_post_), head_);
    EXPECT_EQ(holder_in_december(specialist_post_), specialist_);
    EXPECT_THAT(read([&](db::Conn& conn) { return appointments_of(conn, head_); }), SizeIs(testing::Ge(1U)));
    EXPECT_THROW(write([&](db::Tx& tx) { undo_import(tx, system_, import_, 3); }), Conflict);
}

TEST_P(MovesTest, are_not_taken_back_over_somebody_who_came_since) {
    apply(exchange());
    write(
        [&](db::Tx& tx) { appoint(tx, system_, deputy_, specialist_post_, "concurrent", "", test::day(2026, 12, 5)); });
    EXPECT_THAT(reasons([&] { undo(); }), SizeIs(1));
    EXPECT_EQ(holder_in_december(head_post_), specialist_);
}

TEST_P(MovesTest, of_a_post_only_left_need_no_new_one) {
    apply(",binh@thainguyen.vidu,\"Chuyên viên, Phòng Chuyển đổi số\",,,,01/12/2026,QĐ 8\n");
    EXPECT_EQ(holder_in_december(specialist_post_), 0);
}

TEST_P(MovesTest, tell_every_fault_by_its_row) {
    EXPECT_THAT(whys(",binh@thainguyen.vidu,Giám đốc,SKHCN,CĐS,Lễ tân,01/12/2026,\n"),
                ElementsAre("Thôi chức vụ: Người này không giữ vị trí như vậy."));
    EXPECT_THAT(whys(",ai@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Lễ tân,01/12/2026,\n"), SizeIs(testing::Ge(2U)));
    EXPECT_THAT(whys(",binh@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Lễ tân,31/02/2026,\n"),
                ElementsAre("Từ ngày: Không phải là một ngày."));
    EXPECT_THAT(whys(",binh@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Lễ tân,01/12/2026,\n"
                     ",binh@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Thủ kho,01/12/2026,\n"),
                ElementsAre("Thôi chức vụ: Dòng này lặp lại một dòng trên."));
    EXPECT_THAT(whys(",binh@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Lễ tân,01/12/2026," + std::string(400, 'x') + "\n"),
                ElementsAre("Căn cứ: Căn cứ dài quá 300 chữ."));
    const auto own = planned(",binh@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Lễ tân,01/12/2026,\n", actor(it_));
    EXPECT_THAT(own.faults, IsEmpty());
    const auto strange = planned(code(clerk_) + ",,Văn thư,,,,01/12/2026,\n", actor(it_));
    ASSERT_THAT(strange.faults, SizeIs(testing::Ge(1U)));
    EXPECT_EQ(strange.faults.front().column, "Thôi chức vụ") << "of another agency";
}

TEST_P(MovesTest, are_refused_whole_on_a_day_on_which_he_does_not_hold_the_post) {
    const auto plan = planned(",binh@thainguyen.vidu,Chuyên viên,SKHCN,CĐS,Lễ tân,01/12/2020,\n");
    ASSERT_THAT(plan.faults, IsEmpty());
    EXPECT_THAT(reasons([&] { write([&](db::Tx& tx) { apply_import(tx, system_, import_, 1, plan); }); }),
                ElementsAre("Dòng 2: ngày 01/12/2020 người này không giữ vị trí sẽ thôi."));
    EXPECT_EQ(holder_in_december(specialist_post_), specialist_);
}

TEST_P(MovesTest, may_be_pasted_into_the_page) {
    const auto made =
        post(admin_, "/directory/imports",
             {{"deed_key", "m1"},
              {"pasted", "Thư điện tử\tThôi chức vụ\tTừ ngày\nbinh@thainguyen.vidu\tChuyên viên\t01/12/2026\n"}});
    ASSERT_EQ(made.status, 303) << made.body;
    EXPECT_TRUE(get(admin_, made.location).has("1 dòng dùng được, 0 dòng có lỗi."));
    ASSERT_EQ(post(admin_, made.location + "/runs", {{"version", "1"}, {"deed_key", "m2"}}).status, 303);
    EXPECT_EQ(holder_in_december(specialist_post_), 0);
    EXPECT_EQ(post(admin_, "/directory/imports", {{"deed_key", "m3"}, {"pasted", "  \n"}}).status, 422);
}

}  // namespace dinh::directory
