// The pages of orders, for module.cpp.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::exports {

void order_routes(web::Router&);

}  // namespace dinh::exports
