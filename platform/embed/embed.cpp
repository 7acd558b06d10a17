#include "platform/embed/embed.hpp"

#include <cstring>
#include <fstream>

#include "platform/embed/table.hpp"

namespace dinh::embed {

namespace fs = std::filesystem;

namespace {

struct TreeFile {
    std::string path;
    std::string data;
    std::string digest;
    fs::file_time_type changed;
};

// Old versions are kept: views of them may still be in use.
struct Tree {
    fs::path root;
    fs::path build;
    std::mutex mutex;
    std::map<std::string, TreeFile*, std::less<>> files;
    std::vector<std::unique_ptr<TreeFile>> versions;
    std::set<std::string, std::less<>> names;
};

Tree& tree() {
    static Tree one;
    return one;
}

bool in_tree() { return !tree().root.empty(); }

const Entry* find(std::string_view path) {
    const Entry* end = kTable + kTableSize;
    const Entry* entry =
        std::lower_bound(kTable, end, path, [](const Entry& e, std::string_view wanted) { return e.path < wanted; });
    return entry != end && path == entry->path ? entry : nullptr;
}

bool inside(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.find('\0') != path.npos) return false;
    for (const auto& piece : fs::path(path)) {
        if (piece == "..") return false;
    }
    return true;
}

fs::path place(std::string_view path) {
    const Tree& t = tree();
    if (path.starts_with("assets/")) return t.build / path;
    if (path.starts_with("locales/") && path.ends_with(".mo")) return t.build / "generated" / path;
    return t.root / path;
}

const TreeFile* read_tree(std::string_view path) {
    if (!inside(path)) return nullptr;
    const fs::path real = place(path);
    std::error_code error;
    if (!fs::is_regular_file(real, error)) return nullptr;
    const auto changed = fs::last_write_time(real, error);
    Tree& t = tree();
    const std::lock_guard lock(t.mutex);
    const auto known = t.files.find(path);
    if (known != t.files.end() && known->second->changed == changed) return known->second;
    std::ifstream stream(real, std::ios::binary);
    auto fresh = std::make_unique<TreeFile>();
    fresh->path = path;
    fresh->data.assign(std::istreambuf_iterator<char>(stream), {});
    fresh->changed = changed;
    char digest[17];
    static_cast<void>(std::snprintf(digest, sizeof digest, "%016zx", std::hash<std::string>()(fresh->data)));
    fresh->digest = digest;
    TreeFile* kept = fresh.get();
    t.versions.push_back(std::move(fresh));
    t.files.insert_or_assign(std::string(path), kept);
    return kept;
}

bool wanted(std::string_view path) {
    if (path.starts_with("platform/") || path.starts_with("modules/")) {
        return path.ends_with(".html") || path.find("/schema/") != path.npos;
    }
    return true;
}

void collect(const fs::path& base, const std::string& folder, std::set<std::string>& found) {
    std::error_code error;
    fs::recursive_directory_iterator at(base / folder, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (!at->is_regular_file()) continue;
        std::string path = fs::relative(at->path(), base).generic_string();
        if (wanted(path)) found.insert(std::move(path));
    }
}

std::vector<std::string_view> list_tree(std::string_view prefix) {
    Tree& t = tree();
    std::set<std::string> found;
    for (const char* folder : {"platform", "modules", "rules", "examples"}) collect(t.root, folder, found);
    collect(t.build, "assets", found);
    collect(t.build / "generated", "locales", found);
    const std::lock_guard lock(t.mutex);
    std::vector<std::string_view> paths;
    for (const auto& path : found) {
        if (path.starts_with(prefix) && !path.ends_with(".br") && !path.ends_with(".gz")) {
            paths.push_back(*t.names.insert(path).first);
        }
    }
    return paths;
}

std::string_view packed(std::string_view path, const char* ending) {
    const TreeFile* file = read_tree(std::string(path) + ending);
    return file ? std::string_view(file->data) : std::string_view();
}

}  // namespace

std::optional<std::string_view> file(std::string_view path) {
    if (in_tree()) {
        const TreeFile* found = read_tree(path);
        return found ? std::optional<std::string_view>(found->data) : std::nullopt;
    }
    const Entry* entry = find(path);
    return entry ? std::optional(std::string_view(entry->data, entry->size)) : std::nullopt;
}

std::vector<std::string_view> list(std::string_view prefix) {
    if (in_tree()) return list_tree(prefix);
    std::vector<std::string_view> paths;
    const Entry* end = kTable + kTableSize;
    const Entry* entry =
        std::lower_bound(kTable, end, prefix, [](const Entry& e, std::string_view wanted) { return e.path < wanted; });
    for (; entry != end && std::string_view(entry->path).starts_with(prefix); ++entry) paths.emplace_back(entry->path);
    return paths;
}

std::optional<Asset> asset(std::string_view path) {
    if (in_tree()) {
        const TreeFile* found = read_tree(path);
        if (!found) return std::nullopt;
        return Asset{found->data, packed(path, ".br"), packed(path, ".gz"), found->digest};
    }
    const Entry* entry = find(path);
    if (!entry) return std::nullopt;
    return Asset{{entry->data, entry->size},
                 {entry->brotli, entry->brotli_size},
                 {entry->gzip, entry->gzip_size},
                 entry->digest};
}

void use_tree(const std::string& root, const std::string& build) {
    Tree& t = tree();
    t.root = root;
    t.build = build.empty() ? fs::path(root) / "build" : fs::path(build);
}

}  // namespace dinh::embed
