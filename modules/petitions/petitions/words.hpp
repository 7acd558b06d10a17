// Words and paths that several pages of petitions show.
#pragma once
#include "modules/petitions/petitions/petition.hpp"

namespace dinh::petitions {

std::string tag_of(const Petition&, bool late);
std::string link_of(Id petition);

}  // namespace dinh::petitions
