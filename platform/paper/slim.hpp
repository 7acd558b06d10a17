// Makes cairo's PDFs half as long: the hints in their fonts serve screens of a few colours and nobody else.
#pragma once
#include <string>

namespace dinh::paper {

// The same PDF with the hinting programs of its embedded TrueType fonts left out; unchanged when it is not built as
// cairo 1.16 builds it.
std::string without_hinting(const std::string& pdf);

// One TrueType font without its instructions. Throws std::out_of_range on a damaged font.
std::string font_without_hinting(const std::string& font);

}  // namespace dinh::paper
