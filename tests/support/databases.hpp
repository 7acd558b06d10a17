// Databases for tests: a fresh one for each test, on both engines.
//
//     class SeriesTest : public test::OnBothEngines {
//     protected:
//         SeriesTest() : OnBothEngines({"directory", "documents"}) {}   // parts whose migrations it needs, in order
//     };
//     TEST_P(SeriesTest, gives_each_number_once) { db().write(...); }
//     DINH_BOTH_ENGINES(SeriesTest);
//
// PostgreSQL runs once per test program: initdb in a private folder, a unix socket and no port, without fsync, as the
// user `postgres` when we are root. A missing PostgreSQL fails the test. Nothing is left when the program ends.
#pragma once
#include <gtest/gtest.h>

#include "platform/db/db.hpp"
#include "platform/db/migrate.hpp"
#include "tests/support/support.hpp"

namespace dinh::test {

// A private PostgreSQL server, stopped and removed with the object, also when the process dies.
class PostgresServer {
public:
    // `durable`: with fsync, for tests that kill it.
    explicit PostgresServer(bool durable = false);
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    std::string url(const std::string& database) const;
    void create(const std::string& database, const std::string& model = "template0");
    void drop(const std::string& database);
    void sql(const std::string& text);            // on the database `postgres`
    void stop(const std::string& mode = "fast");  // fast or immediate (as if it crashed)
    void start();
    std::string socket_folder() const;

    // The one shared by the tests of this program, started at first use.
    static PostgresServer& shared();

private:
    void run(const std::vector<std::string>& command, const std::string& what) const;
    TempDir folder_;
    std::string bin_;
    bool durable_;
    bool running_ = false;
};

// PgBouncer in front of a server, pooling by transaction with two server connections, so that clients share them.
class PgBouncer {
public:
    explicit PgBouncer(const PostgresServer& server);
    ~PgBouncer();
    PgBouncer(const PgBouncer&) = delete;
    PgBouncer& operator=(const PgBouncer&) = delete;
    std::string url(const std::string& database) const;

private:
    TempDir folder_;
    int process_ = 0;
};

// One fresh, migrated database. Databases with the same migrations are copied from a model: cheap after the first.
class TestDatabase {
public:
    TestDatabase(db::Engine engine, const std::vector<db::Migration>& migrations, db::Options options = {});
    ~TestDatabase();
    db::Database& operator*() { return *database_; }
    db::Database* operator->() { return database_.get(); }
    const db::Options& options() const { return options_; }
    const std::string& name() const { return name_; }  // on the shared PostgreSQL server
    void close() { database_.reset(); }
    void open() { database_ = db::Database::open(options_); }  // a second process would see the same

private:
    db::Engine engine_;
    TempDir folder_;
    std::string name_;
    db::Options options_;
    std::unique_ptr<db::Database> database_;
};

class OnBothEngines : public testing::TestWithParam<db::Engine> {
protected:
    // Parts are folders of platform/ or modules/ with a schema/.
    explicit OnBothEngines(const std::vector<std::string>& parts = {});
    explicit OnBothEngines(const std::vector<db::Migration>& migrations);
    db::Database& db() { return **database_; }
    db::Engine engine() const { return GetParam(); }
    bool sqlite() const { return engine() == db::Engine::sqlite; }
    TestDatabase& database() { return *database_; }
    void SetUp() override;

private:
    std::vector<db::Migration> migrations_;
    std::unique_ptr<TestDatabase> database_;
};

inline std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
    return info.param == db::Engine::sqlite ? "sqlite" : "postgresql";
}

}  // namespace dinh::test

#define DINH_BOTH_ENGINES(Suite)                                                                                      \
    INSTANTIATE_TEST_SUITE_P(Engines, Suite, testing::Values(dinh::db::Engine::sqlite, dinh::db::Engine::postgresql), \
                             dinh::test::engine_name)
