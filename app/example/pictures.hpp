// Pictures that the example draws itself: hills of the midland under six skies. Nobody's photograph, so free to show.
#pragma once
#include <string>

namespace dinh::app::example {

inline constexpr int kLandscapes = 6;
// PNG, 960 x 540; `number` from 1 to kLandscapes. The same bytes each time.
std::string landscape(int number);

}  // namespace dinh::app::example
