#include <condition_variable>
#include <deque>
#include <thread>

#include "platform/db/notifier.hpp"
#include "platform/db/sqlite_connection.hpp"

namespace dinh::db {

namespace {

// Deeds that arrive while others are being committed share the next commit, but nobody waits longer than this for
// company.
constexpr std::int64_t kBatchMs = 25;

class SqliteTx final : public Tx {
public:
    explicit SqliteTx(SqliteConnection& connection) : connection_(connection) {}
    Engine engine() const override { return Engine::sqlite; }
    Rows run(const Sql& sql, const Params& params) override {
        return failed_.guard([&] { return connection_.run(sql, params); });
    }
    std::int64_t change(const Sql& sql, const Params& params) override {
        return failed_.guard([&] { return connection_.change(sql, params); });
    }
    void after_commit(std::function<void()> work) override { after_.push_back(std::move(work)); }
    void refuse_if_failed() const { failed_.refuse_if_failed(); }
    void add_notice(std::string_view channel, std::string_view payload) { notices_.emplace(channel, payload); }

    std::vector<std::function<void()>> after_;
    std::set<std::pair<std::string, std::string>> notices_;

private:
    SqliteConnection& connection_;
    FailedOnce failed_;
};

class SqliteReader final : public Conn {
public:
    explicit SqliteReader(SqliteConnection& connection) : connection_(connection) {}
    Engine engine() const override { return Engine::sqlite; }
    Rows run(const Sql& sql, const Params& params) override { return connection_.run(sql, params); }

private:
    SqliteConnection& connection_;
};

// One waiting call of write().
struct Deed {
    const std::function<void(Tx&)>& work;
    Context context;
    std::unique_ptr<SqliteTx> tx;
    std::exception_ptr error;
    bool done = false;
    std::condition_variable answered;
};

class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(const Options& options);
    ~SqliteDatabase() override;
    Engine engine() const override { return Engine::sqlite; }
    void read(const std::function<void(Conn&)>& work) override;
    void write(const std::function<void(Tx&)>& work) override;
    void notify(Tx& tx, std::string_view channel, std::string_view payload) override;
    void listen(std::string_view channel, std::function<void(std::string_view)> hearer) override;
    void snapshot_to(const std::string& file) override;

private:
    void write_all();
    void run_batch(std::vector<Deed*>& batch);
    void run_deed(Deed&);
    bool commit(std::vector<Deed*>& batch);
    void roll_back();
    void answer(std::vector<Deed*>& batch);
    std::unique_ptr<SqliteConnection> borrow();
    void give_back(std::unique_ptr<SqliteConnection>);

    std::string file_;
    std::string vfs_;
    int reader_limit_;
    Notifier notifier_;

    std::mutex readers_mutex_;
    std::condition_variable reader_free_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;
    int readers_open_ = 0;

