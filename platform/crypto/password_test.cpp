#include "platform/crypto/password.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "platform/error/error.hpp"

namespace dinh::crypto {
namespace {

class Password : public testing::Test {
protected:
    void SetUp() override { set_password_cost({64, 1, 1}, 2); }
    void TearDown() override { set_password_cost({}, 2); }
};

TEST_F(Password, is_recognised_by_its_hash_only) {
    const std::string stored = hash_password("Mật khẩu 2026!");
    EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
    EXPECT_TRUE(verify_password("Mật khẩu 2026!", stored));
    EXPECT_FALSE(verify_password("Mật khẩu 2026", stored));
    EXPECT_FALSE(verify_password("mật khẩu 2026!", stored));
    EXPECT_FALSE(verify_password("", stored));
    EXPECT_NE(hash_password("Mật khẩu 2026!"), stored);
}

TEST_F(Password, fits_from_a_keyboard_that_composes_otherwise) {
    EXPECT_TRUE(verify_password("Ma\u0323\u0302t", hash_password("Mật")));
}

TEST_F(Password, keeps_bytes_after_a_zero_byte) {
    const std::string stored = hash_password(std::string_view("ab\0cd", 5));
    EXPECT_FALSE(verify_password("ab", stored));
    EXPECT_TRUE(verify_password(std::string_view("ab\0cd", 5), stored));
}

TEST_F(Password, is_refused_when_empty_or_endless) {
    EXPECT_THROW(hash_password(""), std::invalid_argument);
    EXPECT_THROW(hash_password(std::string(kLongestPasswordBytes + 1, 'x')), std::invalid_argument);
    EXPECT_NO_THROW(hash_password(std::string(kLongestPasswordBytes, 'x')));
    EXPECT_FALSE(verify_password(std::string(kLongestPasswordBytes + 1, 'x'), hash_password("x")));
}

TEST_F(Password, never_fits_an_unreadable_hash) {
    const std::string good = hash_password("x");
    for (const std::string& stored :
         {std::string(), std::string("x"), std::string("$argon2i$v=19$m=64,t=1,p=1$YWFhYWFhYWE$YQ"),
          std::string("$argon2id$v=19$m=64,t=1$"), good.substr(0, good.size() / 2),
          std::string("$argon2id$v=19$m=4294967295,t=1,p=1$YWFhYWFhYWE$YWFhYWFhYWE"),
          std::string("$argon2id$v=19$m=64,t=4294967295,p=1$YWFhYWFhYWE$YWFhYWFhYWE"),
          std::string("$argon2id$v=19$m=-1,t=1,p=1$YWFhYWFhYWE$YWFhYWFhYWE")}) {
        EXPECT_FALSE(verify_password("x", stored)) << stored;
    }
}

TEST_F(Password, asks_for_a_new_hash_when_the_cost_has_changed) {
    const std::string stored = hash_password("x");
    EXPECT_FALSE(needs_new_hash(stored));
    set_password_cost({128, 1, 1}, 2);
    EXPECT_TRUE(needs_new_hash(stored));
    EXPECT_TRUE(verify_password("x", stored));
    EXPECT_TRUE(needs_new_hash("rubbish"));
}

TEST_F(Password, is_checked_for_many_people_one_after_the_other) {
    set_password_cost({64, 1, 1}, 1);
    const std::string stored = hash_password("x");
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) threads.emplace_back([&] { right += verify_password("x", stored); });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(right, 8);
}

}  // namespace
}  // namespace dinh::crypto
