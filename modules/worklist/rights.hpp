// Everyone works on his own list; whoever only reads changes nothing.
#pragma once
#include "platform/deed/actor.hpp"

namespace dinh::worklist {

enum class Deed { mark_read, read_notices };

bool can(const Actor&, Deed);

}  // namespace dinh::worklist
