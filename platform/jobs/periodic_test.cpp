// Periodic kinds, and processes that are killed.
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "platform/house/house.hpp"
#include "platform/jobs/queue.hpp"
#include "platform/log/log.hpp"
#include "tests/support/databases.hpp"

namespace dinh::jobs {

namespace {

class Periodic : public test::OnBothEngines {
protected:
    Periodic() : OnBothEngines({"jobs"}) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        house_.db = &db();
    }
    void TearDown() override { set_kinds({}); }
    Kind counting(int every_s) {
        Kind kind{"tick", Class::quick, [this](House&, const Job&) { ++runs_; }};
        kind.every_s = every_s;
        return kind;
    }
    House house_;
    std::atomic<int> runs_{0};
    std::mutex mutex_;
};

TEST_P(Periodic, work_runs_again_and_again_without_a_row) {
    set_kinds({counting(1)});
    Runner runner(house_, {});
    for (int i = 0; i < 500 && runs_ < 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_GE(runs_, 2);
    EXPECT_LE(runs_, 5);
    EXPECT_TRUE(db().reading([](db::Conn& conn) { return waiting(conn); }).empty());
}

TEST_P(Periodic, work_runs_on_one_of_two_nodes) {
    set_kinds({counting(30)});
    Timekeeper one(house_), other(house_);
    one.renew();
    other.renew();
    for (auto* keeper : {&one, &other}) keeper->tick();
    EXPECT_EQ(runs_, 1);
}

TEST_P(Periodic, work_goes_to_another_node_when_the_first_one_is_silent) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    set_kinds({counting(30)});
    Timekeeper one(house_), other(house_);
    one.renew();
    frozen.advance_ms(19'000);
    other.renew();
    other.tick();
    EXPECT_EQ(runs_, 0);
    frozen.advance_ms(2'000);
    other.renew();
    other.tick();
    EXPECT_EQ(runs_, 1);
    one.renew();
    one.tick();
    EXPECT_EQ(runs_, 1) << "the first one does not know that it lost the office";
}

TEST_P(Periodic, work_goes_to_another_node_at_once_when_the_first_one_ends) {
    set_kinds({counting(30)});
    Timekeeper one(house_), other(house_);
    one.renew();
    one.resign();
    other.renew();
    other.tick();
    EXPECT_EQ(runs_, 1);
}

TEST_P(Periodic, work_that_fails_is_logged_and_tried_at_its_next_time) {
    const log::Captured log;
    Kind kind{"tick", Class::quick, [](House&, const Job&) { throw std::runtime_error("broken"); }};
    kind.every_s = 30;
    set_kinds({kind});
    Timekeeper keeper(house_);
    keeper.renew();
    EXPECT_NO_THROW(keeper.tick());
    keeper.tick();
    EXPECT_EQ(log.count("JOBS_PERIODIC_FAILED"), 1);
}

TEST_P(Periodic, work_of_a_minute_and_more_is_put_as_a_job_once_for_all_nodes) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    set_kinds({counting(3600)});
    const auto look = [&] {
        Timekeeper keeper(house_);  // each as after a restart
        keeper.renew();
        keeper.tick();
        keeper.resign();
    };
    look();
    look();
    EXPECT_EQ(run_all(house_), 1);
    look();
    EXPECT_EQ(run_all(house_), 0) << "the next time was forgotten";
    frozen.advance_ms(3'601'000);
    look();
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_EQ(runs_, 2);
}

// A node that was asleep may still believe to be in office.
TEST_P(Periodic, work_put_by_two_nodes_at_once_is_put_once) {
    set_kinds({counting(3600)});
    const auto outcomes = test::two_at_once(4, [&] {
        Timekeeper keeper(house_);
        {
            const std::lock_guard lock(mutex_);
            keeper.renew();
            db().write([](db::Tx& tx) {
                tx.exec(db::Sql{"jobs_test.office", "UPDATE job_timekeeper SET until = ''"});
            });
        }
        keeper.tick();
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
    EXPECT_EQ(run_all(house_), 1);
}

TEST_P(Periodic, short_work_runs_between_the_jobs_of_run_all) {
    set_kinds({counting(1), {"job", Class::quick, [](House&, const Job&) {}}});
    db().write([](db::Tx& tx) { put(tx, "job", "{}"); });
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_EQ(runs_, 1);
}

// The process that is killed: this test program again, started with DINH_JOBS_TEST_DB.
TEST(Killed, DISABLED_process_holds_a_job) {
    const char* url = std::getenv("DINH_JOBS_TEST_DB");
    const char* mark = std::getenv("DINH_JOBS_TEST_MARK");
    ASSERT_TRUE(url && mark);
    db::Options options;
    options.url = url;
    const auto database = db::Database::open(options);
    House house;
    house.db = database.get();
    const std::string marked = mark;
    set_kinds({{"hold", Class::slow, [&](House&, const Job&) {
                    std::ofstream(marked) << "running";
                    std::this_thread::sleep_for(std::chrono::hours(1));
                }}});
    Runner runner(house, {.lease_s = 2, .poll_ms = 20});
    std::this_thread::sleep_for(std::chrono::hours(1));
}

TEST_P(Periodic, process_killed_in_a_job_leaves_it_to_another) {
    const test::TempDir folder;
    const std::string mark = folder.file("mark");
    db().write([](db::Tx& tx) { put(tx, "hold", "{\"n\":1}"); });
    const std::string url = "DINH_JOBS_TEST_DB=" + database().options().url, mark_entry = "DINH_JOBS_TEST_MARK=" + mark;
    std::vector<char*> environment;
    for (char** entry = environ; *entry; ++entry) environment.push_back(*entry);
    environment.insert(environment.end(),
                       {const_cast<char*>(url.c_str()), const_cast<char*>(mark_entry.c_str()), nullptr});
    const char* arguments[] = {"jobs_test", "--gtest_filter=Killed.*", "--gtest_also_run_disabled_tests", nullptr};
    pid_t child = 0;
    ASSERT_EQ(
        posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, const_cast<char**>(arguments), environment.data()), 0);
    for (int i = 0; i < 3000 && !std::filesystem::exists(mark); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ASSERT_TRUE(std::filesystem::exists(mark)) << "the other process never began";
    ASSERT_EQ(kill(child, SIGKILL), 0);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);

    std::vector<int> attempts;
    set_kinds({{"hold", Class::slow, [&](House&, const Job& job) { attempts.push_back(job.attempt); }}});
    EXPECT_EQ(run_all(house_), 0) << "its lease still runs";
    const clock::Frozen frozen(Instant{clock::now().ms + 3000});
    EXPECT_EQ(run_all(house_), 1);
    EXPECT_THAT(attempts, testing::ElementsAre(2));
    EXPECT_TRUE(db().reading([](db::Conn& conn) { return waiting(conn); }).empty());
}

DINH_BOTH_ENGINES(Periodic);

}  // namespace

}  // namespace dinh::jobs
