// Handlers of the handling tree, and what they share.
#pragma once
#include "modules/documents/handling/handling.hpp"
#include "modules/documents/incoming/deed_pages.hpp"
#include "modules/documents/pages.hpp"
#include "platform/web/router.hpp"

namespace dinh::documents {

web::Response forwarding_form(web::Context&);            // GET  :id/forwardings/new?parent=&step=
web::Response create_forwardings(web::Context&);         // POST :id/forwardings
web::Response direction_form(web::Context&);             // GET  :id/directions-on-behalf/new?parent=
web::Response create_direction(web::Context&);           // POST :id/directions-on-behalf
web::Response create_forwardings_by_api(web::Context&);  // POST /api/v1/...
web::Response slip_page(web::Context&);                  // GET  :id/slip
void part_routes(web::Router&);                          // :id/forwardings/:part/...
void request_routes(web::Router&);                       // :id/extensions, :id/opinions

}  // namespace dinh::documents
