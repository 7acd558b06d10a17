// Reads one sheet of a workbook that somebody brings (XLSX, ISO/IEC 29500, transitional and strict) as rows of texts:
// a stream. Macros of an XLSM are never looked at; no formula is computed: its stored result is taken. Document types,
// links and other files are not followed.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::sheet {

enum class Reading {
    whole,
    no_workbook,      // other bytes than a zip with a workbook in it
    old_workbook,     // .xls of Excel 97 to 2003
    binary_workbook,  // .xlsb
    open_document,    // .ods
    password,         // opens only with a password
    too_big,          // unpacks to more than the limits allow, or is packed too tightly to be honest
    too_wide,         // something stands right of the last column of the limits
    no_such_sheet,    // nor any that is visible, when none was asked for
    damaged,          // a part is missing, is no XML, has a document type, or its rows go backwards
};
// What to tell the person and what to do about it, in Vietnamese; "" for whole.
const char* words(Reading);

struct ReadLimits {
    std::int64_t part_bytes = 96 << 20;    // each part, unpacked
    std::int64_t total_bytes = 256 << 20;  // all parts together
    std::int64_t ratio = 300;              // unpacked : packed, of a part above 16 MB
    std::size_t columns = 256;
    std::size_t cells = 2'000'000;      // with something in them
    std::size_t text_bytes = 64 << 20;  // of all cells together, and of the shared texts
    std::size_t strings = 1'000'000;    // shared texts
};

// What cannot be read of one cell; the cell is empty then.
struct CellFault {
    std::size_t column = 0;  // from 0
    const char* why = "";    // in Vietnamese
    std::string typed;       // what stands there, such as #N/A
};
// Rows and cells stand where they are in the sheet: `line` counts from 1, cells from column A on, up to the last
// that is not empty. A number is written as one types it (no exponent, 15 digits), a day YYYY-MM-DD, with a time after
// it YYYY-MM-DD HH:MM(:SS), a time alone HH:MM(:SS), a truth TRUE or FALSE.
struct Row {
    std::int64_t line = 0;
    std::vector<std::string> cells;
    std::vector<CellFault> faults;
};

// Whether the bytes begin as a workbook of any kind does (zip or compound file), so that a refusal can name it.
bool looks_like_workbook(std::string_view bytes);
// Hands over each row that is not empty, from top to bottom, until the function returns false (still whole). The sheet
// of that name, or the first visible one when it is "". Rows handed over before a fault of the file was met stay so.
Reading read(std::string_view bytes, const std::function<bool(Row&)>& row, std::string_view sheet = {},
             const ReadLimits& = {});

}  // namespace dinh::sheet
