// Calls that came with an Idempotency-Key: the same call again is answered as the first time, without doing it again.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"
#include "platform/house/house.hpp"
#include "platform/web/context.hpp"

namespace dinh::accounts {

// nullopt: it is this caller's to make, and call_done must follow. Refused: the key is malformed or was used for
// another call. Conflict: the first call has not ended yet; one that stopped without a word may be made again after a
// while.
std::optional<std::string> call_begun(House&, const web::Session&, std::string_view key, std::string_view call);
// "": it failed and may be made again. Never throws: what was done stays done.
void call_done(House&, const web::Session&, std::string_view key, std::string_view answer);
std::int64_t forget_calls(db::Tx&, Instant begun_before, int most);

}  // namespace dinh::accounts
