#include "modules/submissions/submissions/rule.hpp"

#include "platform/calendar/calendar.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::submissions {

namespace {
constexpr std::string_view kTable = "submissions";
}

std::vector<PaperRule> papers_of(std::string_view kind, Day rules_day) {
    std::vector<PaperRule> list;
    for (const auto* entry : rules::table(kTable).in_force("paper", rules_day)) {
        if (entry->text("kind") == kind)
            list.push_back({entry->text("role"), entry->text("name"), entry->basis, entry->truth("required"),
                            entry->texts("formats")});
    }
    return list;
}

std::string paper_name(std::string_view kind, std::string_view role, Day rules_day) {
    for (const auto& paper : papers_of(kind, rules_day)) {
        if (paper.role == role) return paper.name;
    }
    return "Tài liệu khác";
}

bool known_kind(std::string_view kind, Day rules_day) {
    return rules::table(kTable).find("kind", kind, rules_day) != nullptr;
}

std::string usual_document(std::string_view kind, Day rules_day) {
    const auto* entry = rules::table(kTable).find("kind", kind, rules_day);
    return entry ? entry->text("document_kind") : std::string();
}

std::string basis_of(std::string_view kind, Day rules_day) {
    const auto* entry = rules::table(kTable).find("kind", kind, rules_day);
    return entry ? entry->basis : std::string();
}

Day examination_due(std::string_view kind, Day received) {
    const auto* entry = rules::table(kTable).find("kind", kind, received);
    const auto days = entry ? entry->integer("examine_days", 1) : 1;
    return calendar::current().add_working_days(received, static_cast<int>(days));
}

Day step_due(std::string_view step, Day from) {
    const auto* entry = rules::table(kTable).find("step", step, from);
    return calendar::current().add_working_days(from, entry ? static_cast<int>(entry->integer("days", 1)) : 1);
}

int most_returns(Day rules_day) {
    const auto* limits = rules::table(kTable).section("limits", rules_day);
    return limits ? static_cast<int>(limits->integer("most_returns", 1)) : 1;
}

}  // namespace dinh::submissions
