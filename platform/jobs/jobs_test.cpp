#include "platform/jobs/jobs.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "platform/error/error.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/queue.hpp"
#include "platform/log/log.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::jobs {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr db::Sql kCount{"jobs_test.count", "SELECT count(*) FROM job"};

class Jobs : public test::OnBothEngines {
protected:
    Jobs() : OnBothEngines({"jobs"}) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        house_.db = &db();
    }
    void TearDown() override { set_kinds({}); }
    Id put_one(std::string_view kind, std::string_view payload = "{}", Instant not_before = {},
               std::string_view key = {}) {
        return db().writing([&](db::Tx& tx) { return put(tx, kind, payload, not_before, key); });
    }
    std::int64_t rows() {
        return db().reading([](db::Conn& conn) { return conn.integer(kCount); });
    }
    std::vector<DeadLetter> dead() {
        return db().reading([](db::Conn& conn) { return dead_letters(conn); });
    }
    // A kind that keeps the payloads it was given.
    Kind keeping(const std::string& name, Class job_class = Class::quick) {
        return {name, job_class, [this](House&, const Job& job) {
                    const std::lock_guard lock(mutex_);
                    ran_.push_back(job.payload);
                }};
    }
    std::vector<std::string> ran() {
        const std::lock_guard lock(mutex_);
        return ran_;
    }
    template <class Condition>
    static bool within_5_s(const Condition& condition) {
        for (int i = 0; i < 500 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return condition();
    }
    House house_;
    std::mutex mutex_;
    std::vector<std::string> ran_;
};

TEST_P(Jobs, run_once_and_leave_no_row) {
    set_kinds({keeping("a"), keeping("b", Class::slow), keeping("c", Class::child)});
    put_one("a", "1");
    put_one("b", "2");
    put_one("c", "3");
    EXPECT_EQ(run_all(house_), 3);
    EXPECT_THAT(ran(), ElementsAre("1", "2", "3"));
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(run_all(house_), 0);
}

TEST_P(Jobs, exist_only_if_their_deed_commits) {
    set_kinds({keeping("a")});
    EXPECT_THROW(db().write([](db::Tx& tx) {
        put(tx, "a", "1");
        throw Refused("Không được.");
    }),
                 Refused);
    EXPECT_EQ(run_all(house_), 0);
}

TEST_P(Jobs, put_by_jobs_run_too) {
    set_kinds({{"a", Class::quick, [](House& house, const Job& job) {
                    if (job.payload == "3") return;
                    const std::string next = std::to_string(std::stoi(job.payload) + 1);
                    house.db->write([&](db::Tx& tx) { put(tx, "a", next); });
                }}});
    put_one("a", "0");
    EXPECT_EQ(run_all(house_), 4);
}

