// What changed between two editions, paragraph by paragraph.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dinh::portal {

struct ComparedLine {
    enum class Change { same, gone, added } change = Change::same;
    std::string text;
    bool operator==(const ComparedLine&) const = default;
};
// Lines of plain text. What differs is gone and added whole where it has more than 2,000 lines.
std::vector<ComparedLine> compare_lines(std::string_view before, std::string_view after);

}  // namespace dinh::portal
