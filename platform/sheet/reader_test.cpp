#include "platform/sheet/reader.hpp"

#include <gmock/gmock.h>
#include <zip.h>

#include "platform/sheet/book_for_tests.hpp"
#include "platform/sheet/sheet.hpp"
#include "platform/sheet/values.hpp"

namespace dinh::sheet {

namespace {

using made::book_of;
using testing::ElementsAre;
using Cells = std::vector<std::string>;

struct Found {
    Reading reading = Reading::damaged;
    std::vector<Row> rows;
    Cells row(std::size_t at) const { return at < rows.size() ? rows[at].cells : Cells{"no such row"}; }
};
Found found_in(const std::string& bytes, std::string_view sheet = {}, const ReadLimits& limits = {}) {
    Found found;
    found.reading = read(
        bytes, [&](Row& row) { return found.rows.push_back(row), true; }, sheet, limits);
    return found;
}
std::string cell(const std::string& attributes, const std::string& content) {
    return "<row><c " + attributes + ">" + content + "</c></row>";
}
// The one cell of a book, or the fault of it.
std::string read_cell(const std::string& attributes, const std::string& content,
                      const std::vector<std::string>& looks = {}, const std::string& workbook = "") {
    const auto found = found_in(book_of(cell(attributes, content), "", looks, workbook));
    if (found.reading != Reading::whole || found.rows.size() != 1) return "not read";
    return found.rows[0].faults.empty() ? found.rows[0].cells.at(0) : "fault: " + found.rows[0].faults[0].typed;
}
std::string number(const char* value) { return read_cell("", std::string("<v>") + value + "</v>"); }
std::string moment(const char* value, const char* look, const std::string& workbook = "") {
    return read_cell("s=\"1\"", std::string("<v>") + value + "</v>", {look}, workbook);
}

}  // namespace

TEST(SheetReader, reads_what_the_house_writes) {
    const auto found = found_in(write({{"Trang",
                                        "Danh sách",
                                        {{"Họ và tên"}, {"Số"}},
                                        {{"Nguyễn Văn Ánh", 412}, {"", 1.5}, {"=1+1", -7}, {" 007 ", 0}}}}));
    ASSERT_EQ(found.reading, Reading::whole);
    ASSERT_EQ(found.rows.size(), 6U);
    EXPECT_EQ(found.rows[0].line, 1);
    EXPECT_THAT(found.row(0), ElementsAre("Danh sách"));
    EXPECT_EQ(found.rows[1].line, 3) << "the empty line between is not handed over";
    EXPECT_THAT(found.row(1), ElementsAre("Họ và tên", "Số"));
    EXPECT_THAT(found.row(2), ElementsAre("Nguyễn Văn Ánh", "412"));
    EXPECT_THAT(found.row(3), ElementsAre("", "1.5"));
    EXPECT_THAT(found.row(4), ElementsAre("=1+1", "-7"));
    EXPECT_THAT(found.row(5), ElementsAre(" 007 ", "0"));
}

TEST(SheetReader, joins_runs_and_leaves_out_how_they_are_read_aloud) {
    const auto found = found_in(book_of(
        "<row><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><r><t>Văn </t></r><r><t>phòng</t></r>"
        "<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></is></c><c t=\"str\"><f>A1</f><v>a_x000A_b_x0007_c_xZ_</v></c></row>",
        "<si><t>x</t></si><si><r><rPr><b/></rPr><t>Sở </t></r><r><t xml:space=\"preserve\">Nội vụ</t></r>"
        "<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>"));
    EXPECT_THAT(found.row(0), ElementsAre("Sở Nội vụ", "Văn phòng", "a\nbc_xZ_"));
}

TEST(SheetReader, writes_numbers_as_one_types_them) {
    EXPECT_EQ(number("385100"), "385100");
    EXPECT_EQ(number("1.2300000000000001E+16"), "12300000000000000");
    EXPECT_EQ(number("38099001234"), "38099001234");
    EXPECT_EQ(number("0.30000000000000004"), "0.3");
    EXPECT_EQ(number("1E-3"), "0.001");
    EXPECT_EQ(number("-0"), "0");
    EXPECT_EQ(number("-12.50"), "-12.5");
    for (const char* bad : {"1e999", "nan", "inf", "12a", "0x10", "1,5", "--1"})
        EXPECT_EQ(number(bad), std::string("fault: ") + bad);
    EXPECT_EQ(read_cell("t=\"b\"", "<v>1</v>"), "TRUE");
    EXPECT_EQ(read_cell("t=\"b\"", "<v>0</v>"), "FALSE");
}

TEST(SheetReader, writes_days_of_both_countings) {
    EXPECT_EQ(moment("46347", "dd/mm/yyyy"), "2026-11-21");
    EXPECT_EQ(moment("46347", "[$-42A]d &quot;tháng&quot; m"), "2026-11-21");
    EXPECT_EQ(moment("46347.5", "d/m/yyyy\\ h:mm"), "2026-11-21 12:00");
    EXPECT_EQ(moment("46347.999994", "d/m/yy"), "2026-11-21 23:59:59");
    EXPECT_EQ(moment("0.3125", "h:mm AM/PM"), "07:30");
    EXPECT_EQ(moment("1", "dd/mm/yyyy"), "1900-01-01");
    EXPECT_EQ(moment("59", "dd/mm/yyyy"), "1900-02-28");
    EXPECT_EQ(moment("60", "dd/mm/yyyy"), "1900-02-29") << "the day that never was is refused by who reads days";
    EXPECT_EQ(moment("61", "dd/mm/yyyy"), "1900-03-01");
    EXPECT_EQ(moment("2958465", "yyyy"), "9999-12-31");
    EXPECT_EQ(moment("44885", "dd/mm/yyyy", "<workbookPr date1904=\"1\"/>"), "2026-11-21");
    for (const char* bad : {"-1", "2958466", "1e300", "x"})
        EXPECT_EQ(moment(bad, "dd/mm/yyyy"), std::string("fault: ") + bad);
    EXPECT_EQ(read_cell("t=\"d\"", "<v>2026-11-21T00:00:00</v>"), "2026-11-21");
}

TEST(SheetReader, knows_a_day_by_its_format) {
    for (const int known : {14, 15, 16, 17, 30, 57}) EXPECT_EQ(look_of_known(known), Look::day) << known;
    EXPECT_EQ(look_of_known(22), Look::day_and_time);
    EXPECT_EQ(look_of_known(45), Look::time);
    for (const int known : {0, 1, 4, 9, 11, 40, 49, -1, 9999}) EXPECT_EQ(look_of_known(known), Look::number) << known;
    EXPECT_EQ(look_of("mmmm\\-yy"), Look::day);
    EXPECT_EQ(look_of("[h]:mm:ss"), Look::time);
    EXPECT_EQ(look_of("dd\\-mm hh:mm"), Look::day_and_time);
    for (const char* format : {"General", "0.00E+00", "#,##0\\ \"đồng\"", "[Red]0", "[$-42A]0", "\"ngày\" 0", "@", "",
                               "\"", "\\", "[", "0;dd"})
        EXPECT_EQ(look_of(format), Look::number) << format;
}

TEST(SheetReader, reads_markup_as_other_programs_write_it) {
    const std::string sheet =
        R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"
 xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">
<x:sheetPr filterMode="false"/><x:dimension ref="A1:C2"/><x:sheetViews><x:sheetView workbookViewId="0"/></x:sheetViews>
<x:cols><x:col min="1" max="3" width="20" customWidth="1"/></x:cols>
<x:sheetData><x:row r="1" spans="1:3" x14ac:dyDescent="0.25"><x:c r="A1" s="1" t="s"><x:v>0</x:v></x:c>
<x:c r="B1" t="n"><x:v>7</x:v></x:c>
<x:c r="C1" t="inlineStr"><x:is><x:t xml:space="preserve"> b </x:t></x:is></x:c></x:row></x:sheetData>
<x:mergeCells count="1"><x:mergeCell ref="A2:B2"/></x:mergeCells>
<x:extLst><x:ext uri="x"><x:c><x:v>9</x:v></x:c></x:ext></x:extLst>
</x:worksheet>)";
    const auto found = found_in(made::zip_of(
        made::parts_of(made::of_main("styleSheet", ""), made::of_main("sst", "<si><t>Sở Y tế</t></si>"), sheet)));
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_THAT(found.row(0), ElementsAre("Sở Y tế", "7", " b "));
}

