#include "platform/sheet/sheet.hpp"

#include <gtest/gtest.h>
#include <zip.h>

namespace dinh::sheet {

namespace {

std::string part(const std::string& book, const char* name) {
    zip_error_t error{};
    zip_source_t* source = zip_source_buffer_create(book.data(), book.size(), 0, &error);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!archive) return {};
    std::string text;
    if (zip_file_t* file = zip_fopen(archive, name, 0)) {
        char piece[4096];
        for (zip_int64_t read; (read = zip_fread(file, piece, sizeof piece)) > 0;)
            text.append(piece, static_cast<std::size_t>(read));
        zip_fclose(file);
    }
    zip_close(archive);
    return text;
}
bool has(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST(Sheet, holds_titles_numbers_and_texts) {
    const auto book =
        write({{"Tháng 11", "Tình hình", {{"Đơn vị", 30}, {"Đến"}}, {{"Phòng Chuyển đổi số", 412}, {"Cộng", 1284}}}});
    const auto names = part(book, "xl/workbook.xml"), texts = part(book, "xl/sharedStrings.xml"),
               cells = part(book, "xl/worksheets/sheet1.xml");
    EXPECT_TRUE(has(names, "name=\"Tháng 11\""));
    EXPECT_TRUE(has(texts, "Phòng Chuyển đổi số")) << texts;
    EXPECT_TRUE(has(cells, "<v>1284</v>")) << cells;
}

TEST(Sheet, a_text_is_never_a_formula) {
    const auto book = write({{"a", "=1+1", {{"=2+2"}}, {{"=cmd|' /C calc'!A0"}, {"+1"}, {"@SUM(A1)"}, {"-1"}}}});
    EXPECT_FALSE(has(part(book, "xl/worksheets/sheet1.xml"), "<f>"));
    EXPECT_TRUE(has(part(book, "xl/sharedStrings.xml"), "=cmd|"));
}

TEST(Sheet, takes_texts_that_xml_or_spreadsheets_do_not) {
    std::string endless;
    for (int n = 0; n < 40'000; ++n) endless += "ệ";
    const auto book = write({{"[bad]:*?/\\ name that is much longer than thirty-one letters",
                              "",
                              {{"<b>&"}},
                              {{std::string("a\x01\x1f") + "b"}, {endless}, {"</t>&amp;"}}},
                             {"bad  name that is much longer than", "", {{"x"}}, {}},
                             {"", "", {}, {{"no column"}}}});
    const auto texts = part(book, "xl/sharedStrings.xml");
    EXPECT_TRUE(has(texts, "<t>ab</t>"));
    EXPECT_TRUE(has(texts, "&lt;/t&gt;&amp;amp;"));
    EXPECT_TRUE(has(part(book, "xl/worksheets/sheet3.xml"), "<worksheet"));
}

TEST(Sheet, of_nothing_is_still_a_workbook) { EXPECT_TRUE(has(part(write({}), "xl/workbook.xml"), "<sheet ")); }

}  // namespace dinh::sheet
