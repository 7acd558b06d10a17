// A table as somebody brings it, told by its bytes: CSV in UTF-8, or UTF-16 with its mark; or the first sheet of a
// workbook (XLSX), whose head may stand a few lines below the top. Rows with a cell that cannot be read are left out
// and are a fault.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/csv/csv.hpp"
#include "platform/error/error.hpp"

namespace dinh::table {

struct Fault {
    int line = 0;
    std::string column, typed;  // column: as its head has it, "" for the whole row
    Said why;
};

class Table {
public:
    // At most `most_rows` and one more are read. `heads`: a row with one of these in it, in lower case, is the head of
    // a sheet.
    Table(std::string_view bytes, std::size_t most_rows, const std::vector<std::string_view>& heads);
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;
    std::vector<std::string> heads() const;  // in lower case, from left to right; of equal ones the first
    bool has(std::string_view column) const { return columns_.contains(std::string(column)); }
    const std::vector<csv::Row>& rows() const { return rows_; }
    const std::vector<Fault>& faults() const { return faults_; }

private:
    void read_sheet(std::string_view bytes, std::size_t most_rows, const std::vector<std::string_view>& heads);
    void read_text(std::string_view bytes, std::size_t most_rows);
    void check_letters();

    std::unordered_map<std::string, std::size_t> columns_;  // rows point into it
    std::vector<csv::Row> rows_;
    std::vector<Fault> faults_;
};

// UTF-16 with its mark as UTF-8; "" when it is damaged. Other bytes as they are.
std::string unicode_text(std::string_view bytes);

}  // namespace dinh::table
