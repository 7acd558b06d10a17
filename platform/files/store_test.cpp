#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "platform/crypto/crypto.hpp"
#include "platform/files/files.hpp"
#include "tests/support/databases.hpp"

namespace dinh::files {

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, std::string_view content) {
    std::ofstream(file, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
}

int files_in(const fs::path& folder) {
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().filename() != ".lock") ++count;
    }
    return count;
}

void make_older(const fs::path& file, std::chrono::hours age) {
    fs::last_write_time(file, fs::file_time_type::clock::now() - age);
}

Instant a_day_ago() { return {clock::now().ms - 24 * 3'600'000}; }

class StoreTest : public testing::Test {
protected:
    test::TempDir folder_;
    Store store_{folder_.path() / "files"};
};

TEST_F(StoreTest, keeps_a_file_under_its_hash) {
    const Stored stored = store_.put_bytes("một tệp văn bản\n");
    EXPECT_EQ(stored.hash, crypto::sha256_hex("một tệp văn bản\n"));
    EXPECT_EQ(stored.size_bytes, static_cast<std::int64_t>(std::string("một tệp văn bản\n").size()));
    EXPECT_EQ(stored.media_type, "text/plain");
    EXPECT_EQ(store_.path_of(stored.hash), store_.folder() / stored.hash.substr(0, 2) / stored.hash.substr(2));
    EXPECT_EQ(store_.read(stored.hash), "một tệp văn bản\n");
    struct stat what {};
    ASSERT_EQ(::stat(store_.path_of(stored.hash).c_str(), &what), 0);
    EXPECT_EQ(what.st_mode & 07, 0u) << "others may read it";
}

TEST_F(StoreTest, moves_a_spooled_file_of_the_same_disk) {
    const fs::path spooled = folder_.path() / "upload";
    write(spooled, "%PDF-1.4\n");
    struct stat before {};
    ASSERT_EQ(::stat(spooled.c_str(), &before), 0);
    const Stored stored = store_.put(spooled);
    EXPECT_EQ(stored.media_type, "application/pdf");
    EXPECT_FALSE(fs::exists(spooled));
    struct stat after {};
    ASSERT_EQ(::stat(store_.path_of(stored.hash).c_str(), &after), 0);
    EXPECT_EQ(after.st_ino, before.st_ino) << "copied, not moved";
}

TEST_F(StoreTest, copies_a_spooled_file_of_another_disk) {
    const fs::path other = "/dev/shm";
    struct stat here {
    }, there{};
    ASSERT_EQ(::stat(other.c_str(), &there), 0);
    ASSERT_EQ(::stat(folder_.path().c_str(), &here), 0);
    if (here.st_dev == there.st_dev) GTEST_SKIP() << "the temporary folder lies in /dev/shm";
    const fs::path spooled = other / ("dinh-test-" + crypto::random_token(9));
    write(spooled, std::string(3'000'000, 'x'));
    const Stored stored = store_.put(spooled);
    EXPECT_FALSE(fs::exists(spooled));
    EXPECT_EQ(store_.read(stored.hash).size(), 3'000'000u);
    EXPECT_EQ(files_in(store_.folder()), 1) << "the copy left something";
}

TEST_F(StoreTest, keeps_the_same_content_once) {
    const Stored first = store_.put_bytes("một");
    make_older(store_.path_of(first.hash), std::chrono::hours(48));
    const Stored second = store_.put_bytes("một");
    EXPECT_EQ(first.hash, second.hash);
    EXPECT_EQ(files_in(store_.folder()), 1);
    const auto age = fs::file_time_type::clock::now() - fs::last_write_time(store_.path_of(first.hash));
    EXPECT_LT(age, std::chrono::hours(1)) << "the sweeper would take it before the deed";
}

TEST_F(StoreTest, mends_a_file_that_was_cut_off) {
    const Stored stored = store_.put_bytes("toàn bộ nội dung");
    fs::resize_file(store_.path_of(stored.hash), 3);
    store_.put_bytes("toàn bộ nội dung");
    EXPECT_EQ(store_.read(stored.hash), "toàn bộ nội dung");
}

