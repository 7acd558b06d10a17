#include "tests/support/databases.hpp"

#include <atomic>
#include <fstream>

namespace dinh::test {

namespace fs = std::filesystem;

namespace {

// What two sets of migrations have in common: their texts.
std::string key_of(const std::vector<db::Migration>& migrations) {
    std::string all;
    for (const auto& migration : migrations) all += migration.part + '/' + migration.name + '\n' + migration.sql + '\n';
    return std::to_string(std::hash<std::string>()(all));
}

// Migrated databases to copy from, made once in this program.
struct Models {
    std::mutex mutex;
    std::set<std::string> postgres;
    std::map<std::string, std::string> sqlite;  // key -> file
    TempDir folder;
};

Models& models() {
    static Models one;
    return one;
}

std::string sqlite_model(const std::vector<db::Migration>& migrations) {
    Models& m = models();
    const std::lock_guard lock(m.mutex);
    const std::string key = key_of(migrations);
    if (const auto known = m.sqlite.find(key); known != m.sqlite.end()) return known->second;
    const std::string file = m.folder.file(key + ".db");
    const auto source = db::Database::open({.url = "sqlite://" + m.folder.file(key + ".source")});
    db::migrate(*source, migrations);
    source->snapshot_to(file);
    return m.sqlite[key] = file;
}

std::string postgres_model(const std::vector<db::Migration>& migrations) {
    Models& m = models();
    const std::lock_guard lock(m.mutex);
    PostgresServer& server = PostgresServer::shared();
    const std::string name = "model_" + key_of(migrations);
    if (m.postgres.contains(name)) return name;
    server.create(name);
    db::migrate(*db::Database::open({.url = server.url(name), .readers = 1}), migrations);
    m.postgres.insert(name);
    return name;
}

std::string fresh_name() {
    static std::atomic<int> last{0};
    return "test_" + std::to_string(++last);
}

}  // namespace

TestDatabase::TestDatabase(db::Engine engine, const std::vector<db::Migration>& migrations, db::Options options)
    : engine_(engine), name_(fresh_name()), options_(std::move(options)) {
    if (engine == db::Engine::sqlite) {
        const std::string file = folder_.file("dinh.db");
        fs::copy_file(sqlite_model(migrations), file);
        options_.url = "sqlite://" + file;
    } else {
        PostgresServer& server = PostgresServer::shared();
        server.create(name_, postgres_model(migrations));
        options_.url = server.url(name_);
    }
    open();
}

TestDatabase::~TestDatabase() {
    database_.reset();
    try {
        if (engine_ == db::Engine::postgresql) PostgresServer::shared().drop(name_);
    } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
    }
}

OnBothEngines::OnBothEngines(const std::vector<std::string>& parts)
    : OnBothEngines(db::embedded_migrations_of(parts)) {}
OnBothEngines::OnBothEngines(const std::vector<db::Migration>& migrations) : migrations_(migrations) {}

void OnBothEngines::SetUp() { database_ = std::make_unique<TestDatabase>(GetParam(), migrations_); }

}  // namespace dinh::test
