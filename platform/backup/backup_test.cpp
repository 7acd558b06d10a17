#include "platform/backup/backup.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "platform/backup/manifest.hpp"
#include "platform/backup/tool.hpp"
#include "platform/files/files.hpp"
#include "platform/log/log.hpp"
#include "tests/support/databases.hpp"

namespace dinh::backup {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr db::Sql kPut{"test.put", "INSERT INTO thing (id, name, day, data, done) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kAll{"test.all", "SELECT id, name, day, data, done FROM thing ORDER BY id"};

const std::vector<db::Migration>& migrations() {
    static const std::vector<db::Migration> all{
        {"test", 1, "0001_thing",
         "CREATE TABLE thing (id $id PRIMARY KEY, name text NOT NULL, day text, data $bytes, done $bool NOT NULL);"}};
    return all;
}

std::string content(const fs::path& file) {
    std::ostringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
}

void overwrite(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

std::string refusal(const std::function<void()>& work) {
    try {
        work();
    } catch (const Refused& refused) {
        return refused.for_person();
    }
    return "";
}

std::vector<std::string> rows(db::Database& database) {
    return database.reading([](db::Conn& conn) {
        std::vector<std::string> list;
        for (const auto& row : conn.query(kAll)) {
            list.push_back(std::to_string(row.integer(0)) + "|" + row.text(1) + "|" + row.text(2) + "|" + row.bytes(3) +
                           "|" + std::to_string(row.integer(4)));
        }
        return list;
    });
}

class BackupTest : public test::OnBothEngines {
protected:
    BackupTest() : OnBothEngines(migrations()) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        store_ = std::make_unique<files::Store>(folder_.path() / "data" / "files");
        for (int i = 1; i <= 5; ++i) add(i);
    }
    void add(int i) {
        const auto stored = store_->put_bytes("%PDF-1.4 văn bản " + std::to_string(i));
        hashes_.push_back(stored.hash);
        db().write([&](db::Tx& tx) {
            const std::optional<Day> day = i % 2 == 0 ? std::optional(Day{i}) : std::nullopt;
            tx.exec(kPut, i, "Đường số " + std::to_string(i), day, db::Bytes{std::string("\0\xFF'", 3)}, true);
        });
    }
    fs::path make_one() { return make(db(), url(), folder_.path() / "data" / "files", target()); }
    std::string url() { return database().options().url; }
    fs::path target() { return folder_.path() / "backups"; }
    // An empty place of the same engine; on PostgreSQL a new database.
    std::string empty_url() {
        if (sqlite()) return "sqlite://" + folder_.file("new/dinh.db");
        auto& server = test::PostgresServer::shared();
        const std::string name = "restore_" + std::to_string(++made);
        server.create(name);
        created_.push_back(name);
        return server.url(name);
    }
    void TearDown() override {
        for (const auto& name : created_) test::PostgresServer::shared().drop(name);
    }

    log::Captured quiet_;
    test::TempDir folder_;
    std::unique_ptr<files::Store> store_;
    std::vector<std::string> hashes_;
    std::vector<std::string> created_;
    static inline int made = 0;
};

TEST_P(BackupTest, restores_everything_as_it_was) {
    const fs::path backup = make_one();
    const auto before = rows(db());
    add(6);  // after the backup: must not come back
    const std::string into = empty_url();
    const Contents contents = restore(backup, into, folder_.path() / "new");
    EXPECT_EQ(contents.files, 5);
    {
        const auto restored = db::Database::open({.url = into});
        EXPECT_EQ(rows(*restored), before);
        EXPECT_EQ(before.size(), 5u);
        db::migrate(*restored, migrations());
        restored->write([](db::Tx& tx) { tx.exec(kPut, 99, "sau", nullptr, nullptr, false); });
    }
    const files::Store store(folder_.path() / "new" / "files");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(store.read(hashes_[static_cast<std::size_t>(i)]), store_->read(hashes_[static_cast<std::size_t>(i)]));
    EXPECT_THROW(store.read(hashes_[5]), NotFound);
    EXPECT_FALSE(fs::exists(folder_.path() / "new" / ".restoring"));
}

TEST_P(BackupTest, is_made_while_others_write) {
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int i = 100; !stop; ++i) add(i);
    });
    const fs::path backup = make_one();
    stop = true;
    writer.join();
    const std::string into = empty_url();
    restore(backup, into, folder_.path() / "new");
    const auto restored = db::Database::open({.url = into});
    const files::Store store(folder_.path() / "new" / "files");
    const auto count = rows(*restored).size();
    EXPECT_GE(count, 5u);
    for (std::size_t i = 0; i < count; ++i) EXPECT_NO_THROW(store.read(hashes_[i])) << "every row has its file";
}

