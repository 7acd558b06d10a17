#include <unistd.h>

#include "platform/backup/copying.hpp"
#include "platform/backup/tool.hpp"
#include "platform/error/error.hpp"
#include "platform/files/disk.hpp"
#include "platform/log/log.hpp"
#include "platform/text/text.hpp"

namespace dinh::backup {

namespace {

namespace disk = files::disk;
namespace fs = std::filesystem;

constexpr std::size_t kMostNamed = 10;
constexpr db::Sql kTables{"backup.tables", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"};
constexpr log::Message kRestored{
    "BACKUP_RESTORED", log::Level::info, "a backup was restored",
    "Put the key ring of the old installation into the data folder before the start; without it second factors and "
    "sealed forms cannot be opened."};

// Missing, changed and surplus files, the first few by name.
void check_items(const fs::path& backup, const Manifest& manifest) {
    std::vector<std::string> faults;
    for (const auto& [path, item] : manifest.items) {
        const auto found = hash_file(backup / path);
        if (!found) faults.push_back("thiếu " + path);
        if (found && (found->sha256 != item.sha256 || found->size_bytes != item.size_bytes)) {
            faults.push_back("sai nội dung " + path);
        }
    }
    for (const auto& path : files_below(backup)) {
        if (path != kManifestName && !manifest.items.contains(path)) faults.push_back("thừa " + path);
    }
    if (faults.empty()) return;
    const std::size_t more = faults.size() > kMostNamed ? faults.size() - kMostNamed : 0;
    if (more > 0) faults.resize(kMostNamed);
    const std::string named = text::join(faults, "; ");
    if (more == 0) throw Refused(Said("Bản sao lưu bị hỏng: %1. Hãy dùng một bản sao lưu khác.", {named}));
    throw Refused(
        Said("Bản sao lưu bị hỏng: %1 và %2 lỗi khác. Hãy dùng một bản sao lưu khác.", {named, std::to_string(more)}));
}

bool nothing_in(const fs::path& folder) { return !fs::exists(folder) || fs::is_empty(folder); }

fs::path sqlite_file(const std::string& url) { return url.substr(std::string_view("sqlite://").size()); }

void check_place(const Manifest& manifest, const std::string& url, const fs::path& data_dir) {
    const bool sqlite = url.starts_with("sqlite://");
    if (sqlite != (manifest.engine == db::Engine::sqlite)) {
        throw Refused(
            "Bản sao lưu thuộc loại cơ sở dữ liệu khác. Hãy khôi phục vào đúng loại, rồi chuyển bằng lệnh dinh copy.");
    }
    Reasons reasons;
    if (!nothing_in(data_dir / "files")) reasons.add(Said("Thư mục %1 không trống.", {(data_dir / "files").string()}));
    if (sqlite && fs::exists(sqlite_file(url))) reasons.add(Said("Tệp %1 đã có.", {sqlite_file(url).string()}));
    if (!sqlite) {
        const auto database = db::Database::open({.url = url});
        const auto tables = database->reading([](db::Conn& conn) { return conn.integer(kTables); });
        if (tables > 0) reasons.add("Cơ sở dữ liệu đích không trống.");
    }
    reasons.done();
}

class Staging {
public:
    explicit Staging(fs::path folder) : folder_(std::move(folder)) { disk::make_folder(folder_); }
    ~Staging() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    const fs::path& folder() const { return folder_; }

private:
    fs::path folder_;
};

void stage_files(const fs::path& backup, const Manifest& manifest, const fs::path& staging) {
    disk::make_folder(staging / "files");
    for (const auto& [path, item] : manifest.items) {
        if (!is_store_path(path)) continue;
        fs::create_directories((staging / path).parent_path());
        const auto copied = copy_hashed(backup / path, staging / path);
        if (!copied || copied->sha256 != item.sha256)
            throw Refused(Said("Bản sao lưu thay đổi trong lúc khôi phục: %1.", {path}));
    }
    sync_all(staging);
}

void restore_postgres(const fs::path& dump, const std::string& url) {
    const Address address = split_password(url);
    run_tool({"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--no-password",
              "--dbname=" + address.url, dump.string()},
             address.password);
}

// The database comes last: without it the place is not a house, and the restore can be repeated.
void put_in_place(const fs::path& backup, const Manifest& manifest, const std::string& url, const fs::path& data_dir,
                  const fs::path& staging) {
    const fs::path source = backup / database_name(manifest.engine);
    std::error_code ignored;
    fs::remove(data_dir / "files", ignored);
    disk::rename(staging / "files", data_dir / "files");
    disk::sync_folder(data_dir);
    if (manifest.engine == db::Engine::postgresql) return restore_postgres(source, url);
    const fs::path place = sqlite_file(url);
    const fs::path draft = place.string() + ".restoring";
    disk::make_folder(place.parent_path());
    fs::remove(draft, ignored);
    copy_hashed(source, draft);
    sync_all(place.parent_path());
    disk::rename(draft, place);
    disk::sync_folder(place.parent_path());
}

Contents contents_of(const fs::path& backup, const Manifest& manifest) {
    Contents contents{backup, manifest.made_at, manifest.engine, 0, 0};
    for (const auto& [path, item] : manifest.items) {
        contents.files += is_store_path(path);
        contents.bytes += item.size_bytes;
    }
    return contents;
}

}  // namespace

Contents verify(const fs::path& backup) {
    const Manifest manifest = read_manifest(backup);
    check_items(backup, manifest);
    return contents_of(backup, manifest);
}

Contents restore(const fs::path& backup, const std::string& database_url, const fs::path& data_dir) {
    const Manifest manifest = read_manifest(backup);
    check_place(manifest, database_url, data_dir);
    check_items(backup, manifest);
    disk::make_folder(data_dir);
    const Staging staging(data_dir / ".restoring");
    stage_files(backup, manifest, staging.folder());
    try {
        put_in_place(backup, manifest, database_url, data_dir, staging.folder());
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(data_dir / "files", ignored);
        throw;
    }
    log::write(kRestored, {{"folder", backup.string()}, {"files", manifest.items.size() - 1}});
    return contents_of(backup, manifest);
}

}  // namespace dinh::backup
