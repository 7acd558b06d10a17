#include <gmock/gmock.h>

#include <condition_variable>

#include "platform/db/db.hpp"
#include "tests/support/databases.hpp"

namespace dinh::db {

namespace {

const std::vector<Migration> kSchema{{"s", 1, "0001_s", "CREATE TABLE s (id $id PRIMARY KEY, words text);"}};
constexpr Sql kInsert{"s.insert", "INSERT INTO s (id, words) VALUES ($1, $2)"};
constexpr Sql kCount{"s.count", "SELECT count(*) FROM s"};
constexpr Sql kWords{"s.words", "SELECT words FROM s WHERE id = $1"};

class Heard {
public:
    void hear(std::string_view payload) {
        const std::lock_guard lock(mutex_);
        list_.emplace_back(payload);
        changed_.notify_all();
    }
    bool wait_for(const std::string& payload) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(15),
                                 [&] { return std::find(list_.begin(), list_.end(), payload) != list_.end(); });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> list_;
};

}  // namespace

class PostgresTest : public testing::Test {
protected:
    test::TestDatabase database_{Engine::postgresql, kSchema};
    std::int64_t count(Database& database) {
        return database.reading([](Conn& conn) { return conn.integer(kCount); });
    }
    // As a restart of the server or a failover would do.
    void cut_connections() {
        test::PostgresServer::shared().sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" +
                                           database_.name() + "'");
    }
};

TEST_F(PostgresTest, works_on_after_idle_connections_were_cut) {
    EXPECT_EQ(count(*database_), 0);
    cut_connections();
    EXPECT_EQ(count(*database_), 0);
    cut_connections();
    database_->write([](Tx& tx) { tx.exec(kInsert, 1, "a"); });
    EXPECT_EQ(count(*database_), 1);
}

TEST_F(PostgresTest, runs_a_deed_again_whose_connection_was_cut_before_the_commit) {
    int runs = 0;
    database_->write([&](Tx& tx) {
        tx.exec(kInsert, 1, "a");
        if (++runs == 1) cut_connections();
        tx.exec(kInsert, 2, "b");
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count(*database_), 2);
}

TEST_F(PostgresTest, does_not_guess_the_outcome_of_a_commit_it_lost) {
    int runs = 0;
    EXPECT_THROW(database_->write([&](Tx& tx) {
        ++runs;
        tx.exec(kInsert, 1, "a");
        cut_connections();
    }),
                 Lost);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(count(*database_), 0);
}

TEST_F(PostgresTest, says_that_reading_is_not_possible_now_when_cut_in_the_middle) {
    EXPECT_THROW(database_->read([&](Conn& conn) {
        conn.integer(kCount);
        cut_connections();
        conn.integer(kCount);
    }),
                 Unavailable);
    EXPECT_EQ(count(*database_), 0);
}

TEST_F(PostgresTest, listens_again_after_the_connection_was_lost_and_says_that_notices_may_be_missing) {
    Heard heard;
    database_->listen("changed", [&](std::string_view payload) { heard.hear(payload); });
    cut_connections();
    ASSERT_TRUE(heard.wait_for(""));
    database_->write([&](Tx& tx) { database_->notify(tx, "changed", "again"); });
    EXPECT_TRUE(heard.wait_for("again"));
}

TEST_F(PostgresTest, plans_statements_anew_after_a_migration_changed_their_columns) {
    static constexpr Sql kStar{"s.star", "SELECT * FROM s WHERE id = $1"};
    const auto columns_change = [&](const char* text) {
        const auto other = Database::open(database_.options());
        other->write([&](Tx& tx) { tx.exec({"ddl", text}); });
    };
    database_->write([](Tx& tx) { tx.query(kStar, 1); });
    columns_change("ALTER TABLE s ADD COLUMN more text");
    EXPECT_NO_THROW(database_->write([](Tx& tx) { tx.query(kStar, 1); }));
}

TEST_F(PostgresTest, refuses_a_database_that_would_sort_or_store_text_otherwise) {
    auto& server = test::PostgresServer::shared();
    server.sql("CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII'");
    EXPECT_THROW(Database::open({.url = server.url("ascii")}), Error);
    server.drop("ascii");
}

TEST_F(PostgresTest, refuses_a_server_that_acknowledges_before_it_has_stored) {
    auto& server = test::PostgresServer::shared();
    server.sql("ALTER DATABASE " + database_.name() + " SET synchronous_commit = off");
    EXPECT_THROW(Database::open(database_.options()), Error);
}

class PgBouncerTest : public PostgresTest {
protected:
    test::PgBouncer bouncer_{test::PostgresServer::shared()};
    std::unique_ptr<Database> through_ = Database::open({.url = bouncer_.url(database_.name()),
                                                         .readers = 8,
                                                         .through_pgbouncer = true,
                                                         .listen_url = database_.options().url});
};

TEST_F(PgBouncerTest, serves_more_clients_than_it_has_connections) {
    const auto outcomes = test::at_once(8, [&](int i) {
        for (int n = 0; n < 20; ++n) {
            through_->write([&](Tx& tx) { tx.exec(kInsert, i * 100 + n, "chữ"); });
            const auto words =
                through_->reading([&](Conn& conn) { return conn.query(kWords, i * 100 + n).first().text(0); });
            if (words != "chữ") throw std::runtime_error("read another's row");
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 8) << testing::PrintToString(outcomes);
    EXPECT_EQ(count(*through_), 160);
}

TEST_F(PgBouncerTest, keeps_a_deadline_to_the_transaction_it_belongs_to) {
    static constexpr Sql kSleep{"sleep", "SELECT 1 FROM pg_sleep($1)"};
    {
        const Deadline deadline(clock::steady_ms() + 100);
        EXPECT_THROW(through_->read([](Conn& conn) { conn.query(kSleep, 20); }), TimedOut);
    }
    for (int i = 0; i < 4; ++i) {
        EXPECT_NO_THROW(through_->read([](Conn& conn) { conn.query(kSleep, 0.2); }));
    }
}

TEST_F(PgBouncerTest, migrates_and_hears_notices_on_its_direct_connection) {
    auto schema = kSchema;
    schema.push_back({"s", 2, "0002_s", "CREATE TABLE t (id $id PRIMARY KEY);"});
    migrate(*through_, schema);
    EXPECT_TRUE(schema_state(*through_, schema).pending.empty());
    Heard heard;
    through_->listen("changed", [&](std::string_view payload) { heard.hear(payload); });
    through_->write([&](Tx& tx) { through_->notify(tx, "changed", "x"); });
    EXPECT_TRUE(heard.wait_for("x"));
}

}  // namespace dinh::db
