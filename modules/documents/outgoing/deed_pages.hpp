// The small forms of one document: files, drop, withdrawal, steps, signed file, number, seal, issue, reminder, recall,
// relations.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::documents::out_pages {

void deed_routes(web::Router&);

}  // namespace dinh::documents::out_pages
