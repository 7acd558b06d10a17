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

// Who reads all of an agency reads those that went into it as well.
void add_former(const directory::Snapshot& directory, const Actor& actor,
                std::vector<const directory::Agency*>& agencies) {
    const auto living = agencies;
    for (const auto* agency : living) {
        if (!scope_of(actor, directory, agency->id)->whole) continue;
        const Whole whole = whole_of(directory, agency->id);
        for (const auto* list : {&whole.agencies, &whole.divided})
            for (const Id id : *list) {
                const auto* former = directory.agency(id);
                if (former->tenant && std::find(agencies.begin(), agencies.end(), former) == agencies.end())
                    agencies.push_back(former);
            }
    }
}

Scope scope_in(const Asked& asked, const Actor& actor) {
    const auto scope = scope_of(actor, *asked.directory, asked.agency->id);
    return scope ? *scope : Scope{true, {}, {}};
}

bool asks_for_present(std::string_view word) {
    if (!word.empty() && word != "then" && word != "now") throw NotFound("documents: no such boundaries");
    return word == "now";
}

// Those he reads as a whole come first, the greater one before the office that serves it.
const directory::Agency* usual(const Actor& actor, const directory::Snapshot& directory,
                               const std::vector<const directory::Agency*>& agencies) {
    for (const auto* agency : agencies)
        if (scope_of(actor, directory, agency->id)->whole) return agency;
    return agencies.front();
}

// By name, or the month of a first day, as figures lead here; without either the month that lasts.
std::optional<Period> period_in(const web::Request& request, Day today) {
    if (const auto name = request.get("period"); !name.empty()) return period_of(name);
    const auto from = request.get("from");
    if (from.empty()) return month_of(today);
    const auto day = clock::parse_typed_day(from, today);
    return day ? std::optional(month_of(*day)) : std::nullopt;
}

}  // namespace

std::string Asked::address(std::string_view page, const std::string& more) const {
    return kPath + std::string(page) + "?agency=" + std::to_string(agency->id) + "&period=" + period.name +
           (present ? "&boundaries=now" : "") + more;
}

std::string words_of(const dinh::pages::Lang& lang, const Asked& asked) {
    const std::string period = period_words(lang, asked.period);
    if (!asked.boundaries) return period;
    return period + ", " + lang.tr(asked.present ? "theo cơ quan hiện nay" : "theo cơ quan của thời kỳ đó");
}

std::vector<Case> cases_of(db::Conn& conn, const Asked& asked) {
    return cases(conn, *asked.directory, asked.whole.agencies, asked.period, asked.today);
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
    const directory::Agency* first = usual(context.actor(), *asked.directory, asked.agencies);
    add_former(*asked.directory, context.actor(), asked.agencies);
    const auto wanted = ids::parse(context.request.get("agency"));
    for (const auto* agency : asked.agencies)
        if (wanted == agency->id) asked.agency = agency;
    if (!asked.agency && !context.request.get("agency").empty()) throw NotFound("documents: report of a stranger");
    if (!asked.agency) asked.agency = first;
    const auto period = period_in(context.request, asked.today);
    if (!period || period->from > asked.today) throw NotFound("documents: no period to report on");
    asked.period = *period;
    asked.scope = scope_in(asked, context.actor());
    asked.present = asks_for_present(context.request.get("boundaries"));
    asked.boundaries = std::any_of(asked.directory->agencies.begin(), asked.directory->agencies.end(),
                                   [](const auto& one) { return one.tenant && !one.successors.empty(); });
    asked.whole = asked.present ? whole_of(*asked.directory, asked.agency->id) : Whole{{asked.agency->id}, {}};
    asked.below = asked.scope.whole && !below(*asked.directory, asked.agency->id).empty();
    return asked;
}

std::vector<Sum> within(const Scope& scope, std::vector<Sum> sums) {
    std::erase_if(sums, [&](const Sum& sum) { return !scope.holds(sum.unit, sum.post); });
    return sums;
}

std::vector<AgencySums> sums_below(db::Conn& conn, const Asked& asked,
                                   std::shared_ptr<const directory::Snapshot>& names) {
    names = asked.directory;
    const auto ended_since = [&](const directory::Agency& one) { return one.until && *one.until > asked.period.until; };
    if (!asked.present && asked.period.until < asked.today &&
        std::any_of(names->agencies.begin(), names->agencies.end(), ended_since))
        names = directory::load(conn, asked.period.until);
    const auto agencies = below(*names, asked.agency->id);
    const auto is_below = [&](Id id) { return std::find(agencies.begin(), agencies.end(), id) != agencies.end(); };
    auto sums = kept(conn, asked.period, asked.today);
    if (asked.present) sums = in_present(*asked.directory, std::move(sums));
    std::erase_if(sums, [&](const AgencySums& one) {
        const auto* agency = names->agency(one.agency);
        const bool heirs_below =
            asked.present && agency && std::any_of(agency->successors.begin(), agency->successors.end(), is_below);
        return one.agency == asked.agency->id || (!is_below(one.agency) && !heirs_below);
    });
    const auto place = [&](const AgencySums& one) {
        const auto* agency = names->agency(one.agency);
        return agency ? agency->sort_key : std::string();
    };
    std::sort(sums.begin(), sums.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return sums;
}

}  // namespace dinh::documents::reports
