#include "platform/events/events.hpp"

#include <gmock/gmock.h>

#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::events {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Events : public test::OnBothEngines {
protected:
    Events() : OnBothEngines(std::vector<std::string>{"events", "deed"}) {}
    void TearDown() override { set_hearers({}); }
    void announce_one(std::string_view kind, Id subject, std::string_view payload = "{}") {
        db().write([&](db::Tx& tx) {
            Event event;
            event.kind = kind;
            event.subject = subject;
            event.payload = payload;
            announce(tx, event);
        });
    }
    Hearer keeping(const std::string& name, const std::string& kind) {
        return {name, kind, [this, name](db::Tx&, const Event& event) {
                    const std::lock_guard lock(mutex_);
                    heard_.push_back(name + ":" + event.payload);
                }};
    }
    std::vector<DeadLetter> dead() {
        return db().reading([](db::Conn& conn) { return dead_letters(conn); });
    }
    std::mutex mutex_;
    std::vector<std::string> heard_;
};

TEST_P(Events, are_heard_once_by_each_hearer_of_their_kind) {
    set_hearers({keeping("a", "documents.issued"), keeping("b", "documents.issued"), keeping("c", "documents.closed")});
    announce_one("documents.issued", 1, "x");
    announce_one("documents.other", 1, "y");
    EXPECT_EQ(deliver(db()), 2);
    EXPECT_THAT(heard_, testing::UnorderedElementsAre("a:x", "b:x"));
    EXPECT_EQ(deliver(db()), 0);
}

TEST_P(Events, of_a_forgotten_subject_are_heard_no_more_and_say_nothing) {
    set_hearers({keeping("a", "documents.issued")});
    announce_one("documents.issued", 1, "x");
    announce_one("documents.issued", 2, "y");
    db().write([](db::Tx& tx) { forget(tx, 1); });
    deliver(db());
    EXPECT_THAT(heard_, ElementsAre("a:y"));
    constexpr db::Sql kPayloads{"test.payloads", "SELECT payload FROM event ORDER BY subject"};
    db().read([&](db::Conn& conn) {
        const auto rows = conn.query(kPayloads);
        EXPECT_EQ(rows.size(), 2U);
        EXPECT_EQ(rows.first().view(0), "{}");
    });
}

TEST_P(Events, arrive_whole) {
    const clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    Event heard;
    set_hearers({{"a", "documents.issued", [&](db::Tx&, const Event& event) { heard = event; }}});
    db().write([](db::Tx& tx) {
        announce(
            tx,
            {0, "documents.issued", 3, 12, 34, 56, {}, "{\"mark\":\"125/UBND-TH\",\"subject\":\"Về việc \\\"x\\\"\"}"});
    });
    EXPECT_EQ(deliver(db()), 1);
    EXPECT_NE(heard.id, 0);
    EXPECT_EQ(heard.kind, "documents.issued");
    EXPECT_EQ(heard.version, 3);
    EXPECT_EQ(heard.subject, 12);
    EXPECT_EQ(heard.agency, 34);
    EXPECT_EQ(heard.person, 56);
    EXPECT_EQ(clock::to_text(heard.at), "2026-11-21T08:00:00.000Z");
    EXPECT_EQ(heard.payload, "{\"mark\":\"125/UBND-TH\",\"subject\":\"Về việc \\\"x\\\"\"}");
}

TEST_P(Events, of_a_failed_deed_were_never_announced) {
    set_hearers({keeping("a", "k")});
    EXPECT_THROW(db().write([](db::Tx& tx) {
        announce(tx, {0, "k", 1, 1, 0, 0, {}, "x"});
        throw Refused("Không được.");
    }),
                 Refused);
    EXPECT_EQ(deliver(db()), 0);
}

TEST_P(Events, of_one_subject_are_heard_in_order) {
    set_hearers({keeping("a", "k")});
    for (int i = 0; i < 5; ++i) announce_one("k", 1, std::to_string(i));
    EXPECT_EQ(deliver(db()), 5);
    EXPECT_THAT(heard_, ElementsAre("a:0", "a:1", "a:2", "a:3", "a:4"));
}

