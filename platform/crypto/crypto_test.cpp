#include "platform/crypto/crypto.hpp"

#include <gtest/gtest.h>

#include <set>

namespace dinh::crypto {
namespace {

TEST(Crypto, digests_as_the_standard_says) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Crypto, digests_pieces_like_the_whole) {
    Sha256 digest;
    for (const char* piece : {"a", "", "bc"}) digest.update(piece);
    EXPECT_EQ(hex(digest.finish()), sha256_hex("abc"));
}

TEST(Crypto, derives_keys_as_hkdf_with_an_empty_salt) {
    EXPECT_EQ(hex(derive_key(std::string(22, '\x0b'), "")),
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    EXPECT_NE(derive_key("master", "session"), derive_key("master", "totp"));
}

TEST(Crypto, draws_different_random_bytes_each_time) {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) seen.insert(random_token());
    EXPECT_EQ(seen.size(), 100u);
    EXPECT_EQ(random_token().size(), 43u);
    EXPECT_EQ(random_bytes(0), "");
    EXPECT_EQ(random_token().find_first_of("+/="), std::string::npos);
}

TEST(Crypto, compares_without_telling_where) {
    EXPECT_TRUE(equal("", ""));
    EXPECT_TRUE(equal("abc", "abc"));
    EXPECT_FALSE(equal("abc", "abd"));
    EXPECT_FALSE(equal("abc", "ab"));
}

TEST(Crypto, spells_bytes_as_the_standard_says) {
    const char* words[] = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
    const char* base64_words[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    const char* base32_words[] = {"", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"};
    for (int i = 0; i < 7; ++i) {
        EXPECT_EQ(base64(words[i]), base64_words[i]);
        EXPECT_EQ(base32(words[i]), base32_words[i]);
        EXPECT_EQ(from_base32(base32_words[i]), words[i]);
        EXPECT_EQ(from_base64url(base64url(words[i])), words[i]);
    }
    EXPECT_EQ(base64url("\xfb\xff"), "-_8");
    EXPECT_EQ(from_base32("mzxw 6ytb oi=="), "foobar");
}

TEST(Crypto, reads_back_every_byte) {
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    for (std::size_t size = 0; size <= all.size(); ++size) {
        const std::string part = all.substr(0, size);
        ASSERT_EQ(from_hex(hex(part)), part);
        ASSERT_EQ(from_base64url(base64url(part)), part);
        ASSERT_EQ(from_base32(base32(part)), part);
    }
}

TEST(Crypto, refuses_text_that_spells_nothing) {
    for (const char* text : {"a", "0g", "0x", " 00", "é0"}) EXPECT_FALSE(from_hex(text)) << text;
    for (const char* text : {"A", "AA==", "A+A", "A/A", "AB", "AAB", "Zm9v ", "Zm9v\n", "AAAAA"}) {
        EXPECT_FALSE(from_base64url(text)) << text;
    }
    EXPECT_FALSE(from_base64url(std::string_view("AA\0A", 4)));
    for (const char* text : {"A", "M1", "MZ8W", "MZ", "AAA", "AAAAAA"}) EXPECT_FALSE(from_base32(text)) << text;
}

}  // namespace
}  // namespace dinh::crypto
