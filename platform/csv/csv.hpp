// Comma separated values, RFC 4180: quoted fields, doubled quotes, CRLF or LF, an optional byte order mark. The
// separator is a comma, or a semicolon or tab when the first line has only that one (Vietnamese spreadsheets: ";").
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dinh::csv {

// A row by the names of the head line. `line` is where the row begins in the text, from 1.
class Row {
public:
    Row(const std::unordered_map<std::string, std::size_t>* columns, std::vector<std::string> cells, int line)
        : columns_(columns), cells_(std::move(cells)), line_(line) {}
    std::string_view operator[](std::string_view column) const;  // "" when the column or the cell is absent
    const std::vector<std::string>& cells() const { return cells_; }
    int line() const { return line_; }
    bool blank() const;

private:
    const std::unordered_map<std::string, std::size_t>* columns_;
    std::vector<std::string> cells_;
    int line_;
};

struct Fault {
    int line = 0;
    std::string text;  // Vietnamese, for the person who made the file
};

// A whole file in memory. Head names are trimmed and lower-cased. Rows with more cells than the head, an unclosed quote
// and text that is not UTF-8 are faults; blank rows are left out.
class Table {
public:
    explicit Table(std::string_view text);
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;
    const std::vector<std::string>& head() const { return head_; }
    bool has(std::string_view column) const;
    const std::vector<Row>& rows() const { return rows_; }
    const std::vector<Fault>& faults() const { return faults_; }

private:
    std::vector<std::string> head_;
    std::unordered_map<std::string, std::size_t> columns_;
    std::vector<Row> rows_;
    std::vector<Fault> faults_;
};

}  // namespace dinh::csv
