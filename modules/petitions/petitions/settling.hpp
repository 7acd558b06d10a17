// Who settles a petition.
#pragma once
#include "modules/petitions/petitions/petition.hpp"

namespace dinh::petitions {

// Names the settler of a locked petition: sight, work, label. Refused: nobody named or both, a unit or post of another
// agency or closed, a post that nobody holds.
void settle_by(db::Tx&, const directory::Snapshot&, const Actor&, const Capacity&, const Petition&, const Settler&);

}  // namespace dinh::petitions
