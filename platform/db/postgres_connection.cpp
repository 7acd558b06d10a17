#include "platform/db/postgres_connection.hpp"

#include <charconv>

namespace dinh::db {

namespace {

constexpr std::size_t kStatementsKept = 300;

// Types of result columns, from PostgreSQL's catalogue (src/include/catalog/pg_type.dat).
constexpr pqxx::oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kOid = 26, kFloat4 = 700,
                    kFloat8 = 701, kNumeric = 1700;

[[noreturn]] void throw_state(const std::string& state, const std::string& text) {
    const std::string_view kind = std::string_view(state).substr(0, 2);
    if (state == "23505") throw UniqueViolation(text);
    if (state == "23503") throw ForeignKeyViolation(text);
    // 0A000 with this text: a migration changed what a prepared statement answers; it is planned anew next time.
    const bool stale = state == "0A000" && text.find("cached plan") != std::string::npos;
    if (kind == "40" || state == "55P03" || stale) throw Busy(text);
    if (state == "57014") throw TimedOut(text);
    if (kind == "08" || state == "57P01" || state == "57P02" || state == "57P03") throw Lost(text);
    if (state == "53100" || state == "58030") throw Full(text);
    if (state == "25006") throw Error(text + " (writes inside read(), or a standby)");
    throw Error(text);
}

std::string decoded(std::string_view text) {
    if (!text.starts_with("\\x")) throw Error("postgresql: bytea_output must be hex");
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
        bytes += static_cast<char>(digit(text[i]) << 4 | digit(text[i + 1]));
    }
    return bytes;
}

std::string encoded(std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text = "\\x";
    text.reserve(2 + bytes.size() * 2);
    for (const char c : bytes) {
        text += kDigits[static_cast<unsigned char>(c) >> 4];
        text += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

template <class T>
bool parse(std::string_view text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

void add_cell(Rows& rows, pqxx::oid type, std::string_view text) {
    std::int64_t whole = 0;
    double real = 0;
    switch (type) {
        case kBool: return rows.add_integer(text == "t");
        case kBytea: return rows.add_text(decoded(text));
        case kInt2:
        case kInt4:
        case kInt8:
        case kOid:
        case kNumeric:  // sums of 64-bit integers
            if (parse(text, whole)) return rows.add_integer(whole);
            [[fallthrough]];
        case kFloat4:
        case kFloat8:
            if (parse(text, real)) return rows.add_real(real);
            [[fallthrough]];
        default: return rows.add_text(text);
    }
}

Rows to_rows(const pqxx::result& result) {
    Rows rows;
    const auto columns = result.columns();
    rows.start(columns);
    std::vector<pqxx::oid> types;
    for (pqxx::row::size_type column = 0; column < columns; ++column) types.push_back(result.column_type(column));
    for (const auto& row : result) {
        for (pqxx::row::size_type column = 0; column < columns; ++column) {
            const auto field = row[column];
            if (field.is_null())
                rows.add_null();
            else
                add_cell(rows, types[column], {field.c_str(), field.size()});
        }
    }
    return rows;
}

std::string parameter_text(const Value& v) {
    if (const auto* number = std::get_if<std::int64_t>(&v)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&v)) return *text;
    if (const auto* bytes = std::get_if<Bytes>(&v)) return encoded(bytes->data);
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, std::get<double>(v)).ptr;
    return {digits, end};
}

bool worth_preparing(std::string_view text) {
    const auto word = text.substr(0, text.find_first_of(" \n"));
    return word == "SELECT" || word == "INSERT" || word == "UPDATE" || word == "DELETE" || word == "WITH";
}

std::string with_limits(const std::string& url) {
    std::string result = url;
    for (const char* setting : {"connect_timeout=5", "tcp_user_timeout=30000"}) {
        const std::string_view name = std::string_view(setting).substr(0, std::string_view(setting).find('=') + 1);
        if (result.find(name) != std::string::npos) continue;
        result += result.find('?') == std::string::npos ? '?' : '&';
        result += setting;
    }
    return result;
}

}  // namespace

void throw_postgres(const char* name, pqxx::connection& connection) {
    const auto text = [&](const std::exception& error) {
        return std::string("postgresql: ") + name + ": " + error.what();
    };
    try {
        throw;
    } catch (const pqxx::broken_connection& error) {
        // libpqxx says so of every protocol error, also of a wrong number of parameters.
        if (connection.is_open()) throw Error(text(error));
        throw Lost(text(error));
    } catch (const pqxx::statement_completion_unknown& error) {
        throw Lost(text(error));
    } catch (const pqxx::transaction_rollback& error) {
        throw Busy(text(error));
    } catch (const pqxx::sql_error& error) {
        if (error.sqlstate().empty() && !connection.is_open()) throw Lost(text(error));
        throw_state(error.sqlstate(), text(error));
    } catch (const pqxx::failure& error) {
        if (!connection.is_open()) throw Lost(text(error));
        throw Error(text(error));
    }
}

std::unique_ptr<pqxx::connection> connect_postgres(const std::string& url) {
    try {
        auto connection = std::make_unique<pqxx::connection>(with_limits(url));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        connection->inhibit_reactivation(true);
#pragma GCC diagnostic pop
        connection->set_verbosity(pqxx::connection_base::terse);
        return connection;
    } catch (const pqxx::failure& error) {
        throw Unavailable(std::string("postgresql: cannot connect: ") + error.what());
    }
}

PostgresConnection::PostgresConnection(std::string url, bool prepares) : url_(std::move(url)), prepares_(prepares) {
    reconnect();
}

void PostgresConnection::reconnect() {
    channel_.reset();
    connection_.reset();
    prepared_.clear();
    open_ = committing_ = false;
    connection_ = connect_postgres(url_);
    connection_->set_client_encoding("UTF8");
    channel_ = std::make_unique<pqxx::nontransaction>(*connection_);
}

bool PostgresConnection::usable() const { return !open_ && connection_ && connection_->is_open(); }

void PostgresConnection::control(const std::string& text) {
    try {
        channel_->exec(text);
    } catch (const pqxx::pqxx_exception&) {
        throw_postgres(text.c_str(), *connection_);
    }
}

std::string PostgresConnection::timeout_text() {
    deadline_set_ = context.deadline;
    if (deadline_set_ == 0) return "SET LOCAL statement_timeout = 0";
    const std::int64_t left = std::max<std::int64_t>(deadline_set_ - clock::steady_ms(), 1);
    return "SET LOCAL statement_timeout = " + std::to_string(left);
}

void PostgresConnection::begin(Use use) {
    if (open_) {
        // The limit holds for each statement anew; check_deadline() before each keeps the whole below twice the time.
        if (context.deadline != deadline_set_) control(timeout_text());
        return;
    }
    std::string text =
        use == Use::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" : "BEGIN ISOLATION LEVEL READ COMMITTED";
    deadline_set_ = 0;
    if (context.deadline != 0) text += "; " + timeout_text();
    try {
        control(text);
    } catch (const Lost&) {
        // The server went away while this connection was idle, and nothing has been done on it yet.
        reconnect();
        control(text);
    }
    open_ = true;
}

const std::string* PostgresConnection::prepared_name(const char* text) {
    if (!prepares_ || !worth_preparing(text)) return nullptr;
    const auto known = prepared_.find(text);
    if (known != prepared_.end()) return &known->second;
    if (prepared_.size() >= kStatementsKept) {
        for (const auto& [unused, name] : prepared_) connection_->unprepare(name);
        prepared_.clear();
    }
    const std::string name = "s" + std::to_string(++statements_made_);
    connection_->prepare(name, text);
    return &prepared_.emplace(text, name).first->second;
}

pqxx::result PostgresConnection::execute(Use use, const Sql& sql, const Params& params) {
    QueryCount::note();
    check_deadline();
    check_params(sql, params);
    begin(use);
    std::vector<std::string> texts;
    std::vector<const char*> values;
    texts.reserve(params.size());
    for (const Value& v : params) {
        const bool null = std::holds_alternative<std::nullptr_t>(v);
        if (!null) texts.push_back(parameter_text(v));
        values.push_back(null ? nullptr : texts.back().c_str());
    }
    try {
        const auto dynamic = pqxx::prepare::make_dynamic_params(values);
        const std::string* name = prepared_name(sql.text);
        return name ? channel_->exec_prepared(*name, dynamic) : channel_->exec_params(sql.text, dynamic);
    } catch (const pqxx::pqxx_exception&) {
        prepared_.erase(sql.text);  // it may not have been planned, or not be valid any more
        throw_postgres(sql.name, *connection_);
    }
}

Rows PostgresConnection::run(Use use, const Sql& sql, const Params& params) {
    return to_rows(execute(use, sql, params));
}

std::int64_t PostgresConnection::change(const Sql& sql, const Params& params) {
    const pqxx::result result = execute(Use::write, sql, params);
    return static_cast<std::int64_t>(result.affected_rows());
}

void PostgresConnection::commit() {
    if (!open_) return;
    committing_ = true;
    control("COMMIT");
    committing_ = open_ = false;
}

void PostgresConnection::roll_back() noexcept {
    if (!open_) return;
    try {
        control("ROLLBACK");
        open_ = committing_ = false;
    } catch (const std::exception&) {
        // usable() stays false: the connection is thrown away.
    }
}

}  // namespace dinh::db
