// The name of the house: whose province it is, in the head of every page. A dated setting of the institution.
#pragma once
#include <string>

#include "platform/house/house.hpp"
#include "platform/settings/settings.hpp"

namespace dinh::app {

inline constexpr const char* kHouseName = "house.name";

settings::Setting house_name_setting();
// Today's, read anew every five seconds. Never throws: without a database the last one read, at first "Đình".
// Not inside a read of the database.
std::string house_name(House&);

}  // namespace dinh::app
