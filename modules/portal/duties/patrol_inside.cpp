#include "modules/portal/duties/patrol_inside.hpp"

#include "modules/portal/routes.hpp"
#include "modules/portal/sites/site.hpp"
#include "platform/embed/embed.hpp"
#include "platform/error/error.hpp"
#include "platform/web/context.hpp"
#include "platform/web/wire/path.hpp"

namespace dinh::portal {

using State = outbox::Visit::State;

Inside::Inside(House& house) : house_(house) {
    question_routes(router_);
    posting_routes(router_);
    library_routes(router_);
    duty_routes(router_);
    reading_routes(router_);
    router_.finish();
}

outbox::Visit Inside::visit(const std::string& address) const {
    const auto target = web::wire::parse_target(address);
    if (!target) return {State::gone, "404", ""};
    if (target->path.starts_with("/assets/"))
        return embed::asset(target->path.substr(1)) ? outbox::Visit{State::there, "200", ""}
                                                    : outbox::Visit{State::gone, "404", ""};
    if (target->path != "/trang" && !target->path.starts_with("/trang/")) return {State::not_asked, "", ""};
    web::Request request;
    request.path = target->path;
    request.target = address;
    request.host = "localhost";
    bool other_method = false;
    const web::Route* route = router_.find(web::Method::get, request.path, request.places, other_method);
    if (!route || !route->is_public) return {State::gone, "404", ""};
    const auto has_site = [&](db::Conn& conn) { return site_by_slug(conn, request.place("site")).has_value(); };
    // Forms and answers to a question depend on who asks; that their site is there is enough.
    const bool asks = !target->query.empty() || request.path.ends_with("/moi") || request.path.ends_with("/tra-cuu") ||
                      request.path.ends_with("/tim");
    if (asks && !request.place("site").empty())
        return house_.db->reading(has_site) ? outbox::Visit{State::there, "200", ""}
                                            : outbox::Visit{State::gone, "404", ""};
    web::Context context{request, house_, nullptr, dinh::pages::Lang(), nullptr, nullptr, nullptr, {},
                         false,   false,  false};
    context.for_everybody = true;
    try {
        const web::Response response = route->handler(context);
        const std::string said = std::to_string(response.status);
        if (response.status == 301 || response.status == 303) {
            for (const auto& [name, value] : response.headers)
                if (name == "Location") return {State::moved, said, value};
        }
        if (response.status == 404) return {State::gone, said, ""};
        return {response.status < 400 ? State::there : State::failed, said, ""};
    } catch (const NotFound&) {
        return {State::gone, "404", ""};
    } catch (const std::exception& failure) {
        return {State::failed, failure.what(), ""};
    }
}

}  // namespace dinh::portal
