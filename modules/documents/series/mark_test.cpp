#include <random>

#include <gtest/gtest.h>
#include "modules/documents/series/series.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

TEST(Mark, fills_the_forms_of_the_law) {
    EXPECT_EQ(make_mark("{nn}/{kind}-{body}", 15, "", 2026, "QĐ", "UBND", ""), "15/QĐ-UBND");
    EXPECT_EQ(make_mark("{nn}/{year}/{kind}-{body}", 5, "", 2026, "QĐ", "UBND", ""), "05/2026/QĐ-UBND");
    EXPECT_EQ(make_mark("{nn}/{body}-{drafter}", 123, "", 2026, "", "UBND", "CNN&XD"), "123/UBND-CNN&XD");
    EXPECT_EQ(make_mark("{nn}-{kind}/{body}", 36, "", 2026, "NQ", "TW", ""), "36-NQ/TW");
    EXPECT_EQ(make_mark("{n}", 5, "a", 2026, "", "", ""), "5a");
    EXPECT_EQ(make_mark("{nn}", 5, "a", 2026, "", "", ""), "05a");
    EXPECT_EQ(make_mark("{nn}", 10, "", 2026, "", "", ""), "10");
}

TEST(Mark, leaves_no_joint_before_an_empty_sign) {
    EXPECT_EQ(make_mark("{nn}/{body}-{drafter}", 12, "", 2026, "", "UBND", ""), "12/UBND");
    EXPECT_EQ(make_mark("{nn}-{kind}/{body}", 12, "", 2026, "", "TU", ""), "12/TU");
    EXPECT_EQ(make_mark("{nn}/{kind}-{body}", 12, "", 2026, "", "", ""), "12");
}

TEST(Mark, keeps_unclosed_braces_and_unknown_places_harmless) {
    EXPECT_EQ(make_mark("{nn}/{body", 12, "", 2026, "", "SNV", ""), "12/{body");
    EXPECT_EQ(make_mark("{nn}/{who}", 12, "", 2026, "", "SNV", ""), "12");
    EXPECT_EQ(make_mark("", 12, "", 2026, "", "SNV", ""), "");
    EXPECT_EQ(make_mark("{nn}/{body}", 12, "", 2026, "", "{n}", ""), "12/{n}") << "values are not filled again";
}

TEST(MarkKey, finds_the_same_number_however_it_was_typed) {
    for (const char* typed : {"125/UBND-TH", "0125/UBND-TH", "125 /ubnd-th", "Số: 125/UBND-TH", "số 125 / UBND – TH",
                              "125/UBND\u2011TH", "125/UBND-TH\u00a0"}) {
        EXPECT_EQ(mark_key(typed), "125/ubnd-th") << typed;
    }
    EXPECT_EQ(mark_key("05/2026/QĐ-UBND"), "5/2026/qd-ubnd");
    EXPECT_EQ(mark_key("5/2026/QD-UBND"), "5/2026/qd-ubnd");
    EXPECT_EQ(mark_key("36-NQ/TW"), "36-nq/tw");
    EXPECT_EQ(mark_key("125a"), "125a");
    EXPECT_EQ(mark_key("01.TCCB"), "1.tccb");
    EXPECT_EQ(mark_key("000"), "0");
}

TEST(MarkKey, tells_different_numbers_apart) {
    EXPECT_NE(mark_key("125/UBND-TH"), mark_key("12/UBND-5TH"));
    EXPECT_NE(mark_key("125/UBND-TH"), mark_key("125a/UBND-TH"));
    EXPECT_NE(mark_key("105/SNV"), mark_key("15/SNV"));
}

TEST(MarkKey, takes_any_bytes_and_is_stable) {
    EXPECT_EQ(mark_key(""), "");
    EXPECT_EQ(mark_key("   "), "");
    std::mt19937 random(20261121);
    for (int round = 0; round < 4000; ++round) {
        std::string typed(random() % 60, ' ');
        for (char& c : typed) c = static_cast<char>(random() % (round % 2 == 0 ? 256 : 96) + (round % 2 == 0 ? 0 : 32));
        const std::string key = mark_key(typed);
        ASSERT_EQ(mark_key(key), key) << "of " << typed;
        ASSERT_EQ(key.find(' '), std::string::npos);
        ASSERT_LE(text::length(key), 200U);
    }
}

TEST(MarkKey, cuts_what_is_far_too_long) { EXPECT_LE(text::length(mark_key(std::string(100'000, '7'))), 200U); }

}  // namespace dinh::documents
