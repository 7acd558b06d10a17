// What public pages show of the directory: who leads, how they are reached, which agency is above. Changes of the
// directory say nothing of sites; a job compares what readers see and drops the pages where it changed.
#pragma once
#include <optional>
#include <string>

#include "modules/portal/sites/site.hpp"
#include "platform/house/house.hpp"

namespace dinh::portal::reading {

// What pages with the contacts of the site name besides cache_keys().
std::string directory_key(Id site);
// Looks when the directory has another revision than the last time, one call later: every process has it by then.
// Returns of how many sites pages are made anew.
int follow_directory(House&);
// When the contacts last changed; nothing before the first look.
std::optional<Day> directory_changed(db::Conn&, Id site);

}  // namespace dinh::portal::reading
