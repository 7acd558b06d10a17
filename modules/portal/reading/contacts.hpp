// Who is reached how: leaders and heads of units of the agency, from the directory.
#pragma once
#include <string>
#include <vector>

#include "modules/portal/sites/site.hpp"

namespace dinh::portal::reading {

struct Contact {
    std::string name, post, phone, email;
};
struct ContactGroup {
    std::string name;  // "" the leaders of the agency
    std::vector<Contact> people;
};
// Whoever leads, not the others: the law asks for leaders and those who speak for a unit (104/2016/QH13 Đ19).
std::vector<ContactGroup> contacts_of(const directory::Snapshot&, Id agency);

}  // namespace dinh::portal::reading
