#include "modules/submissions/rights.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::submissions {

namespace {

namespace role = directory::role;

bool of_sender(const Capacity& as, const Subject& subject) {
    return as.works_for(subject.sender) || (subject.by_office && as.works_for(subject.committee));
}
bool heads(const Capacity& as) { return as.has(role::kAgencyLeader) || as.has(role::kDeputyAgencyLeader); }
bool keeps_books(const Capacity& as, const Subject& subject) {
    return as.has(role::kRecordsClerk) &&
           std::find(as.issuing_bodies.begin(), as.issuing_bodies.end(), subject.body) != as.issuing_bodies.end();
}
// The chief of office inside the committee, or whoever heads the separate office that serves it.
bool leads_office(const Capacity& as, const Subject& subject) {
    return (as.works_for(subject.committee) && as.has(role::kOfficeLeader)) ||
           (subject.committee != 0 && as.served == subject.committee && heads(as));
}
bool leads(const Capacity& as, Id unit) {
    const bool leader = as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader) || as.has(role::kOfficeLeader);
    return unit != 0 && as.unit == unit && leader;
}
bool leads_unit(const Capacity& as, const Subject& subject) { return leads(as, subject.unit); }
bool examines(const Capacity& as, const Subject& subject) {
    return (subject.examiner != 0 && as.post == subject.examiner) || leads_unit(as, subject);
}
bool speaks_for_asked(const Capacity& as, const Subject& subject) {
    return as.works_for(subject.asked) && (as.has(role::kRecordsClerk) || as.has(role::kOfficeLeader) || heads(as));
}

bool fits(const Capacity& as, Deed deed, const Subject& subject) {
    switch (deed) {
        case Deed::prepare:
        case Deed::edit:
        case Deed::submit:
        case Deed::withdraw: return of_sender(as, subject);
        case Deed::receive: return keeps_books(as, subject) || leads_office(as, subject);
        case Deed::assign:
        case Deed::review: return leads_office(as, subject);
        case Deed::hand_on: return leads_unit(as, subject);
        case Deed::give_back:
        case Deed::ask_opinion:
        case Deed::write_slip:
        case Deed::begin_document: return examines(as, subject);
        case Deed::read_slip: return as.works_for(subject.committee);
        case Deed::give_opinion:
        case Deed::hand_opinion: return speaks_for_asked(as, subject);
        case Deed::hand_opinion_part: return leads(as, subject.part_unit);
        case Deed::answer_opinion_part:
            return (subject.part_post != 0 && as.post == subject.part_post) || leads(as, subject.part_unit);
        case Deed::decide:
            return (subject.leader != 0 && as.post == subject.leader) ||
                   (subject.committee != 0 && as.agency == subject.committee && as.has(role::kAgencyLeader));
    }
    return false;
}

}  // namespace

const Capacity* can(const Actor& actor, Deed deed, const Subject& subject) {
    if (actor.read_only && deed != Deed::read_slip) return nullptr;
    return actor.capacity([&](const Capacity& as) { return fits(as, deed, subject); });
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::prepare:
        case Deed::edit:
        case Deed::submit:
        case Deed::withdraw: return "Chỉ người của cơ quan trình thực hiện được.";
        case Deed::receive: return "Chỉ văn thư giữ sổ hoặc lãnh đạo Văn phòng tiếp nhận được hồ sơ trình.";
        case Deed::assign: return "Chỉ lãnh đạo Văn phòng phân công được người thẩm tra.";
        case Deed::review: return "Chỉ lãnh đạo Văn phòng duyệt được phiếu trình.";
        case Deed::hand_on: return "Chỉ lãnh đạo đơn vị được giao phân công trong đơn vị mình.";
        case Deed::give_back:
        case Deed::ask_opinion:
        case Deed::write_slip:
        case Deed::begin_document: return "Chỉ chuyên viên hoặc đơn vị được giao thẩm tra thực hiện được.";
        case Deed::read_slip: return "Phiếu trình chỉ người của Văn phòng và lãnh đạo Ủy ban nhân dân đọc được.";
        case Deed::give_opinion: return "Chỉ lãnh đạo hoặc văn thư của cơ quan được hỏi trả lời được.";
        case Deed::hand_opinion: return "Chỉ lãnh đạo hoặc văn thư của cơ quan được hỏi giao được trong cơ quan mình.";
        case Deed::hand_opinion_part: return "Chỉ lãnh đạo đơn vị được giao giao tiếp được trong đơn vị mình.";
        case Deed::answer_opinion_part: return "Chỉ đơn vị hoặc người được giao cho ý kiến được.";
        case Deed::decide: return "Chỉ lãnh đạo đang được trình hồ sơ này cho ý kiến được.";
    }
    return "";
}

const Capacity& must(const Actor& actor, Deed deed, const Subject& subject) {
    const auto* as = can(actor, deed, subject);
    if (!as)
        throw Forbidden(who_may(deed), "submissions: deed " + std::to_string(static_cast<int>(deed)) + " refused to " +
                                           std::to_string(actor.person));
    return *as;
}

}  // namespace dinh::submissions
