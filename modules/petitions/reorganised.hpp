// What a reorganisation does to petitions. Open ones get the successor as owner and are handled under its body: its
// clerks, head and officers see them, the former ones no more. They keep number and book. What has ended stays.
#pragma once
#include "platform/clock/clock.hpp"
#include "platform/db/db.hpp"

namespace dinh::petitions {

bool reorganised(db::Tx&, Id from, Id to, Day day);  // module::Manifest::reorganised: one batch

}  // namespace dinh::petitions
