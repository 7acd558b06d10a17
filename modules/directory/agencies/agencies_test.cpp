#include "modules/directory/agencies/agencies.hpp"

#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/province.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::directory {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class AgenciesTest : public test::Province {
protected:
    AgencyChange renamed() const {
        return {"Sở Khoa học, Công nghệ và Chuyển đổi số",
                "",
                "SKHCNCĐS",
                "department",
                "Thái Nguyên",
                "Nghị quyết số 1/NQ-HĐND",
                committee_,
                day(2026, 12, 1),
                {{"qd20", "H55.20"}}};
    }
    void change(const AgencyChange& one, std::int64_t version = 1) {
        write([&](db::Tx& tx) { change_agency(tx, system_, department_, version, one); });
    }
    void close(Id agency, const AgencyClosing& one, std::int64_t version = 1) {
        write([&](db::Tx& tx) { close_agency(tx, system_, agency, version, one); });
    }
    std::optional<AgencyVersion> on(Day at) {
        return read([&](db::Conn& conn) { return version_on(conn, department_, at); });
    }
    std::optional<Id> of_code(const char* code, Day at, bool forward = false) {
        return read([&](db::Conn& conn) { return agency_of_code(conn, "qd20", code, at, forward); });
    }
};
DINH_BOTH_ENGINES(AgenciesTest);

}  // namespace

TEST_P(AgenciesTest, keeps_the_name_of_each_day) {
    change(renamed());
    EXPECT_EQ(on(day(2026, 11, 30))->name, "Sở Khoa học và Công nghệ");
    EXPECT_EQ(on(day(2026, 11, 30))->until, day(2026, 12, 1));
    EXPECT_EQ(on(day(2026, 12, 1))->name, "Sở Khoa học, Công nghệ và Chuyển đổi số");
    EXPECT_FALSE(on(day(2025, 12, 31)).has_value());
    look();
    EXPECT_EQ(directory_->agency(department_)->abbreviation, "SKHCN");
    now_.set(clock::start_of(day(2026, 12, 1)));
    look();
    EXPECT_EQ(directory_->agency(department_)->abbreviation, "SKHCNCĐS");
    EXPECT_EQ(directory_->agency(department_)->org_code, "H55.20");
}

TEST_P(AgenciesTest, a_code_belongs_to_its_days) {
    change(renamed());
    EXPECT_EQ(of_code("H55.12", day(2026, 11, 30)), department_);
    EXPECT_FALSE(of_code("H55.12", day(2026, 12, 1)).has_value());
    EXPECT_EQ(of_code("H55.12", day(2026, 12, 1), true), department_) << "recoded, still the same agency";
    EXPECT_EQ(of_code("H55.20", day(2026, 12, 1)), department_);
    EXPECT_FALSE(of_code("H55.20", day(2026, 11, 30), true).has_value()) << "not yet";
    EXPECT_FALSE(of_code("H99", today_, true).has_value());
}

TEST_P(AgenciesTest, a_closed_code_leads_along_the_successors) {
    const auto ids = write([&](db::Tx& tx) {
        const Id oldest =
            add_one(tx, "Sở Thông tin và Truyền thông", "STTTT", "department", committee_, true, {{"qd20", "H55.30"}});
        const Id middle = add_one(tx, "Sở Trung gian", "STG", "department", committee_);
        return std::make_pair(oldest, middle);
    });
    close(ids.first, {day(2026, 3, 1), {ids.second}, "NQ 18"});
    close(ids.second, {day(2026, 5, 1), {department_}, "NQ 19"});
    EXPECT_EQ(of_code("H55.30", day(2026, 2, 1)), ids.first);
    EXPECT_FALSE(of_code("H55.30", today_).has_value());
    EXPECT_EQ(of_code("H55.30", day(2026, 4, 1), true), ids.second);
    EXPECT_EQ(of_code("H55.30", today_, true), department_);
    look();
    EXPECT_EQ(directory_->suggest("thong tin va truyen thong", 5).front()->successors, std::vector<Id>{ids.second});
}

TEST_P(AgenciesTest, a_circle_of_successors_ends) {
    write([&](db::Tx& tx) {
        const Id one = add_one(tx, "Sở Một", "SM", "department", committee_, true, {{"qd20", "H55.31"}});
        const Id two = add_one(tx, "Sở Hai", "SH", "department", committee_);
        close_agency(tx, system_, one, 1, {day(2026, 3, 1), {two}, "NQ"});
        close_agency(tx, system_, two, 1, {day(2026, 3, 2), {}, "NQ"});
        add_successor(tx, two, one, day(2026, 3, 2), "NQ");
    });
    EXPECT_FALSE(of_code("H55.31", today_, true).has_value());
}

TEST_P(AgenciesTest, refuses_a_change_with_all_its_faults) {
    auto one = renamed();
    one.name = "", one.basis = "", one.from = from_, one.parent = department_, one.codes = {{"qd20", "H55"}};
    EXPECT_THAT(refusals([&] { change(one); }), ElementsAre("name", "basis", "from", "parent", "qd20"));
    EXPECT_EQ(read([&](db::Conn& conn) { return versions_of(conn, department_); }).size(), 1U);
}

