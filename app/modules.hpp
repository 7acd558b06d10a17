// The one list of modules.
#pragma once
#include <vector>

#include "platform/module/module.hpp"

namespace dinh::app {

// In the order in which they migrate and stand in the menu by default.
std::vector<module::Manifest> all_modules();
// Folder names in migration order.
std::vector<std::string> module_names();

}  // namespace dinh::app
