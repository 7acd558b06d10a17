// Nothing acknowledged is lost and nothing half done is kept, wherever the power fails.
#include <atomic>
#include <thread>

#include "platform/db/db.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/power_cut.hpp"

namespace dinh::db {

namespace {

const std::vector<Migration> kSchema{
    {"d", 1, "0001_d",
     "CREATE TABLE document (id $id PRIMARY KEY, words text);"
     "CREATE TABLE history (id $id PRIMARY KEY, document $id NOT NULL REFERENCES document (id));"
     "CREATE TABLE series (id $id PRIMARY KEY, last $int NOT NULL);"
     "INSERT INTO series (id, last) VALUES (1, 0);"}};
constexpr Sql kDocument{"d.document", "INSERT INTO document (id, words) VALUES ($1, $2)"};
constexpr Sql kHistory{"d.history", "INSERT INTO history (id, document) VALUES ($1, $1)"};
constexpr Sql kSeries{"d.series", "UPDATE series SET last = last + 1 WHERE id = 1"};
constexpr Sql kFaults{"d.faults",
                      "SELECT (SELECT count(*) FROM document) - (SELECT last FROM series), "
                      "(SELECT count(*) FROM document) - (SELECT count(*) FROM history)"};
constexpr Sql kDocuments{"d.documents", "SELECT id FROM document"};
constexpr Sql kIntegrity{"d.integrity", "PRAGMA integrity_check"};
constexpr Sql kCheckpointOften{"d.checkpoint", "PRAGMA wal_autocheckpoint = 12"};

void deed(Tx& tx, int number) {
    tx.exec(kDocument, number, std::string(200 + number % 7 * 900, 'x'));
    tx.exec(kHistory, number);
    tx.exec(kSeries);
}

// "" when the database is whole and holds all of `acknowledged`.
std::string fault(Database& database, const std::vector<int>& acknowledged) {
    return database.reading([&](Conn& conn) -> std::string {
        if (conn.engine() == Engine::sqlite && conn.query(kIntegrity).first().view(0) != "ok") return "damaged";
        const Rows faults = conn.query(kFaults);
        if (faults.first().integer(0) != 0 || faults.first().integer(1) != 0) return "half a deed";
        std::set<std::int64_t> present;
        for (const auto& row : conn.query(kDocuments)) present.insert(row.integer(0));
        for (const int number : acknowledged) {
            if (!present.contains(number)) return "lost deed " + std::to_string(number);
        }
        return "";
    });
}

}  // namespace

class PowerCutTest : public testing::Test {
protected:
    test::PowerCut disk_{"powercut"};
    Options options() { return {.vfs = "powercut"}; }

    void work(Database& database) {
        database.write([](Tx& tx) { tx.query(kCheckpointOften); });
        for (int number = 1; number <= 40; ++number) {
            database.write([&](Tx& tx) { deed(tx, number); });
            disk_.acknowledge(number);
        }
        test::at_once(6, [&](int thread) {
            for (int i = 0; i < 8; ++i) {
                const int number = 100 + thread * 10 + i;
                database.write([&](Tx& tx) { deed(tx, number); });
                disk_.acknowledge(number);
            }
        });
    }
    // How many of the states a power cut may leave have a fault; the first of them in `first`.
    int faults(std::string& first) {
        const test::TempDir folder;
        int number = 0;
        for (const auto& state : disk_.states()) {
            state.restore(folder.file("cut"));
            std::string found;
            try {
                found = fault(*Database::open({.url = "sqlite://" + folder.file("cut/dinh.db")}), state.acknowledged);
            } catch (const std::exception& error) {
                found = error.what();
            }
            if (!found.empty() && ++number == 1) first = state.what + ": " + found;
        }
        return number;
    }
};

TEST_F(PowerCutTest, loses_no_acknowledged_deed_and_keeps_no_half_one) {
    {
        test::TestDatabase database(Engine::sqlite, kSchema, options());
        work(*database);
    }
    EXPECT_GT(disk_.states().size(), 180U);
    EXPECT_GT(disk_.states().back().acknowledged.size(), 80U);
    std::string first;
    EXPECT_EQ(faults(first), 0) << first;
}

TEST_F(PowerCutTest, would_show_a_disk_that_does_not_sync) {
    disk_.lie(true);
    {
        test::TestDatabase database(Engine::sqlite, kSchema, options());
        work(*database);
    }
    std::string first;
    EXPECT_GT(faults(first), 50);
}

TEST_F(PowerCutTest, syncs_before_each_acknowledgement) {
    test::TestDatabase database(Engine::sqlite, kSchema, options());
    for (int number = 1; number <= 50; ++number) {
        const int before = disk_.syncs();
        database->write([&](Tx& tx) {
            deed(tx, number);
            EXPECT_EQ(disk_.syncs(), before);
        });
        EXPECT_GT(disk_.syncs(), before);
        EXPECT_EQ(disk_.unsynced_bytes(), 0U);
    }
}

TEST_F(PowerCutTest, acknowledges_nothing_while_the_disk_cannot_sync) {
    test::TestDatabase database(Engine::sqlite, kSchema, options());
    database->write([](Tx& tx) { deed(tx, 1); });
    disk_.fail_syncs(true);
    for (int number = 2; number < 5; ++number) {
        EXPECT_THROW(database->write([&](Tx& tx) { deed(tx, number); }), Unavailable);
    }
    EXPECT_EQ(fault(*database, {1}), "");
    disk_.fail_syncs(false);
    database->write([](Tx& tx) { deed(tx, 5); });
    EXPECT_EQ(fault(*database, {1, 5}), "");
}

TEST(PostgresDurability, loses_no_acknowledged_deed_when_the_server_dies) {
    test::PostgresServer server(true);
    server.create("d");
    const Options options{.url = server.url("d"), .readers = 4};
    std::mutex mutex;
    std::vector<int> acknowledged;
    {
        const auto database = Database::open(options);
        migrate(*database, kSchema);
        database->read([](Conn& conn) {
            EXPECT_EQ(conn.query({"s", "SHOW fsync"}).first().view(0), "on");
            EXPECT_EQ(conn.query({"s", "SHOW synchronous_commit"}).first().view(0), "on");
            EXPECT_EQ(conn.query({"s", "SHOW full_page_writes"}).first().view(0), "on");
        });
        std::atomic<bool> stop{false};
        std::thread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(700));
            server.stop("immediate");
            stop = true;
        });
        test::at_once(4, [&](int thread) {
            for (int number = thread * 100'000 + 1; !stop; ++number) {
                database->write([&](Tx& tx) { deed(tx, number); });
                const std::lock_guard lock(mutex);
                acknowledged.push_back(number);
            }
        });
        killer.join();
    }
    server.start();
    EXPECT_GT(acknowledged.size(), 20U);
    EXPECT_EQ(fault(*Database::open(options), acknowledged), "");
}

}  // namespace dinh::db
