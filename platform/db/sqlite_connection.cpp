#include "platform/db/sqlite_connection.hpp"

#include <charconv>

namespace dinh::db {

namespace {

constexpr int kBusyMs = 10'000;
constexpr std::size_t kStatementsKept = 300;
constexpr int kStepsBetweenLooks = 2000;  // some 20 µs of work

// Memory is bounded by the caches: 16 MB for the writer, 6 MB for a reader.
constexpr const char* kWriterSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
    "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;";
constexpr const char* kReaderSettings = "PRAGMA query_only=ON; PRAGMA cache_size=-6000; PRAGMA temp_store=MEMORY;";

// Resets a statement whatever happens, so that it holds no lock and no values.
class Reset {
public:
    explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
    ~Reset() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Reset(const Reset&) = delete;
    Reset& operator=(const Reset&) = delete;

private:
    sqlite3_stmt* statement_;
};

void add_cell(Rows& rows, sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL: rows.add_null(); break;
        case SQLITE_INTEGER: rows.add_integer(sqlite3_column_int64(statement, column)); break;
        case SQLITE_FLOAT: rows.add_real(sqlite3_column_double(statement, column)); break;
        default: {
            const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            rows.add_text(data ? std::string_view(data, size) : std::string_view());
        }
    }
}

// SQLite would count each piece of memory under a lock that all connections share.
void count_no_memory() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(done);
}

}  // namespace

void throw_sqlite(int extended_code, const std::string& text) {
    switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: throw UniqueViolation(text);
        case SQLITE_CONSTRAINT_FOREIGNKEY: throw ForeignKeyViolation(text);
        default: break;
    }
    switch (extended_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: throw Busy(text);
        case SQLITE_FULL:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR: throw Full(text);
        case SQLITE_INTERRUPT: throw TimedOut(text);
        default: throw Error(text);
    }
}

SqliteConnection::SqliteConnection(const std::string& file, const std::string& vfs, Use use) : use_(use) {
    count_no_memory();
    // A reader opens read-write too: in WAL mode the first one may have to recover the log.
    try {
        database_ = std::make_unique<SQLite::Database>(
            file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLITE_OPEN_NOMUTEX, kBusyMs, vfs);
        handle_ = database_->getHandle();
        sqlite3_extended_result_codes(handle_, 1);
        database_->exec(use == Use::write ? kWriterSettings : kReaderSettings);
    } catch (const SQLite::Exception& error) {
        throw_sqlite(error.getExtendedErrorCode() > 0 ? error.getExtendedErrorCode() : error.getErrorCode(),
                     "sqlite: " + file + ": " + error.what());
    }
    sqlite3_progress_handler(
        handle_, kStepsBetweenLooks,
        [](void* self) {
            const bool late = context.deadline != 0 && clock::steady_ms() >= context.deadline;
            return late && static_cast<SqliteConnection*>(self)->interruptible_ ? 1 : 0;
        },
        this);
}

SqliteConnection::~SqliteConnection() {
    for (auto& [text, statement] : statements_) sqlite3_finalize(statement.handle);
}

void SqliteConnection::fail(const char* name, int code) {
    throw_sqlite(code, std::string("sqlite: ") + name + ": " + sqlite3_errmsg(handle_));
}

