#include "modules/portal/articles/compare.hpp"

#include <algorithm>

#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lines = std::vector<std::string>;
using Change = ComparedLine::Change;
constexpr std::size_t kMostLines = 2000;

void add(std::vector<ComparedLine>& to, Change change, Lines::const_iterator from, Lines::const_iterator until) {
    for (; from != until; ++from) to.push_back({change, *from});
}

// The longest common subsequence, by the lengths for all ends of both.
void add_changes(std::vector<ComparedLine>& to, const Lines& was, const Lines& is) {
    const std::size_t rows = was.size(), columns = is.size();
    std::vector<std::vector<std::uint16_t>> length(rows + 1, std::vector<std::uint16_t>(columns + 1));
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            length[i][j] = was[i] == is[j] ? static_cast<std::uint16_t>(length[i + 1][j + 1] + 1)
                                           : std::max(length[i + 1][j], length[i][j + 1]);
    std::size_t i = 0, j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && was[i] == is[j]) {
            to.push_back({Change::same, was[i++]});
            ++j;
        } else if (i < rows && (j == columns || length[i + 1][j] >= length[i][j + 1])) {
            to.push_back({Change::gone, was[i++]});
        } else {
            to.push_back({Change::added, is[j++]});
        }
    }
}

}  // namespace

std::vector<ComparedLine> compare_lines(std::string_view before, std::string_view after) {
    const Lines was = text::split(before, '\n'), is = text::split(after, '\n');
    const auto [was_from, is_from] = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
    auto was_until = was.end(), is_until = is.end();
    while (was_until != was_from && is_until != is_from && *(was_until - 1) == *(is_until - 1)) --was_until, --is_until;
    std::vector<ComparedLine> lines;
    add(lines, Change::same, was.begin(), was_from);
    const Lines gone(was_from, was_until), come(is_from, is_until);
    if (gone.size() > kMostLines || come.size() > kMostLines) {
        add(lines, Change::gone, gone.begin(), gone.end());
        add(lines, Change::added, come.begin(), come.end());
    } else {
        add_changes(lines, gone, come);
    }
    add(lines, Change::same, was_until, was.end());
    return lines;
}

}  // namespace dinh::portal