TEST_P(BackupTest, is_listed_verified_and_pruned) {
    const fs::path first = make_one();
    add(7);
    const fs::path second = make_one();
    EXPECT_EQ(list(target()), (std::vector<fs::path>{second, first}));
    EXPECT_EQ(verify(second).files, 6);
    EXPECT_EQ(verify(second).engine, engine());
    EXPECT_EQ(fs::hard_link_count(second / "files" / hashes_[0].substr(0, 2) / hashes_[0].substr(2)), 2u)
        << "content of the earlier backup is linked";
    EXPECT_EQ(prune(target(), 1), 1);
    EXPECT_EQ(list(target()), std::vector<fs::path>{second});
    EXPECT_EQ(prune(target(), 0), 0) << "one is always kept";
    EXPECT_NO_THROW(verify(second)) << "links outlive the earlier backup";
}

TEST_P(BackupTest, refuses_a_damaged_backup_and_changes_nothing) {
    const fs::path backup = make_one();
    const fs::path file = backup / "files" / hashes_[0].substr(0, 2) / hashes_[0].substr(2);
    const std::string good = content(file);
    overwrite(file, good + "x");
    EXPECT_THAT(refusal([&] { verify(backup); }), HasSubstr("sai nội dung files/"));
    overwrite(file, std::string(good.size(), 'x'));
    const std::string into = empty_url();
    EXPECT_THAT(refusal([&] { restore(backup, into, folder_.path() / "new"); }), HasSubstr("sai nội dung"));
    fs::remove(file);
    EXPECT_THAT(refusal([&] { verify(backup); }), HasSubstr("thiếu files/"));
    overwrite(file, good);
    overwrite(backup / "files" / "more", "x");
    EXPECT_THAT(refusal([&] { verify(backup); }), HasSubstr("thừa files/more"));
    fs::remove(backup / "files" / "more");
    const std::string dump = content(backup / database_name(engine()));
    overwrite(backup / database_name(engine()), dump.substr(0, dump.size() / 2));
    EXPECT_THAT(refusal([&] { restore(backup, into, folder_.path() / "new"); }), HasSubstr("sai nội dung database"));
    EXPECT_FALSE(fs::exists(folder_.path() / "new" / "files"));
}

TEST_P(BackupTest, refuses_a_place_that_is_not_empty) {
    const fs::path backup = make_one();
    fs::create_directories(folder_.path() / "new" / "files" / "ab");
    const std::string text = refusal([&] { restore(backup, url(), folder_.path() / "new"); });
    EXPECT_THAT(text, HasSubstr("không trống"));
    EXPECT_THAT(text, HasSubstr(sqlite() ? "đã có" : "Cơ sở dữ liệu đích không trống"));
    EXPECT_EQ(rows(db()).size(), 5u);
}

TEST_P(BackupTest, refuses_the_other_engine_and_names_the_way) {
    const fs::path backup = make_one();
    const std::string other = sqlite() ? "postgres:///x?host=/nowhere" : "sqlite://" + folder_.file("new.db");
    EXPECT_THAT(refusal([&] { restore(backup, other, folder_.path() / "new"); }), HasSubstr("dinh copy"));
}

