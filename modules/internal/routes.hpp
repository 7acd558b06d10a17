// The routes of each noun.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::internal {

void letter_routes(web::Router&);
void message_routes(web::Router&);
void series_routes(web::Router&);

}  // namespace dinh::internal
