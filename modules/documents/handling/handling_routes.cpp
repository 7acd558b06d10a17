#include "modules/documents/handling/handling_routes.hpp"

#include "modules/documents/handling/handling_pages.hpp"

namespace dinh::documents {

void handling_routes(web::Router& router) {
    constexpr std::int64_t kScanBytes = 25 << 20;
    const std::string base = "/documents/incoming/:id";
    router.get(base + "/forwardings/new", forwarding_form);
    router.post(base + "/forwardings", create_forwardings);
    router.get(base + "/directions-on-behalf/new", direction_form);
    router.post(base + "/directions-on-behalf", create_direction).uploads(kScanBytes);
    router.get(base + "/slip", slip_page);
    router.post("/api/v1" + base + "/forwardings", create_forwardings_by_api).limit(64 << 10);
    part_routes(router);
    request_routes(router);
}

}  // namespace dinh::documents
