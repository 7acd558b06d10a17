// Removing what no record holds any more.
#include "platform/files/disk.hpp"
#include "platform/files/files.hpp"
#include "platform/log/log.hpp"

namespace dinh::files {

namespace fs = std::filesystem;

namespace {

constexpr db::Sql kReleased{
    "files.released",
    "SELECT hash FROM file_content WHERE refs = 0 AND unreferenced_since < $1 ORDER BY unreferenced_since LIMIT 200"};
constexpr db::Sql kForget{"files.forget_content",
                          "DELETE FROM file_content WHERE hash = $1 AND refs = 0 AND unreferenced_since < $2"};
constexpr db::Sql kKnown{"files.known_content", "SELECT 1 FROM file_content WHERE hash = $1"};

constexpr log::Message kNotRemoved{
    "FILES_NOT_REMOVED", log::Level::warning, "a file without a record could not be removed",
    "The sweep tries again tomorrow. If it lasts, look at the rights and the health of the disk that holds the files."};

// A file that was put again meanwhile has a new time; those who put wait for the lock or we see their time.
bool remove_if_old(const fs::path& folder, const fs::path& file, Instant older_than) {
    const disk::Lock lock(folder, disk::Lock::Kind::alone);
    const auto changed = disk::changed_at(file);
    if (!changed || *changed >= older_than) return false;
    std::error_code error;
    if (fs::remove(file, error)) return true;
    if (error) log::write(kNotRemoved, {{"file", file.string()}, {"error", error.message()}});
    return false;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        found.push_back(it->path());
    return found;
}

bool hex(const std::string& name, std::size_t size) {
    return name.size() == size && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

int Store::sweep(db::Database& database, Instant older_than) {
    return sweep_released(database, older_than) + sweep_orphans(database, older_than) + sweep_uploads(older_than);
}

int Store::sweep_released(db::Database& database, Instant older_than) const {
    int removed = 0;
    while (true) {
        const db::Rows rows = database.reading([&](db::Conn& conn) { return conn.query(kReleased, older_than); });
        std::vector<std::string> forgotten;
        database.write([&](db::Tx& tx) {
            forgotten.clear();
            for (const auto& row : rows) {
                if (tx.exec(kForget, row.view(0), older_than) == 1) forgotten.push_back(row.text(0));
            }
        });
        // Only after the commit: a deed that attached it meanwhile has kept the row, and so the file.
        for (const auto& hash : forgotten) removed += remove_if_old(folder_, path_of(hash), older_than);
        if (forgotten.empty()) return removed;
    }
}

int Store::sweep_orphans(db::Database& database, Instant older_than) const {
    int removed = 0;
    for (const auto& folder : entries_of(folder_)) {
        if (!hex(folder.filename().string(), 2)) continue;
        for (const auto& file : entries_of(folder)) {
            const auto changed = disk::changed_at(file);
            if (!changed || *changed >= older_than || !hex(file.filename().string(), 62)) continue;
            const std::string hash = folder.filename().string() + file.filename().string();
            const bool known = database.reading([&](db::Conn& conn) { return !conn.query(kKnown, hash).empty(); });
            if (!known) removed += remove_if_old(folder_, file, older_than);
        }
    }
    return removed;
}

int Store::sweep_uploads(Instant older_than) const {
    int removed = 0;
    for (const auto& file : entries_of(folder_ / "uploads")) removed += remove_if_old(folder_, file, older_than);
    return removed;
}

}  // namespace dinh::files
