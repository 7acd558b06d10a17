// What every deed of the directory ends with.
#pragma once
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/deed/deed.hpp"
#include "platform/house/house.hpp"

namespace dinh::directory {

// Writes history and audit of the deed and tells all nodes that the directory changed.
void changed(db::Tx&, const Actor&, std::string_view kind, Id record, std::string_view deed, std::string_view words,
             const std::vector<deed::Change>& changes = {});
// The next now() of this process reads the revision again at once: the page after a deed shows what it did.
void look_again(House&);

}  // namespace dinh::directory
