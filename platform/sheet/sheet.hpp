// Tables to take away as XLSX (ISO/IEC 29500). Numbers are numbers, a text is never a formula.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace dinh::sheet {

using Cell = std::variant<std::string, std::int64_t, double>;

struct Column {
    std::string title;
    double letters = 12;  // width
};
struct Table {
    std::string name;   // of the sheet: at most 31 letters, none of []:*?/\ ; what does not fit is left out
    std::string title;  // in the first line; "" none
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

// The bytes of a workbook with one sheet for each table; texts are UTF-8. Throws Unavailable when there is no room for
// the file while it is made.
std::string write(const std::vector<Table>&);

}  // namespace dinh::sheet
