#include "platform/csv/csv.hpp"

#include "platform/text/text.hpp"

namespace dinh::csv {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

char separator_of(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    if (line.find(',') != std::string_view::npos) return ',';
    if (line.find(';') != std::string_view::npos) return ';';
    return line.find('\t') != std::string_view::npos ? '\t' : ',';
}

// Reads one record from `at`; false at the end of the text.
class Reader {
public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}
    bool next(std::vector<std::string>& cells, int& line, bool& unclosed) {
        cells.clear();
        unclosed = false;
        if (at_ >= text_.size()) return false;
        line = line_;
        while (read_cell(cells, unclosed)) {}
        return true;
    }

private:
    // True when another cell of the same record follows.
    bool read_cell(std::vector<std::string>& cells, bool& unclosed) {
        std::string cell;
        if (at_ < text_.size() && text_[at_] == '"') unclosed = !read_quoted(cell) || unclosed;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') cell += text_[at_++];
        const bool more = at_ < text_.size() && text_[at_] == separator_;
        if (!more && !cell.empty() && cell.back() == '\r') cell.pop_back();
        if (at_ < text_.size()) line_ += text_[at_++] == '\n';
        cells.push_back(std::move(cell));
        return more;
    }
    bool read_quoted(std::string& cell) {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') return ++at_, true;
                ++at_;
            }
            line_ += text_[at_] == '\n';
            cell += text_[at_];
        }
        return false;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace

std::string_view Row::operator[](std::string_view column) const {
    const auto found = columns_->find(std::string(column));
    return found == columns_->end() || found->second >= cells_.size() ? std::string_view()
                                                                      : std::string_view(cells_[found->second]);
}

bool Row::blank() const {
    for (const auto& cell : cells_)
        if (!text::trim(cell).empty()) return false;
    return true;
}

Table::Table(std::string_view text) {
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    if (!text::is_utf8(text)) {
        faults_.push_back({1, "Tệp không phải mã UTF-8. Hãy lưu lại dạng “CSV UTF-8”."});
        return;
    }
    Reader reader(text, separator_of(text));
    std::vector<std::string> cells;
    int line = 1;
    bool unclosed = false;
    if (!reader.next(cells, line, unclosed)) return;
    for (const auto& name : cells) {
        head_.push_back(text::lower(text::trim(name)));
        columns_.emplace(head_.back(), head_.size() - 1);
    }
    while (reader.next(cells, line, unclosed)) {
        Row row(&columns_, cells, line);
        if (unclosed) faults_.push_back({line, "Dòng có dấu nháy mở mà không đóng."});
        if (cells.size() > head_.size()) faults_.push_back({line, "Dòng có nhiều ô hơn dòng đầu."});
        if (!row.blank()) rows_.push_back(std::move(row));
    }
}

bool Table::has(std::string_view column) const { return columns_.contains(std::string(column)); }

}  // namespace dinh::csv
