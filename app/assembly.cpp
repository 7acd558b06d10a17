#include "app/assembly.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "app/house_name.hpp"
#include "app/modules.hpp"
#include "modules/directory/directory.hpp"
#include "modules/exports/exports.hpp"
#include "modules/indicators/indicators.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/backup/backup.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/crypto/password.hpp"
#include "platform/deed/deed.hpp"
#include "platform/embed/embed.hpp"
#include "platform/events/events.hpp"
#include "platform/ids/ids.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/pages/pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/settings/settings.hpp"

namespace dinh::app {

namespace fs = std::filesystem;

namespace {

constexpr log::Message kMigrating{
    "APP_MIGRATING", log::Level::info, "the database schema is brought up to date",
    "A copy of the database was made before, in the folder of backups, when there was data."};

constexpr std::int64_t kSettingsKeptMs = 5000;

// Every deed makes an audit row; what else it makes follows within the second.
constexpr db::Sql kLastId{"app.last_id", "SELECT COALESCE(MAX(id), 0) FROM audit_entry"};
constexpr std::int64_t kLongestDeedMs = 1000;

void go_on_with_ids(db::Database& database) {
    const Id last = database.reading([](db::Conn& conn) { return conn.integer(kLastId); });
    if (last != 0) ids::start_after(ids::make_at(ids::unix_ms_of(last) + kLongestDeedMs, 0));
}

constexpr std::int64_t kDayMs = 24 * 3'600'000;
constexpr std::int64_t kDeedKeysKeptMs = 30 * kDayMs;
constexpr int kDaySeconds = 86'400;

// Slice by slice, each a deed of its own, so that the writer is free in between.
void forget_deed_keys(House& house) {
    const Instant before{clock::now().ms - kDeedKeysKeptMs};
    while (house.db->writing([&](db::Tx& tx) { return deed::forget_keys(tx, before); }) > 0) {}
}

// What the platform does by itself beside the modules.
std::vector<jobs::Kind> house_kinds() {
    const auto every = [](const char* name, int seconds, void (*work)(House&)) {
        jobs::Kind kind{.name = name, .work = [work](House& house, const jobs::Job&) { work(house); }};
        kind.every_s = seconds;
        return kind;
    };
    auto sweep =
        every("files.sweep", 3600, [](House& house) { house.files->sweep(*house.db, {clock::now().ms - kDayMs}); });
    sweep.job_class = jobs::Class::slow;
    sweep.what_to_do = "Việc dọn tệp không còn dùng chạy lại sau một giờ; nếu còn lỗi, xem nhật ký hệ thống.";
    auto keys = every("deed.forget_keys", kDaySeconds, forget_deed_keys);
    keys.job_class = jobs::Class::slow;
    keys.what_to_do = "Việc dọn khóa chống gửi trùng chạy lại vào ngày sau; nếu còn lỗi, xem nhật ký hệ thống.";
    return {every("events.deliver", 1, [](House& house) { events::deliver(*house.db); }),
            every("audit.seal", 1, [](House& house) { audit::seal(*house.db, static_cast<int>(house.config->node)); }),
            every("audit.views", 10, [](House& house) { audit::flush_views(*house.db); }), std::move(sweep),
            std::move(keys)};
}

bool writable(const fs::path& folder) { return ::access(folder.c_str(), W_OK | X_OK) == 0; }

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error || !writable(folder))
        throw Unavailable(Said("Thư mục dữ liệu %1 không ghi được. Hãy kiểm tra quyền ghi và chỗ trống của ổ đĩa.",
                               {folder.string()}),
                          "data folder " + folder.string() + " is not writable: " + error.message());
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

std::string database_url(const config::Config& config) {
    return config.database_url.empty() ? "sqlite://" + (fs::path(config.data_dir) / "dinh.db").string()
                                       : config.database_url;
}

Assembly::Assembly(config::Config config, Schema schema) : config_(std::move(config)) {
    make_folder(config_.data_dir);
    ids::set_node(static_cast<int>(config_.node));
    if (config_.dev) embed::use_tree(fs::current_path().string());
    const fs::path keys = config_.key_file.empty() ? fs::path(config_.data_dir) / "keys" : fs::path(config_.key_file);
    keys_ = std::make_unique<crypto::KeyRing>(crypto::KeyRing::open(keys));
    files_ = std::make_unique<files::Store>(fs::path(config_.data_dir) / "files");
    for (auto& manifest : all_modules())
        if (manifest.always || config_.has_module(manifest.name)) modules_.push_back(std::move(manifest));
    open_database(schema);
    if (schema != Schema::leave) go_on_with_ids(*db_);
    start_parts();
}

Assembly::~Assembly() {
    if (lock_ >= 0) ::close(lock_);
}

void Assembly::open_database(Schema schema) {
    db::Options options;
    options.url = database_url(config_);
    options.readers = static_cast<int>(config_.readers);
    options.through_pgbouncer = config_.through_pgbouncer;
    db_ = db::Database::open(options);
    if (schema == Schema::leave) return;
    const auto migrations = db::embedded_migrations(module_names());
    const auto state = db::schema_state(*db_, migrations);
    if (!state.served)
        throw Unavailable("Cơ sở dữ liệu thuộc phiên bản Đình mới hơn chương trình này. Hãy cài phiên bản mới.",
                          "the schema is newer than this program: " + joined(state.unknown));
    if (state.pending.empty()) return;
    if (schema == Schema::check)
        throw Unavailable("Cơ sở dữ liệu chưa được nâng cấp. Hãy chạy: dinh migrate",
                          "pending migrations: " + joined(state.pending));
    log::write(kMigrating, {{"pending", static_cast<std::int64_t>(state.pending.size())}});
    if (state.applied > 0 && db_->engine() == db::Engine::sqlite) {
        const fs::path folder =
            config_.backup_dir.empty() ? fs::path(config_.data_dir) / "backups" : fs::path(config_.backup_dir);
        make_folder(folder);
        db_->snapshot_to((folder / ("before-migration-" + std::to_string(clock::now().ms) + ".db")).string());
    }
    db::migrate(*db_, migrations);
}

void Assembly::start_parts() {
    rules::load(rules::embedded());
    std::vector<std::pair<std::string, std::string>> abbreviations;
    for (const auto& one : rules::all_abbreviations()) abbreviations.emplace_back(one.short_form, one.long_form);
    search::set_abbreviations(std::move(abbreviations));
    std::vector<settings::Setting> declared{house_name_setting()};
    std::vector<events::Hearer> hearers;
    std::vector<jobs::Kind> kinds = house_kinds();
    std::vector<exports::Source> sources;
    std::vector<module::Figure> figures;
    for (const auto& manifest : modules_) {
        declared.insert(declared.end(), manifest.settings.begin(), manifest.settings.end());
        hearers.insert(hearers.end(), manifest.hearers.begin(), manifest.hearers.end());
        kinds.insert(kinds.end(), manifest.jobs.begin(), manifest.jobs.end());
        worklist::set_kinds(manifest.work_kinds);
        sources.insert(sources.end(), manifest.exports.begin(), manifest.exports.end());
        figures.insert(figures.end(), manifest.figures.begin(), manifest.figures.end());
        directory::hear_reorganised(manifest);
        worklist::set_search_kinds(manifest.search_kinds);
    }
    exports::set_sources(std::move(sources));
    indicators::set_figures(std::move(figures));
    settings::declare(std::move(declared));
    settings::remember_for_ms(kSettingsKeptMs);
    crypto::set_password_cost({.memory_kib = static_cast<std::uint32_t>(config_.password_memory_kib),
                               .passes = static_cast<std::uint32_t>(config_.password_passes)},
                              static_cast<int>(config_.password_at_once));
    events::set_hearers(std::move(hearers));
    jobs::set_kinds(std::move(kinds));
    house_.config = &config_;
    house_.db = db_.get();
    house_.files = files_.get();
    house_.keys = keys_.get();
}

void Assembly::fill(web::Router& router) const {
    for (const auto& manifest : modules_) {
        router.belong(manifest.name, manifest.title);
        if (manifest.routes) manifest.routes(router);
    }
}

void Assembly::lock_folder() {
    const fs::path file = fs::path(config_.data_dir) / "serve.lock";
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) throw Unavailable("Thư mục dữ liệu không ghi được.", "cannot open " + file.string());
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0)
        throw Unavailable("Một tiến trình dinh serve khác đang dùng thư mục dữ liệu này.",
                          "another process holds " + file.string());
}

}  // namespace dinh::app
