// Old addresses as they stand in the table, for those who take them back.
#pragma once
#include "modules/portal/sites/site.hpp"

namespace dinh::portal {

// As keep_address keeps it: without a last "/", parameters by name; "" for what it refuses.
std::string address_as_kept(std::string_view path);
// Nothing happens when it is not kept, or leads elsewhere than to `target`.
void forget_kept(db::Tx&, Id site, std::string_view path, std::string_view target);

}  // namespace dinh::portal
