#include "platform/deed/actor.hpp"

#include <algorithm>

namespace dinh {

bool Capacity::has(std::string_view role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }

const Capacity* Actor::acting_capacity() const {
    if (capacities.empty()) return nullptr;
    return &capacities[acting < capacities.size() ? acting : 0];
}

const Capacity* Actor::with_role(std::string_view role) const {
    return capacity([&](const Capacity& one) { return one.has(role); });
}

const Capacity* Actor::with_role(std::string_view role, Id agency) const {
    return capacity([&](const Capacity& one) { return one.agency == agency && one.has(role); });
}

Actor Actor::system() {
    Actor actor;
    actor.name = "Hệ thống";
    return actor;
}

}  // namespace dinh
