#include "platform/crypto/totp.hpp"

#include <gtest/gtest.h>

#include <set>

namespace dinh::crypto {
namespace {

const std::string kSecret = "12345678901234567890";  // the test secret of RFC 6238, appendix B

Instant at(std::int64_t seconds) { return {seconds * 1000}; }

TEST(Totp, gives_the_codes_of_the_standard) {
    EXPECT_EQ(totp_code(kSecret, at(59)), "287082");
    EXPECT_EQ(totp_code(kSecret, at(1111111109)), "081804");
    EXPECT_EQ(totp_code(kSecret, at(1234567890)), "005924");
    EXPECT_EQ(totp_code(kSecret, at(20000000000)), "353130");
}

TEST(Totp, accepts_the_code_of_now_and_its_neighbours) {
    const Instant now = at(1'800'000'000);
    EXPECT_EQ(verify_totp(kSecret, totp_code(kSecret, now), now, 0), 60'000'000);
    EXPECT_EQ(verify_totp(kSecret, totp_code(kSecret, at(1'799'999'990)), now, 0), 59'999'999);
    EXPECT_EQ(verify_totp(kSecret, totp_code(kSecret, at(1'800'000'030)), now, 0), 60'000'001);
    EXPECT_FALSE(verify_totp(kSecret, totp_code(kSecret, at(1'799'999'930)), now, 0));
    EXPECT_FALSE(verify_totp(kSecret, totp_code(kSecret, at(1'800'000'060)), now, 0));
}

TEST(Totp, accepts_a_code_only_once) {
    const Instant now = at(1'800'000'000);
    const std::string code = totp_code(kSecret, now);
    const auto used = verify_totp(kSecret, code, now, 0);
    ASSERT_TRUE(used);
    EXPECT_FALSE(verify_totp(kSecret, code, now, *used));
    EXPECT_FALSE(verify_totp(kSecret, totp_code(kSecret, at(1'799'999'990)), now, *used));
    EXPECT_TRUE(verify_totp(kSecret, totp_code(kSecret, at(1'800'000'030)), at(1'800'000'030), *used));
}

TEST(Totp, takes_blanks_and_refuses_everything_else) {
    const Instant now = at(1'800'000'000);
    std::string code = totp_code(kSecret, now);
    EXPECT_TRUE(verify_totp(kSecret, code.substr(0, 3) + " " + code.substr(3), now, 0));
    for (const std::string& typed : {std::string(), std::string("      "), code + "0", code.substr(1),
                                     "+" + code.substr(1), std::string("abcdef"), std::string(100000, '1')}) {
        EXPECT_FALSE(verify_totp(kSecret, typed, now, 0)) << typed.size();
    }
    EXPECT_FALSE(verify_totp("", code, now, 0));
}

TEST(Totp, writes_the_address_authenticators_read) {
    EXPECT_EQ(totp_uri(kSecret, "Đình Thái Nguyên", "an.nv"),
              "otpauth://totp/%C4%90%C3%ACnh%20Th%C3%A1i%20Nguy%C3%AAn:an.nv?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=%C4%90%C3%ACnh%20Th%C3%A1i%20Nguy%C3%AAn&algorithm=SHA1&digits=6&period=30");
    EXPECT_EQ(new_totp_secret().size(), 20u);
    EXPECT_NE(new_totp_secret(), new_totp_secret());
}

TEST(PrintedCode, is_read_however_it_is_typed) {
    for (const auto& code : new_printed_codes()) {
        EXPECT_EQ(read_printed_code(code), code);
        std::string typed;
        for (const char c : code) {
            if (c != '-') typed += std::string(" ") + static_cast<char>(c >= 'A' ? c + 32 : c);
        }
        EXPECT_EQ(read_printed_code(typed), code);
    }
}

TEST(PrintedCode, comes_in_tens_all_different) {
    const auto codes = new_printed_codes();
    EXPECT_EQ(codes.size(), 10u);
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10u);
}

TEST(PrintedCode, is_refused_when_it_cannot_be_one) {
    for (const std::string& typed :
         {std::string(), std::string("2345-6789"), std::string("23456-7890A"), std::string("23456-789AB-C"),
          std::string("OOOOO-IIIII"), std::string(100, '2'), std::string("23456-789Aé")}) {
        EXPECT_FALSE(read_printed_code(typed)) << typed;
    }
    EXPECT_FALSE(read_printed_code(std::string_view("23456789A\0", 10)));
}

}  // namespace
}  // namespace dinh::crypto
