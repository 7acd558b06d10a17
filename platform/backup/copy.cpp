#include "platform/backup/copy.hpp"

#include <algorithm>

#include "platform/backup/tables.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
#include "platform/text/text.hpp"

namespace dinh::backup {

namespace {

constexpr std::size_t kRowsAtOnce = 200;
constexpr std::size_t kMostParameters = 30'000;  // SQLite takes 32,766 in one statement

constexpr log::Message kCopied{"COPY_TABLE", log::Level::info, "a table was copied to the other database",
                               "Nothing to do. The copy is complete when the command says so."};

std::string list_of(const std::vector<Column>& columns) {
    std::vector<std::string> names;
    for (const auto& column : columns) names.push_back(quoted(column.name));
    return text::join(names, ", ");
}

std::string places(std::size_t first, std::size_t count) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < count; ++i) list.push_back("$" + std::to_string(first + i));
    return "(" + text::join(list, ", ") + ")";
}

db::Value value_of(const db::Rows::Row& row, int at, Cell cell) {
    if (row.null(at)) return nullptr;
    switch (cell) {
        case Cell::integer: return row.integer(at);
        case Cell::real: return row.real(at);
        case Cell::bytes: return db::Bytes{row.bytes(at)};
        case Cell::text: return row.text(at);
    }
    return nullptr;
}

// Walks a table by its key, some hundred rows at a time, so that memory stays flat.
class Source {
public:
    Source(db::Conn& conn, const Table& table) : conn_(conn), table_(table), key_(table.key()) {
        for (const auto& part : key_) {
            const auto same = [&](const Column& column) { return column.name == part.name; };
            key_at_.push_back(static_cast<int>(std::find_if(table.columns.begin(), table.columns.end(), same) -
                                               table.columns.begin()));
        }
        if (key_.empty()) throw std::logic_error("table " + table.name + " has no primary key");
    }

    db::Rows next() {
        std::string sql = "SELECT " + list_of(table_.columns) + " FROM " + quoted(table_.name);
        if (!after_.empty()) sql += " WHERE (" + list_of(key_) + ") > " + places(1, after_.size());
        sql += " ORDER BY " + list_of(key_) + " LIMIT " + std::to_string(kRowsAtOnce);
        db::Rows rows = conn_.run({"copy.read", sql.c_str()}, after_);
        if (!rows.empty()) remember(rows[rows.size() - 1]);
        return rows;
    }

private:
    void remember(const db::Rows::Row& last) {
        after_.clear();
        for (std::size_t i = 0; i < key_.size(); ++i) after_.push_back(value_of(last, key_at_[i], key_[i].cell));
    }

    db::Conn& conn_;
    const Table& table_;
    std::vector<Column> key_;
    std::vector<int> key_at_;
    db::Params after_;
};

void insert(db::Tx& tx, const Table& table, const db::Rows& rows, std::size_t first, std::size_t count) {
    std::vector<std::string> tuples;
    db::Params params;
    for (std::size_t r = first; r < first + count; ++r) {
        tuples.push_back(places(params.size() + 1, table.columns.size()));
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            params.push_back(value_of(rows[r], static_cast<int>(c), table.columns[c].cell));
        }
    }
    const std::string sql =
        "INSERT INTO " + quoted(table.name) + " (" + list_of(table.columns) + ") VALUES " + text::join(tuples, ", ");
    tx.change({"copy.insert", sql.c_str()}, params);
}

std::int64_t copy_table(db::Conn& from, db::Tx& to, const Table& table) {
    const std::size_t at_once = std::max<std::size_t>(1, std::min(kRowsAtOnce, kMostParameters / table.columns.size()));
    std::int64_t count = 0;
    Source source(from, table);
    for (db::Rows rows = source.next(); !rows.empty(); rows = source.next()) {
        for (std::size_t at = 0; at < rows.size(); at += at_once) {
            insert(to, table, rows, at, std::min(at_once, rows.size() - at));
        }
        count += static_cast<std::int64_t>(rows.size());
    }
    return count;
}

// Tables and columns both databases have, as the source describes them; the others by name.
std::vector<Table> common(const std::vector<Table>& from, const std::vector<Table>& to,
                          std::vector<std::string>& left_out) {
    std::vector<Table> both;
    for (const Table& table : from) {
        const auto twin = std::find_if(to.begin(), to.end(), [&](const Table& one) { return one.name == table.name; });
        if (twin == to.end()) {
            left_out.push_back(table.name);
            continue;
        }
        Table shared{table.name, {}};
        for (const Column& column : table.columns) {
            const bool known = std::any_of(twin->columns.begin(), twin->columns.end(),
                                           [&](const Column& one) { return one.name == column.name; });
            if (known) shared.columns.push_back(column);
        }
        both.push_back(std::move(shared));
    }
    for (const Table& table : to) {
        const bool known =
            std::any_of(from.begin(), from.end(), [&](const Table& one) { return one.name == table.name; });
        if (!known) left_out.push_back(table.name);
    }
    return both;
}

std::int64_t count_of(db::Conn& conn, const Table& table) {
    const std::string sql = "SELECT count(*) FROM " + quoted(table.name);
    return conn.integer({"copy.count", sql.c_str()});
}

CopyReport copy_all(db::Conn& from, db::Tx& to) {
    CopyReport report;
    const auto tables = common(tables_of(from), tables_of(to), report.left_out);
    const auto again = put_off_foreign_keys(to);
    for (const Table& table : tables) {
        // What a migration put there comes from the source as well, perhaps changed since.
        const std::string clear = "DELETE FROM " + quoted(table.name);
        to.exec({"copy.clear", clear.c_str()});
    }
    for (const Table& table : tables) {
        const std::int64_t rows = copy_table(from, to, table);
        if (count_of(to, table) != count_of(from, table)) throw db::Error("copy: counts differ in table " + table.name);
        report.tables.push_back({table.name, rows});
        report.rows += rows;
        log::write(kCopied, {{"table", table.name}, {"rows", rows}});
    }
    for (const auto& statement : again) to.exec({"copy.add_key", statement.c_str()});
    return report;
}

void check_source(db::Database& from, const std::vector<db::Migration>& migrations) {
    const auto state = db::schema_state(from, migrations);
    if (!state.pending.empty() || !state.unknown.empty()) {
        throw Refused("Cơ sở dữ liệu nguồn không cùng phiên bản với chương trình này. Hãy chạy dinh migrate trước.");
    }
}

void check_target(db::Database& to, const std::vector<db::Migration>& migrations) {
    const bool used = db::schema_state(to, migrations).applied > 0 ||
                      to.reading([](db::Conn& conn) { return !tables_of(conn).empty(); });
    if (used) throw Refused("Cơ sở dữ liệu đích không trống. Hãy tạo một cơ sở dữ liệu mới.");
}

}  // namespace

CopyReport copy(db::Database& from, db::Database& to, const std::vector<db::Migration>& migrations) {
    check_source(from, migrations);
    check_target(to, migrations);
    db::migrate(to, migrations);
    return from.reading(
        [&](db::Conn& source) { return to.writing([&](db::Tx& target) { return copy_all(source, target); }); });
}

}  // namespace dinh::backup
