#include "modules/directory/rights.hpp"

#include <algorithm>

#include "platform/error/error.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kAbove{
    "agency.above",
    "SELECT parent FROM agency_version WHERE agency = $1 AND from_day <= $2 ORDER BY from_day DESC LIMIT 1"};
constexpr int kDeepest = 16;  // deeper is a circle in the data

bool is_system(const Actor& actor) { return actor.person == 0 && actor.name == Actor::system().name; }

template <class F>
bool own_post(const Actor& actor, F&& fits) {
    return std::any_of(actor.capacities.begin(), actor.capacities.end(),
                       [&](const Capacity& one) { return one.delegation == 0 && fits(one); });
}
bool holds(const Actor& actor, std::string_view role) {
    return own_post(actor, [&](const Capacity& one) { return one.has(role); });
}

bool among(const std::vector<Id>& list, Id id) {
    return id != 0 && std::find(list.begin(), list.end(), id) != list.end();
}

bool keeps(const Actor& actor, const Subject& subject) {
    if (is_system(actor) || holds(actor, role::kAdministrator)) return true;
    if (subject.guarded || subject.agencies.empty()) return false;
    return own_post(actor, [&](const Capacity& one) {
        const bool serves = one.served != 0 && one.served == subject.agencies.front();
        return one.has(role::kItOfficer) && (serves || among(subject.agencies, one.agency));
    });
}

bool works_with_role(const Actor& actor, const Subject& subject, std::string_view role) {
    return !subject.agencies.empty() && own_post(actor, [&](const Capacity& one) {
        return one.has(role) && one.works_for(subject.agencies.front());
    });
}

}  // namespace

Subject subject_of(db::Conn& conn, Id agency, Day day) {
    Subject subject;
    for (Id at = agency; at != 0 && subject.agencies.size() < kDeepest; at = conn.integer(kAbove, at, day))
        subject.agencies.push_back(at);
    return subject;
}

Subject subject_of(const Snapshot& directory, Id agency) {
    Subject subject;
    for (const auto* at = directory.agency(agency); at && subject.agencies.size() < kDeepest;
         at = directory.agency(at->parent))
        subject.agencies.push_back(at->id);
    return subject;
}

bool can(const Actor& actor, Deed deed, const Subject& subject) {
    switch (deed) {
        case Deed::see_people: return sees_people(actor);
        case Deed::add_person:
        case Deed::import_tables: return !actor.read_only && (is_system(actor) || keeps_directory(actor));
        case Deed::keep_agencies:
        case Deed::keep_posts:
        case Deed::keep_people: return !actor.read_only && keeps(actor, subject);
        case Deed::keep_delegation:
            return !actor.read_only && ((actor.person != 0 && actor.person == subject.holder) ||
                                        keeps(actor, subject) || works_with_role(actor, subject, role::kOfficeLeader));
        case Deed::keep_group:
            return !actor.read_only && (keeps(actor, subject) || works_with_role(actor, subject, role::kRecordsClerk) ||
                                        works_with_role(actor, subject, role::kOfficeLeader));
    }
    return false;
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::keep_delegation:
            return "Chỉ người giữ chức vụ, lãnh đạo Văn phòng hoặc cán bộ phụ trách công nghệ thông tin của cơ quan "
                   "được lập, "
                   "kết thúc ủy quyền này.";
        case Deed::keep_group:
            return "Chỉ văn thư, lãnh đạo Văn phòng hoặc cán bộ phụ trách công nghệ thông tin của cơ quan lập nhóm "
                   "được sửa nhóm này.";
        default:
            return "Chỉ quản trị hệ thống và cán bộ phụ trách công nghệ thông tin của cơ quan này hoặc cơ quan cấp "
                   "trên được làm việc này.";
    }
}

void must(const Actor& actor, Deed deed, const Subject& subject) {
    if (can(actor, deed, subject)) return;
    const Id agency = subject.agencies.empty() ? 0 : subject.agencies.front();
    throw Forbidden(who_may(deed), "directory: deed " + std::to_string(static_cast<int>(deed)) + " in agency " +
                                       std::to_string(agency));
}

bool guarded(const std::vector<std::string>& roles) {
    return std::any_of(roles.begin(), roles.end(),
                       [](const std::string& one) { return one == role::kAdministrator || one == role::kAuditor; });
}

bool keeps_everything(const Actor& actor) { return holds(actor, role::kAdministrator); }
bool keeps_directory(const Actor& actor) { return keeps_everything(actor) || holds(actor, role::kItOfficer); }
bool sees_people(const Actor& actor) { return keeps_directory(actor) || holds(actor, role::kAuditor); }
bool holds_post(const Actor& actor) {
    return own_post(actor, [](const Capacity&) { return true; });
}

}  // namespace dinh::directory
