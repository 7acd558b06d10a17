// The kinds of files in which a table may come.
#include <gmock/gmock.h>

#include "modules/directory/imports/imports.hpp"
#include "modules/directory/tests/visit.hpp"
#include "platform/sheet/book_for_tests.hpp"
#include "platform/sheet/reader.hpp"
#include "platform/sheet/sheet.hpp"

namespace dinh::directory {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Cells = std::vector<sheet::Cell>;

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
class TableTest : public test::Visit {
protected:
    ImportPlan plan(const std::string& bytes) {
        look();
        return plan_import(*directory_, system_, bytes);
    }
    dinh::test::Answer bring(const std::string& name, const std::string& bytes, const char* key) {
        return post(it_, "/directory/imports", {{"deed_key", key}}, {Visitor::upload("table", name, bytes)});
    }
};
DINH_BOTH_ENGINES(TableTest);

}  // namespace

TEST_P(TableTest, of_a_workbook_gives_the_same_plan_as_csv) {
    const std::string day =
        "<row><c t=\"inlineStr\"><is><t>Mã cán bộ</t></is></c><c t=\"inlineStr\"><is><t>Họ và "
        "tên</t></is></c><c t=\"inlineStr\"><is><t>Cơ quan</t></is></c><c t=\"inlineStr\"><is><t>"
        "Chức vụ</t></is></c><c t=\"inlineStr\"><is><t>Từ ngày</t></is></c></row>";
    const auto row = [](const char* code, const std::string& last) {
        return std::string("<row><c><v>") + code +
               "</v></c><c t=\"inlineStr\"><is><t>Trần Thị Một</t></is></c><c t=\"inlineStr\"><is><t>SKHCN</t></is></c>"
               "<c t=\"inlineStr\"><is><t>Thủ quỹ</t></is></c>" +
               last + "</row>";
    };
    const auto made =
        plan(sheet::made::book_of(day + row("901", "<c s=\"1\"><v>46296</v></c>") +
                                      row("902", "<c t=\"e\"><v>#N/A</v></c>") + row("903", "<c><v>31022026</v></c>"),
                                  "", {"dd/mm/yyyy"}));
    ASSERT_EQ(made.lines.size(), 1U);
    EXPECT_EQ(made.lines[0].person.code, "901");
    EXPECT_EQ(clock::to_text(made.lines[0].from), "2026-10-01");
    ASSERT_EQ(made.faults.size(), 2U);
    EXPECT_EQ(made.faults[0].line, 3);
    EXPECT_EQ(made.faults[0].column, "Từ ngày");
    EXPECT_EQ(made.faults[0].typed, "#N/A");
    EXPECT_EQ(made.faults[1].line, 4);
}

TEST_P(TableTest, is_taken_by_its_bytes_and_refused_in_plain_words) {
    const auto taken = bring("bảng.xlsx", book({{"CB901", "Trần Thị Một", "SKHCN", "Thủ quỹ", ""}}), "t1");
    ASSERT_EQ(taken.status, 303) << taken.body;
    EXPECT_TRUE(get(it_, taken.location).has("1 dòng dùng được, 0 dòng có lỗi."));
    EXPECT_EQ(post(it_, taken.location + "/runs", {{"version", "1"}, {"deed_key", "t2"}}).status, 303);
    const auto marked = bring("bảng.txt", utf16("code\tfull_name\nCB902\tTrần Văn Hai\n", false), "t3");
    ASSERT_EQ(marked.status, 303);
    EXPECT_TRUE(get(it_, marked.location).has("1 dòng dùng được"));
    EXPECT_TRUE(bring("a.xlsx", "PK\x03\x04 cut", "t4").has("Bảng tính bị hỏng"));
    EXPECT_TRUE(bring("a.xls", std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(600, '\0'), "t5")
                    .has("Bảng tính bị hỏng"));
    EXPECT_TRUE(bring("a.csv", "%PDF-1.4\n", "t6").has("Tệp này không phải bảng Excel (.xlsx) hay CSV"));
    auto parts = sheet::made::parts_of(sheet::made::of_main("styleSheet", ""), sheet::made::of_main("sst", ""),
                                       sheet::made::of_main("worksheet", "<sheetData/>"));
    parts.emplace_back("xl/vbaProject.bin", "x");
    EXPECT_TRUE(bring("a.xlsx", sheet::made::zip_of(parts), "t7").has("Bảng tính có macro không được nhận"));
}

TEST_P(TableTest, the_empty_one_reads_back_without_fault) {
    const auto empty = get(it_, "/directory/imports/template");
    EXPECT_EQ(empty.status, 200);
    const auto made = plan(empty.body);
    EXPECT_THAT(made.faults, IsEmpty());
    EXPECT_EQ(made.rows, 0);
    EXPECT_EQ(get(specialist_, "/directory/imports/template").status, 403);
}

TEST_P(TableTest, of_ten_thousand_rows_is_one_deed_and_is_taken_back_as_one) {
    std::vector<Cells> rows;
    for (int i = 0; i < 10'000; ++i)
        rows.push_back({"NV" + std::to_string(i), "Nguyễn Văn " + std::to_string(i), "SKHCN", "Chuyên viên", ""});
    const auto made = plan(book(rows));
    ASSERT_EQ(made.lines.size(), 10'000U);
    const Id id = write([&](db::Tx& tx) { return keep_import(tx, system_, "bang.xlsx", std::string(64, 'a')); });
    write([&](db::Tx& tx) { apply_import(tx, system_, id, 1, made); });
    write([&](db::Tx& tx) { undo_import(tx, system_, id, 2); });
    look();
    EXPECT_EQ(std::count_if(directory_->people.begin(), directory_->people.end(),
                            [](const Person& one) { return !one.archived; }),
              12);
}

}  // namespace dinh::directory