// Ids of two nodes do not tell the order: the clock of the second one is behind.
TEST_P(Events, of_one_subject_are_heard_in_order_also_when_a_clock_goes_back) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    set_hearers({keeping("a", "k")});
    announce_one("k", 1, "first");
    frozen.set(*clock::parse_instant("2026-11-21T07:59:00.000Z"));
    announce_one("k", 1, "second");
    frozen.set(*clock::parse_instant("2026-11-21T08:01:00.000Z"));
    EXPECT_EQ(deliver(db()), 2);
    EXPECT_THAT(heard_, ElementsAre("a:first", "a:second"));
}

TEST_P(Events, behind_a_failing_one_wait_but_other_subjects_and_hearers_do_not) {
    const log::Captured log;
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    bool broken = true;
    set_hearers({{"a", "k",
                  [&](db::Tx&, const Event& event) {
                      if (broken && event.subject == 1) throw std::runtime_error("broken");
                      heard_.push_back("a:" + event.payload);
                  }},
                 keeping("b", "k")});
    announce_one("k", 1, "1");
    announce_one("k", 1, "2");
    announce_one("k", 2, "3");
    EXPECT_EQ(deliver(db()), 4);
    EXPECT_THAT(heard_, testing::UnorderedElementsAre("a:3", "b:1", "b:2", "b:3"));
    heard_.clear();
    broken = false;
    EXPECT_EQ(deliver(db()), 0) << "too early";
    frozen.advance_ms(10'000);
    EXPECT_EQ(deliver(db()), 2);
    EXPECT_THAT(heard_, ElementsAre("a:1", "a:2"));
    EXPECT_EQ(log.count("EVENTS_NOT_HEARD"), 1);
}

TEST_P(Events, that_fail_eight_times_end_as_dead_letters_and_the_next_go_on) {
    const log::Captured log;
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    bool broken = true;
    set_hearers({{"a", "k", [&](db::Tx&, const Event& event) {
                      if (broken && event.payload == "1") throw Unavailable("bad \xff text");
                      heard_.push_back(event.payload);
                  }}});
    announce_one("k", 1, "1");
    announce_one("k", 1, "2");
    std::int64_t wait_ms = 10'000;
    for (int attempt = 1; attempt < 8; ++attempt) {
        EXPECT_EQ(deliver(db()), 0) << attempt;
        EXPECT_THAT(dead(), IsEmpty());
        frozen.advance_ms(wait_ms);
        wait_ms *= 3;
    }
    deliver(db());
    deliver(db());
    EXPECT_THAT(heard_, ElementsAre("2"));
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_EQ(dead()[0].hearer, "a");
    EXPECT_EQ(dead()[0].kind, "k");
    EXPECT_EQ(dead()[0].subject, 1);
    EXPECT_EQ(dead()[0].error, "bad ? text");
    EXPECT_EQ(dead()[0].attempts, 8);
    EXPECT_EQ(log.count("EVENTS_DEAD_LETTER"), 1);

    const Id event = dead()[0].event;
    broken = false;
    db().write([&](db::Tx& tx) { retry(tx, event, "a"); });
    EXPECT_EQ(deliver(db()), 1);
    EXPECT_THAT(heard_, ElementsAre("2", "1"));
    EXPECT_THROW(db().write([&](db::Tx& tx) { retry(tx, event, "a"); }), NotFound);
    EXPECT_THROW(db().write([&](db::Tx& tx) { give_up(tx, event, "a"); }), NotFound);
}

TEST_P(Events, are_given_up_for_good) {
    const log::Captured log;
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    set_hearers({{"a", "k", [](db::Tx&, const Event&) { throw 7; }}});
    announce_one("k", 1, "1");
    for (int i = 0; i < 8; ++i) {
        deliver(db());
        frozen.advance_ms(24LL * 3'600'000);
    }
    ASSERT_EQ(dead().size(), 1u);
    db().write([&](db::Tx& tx) { give_up(tx, dead_letters(tx)[0].event, "a"); });
    EXPECT_THAT(dead(), IsEmpty());
}

TEST_P(Events, leave_nothing_of_a_hearer_that_failed) {
    const log::Captured log;
    constexpr db::Sql kNote{"events_test.note", "INSERT INTO deed_key (key, person, result, at) VALUES ($1, 0, 0, '')"};
    constexpr db::Sql kNotes{"events_test.notes", "SELECT count(*) FROM deed_key"};
    set_hearers({{"a", "k", [&](db::Tx& tx, const Event&) {
                      tx.exec(kNote, "half");
                      throw std::runtime_error("broken");
                  }}});
    announce_one("k", 1);
    deliver(db());
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return conn.integer(kNotes); }), 0);
}

