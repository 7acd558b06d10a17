// The pages of each noun declare their routes here; module.cpp lists them.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::submissions {

void submission_routes(web::Router&);
void paper_routes(web::Router&);
void deed_routes(web::Router&);
void slip_routes(web::Router&);

}  // namespace dinh::submissions
