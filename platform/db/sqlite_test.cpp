#include <atomic>
#include <thread>

#include "platform/db/db.hpp"
#include "tests/support/databases.hpp"

namespace dinh::db {

namespace {

const std::vector<Migration> kSchema{
    {"s", 1, "0001_s",
     "CREATE TABLE s (id $id PRIMARY KEY, words text);"
     "CREATE TABLE late (id $id PRIMARY KEY, s $id NOT NULL REFERENCES s (id) DEFERRABLE INITIALLY DEFERRED);"}};
constexpr Sql kInsert{"s.insert", "INSERT INTO s (id, words) VALUES ($1, $2)"};
constexpr Sql kCount{"s.count", "SELECT count(*) FROM s"};
constexpr Sql kLate{"s.late", "INSERT INTO late (id, s) VALUES ($1, $2)"};

// Holds the writer's thread until let go, so that deeds gather behind it.
class Held {
public:
    explicit Held(Database& database)
        : thread_([this, &database] {
              database.write([this](Tx&) {
                  inside_ = true;
                  while (!let_go_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
              });
          }) {
        while (!inside_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    void let_go_after(int ms) {
        std::this_thread::sleep_for(std::chrono::milliseconds(ms));
        let_go_ = true;
    }
    ~Held() {
        let_go_ = true;
        thread_.join();
    }

private:
    std::atomic<bool> inside_{false};
    std::atomic<bool> let_go_{false};
    std::thread thread_;
};

}  // namespace

class SqliteTest : public testing::Test {
protected:
    test::TestDatabase database_{Engine::sqlite, kSchema};
    std::int64_t count() {
        return database_->reading([](Conn& conn) { return conn.integer(kCount); });
    }
    // Runs deeds 0..n-1 that all wait for the writer at the same moment.
    test::Outcomes gathered(int n, const std::function<void(int, Tx&)>& work) {
        test::Outcomes outcomes;
        Held held(*database_);
        std::thread gatherer(
            [&] { outcomes = test::at_once(n, [&](int i) { database_->write([&](Tx& tx) { work(i, tx); }); }); });
        held.let_go_after(200);
        gatherer.join();
        return outcomes;
    }
};

TEST_F(SqliteTest, commits_together_the_deeds_that_wait) {
    const auto outside = Database::open(database_.options());
    std::set<std::int64_t> committed_before;
    const auto outcomes = gathered(32, [&](int i, Tx& tx) {
        committed_before.insert(outside->reading([](Conn& conn) { return conn.integer(kCount); }));
        tx.exec(kInsert, i, "x");
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 32);
    EXPECT_EQ(count(), 32);
    EXPECT_LE(committed_before.size(), 8U) << "nearly every deed had a commit of its own";
}

TEST_F(SqliteTest, lets_a_failing_deed_hurt_no_other_of_its_batch) {
    const auto outcomes = gathered(16, [](int i, Tx& tx) {
        tx.exec(kInsert, i, "x");
        if (i % 4 == 1) throw Refused("Không.");
        if (i % 4 == 2) tx.exec(kInsert, i, "once more");
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 8);
    EXPECT_EQ(test::count(outcomes, "Refused"), 4);
    EXPECT_EQ(count(), 8);
}

TEST_F(SqliteTest, finds_the_one_deed_whose_constraint_fails_at_the_commit) {
    const auto outcomes = gathered(8, [](int i, Tx& tx) {
        tx.exec(kInsert, i, "x");
        tx.exec(kLate, i, i == 3 ? 404 : i);
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 7);
    EXPECT_NE(outcomes[3].find("FOREIGN KEY"), std::string::npos) << outcomes[3];
    EXPECT_EQ(count(), 7);
}

TEST_F(SqliteTest, says_so_when_the_disk_is_full_and_works_again_when_there_is_room) {
    static constexpr Sql kLimit{"limit", "PRAGMA max_page_count = 30"};
    static constexpr Sql kNoLimit{"limit", "PRAGMA max_page_count = 1000000"};
    database_->write([](Tx& tx) { tx.query(kLimit); });
    try {
        database_->write([](Tx& tx) { tx.exec(kInsert, 1, std::string(1'000'000, 'x')); });
        FAIL() << "the disk was not full";
    } catch (const Unavailable& error) {
        EXPECT_NE(error.for_person().find("Ổ đĩa đã đầy"), std::string::npos);
    }
    EXPECT_EQ(count(), 0);
    database_->write([](Tx& tx) { tx.query(kNoLimit); });
    database_->write([](Tx& tx) { tx.exec(kInsert, 1, std::string(1'000'000, 'x')); });
    EXPECT_EQ(count(), 1);
}

TEST_F(SqliteTest, copies_one_state_while_others_write) {
    test::TempDir folder;
    database_->write([](Tx& tx) {
        for (int i = 0; i < 3000; ++i) tx.exec(kInsert, i, std::string(2000, 'x'));
    });
    std::atomic<bool> stop{false};
    std::thread writer([&] {
        // Each deed adds two rows, so that a torn copy would show an odd number.
        for (int i = 10'000; !stop; i += 2) {
            database_->write([&](Tx& tx) {
                tx.exec(kInsert, i, "x");
                tx.exec(kInsert, i + 1, "x");
            });
        }
    });
    const std::string file = folder.file("copy.db");
    database_->snapshot_to(file);
    stop = true;
    writer.join();
    const auto copy = Database::open({.url = "sqlite://" + file});
    const auto rows = copy->reading([](Conn& conn) { return conn.integer(kCount); });
    EXPECT_GE(rows, 3000);
    EXPECT_EQ(rows % 2, 0);
    EXPECT_EQ(copy->reading([](Conn& conn) {
        return conn.query({"ok", "PRAGMA integrity_check"}).first().text(0);
    }),
              "ok");
    EXPECT_THROW(database_->snapshot_to(file), Error) << "a copy never overwrites";
    EXPECT_THROW(database_->snapshot_to("/no/such/folder/copy.db"), Unavailable);
}

TEST_F(SqliteTest, keeps_the_settings_that_make_commits_durable) {
    database_->write([](Tx& tx) {
        EXPECT_EQ(tx.query({"p", "PRAGMA journal_mode"}).first().view(0), "wal");
        EXPECT_EQ(tx.integer({"p", "PRAGMA synchronous"}), 2);
        EXPECT_EQ(tx.integer({"p", "PRAGMA foreign_keys"}), 1);
    });
}

TEST_F(SqliteTest, drops_the_oldest_statements_of_many_different_ones) {
    database_->read([](Conn& conn) {
        for (int i = 0; i < 1000; ++i) {
            const std::string text = "SELECT " + std::to_string(i);
            EXPECT_EQ(conn.integer({"n", text.c_str()}), i);
        }
    });
}

}  // namespace dinh::db
