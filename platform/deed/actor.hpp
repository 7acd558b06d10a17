// Who acts, and in which capacities. Filled by the accounts module at each request; the platform only passes it on.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/ids/ids.hpp"

namespace dinh {

// One post a person holds today, or may act for by a written delegation.
struct Capacity {
    Id post = 0;
    Id unit = 0;                       // 0: the agency's leadership
    Id agency = 0;
    // The agency whose office this agency is (its documents are worked on here too); 0 none.
    Id served = 0;
    std::string title;                 // "Phó Giám đốc", as shown and as recorded
    std::vector<std::string> roles;    // role ids of modules/directory: records_clerk, unit_leader ...
    std::vector<Id> issuing_bodies;    // the bodies whose books this post keeps (clerks)
    Id delegation = 0;                 // not 0: by this delegation, for the person below
    Id delegator = 0;                  // the person acted for
    std::string field;                 // delegation limited to this field; empty: all
    bool has(std::string_view role) const;
    bool works_for(Id some_agency) const {
        return some_agency != 0 && (agency == some_agency || served == some_agency);
    }
};

struct Actor {
    Id person = 0;                     // 0: nobody (public pages), the system itself in jobs
    std::string name;
    std::vector<Capacity> capacities;  // own posts first, then by delegation
    std::size_t acting = 0;            // the post chosen in the page's head: deeds are recorded under it if it fits
    std::vector<Id> grantees;          // posts, units, agencies and the person: what a grant may name to let him see
    bool read_only = false;            // auditors, sessions without a second factor yet

    const Capacity* acting_capacity() const;                   // nullptr when he holds no post
    // The first capacity (the acting one preferred) for which `fits` is true.
    template <class F>
    const Capacity* capacity(F&& fits) const {
        if (acting < capacities.size() && fits(capacities[acting])) return &capacities[acting];
        for (const auto& one : capacities)
            if (fits(one)) return &one;
        return nullptr;
    }
    const Capacity* with_role(std::string_view role) const;              // in any agency
    const Capacity* with_role(std::string_view role, Id agency) const;
    static Actor system();                                     // jobs and the example; audit shows "hệ thống"
};

}  // namespace dinh