TEST_F(StoreTest, takes_the_same_content_from_many_at_once) {
    const auto outcomes = test::two_at_once(8, [&] {
        for (int i = 0; i < 20; ++i) store_.put_bytes("nội dung " + std::to_string(i));
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 8) << testing::PrintToString(outcomes);
    EXPECT_EQ(files_in(store_.folder()), 20);
}

TEST_F(StoreTest, finds_nothing_by_what_is_no_hash) {
    const Stored stored = store_.put_bytes("một");
    const std::string good = stored.hash;
    std::string upper = good;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const std::string dots = "../" + good.substr(3);
    for (const std::string& bad :
         {std::string(), good.substr(1), good + "0", upper, dots, std::string(64, '.'), std::string(64, '/'),
          std::string("../../../../../../../../../../../../../../../../etc/passwd-00000000"), std::string(64, '\0'),
          good.substr(0, 63) + "\n", good.substr(0, 62) + "%2"}) {
        EXPECT_THROW(store_.path_of(bad), NotFound) << bad;
        EXPECT_THROW(store_.read(bad), NotFound) << bad;
        EXPECT_THROW(store_.open(bad), NotFound) << bad;
    }
    EXPECT_THROW(store_.read(std::string(64, 'a')), NotFound);
}

TEST_F(StoreTest, follows_no_link) {
    const fs::path secret = folder_.path() / "secret";
    write(secret, "bí mật");
    const fs::path link = folder_.path() / "upload";
    fs::create_symlink(secret, link);
    EXPECT_THROW(store_.put(link), Unavailable);
    EXPECT_TRUE(fs::exists(secret));
    const std::string hash(64, 'b');
    fs::create_directories(store_.path_of(hash).parent_path());
    fs::create_symlink(secret, store_.path_of(hash));
    EXPECT_THROW(store_.read(hash), NotFound);
}

TEST_F(StoreTest, takes_plain_files_only) {
    EXPECT_THROW(store_.put(folder_.path()), Unavailable);
    EXPECT_THROW(store_.put(folder_.path() / "absent"), Unavailable);
    const fs::path pipe = folder_.path() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_THROW(store_.put(pipe), Unavailable);
}

TEST_F(StoreTest, reads_no_more_than_asked) {
    const Stored stored = store_.put_bytes("12345");
    EXPECT_EQ(store_.read(stored.hash, 5), "12345");
    EXPECT_THROW(store_.read(stored.hash, 4), Refused);
}

TEST_F(StoreTest, leaves_nothing_half_done_when_a_file_cannot_grow) {
    store_.put_bytes("một");
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tiny{4096, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tiny), 0);
    std::string words;
    try {
        store_.put_bytes(std::string(100'000, 'x'));
    } catch (const Unavailable& failure) {
        words = failure.for_person();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    static_cast<void>(std::signal(SIGXFSZ, old_handler));
    EXPECT_THAT(words, testing::HasSubstr("ổ đĩa lưu tệp đã đầy"));
    EXPECT_EQ(files_in(store_.folder()), 1);
    EXPECT_NO_THROW(store_.put_bytes(std::string(100'000, 'x')));
}

TEST_F(StoreTest, leaves_nothing_half_done_on_a_full_disk) {
    const fs::path small = folder_.path() / "small";
    fs::create_directory(small);
    if (::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "may not mount a small disk";
    {
        Store store(small);
        store.put_bytes("một");
        const fs::path spooled = folder_.path() / "upload";
        write(spooled, std::string(200'000, 'x'));
        EXPECT_THROW(store.put(spooled), Unavailable);
        EXPECT_TRUE(fs::exists(spooled)) << "the upload was lost";
        EXPECT_EQ(files_in(small), 1);
        EXPECT_EQ(store.read(crypto::sha256_hex("một")), "một");
    }
    ::umount(small.c_str());
}

TEST_F(StoreTest, says_plainly_when_the_disk_is_for_reading_only) {
    const fs::path small = folder_.path() / "small";
    fs::create_directory(small);
    if (::mount("tmpfs", small.c_str(), "tmpfs", MS_RDONLY, "size=64k") != 0)
        GTEST_SKIP() << "may not mount a small disk";
    EXPECT_THROW(Store(small).put_bytes("một"), Unavailable);
    ::umount(small.c_str());
}

// Needs no mount: as somebody who may not write there, also when the tests run as root.
TEST_F(StoreTest, says_plainly_when_it_may_not_write) {
    store_.put_bytes("một");
    const auto may_only_read =
        fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec;
    fs::permissions(folder_.path(), may_only_read);
    fs::permissions(store_.folder(), may_only_read);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(3);
        try {
            store_.put_bytes("hai");
        } catch (const Unavailable& failure) {
            ::_exit(failure.for_person().find("chỉ cho đọc") != std::string::npos ? 0 : 1);
        }
        ::_exit(2);
    }
    int ended = 0;
    ASSERT_EQ(::waitpid(child, &ended, 0), child);
    fs::permissions(folder_.path(), fs::perms::owner_all);
    fs::permissions(store_.folder(), fs::perms::owner_all);
    EXPECT_TRUE(WIFEXITED(ended));
    EXPECT_EQ(WEXITSTATUS(ended), 0) << "1: other words, 2: it wrote, 3: nobody to become";
    EXPECT_EQ(files_in(store_.folder()), 1);
}

TEST_F(StoreTest, gives_descriptors_that_do_not_pass_to_children) {
    const Stored stored = store_.put_bytes("một");
    const int file = store_.open(stored.hash);
    EXPECT_EQ(fcntl(file, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    EXPECT_LT(::write(file, "x", 1), 0) << "it may be written";
    ::close(file);
}

class Sweep : public test::OnBothEngines {
protected:
    Sweep() : OnBothEngines({"files"}) {}
    Stored put_old(std::string_view content) {
        const Stored stored = store_.put_bytes(content);
        make_older(store_.path_of(stored.hash), std::chrono::hours(48));
        return stored;
    }
    bool there(const Stored& stored) { return fs::exists(store_.path_of(stored.hash)); }
    test::TempDir folder_;
    Store store_{folder_.path() / "files"};
};

TEST_P(Sweep, removes_what_was_never_attached) {
    const Stored orphan = put_old("mồ côi");
    const Stored young = store_.put_bytes("mới");
    const Stored kept = put_old("giữ");
    db().write([&](db::Tx& tx) { attach(tx, "incoming", 12, "main", "a.txt", kept, 1); });
    EXPECT_EQ(store_.sweep(db(), a_day_ago()), 1);
    EXPECT_FALSE(there(orphan));
    EXPECT_TRUE(there(young));
    EXPECT_TRUE(there(kept));
}

TEST_P(Sweep, removes_a_content_a_day_after_its_last_record_let_it_go) {
    clock::Frozen frozen(Instant{clock::now().ms - 48 * 3'600'000});
    const Stored stored = put_old("văn bản");
    db().write([&](db::Tx& tx) {
        const Ref first = attach(tx, "incoming", 12, "main", "a.txt", stored, 1);
        const Ref second = share(tx, first, "incoming", 13, "main", 1);
        detach(tx, first.id);
        detach(tx, second.id);
    });
    EXPECT_EQ(store_.sweep(db(), Instant{clock::now().ms - 1000}), 0) << "too early";
    EXPECT_TRUE(there(stored));
    frozen.advance_ms(25 * 3'600'000);
    EXPECT_EQ(store_.sweep(db(), Instant{clock::now().ms - 24 * 3'600'000}), 1);
    EXPECT_FALSE(there(stored));
    EXPECT_EQ(store_.sweep(db(), Instant{clock::now().ms - 24 * 3'600'000}), 0);
}

TEST_P(Sweep, keeps_a_content_that_another_record_still_holds) {
    clock::Frozen frozen(Instant{clock::now().ms - 96 * 3'600'000});
    const Stored stored = put_old("văn bản");
    db().write([&](db::Tx& tx) {
        const Ref first = attach(tx, "incoming", 12, "main", "a.txt", stored, 1);
        share(tx, first, "incoming", 13, "main", 1);
        detach(tx, first.id);
    });
    frozen.advance_ms(48 * 3'600'000);
    EXPECT_EQ(store_.sweep(db(), clock::now()), 0);
    EXPECT_TRUE(there(stored));
}

TEST_P(Sweep, keeps_a_content_that_came_again) {
    clock::Frozen frozen(Instant{clock::now().ms - 96 * 3'600'000});
    const Stored stored = put_old("văn bản");
    db().write([&](db::Tx& tx) { detach(tx, attach(tx, "incoming", 12, "main", "a.txt", stored, 1).id); });
    frozen.advance_ms(48 * 3'600'000);
    store_.put_bytes("văn bản");  // touched, and about to be attached
    EXPECT_EQ(store_.sweep(db(), clock::now()), 0);
    EXPECT_TRUE(there(stored));
    db().write([&](db::Tx& tx) { attach(tx, "incoming", 14, "main", "a.txt", stored, 1); });
    EXPECT_EQ(store_.sweep(db(), clock::now()), 0);
    EXPECT_TRUE(there(stored));
}

TEST_P(Sweep, removes_remains_of_uploads) {
    fs::create_directories(store_.folder() / "uploads");
    write(store_.folder() / "uploads" / "half", "nửa");
    make_older(store_.folder() / "uploads" / "half", std::chrono::hours(48));
    write(store_.folder() / "uploads" / "running", "nửa");
    EXPECT_EQ(store_.sweep(db(), a_day_ago()), 1);
    EXPECT_EQ(files_in(store_.folder()), 1);
}

TEST_P(Sweep, touches_nothing_that_is_not_its_own) {
    store_.put_bytes("một");
    write(store_.folder() / "ghi chú.txt", "x");
    fs::create_directories(store_.folder() / "ab");
    write(store_.folder() / "ab" / "not-a-hash", "x");
    make_older(store_.folder() / "ghi chú.txt", std::chrono::hours(48));
    make_older(store_.folder() / "ab" / "not-a-hash", std::chrono::hours(48));
    EXPECT_EQ(store_.sweep(db(), a_day_ago()), 0);
}

TEST_P(Sweep, takes_nothing_from_those_who_put_and_attach_meanwhile) {
    const auto outcomes = test::at_once(4, [&](int i) {
        for (int round = 0; round < 30; ++round) {
            if (i == 0) {
                store_.sweep(db(), Instant{clock::now().ms - 50});
                continue;
            }
            const Stored stored = store_.put_bytes("nội dung " + std::to_string(round % 3));
            const Ref ref =
                db().writing([&](db::Tx& tx) { return attach(tx, "incoming", i * 100, "main", "a.txt", stored, 1); });
            store_.read(stored.hash);
            db().write([&](db::Tx& tx) { detach(tx, ref.id); });
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
}

DINH_BOTH_ENGINES(Sweep);

}  // namespace

}  // namespace dinh::files
