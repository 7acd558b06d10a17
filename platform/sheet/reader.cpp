#include "platform/sheet/reader.hpp"

#include <algorithm>
#include <charconv>

#include "platform/sheet/parts.hpp"
#include "platform/worker/ole.hpp"

namespace dinh::sheet {

namespace {

constexpr std::size_t kMostLettersShown = 200;
constexpr std::int64_t kLastLine = 1'048'576;
constexpr std::size_t kNoColumn = 16'384;

// "BC12": the column from 0, kNoColumn when it is none.
std::size_t column_of(std::string_view reference) {
    std::size_t column = 0, letters = 0;
    for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters) {
        if (letters == 3) return kNoColumn;
        column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A' + 1);
    }
    return letters == 0 ? kNoColumn : std::min(column - 1, kNoColumn);
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size();
}

struct Book {
    bool from_1904 = false;
    std::vector<Look> looks;
    std::vector<std::string> strings;
};

class Cells : public worker::XmlEvents {
public:
    Cells(const Book& book, const ReadLimits& limits, const std::function<bool(Row&)>& hand_over)
        : book_(book), limits_(limits), hand_over_(hand_over) {}

    void start(const worker::XmlName& name, const worker::XmlAttributes& attributes) override {
        if (!is_sheet_markup(name)) return;
        if (name.local == "sheetData") in_data_ = true;
        if (!in_data_) return;
        if (name.local == "row") start_row(attributes);
        if (name.local == "c") start_cell(attributes);
        if (name.local == "f") formula_ = true;
        if (name.local == "rPh") ++readings_;
        taking_ = name.local == "v" || (name.local == "t" && type_ == "inlineStr" && readings_ == 0);
    }
    void end(const worker::XmlName& name) override {
        if (!is_sheet_markup(name) || !in_data_) return;
        if (name.local == "v" || name.local == "t") taking_ = false;
        if (name.local == "rPh" && readings_ > 0) --readings_;
        if (name.local == "c") end_cell();
        if (name.local == "row") end_row();
        if (name.local == "sheetData") {
            in_data_ = false;
            done_ = true;
        }
    }
    void text(std::string_view piece) override {
        if (taking_) value_.add(piece);
    }
    bool enough() const override { return done_ || state_ != Reading::whole; }
    Reading state() const { return state_; }

private:
    void start_row(const worker::XmlAttributes& attributes) {
        const auto said = attributes.value("", "r");
        std::int64_t line = line_ + 1;
        if (!said.empty() && !read_number(said, line)) line = 0;
        if (line <= line_ || line > kLastLine) state_ = Reading::damaged;
        line_ = line;
        row_ = {line, {}, {}};
        next_ = 0;
    }
    void start_cell(const worker::XmlAttributes& attributes) {
        const auto said = attributes.value("", "r");
        column_ = said.empty() ? next_ : column_of(said);
        if (column_ < next_ || column_ >= kNoColumn) state_ = Reading::damaged;
        next_ = column_ + 1;
        type_ = attributes.value("", "t");
        look_ = Look::number;
        std::size_t style = 0;
        if (read_number(attributes.value("", "s"), style) && style < book_.looks.size()) look_ = book_.looks[style];
        value_.clear();
        formula_ = taking_ = false;
        readings_ = 0;
    }

    void end_cell() {
        taking_ = false;
        if (value_.over()) return fault("Ô có quá 32.767 chữ.");
        if (type_ == "e") return fault("Ô này là lỗi của bảng tính.");
        const std::string& value = value_.text();
        if (value.empty() && formula_ && type_ != "str")
            return fault("Ô có công thức mà tệp không ghi kết quả. Hãy mở bằng Excel rồi lưu lại.");
        if (type_ == "s") return share(value);
        if (type_ == "str" || type_ == "inlineStr") return keep(unescaped(value));
        if (value.empty()) return;
        if (type_ == "b") return keep(value == "0" || value == "false" ? "FALSE" : "TRUE");
        if (type_ == "d") return keep(value.ends_with("T00:00:00") ? value.substr(0, value.size() - 9) : value);
        number(value);
    }
    void share(const std::string& value) {
        std::size_t at = 0;
        if (!read_number(value, at) || at >= book_.strings.size()) {
            state_ = Reading::damaged;
            return;
        }
        const std::string& text = book_.strings[at];
        if (text.size() > kMostCellBytes) return fault("Ô có quá 32.767 chữ.");
        keep(text);
    }
    void number(const std::string& value) {
        const auto text = look_ == Look::number ? number_text(value) : moment_text(value, look_, book_.from_1904);
        if (text) return keep(*text);
        fault(look_ == Look::number ? "Không phải là một số." : "Không phải là một ngày.");
    }

