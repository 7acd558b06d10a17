// The database, the same on SQLite and PostgreSQL. Nothing else includes SQLiteCpp or libpqxx.
//
// SQL is written once: $1..$n on both, 64-bit integers, booleans 0/1, times and days as text (platform/clock).
// Statements are named constants beside their only reader:
//     constexpr db::Sql kFind{"incoming.find", "SELECT id, subject FROM incoming_document WHERE id = $1"};
//     for (const auto& row : conn.query(kFind, id)) use(row.integer(0), row.text(1));
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/error/error.hpp"
#include "platform/ids/ids.hpp"

namespace dinh::db {

struct Sql {
    const char* name;  // for logs, metrics and the query budget of pages
    const char* text;
};

struct Bytes {
    std::string data;
};

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string, Bytes>;

inline Value value(std::nullptr_t) { return nullptr; }
inline Value value(bool v) { return std::int64_t{v}; }
template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
Value value(T v) { return static_cast<std::int64_t>(v); }
inline Value value(double v) { return v; }
inline Value value(std::string v) { return v; }
inline Value value(std::string_view v) { return std::string(v); }
inline Value value(const char* v) { return std::string(v); }
inline Value value(Bytes v) { return v; }
inline Value value(Instant v) { return clock::to_text(v); }
inline Value value(Day v) { return clock::to_text(v); }
template <class T>
Value value(const std::optional<T>& v) { return v ? value(*v) : Value(nullptr); }
inline Value value(Value v) { return v; }

using Params = std::vector<Value>;

// The rows of one answer, wholly read: valid as long as it lives. Columns are counted from 0.
class Rows {
public:
    class Row {
    public:
        bool null(int column) const;
        std::int64_t integer(int column) const;         // 0 for NULL
        bool truth(int column) const { return integer(column) != 0; }
        double real(int column) const;
        std::string_view view(int column) const;        // "" for NULL; lives as long as Rows
        std::string text(int column) const { return std::string(view(column)); }
        std::string bytes(int column) const { return std::string(view(column)); }
        std::optional<std::int64_t> maybe_integer(int column) const;
        std::optional<std::string> maybe_text(int column) const;
        Instant instant(int column) const;              // throws std::runtime_error when not a stored time
        Day day(int column) const;
        std::optional<Instant> maybe_instant(int column) const;
        std::optional<Day> maybe_day(int column) const;

    private:
        friend class Rows;
        Row(const Rows* rows, std::size_t index) : rows_(rows), index_(index) {}
        const Rows* rows_;
        std::size_t index_;
    };
    class Iterator {
    public:
        Iterator(const Rows* rows, std::size_t index) : rows_(rows), index_(index) {}
        Row operator*() const { return {(*rows_)[index_]}; }
        Iterator& operator++() { ++index_; return *this; }
        bool operator!=(const Iterator& other) const { return index_ != other.index_; }

