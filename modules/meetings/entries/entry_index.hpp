// The search entries of the work calendar, made anew.
#pragma once
#include "platform/house/house.hpp"

namespace dinh::meetings {

void index_entries_again(House&);

}  // namespace dinh::meetings
