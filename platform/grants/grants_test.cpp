#include "platform/grants/grants.hpp"

#include <gmock/gmock.h>

#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::grants {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Grants : public test::OnBothEngines {
protected:
    Grants() : OnBothEngines({"grants"}) {}
    void give_one(std::string_view kind, Id record, Id grantee, std::string_view role, std::string_view state = "") {
        db().write([&](db::Tx& tx) { give(tx, kind, record, grantee, role, state); });
    }
    std::vector<Id> page_of(const std::vector<Id>& grantees, const std::vector<std::string>& states = {}, Id before = 0,
                            int most = 100) {
        return db().reading([&](db::Conn& conn) { return page(conn, grantees, "incoming", states, before, most); });
    }
    std::int64_t count_of(const std::vector<Id>& grantees, const std::vector<std::string>& states, int most) {
        return db().reading([&](db::Conn& conn) { return count(conn, grantees, "incoming", states, most); });
    }
    static Actor actor(std::vector<Id> grantees) {
        Actor made;
        made.person = 1;
        made.grantees = std::move(grantees);
        return made;
    }
    bool sees(std::vector<Id> grantees, Id record) {
        return db().reading([&](db::Conn& conn) { return may_see(conn, actor(grantees), "incoming", record); });
    }
};

TEST_P(Grants, show_a_record_to_its_grantees_only) {
    give_one("incoming", 12, 7, "clerk");
    EXPECT_TRUE(sees({7}, 12));
    EXPECT_TRUE(sees({3, 7, 9}, 12));
    EXPECT_FALSE(sees({8}, 12));
    EXPECT_FALSE(sees({}, 12));
    EXPECT_FALSE(sees({7}, 13));
    const bool other_kind = db().reading([](db::Conn& conn) { return may_see(conn, actor({7}), "outgoing", 12); });
    EXPECT_FALSE(other_kind);
}

TEST_P(Grants, say_which_of_many_records_are_seen) {
    give_one("incoming", 12, 7, "clerk");
    give_one("incoming", 14, 8, "lead");
    give_one("incoming", 14, 7, "lead");
    give_one("outgoing", 15, 7, "drafter");
    const auto of = [&](std::vector<Id> grantees, std::vector<Id> records) {
        return db().reading([&](db::Conn& conn) { return seen(conn, actor(grantees), "incoming", records); });
    };
    EXPECT_THAT(of({7, 8}, {15, 14, 13, 12}), ElementsAre(14, 12));
    EXPECT_THAT(of({8}, {14, 12}), ElementsAre(14));
    EXPECT_THAT(of({9}, {14, 12}), IsEmpty());
    EXPECT_THAT(of({}, {14}), IsEmpty());
    EXPECT_THAT(of({7}, {}), IsEmpty());
}

TEST_P(Grants, are_updated_when_given_again) {
    give_one("incoming", 12, 7, "clerk", "new");
    give_one("incoming", 12, 7, "lead", "handling");
    EXPECT_THAT(page_of({7}, {"new"}), IsEmpty());
    EXPECT_THAT(page_of({7}, {"handling"}), ElementsAre(12));
    const auto found = db().reading([](db::Conn& conn) { return roles(conn, actor({7}), "incoming", 12); });
    EXPECT_THAT(found, ElementsAre("lead"));
}

TEST_P(Grants, take_the_state_of_the_record_when_none_is_said) {
    give_one("incoming", 12, 7, "clerk", "handling");
    give_one("incoming", 12, 8, "support");
    EXPECT_THAT(page_of({8}, {"handling"}), ElementsAre(12));
    give_one("incoming", 12, 7, "lead");
    EXPECT_THAT(page_of({7}, {"handling"}), ElementsAre(12));
}

TEST_P(Grants, end_when_taken) {
    give_one("incoming", 12, 7, "clerk");
    give_one("incoming", 12, 8, "lead");
    give_one("incoming", 12, 9, "support");
    db().write([](db::Tx& tx) { take(tx, "incoming", 12, 7); });
    EXPECT_FALSE(sees({7}, 12));
    EXPECT_TRUE(sees({8}, 12));
    EXPECT_THAT(db().reading([](db::Conn& conn) { return grantees_of(conn, "incoming", 12); }), ElementsAre(8, 9));
    db().write([](db::Tx& tx) { take_all(tx, "incoming", 12); });
    EXPECT_FALSE(sees({7, 8, 9}, 12));
}

TEST_P(Grants, name_each_role_once) {
    give_one("incoming", 12, 7, "lead");
    give_one("incoming", 12, 8, "lead");
    give_one("incoming", 12, 9, "follower");
    give_one("incoming", 12, 10, "clerk");
    const auto found = db().reading([](db::Conn& conn) { return roles(conn, actor({7, 8, 9}), "incoming", 12); });
    EXPECT_THAT(found, ElementsAre("follower", "lead"));
}

TEST_P(Grants, move_with_the_state_of_the_record) {
    give_one("incoming", 12, 7, "clerk", "new");
    give_one("incoming", 12, 8, "lead", "new");
    give_one("incoming", 13, 7, "clerk", "new");
    db().write([](db::Tx& tx) { set_state(tx, "incoming", 12, "closed"); });
    EXPECT_THAT(page_of({7}, {"new"}), ElementsAre(13));
    EXPECT_THAT(page_of({8}, {"closed"}), ElementsAre(12));
}

