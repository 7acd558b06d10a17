// The pages of a site, one function each; see routes.cpp.
#pragma once
#include "modules/portal/reading/on_site.hpp"

namespace dinh::portal::reading {

web::Response home_page(web::Context&, const Site&);
web::Response category_page(web::Context&, const Site&);
web::Response english_home_page(web::Context&, const Site&);
web::Response english_category_page(web::Context&, const Site&);
web::Response language_page(web::Context&, const Site&);
web::Response article_page(web::Context&, const Site&);
web::Response file_page(web::Context&, const Site&);
web::Response offices_page(web::Context&, const Site&);
web::Response week_page(web::Context&, const Site&);
web::Response contacts_page(web::Context&, const Site&);
web::Response map_page(web::Context&, const Site&);
web::Response atom_feed(web::Context&, const Site&);
web::Response rss_feed(web::Context&, const Site&);
web::Response sitemap_index(web::Context&, const Site&);
web::Response sitemap_part(web::Context&, const Site&);
web::Response robots_text(web::Context&, const Site&);
web::Response search_page(web::Context&, const Site&);
web::Response content_json(web::Context&, const Site&);
web::Response digest_days_page(web::Context&, const Site&);
web::Response digest_page(web::Context&, const Site&);
web::Response text_home(web::Context&, const Site&);
web::Response text_categories(web::Context&, const Site&);
web::Response text_category(web::Context&, const Site&);
web::Response text_article(web::Context&, const Site&);
web::Response text_contacts(web::Context&, const Site&);
web::Response sites_page(web::Context&);

// Its place on home page, map and checklist; a page without weeks is linked only when a module has any.
void show_weeks();
void show_offices();

// schema.org of the agency whose site it is.
std::string organisation_ld(const web::Context&, const Site&);

}  // namespace dinh::portal::reading
