// Rebuilding the search entries of outgoing documents.
#pragma once
#include "platform/house/house.hpp"

namespace dinh::documents {

void index_outgoing_again(House&);

}  // namespace dinh::documents
