// One PostgreSQL connection with its prepared statements and its transaction. Not for users of platform/db.
#pragma once
#include <pqxx/pqxx>

#include "platform/db/engine.hpp"

namespace dinh::db {

// Opens a connection that never reconnects by itself (it would do so in the middle of a transaction).
std::unique_ptr<pqxx::connection> connect_postgres(const std::string& url);
// Runs `work`; what libpqxx throws becomes one of ours. `name` goes into the text.
[[noreturn]] void throw_postgres(const char* name, pqxx::connection&);

class PostgresConnection {
public:
    PostgresConnection(std::string url, bool prepares);

    // Each begins a transaction when none is open.
    enum class Use { read, write };
    Rows run(Use, const Sql&, const Params&);
    std::int64_t change(const Sql&, const Params&);
    void commit();  // nothing when no transaction is open
    void roll_back() noexcept;
    bool usable() const;
    bool committing() const { return committing_; }

private:
    pqxx::result execute(Use, const Sql&, const Params&);
    void begin(Use);
    void reconnect();
    void control(const std::string& text);
    std::string timeout_text();
    const std::string* prepared_name(const char* text);

    std::string url_;
    bool prepares_;
    std::unique_ptr<pqxx::connection> connection_;
    std::unique_ptr<pqxx::nontransaction> channel_;
    std::unordered_map<std::string, std::string> prepared_;
    int statements_made_ = 0;
    bool open_ = false;
    bool committing_ = false;
    std::int64_t deadline_set_ = 0;
};

}  // namespace dinh::db
