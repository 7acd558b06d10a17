// A list to take away: as CSV, read page by page while it is sent, or as a workbook. A text in it never runs as a
// formula: the workbook keeps texts apart from formulas, in CSV an apostrophe stands before what begins like one.
#pragma once
#include <functional>

#include "platform/sheet/sheet.hpp"
#include "platform/web/response.hpp"

namespace dinh::sheet {

struct List {
    std::string name;  // of the file, without its ending
    std::string sheet_name;
    std::vector<Column> columns;
    // Adds the next rows; false after the last ones.
    std::function<bool(std::vector<std::vector<Cell>>& rows)> more;
    std::string cut_words;  // last line of a workbook that has no room for all
};
inline constexpr std::size_t kMostListRows = 10'000;  // of a workbook, which is made in memory

web::Response as_csv(List);
web::Response as_xlsx(const List&);
// Tables that are in memory. As CSV one stands alone, several one below the other, each under its name.
web::Response as_xlsx(const std::string& file_name, const std::vector<Table>&);
web::Response as_csv(const std::string& file_name, const std::vector<Table>&);

}  // namespace dinh::sheet
