#include "modules/portal/reading/frame.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using dinh::pages::Lang;

constexpr std::size_t kMostDescription = 300;
constexpr std::size_t kMostInMenu = 4;  // categories; the map of the site has all

// What the frame says of the site, as it is stored.
struct Around {
    std::vector<Category> categories;
    std::vector<std::string> hosts;
    std::optional<Site> successor;
    std::string superior;
};

Around around(House& house, const Site& site) {
    Around found;
    house.db->read([&](db::Conn& conn) {
        found.categories = categories_of(conn, site.id);
        found.hosts = hosts_of(conn, site.id);
        if (site.merged_into != 0) found.successor = find_site(conn, site.merged_into);
    });
    const auto directory = directory::now(house);
    const auto* agency = directory->agency(site.owner_agency);
    if (agency && site.kind != "province") found.superior = directory->agency_name(agency->parent);
    return found;
}

struct Making {
    const web::Context& context;
    const Site& site;
    const PublicWords& words;
    Lang lang;
    std::string base;
};

std::vector<pages::ReadingFrame::MenuItem> menu_of(const Making& making, const std::vector<Category>& categories) {
    const bool english = making.lang.code() == "en";
    std::vector<pages::ReadingFrame::MenuItem> menu;
    const auto add = [&](std::string path, std::string name) {
        const bool here = path == making.words.here;
        menu.push_back({.path = std::move(path), .if_here = here, .name = std::move(name)});
    };
    std::size_t shown = 0;
    for (const Category& one : categories) {
        if (!one.open || one.parent != 0 || (english && one.name_en.empty())) continue;
        if (++shown > kMostInMenu) continue;
        add(category_path(english ? making.base + "/en" : making.base, one.slug), english ? one.name_en : one.name);
    }
    if (shown > kMostInMenu) add(making.base + "/so-do", making.lang.tr("Tất cả chuyên mục"));
    for (const PublicPart& part : public_parts())
        if (part.in_menu) add(making.base + part.path, making.lang.tr(part.title));
    add(making.base + "/danh-ba", making.lang.tr("Danh bạ"));
    if (making.site.english && !english) add(making.base + "/en", "English");
    if (english) add(home_path(making.base), "Tiếng Việt");
    return menu;
}

std::vector<pages::ReadingFrame::FootItem> foot_of(const Making& making) {
    const auto& tr = making.lang;
    std::vector<pages::ReadingFrame::FootItem> foot{{making.base + "/so-do", tr.tr("Sơ đồ cổng")},
                                                    {making.base + "/rss.xml", "RSS"}};
    const std::string text = text_path(making.base, making.words.has_text ? making.words.path : "/");
    foot.push_back({text, tr.tr("Bản chữ gọn nhẹ")});
    foot.push_back({making.base + "/ban-tin", tr.tr("Bản tin trong ngày")});
    if (making.context.request.mounted.empty()) foot.push_back({"/trang", tr.tr("Trang của các cơ quan")});
    return foot;
}

std::string title_of(const Making& making) {
    const std::string site =
        making.lang.code() == "en" && !making.site.name_en.empty() ? making.site.name_en : making.site.name;
    return making.words.title.empty() ? site : making.words.title + " – " + site;
}

// Of a path that has the base already.
std::string whole(const Making& making, const std::string& path) {
    return whole_address(making.context, making.base, std::string_view(path).substr(making.base.size()));
}

// The list of all sites stands in the province's frame, below no site.
std::string canonical_of(const Making& making, const std::vector<std::string>& hosts) {
    if (!making.words.canonical.empty()) return making.words.canonical;
    if (making.words.path == "/trang") return whole_address(making.context, "", making.words.path);
    return canonical_address(making.context, hosts, making.base, making.words.path);
}

std::string moment(const std::optional<Instant>& at) { return at ? clock::to_text(*at) : std::string(); }

