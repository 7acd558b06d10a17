// The pages of outgoing documents and the one deed other programs call.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::documents {

void outgoing_routes(web::Router&);

}  // namespace dinh::documents
