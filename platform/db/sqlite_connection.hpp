// One SQLite connection with its prepared statements. Not for users of platform/db.
#pragma once
#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <list>

#include "platform/db/engine.hpp"

namespace dinh::db {

class SqliteConnection {
public:
    enum class Use { read, write };
    SqliteConnection(const std::string& file, const std::string& vfs, Use use);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Rows run(const Sql&, const Params&);
    std::int64_t change(const Sql&, const Params&);
    // BEGIN, COMMIT and the like: no parameters, not counted, no deadline.
    void control(const char* text);
    // SQLite gives up the whole transaction by itself after some errors (disk full, I/O).
    bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    sqlite3* handle() const { return handle_; }

private:
    struct Statement {
        sqlite3_stmt* handle = nullptr;
        std::vector<int> places;  // places[n]: SQLite's index of $n+1
        bool reads_only = false;
        std::list<const std::string*>::iterator age;
    };
    Statement& prepare(const Sql&);
    Statement& prepared(const Sql&, const Params&);
    void bind(const Sql&, const Statement&, const Params&);
    [[noreturn]] void fail(const char* name, int code);

    Use use_;
    std::unique_ptr<SQLite::Database> database_;
    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, Statement> statements_;
    std::list<const std::string*> ages_;  // most recently used first
    bool interruptible_ = false;
};

[[noreturn]] void throw_sqlite(int extended_code, const std::string& text);

}  // namespace dinh::db