pages::ReadingFrame frame_of(const Making& making, const Around& found, const Raw& json_ld) {
    const auto& [context, site, words, lang, base] = making;
    const bool english = lang.code() == "en";
    const std::string name = english && !site.name_en.empty() ? site.name_en : site.name;
    const std::string about = words.description.empty() ? name : text::cut(words.description, kMostDescription);
    const bool other_tongue = words.language != lang.code();
    pages::ReadingFrame frame{.lang = lang.code(),
                              .title = title_of(making),
                              .description = about,
                              .if_hidden = words.hidden,
                              .canonical_url = canonical_of(making, found.hosts),
                              .topic = words.title.empty() ? name : words.title,
                              .og_type = words.published ? "article" : "website",
                              .site_name = name,
                              .locale = english ? "en_GB" : "vi_VN",
                              .if_picture = !words.picture_path.empty(),
                              .picture_url = words.picture_path.empty() ? "" : whole(making, words.picture_path),
                              .answerable = site.answerable,
                              .author = words.author.empty() ? name : words.author,
                              .if_subject = !words.subject.empty(),
                              .subject = words.subject,
                              .if_published = words.published.has_value(),
                              .published = moment(words.published),
                              .changed = moment(words.changed ? words.changed : words.published),
                              .atom_path = base + "/atom.xml",
                              .style_path = web::asset_path("portal.css"),
                              .icon_path = web::asset_path("favicon.svg"),
                              .script_path = web::asset_path("portal.js"),
                              .json_ld = json_ld.mark,
                              .colour = site.colour,
                              .home_path = english ? base + "/en" : home_path(base),
                              .if_superior = !found.superior.empty(),
                              .superior = found.superior,
                              .search_path = base + "/tim",
                              .menu = menu_of(making, found.categories),
                              .if_archive = !site.open(),
                              .if_successor = found.successor.has_value(),
                              .successor_path = found.successor ? home_path(base_from(context, *found.successor)) : "",
                              .successor = found.successor ? found.successor->name : "",
                              .if_crumbs = words.path != "/",
                              .if_tongue = other_tongue,
                              .tongue = words.language,
                              .responsible = site.responsible,
                              .if_address = !site.address.empty(),
                              .address = site.address,
                              .if_phone = !site.phone.empty(),
                              .phone = site.phone,
                              .if_email = !site.email.empty(),
                              .email = site.email,
                              .foot = foot_of(making)};
    for (const auto& [title, path] : words.crumbs) frame.crumbs.push_back({.path = path, .name = title});
    for (const auto& [language, path] : words.translations)
        frame.translations.push_back({.tongue = language, .translation_url = whole(making, path)});
    return frame;
}

void put_in(std::string& page, const Raw& raw) {
    if (raw.mark.empty()) return;
    if (const auto at = page.find(raw.mark); at != page.npos) page.replace(at, raw.mark.size(), raw.html);
}

// In a script element "<" could end it; JSON knows another way to write it.
Raw script_of(const std::string& json) {
    if (json.empty()) return {};
    std::string safe;
    for (const char c : json) safe += c == '<' ? std::string("\\u003c") : std::string(1, c);
    return raw_html("<script type=\"application/ld+json\">" + safe + "</script>");
}

}  // namespace

Raw raw_html(std::string html) { return {"raw-" + crypto::hex(crypto::random_bytes(16)), std::move(html)}; }

web::Response public_page_of(web::Context& context, const Site& site, PublicWords words,
                             const dinh::pages::Renderable& page, bool kept, int status) {
    const Making making{context, site, words, Lang(words.language), base_of(context.request, site)};
    const Raw json_ld = script_of(words.json_ld);
    const auto frame = frame_of(making, around(context.house, site), json_ld);
    std::string bytes = dinh::pages::render_in(making.lang, dinh::pages::renderable(frame), page);
    put_in(bytes, json_ld);
    for (const Raw& raw : words.raw) put_in(bytes, raw);
    web::Response response = web::html(std::move(bytes), status);
    if (kept) response.cache_keys = cache_keys(site.id, words.record, words.shows);
    return response;
}

web::Response absent_page(web::Context& context, const Site& site) {
    const std::string base = base_of(context.request, site);
    const pages::ReadingAbsent model{
        .search_path = base + "/tim", .home_path = home_path(base), .map_path = base + "/so-do"};
    const Lang lang;
    return public_page(context, site, {.title = lang.tr("Không tìm thấy trang"), .path = "/", .hidden = true}, model,
                       false, 404);
}

}  // namespace dinh::portal
