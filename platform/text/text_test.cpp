#include "platform/text/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace dinh::text {
namespace {

const std::string kNfdHoa = "Ho\u0061\u0300 Bi\u0300nh";  // decomposed, as file names from other systems come
const std::vector<std::string> kInvalid{
    "\x80", "\xC3", "\xC0\xAF", "\xE1\xBB", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xFF\xFE", "a\xC3(b"};

TEST(Text, knows_valid_utf8) {
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("Ủy ban nhân dân"));
    EXPECT_TRUE(is_utf8("😀"));
    for (const auto& bytes : kInvalid) EXPECT_FALSE(is_utf8(bytes));
}

TEST(Text, composes_letters_and_marks) {
    EXPECT_EQ(nfc(kNfdHoa), "Hoà Bình");
    EXPECT_EQ(nfc("e\u0302\u0323"), "ệ");
    EXPECT_EQ(nfc("e\u0323\u0302"), "ệ");
    EXPECT_EQ(nfc("plain"), "plain");
}

TEST(Text, replaces_invalid_bytes) {
    for (const auto& bytes : kInvalid) {
        const std::string mended = nfc(bytes);
        EXPECT_TRUE(is_utf8(mended));
        EXPECT_NE(mended.find("\uFFFD"), std::string::npos);
    }
    EXPECT_EQ(nfc("a\xC3(b"), "a\uFFFD(b");
}

TEST(Text, folds_case_marks_and_both_tone_placements) {
    EXPECT_EQ(fold("Hoà Bình"), "hoa binh");
    EXPECT_EQ(fold("Hòa Bình"), "hoa binh");
    EXPECT_EQ(fold(kNfdHoa), "hoa binh");
    EXPECT_EQ(fold("ĐƯỜNG Đại Từ"), "duong dai tu");
    EXPECT_EQ(fold("ẮẰẲẴẶ ấầẩẫậ ốồổỗộ ớờởỡợ ứừửữự ýỳỷỹỵ"), "aaaaa aaaaa ooooo ooooo uuuuu yyyyy");
    EXPECT_EQ(fold("ＵＢＮＤ ﬁle"), "ubnd file");
    EXPECT_EQ(fold("12/QĐ-UBND"), "12/qd-ubnd");
}

TEST(Text, folds_every_vietnamese_letter_to_plain_ascii) {
    const std::string all = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
    EXPECT_TRUE(is_ascii(fold(all)));
    EXPECT_TRUE(is_ascii(fold(upper(all))));
    EXPECT_EQ(lower(upper(all)), all);
}

TEST(Text, changes_case_and_keeps_marks) {
    EXPECT_EQ(lower("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK"), "ủy ban nhân dân tỉnh đắk lắk");
    EXPECT_EQ(upper("về việc ứng phó"), "VỀ VIỆC ỨNG PHÓ");
    EXPECT_EQ(title_first("đề nghị"), "Đề nghị");
    EXPECT_EQ(title_first("“ứng dụng”"), "“Ứng dụng”");
    EXPECT_EQ(title_first("12 tháng"), "12 tháng");
    EXPECT_EQ(title_first(""), "");
}

TEST(Text, orders_as_a_vietnamese_dictionary_does) {
    const std::vector<std::string> right{"An",   "Ân",  "Ba", "Bà",   "Bả",  "Bã",   "Bá",    "Bạ", "Bằng",
                                         "Dung", "Đào", "Đô", "Oanh", "Ông", "Tổ 2", "Tổ 10", "Tú", "Tư"};
    std::vector<std::string> names(right.rbegin(), right.rend());
    std::sort(names.begin(), names.end(), [](auto& a, auto& b) { return sort_key(a) < sort_key(b); });
    EXPECT_EQ(names, right);
}

TEST(Text, keeps_sort_keys_short_and_alike_for_both_forms) {
    EXPECT_EQ(sort_key(kNfdHoa), sort_key("Hoà Bình"));
    EXPECT_LE(sort_key(std::string(100000, 'x')).size(), 128u);
    EXPECT_EQ(sort_key("").find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_LT(sort_key(""), sort_key("a"));
}

TEST(Text, makes_sort_keys_in_many_threads) {
    const std::string right = sort_key("Nguyễn Thị Thu Hằng");
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) wrong += sort_key("Nguyễn Thị Thu Hằng") != right;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

TEST(Text, counts_letters_not_bytes) {
    EXPECT_EQ(length("Hoà Bình"), 8u);
    EXPECT_EQ(length(kNfdHoa), 8u);
    EXPECT_EQ(length(""), 0u);
}

TEST(Text, cuts_between_letters_and_says_so) {
    EXPECT_EQ(cut("Hoà Bình", 8), "Hoà Bình");
    EXPECT_EQ(cut("Hoà Bình", 7), "Hoà Bì…");
    EXPECT_EQ(cut("Hoà Bình", 5), "Hoà…");
    EXPECT_EQ(cut(kNfdHoa, 4), "Hoà…");
    EXPECT_EQ(cut("abc", 1), "…");
    EXPECT_EQ(cut("abc", 0), "");
    EXPECT_EQ(cut("", 5), "");
    EXPECT_EQ(cut("x\u0323\u0323\u0323 abc", 3), "…");
}

TEST(Text, trims_every_kind_of_blank) {
    EXPECT_EQ(trim(" \t\r\n\u00A0\u3000 a b \u2003\n"), "a b");
    EXPECT_EQ(trim("\u00A0"), "");
    EXPECT_EQ(trim("\xC3 a"), "\xC3 a");
    EXPECT_EQ(trim("a \x80"), "a \x80");
}

TEST(Text, cleans_a_line_as_a_person_meant_it) {
    EXPECT_EQ(clean_line("  Về   việc\u00A0\n báo cáo \r\n"), "Về việc báo cáo");
    EXPECT_EQ(clean_line(std::string("a\0b\x07\x1B[31m", 9)), "ab[31m");
    EXPECT_EQ(clean_line("a\u200Bb\uFEFF\u00AD\u2028c"), "ab c");
    EXPECT_EQ(clean_line("bill\u202Efdp.exe"), "billfdp.exe");
    EXPECT_EQ(clean_line("a\u0007\u0300"), "à");
    EXPECT_EQ(clean_line("a\u0085b"), "a b");
    EXPECT_EQ(clean_line(kNfdHoa), "Hoà Bình");
    EXPECT_EQ(clean_line(" \u00A0 "), "");
}

TEST(Text, cleans_many_lines) {
    EXPECT_EQ(clean_text("a  \r\nb\rc\n\n  d\te \n\n\n"), "a\nb\nc\n\n  d\te");
    EXPECT_EQ(clean_text("a\u2028b\u0085c"), "a\nb\nc");
    EXPECT_EQ(clean_text(std::string("x\0\x01y", 4)), "xy");
    EXPECT_EQ(clean_text("a\r\r\nb"), "a\n\nb");
    EXPECT_EQ(clean_text(" \n\t\n"), "");
}

TEST(Text, finds_characters_nobody_types) {
    EXPECT_FALSE(has_control("a\tb\r\nc — đ"));
    EXPECT_TRUE(has_control(std::string_view("a\0", 2)));
    EXPECT_TRUE(has_control("\x1B"));
    EXPECT_TRUE(has_control("\x7F"));
    EXPECT_TRUE(has_control("\u0085"));
    EXPECT_TRUE(has_control("\u202E"));
    EXPECT_TRUE(has_control("\u2067"));
}

TEST(Text, writes_numbers_with_dots) {
    EXPECT_EQ(number(0), "0");
    EXPECT_EQ(number(999), "999");
    EXPECT_EQ(number(1000), "1.000");
    EXPECT_EQ(number(1234567), "1.234.567");
    EXPECT_EQ(number(-999), "-999");
    EXPECT_EQ(number(-123456), "-123.456");
    EXPECT_EQ(number(INT64_MIN), "-9.223.372.036.854.775.808");
}

TEST(Text, writes_sizes_with_a_decimal_comma) {
    EXPECT_EQ(bytes(0), "0 B");
    EXPECT_EQ(bytes(1023), "1.023 B");
    EXPECT_EQ(bytes(1024), "1 KB");
    EXPECT_EQ(bytes(1536), "1,5 KB");
    EXPECT_EQ(bytes(12 * 1024 * 1024), "12 MB");
    EXPECT_EQ(bytes(1024 * 1024 - 1), "1.023 KB");
    EXPECT_EQ(bytes(INT64_MAX), "8.191 PB");
    EXPECT_EQ(bytes(-5), "-5 B");
}

TEST(Text, makes_addresses_of_titles) {
    EXPECT_EQ(slug("Thủ tục: Đăng ký khai sinh!"), "thu-tuc-dang-ky-khai-sinh");
    EXPECT_EQ(slug("--a  b--"), "a-b");
    EXPECT_EQ(slug("中文"), "");
}

TEST(Text, splits_and_joins) {
    EXPECT_EQ(split(" a, b ,,c ,", ','), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_TRUE(split("", ',').empty());
    EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
    EXPECT_EQ(join({}, ", "), "");
    EXPECT_EQ(join({"", "a"}, "-"), "-a");
    EXPECT_TRUE(starts_with("abc", "ab"));
    EXPECT_TRUE(starts_with("abc", ""));
    EXPECT_FALSE(starts_with("a", "ab"));
}

TEST(Text, fills_placeholders_once_and_in_any_order) {
    EXPECT_EQ(fill("%2 của %1", {"Sở", "5 văn bản"}), "5 văn bản của Sở");
    EXPECT_EQ(fill("%1", {"%1 %2", "x"}), "%1 %2");
    EXPECT_EQ(fill("100% %3 %0 %", {"a"}), "100% %3 %0 %");
}

TEST(Text, escapes_for_pages_addresses_and_tables) {
    EXPECT_EQ(html_escape("<a href='x'>\"&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
    EXPECT_EQ(url_encode("a b/ệ~"), "a%20b%2F%E1%BB%87~");
    EXPECT_EQ(csv_field("plain"), "plain");
    EXPECT_EQ(csv_field("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
    EXPECT_EQ(csv_field(" a"), "\" a\"");
    for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)"}) {
        EXPECT_EQ(csv_field(formula), "'" + std::string(formula));
    }
    EXPECT_EQ(csv_field("\t=1"), "\"'\t=1\"");
    EXPECT_EQ(csv_field(""), "");
}

}  // namespace
}  // namespace dinh::text