    std::unique_ptr<SqliteConnection> writer_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Deed*> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

// What this thread is doing with which database: deeds may not call read() or write() of their own database.
thread_local const SqliteDatabase* writing_in = nullptr;
thread_local const SqliteDatabase* reading_in = nullptr;
thread_local Conn* reading_with = nullptr;

SqliteDatabase::SqliteDatabase(const Options& options)
    : file_(options.url.substr(9)), vfs_(options.vfs), reader_limit_(std::max(options.readers, 1)) {
    if (file_.empty()) throw Error("db: the address lacks the path of the file: " + options.url);
    writer_ = std::make_unique<SqliteConnection>(file_, vfs_, SqliteConnection::Use::write);
    const Rows mode = writer_->run({"db.mode", "PRAGMA journal_mode"}, {});
    if (mode.first().view(0) != "wal") throw Error("sqlite: " + file_ + ": write-ahead log is not possible here");
    thread_ = std::thread([this] { write_all(); });
}

SqliteDatabase::~SqliteDatabase() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
    readers_.clear();
    try {
        writer_->control("PRAGMA optimize");
    } catch (const std::exception&) {
        // Statistics are a help, not a need.
    }
}

std::unique_ptr<SqliteConnection> SqliteDatabase::borrow() {
    {
        std::unique_lock lock(readers_mutex_);
        while (readers_.empty() && readers_open_ >= reader_limit_) {
            check_deadline();
            reader_free_.wait_for(lock, std::chrono::milliseconds(50));
        }
        if (!readers_.empty()) {
            auto reader = std::move(readers_.back());
            readers_.pop_back();
            return reader;
        }
        ++readers_open_;
    }
    try {
        return std::make_unique<SqliteConnection>(file_, vfs_, SqliteConnection::Use::read);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void SqliteDatabase::give_back(std::unique_ptr<SqliteConnection> reader) {
    {
        const std::lock_guard lock(readers_mutex_);
        if (reader)
            readers_.push_back(std::move(reader));
        else
            --readers_open_;
    }
    reader_free_.notify_one();
}

void SqliteDatabase::read(const std::function<void(Conn&)>& work) {
    if (writing_in == this) throw std::logic_error("db: read() inside write(): the deed must use its tx");
    if (reading_in == this) return work(*reading_with);  // the same snapshot, and no second connection

    struct Borrowed {
        SqliteDatabase& owner;
        std::unique_ptr<SqliteConnection> connection;
        const SqliteDatabase* before = reading_in;
        Conn* conn_before = reading_with;
        ~Borrowed() {
            reading_in = before;
            reading_with = conn_before;
            try {
                if (connection->in_transaction()) connection->control("COMMIT");
            } catch (const std::exception&) {
                connection.reset();
            }
            owner.give_back(std::move(connection));
        }
    };
    try {
        Borrowed borrowed{*this, borrow()};
        borrowed.connection->control("BEGIN");
        SqliteReader reader(*borrowed.connection);
        reading_in = this;
        reading_with = &reader;
        work(reader);
    } catch (const Full& error) {
        throw_full(error);
    }
}

void SqliteDatabase::write(const std::function<void(Tx&)>& work) {
    if (writing_in == this) throw std::logic_error("db: write() inside write(): the deed must use its tx");
    if (reading_in == this) throw std::logic_error("db: write() inside read(): finish reading first");
    for (int tries = 0;; ++tries) {
        Deed deed{work, context, nullptr, nullptr, false, {}};
        {
            std::unique_lock lock(mutex_);
            if (stopping_) throw Unavailable("db: closing");
            waiting_.push_back(&deed);
            wake_.notify_one();
            deed.answered.wait(lock, [&] { return deed.done; });
        }
        if (!deed.error) {
            for (const auto& [channel, payload] : deed.tx->notices_) notifier_.post(channel, payload);
            run_after_commit(deed.tx->after_);
            return;
        }
        try {
            std::rethrow_exception(deed.error);
        } catch (const Busy&) {
            if (tries >= kBusyRetries) throw;
            pause_before_retry(tries);
        } catch (const Full& error) {
            throw_full(error);
        }
    }
}

// Runs on the writer thread until the database is closed and nobody waits.
void SqliteDatabase::write_all() {
    writing_in = this;
    std::vector<Deed*> batch;
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        lock.unlock();
        batch.clear();
        run_batch(batch);
        lock.lock();
    }
}

// Takes deeds as they come, runs each, commits them together and answers them all.
void SqliteDatabase::run_batch(std::vector<Deed*>& batch) {
    std::exception_ptr lost;
    try {
        writer_->control("BEGIN IMMEDIATE");
    } catch (...) {
        lost = std::current_exception();
    }
    const std::int64_t start = clock::steady_ms();
    do {
        Deed* deed = nullptr;
        {
            const std::lock_guard lock(mutex_);
            if (waiting_.empty()) break;
            deed = waiting_.front();
            waiting_.pop_front();
        }
        batch.push_back(deed);
        if (!lost) run_deed(*deed);
        if (!lost && !writer_->in_transaction()) {
            lost = std::make_exception_ptr(Unavailable("sqlite: the transaction of several deeds was lost"));
        }
    } while (clock::steady_ms() - start < kBatchMs);

    if (!lost && !commit(batch)) {
        // A constraint checked at commit failed, and it cannot be told whose it was: each commits alone.
        std::vector<Deed*> one(1);
        for (Deed* deed : batch) {
            if (deed->error) continue;
            one[0] = deed;
            try {
                writer_->control("BEGIN IMMEDIATE");
                run_deed(*deed);
                commit(one);
            } catch (...) {
                deed->error = std::current_exception();
            }
        }
    }
    for (Deed* deed : batch) {
        if (lost && !deed->error) deed->error = lost;
    }
    answer(batch);
}

void SqliteDatabase::run_deed(Deed& deed) {
    const Context mine = std::exchange(context, deed.context);
    deed.error = nullptr;
    deed.tx = std::make_unique<SqliteTx>(*writer_);
    try {
        check_deadline();
        writer_->control("SAVEPOINT deed");
        deed.work(*deed.tx);
        deed.tx->refuse_if_failed();
    } catch (...) {
        deed.error = std::current_exception();
    }
    context = mine;
    if (!writer_->in_transaction()) return;
    try {
        if (deed.error) writer_->control("ROLLBACK TO deed");
        writer_->control("RELEASE deed");
    } catch (...) {
        if (!deed.error) deed.error = std::current_exception();
        roll_back();
    }
}

void SqliteDatabase::roll_back() {
    try {
        if (writer_->in_transaction()) writer_->control("ROLLBACK");
    } catch (const Error& error) {
        warn(kRollbackFailed, error.what());
    }
}

// False: a deferred constraint failed and several deeds are concerned.
bool SqliteDatabase::commit(std::vector<Deed*>& batch) {
    std::exception_ptr failed;
    bool doubtful = false;
    try {
        writer_->control("COMMIT");
        return true;
    } catch (const ForeignKeyViolation&) {
        failed = std::current_exception();
        doubtful = batch.size() > 1;
    } catch (const Busy&) {
        failed = std::current_exception();
    } catch (const Full&) {
        failed = std::current_exception();
    } catch (const std::exception& error) {
        failed = std::make_exception_ptr(Unavailable(error.what()));
    }
    roll_back();
    if (doubtful) return false;
    for (Deed* deed : batch) {
        if (!deed->error) deed->error = failed;
    }
    return true;
}

void SqliteDatabase::answer(std::vector<Deed*>& batch) {
    const std::lock_guard lock(mutex_);
    for (Deed* deed : batch) {
        deed->done = true;
        deed->answered.notify_one();
    }
}

void SqliteDatabase::notify(Tx& tx, std::string_view channel, std::string_view payload) {
    check_notice(channel, payload);
    dynamic_cast<SqliteTx&>(tx).add_notice(channel, payload);
}

void SqliteDatabase::listen(std::string_view channel, std::function<void(std::string_view)> hearer) {
    check_notice(channel, "");
    notifier_.listen(channel, std::move(hearer));
}

void SqliteDatabase::snapshot_to(const std::string& file) {
    if (std::filesystem::exists(file)) throw Error("sqlite: " + file + " exists already");
    SqliteConnection source(file_, vfs_, SqliteConnection::Use::read);
    source.control("BEGIN");
    source.run({"db.snapshot", "SELECT count(*) FROM sqlite_schema"}, {});  // the snapshot starts with the first read
    sqlite3* target = nullptr;
    int code = sqlite3_open_v2(file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    sqlite3_extended_result_codes(target, 1);
    if (code == SQLITE_OK) {
        sqlite3_backup* copy = sqlite3_backup_init(target, "main", source.handle(), "main");
        while (copy && (code = sqlite3_backup_step(copy, 512)) == SQLITE_OK) std::this_thread::yield();
        if (copy)
            code = sqlite3_backup_finish(copy);
        else
            code = sqlite3_extended_errcode(target);
    }
    const std::string text = "sqlite: copy to " + file + ": " + sqlite3_errmsg(target);
    sqlite3_close(target);
    if (code == SQLITE_OK) return;
    std::filesystem::remove(file);
    try {
        throw_sqlite(code, text);
    } catch (const Full& error) {
        throw_full(error);
    }
}

}  // namespace

std::unique_ptr<Database> open_sqlite(const Options& options) { return std::make_unique<SqliteDatabase>(options); }

}  // namespace dinh::db
