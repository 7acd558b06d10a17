#include "platform/crypto/keyring.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

namespace dinh::crypto {
namespace {

class Ring : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("dinh_ring_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        file_ = folder_ / "keys";
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    void write(const std::string& content) {
        std::ofstream(file_) << content;
        ::chmod(file_.c_str(), 0600);
    }
    std::string read() {
        std::ostringstream out;
        out << std::ifstream(file_).rdbuf();
        return out.str();
    }
    std::filesystem::path folder_, file_;
};

TEST_F(Ring, is_made_for_its_owner_only_and_read_again) {
    const KeyRing made = KeyRing::open(file_);
    struct stat info {};
    ASSERT_EQ(::stat(file_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    EXPECT_EQ(KeyRing::open(file_).key("session"), made.key("session"));
    EXPECT_NE(made.key("session"), made.key("totp"));
    EXPECT_EQ(made.key("session").size(), 32u);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "no draft is left behind";
}

TEST_F(Ring, is_the_same_for_processes_that_start_at_once) {
    std::vector<std::string> keys(8);
    std::vector<std::thread> threads;
    for (auto& key : keys) threads.emplace_back([&] { key = KeyRing::open(file_).key("x"); });
    for (auto& thread : threads) thread.join();
    for (const auto& key : keys) EXPECT_EQ(key, keys[0]);
}

TEST_F(Ring, opens_what_it_sealed_and_nothing_else) {
    const KeyRing ring = KeyRing::in_memory();
    const std::string sealed = ring.seal("totp", "bí mật", "person 7");
    EXPECT_EQ(ring.open_sealed("totp", sealed, "person 7"), "bí mật");
    EXPECT_EQ(sealed.find("bí"), std::string::npos);
    EXPECT_NE(ring.seal("totp", "bí mật", "person 7"), sealed);
    EXPECT_FALSE(ring.open_sealed("totp", sealed, "person 8"));
    EXPECT_FALSE(ring.open_sealed("session", sealed, "person 7"));
    EXPECT_FALSE(KeyRing::in_memory().open_sealed("totp", sealed, "person 7"));
    EXPECT_EQ(ring.open_sealed("totp", ring.seal("totp", "")), "");
}

TEST_F(Ring, notices_every_changed_byte_and_every_cut) {
    const KeyRing ring = KeyRing::in_memory();
    const std::string sealed = ring.seal("p", "0123456789", "b");
    EXPECT_EQ(sealed.size(), 10u + 33u);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(ring.open_sealed("p", changed, "b")) << i;
        EXPECT_FALSE(ring.open_sealed("p", std::string_view(sealed).substr(0, i), "b")) << i;
    }
    EXPECT_FALSE(ring.open_sealed("p", sealed + "x", "b"));
}

TEST_F(Ring, opens_old_things_after_a_new_master_came) {
    KeyRing ring = KeyRing::open(file_);
    const std::string sealed = ring.seal("p", "old");
    const std::string mac = ring.mac("p", "data");
    const std::string key = ring.key("p");
    ring.add_master();
    EXPECT_NE(ring.key("p"), key);
    const KeyRing again = KeyRing::open(file_);
    EXPECT_EQ(again.key("p"), ring.key("p"));
    EXPECT_EQ(again.open_sealed("p", sealed), "old");
    EXPECT_EQ(again.open_sealed("p", ring.seal("p", "new")), "new");
    EXPECT_TRUE(again.verify_mac("p", "data", mac));
    EXPECT_TRUE(again.verify_mac("p", "data", ring.mac("p", "data")));
    EXPECT_FALSE(again.verify_mac("p", "date", mac));
    EXPECT_FALSE(again.verify_mac("q", "data", mac));
    EXPECT_FALSE(again.verify_mac("p", "data", ""));
}

TEST_F(Ring, is_refused_when_others_may_read_or_change_it) {
    KeyRing::open(file_);
    for (const mode_t mode : {0644u, 0604u, 0660u, 0602u}) {
        ::chmod(file_.c_str(), mode);
        EXPECT_THROW(KeyRing::open(file_), std::runtime_error) << mode;
    }
    ::chmod(file_.c_str(), 0640);
    EXPECT_NO_THROW(KeyRing::open(file_));
}

TEST_F(Ring, is_refused_when_damaged_and_never_made_anew) {
    KeyRing::open(file_);
    const std::string good = read();
    const std::string line = good.substr(good.rfind("\n1 ") + 1);
    for (const std::string& bad :
         {std::string(), std::string("# only a comment\n"), std::string("rubbish\n"), line.substr(0, line.size() - 5),
          line + line, "0" + line.substr(1), "-1" + line.substr(1), "1 yesterday AAAA\n" + line,
          line.substr(0, line.size() - 1) + " more\n"}) {
        write(bad);
        EXPECT_THROW(KeyRing::open(file_), std::runtime_error) << bad;
        EXPECT_EQ(read(), bad);
    }
    write(good);
    EXPECT_NO_THROW(KeyRing::open(file_));
}

TEST_F(Ring, says_what_to_do_when_its_folder_is_not_there) {
    try {
        KeyRing::open(folder_ / "absent" / "keys");
        FAIL();
    } catch (const std::runtime_error& failure) {
        EXPECT_NE(std::string(failure.what()).find("right to write in this folder"), std::string::npos);
    }
}

}  // namespace
}  // namespace dinh::crypto