TEST_P(AgenciesTest, refuses_a_stale_version_and_strangers) {
    EXPECT_THROW(change(renamed(), 9), Conflict);
    const Actor stranger = actor(director_);
    EXPECT_THROW(write([&](db::Tx& tx) { change_agency(tx, stranger, department_, 1, renamed()); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { change_agency(tx, system_, 77, 1, renamed()); }), NotFound);
}

TEST_P(AgenciesTest, two_at_once_change_once) {
    const auto outcomes = dinh::test::two_at_once(2, [&] { change(renamed()); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

TEST_P(AgenciesTest, closing_ends_what_is_in_it_and_leads_on) {
    const Id next = write([&](db::Tx& tx) { return add_one(tx, "Sở Mới", "SMOI", "department", committee_); });
    close(department_, {day(2026, 12, 1), {next}, "NQ 20"});
    look();
    EXPECT_EQ(directory_->person(head_)->posts.size(), 1U) << "until the day nothing changes";
    now_.set(clock::start_of(day(2026, 12, 1)));
    look();
    EXPECT_TRUE(directory_->agency(department_)->closed_on(directory_->day));
    EXPECT_EQ(directory_->agency(department_)->name, "Sở Khoa học và Công nghệ");
    EXPECT_THAT(directory_->person(head_)->posts, IsEmpty());
    EXPECT_THAT(directory_->posts_of_agency(department_), IsEmpty());
    EXPECT_THAT(directory_->bodies_of(department_), IsEmpty());
    EXPECT_EQ(directory_->suggest("skhcn", 5).back()->id, department_) << "findable after all others";
}

TEST_P(AgenciesTest, refuses_to_close_above_open_ones_or_into_itself) {
    EXPECT_THAT(refusals([&] { close(committee_, {day(2026, 12, 1), {}, ""}); }), ElementsAre("basis", "day", "day"));
    EXPECT_THAT(refusals([&] {
                    close(department_, {day(2026, 12, 1), {department_}, "NQ"});
                }),
                ElementsAre("successor"));
    close(department_, {day(2026, 12, 1), {}, "NQ"});
    EXPECT_THAT(refusals([&] { close(department_, {day(2026, 12, 5), {}, "NQ"}, 2); }), ElementsAre("day"));
}

TEST_P(AgenciesTest, an_issuing_body_is_changed_and_closed) {
    NewBody body{
        department_, "", "Sở Khoa học và Công nghệ Thái Nguyên", "UBND TỈNH THÁI NGUYÊN", "SKHCN", "Thái Nguyên",
        false,       {}};
    write([&](db::Tx& tx) { change_issuing_body(tx, system_, department_body_, 1, body); });
    EXPECT_EQ(read([&](db::Conn& conn) { return issuing_body_of(conn, department_body_); })->superior_line,
              "UBND TỈNH THÁI NGUYÊN");
    EXPECT_THROW(write([&](db::Tx& tx) { change_issuing_body(tx, system_, department_body_, 1, body); }), Conflict);
    write([&](db::Tx& tx) { close_issuing_body(tx, system_, department_body_, 2, today_); });
    EXPECT_THAT(read([&](db::Conn& conn) { return bodies_of_agency(conn, department_, today_); }), IsEmpty());
    EXPECT_THAT(read([&](db::Conn& conn) { return bodies_of_agency(conn, department_, today_ - 1); }),
                ElementsAre(department_body_));
    EXPECT_THAT(
        refusals([&] { write([&](db::Tx& tx) { close_issuing_body(tx, system_, department_body_, 3, today_); }); }),
        ElementsAre("day"));
}

TEST_P(AgenciesTest, a_clerk_keeps_the_books_of_the_served_agency_only) {
    EXPECT_THAT(read([&](db::Conn& conn) { return clerk_posts(conn, committee_body_, today_); }),
                ElementsAre(clerk_post_));
    EXPECT_THAT(refusals([&] {
                    write([&](db::Tx& tx) { give_clerkship(tx, system_, clerk_post_, department_body_, today_); });
                }),
                ElementsAre("post"));
    EXPECT_THAT(refusals([&] {
                    write([&](db::Tx& tx) { give_clerkship(tx, system_, clerk_post_, committee_body_, today_); });
                }),
                ElementsAre("post"));
    const Id id =
        write([&](db::Tx& tx) { return give_clerkship(tx, system_, specialist_post_, department_body_, today_); });
    EXPECT_THAT(read([&](db::Conn& conn) { return clerk_posts(conn, department_body_, today_); }),
                ElementsAre(specialist_post_));
    write([&](db::Tx& tx) { end_clerkship(tx, system_, id, today_ + 1); });
    EXPECT_THAT(read([&](db::Conn& conn) { return clerk_posts(conn, department_body_, today_ + 1); }), IsEmpty());
    EXPECT_THROW(write([&](db::Tx& tx) { end_clerkship(tx, system_, id, today_ + 2); }), Conflict);
}

TEST_P(AgenciesTest, history_tells_who_changed_what) {
    change(renamed());
    const auto lines = read([&](db::Conn& conn) { return deed::history_of(conn, "agency", department_); });
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines.front().words, "Đổi tên, tổ chức từ ngày 01/12/2026 theo Nghị quyết số 1/NQ-HĐND");
    EXPECT_EQ(lines.front().changes.front().before, "Sở Khoa học và Công nghệ");
}

}  // namespace dinh::directory
