// What a reorganisation does to internal documents and messages. Open ones get the successor as owner and keep number,
// unit and receivers (work items go with their holders); series of the agency close on the day, the successor's units
// open their own. What has ended stays for reading.
#pragma once
#include "platform/clock/clock.hpp"
#include "platform/db/db.hpp"

namespace dinh::internal {

bool reorganised(db::Tx&, Id from, Id to, Day day);  // module::Manifest::reorganised: one batch

}  // namespace dinh::internal
