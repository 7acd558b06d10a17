// Days of a question by the rules of its day of receipt.
#pragma once
#include <optional>
#include <string>

#include "modules/portal/questions/question.hpp"

namespace dinh::portal {

struct QuestionDays {
    std::optional<Day> notice_due;
    Day due;
    int extensions = 0, extension_days = 0;
    std::string basis;
};
// nullopt: no rule is in force that day.
std::optional<QuestionDays> question_days(std::string_view kind, std::string_view channel, Day received);
// The last day to which it may be extended once more; nullopt: not any more.
std::optional<Day> latest_extension(const Question&);

}  // namespace dinh::portal
