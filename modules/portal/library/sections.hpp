// The text of a legal document by its parts: "Chương", "Mục", "Điều", "Phụ lục" become headings with anchors (#dieu-5),
// so that an article can be linked to.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dinh::portal {

struct Section {
    int level = 3;       // 1 chapter, appendix; 2 section; 3 article
    std::string anchor;  // "dieu-5", "chuong-ii", "chuong-ii-muc-1", "phu-luc-i"; a second "Điều 5" is "dieu-5-2"
    std::string title;   // "Điều 5. Hồ sơ"; of a chapter with the line that follows it
};
struct Sections {
    std::string html;  // the text with its headings as h2 to h4, none left out, with anchors; otherwise as it came
    std::vector<Section> list;
};
// Of clean HTML (platform/markup). A paragraph or heading begins a part only outside of tables, lists and quotations
// (there stand the words of other documents), with its number followed by a point, a colon or the end: "Điều 5 của Luật
// này" is none. At most 5,000 parts; what follows stays text.
Sections sections_of(std::string_view clean_html);

// What was typed or pasted as clean HTML: HTML is cleaned, of a plain text each line becomes a paragraph. Refused: too
// long.
std::string legal_text(std::string_view typed);

}  // namespace dinh::portal
