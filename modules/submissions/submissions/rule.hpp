// rules/submissions.toml as the deeds ask it: by the day of the submission.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"

namespace dinh::submissions {

struct PaperRule {
    std::string role, name, basis;
    bool required = false;
    std::vector<std::string> formats;  // endings; empty: any
};
// Of the kind, in the order of the file.
std::vector<PaperRule> papers_of(std::string_view kind, Day rules_day);
// "Tài liệu khác" for a role that no rule names.
std::string paper_name(std::string_view kind, std::string_view role, Day rules_day);
bool known_kind(std::string_view kind, Day rules_day);
std::string usual_document(std::string_view kind, Day rules_day);  // kind of the document it asks for
std::string basis_of(std::string_view kind, Day rules_day);
Day examination_due(std::string_view kind, Day received);
// Of the other steps: receive | assign | complete | opinion | review | decide | document. Working days after `from`.
Day step_due(std::string_view step, Day from);
int most_returns(Day rules_day);

}  // namespace dinh::submissions
