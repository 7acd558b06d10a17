// What a handler gets: the request, the house, who asks, and in which language.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/deed/actor.hpp"
#include "platform/house/house.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/request.hpp"
#include "platform/web/response.hpp"

namespace dinh::web {

namespace serve {
struct Frame;
}
namespace api {
struct Call;
}
class Router;

// A signed-in session as the accounts module knows it. `epoch` ends all sessions of a person at once.
struct Session {
    Id id = 0;
    Actor actor;
    bool locked = false;  // idle too long: only /sessions/unlock and sign-out work
    bool second_factor = false;
    std::string csrf_secret;  // forms carry a masked form of it
    std::string flash;        // shown on the page of this request; the doorkeeper gives it once
    // Of a program's token: only routes whose scope ("documents:read", "documents:write") is named are open to it.
    bool limited = false;
    std::vector<std::string> scopes = {};
    int wait_s = 0;  // > 0: it asked too often and gets 429 for so long
};

struct Context {
    const Request& request;
    House& house;
    std::shared_ptr<Session> session;  // null on public pages of nobody
    pages::Lang lang;
    const Actor& actor() const;      // of the session; an empty actor for nobody
    std::string csrf_token() const;  // masked anew at each call
    // Said once at the top of the next page the person sees (carried by a signed cookie, so also after a redirect).
    void flash(std::string text);

    // Kept by platform/web.
    const serve::Frame* frame = nullptr;
    const Router* router = nullptr;
    api::Call* call = nullptr;  // of a request under /api/v1: pages note themselves here instead of being drawn
    std::string flash_text;
    bool flash_shown = false;
    bool for_everybody = false;        // a kept public page: no token, no flash
    mutable bool token_given = false;  // the answer is for this person alone and no cache may keep it
};
// "work.css" -> "/assets/work-cf8ef42e66.css"; "" for an asset that is not there.
std::string asset_path(std::string_view name);

// The frame's own data (menu with counters, person, flash) is added by platform/web from the manifests.
// A full page for a plain request, the page's own template alone for an htmx request.
template <class Model>
Response page(Context& context, std::string title, const Model& model, int status = 200);
Response page_of(Context&, std::string title, const pages::Renderable&, int status);
template <class Model>
Response page(Context& context, std::string title, const Model& model, int status) {
    return page_of(context, std::move(title), pages::renderable(model), status);
}
// Without the work frame: sign-in, errors; and for print: registers, slips.
Response bare_page_of(Context&, std::string title, const pages::Renderable&, int status);
Response print_page_of(Context&, std::string title, const pages::Renderable&, bool wide = false);
template <class Model>
Response bare_page(Context& context, std::string title, const Model& model, int status = 200) {
    return bare_page_of(context, std::move(title), pages::renderable(model), status);
}
template <class Model>
Response print_page(Context& context, std::string title, const Model& model, bool wide = false) {
    return print_page_of(context, std::move(title), pages::renderable(model), wide);
}

}  // namespace dinh::web
