// Who prints: across each printed page stand name, unit and time, so that a sheet that turns up elsewhere tells whose
// it was (NĐ 30/2020, Appendix VI: marks on printed output).
#pragma once
#include <functional>
#include <string>

#include "platform/deed/actor.hpp"
#include "platform/house/house.hpp"

namespace dinh::web {

// The unit and agency of whoever prints, in words; set once at start by the module that knows them. Without it the
// title of the post stands there.
void set_unit_words(std::function<std::string(House&, const Actor&)>);
std::string unit_words(House&, const Actor&);

}  // namespace dinh::web
