// Files read, hashed and copied. For platform/backup only.
#pragma once
#include <filesystem>
#include <optional>

#include "platform/backup/manifest.hpp"

namespace dinh::backup {

// Hash and size of a file; nullopt when it is not there (any more). Unavailable when it cannot be read.
std::optional<Item> hash_file(const std::filesystem::path& file);
// Copies to a new file and hashes on the way; nullopt when the source is not there. Not yet synced: see sync_all.
std::optional<Item> copy_hashed(const std::filesystem::path& from, const std::filesystem::path& to);
void write_file(const std::filesystem::path& file, std::string_view content);
// Everything written to the file system of `folder` so far is on the disk.
void sync_all(const std::filesystem::path& folder);
// Files below the folder as "ab/cdef...", in no order; throws Unavailable when it cannot be read.
std::vector<std::string> files_below(const std::filesystem::path& folder);

}  // namespace dinh::backup
