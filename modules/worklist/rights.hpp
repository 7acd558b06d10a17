// Everyone works on his own list and chooses how he is told; whoever only reads changes nothing. What was sent to whom,
// without its words: IT officers and administrators, who may have it sent again; auditors see it.
#pragma once
#include "platform/deed/actor.hpp"
#include "platform/error/error.hpp"

namespace dinh::worklist {

enum class Deed { mark_read, read_notices, choose, see_deliveries, retry_delivery };

bool can(const Actor&, Deed);
Said who_may(Deed);
void must(const Actor&, Deed);  // Forbidden, saying who may

}  // namespace dinh::worklist
