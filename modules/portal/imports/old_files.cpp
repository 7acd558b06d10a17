#include "modules/portal/imports/old_files.hpp"

#include <unistd.h>

#include "platform/error/error.hpp"
#include "platform/text/text.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::portal::imports {

namespace {

constexpr worker::ZipLimits kZipLimits{.entries = 100'000,
                                       .part_bytes = kMostFileBytes,
                                       .total_bytes = std::int64_t{8} << 30,
                                       .ratio = 300,
                                       .ratio_from_bytes = 4 << 20};

std::string compared(std::string_view path) {
    std::string low = text::lower(path);
    std::replace(low.begin(), low.end(), '\\', '/');
    return low.starts_with('/') ? low : "/" + low;
}

std::string last_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// Folders that are the same, counted from the file.
std::size_t same_folders(const std::string& a, const std::string& b) {
    const auto left = text::split(a, '/'), right = text::split(b, '/');
    std::size_t same = 0;
    while (same < left.size() && same < right.size() && left[left.size() - 1 - same] == right[right.size() - 1 - same])
        ++same;
    return same;
}

// "/a-300x200.jpg" -> "/a.jpg"; "" when the name has no size.
std::string without_size(const std::string& path) {
    const auto dot = path.rfind('.'), dash = path.rfind('-');
    if (dot == std::string::npos || dash == std::string::npos || dash > dot) return "";
    bool cross = false;
    for (auto at = dash + 1; at < dot; ++at) {
        const bool digit = path[at] >= '0' && path[at] <= '9';
        if (!digit && (path[at] != 'x' || cross)) return "";
        cross = cross || !digit;
    }
    return cross ? path.substr(0, dash) + path.substr(dot) : "";
}

Said words_of(worker::Outcome outcome, const std::string& name) {
    if (outcome == worker::Outcome::too_big)
        return {"Tệp ZIP “%1” giải nén ra quá lớn hoặc có quá nhiều tệp nên không được đọc.", {name}};
    if (outcome == worker::Outcome::password_protected) return {"Tệp ZIP “%1” có mật khẩu.", {name}};
    return {"Tệp ZIP “%1” hỏng hoặc bị cắt ngang.", {name}};
}

}  // namespace

struct OldFiles::Archive {
    worker::ZipParts parts;
};

OldFiles::OldFiles(files::Store& store, const std::vector<files::Ref>& refs) : store_(store), refs_(refs) {
    for (std::size_t at = 0; at < refs_.size(); ++at) {
        const auto& ref = refs_[at];
        if (ref.media_type != "application/zip") {
            entries_.push_back({compared(ref.name), -1, "", at});
            continue;
        }
        const int file = store_.open(ref.hash);
        auto archive = std::make_unique<Archive>(Archive{worker::ZipParts::of_file(file, kZipLimits)});
        ::close(file);
        if (archive->parts.outcome() != worker::Outcome::ok)
            throw Refused(words_of(archive->parts.outcome(), ref.name));
        for (auto& name : archive->parts.names())
            if (!name.ends_with('/') && text::is_utf8(name))
                entries_.push_back({compared(name), static_cast<int>(archives_.size()), name, at});
        archives_.push_back(std::move(archive));
    }
    for (std::size_t at = 0; at < entries_.size(); ++at) named_.emplace(last_of(entries_[at].path), at);
}

OldFiles::~OldFiles() = default;

const OldFiles::Entry* OldFiles::best(const std::string& path) const {
    const auto [first, last] = named_.equal_range(last_of(path));
    const Entry* best = nullptr;
    std::size_t most = 0;
    bool alone = true;
    for (auto at = first; at != last; ++at) {
        const Entry& one = entries_[at->second];
        const auto same = same_folders(one.path, path);
        if (best != nullptr && same == most) alone = false;
        if (best != nullptr && same <= most) continue;
        best = &one;
        most = same;
        alone = true;
    }
    // Two files of one name in folders that say nothing: none of them is taken for the other.
    return alone || most > 1 ? best : nullptr;
}

const OldFiles::Entry* OldFiles::find(std::string_view typed) const {
    const std::string path = compared(typed.substr(0, typed.find('?')));
    if (path.size() < 2) return nullptr;
    if (const auto* exact = best(path)) return exact;
    const std::string plain = without_size(path);
    return plain.empty() ? nullptr : best(plain);
}

bool OldFiles::has(std::string_view path) const { return find(path) != nullptr; }

std::optional<OldFiles::File> OldFiles::fetch(std::string_view path) {
    const auto* entry = find(path);
    if (entry == nullptr) return std::nullopt;
    const auto& ref = refs_[entry->ref];
    if (entry->archive < 0) return File{ref.name, {ref.hash, ref.size_bytes, ref.media_type}};
    std::string bytes;
    const auto outcome =
        archives_[static_cast<std::size_t>(entry->archive)]->parts.read(entry->name, [&](std::string_view piece) {
            bytes += piece;
            return true;
        });
    if (outcome != worker::Outcome::ok || bytes.empty()) return std::nullopt;
    const auto stored = store_.put_bytes(bytes);
    if (!files::allowed(stored.media_type)) return std::nullopt;
    return File{files::clean_name(entry->name, stored.media_type), stored};
}

}  // namespace dinh::portal::imports
