// Numbers the module answers for, each with the list of cases behind it.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::documents {

std::vector<module::Figure> incoming_figures();

}  // namespace dinh::documents
