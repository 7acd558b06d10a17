// The categories of an old site become those of the site.
#pragma once
#include "modules/portal/imports/work.hpp"

namespace dinh::portal::imports {

// Each one's by its slug at the old site, made where the site has none of its name; a closed one of the same address is
// opened again. Old addresses of their lists, and of the lists of tags, lead to the new ones.
std::map<std::string, Id> made_categories(House&, const AtWork&);
// Those that were made for it are closed when nothing is shown in them; their old addresses are forgotten.
void unmake_categories(House&, const AtWork&);

}  // namespace dinh::portal::imports
