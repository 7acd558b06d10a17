// What of this module can be taken away as files: entries of the work calendar.
#pragma once
#include "platform/export/source.hpp"

namespace dinh::meetings {

std::vector<exports::Source> export_sources();

}  // namespace dinh::meetings
