// The routes of the figures of use, for everybody and for who works on a site.
#pragma once
#include "modules/portal/duties/duty.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal::reading {

void use_routes(web::Router&);

}  // namespace dinh::portal::reading
