// The check before something is made public (postings, answers to questions, readers' remarks): what in a text may be
// personal data (Law 91/2025/QH15), and whether it tells who sent it. A finding is no refusal: whoever approves says
// why it may be public, or it is taken out. Numbers are told by their shape, words by
// rules/portal_personal.toml.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"

namespace dinh::portal {

struct PersonalFinding {
    int line = 0;       // from 1
    std::string rule;   // citizen_id | old_citizen_id | phone | account | mail | birth_day | names | unread_file, or
                        // the id of [[words]]
    std::string found;  // numbers masked ("012…45"); the word; how many
};
// `plain`: each line, item and row of a table on its line, cells parted by " | " (markup::plain_text). Not found,
// because they are no personal data: numbers of documents, amounts, landlines of offices, mail addresses of agencies
// (.gov.vn). Each word once, at its first line; of a rule the first 20 places and then how many more. Any bytes; what
// is no UTF-8 is read as far as it goes.
std::vector<PersonalFinding> find_personal(std::string_view plain, Day);

// Vietnamese: "Số căn cước công dân"; of a rule that no longer is, its id.
std::string personal_rule_name(std::string_view rule);

// The findings in words, each once, at most 20: "Số điện thoại của cá nhân (091…33)".
std::vector<std::string> personal_marks(std::string_view plain);

// Whether the words stand in the text, whatever case, marks and blanks; names of one word are too common to tell.
bool names_person(std::string_view text, std::string_view name);
// Whether the digits of the number (at least 6) stand in the text, however they are grouped.
bool holds_number(std::string_view text, std::string_view number);

}  // namespace dinh::portal
