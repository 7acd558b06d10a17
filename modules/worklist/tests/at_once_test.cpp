// What is done on items and notices by two at the same moment: each item is opened, ended, told of and counted once.
#include "tests/support/at_once.hpp"

#include "modules/worklist/tests/desk.hpp"

namespace dinh::worklist {

namespace {

using dinh::test::both_win;

class WorklistAtOnceTest : public test::Desk {
protected:
    void both(const char* name, const std::function<void(db::Tx&)>& deed) {
        both_win(name, [&] { db().write(deed); });
    }
    std::int64_t number(const char* sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer({"test.number", sql}); });
    }
    std::vector<Id> open_items() {
        std::vector<Id> ids;
        db().read([&](db::Conn& conn) {
            ids.clear();
            for (const auto& line : list(conn, me_, {.item_class = Class::information}, today_)) ids.push_back(line.id);
        });
        return ids;
    }
    // The counts kept by the deeds are those of the rows.
    void expect_right_counts(const char* name) {
        EXPECT_EQ(counts().work,
                  number("SELECT COUNT(*) FROM work_item WHERE is_open = 1 AND item_class = 'work' AND holder = 50"))
            << name;
        EXPECT_EQ(
            counts().information,
            number("SELECT COUNT(*) FROM work_item WHERE is_open = 1 AND item_class = 'information' AND holder = 50"))
            << name;
    }
};
DINH_BOTH_ENGINES(WorklistAtOnceTest);

}  // namespace

TEST_P(WorklistAtOnceTest, items_of_different_subjects_are_counted_each) {
    both_win("put", [&](int i) {
        for (int n = 0; n < 10; ++n) give(item(100 * (i + 1) + n));
    });
    EXPECT_EQ(counts().work, 20);
    both_win("finish", [&](int i) {
        for (int n = 0; n < 10; ++n)
            db().write([&](db::Tx& tx) { finish(tx, "incoming", 100 * (i + 1) + n, 0, kPost); });
    });
    EXPECT_EQ(counts().work, 0);
}

TEST_P(WorklistAtOnceTest, an_item_ended_twice_is_counted_once) {
    give(item(1));
    both("finish", [&](db::Tx& tx) { finish(tx, "incoming", 1, 0, kPost); });
    expect_right_counts("finish");
    give(item(2));
    both("finish part", [&](db::Tx& tx) { finish_part(tx, "incoming", 2, 0); });
    expect_right_counts("finish part");
    give(item(3));
    both("finish all", [&](db::Tx& tx) { finish_all(tx, "incoming", 3); });
    expect_right_counts("finish all");
    give(item(4));
    both("finish all but", [&](db::Tx& tx) { finish_all_but(tx, "incoming", 4, "documents.other"); });
    expect_right_counts("finish all but");
    give(item(5));
    both("forget", [&](db::Tx& tx) { forget(tx, "incoming", 5, "/documents/incoming/5"); });
    expect_right_counts("forget");
    give(item(6));
    both("set due", [&](db::Tx& tx) { set_due(tx, "incoming", 6, 0, today_ + 3); });
    expect_right_counts("set due");
    EXPECT_EQ(counts().work, 1);
}

TEST_P(WorklistAtOnceTest, what_is_marked_as_read_twice_tells_its_module_once) {
    give(item(1, {}, Class::information));
    give(item(2, {}, Class::information));
    auto items = open_items();
    ASSERT_EQ(items.size(), 2U);
    both_win("mark", [&](int i) {
        auto mine = items;
        if (i == 1) std::reverse(mine.begin(), mine.end());
        db().write([&](db::Tx& tx) { finish_many(tx, me_, mine); });
    });
    EXPECT_EQ(number("SELECT COUNT(*) FROM event WHERE kind = 'worklist.item_read'"), 2);
    EXPECT_EQ(counts().information, 0);
    expect_right_counts("mark");
}

TEST_P(WorklistAtOnceTest, an_item_given_anew_while_it_is_marked_as_read_is_counted_as_it_stands) {
    for (Id round = 1; round <= 20; ++round) {
        give(item(round, {}, Class::information));
        const auto items = open_items();
        both_win("give and mark", [&](int i) {
            db().write([&](db::Tx& tx) {
                if (i == 0) return finish_many(tx, me_, items);
                put(tx, item(round, {}, round % 2 == 0 ? Class::information : Class::work));
            });
        });
        expect_right_counts("give and mark");
    }
}

TEST_P(WorklistAtOnceTest, notices_are_read_and_reminders_sent_once) {
    db().write([&](db::Tx& tx) { notify(tx, kPost, "Được xin ý kiến", "/documents/incoming/1"); });
    both("read", [&](db::Tx& tx) { read_notices(tx, me_); });
    EXPECT_EQ(counts().unread_notices, 0);
    give(item(7, today_ + 1));
    std::atomic<int> sent{0};
    both_win("remind", [&](int) {
        sent +=
            db().writing([&](db::Tx& tx) { return remind_due(tx, today_, {.days_before = {1}, .repeat_days = 0}); });
    });
    EXPECT_EQ(sent, 1);
    EXPECT_EQ(counts().unread_notices, 1);
}

}  // namespace dinh::worklist
