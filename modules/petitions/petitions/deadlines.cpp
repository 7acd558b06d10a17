#include "modules/petitions/petitions/deadlines.hpp"

#include "platform/calendar/calendar.hpp"
#include "platform/rules/rules.hpp"
#include "platform/settings/settings.hpp"

namespace dinh::petitions {

namespace {

bool fits(const rules::Entry& entry, const Petition& one, std::string_view step) {
    return entry.text("kind") == one.kind && entry.text("step") == step &&
           (!entry.has("round") || entry.integer("round") == one.round) &&
           (!entry.has("round") || entry.truth("remote") == one.remote);
}

std::optional<Deadline> deadline(db::Conn& conn, const Petition& one, std::string_view step) {
    for (const auto* entry : rules::table("petitions").in_force("deadline", one.rules_day)) {
        if (!fits(*entry, one, step)) continue;
        Deadline found{static_cast<int>(entry->integer("days")), entry->truth("working"),
                       static_cast<int>(entry->integer("extensions")),
                       static_cast<int>(entry->integer("extension_days")), entry->basis};
        if (found.days == 0)
            found.days = static_cast<int>(settings::integer(conn, "petitions.answer_days", one.rules_day));
        return found;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Deadline> processing_deadline(db::Conn& conn, const Petition& one) {
    return deadline(conn, one, "processing");
}
std::optional<Deadline> settlement_deadline(db::Conn& conn, const Petition& one) {
    return deadline(conn, one, "settlement");
}

Day counted(Day from, int days, bool working) {
    const auto& calendar = calendar::current();
    return working ? calendar.add_working_days(from, days) : calendar.working_day_from(from + days);
}

Day latest(const Deadline& rule, Day start, int extension) {
    return counted(start, rule.days + rule.extension_days * extension, rule.working);
}

}  // namespace dinh::petitions