TEST_P(BackupTest, tells_of_a_stored_file_that_the_disk_changed) {
    const fs::path stored = store_->path_of(hashes_[2]);
    fs::permissions(stored, fs::perms::owner_write, fs::perm_options::add);
    overwrite(stored, "rotten");
    const log::Captured captured;
    const fs::path backup = make_one();
    EXPECT_EQ(captured.count("BACKUP_DAMAGED_FILE"), 1);
    EXPECT_NO_THROW(verify(backup)) << "the backup holds what the disk held";
}

TEST_P(BackupTest, leaves_nothing_behind_when_it_fails) {
    EXPECT_THROW(make(db(), "postgres:///absent_db?host=/nowhere", "/absent", "/proc/absent"), Unavailable);
    if (sqlite()) return;
    EXPECT_THROW(make(db(), "postgres:///absent_db?host=/nowhere", "/absent", target()), Unavailable);
    EXPECT_TRUE(list(target()).empty());
    EXPECT_FALSE(fs::exists(target() / ".making"));
}

TEST_P(BackupTest, overwrites_what_a_dead_process_began) {
    fs::create_directories(target() / ".making" / "files");
    overwrite(target() / ".making" / "rubbish", "x");
    const fs::path backup = make_one();
    EXPECT_FALSE(fs::exists(backup / "rubbish"));
    EXPECT_NO_THROW(verify(backup));
}

DINH_BOTH_ENGINES(BackupTest);

Manifest some_manifest() {
    Manifest manifest;
    manifest.made_at = clock::parse_instant("2026-11-21T08:00:00.000Z").value();
    manifest.items["database.db"] = {std::string(64, 'a'), 10};
    manifest.items["files/ab/" + std::string(62, 'c')] = {std::string(64, 'b'), 0};
    return manifest;
}

TEST(Manifest, is_read_as_it_was_written) {
    const std::string text = some_manifest().text();
    EXPECT_EQ(parse_manifest(text).text(), text);
    EXPECT_EQ(parse_manifest(text).items.size(), 2u);
}

TEST(Manifest, is_refused_when_anything_is_missing_or_changed) {
    const std::string text = some_manifest().text();
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_THROW(parse_manifest(changed), Refused) << i;
        EXPECT_THROW(parse_manifest(text.substr(0, i)), Refused) << i;
    }
    EXPECT_THROW(parse_manifest(text + "x"), Refused);
    Manifest without = some_manifest();
    without.items.erase("database.db");
    EXPECT_THROW(parse_manifest(without.text()), Refused);
    Manifest outside = some_manifest();
    outside.items["files/../../etc/passwd"] = {std::string(64, 'b'), 0};
    EXPECT_THROW(parse_manifest(outside.text()), Refused);
}

TEST(Address, keeps_the_password_away_from_the_arguments) {
    EXPECT_EQ(split_password("postgres://dinh:p%40ss@db:5432/dinh").url, "postgres://dinh@db:5432/dinh");
    EXPECT_EQ(split_password("postgres://dinh:p%40ss@db/dinh").password, "p@ss");
    EXPECT_EQ(split_password("postgres://dinh@db:5432/dinh").password, "");
    EXPECT_EQ(split_password("postgres:///dinh?host=/run/a:b@c").url, "postgres:///dinh?host=/run/a:b@c");
    EXPECT_EQ(split_password("rubbish").url, "rubbish");
}

TEST(Tool, says_what_a_failing_child_said) {
    try {
        run_tool({"sh", "-c", "echo some reason >&2; exit 3"}, "");
        FAIL();
    } catch (const Unavailable& failure) {
        EXPECT_THAT(failure.for_log(), HasSubstr("some reason"));
    }
    EXPECT_THROW(run_tool({"/absent/program"}, ""), Unavailable);
    EXPECT_NO_THROW(run_tool({"sh", "-c", "test \"$PGPASSWORD\" = secret"}, "secret"));
    EXPECT_NO_THROW(run_tool({"sh", "-c", "yes | head -c 1000000"}, ""));
}

}  // namespace
}  // namespace dinh::backup
