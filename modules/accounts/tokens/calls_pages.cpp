// What programs may call, in plain words.
#include <map>

#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "platform/web/api/call.hpp"
#include "platform/web/api/openapi.hpp"

namespace dinh::accounts {

namespace {

const char* method_of(const web::Route& route) {
    return route.method == web::Method::get ? "GET" : route.method == web::Method::del ? "DELETE" : "POST";
}

}  // namespace

// Pages without a summary of their own are those that people read; here stand the deeds, the lists and the records.
web::Response show_calls(web::Context& context) {
    const web::Router& router = *context.router;
    pages::TokensCalls page{.modules = {}, .if_by_hand = false, .by_hand = {}};
    const auto offered = web::api::offered(router);
    for (const auto& [name, title] : router.modules()) {
        if (name.empty()) continue;
        pages::TokensCalls::ModulesItem module{
            .module_title = context.lang.tr(title), .module_name = name, .calls = {}};
        for (const auto& one : offered)
            if (one.route->module == name && !one.route->summary.empty())
                module.calls.push_back({.summary = context.lang.tr(one.route->summary),
                                        .method = method_of(*one.route),
                                        .path = std::string(web::api::kBase) + one.path});
        if (!module.calls.empty()) page.modules.push_back(std::move(module));
    }
    std::map<std::string, std::size_t> places;  // of a reason, which stands over all its routes
    for (const web::Route* route : web::api::kept_by_hand(router)) {
        const auto [place, fresh] = places.try_emplace(route->by_hand, page.by_hand.size());
        if (fresh) page.by_hand.push_back({.why = context.lang.tr(route->by_hand), .routes = {}});
        page.by_hand[place->second].routes.push_back({.method = method_of(*route), .path = route->pattern});
    }
    page.if_by_hand = !page.by_hand.empty();
    return web::page(context, context.lang.tr("Phần mềm gọi được những gì"), page);
}

}  // namespace dinh::accounts
