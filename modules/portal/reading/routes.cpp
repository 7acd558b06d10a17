// Addresses of what everybody reads. Kept are pages without a question in their address that change only by deeds.
#include "modules/portal/routes.hpp"

#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/use.hpp"
#include "modules/portal/reading/use_pages.hpp"
#include "platform/module/offers.hpp"

namespace dinh::portal {

namespace {

using namespace reading;

// Nothing else stands there: an address of before, or none.
web::Response unknown(web::Context& context, const Site&) { throw NotFound("no page " + context.request.path); }

void kept(web::Router& router, const char* below, SitePage page, int budget) {
    router.get(std::string("/trang/:site") + below, on_site(page)).kept().budget(budget);
}

void text_routes(web::Router& router) {
    kept(router, "/gon", text_home, 8);
    kept(router, "/gon/trang/:page", text_home, 8);
    kept(router, "/gon/muc", text_categories, 5);
    kept(router, "/gon/muc/:category", text_category, 8);
    kept(router, "/gon/muc/:category/:page", text_category, 8);
    kept(router, "/gon/bai/:slug", text_article, 8);
    kept(router, "/gon/bai/:slug/:page", text_article, 8);
    kept(router, "/gon/danh-ba", text_contacts, 8);
    kept(router, "/gon/danh-ba/:page", text_contacts, 8);
}

void feed_routes(web::Router& router) {
    kept(router, "/atom.xml", atom_feed, 5);
    kept(router, "/rss.xml", rss_feed, 5);
    kept(router, "/sitemap.xml", sitemap_index, 5);
    kept(router, "/sitemap/:page", sitemap_part, 20);
    kept(router, "/robots.txt", robots_text, 3);
    router.get("/trang/:site/noi-dung.json", on_site(content_json)).open();
}

}  // namespace

void reading_routes(web::Router& router) {
    router.get("/trang", sites_page).kept();
    kept(router, "", home_page, 120);
    kept(router, "/muc/:category", category_page, 40);
    kept(router, "/muc/:category/:page", category_page, 40);
    kept(router, "/bai/:slug", article_page, 28);
    router.get("/trang/:site/tep/:article/:n", on_site(file_page)).open();
    kept(router, "/en", english_home_page, 40);
    kept(router, "/en/:page", english_home_page, 40);
    kept(router, "/en/muc/:category", english_category_page, 40);
    kept(router, "/en/muc/:category/:page", english_category_page, 40);
    kept(router, "/ngu/:language", language_page, 40);
    kept(router, "/ngu/:language/:page", language_page, 40);
    kept(router, "/danh-ba", contacts_page, 8);
    kept(router, "/so-do", map_page, 20);
    router.get("/trang/:site/tim", on_site(search_page)).open();
    kept(router, "/ban-tin", digest_days_page, 8);
    kept(router, "/ban-tin/:day", digest_page, 8);
    kept(router, "/ban-do", offices_page, 8);
    show_offices();
    kept(router, "/lich-tuan", week_page, 8);
    kept(router, "/lich-tuan/:monday", week_page, 8);
    if (module::public_weeks()) show_weeks();  // said by a module that app/modules.cpp lists before
    text_routes(router);
    feed_routes(router);
    use_routes(router);
    web::keep_uses_by([](House& house, std::vector<web::Use> uses) {
        keep_uses(house, std::move(uses), clock::today());
        read_use_log(house);
    });
    router.get("/trang/:site/*rest", on_site(unknown)).open();
}

}  // namespace dinh::portal
