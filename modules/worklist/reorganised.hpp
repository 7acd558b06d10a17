// What a reorganisation does to the list: open items of posts and units that moved count for the successor; those of
// posts that ended, and their unread notices, go to who took over.
#pragma once
#include "platform/db/db.hpp"

namespace dinh::worklist {

bool reorganised(db::Tx&, Id from, Id to, Day);  // module::Manifest::reorganised: one batch

}  // namespace dinh::worklist
