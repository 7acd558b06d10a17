// What of this module can be taken away as files: an agency with its units, posts and people, as they stand today.
#pragma once
#include "platform/export/source.hpp"

namespace dinh::directory {

std::vector<exports::Source> export_sources();

}  // namespace dinh::directory
