// All records of one database into another, fresh one: from SQLite to PostgreSQL when an installation grows, or back.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/db/migrate.hpp"

namespace dinh::backup {

struct CopiedTable {
    std::string name;
    std::int64_t rows = 0;
};

struct CopyReport {
    std::int64_t rows = 0;
    std::vector<CopiedTable> tables;
    std::vector<std::string> left_out;  // tables only one engine has (search indexes): to be built again in the target
};

// Migrates `to`, copies every row from one consistent reading of `from` in one transaction, checks foreign keys and
// counts. Refused, with nothing written, when `to` holds anything already or `from` lacks migrations of this program.
// Values are not changed: ids, times and bytes are the same on both engines.
CopyReport copy(db::Database& from, db::Database& to, const std::vector<db::Migration>& migrations);

}  // namespace dinh::backup
