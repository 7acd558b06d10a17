// The map of a site, and the list of all sites.
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/linked.hpp"
#include "modules/portal/reading/paths.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;

constexpr int kDeepest = 5;

std::vector<pages::ReadingBranch> branches(const std::vector<Category>& all, Id parent, const std::string& base,
                                           int depth) {
    std::vector<pages::ReadingBranch> made;
    if (depth == kDeepest) return made;
    for (const Category& one : all) {
        if (!one.open || one.parent != parent) continue;
        auto below = branches(all, one.id, base, depth + 1);
        const bool any = !below.empty();
        made.push_back({.branch_path = category_path(base, one.slug),
                        .branch = one.name,
                        .if_branches = any,
                        .branches = std::move(below)});
    }
    return made;
}

// Languages in which something is shown.
std::vector<std::string> languages(db::Conn& conn, Id site) {
    std::vector<std::string> list;
    for (const char* one : {"tyz", "nut", "hmn", "ium"})
        if (!shown_articles(conn, {.site = site, .language = one, .most = 1}).empty()) list.emplace_back(one);
    return list;
}

pages::ReadingMap map_of(db::Conn& conn, const Site& site, const std::string& base) {
    const Lang lang;
    pages::ReadingMap map{.if_none = false};
    map.tops = branches(categories_of(conn, site.id), 0, base, 0);
    map.if_none = map.tops.empty();
    const auto add = [&](const std::string& path, std::string name) {
        map.places.push_back({.path = path == "/" ? home_path(base) : base + path, .name = std::move(name)});
    };
    add("/", lang.tr("Trang chủ"));
    for (const PublicPart& part : public_parts()) add(part.path, lang.tr(part.title));
    add("/danh-ba", lang.tr("Danh bạ"));
    add("/tim", lang.tr("Tìm kiếm"));
    add("/ban-tin", lang.tr("Bản tin trong ngày"));
    add("/gon", lang.tr("Bản chữ gọn nhẹ"));
    add("/rss.xml", "RSS");
    add("/atom.xml", "Atom");
    if (site.english) add("/en", language_name("en"));
    for (const auto& one : languages(conn, site.id)) add("/ngu/" + one, language_name(one));
    return map;
}

pages::ReadingSites sites_of_kinds(const web::Context& context, const std::vector<Site>& all) {
    const Lang lang;
    const std::pair<std::string_view, std::string> kinds[] = {{"province", lang.tr("Cổng của tỉnh")},
                                                              {"department", lang.tr("Sở, ban, ngành")},
                                                              {"other", lang.tr("Cơ quan, đơn vị khác")},
                                                              {"commune", lang.tr("Xã, phường")}};
    pages::ReadingSites page;
    const auto put = [&](const std::string& name, auto&& belongs) {
        std::vector<pages::ReadingSites::KindsItem::SitesItem> list;
        for (const Site& one : all)
            if (belongs(one)) list.push_back({.path = home_path(base_from(context, one)), .name = one.name});
        if (!list.empty()) page.kinds.push_back({.kind = name, .sites = std::move(list)});
    };
    for (const auto& [kind, name] : kinds)
        put(name, [&, wanted = kind](const Site& one) { return one.open() && one.kind == wanted; });
    put(lang.tr("Trang lưu trữ"), [](const Site& one) { return !one.open(); });
    return page;
}

}  // namespace

web::Response map_page(web::Context& context, const Site& site) {
    const std::string base = base_of(context.request, site);
    const auto map = context.house.db->reading([&](db::Conn& conn) { return map_of(conn, site, base); });
    return public_page(context, site, {.title = Lang().tr("Sơ đồ cổng"), .path = "/so-do"}, map, true);
}

web::Response sites_page(web::Context& context) {
    const auto all = context.house.db->reading([](db::Conn& conn) { return all_sites(conn); });
    if (all.empty()) return web::bare_page(context, Lang().tr("Trang của các cơ quan"), pages::ReadingNone{});
    auto response = public_page(context, all.front(), {.title = Lang().tr("Trang của các cơ quan"), .path = "/trang"},
                                sites_of_kinds(context, all), true);
    response.cache_keys.emplace_back(kAllSitesKey);
    return response;
}

}  // namespace dinh::portal::reading
