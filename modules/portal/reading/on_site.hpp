// What every public route does first: finds the site, and where it has no such page, the address it moved to.
#pragma once
#include "modules/portal/sites/site.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal::reading {

using SitePage = web::Response (*)(web::Context&, const Site&);
// NotFound of the page: 301 to where an old address leads now, else 404 in the site's frame. An archive's old addresses
// go before its pages.
web::Handler on_site(SitePage);

// The page number of the route's last place: 1 where it has none; NotFound for what is not a number from 2 on.
int asked_page(const web::Request&);

}  // namespace dinh::portal::reading
