// What of this module can be taken away as files: internal documents and quick messages.
#pragma once
#include <vector>

#include "platform/export/source.hpp"

namespace dinh::internal {

std::vector<exports::Source> export_sources();

}  // namespace dinh::internal
