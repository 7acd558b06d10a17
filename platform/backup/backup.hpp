// Backups: the database first, as one consistent snapshot, then the content-addressed files. What the snapshot refers
// to was on the disk before the deed that refers to it, so a backup made while the house works is whole.
//
// A backup is a folder TARGET/2026-11-21_150405 with database.db (SQLite) or database.pgdump (pg_dump -Fc),
// files/ab/... and manifest.txt, which names each file with size and SHA-256. It appears under its name only when it
// is complete and on the disk. Files that an earlier backup in TARGET already has are linked, not copied. The key
// ring is never in it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/db.hpp"

namespace dinh::backup {

struct Contents {
    std::filesystem::path folder;
    Instant made_at;
    db::Engine engine = db::Engine::sqlite;
    std::int64_t files = 0;              // without the database
    std::int64_t bytes = 0;              // with it
};

// Refused when another backup into `target` is running; Unavailable when the disk is full or pg_dump fails: nothing is
// left then. `database_url` must lead to the server itself, not through PgBouncer.
std::filesystem::path make(db::Database&, const std::string& database_url, const std::filesystem::path& files,
                           const std::filesystem::path& target);

// Reads every byte of a backup and compares with its manifest. Refused, naming what is missing, changed or too much.
Contents verify(const std::filesystem::path& backup);

// Puts a backup into an empty place: `data_dir` without files, a database that does not exist (SQLite) or is empty
// (PostgreSQL). Verifies first. Refused, with nothing changed, when the place is not empty, the backup is damaged or
// the engines differ (restore to the same engine, then `dinh copy`).
Contents restore(const std::filesystem::path& backup, const std::string& database_url,
                 const std::filesystem::path& data_dir);

// Complete backups in `target`, newest first.
std::vector<std::filesystem::path> list(const std::filesystem::path& target);
// Removes all but the newest `keep` (at least one); returns how many.
int prune(const std::filesystem::path& target, int keep);

}  // namespace dinh::backup
