// Plain text cut into pages that weigh little, for phones on the slowest lines.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dinh::portal::reading {

inline constexpr std::size_t kMostTextPage = 5'000;  // bytes of a whole page, as sent without compression

// Pages of paragraphs: lines of `plain`, each page at most `most_bytes` as escaped HTML with <p>…</p> and a line end. A
// line that is longer is cut between words, or between letters where a word is longer. At least one page, which may be
// empty. `most_bytes` is at least 200.
std::vector<std::vector<std::string>> text_pages(std::string_view plain, std::size_t most_bytes);

}  // namespace dinh::portal::reading
