#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>

#include "platform/backup/copying.hpp"
#include "platform/backup/tool.hpp"
#include "platform/error/error.hpp"
#include "platform/files/disk.hpp"
#include "platform/log/log.hpp"

namespace dinh::backup {

namespace {

namespace disk = files::disk;
namespace fs = std::filesystem;

constexpr log::Message kMade{"BACKUP_MADE", log::Level::info, "a backup is complete",
                             "Copy it to another machine, and keep a copy of the key ring apart from it."};
constexpr log::Message kDamaged{
    "BACKUP_DAMAGED_FILE", log::Level::error, "a stored file does not hold what its name says",
    "The disk changed or lost its content. The backup goes on with the file as it is; put the file back from an older "
    "backup into the same place of the data folder, and check the disk."};

// Removes what was begun unless it was finished.
class Draft {
public:
    explicit Draft(fs::path folder) : folder_(std::move(folder)) {}
    ~Draft() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    void finished() { folder_.clear(); }

private:
    fs::path folder_;
};

// 2026-11-21_150405, time in Viet Nam: names sort as times do.
std::string stamp_of(Instant at) {
    const Day day = clock::day_of(at);
    const auto seconds = static_cast<int>((at.ms - clock::start_of(day).ms) / 1000);
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return clock::to_text(day) + "_" + two(seconds / 3600) + two(seconds / 60 % 60) + two(seconds % 60);
}

bool is_stamp(const std::string& name) {
    return name.size() >= 17 && clock::parse_day(std::string_view(name).substr(0, 10)) && name[10] == '_';
}

void snapshot(db::Database& database, const std::string& url, const fs::path& file) {
    if (database.engine() == db::Engine::sqlite) return database.snapshot_to(file.string());
    const Address address = split_password(url);
    run_tool({"pg_dump", "--format=custom", "--no-password", "--file=" + file.string(), "--dbname=" + address.url},
             address.password);
}

// Of an earlier backup; without items when it cannot be read, so that nothing is taken over from it.
Manifest readable_manifest(const fs::path& backup) {
    try {
        return read_manifest(backup);
    } catch (const Refused&) {
        return {};
    }
}

struct Making {
    const fs::path& files;
    fs::path draft;
    fs::path earlier;  // "" when this is the first
    Manifest earlier_manifest;
    Manifest manifest;
};

// Takes a file over from the earlier backup when that had it whole: content never changes under its name.
bool linked(Making& making, const std::string& path, const std::string& hash) {
    const auto at = making.earlier_manifest.items.find(path);
    if (at == making.earlier_manifest.items.end() || at->second.sha256 != hash) return false;
    std::error_code fault;
    if (static_cast<std::int64_t>(fs::file_size(making.earlier / path, fault)) != at->second.size_bytes) return false;
    if (::link((making.earlier / path).c_str(), (making.draft / path).c_str()) != 0) return false;
    making.manifest.items[path] = at->second;
    return true;
}

void take_file(Making& making, const std::string& name) {
    const std::string path = "files/" + name;
    if (!is_store_path(path)) return;
    const fs::path target = making.draft / path;
    fs::create_directories(target.parent_path());
    const std::string hash = name.substr(0, 2) + name.substr(3);
    if (linked(making, path, hash)) return;
    const auto item = copy_hashed(making.files / name, target);
    if (!item) return;  // swept meanwhile: nothing in the snapshot refers to it
    if (item->sha256 != hash) log::write(kDamaged, {{"file", name}});
    making.manifest.items[path] = *item;
}

void take_all(Making& making, db::Database& database, const std::string& url) {
    making.manifest.made_at = clock::now();
    making.manifest.engine = database.engine();
    const fs::path database_file = making.draft / database_name(database.engine());
    snapshot(database, url, database_file);
    making.manifest.items[database_name(database.engine())] = hash_file(database_file).value();
    for (const auto& name : files_below(making.files)) take_file(making, name);
    write_file(making.draft / kManifestName, making.manifest.text());
    sync_all(making.draft);
}

}  // namespace

fs::path make(db::Database& database, const std::string& database_url, const fs::path& files, const fs::path& target) {
    disk::make_folder(target);
    const disk::Descriptor lock(target / ".lock", O_RDWR | O_CREAT, 0640);
    if (!lock) disk::fail("open " + (target / ".lock").string());
    if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
        throw Refused("Đang có một lần sao lưu khác vào thư mục này. Hãy đợi nó xong rồi thử lại.");
    }
    std::error_code ignored;
    fs::remove_all(target / ".making", ignored);  // of a process that died
    Making making{files, target / ".making", {}, {}, {}};
    if (const auto before = list(target); !before.empty()) {
        making.earlier = before.front();
        making.earlier_manifest = readable_manifest(making.earlier);
    }
    disk::make_folder(making.draft);
    Draft draft(making.draft);
    take_all(making, database, database_url);
    fs::path place = target / stamp_of(making.manifest.made_at);
    for (int n = 2; fs::exists(place); ++n)
        place = target / (stamp_of(making.manifest.made_at) + "_" + std::to_string(n));
    disk::rename(making.draft, place);
    draft.finished();
    disk::sync_folder(target);
    log::write(kMade, {{"folder", place.string()}, {"files", making.manifest.items.size() - 1}});
    return place;
}

std::vector<fs::path> list(const fs::path& target) {
    std::vector<fs::path> found;
    std::error_code fault;
    for (fs::directory_iterator at(target, fault), end; !fault && at != end; at.increment(fault)) {
        if (is_stamp(at->path().filename().string()) && fs::exists(at->path() / kManifestName))
            found.push_back(at->path());
    }
    std::sort(found.rbegin(), found.rend());
    return found;
}

int prune(const fs::path& target, int keep) {
    int removed = 0;
    const auto all = list(target);
    for (auto i = static_cast<std::size_t>(std::max(keep, 1)); i < all.size(); ++i) {
        std::error_code fault;
        // Without its manifest it is no backup any more, whatever happens to the rest.
        fs::remove(all[i] / kManifestName, fault);
        fs::remove_all(all[i], fault);
        removed += !fault;
    }
    return removed;
}

}  // namespace dinh::backup
