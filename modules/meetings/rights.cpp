#include "modules/meetings/rights.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::meetings {

namespace {

namespace role = directory::role;

bool holds(const std::vector<Id>& list, Id id) {
    return id != 0 && std::find(list.begin(), list.end(), id) != list.end();
}
bool heads(const Capacity& as) { return as.has(role::kAgencyLeader) || as.has(role::kDeputyAgencyLeader); }
bool leads_agency(const Capacity& as, const Subject& subject) { return as.agency == subject.agency && heads(as); }
bool leads_office(const Capacity& as, const Subject& subject) {
    return (as.works_for(subject.agency) && as.has(role::kOfficeLeader)) ||
           (subject.agency != 0 && as.served == subject.agency && heads(as));
}
bool draws(const Capacity& as, const Subject& subject) {
    return leads_office(as, subject) ||
           (as.works_for(subject.agency) && (as.has(role::kRecordsClerk) || as.has(role::kLeaderAssistant)));
}
bool leads_unit(const Capacity& as) {
    return as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader) || as.has(role::kOfficeLeader) ||
           as.has(role::kUnitRecordsClerk);
}

bool fits(const Actor& actor, const Capacity& as, Deed deed, const Subject& subject) {
    const bool own_proposal = subject.state == "proposed" && subject.proposer_person == actor.person &&
                              actor.person != 0 && as.works_for(subject.agency);
    switch (deed) {
        case Deed::propose_entry: return as.works_for(subject.agency);
        case Deed::draw_up:
        case Deed::submit_week: return draws(as, subject);
        case Deed::change_entry:
        case Deed::cancel_entry: return own_proposal || draws(as, subject) || leads_agency(as, subject);
        case Deed::name_attendee:
            return holds(subject.posts, as.post) || (holds(subject.units, as.unit) && leads_unit(as)) ||
                   draws(as, subject) || leads_agency(as, subject);
        case Deed::approve_week:
        case Deed::return_week:
        case Deed::open_week: return leads_office(as, subject) || leads_agency(as, subject);
        case Deed::publish_week:
        case Deed::read_drafts: return draws(as, subject) || leads_agency(as, subject);
    }
    return false;
}

}  // namespace

const Capacity* can(const Actor& actor, Deed deed, const Subject& subject) {
    if (actor.read_only && deed != Deed::read_drafts) return nullptr;
    return actor.capacity([&](const Capacity& as) { return fits(actor, as, deed, subject); });
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::propose_entry: return "Chỉ người của cơ quan đăng ký được lịch.";
        case Deed::draw_up:
        case Deed::submit_week: return "Chỉ lãnh đạo Văn phòng, văn thư hoặc thư ký lãnh đạo lập được lịch công tác.";
        case Deed::change_entry:
        case Deed::cancel_entry:
            return "Chỉ Văn phòng, lãnh đạo cơ quan hoặc người đăng ký (khi chưa duyệt) đổi được lịch này.";
        case Deed::name_attendee:
            return "Chỉ người được mời, lãnh đạo đơn vị được mời, lãnh đạo cơ quan hoặc Văn phòng cử được người dự.";
        case Deed::approve_week:
        case Deed::return_week: return "Chỉ lãnh đạo Văn phòng hoặc lãnh đạo cơ quan duyệt được lịch công tác.";
        case Deed::open_week:
            return "Chỉ lãnh đạo Văn phòng hoặc lãnh đạo cơ quan đăng được lịch tuần lên trang thông tin.";
        case Deed::publish_week: return "Chỉ Văn phòng hoặc lãnh đạo cơ quan công bố được lịch công tác.";
        case Deed::read_drafts: return "Chỉ Văn phòng và lãnh đạo cơ quan xem được lịch chưa công bố.";
    }
    return "";
}

const Capacity& must(const Actor& actor, Deed deed, const Subject& subject) {
    const auto* as = can(actor, deed, subject);
    if (!as)
        throw Forbidden(who_may(deed), "meetings: deed " + std::to_string(static_cast<int>(deed)) + " refused to " +
                                           std::to_string(actor.person));
    return *as;
}

Id calendar_of(const Capacity& as) { return as.served != 0 ? as.served : as.agency; }

}  // namespace dinh::meetings
