// The map of offices as SVG: outlines of the communes, a dot for each office.
#pragma once
#include "modules/portal/sites/offices.hpp"

namespace dinh::portal::reading {

struct Dot {
    Location at;
    std::string name;
    bool main = false;  // drawn larger
};
// "" when there is nothing to draw. Width 600 units, points rounded to whole ones, so that ninety outlines stay below
// some 12 kB. Names are escaped; colours are classes of the style sheet.
std::string draw_map(const std::vector<Outline>&, const std::vector<Dot>&, const std::string& label);

}  // namespace dinh::portal::reading