TEST(SheetReader, puts_sparse_cells_and_rows_at_their_place) {
    const auto found =
        found_in(book_of("<row r=\"3\"><c r=\"C3\"><v>1</v></c><c><v>2</v></c><c r=\"AA3\" t=\"str\"><v>x</v></c></row>"
                         "<row><c r=\"A4\" s=\"5\"/></row><row r=\"9\"><c><v>3</v></c></row>"));
    ASSERT_EQ(found.rows.size(), 2U);
    EXPECT_EQ(found.rows[0].line, 3);
    ASSERT_EQ(found.rows[0].cells.size(), 27U);
    EXPECT_EQ(found.rows[0].cells[2] + found.rows[0].cells[3] + found.rows[0].cells[26], "12x");
    EXPECT_EQ(found.rows[1].line, 9);
}

TEST(SheetReader, tells_which_cell_cannot_be_read_and_takes_the_rest) {
    const auto found =
        found_in(book_of("<row><c><v>1</v></c><c t=\"e\"><f>A1/0</f><v>#DIV/0!</v></c><c><f>A1+1</f></c>"
                         "<c><f>A1+1</f><v>2</v></c><c t=\"str\"><v>" +
                         std::string(140'000, 'x') + "</v></c><c t=\"str\"><f>A1</f><v></v></c></row>"));
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_THAT(found.row(0), ElementsAre("1", "", "", "2"));
    ASSERT_EQ(found.rows[0].faults.size(), 3U);
    EXPECT_EQ(found.rows[0].faults[0].column, 1U);
    EXPECT_EQ(found.rows[0].faults[0].typed, "#DIV/0!");
    EXPECT_EQ(found.rows[0].faults[1].column, 2U);
    EXPECT_EQ(found.rows[0].faults[2].column, 4U);
}

TEST(SheetReader, takes_the_first_visible_sheet_or_the_named_one) {
    const std::string two = write({{"Một", "", {{"a"}}, {}}, {"Hai", "", {{"b"}}, {}}});
    EXPECT_THAT(found_in(two).row(0), ElementsAre("a"));
    EXPECT_THAT(found_in(two, "Hai").row(0), ElementsAre("b"));
    EXPECT_EQ(found_in(two, "Ba").reading, Reading::no_such_sheet);
    auto parts = made::parts_of("", "", made::of_main("worksheet", "<sheetData/>"));
    auto& book = parts[0].second;
    book.insert(book.find(" sheetId"), " state=\"hidden\"");
    parts[2] = {"mimetype", ""};
    EXPECT_EQ(found_in(made::zip_of(parts)).reading, Reading::no_such_sheet);
    EXPECT_EQ(found_in(made::zip_of(parts), "Một").reading, Reading::damaged) << "its shared texts are no XML";
}

TEST(SheetReader, says_plainly_what_it_does_not_read) {
    EXPECT_EQ(found_in("").reading, Reading::no_workbook);
    EXPECT_EQ(found_in("code,full_name\n").reading, Reading::no_workbook);
    EXPECT_EQ(found_in("PK\x03\x04 cut").reading, Reading::damaged);
    EXPECT_EQ(found_in(made::zip_of({{"word/document.xml", "<a/>"}})).reading, Reading::no_workbook);
    EXPECT_EQ(found_in(made::zip_of({{"xl/workbook.bin", "x"}})).reading, Reading::binary_workbook);
    EXPECT_EQ(found_in(made::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})).reading,
              Reading::open_document);
    EXPECT_EQ(found_in(made::zip_of({{"xl/workbook.xml", "<html/>"}})).reading, Reading::no_workbook);
    EXPECT_EQ(found_in(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(600, '\0')).reading,
              Reading::damaged);
    for (int reading = 1; reading <= static_cast<int>(Reading::damaged); ++reading)
        EXPECT_STRNE(words(static_cast<Reading>(reading)), "") << reading;
}

TEST(SheetReader, finds_a_damaged_workbook_damaged) {
    EXPECT_EQ(found_in(book_of("<row><c r=\"B1\"/><c r=\"A1\"/></row>")).reading, Reading::damaged);
    EXPECT_EQ(found_in(book_of("<row r=\"2\"/><row r=\"1\"/>")).reading, Reading::damaged);
    for (const char* line : {"0", "-1", "x", "1048577", "99999999999999999999"})
        EXPECT_EQ(found_in(book_of(std::string("<row r=\"") + line + "\"/>")).reading, Reading::damaged) << line;
    for (const char* place : {"1", "a1", "ZZZZ1", "XFE1"})
        EXPECT_EQ(found_in(book_of(cell(std::string("r=\"") + place + "\"", "<v>1</v>"))).reading, Reading::damaged);
    for (const char* shared : {"0", "-1", "x", ""})
        EXPECT_EQ(found_in(book_of(cell("t=\"s\"", std::string("<v>") + shared + "</v>"))).reading, Reading::damaged);
    EXPECT_EQ(found_in(book_of("<row>")).reading, Reading::damaged);
    auto parts = made::parts_of(made::of_main("styleSheet", ""), made::of_main("sst", ""),
                                "<!DOCTYPE a [<!ENTITY b \"c\">]>" + made::of_main("worksheet", "<sheetData/>"));
    EXPECT_EQ(found_in(made::zip_of(parts)).reading, Reading::damaged) << "a document type";
    parts.pop_back();
    EXPECT_EQ(found_in(made::zip_of(parts)).reading, Reading::damaged) << "a sheet that is not there";
    const std::string whole = book_of(cell("", "<v>1</v>"));
    for (std::size_t length = 0; length < whole.size(); length += 7) found_in(whole.substr(0, length));
}

TEST(SheetReader, bounds_what_it_hands_over) {
    const std::string shared = "<si><t>" + std::string(1'000, 'x') + "</t></si>";
    std::string rows;
    for (int n = 0; n < 100; ++n) rows += cell("t=\"s\"", "<v>0</v>");
    EXPECT_EQ(found_in(book_of(rows, shared)).rows.size(), 100U);
    EXPECT_EQ(found_in(book_of(rows, shared), "", {.text_bytes = 50'000}).reading, Reading::too_big);
    EXPECT_EQ(found_in(book_of(rows, shared), "", {.cells = 99}).reading, Reading::too_big);
    EXPECT_EQ(found_in(book_of(rows, shared), "", {.part_bytes = 1'000}).reading, Reading::too_big);
    EXPECT_EQ(found_in(book_of(rows, shared), "", {.total_bytes = 1'000}).reading, Reading::too_big);
    EXPECT_EQ(found_in(book_of(rows, shared + shared + shared), "", {.strings = 2}).reading, Reading::too_big);
    EXPECT_EQ(found_in(book_of(cell("r=\"C1\"", "<v>1</v>")), "", {.columns = 2}).reading, Reading::too_wide);
    EXPECT_EQ(found_in(book_of(cell("r=\"C1\" s=\"1\"", "")), "", {.columns = 2}).reading, Reading::whole);
    std::string deep;
    for (int n = 0; n < 2'000; ++n) deep += "<a>";
    EXPECT_EQ(found_in(book_of(deep)).reading, Reading::damaged);
}

TEST(SheetReader, ends_when_enough_was_read) {
    int rows = 0;
    EXPECT_EQ(
        read(book_of("<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row"), [&](Row&) { return ++rows < 1; }),
        Reading::whole);
    EXPECT_EQ(rows, 1);
}

namespace {

std::string packed(const made::Parts& parts, const char* password) {
    zip_error_t error{};
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    for (const auto& [name, content] : parts) {
        const auto at = zip_file_add(archive, name.c_str(),
                                     zip_source_buffer(archive, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
        if (password) zip_file_set_encryption(archive, static_cast<zip_uint64_t>(at), ZIP_EM_AES_128, password);
    }
    zip_close(archive);
    zip_source_open(target);
    std::string bytes(1 << 20, '\0');
    bytes.resize(static_cast<std::size_t>(zip_source_read(target, bytes.data(), bytes.size())));
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

}  // namespace

TEST(SheetReader, refuses_a_bomb_and_a_password) {
    const auto sheet = made::of_main("worksheet", "<sheetData/>");
    const auto bomb = packed(
        made::parts_of(made::of_main("styleSheet", ""), made::of_main("sst", ""), sheet + std::string(30 << 20, ' ')),
        nullptr);
    EXPECT_LT(bomb.size(), 100'000U);
    EXPECT_EQ(found_in(bomb).reading, Reading::too_big);
    EXPECT_EQ(found_in(packed(made::parts_of("", "", sheet), "bí mật")).reading, Reading::password);
}

}  // namespace dinh::sheet
