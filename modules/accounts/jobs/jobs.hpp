// What works in the background, for who keeps the house: what waits for how long, and what has failed for good, with
// what to do about it (platform/jobs).
#pragma once
#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::accounts {

// Tries a dead letter again from now on; a same job that waits already takes its place. NotFound: somebody was faster.
void retry_job(db::Tx&, const Actor&, Id dead_letter);
// Lays it aside for good: what it should have done is done by hand or not needed. NotFound: somebody was faster.
void drop_job(db::Tx&, const Actor&, Id dead_letter);

}  // namespace dinh::accounts
