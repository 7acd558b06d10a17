// Figures that the modules publish, for the agencies that answer for them. No module uses this one.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::indicators {

module::Manifest manifest();
// Those of all modules, in the order of the modules, once at start.
void set_figures(std::vector<module::Figure>);

}  // namespace dinh::indicators
