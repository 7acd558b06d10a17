#include "platform/db/migrate.hpp"

#include <charconv>

#include "platform/embed/embed.hpp"

namespace dinh::db {

namespace {

constexpr Sql kCreate{"migrate.create",
                      "CREATE TABLE IF NOT EXISTS schema_migration (part text NOT NULL, number integer NOT NULL, "
                      "name text NOT NULL, applied_at text NOT NULL, serves integer NOT NULL, checksum text NOT NULL, "
                      "PRIMARY KEY (part, number))"};
constexpr Sql kApplied{"migrate.applied",
                       "SELECT part, number, name, serves, checksum FROM schema_migration ORDER BY part, number"};
constexpr Sql kOne{"migrate.one", "SELECT checksum FROM schema_migration WHERE part = $1 AND number = $2"};
constexpr Sql kNote{"migrate.note",
                    "INSERT INTO schema_migration (part, number, name, applied_at, serves, checksum) "
                    "VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Sql kTableSqlite{"migrate.table", "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migration'"};
constexpr Sql kTablePostgres{"migrate.table", "SELECT count(to_regclass('schema_migration'))"};
constexpr Sql kLock{"migrate.lock", "SELECT pg_advisory_xact_lock(727464646968)"};

// FNV-1a: tells an edited migration from the applied one; it is no protection against malice.
std::string checksum(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    char digits[17];
    static_cast<void>(std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash)));
    return digits;
}

std::string full_name(const Migration& migration) { return migration.part + "/" + migration.name; }

// A migration that does not say so serves only those who know it.
int serves(const Migration& migration) {
    static constexpr std::string_view kMark = "-- serves:";
    const auto at = migration.sql.find(kMark);
    if (at == std::string::npos) return migration.number;
    const auto first = migration.sql.find_first_not_of(' ', at + kMark.size());
    int number = -1;
    if (first != std::string::npos) {
        std::from_chars(migration.sql.data() + first, migration.sql.data() + migration.sql.size(), number);
    }
    if (number < 0) throw Error("migration " + full_name(migration) + ": `-- serves:` needs a number");
    return number;
}

bool has_table(Conn& conn) { return conn.integer(conn.engine() == Engine::sqlite ? kTableSqlite : kTablePostgres) > 0; }

void lock(Tx& tx) {
    // SQLite: the writer's transaction is the lock.
    if (tx.engine() == Engine::postgresql) tx.query(kLock);
}

void check_same(const Migration& migration, std::string_view applied) {
    if (applied != checksum(migration.sql)) {
        throw Error("migration " + full_name(migration) + ": was changed after it had been applied");
    }
}

void apply(Database& database, const Migration& migration) {
    database.write([&](Tx& tx) {
        lock(tx);
        const Rows applied = tx.query(kOne, migration.part, migration.number);
        if (!applied.empty()) return check_same(migration, applied.first().view(0));
        try {
            for (const std::string& statement : expand(migration, tx.engine())) {
                tx.change({"migrate.apply", statement.c_str()}, {});
            }
        } catch (const Busy&) {
            throw;
        } catch (const Full&) {
            throw;
        } catch (const Error& error) {
            throw Error("migration " + full_name(migration) + ": " + error.what());
        }
        tx.exec(kNote, migration.part, migration.number, migration.name, clock::now(), serves(migration),
                checksum(migration.sql));
    });
}

void collect(const std::string& folder, const std::string& part, std::vector<Migration>& found) {
    for (const std::string_view path : embed::list(folder + "/" + part + "/schema/")) {
        if (!path.ends_with(".sql")) continue;
        Migration migration;
        migration.part = part;
        const auto slash = path.rfind('/');
        migration.name = path.substr(slash + 1, path.size() - slash - 5);
        const auto [end, error] =
            std::from_chars(migration.name.data(), migration.name.data() + migration.name.size(), migration.number);
        if (error != std::errc() || end != migration.name.data() + 4 || *end != '_') {
            throw Error("migration " + std::string(path) + ": the name must be NNNN_name.sql");
        }
        if (!found.empty() && found.back().part == part && found.back().number == migration.number) {
            throw Error("migration " + std::string(path) + ": number used twice");
        }
        migration.sql = *embed::file(path);
        found.push_back(std::move(migration));
    }
}

}  // namespace

SchemaState schema_state(Database& database, const std::vector<Migration>& known) {
    SchemaState state;
    std::map<std::pair<std::string, int>, const Migration*> open;
    std::map<std::string, int> newest;
    for (const Migration& migration : known) {
        open[{migration.part, migration.number}] = &migration;
        newest[migration.part] = std::max(newest[migration.part], migration.number);
    }
    database.read([&](Conn& conn) {
        if (!has_table(conn)) return;
        for (const auto& row : conn.query(kApplied)) {
            ++state.applied;
            const std::string part = row.text(0);
            const auto same = open.find({part, static_cast<int>(row.integer(1))});
            if (same != open.end()) {
                open.erase(same);
                continue;
            }
            state.unknown.push_back(part + "/" + row.text(2));
            if (row.integer(3) > newest[part]) state.served = false;
        }
    });
    for (const Migration& migration : known) {
        if (open.contains({migration.part, migration.number})) state.pending.push_back(full_name(migration));
    }
    return state;
}

void migrate(Database& database, const std::vector<Migration>& migrations) {
    database.write([](Tx& tx) {
        lock(tx);
        tx.exec(kCreate);
    });
    const SchemaState state = schema_state(database, migrations);
    if (!state.served) throw Error("migrate: the schema is newer than this program: " + state.unknown.front());
    std::map<std::string, std::string> applied;
    database.read([&](Conn& conn) {
        for (const auto& row : conn.query(kApplied)) applied[row.text(0) + "/" + row.text(1 + 1)] = row.text(4);
    });
    for (const Migration& migration : migrations) {
        const auto known = applied.find(full_name(migration));
        if (known == applied.end())
            apply(database, migration);
        else
            check_same(migration, known->second);
    }
}

std::vector<Migration> embedded_migrations(const std::vector<std::string>& parts_in_order) {
    std::set<std::string> platform_parts;
    for (const std::string_view path : embed::list("platform/")) {
        const auto end = path.find('/', 9);
        if (path.substr(end).starts_with("/schema/")) platform_parts.emplace(path.substr(9, end - 9));
    }
    std::vector<Migration> found;
    for (const std::string& part : platform_parts) collect("platform", part, found);
    for (const std::string& part : parts_in_order) {
        if (!platform_parts.contains(part)) collect("modules", part, found);
    }
    return found;
}

std::vector<Migration> embedded_migrations_of(const std::vector<std::string>& parts) {
    std::vector<Migration> found;
    for (const std::string& part : parts) {
        const std::size_t before = found.size();
        collect("platform", part, found);
        collect("modules", part, found);
        if (found.size() == before) throw Error("no migrations of " + part + " are embedded");
    }
    return found;
}

}  // namespace dinh::db