TEST_P(Jobs, wait_for_their_time) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    set_kinds({keeping("a")});
    put_one("a", "later", Instant{clock::now().ms + 60'000});
    put_one("a", "now");
    EXPECT_EQ(run_all(house_), 1);
    frozen.advance_ms(59'000);
    EXPECT_EQ(run_all(house_), 0);
    frozen.advance_ms(1'000);
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_THAT(ran(), ElementsAre("now", "later"));
}

TEST_P(Jobs, wait_once_for_each_key) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    set_kinds({keeping("a")});
    const Id first = put_one("a", "1", Instant{clock::now().ms + 60'000}, "index:12");
    EXPECT_EQ(put_one("a", "2", {}, "index:12"), first);
    EXPECT_EQ(put_one("a", "3", Instant{clock::now().ms + 90'000}, "index:12"), first);
    put_one("a", "other", {}, "index:13");
    EXPECT_EQ(run_all(house_), 2) << "the earliest time counts";
    EXPECT_THAT(ran(), ElementsAre("3", "other")) << "the newest payload counts";
    EXPECT_NE(put_one("a", "4", {}, "index:12"), first);
    EXPECT_EQ(run_all(house_), 1);
}

TEST_P(Jobs, put_while_one_of_their_key_runs_wait_for_themselves) {
    set_kinds({{"a", Class::quick, [this](House&, const Job& job) {
                    if (job.payload == "1") put_one("a", "2", {}, "index:12");
                    const std::lock_guard lock(mutex_);
                    ran_.push_back(job.payload);
                }}});
    put_one("a", "1", {}, "index:12");
    EXPECT_EQ(run_all(house_), 2);
    EXPECT_THAT(ran(), ElementsAre("1", "2"));
}

TEST_P(Jobs, are_tried_again_later_and_later_and_end_as_dead_letters) {
    const log::Captured log;
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    std::vector<int> attempts;
    Kind failing{"a", Class::quick, [&](House&, const Job& job) {
                     attempts.push_back(job.attempt);
                     throw Unavailable("thư không gửi được", "the mail server is \xff away\n");
                 }};
    failing.most_attempts = 3;
    failing.what_to_do = "Xem lại máy chủ thư.";
    set_kinds({failing});
    const Id id = put_one("a", "{\"n\":1}");
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_EQ(run_all(house_), 0);
    frozen.advance_ms(11'000);
    EXPECT_EQ(run_all(house_), 1);
    frozen.advance_ms(26'000);
    EXPECT_EQ(run_all(house_), 0);
    EXPECT_THAT(dead(), IsEmpty());
    frozen.advance_ms(10'000);
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_THAT(attempts, ElementsAre(1, 2, 3));
    frozen.advance_ms(24 * 3'600'000);
    EXPECT_EQ(run_all(house_), 0);
    const auto letters = dead();
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].id, id);
    EXPECT_EQ(letters[0].payload, "{\"n\":1}");
    EXPECT_EQ(letters[0].error, "the mail server is ? away?");
    EXPECT_EQ(letters[0].what_to_do, "Xem lại máy chủ thư.");
    EXPECT_EQ(letters[0].attempts, 3);
    EXPECT_EQ(log.count("JOBS_DEAD_LETTER"), 1);
}

TEST_P(Jobs, come_back_from_the_dead_when_retried) {
    const log::Captured log;
    bool broken = true;
    Kind kind{"a", Class::quick, [&](House&, const Job& job) {
                  if (broken) throw std::runtime_error("broken");
                  ran_.push_back(job.payload + std::to_string(job.attempt));
              }};
    kind.most_attempts = 1;
    set_kinds({kind});
    const Id id = put_one("a", "x", {}, "key");
    run_all(house_);
    broken = false;
    db().write([&](db::Tx& tx) { retry(tx, id); });
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_THAT(ran_, ElementsAre("x1"));
    EXPECT_THROW(db().write([&](db::Tx& tx) { retry(tx, id); }), NotFound);
    EXPECT_THROW(db().write([&](db::Tx& tx) { give_up(tx, id); }), NotFound);
}

TEST_P(Jobs, retried_while_another_of_their_key_waits_are_done_by_that_one) {
    const log::Captured log;
    Kind kind{"a", Class::quick, [](House&, const Job&) { throw std::runtime_error("broken"); }};
    kind.most_attempts = 1;
    set_kinds({kind});
    const Id id = put_one("a", "x", {}, "key");
    run_all(house_);
    put_one("a", "y", {}, "key");
    db().write([&](db::Tx& tx) { retry(tx, id); });
    EXPECT_EQ(rows(), 1);
    EXPECT_THAT(dead(), IsEmpty());
}

TEST_P(Jobs, are_given_up_for_good) {
    const log::Captured log;
    Kind kind{"a", Class::quick, [](House&, const Job&) { throw 7; }};
    kind.most_attempts = 1;
    set_kinds({kind});
    const Id id = put_one("a");
    run_all(house_);
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_EQ(dead()[0].error, "thrown: not an exception");
    db().write([&](db::Tx& tx) { give_up(tx, id); });
    EXPECT_EQ(rows(), 0);
}

TEST_P(Jobs, of_an_unknown_kind_wait_for_a_program_that_knows_them) {
    const log::Captured log;
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    put_one("newer", "1");
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_THAT(dead(), IsEmpty());
    set_kinds({keeping("newer")});
    frozen.advance_ms(12'000);
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_THAT(ran(), ElementsAre("1"));
}

TEST_P(Jobs, are_claimed_by_one_at_a_time) {
    for (int i = 0; i < 60; ++i) put_one("a", std::to_string(i));
    std::mutex mutex;
    std::multiset<Id> claimed;
    const auto outcomes = test::two_at_once(6, [&] {
        while (const auto one = queue::claim(db(), Class::quick, 60)) {
            const std::lock_guard lock(mutex);
            claimed.insert(one->job.id);
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 6) << testing::PrintToString(outcomes);
    EXPECT_EQ(claimed.size(), 60u);
    EXPECT_EQ(std::set<Id>(claimed.begin(), claimed.end()).size(), 60u);
}

TEST_P(Jobs, are_taken_over_when_the_lease_runs_out) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    const Id id = put_one("a");
    const auto lost = queue::claim(db(), Class::quick, 60);
    ASSERT_TRUE(lost);
    frozen.advance_ms(59'000);
    EXPECT_FALSE(queue::claim(db(), Class::quick, 60));
    queue::renew(db(), {*lost}, 60);
    frozen.advance_ms(59'000);
    EXPECT_FALSE(queue::claim(db(), Class::quick, 60));
    frozen.advance_ms(2'000);
    const auto taken = queue::claim(db(), Class::quick, 60);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->job.id, id);
    EXPECT_EQ(taken->job.attempt, 2);
    // The one who lost it changes nothing any more.
    queue::renew(db(), {*lost}, 6000);
    queue::fail(db(), *lost, "late", 1);
    queue::finish(db(), *lost);
    EXPECT_EQ(rows(), 1);
    EXPECT_THAT(dead(), IsEmpty());
    queue::finish(db(), *taken);
    EXPECT_EQ(rows(), 0);
}

TEST_P(Jobs, that_end_their_process_each_time_are_given_up) {
    const log::Captured log;
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    Kind kind = keeping("a");
    kind.most_attempts = 3;
    set_kinds({kind});
    put_one("a");
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(queue::claim(db(), Class::quick, 60));  // and never heard of again
        frozen.advance_ms(61'000);
    }
    run_all(house_);
    EXPECT_THAT(ran(), IsEmpty());
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_THAT(dead()[0].error, testing::HasSubstr("the process was ended"));
}

TEST_P(Jobs, of_one_key_fail_and_come_at_the_same_time) {
    set_kinds({keeping("a")});
    for (int round = 0; round < 20; ++round) {
        put_one("a", "first", {}, "key");
        const auto claimed = queue::claim(db(), Class::quick, 60);
        ASSERT_TRUE(claimed);
        const auto outcomes = test::at_once(2, [&](int i) {
            if (i == 0)
                queue::fail(db(), *claimed, "broken", 8);
            else
                put_one("a", "second", {}, "key");
        });
        EXPECT_EQ(test::count(outcomes, "ok"), 2) << testing::PrintToString(outcomes);
        EXPECT_EQ(rows(), 1);
        db().write([](db::Tx& tx) { tx.exec(db::Sql{"jobs_test.empty", "DELETE FROM job"}); });
    }
}

TEST_P(Jobs, are_run_by_a_runner_as_soon_as_they_are_put) {
    set_kinds({keeping("a"), keeping("b", Class::slow), keeping("c", Class::child)});
    Limits limits;
    limits.poll_ms = 60'000;  // only the wake can be so fast
    Runner runner(house_, limits);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    for (const char* kind : {"a", "b", "c"}) put_one(kind, kind);
    EXPECT_TRUE(within_5_s([&] { return ran().size() == 3; }));
    EXPECT_TRUE(within_5_s([&] { return rows() == 0; }));
}

TEST_P(Jobs, keep_to_the_threads_of_their_class) {
    std::atomic<int> now{0}, most{0}, quick{0};
    set_kinds({{"slow", Class::slow,
                [&](House&, const Job&) {
                    const int running = ++now;
                    most = std::max(most.load(), running);
                    std::this_thread::sleep_for(std::chrono::milliseconds(50));
                    --now;
                }},
               {"quick", Class::quick, [&](House&, const Job&) { ++quick; }}});
    for (int i = 0; i < 6; ++i) put_one("slow");
    Runner runner(house_, {.quick = 1, .slow = 2, .child = 0, .poll_ms = 20});
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    put_one("quick");
    EXPECT_TRUE(within_5_s([&] { return quick == 1; }));
    EXPECT_TRUE(within_5_s([&] { return rows() == 0; }));
    EXPECT_EQ(most, 2);
}

TEST_P(Jobs, that_run_long_keep_their_lease) {
    std::atomic<int> runs{0};
    set_kinds({{"slow", Class::slow, [&](House&, const Job&) {
                    ++runs;
                    std::this_thread::sleep_for(std::chrono::milliseconds(2500));
                }}});
    put_one("slow");
    const Limits limits{.quick = 0, .slow = 1, .child = 0, .lease_s = 1, .poll_ms = 50};
    Runner one(house_, limits);
    Runner other(house_, limits);
    EXPECT_TRUE(within_5_s([&] { return rows() == 0; }));
    EXPECT_EQ(runs, 1);
}

TEST_P(Jobs, running_when_the_runner_goes_end_first) {
    std::atomic<bool> ended{false};
    set_kinds({{"slow", Class::slow, [&](House&, const Job&) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(300));
                    ended = true;
                }}});
    put_one("slow");
    put_one("slow");
    {
        Runner runner(house_, {.poll_ms = 20});
        EXPECT_TRUE(
            within_5_s([&] { return db().reading([](db::Conn& conn) { return waiting(conn); })[0].count == 1; }));
    }
    EXPECT_TRUE(ended);
    EXPECT_EQ(rows(), 1) << "the second one waits for the next start";
}

TEST_P(Jobs, show_what_waits) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    put_one("a");
    frozen.advance_ms(5000);
    put_one("a");
    put_one("b");
    const auto found = db().reading([](db::Conn& conn) { return waiting(conn); });
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].kind, "a");
    EXPECT_EQ(found[0].count, 2);
    EXPECT_EQ(clock::to_text(found[0].oldest), "2026-11-21T08:00:00.000Z");
}

TEST_P(Jobs, read_no_whole_table) {
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        put(plans, "a", "{}", {}, "key");
        dead_letters(plans);
        try {
            retry(plans, 5);
        } catch (const NotFound&) {}
        EXPECT_THAT(plans.full_scans({"job"}), IsEmpty()) << plans.text();  // SQLite: SCAN job USING INDEX job_dead
        EXPECT_THAT(plans.text(), testing::HasSubstr("job_dead"));
    });
}

TEST(JobDelay, grows_threefold_up_to_six_hours_and_is_spread) {
    EXPECT_EQ(queue::delay_s(1, 10), 10);
    EXPECT_EQ(queue::delay_s(2, 10), 30);
    EXPECT_EQ(queue::delay_s(3, 10), 90);
    EXPECT_EQ(queue::delay_s(50, 10), 6 * 3600);
    EXPECT_LT(queue::delay_s(8, 0), queue::delay_s(8, 20));
}

TEST(JobSlice, is_spent_after_its_time) {
    const Slice slice(30);
    EXPECT_FALSE(slice.spent());
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
    EXPECT_TRUE(slice.spent());
}

DINH_BOTH_ENGINES(Jobs);

}  // namespace

}  // namespace dinh::jobs
