// What of this module can be taken away as files: petitions, only those the asker may see.
#pragma once
#include "platform/export/source.hpp"

namespace dinh::petitions {

std::vector<exports::Source> export_sources();

}  // namespace dinh::petitions
