#include "modules/directory/directory.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/rights.hpp"
#include "platform/web/router.hpp"

namespace dinh::directory {

namespace {

void phone_book_routes(web::Router& router) {
    router.get("/directory", show_phone_book).budget(4);
    router.get("/directory/agencies/suggest", suggest_agencies).budget(3);
    router.get("/directory/people/suggest", suggest_people_here).budget(3);
    router.get("/directory/posts/suggest", suggest_posts_here).budget(3);
}

void routes(web::Router& router) { phone_book_routes(router); }

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "directory";
    manifest.title = "Danh bạ";
    manifest.always = true;
    manifest.routes = routes;
    manifest.menu = {{.group = "Danh bạ", .title = "Danh bạ", .path = "/directory", .icon = "person", .counter = "", .shown = {}, .order = 800}};
    return manifest;
}

}  // namespace dinh::directory
