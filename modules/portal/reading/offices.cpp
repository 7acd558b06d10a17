// The map of offices: on the province's portal all of them, on another site its own.
#include "modules/portal/sites/offices.hpp"

#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/drawing.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/sites/words.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;

constexpr const char* kPath = "/ban-do";

// A map of roads for the way there.
std::string roads_url(const Location& at) {
    const std::string place = show_location(at);
    const auto comma = place.find(',');
    return "https://www.openstreetmap.org/?mlat=" + place.substr(0, comma) + "&mlon=" + place.substr(comma + 2);
}

struct Drawn {
    pages::ReadingOffices page;
    Raw drawing;
};

Drawn drawn_of(const web::Context& context, const Site& site, const std::vector<Office>& all,
               const std::vector<Outline>& land) {
    const Lang lang;
    Drawn drawn{{.if_none = all.empty(), .if_map = !all.empty(), .drawing = "", .groups = {}}, {}};
    std::vector<Dot> dots;
    std::string kind;
    for (const auto& one : all) {
        const bool own = one.site == site.id;
        dots.push_back({one.at, one.name, own});
        if (one.kind != kind) drawn.page.groups.push_back({.group = lang.tr(site_kind_title(one.kind)), .offices = {}});
        kind = one.kind;
        drawn.page.groups.back().offices.push_back(
            {.number = static_cast<std::int64_t>(dots.size()),
             .path = home_path(own ? base_of(context.request, site) : base_path(one.slug)),
             .name = one.name,
             .roads_url = roads_url(one.at),
             .place = show_location(one.at)});
    }
    drawn.drawing = raw_html(all.empty() ? "" : draw_map(land, dots, lang.tr("Bản đồ vị trí các trụ sở")));
    drawn.page.drawing = drawn.drawing.mark;
    return drawn;
}

}  // namespace

web::Response offices_page(web::Context& context, const Site& site) {
    std::vector<Office> all;
    std::vector<Outline> land;
    context.house.db->read([&](db::Conn& conn) { all = offices(conn), land = outlines(conn); });
    if (site.kind != "province") std::erase_if(all, [&](const Office& one) { return one.site != site.id; });
    const auto [page, drawing] = drawn_of(context, site, all, land);
    auto response =
        public_page(context, site, {.title = Lang().tr("Bản đồ trụ sở"), .path = kPath, .raw = {drawing}}, page, true);
    response.cache_keys.emplace_back(kOutlinesKey);
    if (site.kind == "province") response.cache_keys.emplace_back(kAllSitesKey);
    return response;
}

void show_offices() { show_part({.path = kPath, .title = "Bản đồ trụ sở", .order = 90, .in_menu = false}); }

}  // namespace dinh::portal::reading
