// Words and looks of an incoming document on its pages.
#pragma once
#include "modules/documents/incoming/incoming.hpp"
#include "platform/pages/pages.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::documents {

// The class of the tag that says a state; late work is said before anything else.
std::string tag_of(std::string_view state, bool overdue);
std::string day_words(const std::optional<Day>&);  // 21/11/2026; "" none
std::string kind_name(std::string_view kind);      // "Công văn"
// Among others to choose from: kinds of the Party bear the names of state ones. "Nghị quyết (Đảng)".
std::string kind_title(const rules::DocumentKind&);
// Vietnamese labels of the fields in a history of changes: "subject" -> "Trích yếu".
std::string field_label(std::string_view field);

}  // namespace dinh::documents