    private:
        const Rows* rows_;
        std::size_t index_;
    };
    std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
    bool empty() const { return size() == 0; }
    Row operator[](std::size_t index) const { return Row(this, index); }
    Row first() const { return (*this)[0]; }            // only when !empty()
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    // Filled by the engines.
    void start(std::size_t columns) { columns_ = columns; }
    void add_null();
    void add_integer(std::int64_t value);
    void add_real(double value);
    void add_text(std::string_view value);

private:
    enum class Kind : std::uint8_t { null, integer, real, text };
    struct Cell {
        Kind kind;
        std::int64_t number;  // integer, bits of the real, or offset into heap_
        std::uint32_t size;
    };
    const Cell& cell(std::size_t row, int column) const;
    std::size_t columns_ = 0;
    std::vector<Cell> cells_;
    std::string heap_;
};

enum class Engine { sqlite, postgresql };

// Typed errors of the engines. Deeds normally let them pass: db retries Busy, web turns the rest into Unavailable.
class Error : public std::runtime_error { using std::runtime_error::runtime_error; };
class UniqueViolation : public Error { using Error::Error; };    // also primary keys
class ForeignKeyViolation : public Error { using Error::Error; };
class Busy : public Error { using Error::Error; };               // serialization failure, deadlock, locked
class Lost : public Error { using Error::Error; };               // connection gone; the outcome of a commit is unknown
class Full : public Error { using Error::Error; };               // disk full, read-only, I/O error
class TimedOut : public Error { using Error::Error; };           // the deadline of the request passed

// A connection one may read with. Not for several threads at once.
class Conn {
public:
    virtual ~Conn() = default;
    virtual Engine engine() const = 0;
    virtual Rows run(const Sql&, const Params&) = 0;
    template <class... Args>
    Rows query(const Sql& sql, const Args&... args) { return run(sql, Params{value(args)...}); }
    // For a row that may be absent.
    template <class... Args>
    std::optional<std::int64_t> maybe_integer(const Sql& sql, const Args&... args) {
        const Rows rows = query(sql, args...);
        return rows.empty() || rows.first().null(0) ? std::nullopt : std::optional(rows.first().integer(0));
    }
    template <class... Args>
    std::int64_t integer(const Sql& sql, const Args&... args) { return maybe_integer(sql, args...).value_or(0); }
};

// A transaction that writes. Only inside Database::write.
class Tx : public Conn {
public:
    // INSERT, UPDATE, DELETE; returns the number of rows touched.
    virtual std::int64_t change(const Sql&, const Params&) = 0;
    template <class... Args>
    std::int64_t exec(const Sql& sql, const Args&... args) { return change(sql, Params{value(args)...}); }
    // Runs after the commit is durable (wake a job, drop a cache key); not when the deed fails.
    virtual void after_commit(std::function<void()>) = 0;
};

struct Options {
    std::string url = "";         // sqlite:///path/dinh.db or postgres://...
    int readers = 4;              // read connections (SQLite), pool size (PostgreSQL)
    bool through_pgbouncer = false;
    std::string listen_url = "";   // PostgreSQL: address without PgBouncer for LISTEN; "" = url
    std::string vfs = "";         // SQLite VFS name, for the durability tests
};

class Database {
public:
    static std::unique_ptr<Database> open(const Options&);
    virtual ~Database() = default;
    virtual Engine engine() const = 0;

    // Runs `work` with a connection for reading. Nothing it does may write. All statements see the same state of the
    // data. read() inside read() uses the same connection; read() and write() inside write(), and write() inside
    // read(), throw std::logic_error: pass the connection on instead.
    virtual void read(const std::function<void(Conn&)>& work) = 0;
    // Runs a deed. `work` may be run again from the start (serialization, deadlock: at most 3 times), so it has no
    // effect outside `tx`. Returns when the commit is durable. What `work` throws undoes the deed and is thrown on.
    // After a statement failed the deed cannot go on, on neither engine: expect conflicts with ON CONFLICT, not catch.
    // SQLite runs it on the writer's thread: thread-local state of the caller (except Deadline and QueryCount) is not
    // seen there.
    // SQLite: one writer thread, each deed in a SAVEPOINT, one commit for all that wait; COMMIT fails -> Unavailable.
    virtual void write(const std::function<void(Tx&)>& work) = 0;

    template <class F>
    auto reading(F&& work) -> std::invoke_result_t<F, Conn&> {
        std::optional<std::invoke_result_t<F, Conn&>> result;
        read([&](Conn& conn) { result.emplace(work(conn)); });
        return std::move(*result);
    }
    template <class F>
    auto writing(F&& work) -> std::invoke_result_t<F, Tx&> {
        std::optional<std::invoke_result_t<F, Tx&>> result;
        write([&](Tx& tx) { result.emplace(work(tx)); });
        return std::move(*result);
    }
    // Sent when the deed commits, heard in every process on PostgreSQL, in this one on SQLite. Channels are lower case
    // words, payloads <= 7,900 bytes. Hearers run on a thread of their own and may use the database; after a lost
    // connection they are called with "", because notices may have been missed.
    virtual void notify(Tx&, std::string_view channel, std::string_view payload) = 0;
    virtual void listen(std::string_view channel, std::function<void(std::string_view)>) = 0;
    // SQLite: online copy into `file`, consistent; PostgreSQL: throws Error (pg_dump is used).
    virtual void snapshot_to(const std::string& file) = 0;
};

// The SQL of the calling thread is interrupted (TimedOut) when steady_ms() passes `until_ms`. Set by web and jobs.
// An inner deadline can only shorten the outer one; 0 changes nothing. Writing statements of SQLite are not broken off
// in the middle, but none begins after the deadline.
class Deadline {
public:
    explicit Deadline(std::int64_t until_steady_ms);
    ~Deadline();
    static std::int64_t current();  // 0 = none
private:
    std::int64_t before_;
};

// Counts the statements of the calling thread while it lives: a page declares its query budget.
class QueryCount {
public:
    QueryCount();
    ~QueryCount();
    int count() const;
    static void note();  // called by the engines
private:
    QueryCount* outer_;
    int count_ = 0;
};

}  // namespace dinh::db
