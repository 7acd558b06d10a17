// The home page: what is pinned and newest, a block for each part of the site, and for the province the other sites.
#include <set>

#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/lines.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/pictures.hpp"
#include "platform/module/offers.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;

constexpr int kNewest = 7;
constexpr int kInBlock = 4;
constexpr std::size_t kMostSites = 20;

pages::ReadingBlock::EntriesItem entry_of(const Lang&, const HomeLine& line) {
    return {.path = line.path,
            .title = line.title,
            .if_note = !line.note.empty(),
            .note = line.note,
            .if_day = line.day.has_value(),
            .iso = line.day ? clock::to_text(*line.day) : "",
            .day = line.day ? clock::show(*line.day) : ""};
}

pages::ReadingBlock block_of(const Lang& lang, const HomeBlock& block) {
    pages::ReadingBlock made{.if_linked = !block.more_path.empty(),
                             .block_path = block.more_path,
                             .block_title = block.title,
                             .if_bare = block.more_path.empty()};
    for (const HomeLine& line : block.lines) made.entries.push_back(entry_of(lang, line));
    return made;
}

HomeBlock category_block(db::Conn& conn, const Site& site, const std::string& base, const Category& category,
                         const std::set<Id>& seen) {
    HomeBlock block{.title = category.name, .lines = {}, .more_path = category_path(base, category.slug)};
    const ShownFilter filter{
        .site = site.id, .category = category.id, .most = kInBlock + static_cast<int>(seen.size())};
    for (const Shown& one : shown_articles(conn, filter)) {
        if (seen.contains(one.article) || block.lines.size() == kInBlock) continue;
        block.lines.push_back({.title = one.title,
                               .path = article_path(base, one.slug),
                               .note = one.from_site,
                               .day = clock::day_of(one.published_at)});
    }
    return block;
}

void put_lead(db::Conn& conn, const std::string& base, const Shown& lead, pages::ReadingHome& home) {
    home.if_lead = true;
    home.lead_path = article_path(base, lead.slug);
    home.lead_title = lead.title;
    home.lead_summary = lead.summary;
    home.lead_iso = clock::to_text(lead.published_at);
    home.lead_day = clock::show(clock::day_of(lead.published_at));
    const auto found = files_of(conn, lead.article);
    const auto picture = found.pictures.find(lead.picture);
    if (picture == found.pictures.end() || !picture->second.any()) return;
    const auto path = [&](int wanted) {
        return file_path(base, lead.article, wanted != 0 ? wanted : picture->second.middle);
    };
    home.if_picture = true;
    home.small_path = path(picture->second.small);
    home.middle_path = path(picture->second.middle);
    home.jpeg_path = path(picture->second.jpeg);
    home.alt = lead.picture_alt;
}

// Picture and title; what it is about stands on its page.
pages::ReadingLine short_line(db::Conn& conn, const std::string& base, const Shown& one) {
    auto line = line_of(conn, base, one, Look::pictures);
    line.if_summary = false;
    return line;
}

// What most people come for; nobody answers for an archive.
void put_quick(const Site& site, const std::string& base, pages::ReadingHome& home) {
    home.if_open = site.open();
    home.ask_path = base + "/hoi-dap/moi";
    home.lookup_path = base + "/hoi-dap/tra-cuu";
    home.library_path = base + "/van-ban";
    home.postings_path = base + "/niem-yet";
    home.contacts_path = base + "/danh-ba";
}

// The departments, and where it ends a link to the whole list.
void put_sites(db::Conn& conn, const web::Context& context, const Site& site, pages::ReadingHome& home) {
    if (site.kind != "province") return;
    for (const Site& one : all_sites(conn)) {
        if (one.id == site.id || !one.open() || one.kind == "commune" || home.sites.size() == kMostSites) continue;
        home.sites.push_back({.path = home_path(base_from(context, one)), .title = one.name});
    }
    home.if_sites = !home.sites.empty() && context.request.mounted.empty();
}

pages::ReadingHome empty_home(const Site& site) {
    return {.home_name = site.name,
            .if_empty = false,
            .if_open = false,
            .ask_path = "",
            .lookup_path = "",
            .library_path = "",
            .postings_path = "",
            .contacts_path = "",
            .if_lead = false,
            .if_picture = false,
            .small_path = "",
            .middle_path = "",
            .jpeg_path = "",
            .alt = "",
            .lead_path = "",
            .lead_title = "",
            .lead_summary = "",
            .lead_iso = "",
            .lead_day = "",
            .if_sites = false};
}

pages::ReadingHome home_of(db::Conn& conn, const web::Context& context, const Site& site, const Lang& lang) {
    const std::string base = base_of(context.request, site);
    pages::ReadingHome home = empty_home(site);
    put_quick(site, base, home);
    std::set<Id> seen;
    for (const Shown& one : shown_articles(conn, {.site = site.id, .most = kNewest})) {
        if (seen.empty())
            put_lead(conn, base, one, home);
        else
            home.lines.push_back(short_line(conn, base, one));
        seen.insert(one.article);
    }
    const auto add = [&](const HomeBlock& block) {
        if (!block.lines.empty()) home.blocks.push_back(block_of(lang, block));
    };
    for (const Category& one : categories_of(conn, site.id))
        if (one.open && one.parent == 0) add(category_block(conn, site, base, one, seen));
    for (const PublicPart& part : public_parts())
        if (part.block) add(part.block(conn, lang, site, base));
    put_sites(conn, context, site, home);
    home.if_empty = seen.empty() && home.blocks.empty();
    return home;
}

}  // namespace

web::Response home_page(web::Context& context, const Site& site) {
    const Lang lang;
    const auto home = context.house.db->reading([&](db::Conn& conn) { return home_of(conn, context, site, lang); });
    auto response = public_page(context, site,
                                {.title = "", .path = "/", .has_text = true, .json_ld = organisation_ld(context, site)},
                                home, true);
    response.cache_keys.push_back(module::weeks_key(site.owner_agency));
    return response;
}

}  // namespace dinh::portal::reading
