// The pages of each noun declare their routes here; module.cpp lists them.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::petitions {

void petition_routes(web::Router&);
void book_routes(web::Router&);
void officer_routes(web::Router&);

}  // namespace dinh::petitions