TEST_P(Events, announced_by_hearers_are_delivered_too) {
    set_hearers({{"a", "first",
                  [](db::Tx& tx, const Event&) {
                      announce(tx, {0, "second", 1, 2, 0, 0, {}, "x"});
                  }},
                 keeping("b", "second")});
    announce_one("first", 1);
    EXPECT_EQ(deliver(db()), 2);
    EXPECT_THAT(heard_, ElementsAre("b:x"));
}

TEST_P(Events, for_a_hearer_nobody_knows_wait) {
    const log::Captured log;
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    set_hearers({keeping("newer", "k")});
    announce_one("k", 1, "x");
    set_hearers({});
    EXPECT_EQ(deliver(db()), 0);
    set_hearers({keeping("newer", "k")});
    frozen.advance_ms(10'000);
    EXPECT_EQ(deliver(db()), 1);
}

TEST_P(Events, are_heard_once_and_in_order_by_several_processes_at_once) {
    constexpr db::Sql kNote{"events_test.note", "INSERT INTO deed_key (key, person, result, at) VALUES ($1, 0, 0, '')"};
    set_hearers({{"a", "k", [&](db::Tx& tx, const Event& event) {
                      tx.exec(kNote, "heard " + std::to_string(event.id));  // twice would violate the key
                      const std::lock_guard lock(mutex_);
                      heard_.push_back(event.payload);
                  }}});
    for (int turn = 0; turn < 10; ++turn) {
        for (Id subject = 1; subject <= 5; ++subject)
            announce_one("k", subject, std::to_string(subject) + "/" + std::to_string(turn));
    }
    std::atomic<int> all{0};
    const auto outcomes = test::two_at_once(4, [&] {
        for (int i = 0; i < 200 && all < 50; ++i) all += deliver(db(), 7);
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
    EXPECT_EQ(all, 50);
    EXPECT_THAT(dead(), IsEmpty());
    for (Id subject = 1; subject <= 5; ++subject) {
        std::vector<std::string> own, expected;
        for (const auto& one : heard_) {
            if (one.starts_with(std::to_string(subject) + "/")) own.push_back(one);
        }
        for (int turn = 0; turn < 10; ++turn) expected.push_back(std::to_string(subject) + "/" + std::to_string(turn));
        EXPECT_EQ(own, expected);
    }
}

TEST_P(Events, keep_to_the_number_of_a_round) {
    set_hearers({keeping("a", "k")});
    for (int i = 0; i < 5; ++i) announce_one("k", i + 1);
    EXPECT_EQ(deliver(db(), 3), 3);
    EXPECT_EQ(deliver(db(), 3), 2);
}

TEST_P(Events, read_no_whole_table) {
    set_hearers({keeping("a", "k")});
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        announce(plans, {0, "k", 1, 1, 0, 0, {}, "x"});
        dead_letters(plans);
        try {
            retry(plans, 1, "a");
        } catch (const NotFound&) {}
        for (const auto& scan : plans.full_scans()) EXPECT_THAT(scan, testing::HasSubstr("event_delivery_dead"));
    });
}

TEST(Hearers, have_names_of_their_own) {
    const auto hear = [](db::Tx&, const Event&) {};
    EXPECT_THROW(set_hearers({{"a", "k", hear}, {"a", "l", hear}}), std::logic_error);
}

DINH_BOTH_ENGINES(Events);

}  // namespace

}  // namespace dinh::events
