// Vietnamese text: form, folding, order, cutting. Input everywhere is UTF-8; stored text is NFC.
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::text {

bool is_ascii(std::string_view);
bool is_utf8(std::string_view);
std::string nfc(std::string_view);                 // invalid bytes become U+FFFD
// Lower case, marks stripped, đ -> d, both tone placements alike: "Hoà Bình" and "Hòa Bình" -> "hoa binh".
std::string fold(std::string_view);
std::string lower(std::string_view);               // Vietnamese lower case, marks kept
std::string upper(std::string_view);
std::string title_first(std::string_view);         // first letter upper, unless a digit stands before it
// ICU collation key (locale vi, numbers by value: "Tổ 2" before "Tổ 10") as hex text, cut to 64 bytes of key: stored
// beside names for ordering.
std::string sort_key(std::string_view);
std::size_t length(std::string_view);              // code points of the NFC form
// At most `code_points` of the NFC form, the "…" it ends with when cut included; a letter keeps its marks.
std::string cut(std::string_view, std::size_t code_points);
std::string trim(std::string_view);                // also no-break and other Unicode blanks
// One line as a person meant it: NFC; control, bidi and invisible characters removed; blanks and line ends collapsed to
// one space; trimmed.
std::string clean_line(std::string_view);
// Many lines: NFC; every line end -> LF; tabs kept; other control, bidi and invisible characters removed; blanks at the
// ends of lines and empty lines at the end removed.
std::string clean_text(std::string_view);
bool has_control(std::string_view);                // C0/C1 other than TAB, LF, CR, or bidi overrides
std::string number(std::int64_t);                  // 1234567 -> 1.234.567
std::string bytes(std::int64_t);                   // 1.5 KB, 12 MB (decimal comma: 1,5 MB)
std::string slug(std::string_view);                // ascii words joined by "-"
std::vector<std::string> split(std::string_view, char separator); // parts trimmed, empty ones dropped
std::string join(const std::vector<std::string>&, std::string_view separator);
bool starts_with(std::string_view text, std::string_view start);
// Replaces %1 .. %9 in a translated text; values are inserted as they are (escaping is the page's work); a placeholder
// without a value stays.
std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values);
std::string fill(std::string_view pattern, const std::vector<std::string>& values);
std::string html_escape(std::string_view);
std::string url_encode(std::string_view);
std::string csv_field(std::string_view);           // quoted when needed; a leading = + - @ gets ' before it

}  // namespace dinh::text
