#include "platform/table/table.hpp"

#include <gtest/gtest.h>

#include "platform/sheet/sheet.hpp"

namespace dinh::table {

namespace {

using Cells = std::vector<sheet::Cell>;

const std::vector<std::string_view> kHeads = {"mã cán bộ", "code"};

std::string book(const std::vector<Cells>& rows, const std::string& title = "") {
    return sheet::write(
        {{"Bảng", title, {{"Mã cán bộ"}, {" Họ và tên"}, {"Cơ quan"}, {"Chức vụ"}, {"Từ ngày"}}, rows}});
}
std::string utf16(const std::string& text, bool high_first) {
    std::string bytes = high_first ? "\xFE\xFF" : "\xFF\xFE";
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto letter = static_cast<unsigned char>(text[at]);
        char32_t sign = letter;
        if (letter >= 0xE0) {
            sign = (letter & 15U) << 12 | (static_cast<unsigned char>(text[at + 1]) & 63U) << 6 |
                   (static_cast<unsigned char>(text[at + 2]) & 63U);
            at += 2;
        } else if (letter >= 0xC0) {
            sign = (letter & 31U) << 6 | (static_cast<unsigned char>(text[++at]) & 63U);
        }
        const char high = static_cast<char>(sign >> 8), low = static_cast<char>(sign & 0xFF);
        bytes += high_first ? std::string{high, low} : std::string{low, high};
    }
    return bytes;
}
std::string why(const std::string& bytes) {
    const Table table(bytes, 10, kHeads);
    return table.faults().empty() ? "" : table.faults().front().why.vietnamese();
}

}  // namespace

TEST(BroughtTable, reads_utf_16_of_both_orders) {
    for (const bool high_first : {true, false}) {
        const Table table(utf16("Mã cán bộ\tHọ và tên\nCB1\tNguyễn Thị Ợ\n", high_first), 10, kHeads);
        ASSERT_EQ(table.rows().size(), 1U);
        EXPECT_EQ(table.rows()[0]["họ và tên"], "Nguyễn Thị Ợ");
    }
    EXPECT_EQ(unicode_text(std::string("\xFF\xFE\x3D\xD8\x00\xDE", 6)), "\xF0\x9F\x98\x80");
    for (const std::string& damaged : {std::string("\xFF\xFE\x61", 3), std::string("\xFF\xFE\x3D\xD8", 4),
                                       std::string("\xFF\xFE\x00\xDE\x61\x00", 6)})
        EXPECT_EQ(unicode_text(damaged), "");
}

TEST(BroughtTable, refuses_old_codes_with_what_to_do) {
    EXPECT_TRUE(why("code,full_name\nCB1,Nguy\xD4n V\xA8n An\n").starts_with("Tệp không phải mã Unicode"));
    EXPECT_TRUE(why(std::string("\xFF\xFE\x3D\xD8", 4)).starts_with("Tệp không phải mã Unicode"));
    const std::string old = "code,full_name\nCB1,NguyÔn V¨n Chiªn\nCB2,TrÇn ThÞ Hång\nCB3,Lª V¨n Tr­êng\n";
    EXPECT_TRUE(why(old).starts_with("Chữ trong bảng gõ bằng phông TCVN3"));
    const auto sheet = book({{"CB1", "NguyÔn V¨n Chiªn"}, {"CB2", "TrÇn ThÞ Hång"}, {"CB3", "Lª V¨n Tr­êng"}});
    EXPECT_TRUE(why(sheet).starts_with("Chữ trong bảng gõ bằng phông TCVN3"));
    EXPECT_EQ(why("code,full_name\nCB1,Nguyễn Văn Chiến\nCB2,Trần Thị Hồng\n"), "");
}

TEST(BroughtTable, finds_the_head_of_a_sheet_below_its_title) {
    const Table table(book({{"CB1", "Nguyễn Văn An"}}, "DANH SÁCH CÁN BỘ"), 10, kHeads);
    ASSERT_EQ(table.rows().size(), 1U);
    EXPECT_EQ(table.rows()[0]["họ và tên"], "Nguyễn Văn An");
    EXPECT_EQ(table.rows()[0].line(), 4);
    std::vector<Cells> rows;
    for (int n = 0; n < 30; ++n) rows.push_back({"x"});
    EXPECT_EQ(Table(book(rows), 10, kHeads).rows().size(), 11U) << "one more than asked for, to tell";
    const Table headless(sheet::write({{"a", "", {{"Tên"}}, rows}}), 10, kHeads);
    EXPECT_FALSE(headless.has("mã cán bộ"));
}

}  // namespace dinh::table
