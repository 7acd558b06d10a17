#include "modules/portal/postings/personal_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dinh::portal {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> found(std::string_view plain) {
    std::vector<std::string> list;
    for (const auto& one : find_personal(plain, *clock::make_day(2026, 11, 20)))
        list.push_back(std::to_string(one.line) + " " + one.rule + " " + one.found);
    return list;
}

}  // namespace

TEST(PersonalCheck, finds_citizens_numbers_by_their_structure) {
    EXPECT_THAT(found("Căn cước số 019085012345 cấp ngày 1/7/2021"), ElementsAre("1 citizen_id 019…45"));
    EXPECT_THAT(found("dòng đầu\nông A, 019 201 004 567"), ElementsAre("2 citizen_id 019…67"));
    EXPECT_THAT(found("Mã 999085012345"), IsEmpty()) << "no such province";
    EXPECT_THAT(found("Mã 019985012345"), IsEmpty()) << "no such century";
    EXPECT_THAT(found("Mã 019299012345"), IsEmpty()) << "born in 2099";
    EXPECT_THAT(found("Chứng minh thư 090912345"), ElementsAre("1 old_citizen_id 090…45"));
    EXPECT_THAT(found("Mã 990912345"), IsEmpty()) << "no province begins so";
}

TEST(PersonalCheck, passes_over_lines_of_bytes_that_are_no_words) {
    EXPECT_THAT(find_personal("G\xe1\xbb\xe1\xbb\x01`\xe0\n\x0b\n\t\n", *clock::make_day(2026, 11, 20)), IsEmpty());
}

TEST(PersonalCheck, finds_telephones_accounts_and_birthdays) {
    EXPECT_THAT(found("ĐT: 0912 345 678"), ElementsAre("1 phone 091…78"));
    EXPECT_THAT(found("ĐT: 0912.345.678"), ElementsAre("1 phone 091…78"));
    EXPECT_THAT(found("ĐT: +84912345678"), ElementsAre("1 phone 849…78"));
    EXPECT_THAT(found("Số tài khoản 8500201004567 tại Agribank"), ElementsAre("1 account 850…67"));
    EXPECT_THAT(found("Bà B, sinh năm 1968"), ElementsAre("1 birth_day "));
    EXPECT_THAT(found("Bà B, sinh ngày 02/03/1968"), ElementsAre("1 birth_day "));
}

TEST(PersonalCheck, finds_columns_of_tables_and_lists_of_names) {
    EXPECT_THAT(found("TT | Họ và tên | Ngày sinh | Số CCCD"), ElementsAre("1 citizen_id …", "1 birth_day …"));
    EXPECT_THAT(found("Danh sách\n1. Nguyễn Văn An\n2. Bà Nông Thị Bình\n3 | Ma Văn Cao | xóm 1"),
                ElementsAre("2 names 3"));
    EXPECT_THAT(found("Nguyễn Văn An đã ký.\nTrần Văn Bình"), IsEmpty()) << "two signers are no list";
    EXPECT_THAT(found("đường Lê Lợi\nđường Trần Phú\nđường Phan Đình Phùng"), IsEmpty());
}

TEST(PersonalCheck, finds_words_of_hardship_fines_and_health_once_each) {
    EXPECT_THAT(found("Kết quả rà soát hộ nghèo\nhộ nghèo, hộ cận nghèo"),
                ElementsAre("1 poor hộ nghèo", "2 poor cận nghèo"));
    EXPECT_THAT(found("Quyết định XỬ PHẠT; kỷ luật; nhiễm HIV"),
                ElementsAre("1 sanction xử phạt", "1 discipline kỷ luật", "1 health hiv"));
    EXPECT_THAT(found("xã Hivana"), IsEmpty()) << "inside a word";
}

TEST(PersonalCheck, leaves_amounts_marks_and_offices_alone) {
    for (const char* line :
         {"Kinh phí 123.456.789 đồng", "Kinh phí 150000000 đồng", "Tổng: 12.345.678.901", "Số 123456789/QĐ-UBND",
          "Công văn số 125/UBND-TH ngày 20/11/2026", "Điện thoại cơ quan 0208 385 1234", "Diện tích 123456789 m2",
          "Nghị định số 30/2020/NĐ-CP", "Các năm 2024 2025 2026", "Mã số thuế 4600123456", "Dự toán: 250000000",
          "Tổng số tiền 019.085.012 đồng", "điểm a khoản 1 Điều 12"})
        EXPECT_THAT(found(line), IsEmpty()) << line;
}

TEST(PersonalCheck, finds_mail_addresses_of_people) {
    EXPECT_THAT(found("Hỏi: an.nv@example.vn."), ElementsAre("1 mail an.nv@example.vn"));
    EXPECT_THAT(found("Gửi về sotaichinh@thainguyen.gov.vn trước ngày 20/11"), IsEmpty()) << "an agency's";
    EXPECT_THAT(found("@ và a@b, @an.vn, an@.., an@"), IsEmpty());
}

TEST(PersonalCheck, says_how_many_more_of_a_kind_there_are) {
    std::string plain;
    for (int i = 0; i < 300; ++i) plain += "0190850" + std::to_string(10000 + i) + "\n";
    const auto all = found(plain);
    ASSERT_EQ(all.size(), 21U);
    EXPECT_EQ(all.back(), "300 citizen_id +280");
    EXPECT_THAT(found(std::string("\xff\xfe 0912345678 \x00 x", 20)), ElementsAre("1 phone 091…78"));
    EXPECT_THAT(found(""), IsEmpty());
}

TEST(PersonalMarks, tells_numbers_and_addresses_from_other_text) {
    EXPECT_THAT(personal_marks("Gọi 0912 777 333 hoặc viết a.b@example.vn"),
                ElementsAre("Số điện thoại của cá nhân (091…33)", "Địa chỉ thư điện tử (a.b@example.vn)"));
    EXPECT_THAT(personal_marks("Quyết định 12/2026/QĐ-UBND ngày 20/11/2026, 1.250.000 đồng, @ và a@b"), IsEmpty());
    EXPECT_THAT(personal_marks("Danh sách hộ nghèo"), testing::Contains(testing::HasSubstr("hộ nghèo")));
}

TEST(PersonalMarks, knows_a_person_by_the_whole_name_and_a_number_however_written) {
    EXPECT_TRUE(names_person("của ông NGUYỄN  văn-An.", "Nguyễn Văn An"));
    EXPECT_FALSE(names_person("Nguyễn Văn Anh", "Nguyễn Văn An"));
    EXPECT_FALSE(names_person("An toàn", "An")) << "one word tells nobody";
    EXPECT_FALSE(names_person("bất kỳ", ""));
    EXPECT_TRUE(holds_number("số 0912.777-333", "0912 777 333"));
    EXPECT_TRUE(holds_number("+84 912777333", "0912 777 333"));
    EXPECT_FALSE(holds_number("năm 2026", "2026")) << "too short";
}

}  // namespace dinh::portal
