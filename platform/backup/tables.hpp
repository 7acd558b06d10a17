// What a database says of its tables. For platform/backup only.
#pragma once
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::backup {

enum class Cell { integer, real, text, bytes };

struct Column {
    std::string name;
    Cell cell = Cell::text;
    int key = 0;  // place in the primary key from 1; 0: no part of it
};

struct Table {
    std::string name;
    std::vector<Column> columns;      // generated ones left out
    std::vector<Column> key() const;  // in the order of the key
};

// Ordinary tables of the application by name: no virtual tables and their shadows, no list of migrations.
std::vector<Table> tables_of(db::Conn& conn);
// "name" quoted for SQL.
std::string quoted(const std::string& name);

// Foreign keys are checked at the end instead of at each row. On PostgreSQL they are dropped and what is returned makes
// them anew; on SQLite they wait for the commit and nothing is returned.
std::vector<std::string> put_off_foreign_keys(db::Tx& tx);

}  // namespace dinh::backup
