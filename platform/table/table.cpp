#include "platform/table/table.hpp"

#include <algorithm>
#include <optional>

#include "platform/sheet/reader.hpp"
#include "platform/text/text.hpp"
#include "platform/worker/extract.hpp"

namespace dinh::table {

namespace {

constexpr int kLinesAboveHead = 10;
constexpr std::size_t kSample = 60'000;
constexpr const char* kNoUnicode =
    "Tệp không phải mã Unicode UTF-8 (có thể là TCVN3, VNI hoặc mã cũ của Windows). Hãy lưu lại dạng Excel (.xlsx) "
    "hoặc "
    "“CSV UTF-8”; chữ gõ bằng phông .VnTime, VNI-Times phải chuyển sang Unicode trước.";
constexpr const char* kOldLetters =
    "Chữ trong bảng gõ bằng phông TCVN3 (.VnTime). Hãy chuyển cả bảng sang Unicode rồi tải lên.";

void append(std::string& text, char32_t letter) {
    const auto add = [&](char32_t bits) { text += static_cast<char>(bits); };
    if (letter < 0x80) return add(letter);
    if (letter < 0x800) {
        add(0xC0 | letter >> 6);
    } else if (letter < 0x10000) {
        add(0xE0 | letter >> 12);
        add(0x80 | (letter >> 6 & 0x3F));
    } else {
        add(0xF0 | letter >> 18);
        add(0x80 | (letter >> 12 & 0x3F));
        add(0x80 | (letter >> 6 & 0x3F));
    }
    add(0x80 | (letter & 0x3F));
}

// Units of two bytes; nothing when a half of a pair stands alone or a byte is missing.
std::optional<std::string> from_utf16(std::string_view bytes, bool high_first) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(high_first ? first << 8 | second : second << 8 | first);
    };
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t letter = unit(at);
        if (letter >= 0xD800 && letter < 0xE000) {
            if (letter >= 0xDC00 || at + 3 >= bytes.size()) return std::nullopt;
            const char32_t low = unit(at += 2);
            if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
            letter = 0x10000 + ((letter - 0xD800) << 10) + (low - 0xDC00);
        }
        append(text, letter);
    }
    return text;
}

std::string head_word(std::string_view cell) { return text::lower(text::clean_line(cell)); }

}  // namespace

std::string unicode_text(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false).value_or("");
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true).value_or("");
    return std::string(bytes);
}

Table::Table(std::string_view bytes, std::size_t most_rows, const std::vector<std::string_view>& heads) {
    if (sheet::looks_like_workbook(bytes))
        read_sheet(bytes, most_rows, heads);
    else
        read_text(bytes, most_rows);
    check_letters();
}

std::vector<std::string> Table::heads() const {
    std::vector<std::pair<std::size_t, std::string>> placed;
    for (const auto& [head, at] : columns_) placed.emplace_back(at, head);
    std::sort(placed.begin(), placed.end());
    std::vector<std::string> list;
    for (auto& [at, head] : placed) list.push_back(std::move(head));
    return list;
}

void Table::read_sheet(std::string_view bytes, std::size_t most_rows, const std::vector<std::string_view>& heads) {
    std::vector<std::string> head;
    int above = 0;
    const auto is_head = [&](const sheet::Row& row) {
        return std::any_of(row.cells.begin(), row.cells.end(), [&](const std::string& cell) {
            return std::find(heads.begin(), heads.end(), head_word(cell)) != heads.end();
        });
    };
    const auto reading = sheet::read(bytes, [&](sheet::Row& row) {
        const int line = static_cast<int>(row.line);
        if (head.empty()) {
            if (!is_head(row)) return ++above < kLinesAboveHead;
            head = row.cells;
            for (std::size_t at = 0; at < head.size(); ++at)
                if (!head[at].empty()) columns_.emplace(head_word(head[at]), at);
            return true;
        }
        for (const auto& fault : row.faults)
            faults_.push_back(
                {line, fault.column < head.size() ? text::clean_line(head[fault.column]) : "", fault.typed, fault.why});
        if (row.faults.empty()) rows_.emplace_back(&columns_, std::move(row.cells), line);
        return rows_.size() <= most_rows && faults_.size() <= most_rows;
    });
    if (reading == sheet::Reading::whole) return;
    rows_.clear();
    faults_ = {{1, "", "", sheet::words(reading)}};
}

void Table::read_text(std::string_view bytes, std::size_t most_rows) {
    const std::string text = unicode_text(bytes);
    if (!text::is_utf8(text) || (text.empty() && !bytes.empty())) {
        faults_.push_back({1, "", "", kNoUnicode});
        return;
    }
    const csv::Table table(text);
    for (const auto& fault : table.faults()) faults_.push_back({fault.line, "", "", fault.text});
    for (std::size_t at = 0; at < table.head().size(); ++at) columns_.emplace(table.head()[at], at);
    for (const auto& row : table.rows()) {
        if (rows_.size() > most_rows) break;
        rows_.emplace_back(&columns_, row.cells(), row.line());
    }
}

// Texts of the old fonts are letters of Western Europe to us: "NguyÔn V¨n An".
void Table::check_letters() {
    std::string sample;
    for (const auto& row : rows_) {
        for (const auto& cell : row.cells()) sample += cell + "\n";
        if (sample.size() > kSample) break;
    }
    if (worker::repair_tcvn3(sample) == sample) return;
    rows_.clear();
    faults_ = {{1, "", "", kOldLetters}};
}

}  // namespace dinh::table
