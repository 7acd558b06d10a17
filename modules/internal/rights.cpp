#include "modules/internal/rights.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::internal {

namespace {

namespace role = directory::role;

bool heads_agency(const Capacity& as, Id agency) {
    return agency != 0 && as.agency == agency && (as.has(role::kAgencyLeader) || as.has(role::kDeputyAgencyLeader));
}
bool heads_unit(const Capacity& as) {
    return as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader) || as.has(role::kOfficeLeader);
}
bool of_unit(const Capacity& as, const Subject& subject) {
    return subject.agency != 0 && as.agency == subject.agency && as.unit == subject.unit;
}
// The head of the sending unit or a deputy; where nobody leads it, and for the leadership itself, the agency's.
bool leads(const Capacity& as, const Subject& subject) {
    if (subject.unit == 0 || subject.leaderless) return heads_agency(as, subject.agency);
    return of_unit(as, subject) && heads_unit(as);
}
bool drafted(const Capacity& as, const Subject& subject) {
    return subject.sender_post != 0 && as.post == subject.sender_post;
}
bool received(const Capacity& as, const Subject& subject) {
    return std::any_of(subject.parties.begin(), subject.parties.end(), [&](Id party) { return handles(as, party); });
}

bool fits(const Capacity& as, Deed deed, const Subject& subject) {
    switch (deed) {
        case Deed::draft:
        case Deed::send_message: return of_unit(as, subject);
        case Deed::change:
        case Deed::drop:
        case Deed::submit:
        case Deed::recall:
        case Deed::correct: return drafted(as, subject) || leads(as, subject);
        case Deed::send: return leads(as, subject) || (!subject.needs_approval && drafted(as, subject));
        case Deed::return_draft: return leads(as, subject);
        case Deed::forward:
        case Deed::finish: return received(as, subject);
        case Deed::begin_outgoing:
        case Deed::attach_to_incoming:
        case Deed::answer: return received(as, subject) || drafted(as, subject) || leads(as, subject);
        case Deed::answer_message: return received(as, subject) || drafted(as, subject);
        case Deed::print: return received(as, subject) || drafted(as, subject) || of_unit(as, subject);
        case Deed::open_series:
        case Deed::close_series:
            return leads(as, subject) || (of_unit(as, subject) && as.has(role::kUnitRecordsClerk)) ||
                   (as.agency == subject.agency && as.has(role::kRecordsClerk));
    }
    return false;
}

}  // namespace

bool handles(const Capacity& as, Id party) {
    if (party == 0) return false;
    if (as.post == party) return true;
    if (as.unit == party) return heads_unit(as) || as.has(role::kUnitRecordsClerk);
    return as.agency == party &&
           (as.has(role::kRecordsClerk) || as.has(role::kAgencyLeader) || as.has(role::kOfficeLeader));
}

const Capacity* can(const Actor& actor, Deed deed, const Subject& subject) {
    if (actor.read_only && deed != Deed::print) return nullptr;
    return actor.capacity([&](const Capacity& as) { return fits(as, deed, subject); });
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::draft: return "Chỉ người của đơn vị soạn được văn bản nội bộ của đơn vị đó.";
        case Deed::change:
        case Deed::drop:
        case Deed::submit:
        case Deed::recall:
        case Deed::correct: return "Chỉ người soạn hoặc lãnh đạo đơn vị gửi thực hiện được.";
        case Deed::send: return "Chỉ lãnh đạo đơn vị ký gửi được loại văn bản này.";
        case Deed::return_draft: return "Chỉ lãnh đạo đơn vị gửi trả lại được dự thảo.";
        case Deed::answer:
        case Deed::forward:
        case Deed::finish: return "Chỉ nơi nhận văn bản thực hiện được.";
        case Deed::begin_outgoing:
        case Deed::attach_to_incoming: return "Chỉ bên gửi và nơi nhận văn bản thực hiện được.";
        case Deed::open_series:
        case Deed::close_series: return "Chỉ lãnh đạo hoặc văn thư của đơn vị mở, đóng được sổ văn bản nội bộ.";
        case Deed::send_message: return "Chỉ gửi nhanh được trong đơn vị của mình.";
        case Deed::answer_message: return "Chỉ người gửi và người nhận tin trả lời được.";
        case Deed::print: return "Chỉ bên gửi và nơi nhận in được.";
    }
    return "";
}

const Capacity& must(const Actor& actor, Deed deed, const Subject& subject) {
    const auto* as = can(actor, deed, subject);
    if (!as)
        throw Forbidden(who_may(deed), "internal: deed " + std::to_string(static_cast<int>(deed)) + " refused to " +
                                           std::to_string(actor.person));
    return *as;
}

}  // namespace dinh::internal
