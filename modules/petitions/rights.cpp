#include "modules/petitions/rights.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"

namespace dinh::petitions {

namespace {

namespace role = directory::role;

bool among(const std::vector<Id>& list, Id id) { return std::find(list.begin(), list.end(), id) != list.end(); }

// The clerk of the body, or whom the head named to receive citizens and their petitions.
bool takes_in(const Capacity& as, const Subject& subject) {
    return (as.has(role::kRecordsClerk) && among(as.issuing_bodies, subject.issuing_body)) ||
           among(subject.receptionists, as.post);
}
bool heads(const Capacity& as, const Subject& subject) {
    return subject.agency != 0 && as.agency == subject.agency && as.has(role::kAgencyLeader);
}
bool directs(const Capacity& as, const Subject& subject) {
    return heads(as, subject) || among(subject.directors, as.post);
}
bool leads_settling_unit(const Capacity& as, const Subject& subject) {
    const bool leads = as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader) || as.has(role::kOfficeLeader);
    return subject.settler_unit != 0 && as.unit == subject.settler_unit && leads;
}
bool settles(const Capacity& as, const Subject& subject) {
    return (subject.settler_post != 0 && as.post == subject.settler_post) || leads_settling_unit(as, subject);
}

bool fits(const Capacity& as, Deed deed, const Subject& subject) {
    switch (deed) {
        case Deed::take_in:
        case Deed::receive:
        case Deed::refuse:
        case Deed::correct:
        case Deed::propose:
        case Deed::void_number: return takes_in(as, subject);
        case Deed::accept:
        case Deed::pass_on:
        case Deed::guide:
        case Deed::file_away:
        case Deed::name_settler:
        case Deed::extend:
        case Deed::reopen: return directs(as, subject);
        case Deed::hand_on: return leads_settling_unit(as, subject);
        case Deed::report_result: return settles(as, subject) || directs(as, subject);
        case Deed::close: return directs(as, subject) || takes_in(as, subject);
        case Deed::print_slip: return takes_in(as, subject) || directs(as, subject) || settles(as, subject);
        case Deed::print_book: return takes_in(as, subject) || directs(as, subject);
        case Deed::name_officer: return heads(as, subject);
    }
    return false;
}

}  // namespace

const Capacity* can(const Actor& actor, Deed deed, const Subject& subject) {
    const bool only_reads = deed == Deed::print_slip || deed == Deed::print_book;
    if (actor.read_only && !only_reads) return nullptr;
    return actor.capacity([&](const Capacity& as) { return fits(as, deed, subject); });
}

std::string who_may(Deed deed) {
    switch (deed) {
        case Deed::take_in:
        case Deed::receive:
        case Deed::refuse:
        case Deed::correct:
        case Deed::propose:
        case Deed::void_number: return "Chỉ văn thư giữ sổ hoặc người tiếp công dân của cơ quan thực hiện được.";
        case Deed::accept:
        case Deed::pass_on:
        case Deed::guide:
        case Deed::file_away:
        case Deed::name_settler:
        case Deed::extend:
        case Deed::reopen:
            return "Chỉ người đứng đầu cơ quan, hoặc người được người đứng đầu giao, quyết định xử lý đơn.";
        case Deed::hand_on: return "Chỉ lãnh đạo đơn vị được giao giải quyết phân công trong đơn vị mình.";
        case Deed::report_result: return "Chỉ người được giao giải quyết đơn báo cáo kết quả.";
        case Deed::close: return "Chỉ người quyết định xử lý đơn hoặc văn thư giữ sổ kết thúc được.";
        case Deed::print_slip: return "Chỉ người xử lý đơn in được phiếu.";
        case Deed::print_book: return "Chỉ văn thư giữ sổ, người tiếp công dân và người đứng đầu xem được sổ đơn.";
        case Deed::name_officer: return "Chỉ người đứng đầu cơ quan giao được người tiếp nhận, xử lý đơn.";
    }
    return "";
}

const Capacity& must(const Actor& actor, Deed deed, const Subject& subject) {
    const auto* as = can(actor, deed, subject);
    if (!as)
        throw Forbidden(who_may(deed), "petitions: deed " + std::to_string(static_cast<int>(deed)) + " refused to " +
                                           std::to_string(actor.person));
    return *as;
}

}  // namespace dinh::petitions
