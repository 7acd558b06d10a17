#include "platform/sheet/download.hpp"

#include <gmock/gmock.h>

#include "platform/sheet/reader.hpp"

namespace dinh::sheet {

namespace {

const std::vector<std::string> kFormulas = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0"};

List of_formulas() {
    return {.name = "bang",
            .sheet_name = "Bảng",
            .columns = {{"=2+2"}, {"Số"}},
            .more =
                [](std::vector<std::vector<Cell>>& rows) {
                    for (const auto& one : kFormulas) rows.push_back({one, -5});
                    return false;
                },
            .cut_words = ""};
}
std::string body_of(web::Response response) {
    if (const auto* whole = std::get_if<std::string>(&response.body)) return *whole;
    std::string all;
    auto& generator = std::get<web::Generator>(response.body);
    for (bool more = true; more;) more = generator(all);
    return all;
}
List of_rows(std::size_t count) {
    return {.name = "a",
            .sheet_name = "a",
            .columns = {{"a"}},
            .more =
                [count, given = std::size_t{0}](std::vector<std::vector<Cell>>& rows) mutable {
                    for (int n = 0; n < 1'000 && given < count; ++n, ++given) rows.push_back({"x"});
                    return given < count;
                },
            .cut_words = "Còn nữa"};
}
std::vector<std::string> lines_of(const std::string& book) {
    std::vector<std::string> lines;
    read(book, [&](Row& row) { return lines.push_back(row.cells.at(0)), true; });
    return lines;
}

}  // namespace

TEST(Download, of_csv_has_no_cell_that_runs) {
    const std::string csv = body_of(as_csv(of_formulas()));
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF'=2+2,Số\r\n'=1+1,-5\r\n'+1,-5\r\n'-1,-5\r\n'@SUM(A1),-5\r\n")) << csv;
    EXPECT_NE(csv.find("\"'\t=1+1\",-5\r\n\"'\r=1+1\",-5\r\n'=cmd|"), std::string::npos) << csv;
}

TEST(Download, of_a_workbook_keeps_such_texts_as_texts) {
    const auto answer = as_xlsx(of_formulas());
    std::vector<std::string> first;
    read(std::get<std::string>(answer.body), [&](Row& row) {
        EXPECT_TRUE(row.faults.empty());
        return first.push_back(row.cells.at(0)), true;
    });
    EXPECT_THAT(first,
                testing::ElementsAre("=2+2", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "=1+1", "=cmd|' /C calc'!A0"));
}

TEST(Download, of_a_long_list_ends_with_what_is_missing) {
    EXPECT_EQ(lines_of(std::get<std::string>(as_xlsx(of_rows(kMostListRows)).body)).back(), "x");
    const auto cut = lines_of(std::get<std::string>(as_xlsx(of_rows(kMostListRows + 1)).body));
    EXPECT_EQ(cut.size(), kMostListRows + 2);
    EXPECT_EQ(cut.back(), "Còn nữa");
    EXPECT_EQ(body_of(as_csv(of_rows(12'345))).size(), 3 + 12'346 * 3U);
}

TEST(Download, of_tables_in_memory_stands_one_below_the_other_and_is_data_for_programs) {
    const Table one{.name = "Đến", .title = "Quý IV", .columns = {{"Nơi"}, {"Số"}}, .rows = {{"=1+1", 3}}};
    const Table other{.name = "Đi", .title = "Quý IV", .columns = {{"Nơi"}}, .rows = {}};
    EXPECT_EQ(body_of(as_csv("a.csv", {one})), "\xEF\xBB\xBFNơi,Số\r\n'=1+1,3\r\n");
    auto both = as_csv("a.csv", {one, other});
    std::string json;
    EXPECT_FALSE(both.as_json(json));
    EXPECT_EQ(json, R"({"tables":[{"columns":["Nơi","Số"],"items":[{"Nơi":"=1+1","Số":3}],"name":"Đến"},)"
                    R"({"columns":["Nơi"],"items":[],"name":"Đi"}]})");
    json.clear();
    as_csv("a.csv", {one}).as_json(json);
    EXPECT_EQ(json, R"({"columns":["Nơi","Số"],"items":[{"Nơi":"=1+1","Số":3}]})") << "as a list";
    EXPECT_EQ(body_of(std::move(both)), "\xEF\xBB\xBFQuý IV\r\n\r\nĐến\r\nNơi,Số\r\n'=1+1,3\r\n\r\nĐi\r\nNơi\r\n");
}

}  // namespace dinh::sheet