    void keep(std::string text) {
        if (text.empty() || !place()) return;
        bytes_ += text.size();
        if (bytes_ > limits_.text_bytes) state_ = Reading::too_big;
        row_.cells.resize(column_ + 1);
        row_.cells[column_] = std::move(text);
    }
    void fault(const char* why) {
        if (!place()) return;
        std::string typed = value_.text().substr(0, kMostLettersShown);
        while (!typed.empty() && typed.size() == kMostLettersShown && (typed.back() & 0x80) != 0) typed.pop_back();
        row_.faults.push_back({column_, why, std::move(typed)});
    }
    bool place() {
        if (column_ >= limits_.columns) state_ = Reading::too_wide;
        if (++cells_ > limits_.cells) state_ = Reading::too_big;
        return state_ == Reading::whole;
    }

    void end_row() {
        if (state_ != Reading::whole || (row_.cells.empty() && row_.faults.empty())) return;
        if (!hand_over_(row_)) done_ = true;
        row_ = {line_, {}, {}};
    }

    const Book& book_;
    const ReadLimits& limits_;
    const std::function<bool(Row&)>& hand_over_;
    Row row_;
    Letters value_{kMostCellBytes};
    std::string type_;
    std::int64_t line_ = 0;
    std::size_t next_ = 0, column_ = 0, cells_ = 0, bytes_ = 0;
    Look look_ = Look::number;
    int readings_ = 0;
    bool in_data_ = false, taking_ = false, formula_ = false, done_ = false;
    Reading state_ = Reading::whole;
};

// A compound file is a workbook of before 2007, or a newer one behind a password.
Reading kind_of_compound(std::string_view bytes) {
    const auto entries = worker::ole_entries([&](std::uint64_t offset, std::size_t size) {
        return offset >= bytes.size() ? std::string() : std::string(bytes.substr(offset, size));
    });
    if (!entries) return Reading::damaged;
    for (const auto& entry : *entries) {
        if (entry.name == "EncryptedPackage") return Reading::password;
        if (entry.name == "Workbook" || entry.name == "Book") return Reading::old_workbook;
    }
    return Reading::no_workbook;
}

}  // namespace

const char* words(Reading reading) {
    switch (reading) {
        case Reading::whole: return "";
        case Reading::no_workbook: return "Tệp này không phải bảng tính Excel (.xlsx).";
        case Reading::old_workbook:
            return "Bảng tính của Excel 97–2003 (.xls) không đọc được. Hãy mở ra rồi chọn Lưu thành, dạng .xlsx.";
        case Reading::binary_workbook: return "Bảng tính dạng .xlsb không đọc được. Hãy chọn Lưu thành, dạng .xlsx.";
        case Reading::open_document:
            return "Bảng tính dạng .ods không đọc được. Hãy chọn Lưu thành, dạng Excel (.xlsx).";
        case Reading::password: return "Bảng tính đặt mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi tải lên.";
        case Reading::too_big:
            return "Bảng tính quá lớn khi mở ra. Hãy xóa các trang, hình và ô thừa, hoặc chia làm nhiều bảng.";
        case Reading::too_wide: return "Bảng tính có quá nhiều cột. Hãy xóa các cột thừa bên phải.";
        case Reading::no_such_sheet: return "Bảng tính không có trang nào đọc được.";
        case Reading::damaged: return "Bảng tính bị hỏng, không đọc được. Hãy mở ra, lưu lại dạng .xlsx rồi tải lên.";
    }
    return "";
}

bool looks_like_workbook(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || worker::is_ole(std::string(bytes.substr(0, 8)));
}

Reading read(std::string_view bytes, const std::function<bool(Row&)>& row, std::string_view sheet,
             const ReadLimits& limits) {
    if (worker::is_ole(std::string(bytes.substr(0, 8)))) return kind_of_compound(bytes);
    if (!looks_like_workbook(bytes)) return Reading::no_workbook;
    auto parts = worker::ZipParts::of_bytes(
        bytes, {.part_bytes = limits.part_bytes, .total_bytes = limits.total_bytes, .ratio = limits.ratio});
    if (parts.outcome() == worker::Outcome::too_big) return Reading::too_big;
    if (parts.outcome() != worker::Outcome::ok) return Reading::damaged;
    if (parts.has("xl/workbook.bin")) return Reading::binary_workbook;
    if (parts.start_of("mimetype", 64).starts_with("application/vnd.oasis.opendocument.spreadsheet"))
        return Reading::open_document;
    Place place;
    Book book;
    if (const auto found = find_sheet(parts, sheet, place); found != Reading::whole) return found;
    book.from_1904 = place.from_1904;
    if (const auto looks = read_looks(parts, place, book.looks); looks != Reading::whole) return looks;
    if (const auto strings = read_strings(parts, place, limits, book.strings); strings != Reading::whole)
        return strings;
    Cells cells(book, limits, row);
    const auto whole = read_part(parts, place.sheet, cells);
    return cells.state() != Reading::whole ? cells.state() : whole;
}

}  // namespace dinh::sheet
