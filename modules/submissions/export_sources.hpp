// What of this module can be taken away as files: submissions, only those the asker may see.
#pragma once
#include <vector>

#include "platform/export/source.hpp"

namespace dinh::submissions {

std::vector<exports::Source> export_sources();

}  // namespace dinh::submissions
