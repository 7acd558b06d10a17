// migrate, copy, backup, restore, check-config, audit verify.
#include <cstdio>
#include <filesystem>

#include "app/assembly.hpp"
#include "app/commands/commands.hpp"
#include "app/modules.hpp"
#include "platform/audit/audit.hpp"
#include "platform/backup/backup.hpp"
#include "platform/backup/copy.hpp"
#include "platform/embed/embed.hpp"
#include "platform/search/search.hpp"

namespace dinh::app {

namespace fs = std::filesystem;

int migrate(const Common& common) {
    Assembly assembly(read_config(common), Schema::migrate);
    const auto state = db::schema_state(assembly.db(), db::embedded_migrations(module_names()));
    std::printf("Cơ sở dữ liệu đã ở phiên bản mới nhất (%d bước).\n", state.applied);
    return 0;
}

namespace {

// The index of the search is the engine's own and does not travel.
void index_again(db::Database& database) {
    constexpr int kAtOnce = 500;
    Id last = 0;
    do {
        last = database.writing([&](db::Tx& tx) { return search::index_kept_again(tx, last, kAtOnce); });
    } while (last != 0);
}

}  // namespace

int copy_to(const Common& common, const std::string& url) {
    Assembly assembly(read_config(common), Schema::check);
    if (assembly.config().on_sqlite()) assembly.lock_folder();
    db::Options options;
    options.url = url;
    const auto target = db::Database::open(options);
    const auto report = backup::copy(assembly.db(), *target, db::embedded_migrations(module_names()));
    index_again(*target);
    std::printf("Đã chép %lld dòng của %zu bảng.\n", static_cast<long long>(report.rows), report.tables.size());
    return 0;
}

int backup(const Common& common, const std::string& to) {
    Assembly assembly(read_config(common), Schema::check);
    const auto& config = assembly.config();
    const fs::path standard =
        config.backup_dir.empty() ? fs::path(config.data_dir) / "backups" : fs::path(config.backup_dir);
    const auto made = backup::make(assembly.db(), database_url(config), assembly.house().files->folder(),
                                   to.empty() ? standard : fs::path(to));
    backup::verify(made);
    const int dropped = backup::prune(made.parent_path(), static_cast<int>(config.backup_keep));
    std::printf("Đã sao lưu và kiểm tra %s\n", made.string().c_str());
    if (dropped > 0) std::printf("Đã bỏ %d bản sao lưu cũ nhất.\n", dropped);
    return 0;
}

int restore(const Common& common, const std::string& from) {
    const auto config = read_config(common);
    backup::restore(from, database_url(config), config.data_dir);
    std::printf("Đã khôi phục vào %s\n", config.data_dir.c_str());
    return 0;
}

int check_config(const Common& common) {
    const auto config = read_config(common);
    std::printf("%s", config::report(config).c_str());
    return 0;
}

int audit_verify(const Common& common) {
    Assembly assembly(read_config(common), Schema::check);
    const auto verdict = audit::verify(assembly.db());
    std::printf("%s: %lld dòng đã niêm phong, gốc %s\n",
                verdict.proven ? "Chuỗi nhật ký nguyên vẹn" : "CHUỖI NHẬT KÝ CÓ LỖI",
                static_cast<long long>(verdict.sealed), verdict.root.c_str());
    if (!verdict.proven) std::printf("%s\n", verdict.fault.c_str());
    return verdict.proven ? 0 : 1;
}

}  // namespace dinh::app
