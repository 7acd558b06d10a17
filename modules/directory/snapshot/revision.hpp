// What every deed of the directory ends with.
#pragma once
#include <string_view>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::directory {

// Writes history and audit of the deed and tells all nodes that the directory changed.
void changed(db::Tx&, const Actor&, std::string_view kind, Id record, std::string_view deed, std::string_view words);

}  // namespace dinh::directory
