#include "modules/worklist/rights.hpp"

namespace dinh::worklist {

bool can(const Actor& actor, Deed deed) {
    switch (deed) {
        case Deed::mark_read:
        case Deed::read_notices: return actor.person != 0 && !actor.read_only;
    }
    return false;
}

}  // namespace dinh::worklist
