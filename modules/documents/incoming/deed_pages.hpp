// The small forms of one document: refuse, return, paper original, further file, close, reopen, answer about secrecy.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::documents {

void deed_routes(web::Router&);

}  // namespace dinh::documents
