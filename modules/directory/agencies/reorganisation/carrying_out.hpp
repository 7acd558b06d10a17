// The day of a reorganisation: what the directory's own rows become. What stands against it was looked at before.
#pragma once
#include "modules/directory/agencies/reorganisation/reorganisation.hpp"
#include "modules/directory/snapshot/revision.hpp"

namespace dinh::directory {

// Throws Refused when something of it cannot be done after all; then nothing of it has happened.
void carry_out(const Turn&, const Actor&, const Reorganisation&);

}  // namespace dinh::directory
