#include "modules/meetings/weeks/public_weeks.hpp"

#include "modules/meetings/tests/house.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::meetings {

namespace {

using test::refusals;

class PublicWeeksTest : public test::House {
protected:
    void open(const Actor& actor, std::int64_t version) {
        write([&](db::Tx& tx) { open_week(tx, actor, office_.agency, monday_, version); });
    }
    void open() { open(office_.chief.actor, week().version); }
    void close() {
        write(
            [&, at = week().version](db::Tx& tx) { close_week(tx, office_.chief.actor, office_.agency, monday_, at); });
    }
    std::optional<module::PublicWeek> read() {
        return db().reading([&](db::Conn& conn) { return open_week_of(conn, office_.agency, monday_); });
    }
    std::int64_t told() {
        constexpr db::Sql kTold{"test.told", "SELECT COUNT(*) FROM page_change WHERE key = $1"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kTold, module::weeks_key(office_.agency)); });
    }
};
DINH_BOTH_ENGINES(PublicWeeksTest);

}  // namespace

TEST_P(PublicWeeksTest, nobody_reads_a_week_that_is_only_published_inside) {
    enter(input());
    publish();
    EXPECT_FALSE(read());
    EXPECT_TRUE(db().reading([&](db::Conn& conn) { return open_mondays(conn, office_.agency, 9); }).empty());
}

TEST_P(PublicWeeksTest, an_open_week_shows_what_leaders_do_and_nothing_internal) {
    enter(input());
    auto hidden = input(14);
    hidden.subject = "Họp cấp ủy", hidden.internal = true;
    enter(hidden);
    auto of_unit = input(16);
    of_unit.subject = "Họp phòng", of_unit.unit = office_.division;
    enter(of_unit);
    enter_as(office_.chief.actor, input(10));
    publish();
    const Id proposed = enter_as(office_.specialist.actor, input(20));
    open();
    ASSERT_TRUE(read());
    ASSERT_EQ(read()->entries.size(), 2U) << "neither internal, nor of a unit, nor only proposed";
    const auto line = read()->entries[0];
    EXPECT_EQ(line.time, "08:00 – 10:00");
    EXPECT_EQ(line.subject, "Giao ban đầu tuần");
    EXPECT_EQ(line.weekday, "Thứ Hai");
    EXPECT_NE(line.chair.find("Trần Giám Đốc"), std::string::npos);
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return open_mondays(conn, office_.agency, 9); }),
              std::vector<Day>{monday_});
    EXPECT_EQ(found(proposed).state, "proposed");
}

TEST_P(PublicWeeksTest, what_changes_later_is_told_to_readers) {
    const Id id = enter(input());
    publish();
    open();
    const auto before = told();
    write([&, at = found(id).version](db::Tx& tx) { cancel_entry(tx, office_.clerk.actor, id, at, "Hoãn"); });
    EXPECT_GT(told(), before);
    EXPECT_TRUE(read()->entries[0].cancelled);
    EXPECT_FALSE(read()->entries[0].mark.empty());
}

TEST_P(PublicWeeksTest, is_taken_back) {
    enter(input());
    publish();
    open();
    const auto before = told();
    close();
    EXPECT_FALSE(read());
    EXPECT_GT(told(), before);
    EXPECT_EQ(refusals([&] { close(); }).size(), 1U);
}

TEST_P(PublicWeeksTest, opens_only_once_and_only_when_published) {
    enter(input());
    approve();
    EXPECT_EQ(refusals([&] { open(); }).size(), 1U);
    write([&, at = week().version](db::Tx& tx) { publish_week(tx, office_.clerk.actor, office_.agency, monday_, at); });
    open();
    EXPECT_EQ(refusals([&] { open(); }).size(), 1U);
}

TEST_P(PublicWeeksTest, only_who_approves_weeks_lays_them_open) {
    enter(input());
    publish();
    EXPECT_THROW(open(office_.clerk.actor, week().version), Forbidden);
    EXPECT_THROW(open(office_.specialist.actor, week().version), Forbidden);
    EXPECT_THROW(open(other_.chief.actor, week().version), NotFound);
    EXPECT_THROW(open(office_.chief.actor, week().version - 1), Conflict);
    EXPECT_NO_THROW(open(office_.director.actor, week().version));
}

TEST_P(PublicWeeksTest, of_two_at_once_one_lays_it_open) {
    enter(input());
    publish();
    const auto at = week().version;
    dinh::test::one_wins("open", "Conflict", [&] { open(office_.chief.actor, at); });
}

}  // namespace dinh::meetings
