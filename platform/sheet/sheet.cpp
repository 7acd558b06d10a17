#include "platform/sheet/sheet.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "platform/error/error.hpp"

namespace dinh::sheet {

namespace {

constexpr std::size_t kMostRows = 1'048'576 - 2, kMostColumns = 16'384;
constexpr std::size_t kMostLetters = 32'767, kMostName = 31;

// A file that is nowhere on the disk.
class MemoryFile {
public:
    MemoryFile() : handle_(::memfd_create("sheet", MFD_CLOEXEC)) {
        if (handle_ < 0) throw Unavailable("sheet: no memory file");
    }
    ~MemoryFile() { ::close(handle_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }
    std::string bytes() const {
        struct stat facts {};
        if (::fstat(handle_, &facts) != 0) throw Unavailable("sheet: lost");
        std::string all(static_cast<std::size_t>(facts.st_size), '\0');
        for (std::size_t at = 0; at < all.size();) {
            const ssize_t read = ::pread(handle_, all.data() + at, all.size() - at, static_cast<off_t>(at));
            if (read <= 0) throw Unavailable("sheet: cannot be read");
            at += static_cast<std::size_t>(read);
        }
        return all;
    }

private:
    int handle_;
};

// Without what XML does not take, and not longer than `most` letters; never cut within one.
std::string plain(std::string_view text, std::size_t most) {
    std::string kept;
    std::size_t letters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80 && ++letters > most) break;
        if (byte >= 0x20 || c == '\n' || c == '\t') kept += c;
    }
    return kept;
}

std::string sheet_name(std::string_view wanted, std::size_t number) {
    std::string name;
    for (const char c : plain(wanted, kMostName))
        if (std::string_view("[]:*?/\\'").find(c) == std::string_view::npos) name += c;
    return name.empty() ? std::to_string(number) : name;
}

struct Looks {
    lxw_format *title, *head, *figure;
};

void put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell, const Looks& looks) {
    if (const auto* text = std::get_if<std::string>(&cell))
        worksheet_write_string(sheet, row, column, plain(*text, kMostLetters).c_str(), nullptr);
    else if (const auto* whole = std::get_if<std::int64_t>(&cell))
        worksheet_write_number(sheet, row, column, static_cast<double>(*whole), looks.figure);
    else
        worksheet_write_number(sheet, row, column, std::get<double>(cell), nullptr);
}

void add(lxw_worksheet* sheet, const Table& table, const Looks& looks) {
    lxw_row_t row = 0;
    if (!table.title.empty()) {
        worksheet_write_string(sheet, row, 0, plain(table.title, kMostLetters).c_str(), looks.title);
        row += 2;
    }
    const std::size_t columns = std::min(table.columns.size(), kMostColumns);
    for (std::size_t n = 0; n < columns; ++n) {
        const auto at = static_cast<lxw_col_t>(n);
        worksheet_set_column(sheet, at, at, table.columns[n].letters, nullptr);
        worksheet_write_string(sheet, row, at, plain(table.columns[n].title, kMostLetters).c_str(), looks.head);
    }
    worksheet_freeze_panes(sheet, row + 1, 0);
    for (std::size_t n = 0; n < std::min(table.rows.size(), kMostRows); ++n) {
        ++row;
        const auto& cells = table.rows[n];
        for (std::size_t at = 0; at < std::min(cells.size(), columns); ++at)
            put(sheet, row, static_cast<lxw_col_t>(at), cells[at], looks);
    }
}

}  // namespace

std::string write(const std::vector<Table>& tables) {
    const MemoryFile file;
    lxw_workbook* book = workbook_new(file.path().c_str());
    if (!book) throw Unavailable("sheet: no workbook");
    Looks looks{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
    format_set_bold(looks.title);
    format_set_font_size(looks.title, 13);
    format_set_bold(looks.head);
    format_set_text_wrap(looks.head);
    format_set_border(looks.head, LXW_BORDER_THIN);
    format_set_num_format(looks.figure, "#,##0");
    for (std::size_t n = 0; n < tables.size(); ++n) {
        lxw_worksheet* sheet = workbook_add_worksheet(book, sheet_name(tables[n].name, n + 1).c_str());
        if (!sheet) sheet = workbook_add_worksheet(book, nullptr);  // two of one name
        if (sheet) add(sheet, tables[n], looks);
    }
    const lxw_error error = workbook_close(book);
    if (error != LXW_NO_ERROR) throw Unavailable(std::string("sheet: ") + lxw_strerror(error));
    return file.bytes();
}

}  // namespace dinh::sheet