SqliteConnection::Statement& SqliteConnection::prepare(const Sql& sql) {
    const auto known = statements_.find(sql.text);
    if (known != statements_.end()) {
        ages_.splice(ages_.begin(), ages_, known->second.age);
        return known->second;
    }
    Statement fresh;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.text, -1, SQLITE_PREPARE_PERSISTENT, &fresh.handle, &rest);
    if (code != SQLITE_OK) fail(sql.name, code);
    if (!fresh.handle || std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
        sqlite3_finalize(fresh.handle);
        throw Error(std::string("sqlite: ") + sql.name + ": not exactly one statement");
    }
    fresh.reads_only = sqlite3_stmt_readonly(fresh.handle) != 0;
    for (int place = 1; place <= sqlite3_bind_parameter_count(fresh.handle); ++place) {
        const char* name = sqlite3_bind_parameter_name(fresh.handle, place);
        unsigned number = 0;
        if (name) std::from_chars(name + 1, name + std::string_view(name).size(), number);
        if (!name || name[0] != '$' || number == 0 || number > 32766) {
            sqlite3_finalize(fresh.handle);
            throw Error(std::string("sqlite: ") + sql.name + ": parameters are written $1, $2 ...");
        }
        if (fresh.places.size() < number) fresh.places.resize(number, 0);
        fresh.places[number - 1] = place;
    }
    if (statements_.size() >= kStatementsKept) {
        const auto oldest = statements_.find(*ages_.back());
        sqlite3_finalize(oldest->second.handle);
        ages_.pop_back();
        statements_.erase(oldest);
    }
    const auto placed = statements_.emplace(sql.text, std::move(fresh)).first;
    ages_.push_front(&placed->first);
    placed->second.age = ages_.begin();
    return placed->second;
}

SqliteConnection::Statement& SqliteConnection::prepared(const Sql& sql, const Params& params) {
    QueryCount::note();
    check_deadline();
    check_params(sql, params);
    Statement& statement = prepare(sql);
    if (use_ == Use::read && !statement.reads_only)
        throw Error(std::string("db: ") + sql.name + " writes inside read()");
    if (statement.places.size() != params.size() ||
        std::find(statement.places.begin(), statement.places.end(), 0) != statement.places.end()) {
        throw Error(std::string("db: ") + sql.name + ": " + std::to_string(params.size()) + " values do not fit");
    }
    // An interrupted INSERT, UPDATE or DELETE would undo the deeds of other threads in the same transaction.
    interruptible_ = statement.reads_only;
    return statement;
}

void SqliteConnection::bind(const Sql& sql, const Statement& statement, const Params& params) {
    for (std::size_t i = 0; i < params.size(); ++i) {
        sqlite3_stmt* to = statement.handle;
        const int place = statement.places[i];
        const int code = std::visit(
            [&](const auto& v) {
                using T = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<T, std::nullptr_t>)
                    return sqlite3_bind_null(to, place);
                else if constexpr (std::is_same_v<T, std::int64_t>)
                    return sqlite3_bind_int64(to, place, v);
                else if constexpr (std::is_same_v<T, double>)
                    return sqlite3_bind_double(to, place, v);
                else if constexpr (std::is_same_v<T, Bytes>)
                    return sqlite3_bind_blob64(to, place, v.data.data(), v.data.size(), SQLITE_STATIC);
                else
                    return sqlite3_bind_text64(to, place, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
            },
            params[i]);
        if (code != SQLITE_OK) fail(sql.name, code);
    }
}

Rows SqliteConnection::run(const Sql& sql, const Params& params) {
    Statement& statement = prepared(sql, params);
    const Reset reset(statement.handle);
    bind(sql, statement, params);
    Rows rows;
    const int columns = sqlite3_column_count(statement.handle);
    rows.start(static_cast<std::size_t>(columns));
    int code;
    while ((code = sqlite3_step(statement.handle)) == SQLITE_ROW) {
        for (int column = 0; column < columns; ++column) add_cell(rows, statement.handle, column);
    }
    if (code != SQLITE_DONE) fail(sql.name, code);
    return rows;
}

std::int64_t SqliteConnection::change(const Sql& sql, const Params& params) {
    Statement& statement = prepared(sql, params);
    const Reset reset(statement.handle);
    bind(sql, statement, params);
    const std::int64_t before = sqlite3_total_changes64(handle_);
    int code;
    while ((code = sqlite3_step(statement.handle)) == SQLITE_ROW) {}
    if (code != SQLITE_DONE) fail(sql.name, code);
    return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
}

void SqliteConnection::control(const char* text) {
    Statement& statement = prepare({text, text});
    interruptible_ = false;
    const Reset reset(statement.handle);
    const int code = sqlite3_step(statement.handle);
    if (code != SQLITE_DONE && code != SQLITE_ROW) fail(text, code);
}

}  // namespace dinh::db
