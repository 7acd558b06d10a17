#include "modules/accounts/accounts.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/limits.hpp"
#include "platform/web/router.hpp"

namespace dinh::accounts {

namespace {

void session_routes(web::Router& router) {
    router.get("/sessions/new", ask_who).open();
    router.post("/sessions", sign_in_here).open();
    router.get("/sessions/unlock", ask_password).even_locked();
    router.post("/sessions/unlock", unlock_here).even_locked();
    router.del("/sessions/current", sign_out).even_locked();
    router.post("/sessions/current/touches", touch_session).even_locked();
    router.get("/sessions/kept-forms", show_kept_forms);
    router.del("/sessions/kept-forms/:id", forget_kept_form);
}

void own_routes(web::Router& router) {
    router.get("/accounts/me/password", ask_new_password).even_locked();
    router.post("/accounts/me/password", change_own_password).even_locked();
}

void routes(web::Router& router) {
    session_routes(router);
    own_routes(router);
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "accounts";
    manifest.title = "Tài khoản";
    manifest.always = true;
    manifest.routes = routes;
    manifest.settings = setting_list();
    return manifest;
}

}  // namespace dinh::accounts
