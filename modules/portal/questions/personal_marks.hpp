// Personal data in a text that is to be public, and whether a text tells who asks.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dinh::portal {

// What find_personal() finds, in words, and mail addresses; each once: "Số điện thoại (091…33)", "ten@example.vn".
// Hints for a person who decides.
std::vector<std::string> personal_marks(std::string_view text);
// Whether the words stand in the text, whatever case, marks and blanks; names of one word are too common to tell.
bool names_person(std::string_view text, std::string_view name);
// Whether the digits of the number (at least 6) stand in the text, however they are grouped.
bool holds_number(std::string_view text, std::string_view number);

}  // namespace dinh::portal
