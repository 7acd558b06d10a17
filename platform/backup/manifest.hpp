// The manifest of a backup. For platform/backup only.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "platform/backup/backup.hpp"

namespace dinh::backup {

constexpr const char* kManifestName = "manifest.txt";

struct Item {
    std::string sha256;  // hex
    std::int64_t size_bytes = 0;
};

struct Manifest {
    Instant made_at;
    db::Engine engine = db::Engine::sqlite;
    std::map<std::string, Item> items;  // path inside the backup -> what it holds
    std::string text() const;
};

// Throws Refused for anything that text() did not write, a cut or changed manifest included.
Manifest parse_manifest(std::string_view text);
Manifest read_manifest(const std::filesystem::path& backup);  // Refused also when the folder has none

const char* database_name(db::Engine engine);  // file of the database inside the backup
bool is_store_path(std::string_view path);     // "files/ab/..." with a hash

}  // namespace dinh::backup
