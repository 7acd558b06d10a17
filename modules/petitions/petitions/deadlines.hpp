// Deadlines of petitions by the rules of their day (rules/petitions.toml).
#pragma once
#include <optional>
#include <string>

#include "modules/petitions/petitions/petition.hpp"

namespace dinh::petitions {

struct Deadline {
    int days = 0;
    bool working = false;
    int extensions = 0, extension_days = 0;  // how often, by how much each time
    std::string basis;
};
// Of classifying and accepting, and of settling. nullopt: no rule is in force that day.
std::optional<Deadline> processing_deadline(db::Conn&, const Petition&);
std::optional<Deadline> settlement_deadline(db::Conn&, const Petition&);
// A last day that is no working day moves to the next one (Civil Code 91/2015/QH13, article 148).
Day counted(Day from, int days, bool working);
// The last day to which the n-th extension may go; `start` as of the first count.
Day latest(const Deadline&, Day start, int extension);

}  // namespace dinh::petitions
