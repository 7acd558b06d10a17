// What happens to submissions when agencies merge, split or move.
#pragma once
#include "platform/db/db.hpp"

namespace dinh::submissions {

// Open submissions of a merged sender go to its successor, as do opinions it was asked for; work of an office that
// moved goes with its posts. True when nothing is left; moves at most a batch.
bool reorganised(db::Tx&, Id from, Id to, Day day);

}  // namespace dinh::submissions
