// Where a word stands in a database, for tests of what must leave no trace or reach nobody.
#pragma once
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::test {

// "table.column" of every text column that holds the word, given in lower case.
inline std::vector<std::string> columns_with(db::Database& database, const std::string& word) {
    constexpr db::Sql kSqlite{"test.columns",
                              "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                              "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type <> 'BLOB' "
                              "ORDER BY m.name, c.cid"};
    constexpr db::Sql kPostgres{"test.columns",
                                "SELECT CAST(table_name AS text), CAST(column_name AS text) FROM "
                                "information_schema.columns WHERE table_schema = 'public' AND data_type IN "
                                "('text', 'tsvector', 'character varying') ORDER BY 1, 2"};
    return database.reading([&](db::Conn& conn) {
        std::vector<std::string> found;
        for (const auto& row : conn.query(database.engine() == db::Engine::sqlite ? kSqlite : kPostgres)) {
            const std::string sql = "SELECT COUNT(*) FROM \"" + row.text(0) + "\" WHERE lower(CAST(\"" + row.text(1) +
                                    "\" AS text)) LIKE '%" + word + "%'";
            if (conn.integer(db::Sql{"test.grep", sql.c_str()}) > 0) found.push_back(row.text(0) + "." + row.text(1));
        }
        return found;
    });
}

}  // namespace dinh::test
