#include "modules/exports/rights.hpp"

#include <algorithm>

#include "platform/error/error.hpp"

namespace dinh::exports {

namespace {

namespace role = directory::role;

bool answers_for_some(const Capacity& as) {
    return as.has(role::kAdministrator) || as.has(role::kAgencyLeader) || as.has(role::kRecordsClerk) ||
           as.has(role::kItOfficer);
}
bool answers_for(const Capacity& as, Id agency) {
    if (as.delegation != 0) return false;
    if (as.has(role::kAdministrator)) return true;
    if (as.has(role::kAgencyLeader) && as.agency == agency) return true;
    return (as.has(role::kRecordsClerk) || as.has(role::kItOfficer)) && as.works_for(agency);
}

bool fits(const Actor& actor, const Capacity& as, Deed deed, const Subject& subject) {
    if (!answers_for(as, subject.agency)) return false;
    switch (deed) {
        case Deed::see: return true;
        case Deed::ask:
        case Deed::drop: return !actor.read_only;
        case Deed::take: return !subject.restricted || subject.asker == actor.person;
    }
    return false;
}

}  // namespace

const Capacity* can(const Actor& actor, Deed deed, const Subject& subject) {
    return actor.capacity([&](const Capacity& as) { return fits(actor, as, deed, subject); });
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::see:
        case Deed::ask:
        case Deed::drop:
            return "Chỉ người đứng đầu, văn thư hoặc cán bộ công nghệ thông tin của cơ quan xuất được dữ liệu.";
        case Deed::take: return "Gói dữ liệu có hồ sơ chỉ một số người được xem; chỉ người yêu cầu tải được.";
    }
    return "";
}

const Capacity& must(const Actor& actor, Deed deed, const Subject& subject) {
    const auto* as = can(actor, deed, subject);
    if (!as)
        throw Forbidden(who_may(deed), "exports: deed " + std::to_string(static_cast<int>(deed)) + " refused to " +
                                           std::to_string(actor.person));
    return *as;
}

std::vector<Id> agencies_of(const Actor& actor, const directory::Snapshot& directory) {
    std::vector<Id> found;
    const auto add = [&](Id agency) {
        const auto* one = directory.agency(agency);
        if (!one || !one->tenant || std::find(found.begin(), found.end(), agency) != found.end()) return;
        if (can(actor, Deed::see, {agency, 0, false})) found.push_back(agency);
    };
    if (const auto* acting = actor.acting_capacity()) add(acting->agency);
    for (const auto& as : actor.capacities) {
        add(as.agency);
        add(as.served);
    }
    if (actor.with_role(role::kAdministrator))
        for (const auto& agency : directory.agencies) add(agency.id);
    return found;
}

bool asks_somewhere(const Actor& actor) {
    return actor.capacity([](const Capacity& as) { return as.delegation == 0 && answers_for_some(as); }) != nullptr;
}

}  // namespace dinh::exports
