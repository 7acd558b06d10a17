// The pages of each noun declare their routes here; module.cpp lists them.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::documents {

void incoming_routes(web::Router&);
void register_routes(web::Router&);
void report_routes(web::Router&);
void routing_routes(web::Router&);

}  // namespace dinh::documents
