#include "platform/backup/tables.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace dinh::backup {

namespace {

constexpr db::Sql kSqliteTables{
    "copy.tables",
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' "
    "AND name <> 'schema_migration' ORDER BY name"};
constexpr db::Sql kSqliteColumns{"copy.columns",
                                 "SELECT name, type, pk FROM pragma_table_xinfo($1) WHERE hidden = 0 ORDER BY cid"};
constexpr db::Sql kPostgresColumns{
    "copy.columns_postgresql",
    "SELECT c.table_name, c.column_name, c.data_type, COALESCE(k.ordinal_position, 0) "
    "FROM information_schema.columns c "
    "JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name "
    "LEFT JOIN information_schema.table_constraints p ON p.table_schema = c.table_schema "
    "AND p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY' "
    "LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema "
    "AND k.constraint_name = p.constraint_name AND k.table_name = c.table_name AND k.column_name = c.column_name "
    "WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' "
    "AND c.table_name <> 'schema_migration' ORDER BY c.table_name, c.ordinal_position"};
constexpr db::Sql kPostgresKeys{
    "copy.foreign_keys",
    "SELECT CAST(conrelid::regclass AS text), conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conname"};
constexpr db::Sql kDefer{"copy.defer", "PRAGMA defer_foreign_keys = ON"};

Cell sqlite_cell(const std::string& type) {
    if (type == "INTEGER" || type == "INT") return Cell::integer;
    if (type == "REAL") return Cell::real;
    if (type == "BLOB") return Cell::bytes;
    return Cell::text;
}

// nullopt: a type that only the engine itself fills (tsvector).
std::optional<Cell> postgres_cell(const std::string& type) {
    if (type == "bigint" || type == "integer" || type == "smallint") return Cell::integer;
    if (type == "double precision") return Cell::real;
    if (type == "bytea") return Cell::bytes;
    if (type == "text") return Cell::text;
    return std::nullopt;
}

// A virtual table keeps its content in tables named after it; they are its own business.
bool is_shadow(const std::string& name, const std::set<std::string>& virtual_tables) {
    return std::any_of(virtual_tables.begin(), virtual_tables.end(),
                       [&](const std::string& owner) { return name.starts_with(owner + "_"); });
}

std::vector<Table> sqlite_tables(db::Conn& conn) {
    std::set<std::string> virtual_tables;
    std::vector<std::string> names;
    for (const auto& row : conn.query(kSqliteTables)) {
        const bool is_virtual = row.view(1).starts_with("CREATE VIRTUAL");
        if (is_virtual) virtual_tables.insert(row.text(0));
        if (!is_virtual) names.push_back(row.text(0));
    }
    std::vector<Table> tables;
    for (const auto& name : names) {
        if (is_shadow(name, virtual_tables)) continue;
        Table table{name, {}};
        for (const auto& row : conn.query(kSqliteColumns, name)) {
            table.columns.push_back({row.text(0), sqlite_cell(row.text(1)), static_cast<int>(row.integer(2))});
        }
        tables.push_back(std::move(table));
    }
    return tables;
}

std::vector<Table> postgres_tables(db::Conn& conn) {
    std::vector<Table> tables;
    for (const auto& row : conn.query(kPostgresColumns)) {
        if (tables.empty() || tables.back().name != row.view(0)) tables.push_back({row.text(0), {}});
        const auto cell = postgres_cell(row.text(2));
        if (cell) tables.back().columns.push_back({row.text(1), *cell, static_cast<int>(row.integer(3))});
    }
    return tables;
}

}  // namespace

std::vector<Column> Table::key() const {
    std::vector<Column> parts;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(parts),
                 [](const Column& one) { return one.key > 0; });
    std::sort(parts.begin(), parts.end(), [](const Column& a, const Column& b) { return a.key < b.key; });
    return parts;
}

std::vector<Table> tables_of(db::Conn& conn) {
    return conn.engine() == db::Engine::sqlite ? sqlite_tables(conn) : postgres_tables(conn);
}

std::string quoted(const std::string& name) {
    if (name.find('"') != std::string::npos) throw std::logic_error("a table or column with a quote in its name");
    return "\"" + name + "\"";
}

std::vector<std::string> put_off_foreign_keys(db::Tx& tx) {
    if (tx.engine() == db::Engine::sqlite) {
        tx.exec(kDefer);
        return {};
    }
    std::vector<std::string> again;
    for (const auto& row : tx.query(kPostgresKeys)) {
        const std::string table = row.text(0);  // regclass quotes what needs it
        const std::string name = quoted(row.text(1));
        const std::string drop = "ALTER TABLE " + table + " DROP CONSTRAINT " + name;
        tx.exec({"copy.drop_key", drop.c_str()});
        again.push_back("ALTER TABLE " + table + " ADD CONSTRAINT " + name + " " + row.text(2));
    }
    return again;
}

}  // namespace dinh::backup
