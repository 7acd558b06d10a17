// Plain files beside their compressed forms.
#pragma once
#include <filesystem>
#include <string_view>
#include <utility>

namespace dinh::written::disk {

// Stored files that are written, and the ending of each; packaging/nginx tries them in this order.
inline constexpr std::pair<const char*, const char*> kStoredEndings[] = {
    {"image/webp", ".webp"}, {"image/jpeg", ".jpg"}, {"application/pdf", ".pdf"}, {"audio/mpeg", ".mp3"}};

// The file, and for texts its .br and .gz; each replaces the one before as a whole. Throws std::system_error (a full
// disk); what stood there before stays.
void put(const std::filesystem::path& file, std::string_view bytes, bool compress);
// With its compressed forms and as a stored file, and folders below `root` that became empty; absent ones do not
// matter.
void drop(const std::filesystem::path& root, const std::filesystem::path& file);
// Everything written below the folder is on the disk.
void sync(const std::filesystem::path& folder);

}  // namespace dinh::written::disk