TEST_P(Grants, refuse_nobody_and_nothing) {
    EXPECT_THROW(give_one("incoming", 12, 0, "clerk"), std::invalid_argument);
    EXPECT_THROW(give_one("incoming", 0, 7, "clerk"), std::invalid_argument);
    EXPECT_THROW(give_one("", 12, 7, "clerk"), std::invalid_argument);
}

TEST_P(Grants, page_newest_first_without_doubles) {
    db().write([](db::Tx& tx) {
        for (Id record = 1; record <= 40; ++record) {
            const char* state = record % 2 ? "odd" : "even";
            give(tx, "incoming", record, 7, "clerk", state);
            if (record % 3 == 0) give(tx, "incoming", record, 8, "lead", state);
            if (record % 5 == 0) give(tx, "incoming", record, 9, "follower", state);
            give(tx, "outgoing", record, 7, "clerk", state);
        }
    });
    EXPECT_THAT(page_of({7, 8, 9}, {}, 0, 5), ElementsAre(40, 39, 38, 37, 36));
    EXPECT_THAT(page_of({8, 9}, {}, 0, 6), ElementsAre(40, 39, 36, 35, 33, 30));
    EXPECT_THAT(page_of({8, 9}, {}, 33, 3), ElementsAre(30, 27, 25));
    EXPECT_THAT(page_of({8, 9, 8, 8}, {"odd"}, 0, 4), ElementsAre(39, 35, 33, 27));
    EXPECT_THAT(page_of({9, 8}, {"odd", "even"}, 12, 100), ElementsAre(10, 9, 6, 5, 3));
    EXPECT_THAT(page_of({7}, {"nothing"}), IsEmpty());
    EXPECT_THAT(page_of({}, {}), IsEmpty());
    EXPECT_THAT(page_of({7}, {}, 1), IsEmpty());
    EXPECT_THAT(page_of({7}, {}, 0, 0), IsEmpty());
}

TEST_P(Grants, count_different_records_up_to_a_limit) {
    db().write([](db::Tx& tx) {
        for (Id record = 1; record <= 40; ++record) {
            give(tx, "incoming", record, 7, "clerk", record <= 30 ? "new" : "closed");
            give(tx, "incoming", record, 8, "lead", record <= 30 ? "new" : "closed");
        }
    });
    EXPECT_EQ(count_of({7, 8}, {}, 1001), 40);
    EXPECT_EQ(count_of({7, 8}, {"new"}, 1001), 30);
    EXPECT_EQ(count_of({7, 8}, {}, 10), 10);
    EXPECT_EQ(count_of({7, 8}, {"new", "closed"}, 40), 40);
    EXPECT_EQ(count_of({7, 8}, {"new", "closed"}, 39), 39);
    EXPECT_EQ(count_of({}, {}, 10), 0);
}

// One that leaves a list over its limit is not noticed for a while; what was counted exactly is counted again.
TEST_P(Grants, remember_only_counts_that_came_to_their_limit) {
    db().write([](db::Tx& tx) {
        for (Id record = 1; record <= 10; ++record) give(tx, "incoming", record, 7, "clerk", "new");
    });
    Long known;
    const auto counted = [&](const std::vector<Id>& grantees, int most) {
        return db().reading([&](db::Conn& conn) { return count(conn, grantees, "incoming", {}, most, &known); });
    };
    EXPECT_EQ(counted({7}, 10), 10);
    EXPECT_EQ(counted({7}, 11), 10);
    db().write([](db::Tx& tx) { take(tx, "incoming", 3, 7); });
    EXPECT_EQ(counted({7}, 10), 10);
    EXPECT_EQ(counted({7}, 11), 9);
    EXPECT_EQ(counted({8}, 10), 0);
    EXPECT_EQ(count_of({7}, {}, 10), 9);
}

TEST_P(Grants, merge_more_walks_than_one_statement_holds) {
    std::vector<Id> grantees;
    db().write([&](db::Tx& tx) {
        for (Id grantee = 1; grantee <= 300; ++grantee) {
            grantees.push_back(grantee);
            give(tx, "incoming", 1000 + grantee % 50, grantee, "information", "new");
        }
    });
    EXPECT_THAT(page_of(grantees, {"new", "closed"}, 0, 3), ElementsAre(1049, 1048, 1047));
    EXPECT_EQ(page_of(grantees).size(), 50u);
    EXPECT_EQ(count_of(grantees, {}, 1001), 50);
}

TEST_P(Grants, given_at_once_leave_one_row) {
    const auto outcomes =
        test::at_once(8, [&](int i) { give_one("incoming", 12, 7, "role" + std::to_string(i), "new"); });
    EXPECT_EQ(test::count(outcomes, "ok"), 8) << testing::PrintToString(outcomes);
    EXPECT_THAT(db().reading([](db::Conn& conn) { return grantees_of(conn, "incoming", 12); }), ElementsAre(7));
    EXPECT_THAT(page_of({7}), ElementsAre(12));
}

