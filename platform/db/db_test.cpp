#include "platform/db/db.hpp"

#include <gmock/gmock.h>

#include <condition_variable>
#include <thread>

#include "tests/support/databases.hpp"

namespace dinh::db {

namespace {

const std::vector<Migration> kSchema{
    {"sample", 1, "0001_sample",
     "CREATE TABLE sample (id $id PRIMARY KEY, whole $int, truth $bool, data $bytes, at $time, words text, share "
     "$real);\n"
     "CREATE TABLE account (id $id PRIMARY KEY, balance $int NOT NULL);\n"
     "CREATE TABLE child (id $id PRIMARY KEY, parent $id NOT NULL REFERENCES account (id));\n"
     "CREATE TABLE late (id $id PRIMARY KEY, parent $id NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY "
     "DEFERRED);\n"}};

constexpr Sql kInsert{
    "sample.insert",
    "INSERT INTO sample (id, whole, truth, data, at, words, share) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr Sql kAll{"sample.all", "SELECT id, whole, truth, data, at, words, share FROM sample ORDER BY id"};
constexpr Sql kCount{"sample.count", "SELECT count(*) FROM sample"};
constexpr Sql kWords{"sample.words", "INSERT INTO sample (id, words) VALUES ($1, $2)"};
constexpr Sql kOpenAccount{"account.open", "INSERT INTO account (id, balance) VALUES ($1, $2)"};
constexpr Sql kBalance{"account.balance", "SELECT balance FROM account WHERE id = $1"};
constexpr Sql kTake{"account.take", "UPDATE account SET balance = balance - $2 WHERE id = $1 AND balance >= $2"};
constexpr Sql kChild{"child.insert", "INSERT INTO child (id, parent) VALUES ($1, $2)"};
constexpr Sql kLate{"late.insert", "INSERT INTO late (id, parent) VALUES ($1, $2)"};
// Runs for minutes on both engines.
constexpr Sql kEndless{
    "endless", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT max(i) FROM n"};

}  // namespace

class DbTest : public test::OnBothEngines {
protected:
    DbTest() : OnBothEngines(kSchema) {}
    void add(std::int64_t id, const char* words = "a") {
        db().write([&](Tx& tx) { tx.exec(kWords, id, words); });
    }
    std::int64_t count() {
        return db().reading([](Conn& conn) { return conn.integer(kCount); });
    }
};
DINH_BOTH_ENGINES(DbTest);

TEST_P(DbTest, stores_and_gives_back_each_type) {
    const std::string bytes("\0\xff\n\\x'\"", 7);
    const Instant at{1'790'000'000'123};
    db().write([&](Tx& tx) {
        tx.exec(kInsert, INT64_MAX, INT64_MIN, true, Bytes{bytes}, at, "Ủy ban 'nhân' \"dân\" 🏛", 0.1);
    });
    const Rows rows = db().reading([](Conn& conn) { return conn.query(kAll); });
    ASSERT_EQ(rows.size(), 1U);
    const auto row = rows.first();
    EXPECT_EQ(row.integer(0), INT64_MAX);
    EXPECT_EQ(row.integer(1), INT64_MIN);
    EXPECT_TRUE(row.truth(2));
    EXPECT_EQ(row.bytes(3), bytes);
    EXPECT_EQ(row.instant(4), at);
    EXPECT_EQ(row.text(5), "Ủy ban 'nhân' \"dân\" 🏛");
    EXPECT_EQ(row.real(6), 0.1);
}

TEST_P(DbTest, keeps_null_apart_from_empty_and_zero) {
    const std::optional<std::int64_t> none;
    db().write([&](Tx& tx) {
        tx.exec(kInsert, 1, none, nullptr, nullptr, std::optional<Instant>(), nullptr, nullptr);
        tx.exec(kInsert, 2, 0, false, Bytes{""}, "", "", 0.0);
    });
    const Rows rows = db().reading([](Conn& conn) { return conn.query(kAll); });
    ASSERT_EQ(rows.size(), 2U);
    for (int column = 1; column < 7; ++column) {
        EXPECT_TRUE(rows[0].null(column)) << column;
        EXPECT_FALSE(rows[1].null(column)) << column;
    }
    EXPECT_EQ(rows[0].maybe_integer(1), std::nullopt);
    EXPECT_EQ(rows[0].maybe_text(5), std::nullopt);
    EXPECT_EQ(rows[0].maybe_instant(4), std::nullopt);
    EXPECT_EQ(rows[1].maybe_text(5), "");
    EXPECT_EQ(rows[1].maybe_integer(1), 0);
    EXPECT_EQ(rows[0].integer(1), 0);
    EXPECT_EQ(rows[0].text(5), "");
}

TEST_P(DbTest, carries_texts_and_bytes_of_megabytes) {
    std::string words;
    while (words.size() < 3'000'000) words += "Quyết định số 15 về việc tiếp công dân. ";
    std::string bytes(2'000'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7919 >> 3);
    db().write([&](Tx& tx) { tx.exec(kInsert, 1, 0, 0, Bytes{bytes}, "", words, 0.0); });
    const Rows rows = db().reading([](Conn& conn) { return conn.query(kAll); });
    EXPECT_EQ(rows.first().view(5), words);
    EXPECT_EQ(rows.first().view(3), bytes);
}

TEST_P(DbTest, refuses_what_one_of_the_engines_could_not_store) {
    const std::string with_nul("a\0b", 3);
    for (const std::string& bad : {with_nul, std::string("\xc0\x80"), std::string("\xed\xa0\x80"), std::string("\xff"),
                                   std::string("\xe1\xba"), std::string("\xf4\x90\x80\x80")}) {
        EXPECT_THROW(db().write([&](Tx& tx) { tx.exec(kWords, 1, bad); }), Error);
    }
    EXPECT_THROW(db().write([&](Tx& tx) { tx.exec(kInsert, 1, 1, 1, nullptr, nullptr, nullptr, NAN); }), Error);
    EXPECT_THROW(db().write([&](Tx& tx) { tx.exec(kInsert, 1, "words", 1, nullptr, nullptr, nullptr, 0.0); }), Error);
    EXPECT_EQ(count(), 0);
}

TEST_P(DbTest, takes_parameters_by_number_in_any_order_and_twice) {
    static constexpr Sql kSwapped{"swapped", "INSERT INTO sample (words, id, whole) VALUES ($2, $1, $1)"};
    db().write([](Tx& tx) { tx.exec(kSwapped, 7, "bảy"); });
    const Rows rows = db().reading([](Conn& conn) { return conn.query(kAll); });
    EXPECT_EQ(rows.first().integer(0), 7);
    EXPECT_EQ(rows.first().integer(1), 7);
    EXPECT_EQ(rows.first().text(5), "bảy");
    EXPECT_THROW(db().write([](Tx& tx) { tx.exec(kSwapped, 8); }), Error);
    EXPECT_THROW(db().write([](Tx& tx) { tx.exec(kSwapped, 8, "a", 9); }), Error);
}

TEST_P(DbTest, says_how_many_rows_a_statement_touched_and_what_it_returns) {
    for (int id = 1; id <= 5; ++id) add(id);
    static constexpr Sql kUpdate{"update", "UPDATE sample SET words = $1 WHERE id > $2"};
    static constexpr Sql kReturn{"return", "UPDATE sample SET whole = id * 2 WHERE id <= $1 RETURNING whole"};
    db().write([](Tx& tx) {
        EXPECT_EQ(tx.exec(kUpdate, "b", 2), 3);
        EXPECT_EQ(tx.exec(kUpdate, "b", 99), 0);
        EXPECT_EQ(tx.query(kReturn, 2).size(), 2U);
        EXPECT_TRUE(tx.query(kReturn, 0).empty());
    });
    static constexpr Sql kSum{"sum", "SELECT sum(whole), avg(id), count(whole) FROM sample"};
    const Rows sums = db().reading([](Conn& conn) { return conn.query(kSum); });
    EXPECT_EQ(sums.first().integer(0), 6);
    EXPECT_EQ(sums.first().real(1), 3.0);
}

TEST_P(DbTest, undoes_a_deed_that_throws_and_passes_the_exception_on) {
    EXPECT_THROW(db().write([](Tx& tx) {
        tx.exec(kWords, 1, "a");
        throw Refused("Không được.");
    }),
                 Refused);
    EXPECT_EQ(count(), 0);
    add(1);
    EXPECT_EQ(count(), 1);
}

TEST_P(DbTest, names_the_violated_constraint_by_type) {
    add(1);
    EXPECT_THROW(add(1), UniqueViolation);
    EXPECT_THROW(db().write([](Tx& tx) { tx.exec(kChild, 1, 404); }), ForeignKeyViolation);
    EXPECT_THROW(db().write([](Tx& tx) { tx.exec(kLate, 1, 404); }), Error);
    EXPECT_THROW(db().write([](Tx& tx) { tx.exec({"bad", "INSERT INTO nowhere VALUES (1)"}); }), Error);
    EXPECT_EQ(db().reading([](Conn& conn) { return conn.integer({"l", "SELECT count(*) FROM late"}); }), 0);
}

TEST_P(DbTest, lets_no_deed_go_on_after_a_failed_statement) {
    add(1);
    EXPECT_THROW(db().write([](Tx& tx) {
        tx.exec(kWords, 2, "b");
        try {
            tx.exec(kWords, 1, "again");
        } catch (const UniqueViolation&) {}
    }),
                 UniqueViolation);
    EXPECT_THROW(db().write([](Tx& tx) {
        try {
            tx.exec(kWords, 1, "again");
        } catch (const UniqueViolation&) {}
        tx.exec(kWords, 3, "c");
    }),
                 UniqueViolation);
    EXPECT_EQ(count(), 1);
}

TEST_P(DbTest, goes_on_reading_after_a_failed_query) {
    add(1);
    db().read([](Conn& conn) {
        EXPECT_THROW(conn.query({"bad", "SELECT nothing FROM sample"}), Error);
        EXPECT_EQ(conn.integer(kCount), 1);
    });
}

TEST_P(DbTest, cannot_write_while_reading) {
    add(1);
    EXPECT_THROW(db().read([](Conn& conn) { conn.query(kWords, 2, "b"); }), Error);
    EXPECT_THROW(db().read([](Conn& conn) { conn.query({"d", "DELETE FROM sample"}); }), Error);
    EXPECT_EQ(count(), 1);
}

TEST_P(DbTest, refuses_nested_use_that_would_wait_for_itself) {
    EXPECT_THROW(db().write([&](Tx&) { db().write([](Tx&) {}); }), std::logic_error);
    EXPECT_THROW(db().write([&](Tx&) { db().read([](Conn&) {}); }), std::logic_error);
    EXPECT_THROW(db().read([&](Conn&) { db().write([](Tx&) {}); }), std::logic_error);
    db().read([&](Conn& outer) { db().read([&](Conn& inner) { EXPECT_EQ(&inner, &outer); }); });
    add(1);
    EXPECT_EQ(count(), 1);
}

TEST_P(DbTest, shows_one_state_of_the_data_during_a_read) {
    add(1);
    db().read([&](Conn& conn) {
        EXPECT_EQ(conn.integer(kCount), 1);
        std::thread([&] { add(2); }).join();
        EXPECT_EQ(conn.integer(kCount), 1);
    });
    EXPECT_EQ(count(), 2);
}

TEST_P(DbTest, lets_deeds_at_the_same_time_take_what_is_there_only_once) {
    db().write([](Tx& tx) { tx.exec(kOpenAccount, 1, 5); });
    const auto outcomes = test::at_once(8, [&](int) {
        db().write([](Tx& tx) {
            if (tx.exec(kTake, 1, 1) != 1) throw Refused("Đã hết.");
        });
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 5);
    EXPECT_EQ(test::count(outcomes, "Refused"), 3);
    EXPECT_EQ(db().reading([](Conn& conn) { return conn.integer(kBalance, 1); }), 0);
}

TEST_P(DbTest, runs_a_deed_again_when_the_engine_asks_for_it_but_not_for_ever) {
    int runs = 0;
    db().write([&](Tx& tx) {
        tx.exec(kWords, 1, "a");
        if (++runs < 3) throw Busy("asked by the test");
    });
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(count(), 1);
    runs = 0;
    EXPECT_THROW(db().write([&](Tx&) {
        ++runs;
        throw Busy("always");
    }),
                 Busy);
    EXPECT_EQ(runs, 4);
}

TEST_P(DbTest, survives_deeds_that_lock_in_opposite_order) {
    db().write([](Tx& tx) {
        tx.exec(kOpenAccount, 1, 100);
        tx.exec(kOpenAccount, 2, 100);
    });
    const auto outcomes = test::at_once(2, [&](int i) {
        for (int n = 0; n < 3; ++n) {
            db().write([&](Tx& tx) {
                tx.exec(kTake, 1 + i, 1);
                std::this_thread::sleep_for(std::chrono::milliseconds(30));
                tx.exec(kTake, 2 - i, 1);
            });
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 2) << outcomes[0] << outcomes[1];
    EXPECT_EQ(db().reading([](Conn& conn) { return conn.integer(kBalance, 1) + conn.integer(kBalance, 2); }), 188);
}

TEST_P(DbTest, interrupts_what_runs_beyond_the_deadline) {
    add(1);
    const std::int64_t start = clock::steady_ms();
    {
        const Deadline deadline(start + 200);
        EXPECT_THROW(db().read([](Conn& conn) { conn.query(kEndless, 2'000'000'000); }), TimedOut);
        EXPECT_LT(clock::steady_ms() - start, 2000);
        EXPECT_THROW(add(2), TimedOut);
    }
    {
        const Deadline deadline(clock::steady_ms() + 200);
        EXPECT_THROW(db().write([](Tx& tx) {
            tx.exec(kWords, 3, "a");
            tx.query(kEndless, 2'000'000'000);
        }),
                     TimedOut);
    }
    EXPECT_EQ(count(), 1);
}

TEST_P(DbTest, lets_an_inner_deadline_end_one_query_only) {
    add(1);
    const Deadline outer(clock::steady_ms() + 60'000);
    db().read([&](Conn& conn) {
        {
            const Deadline inner(clock::steady_ms() + 100);
            EXPECT_THROW(conn.query(kEndless, 2'000'000'000), TimedOut);
        }
        EXPECT_EQ(conn.integer(kCount), 1);
        {
            const Deadline longer(clock::steady_ms() + 120'000);
            EXPECT_LT(Deadline::current(), clock::steady_ms() + 61'000);
        }
    });
}

TEST_P(DbTest, counts_the_statements_of_a_page_wherever_they_run) {
    const QueryCount outer;
    add(1);
    {
        const QueryCount inner;
        db().read([](Conn& conn) {
            conn.integer(kCount);
            conn.integer(kCount);
        });
        EXPECT_EQ(inner.count(), 2);
    }
    std::thread([&] { count(); }).join();
    EXPECT_EQ(outer.count(), 3);
}

TEST_P(DbTest, runs_what_was_put_off_only_after_the_commit_and_on_the_callers_thread) {
    std::vector<std::int64_t> seen;
    const auto here = std::this_thread::get_id();
    db().write([&](Tx& tx) {
        tx.exec(kWords, 1, "a");
        tx.after_commit([&] {
            EXPECT_EQ(std::this_thread::get_id(), here);
            seen.push_back(count());
        });
        EXPECT_TRUE(seen.empty());
    });
    EXPECT_THAT(seen, testing::ElementsAre(1));
    EXPECT_THROW(db().write([&](Tx& tx) {
        tx.after_commit([&] { seen.push_back(-1); });
        throw Refused("Không.");
    }),
                 Refused);
    EXPECT_THAT(seen, testing::ElementsAre(1));
    EXPECT_NO_THROW(db().write([](Tx& tx) { tx.after_commit([] { throw std::runtime_error("afterwards"); }); }));
}

TEST_P(DbTest, carries_notices_of_committed_deeds_only) {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> heard;
    db().listen("changed", [&](std::string_view payload) {
        const std::int64_t rows = count();  // a hearer may use the database
        const std::lock_guard lock(mutex);
        heard.push_back(std::string(payload) + ":" + std::to_string(rows));
        changed.notify_all();
    });
    EXPECT_THROW(db().write([&](Tx& tx) {
        db().notify(tx, "changed", "undone");
        throw Refused("Không.");
    }),
                 Refused);
    db().write([&](Tx& tx) {
        tx.exec(kWords, 1, "a");
        db().notify(tx, "changed", "văn bản 'đến'");
        db().notify(tx, "elsewhere", "x");
    });
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(10), [&] { return !heard.empty(); }));
    EXPECT_THAT(heard, testing::ElementsAre("văn bản 'đến':1"));
    lock.unlock();
    EXPECT_THROW(db().write([&](Tx& tx) { db().notify(tx, "changed", std::string(8000, 'x')); }), Error);
    EXPECT_THROW(db().write([&](Tx& tx) { db().notify(tx, "a; DROP", "x"); }), Error);
}

TEST_P(DbTest, keeps_what_was_committed_when_opened_again) {
    add(1, "còn");
    database().close();
    database().open();
    EXPECT_EQ(db().reading([](Conn& conn) { return conn.query(kAll).first().text(5); }), "còn");
}

TEST_P(DbTest, serves_more_threads_than_it_has_connections) {
    const auto outcomes = test::at_once(12, [&](int i) {
        for (int n = 0; n < 20; ++n) {
            add(i * 100 + n);
            count();
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 12);
    EXPECT_EQ(count(), 240);
}

TEST_P(DbTest, waits_for_a_free_connection_no_longer_than_the_deadline) {
    database().close();
    Options options = database().options();
    options.readers = 1;
    const auto narrow = Database::open(options);
    narrow->read([&](Conn&) {
        std::thread([&] {
            const Deadline deadline(clock::steady_ms() + 100);
            EXPECT_THROW(narrow->read([](Conn&) {}), TimedOut);
        }).join();
    });
    EXPECT_NO_THROW(narrow->read([](Conn&) {}));
}

TEST_P(DbTest, gives_values_only_as_what_they_are) {
    add(1, "chữ");
    const Rows rows = db().reading([](Conn& conn) { return conn.query(kAll); });
    EXPECT_THROW(rows.first().integer(5), std::runtime_error);
    EXPECT_THROW(rows.first().view(0), std::runtime_error);
    EXPECT_THROW(rows.first().instant(5), std::runtime_error);
    EXPECT_THROW(rows.first().day(5), std::runtime_error);
    EXPECT_THROW(rows.first().integer(7), std::logic_error);
    EXPECT_THROW(rows[1].integer(0), std::logic_error);
}

TEST(Database, refuses_addresses_it_does_not_know) {
    for (const char* url : {"", "mysql://x", "/tmp/a.db", "sqlite://", "sqlite:///no/such/folder/a.db"}) {
        EXPECT_ANY_THROW(Database::open({.url = url})) << url;
    }
    EXPECT_THROW(Database::open({.url = "postgres://nobody@%2Fno%2Fsuch%2Fsocket/none"}), Unavailable);
}

}  // namespace dinh::db
