// Handlers of the handling tree, and what they share.
#pragma once
#include "modules/documents/handling/handling.hpp"
#include "modules/documents/pages.hpp"
#include "platform/forms/boxes.hpp"
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

// A small form under one document, in the words of incoming/deed.html.
struct SmallForm {
    const char* heading;
    const char* explain;
    const char* button;
    bool bad = false;
};
web::Response small_page(web::Context&, const SmallForm&, const Incoming&, const std::string& action_path,
                         std::int64_t version, const forms::Values&, std::vector<layout::Field> boxes, int status);
Incoming visible_here(web::Context&);

}  // namespace dinh::documents
