// Pages of the handling tree: forwarding, deeds on one part, extensions, opinions, the printed slip.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::documents {

void handling_routes(web::Router&);

}  // namespace dinh::documents
