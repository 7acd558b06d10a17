#include <condition_variable>

#include "platform/db/postgres_connection.hpp"
#include "platform/db/postgres_listener.hpp"

namespace dinh::db {

namespace {

using Use = PostgresConnection::Use;

using AfterCommit = std::vector<std::function<void()>>;

constexpr std::int64_t kPoolWaitMs = 30'000;

constexpr Sql kCheck{"db.check",
                     "SELECT current_setting('server_encoding'), datcollate, current_setting('synchronous_commit') "
                     "FROM pg_database WHERE datname = current_database()"};
constexpr Sql kNotify{"db.notify", "SELECT pg_notify($1, $2)"};

class PostgresTx final : public Tx {
public:
    explicit PostgresTx(PostgresConnection& connection) : connection_(connection) {}
    Engine engine() const override { return Engine::postgresql; }
    Rows run(const Sql& sql, const Params& params) override {
        return failed_.guard([&] { return connection_.run(Use::write, sql, params); });
    }
    std::int64_t change(const Sql& sql, const Params& params) override {
        return failed_.guard([&] { return connection_.change(sql, params); });
    }
    void after_commit(std::function<void()> work) override { after_.push_back(std::move(work)); }
    void refuse_if_failed() const { failed_.refuse_if_failed(); }
    AfterCommit after() { return std::move(after_); }

private:
    PostgresConnection& connection_;
    FailedOnce failed_;
    AfterCommit after_;
};

class PostgresReader final : public Conn {
public:
    explicit PostgresReader(PostgresConnection& connection) : connection_(connection) {}
    Engine engine() const override { return Engine::postgresql; }
    Rows run(const Sql& sql, const Params& params) override {
        try {
            return connection_.run(Use::read, sql, params);
        } catch (const Error&) {
            // A page that lives without the answer may read on, as on SQLite.
            connection_.roll_back();
            throw;
        }
    }

private:
    PostgresConnection& connection_;
};

class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(const Options& options);
    Engine engine() const override { return Engine::postgresql; }
    void read(const std::function<void(Conn&)>& work) override;
    void write(const std::function<void(Tx&)>& work) override;
    void notify(Tx& tx, std::string_view channel, std::string_view payload) override;
    void listen(std::string_view channel, std::function<void(std::string_view)> hearer) override;
    void snapshot_to(const std::string&) override { throw Error("db: PostgreSQL is copied by pg_dump"); }

private:
    friend class Borrowed;
    std::unique_ptr<PostgresConnection> borrow();
    void give_back(std::unique_ptr<PostgresConnection>);
    std::optional<AfterCommit> attempt(const std::function<void(Tx&)>& work, int tries);

    Options options_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
    int open_ = 0;
    PostgresListener listener_;
};

enum class Doing { reading, writing };
struct Current {
    const PostgresDatabase* database = nullptr;
    Doing doing = Doing::reading;
    Conn* conn = nullptr;
};
thread_local Current current;

// A connection of the pool; it goes back without an open transaction.
class Borrowed {
public:
    Borrowed(PostgresDatabase& owner, Doing doing)
        : owner_(owner), connection(owner.borrow()), before_(std::exchange(current, {&owner, doing, nullptr})) {}
    ~Borrowed() {
        current = before_;
        connection->roll_back();
        owner_.give_back(std::move(connection));
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;

private:
    PostgresDatabase& owner_;

public:
    std::unique_ptr<PostgresConnection> connection;

private:
    Current before_;
};

PostgresDatabase::PostgresDatabase(const Options& options)
    : options_(options), listener_(options.listen_url.empty() ? options.url : options.listen_url) {
    const auto settings = reading([](Conn& conn) { return conn.query(kCheck); });
    const auto row = settings.first();
    if (row.view(0) != "UTF8") throw Error("postgresql: the database must be made with ENCODING 'UTF8'");
    if (row.view(1) != "C" && row.view(1) != "POSIX" && !row.view(1).starts_with("C.")) {
        throw Error("postgresql: the database must be made with LC_COLLATE 'C' TEMPLATE template0");
    }
    if (row.view(2) == "off") throw Error("postgresql: synchronous_commit is off: deeds would be lost");
}

std::unique_ptr<PostgresConnection> PostgresDatabase::borrow() {
    {
        std::unique_lock lock(mutex_);
        const std::int64_t start = clock::steady_ms();
        while (idle_.empty() && open_ >= std::max(options_.readers, 1)) {
            check_deadline();
            if (clock::steady_ms() - start > kPoolWaitMs) throw Unavailable("postgresql: no free connection for 30 s");
            free_.wait_for(lock, std::chrono::milliseconds(50));
        }
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++open_;
    }
    try {
        return std::make_unique<PostgresConnection>(options_.url, !options_.through_pgbouncer);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void PostgresDatabase::give_back(std::unique_ptr<PostgresConnection> connection) {
    {
        const std::lock_guard lock(mutex_);
        if (connection && connection->usable())
            idle_.push_back(std::move(connection));
        else
            --open_;
    }
    free_.notify_one();
}

void PostgresDatabase::read(const std::function<void(Conn&)>& work) {
    if (current.database == this && current.doing == Doing::writing) {
        throw std::logic_error("db: read() inside write(): the deed must use its tx");
    }
    if (current.database == this) return work(*current.conn);
    try {
        Borrowed borrowed(*this, Doing::reading);
        PostgresReader reader(*borrowed.connection);
        current.conn = &reader;
        work(reader);
        borrowed.connection->commit();
    } catch (const Full& error) {
        throw_full(error);
    } catch (const Lost& error) {
        throw Unavailable(error.what());
    }
}

// nullopt: to be tried again.
std::optional<AfterCommit> PostgresDatabase::attempt(const std::function<void(Tx&)>& work, int tries) {
    Borrowed borrowed(*this, Doing::writing);
    PostgresConnection& connection = *borrowed.connection;
    PostgresTx tx(connection);
    try {
        check_deadline();
        work(tx);
        tx.refuse_if_failed();
        connection.commit();
        return tx.after();
    } catch (const Busy&) {
        if (tries >= kBusyRetries) throw;
    } catch (const Full& error) {
        throw_full(error);
    } catch (const Lost& error) {
        if (connection.committing()) throw;
        if (tries >= kBusyRetries) throw Unavailable(error.what());
    }
    return std::nullopt;
}

void PostgresDatabase::write(const std::function<void(Tx&)>& work) {
    if (current.database == this) {
        throw std::logic_error(current.doing == Doing::writing ? "db: write() inside write(): the deed must use its tx"
                                                               : "db: write() inside read(): finish reading first");
    }
    for (int tries = 0;; ++tries) {
        if (auto after = attempt(work, tries)) return run_after_commit(*after);
        pause_before_retry(tries);
    }
}

void PostgresDatabase::notify(Tx& tx, std::string_view channel, std::string_view payload) {
    check_notice(channel, payload);
    tx.query(kNotify, channel, payload);
}

void PostgresDatabase::listen(std::string_view channel, std::function<void(std::string_view)> hearer) {
    check_notice(channel, "");
    listener_.listen(channel, std::move(hearer));
}

}  // namespace

std::unique_ptr<Database> open_postgres(const Options& options) { return std::make_unique<PostgresDatabase>(options); }

}  // namespace dinh::db
