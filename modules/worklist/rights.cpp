#include "modules/worklist/rights.hpp"

#include "modules/directory/directory.hpp"

namespace dinh::worklist {

namespace role = directory::role;

bool can(const Actor& actor, Deed deed) {
    const bool keeps = actor.with_role(role::kItOfficer) || actor.with_role(role::kAdministrator);
    switch (deed) {
        case Deed::mark_read:
        case Deed::read_notices:
        case Deed::choose: return actor.person != 0 && !actor.read_only;
        case Deed::see_deliveries: return keeps || actor.with_role(role::kAuditor);
        case Deed::retry_delivery: return keeps && !actor.read_only;
    }
    return false;
}

Said who_may(Deed deed) {
    switch (deed) {
        case Deed::mark_read:
        case Deed::read_notices:
        case Deed::choose: return "Bạn chỉ được xem.";
        case Deed::see_deliveries: return "Chỉ người phụ trách công nghệ thông tin, quản trị và kiểm tra được xem.";
        case Deed::retry_delivery: return "Chỉ người phụ trách công nghệ thông tin và quản trị được gửi lại.";
    }
    return "Bạn chỉ được xem.";
}

void must(const Actor& actor, Deed deed) {
    if (!can(actor, deed)) throw Forbidden(who_may(deed), "worklist: not this actor's deed");
}

}  // namespace dinh::worklist
