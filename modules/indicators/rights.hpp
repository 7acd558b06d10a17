// Who reads the figures of an agency. One exhaustive switch: an unmapped deed does not compile (-Werror=switch).
#pragma once
#include "modules/directory/directory.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::indicators {

enum class Deed { read_figures };

// The capacity in which the actor may do the deed with an agency's figures, nullptr when he may not: its leaders, its
// office and its clerks, and auditors.
const Capacity* can(const Actor&, Deed, Id agency);
// Those at work whose figures he reads, in the order of the directory.
std::vector<const directory::Agency*> readable(const directory::Snapshot&, const Actor&);

}  // namespace dinh::indicators
