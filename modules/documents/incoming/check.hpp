// What a clerk typed, cleaned and judged by the rules of its day, before any deed writes it.
#pragma once
#include "modules/documents/incoming/incoming.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::documents {

// Cleaned input; every fault is added. `arrived`: the day of arrival the rules are taken of.
IncomingInput checked(db::Conn&, IncomingInput, Day arrived, Reasons&);
void check_files(const std::vector<NewFile>&, const IncomingInput&, Reasons&);
// Secret documents stay out: throws before anything else is looked at, and names nothing of what was typed.
void refuse_secret(const IncomingInput&);

// The latest lawful moment was missed: same day or next working day after arrival, urgent ones at once.
bool registered_too_late(Instant received, Instant registered, int urgency, Day rules_day);
// By when it is to be presented: the next working day, urgent ones today.
Day presentation_due(Day registered, int urgency, Day rules_day);
std::string urgency_name(int urgency, Day);

// The description as words, by field of the page, for the history of a correction.
std::vector<deed::Change> changes_between(const Incoming& before, const Incoming& after);

}  // namespace dinh::documents
