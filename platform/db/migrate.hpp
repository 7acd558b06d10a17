// Migrations: schema/NNNN_name.sql of platform folders and modules, forward only, in the order of modules then number.
// Type words are expanded per engine: $id (64-bit integer), $int, $bool (0/1), $bytes, $time (text), $real (double);
// `text` is text on both. `-- engine: sqlite` / `-- engine: postgresql` on a line of its own starts a part for one
// engine, `-- engine: both` ends it. SQLite tables get STRICT.
// `-- serves: 3` names the oldest schema-compatible binary (rolling upgrades): one
// that knows the migrations of this part up to 3; without the line only binaries that know the migration are served.
// Platform parts migrate in the order of their names and may not refer to one another's tables by foreign keys.
#pragma once
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::db {

struct Migration {
    std::string part;    // folder name: documents, audit ...
    int number;          // NNNN
    std::string name;    // 0001_series
    std::string sql;
};

// The SQL text of one migration for one engine, split into statements.
std::vector<std::string> expand(const Migration&, Engine);

struct SchemaState {
    int applied = 0;
    std::vector<std::string> pending;  // part/name
    std::vector<std::string> unknown;  // applied but not known to this binary: a newer schema
    bool served = true;                // false: the schema says it no longer serves this binary
};
SchemaState schema_state(Database&, const std::vector<Migration>&);
// Applies what is pending, each in its own transaction; two at once wait for each other. Throws Error, naming the
// migration; also when an applied one was changed since, or the schema no longer serves this binary.
void migrate(Database&, const std::vector<Migration>&);

// All migrations embedded in the binary (platform parts first, then modules as app/modules.cpp orders them).
std::vector<Migration> embedded_migrations(const std::vector<std::string>& parts_in_order);
// Only the named parts, platform or modules, in the given order. Throws Error for a part without migrations.
std::vector<Migration> embedded_migrations_of(const std::vector<std::string>& parts);

}  // namespace dinh::db
