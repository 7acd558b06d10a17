#include "modules/documents/reports/asked.hpp"

#include <algorithm>
#include <set>

#include "platform/error/error.hpp"

namespace dinh::documents::reports {

namespace {

// His own agencies, those his office serves; for who audits, all at work.
std::vector<const directory::Agency*> readable(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<const directory::Agency*> found;
    std::set<Id> own;
    for (const auto& as : actor.capacities) own.insert({as.agency, as.served});
    const bool audits = actor.with_role(directory::role::kAuditor) != nullptr;
    for (const auto& agency : directory.agencies) {
        if (!agency.tenant || (!audits && !own.contains(agency.id))) continue;
        if (scope_of(actor, directory, agency.id)) found.push_back(&agency);
    }
    return found;
}

// Those he reads as a whole come first, the greater one before the office that serves it.
const directory::Agency* usual(const Actor& actor, const directory::Snapshot& directory,
                               const std::vector<const directory::Agency*>& agencies) {
    for (const auto* agency : agencies)
        if (scope_of(actor, directory, agency->id)->whole) return agency;
    return agencies.front();
}

}  // namespace

std::string Asked::address(std::string_view page, const std::string& more) const {
    return kPath + std::string(page) + "?agency=" + std::to_string(agency->id) + "&period=" + period.name + more;
}

std::vector<Id> below(const directory::Snapshot& directory, Id agency) {
    std::vector<Id> found;
    for (const auto* child : directory.children_of(agency)) {
        if (child->tenant) found.push_back(child->id);
        for (const Id deeper : below(directory, child->id)) found.push_back(deeper);
    }
    return found;
}

Asked asked(web::Context& context) {
    Asked asked;
    asked.today = clock::today();
    asked.directory = directory::now(context.house);
    asked.agencies = readable(*asked.directory, context.actor());
    if (asked.agencies.empty()) throw NotFound("documents: no reports for this person");
    const auto wanted = ids::parse(context.request.get("agency"));
    for (const auto* agency : asked.agencies)
        if (wanted == agency->id) asked.agency = agency;
    if (!asked.agency && !context.request.get("agency").empty()) throw NotFound("documents: report of a stranger");
    if (!asked.agency) asked.agency = usual(context.actor(), *asked.directory, asked.agencies);
    const std::string_view name = context.request.get("period");
    const auto period = name.empty() ? month_of(asked.today) : period_of(name);
    if (!period || period->from > asked.today) throw NotFound("documents: no period to report on");
    asked.period = *period;
    asked.scope = *scope_of(context.actor(), *asked.directory, asked.agency->id);
    asked.below = asked.scope.whole && !below(*asked.directory, asked.agency->id).empty();
    return asked;
}

std::vector<Sum> within(const Scope& scope, std::vector<Sum> sums) {
    std::erase_if(sums, [&](const Sum& sum) { return !scope.holds(sum.unit, sum.post); });
    return sums;
}

std::vector<AgencySums> sums_below(db::Conn& conn, const Asked& asked) {
    const auto agencies = below(*asked.directory, asked.agency->id);
    auto sums = kept(conn, asked.period, asked.today);
    std::erase_if(sums, [&](const AgencySums& one) {
        return std::find(agencies.begin(), agencies.end(), one.agency) == agencies.end();
    });
    const auto place = [&](const AgencySums& one) {
        const auto* agency = asked.directory->agency(one.agency);
        return agency ? agency->sort_key : std::string();
    };
    std::sort(sums.begin(), sums.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return sums;
}

}  // namespace dinh::documents::reports
