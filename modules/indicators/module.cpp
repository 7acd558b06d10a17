#include "modules/indicators/figures/figures_pages.hpp"
#include "modules/indicators/indicators.hpp"
#include "modules/indicators/rights.hpp"
#include "platform/web/router.hpp"

namespace dinh::indicators {

namespace {

void routes(web::Router& router) {
    router.get("/indicators", figures_page);
    router.get("/indicators.csv", figures_csv);
    router.get("/indicators.xlsx", figures_xlsx);
}

// Of whichever agency: the page itself shows no other than his own.
bool reads_some(const Actor& actor) {
    return actor.capacity([&](const Capacity& as) {
        return can(actor, Deed::read_figures, as.agency) || can(actor, Deed::read_figures, as.served);
    });
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "indicators";
    manifest.title = "Số liệu";
    manifest.routes = routes;
    manifest.menu = {{.group = "Văn bản",
                      .title = "Số liệu",
                      .path = "/indicators",
                      .icon = "tick",
                      .counter = "",
                      .shown = reads_some,
                      .order = 39}};
    return manifest;
}

}  // namespace dinh::indicators
