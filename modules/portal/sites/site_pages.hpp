// What the pages of sites share.
#pragma once
#include <memory>

#include "modules/portal/sites/offices.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal {

inline std::string site_path(Id site) { return "/portal/sites/" + std::to_string(site); }

// A site with everything its page shows; NotFound for whom may not see it.
struct SiteHere {
    Site site;
    Subject subject;
    std::vector<NamedMember> members;
    std::vector<Category> categories;
    std::vector<std::string> hosts;
    std::optional<Location> location;
    std::shared_ptr<const directory::Snapshot> directory;
    // Of the places :category and :member, where the address has them.
    std::optional<Category> category;
    std::optional<NamedMember> member;
};
SiteHere site_here(web::Context&);

// Why work on the site may stand still: nobody holds a step, somebody named holds no post any more.
std::vector<Said> warnings_of(const directory::Snapshot&, const Site&, const std::vector<NamedMember>&);
// The name of a category with those above it: "Giới thiệu › Lãnh đạo".
std::string category_line(const std::vector<Category>&, const Category&);
// Each below the one it belongs to, by position.
std::vector<Category> in_tree_order(const std::vector<Category>&);

web::Response list_sites(web::Context&);
web::Response open_here(web::Context&);
web::Response show_site(web::Context&);
void site_deed_routes(web::Router&);

}  // namespace dinh::portal
