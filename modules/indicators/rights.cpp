#include "modules/indicators/rights.hpp"

#include <algorithm>

namespace dinh::indicators {

namespace {

namespace role = directory::role;

bool answers_for(const Capacity& as, Id agency) {
    return as.works_for(agency) && (as.has(role::kAgencyLeader) || as.has(role::kDeputyAgencyLeader) ||
                                    as.has(role::kOfficeLeader) || as.has(role::kRecordsClerk));
}

bool fits(const Capacity& as, Deed deed, Id agency) {
    switch (deed) {
        case Deed::read_figures: return agency != 0 && (answers_for(as, agency) || as.has(role::kAuditor));
    }
    return false;
}

}  // namespace

const Capacity* can(const Actor& actor, Deed deed, Id agency) {
    return actor.capacity([&](const Capacity& as) { return fits(as, deed, agency); });
}

std::vector<const directory::Agency*> readable(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<const directory::Agency*> found;
    for (const auto& agency : directory.agencies)
        if (agency.tenant && !agency.until && can(actor, Deed::read_figures, agency.id)) found.push_back(&agency);
    return found;
}

}  // namespace dinh::indicators
