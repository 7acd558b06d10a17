// The small parts of a workbook: which sheets it has, how its cells look, the texts they share.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/sheet/reader.hpp"
#include "platform/sheet/values.hpp"
#include "platform/worker/xml.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::sheet {

bool is_sheet_markup(const worker::XmlName&);  // of the namespace of workbooks, transitional or strict
// damaged, password or too_big when the part cannot be read to its end or until the events had enough.
Reading read_part(worker::ZipParts&, const std::string& part, worker::XmlEvents&);

// Adds to a text what a piece of markup says, up to a bound; says when it was more.
class Letters {
public:
    explicit Letters(std::size_t most_bytes) : most_(most_bytes) {}
    void add(std::string_view piece) {
        over_ = over_ || text_.size() + piece.size() > most_;
        if (!over_) text_ += piece;
    }
    void clear() {
        text_.clear();
        over_ = false;
    }
    bool over() const { return over_; }
    const std::string& text() const { return text_; }

private:
    std::size_t most_;
    std::string text_;
    bool over_ = false;
};
inline constexpr std::size_t kMostCellBytes = 32'767 * 4;
// Signs that XML does not take are spelled _x000D_ (ST_Xstring).
std::string unescaped(const std::string&);

// Where the parts that count stand; "" when the workbook has none of them.
struct Place {
    std::string sheet, looks, strings;
    bool from_1904 = false;
};
// The sheet of that name, or the first visible one for "".
Reading find_sheet(worker::ZipParts&, std::string_view name, Place&);
// By the number in `s` of a cell.
Reading read_looks(worker::ZipParts&, const Place&, std::vector<Look>&);
Reading read_strings(worker::ZipParts&, const Place&, const ReadLimits&, std::vector<std::string>&);

}  // namespace dinh::sheet
