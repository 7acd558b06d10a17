#include "modules/portal/questions/deadlines.hpp"

#include "platform/calendar/calendar.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::portal {

std::optional<QuestionDays> question_days(std::string_view kind, std::string_view channel, Day received) {
    const auto& calendar = calendar::current();
    for (const auto* rule : rules::table("portal_questions").in_force("deadline", received)) {
        if (rule->text("kind") != kind) continue;
        if (rule->has("channel") && rule->text("channel") != channel) continue;
        QuestionDays days;
        const auto notice = static_cast<int>(rule->integer("notice_days"));
        if (notice > 0) days.notice_due = calendar.add_working_days(received, notice);
        days.due = calendar.add_working_days(received, static_cast<int>(rule->integer("answer_days")));
        days.extensions = static_cast<int>(rule->integer("extensions"));
        days.extension_days = static_cast<int>(rule->integer("extension_days"));
        days.basis = rule->basis;
        return days;
    }
    return std::nullopt;
}

std::optional<Day> latest_extension(const Question& one) {
    const auto rule = question_days(one.kind, one.channel, one.received_day);
    if (!rule || one.extensions >= rule->extensions) return std::nullopt;
    return calendar::current().add_working_days(one.due, rule->extension_days);
}

}  // namespace dinh::portal