TEST_P(Grants, leave_a_line_of_each_change_of_who_sees_and_in_what_role) {
    const auto changes = [&] { return db().reading([](db::Conn& conn) { return changes_of(conn, "incoming", 12); }); };
    give_one("incoming", 12, 7, "clerk", "new");
    give_one("incoming", 12, 7, "clerk", "closed");
    ASSERT_EQ(changes().size(), 1u) << "a state is no right";
    give_one("incoming", 12, 7, "lead");
    give_one("incoming", 12, 8, "support");
    db().write([](db::Tx& tx) {
        take(tx, "incoming", 12, 8);
        take(tx, "incoming", 12, 99);
    });
    auto all = changes();
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[0].grantee, 8);
    EXPECT_EQ(all[0].was, "support");
    EXPECT_EQ(all[0].role, "");
    EXPECT_EQ(all[2].was, "clerk");
    EXPECT_EQ(all[2].role, "lead");
    EXPECT_EQ(all[3].was, "");
    EXPECT_LE(std::abs(all[0].at().ms - clock::now().ms), 60'000);
    give_one("incoming", 12, 8, "support");
    db().write([](db::Tx& tx) { take_all(tx, "incoming", 12); });
    all = changes();
    EXPECT_EQ(all.size(), 7u);
    EXPECT_EQ(all[0].id, all[1].id);
    const auto none = db().reading([](db::Conn& conn) { return grants_of(conn, "incoming", 12); });
    EXPECT_TRUE(none.empty());
}

TEST_P(Grants, that_change_in_a_watched_kind_wait_until_somebody_was_told) {
    watch("watched");
    const auto waiting = [&](std::string_view kind) {
        return db().reading([&](db::Conn& conn) { return unsettled(conn, kind, 10); });
    };
    give_one("watched", 12, 7, "clerk");
    EXPECT_TRUE(waiting("watched").empty()) << "nobody saw it before";
    give_one("watched", 12, 8, "lead");
    give_one("incoming", 12, 8, "lead");
    give_one("incoming", 12, 9, "lead");
    EXPECT_TRUE(waiting("incoming").empty());
    auto changes = waiting("watched");
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].grantee, 8);
    EXPECT_EQ(changes[0].record, 12);
    db().write([&](db::Tx& tx) { settle(tx, changes[0]); });
    EXPECT_TRUE(waiting("watched").empty());
    db().write([](db::Tx& tx) { take(tx, "watched", 12, 8); });
    EXPECT_EQ(waiting("watched").size(), 1u);
    const auto seen = db().reading([](db::Conn& conn) { return grants_of(conn, "watched", 12); });
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].role, "clerk");
}

TEST_P(Grants, read_no_whole_table) {
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        give(plans, "incoming", 12, 7, "clerk");
        set_state(plans, "incoming", 12, "closed");
        may_see(plans, actor({7, 8}), "incoming", 12);
        roles(plans, actor({7, 8}), "incoming", 12);
        grantees_of(plans, "incoming", 12);
        page(plans, {7, 8, 9}, "incoming", {}, 0, 51);
        page(plans, {7, 8, 9}, "incoming", {"new", "closed"}, 99, 51);
        count(plans, {7, 8, 9}, "incoming", {}, 1001);
        count(plans, {7, 8, 9}, "incoming", {"new", "closed"}, 1001);
        take(plans, "incoming", 12, 7);
        take_all(plans, "incoming", 12);
        grants_of(plans, "incoming", 12);
        const auto changes = changes_of(plans, "incoming", 12);
        unsettled(plans, "incoming", 10);
        settle(plans, changes.at(0));
        EXPECT_EQ(plans.statements(), 18);
        EXPECT_THAT(plans.full_scans({"r"}), IsEmpty()) << plans.text();
    });
}

// The promise of page() and count(): neither engine reads all the grants of a grantee to sort or hash them.
TEST_P(Grants, page_and_count_without_sorting) {
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        page(plans, {7, 8, 9}, "incoming", {"new", "closed"}, 0, 51);
        page(plans, {7, 8, 9}, "incoming", {}, 0, 51);
        count(plans, {7, 8, 9}, "incoming", {"new", "closed"}, 1001);
        count(plans, {7, 8, 9}, "incoming", {}, 1001);
        EXPECT_THAT(plans.text(), testing::HasSubstr("record_grant"));
        EXPECT_THAT(plans.text(), testing::Not(testing::HasSubstr("TEMP B-TREE")));
        EXPECT_THAT(plans.text(), testing::Not(testing::HasSubstr("Sort")));
        EXPECT_THAT(plans.text(), testing::Not(testing::HasSubstr("HashAggregate")));
    });
}

TEST_P(Grants, refuse_a_state_that_is_no_word) {
    EXPECT_THROW(page_of({7}, {"a\",\"b"}), std::invalid_argument);
    EXPECT_THROW(count_of({7}, {"a}"}, 10), std::invalid_argument);
}

DINH_BOTH_ENGINES(Grants);

}  // namespace

}  // namespace dinh::grants
