// Lists of articles: a category and what stands below it, and what is written in another language.
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/lines.hpp"
#include "modules/portal/reading/linked.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;

constexpr int kOnPage = 20;
constexpr std::string_view kOtherLanguages[] = {"tyz", "nut", "hmn", "ium"};

struct Asked {
    ShownFilter filter;
    std::string heading, first_path;  // the address of its first page; "/2" and so on follow it
    int page = 1;
};

// NotFound for a page after the last one.
pages::ReadingList list_of(db::Conn& conn, const Lang& lang, const std::string& base, const Asked& asked) {
    ShownFilter filter = asked.filter;
    filter.skip = (asked.page - 1) * kOnPage;
    filter.most = kOnPage;
    const std::int64_t count = count_shown(conn, filter);
    const int pages = static_cast<int>((count + kOnPage - 1) / kOnPage);
    if (asked.page > 1 && asked.page > pages) throw NotFound("a page after the last one");
    const auto path = [&](int page) {
        return page == 1 ? asked.first_path : asked.first_path + "/" + std::to_string(page);
    };
    pages::ReadingList list{
        .heading = asked.heading,
        .if_pages = pages > 1,
        .pages = text::fill(lang.tr("Trang %1 / %2"), {lang.number(asked.page), lang.number(pages)}),
        .if_below = false,
        .if_empty = count == 0,
        .if_newer = asked.page > 1,
        .newer_path = path(std::max(1, asked.page - 1)),
        .if_older = asked.page < pages,
        .older_path = path(asked.page + 1)};
    for (const Shown& one : shown_articles(conn, filter))
        list.lines.push_back(line_of(conn, base, one, Look::pictures));
    return list;
}

Category open_category(const std::vector<Category>& all, std::string_view slug) {
    for (const Category& one : all)
        if (one.open && one.slug == slug) return one;
    throw NotFound("no category " + std::string(slug));
}

std::vector<std::pair<std::string, std::string>> above(const std::vector<Category>& all, Category one,
                                                       const std::string& base) {
    std::vector<std::pair<std::string, std::string>> crumbs;
    for (std::size_t depth = 0; one.parent != 0 && depth < 10; ++depth) {
        const auto parent =
            std::find_if(all.begin(), all.end(), [&](const Category& other) { return other.id == one.parent; });
        if (parent == all.end()) break;
        one = *parent;
        crumbs.insert(crumbs.begin(), {one.name, category_path(base, one.slug)});
    }
    return crumbs;
}

struct CategoryList {
    pages::ReadingList list;
    PublicWords words;
};

CategoryList category_list(db::Conn& conn, const web::Request& request, const Site& site) {
    const Lang lang;
    const std::string base = base_of(request, site);
    const auto all = categories_of(conn, site.id);
    const Category category = open_category(all, request.place("category"));
    const int page = asked_page(request);
    const std::string first = category_path(base, category.slug);
    auto list = list_of(conn, lang, base, {{.site = site.id, .category = category.id}, category.name, first, page});
    for (const Category& one : all)
        if (one.open && one.parent == category.id)
            list.below.push_back({.path = category_path(base, one.slug), .name = one.name});
    list.if_below = !list.below.empty();
    auto crumbs = above(all, category, base);
    const std::string here = crumbs.empty() ? first : crumbs.front().second;
    return {std::move(list),
            {.title = category.name,
             .path = category_path("", category.slug, page),
             .crumbs = std::move(crumbs),
             .here = here,
             .has_text = true}};
}

web::Response other_language(web::Context& context, const Site& site, Asked asked, std::string path) {
    const Lang lang(asked.filter.language);
    const std::string base = base_of(context.request, site);
    asked.filter.site = site.id;
    asked.first_path = base + path;
    asked.page = asked_page(context.request);
    if (asked.page > 1) path += "/" + std::to_string(asked.page);
    const auto list = context.house.db->reading([&](db::Conn& conn) { return list_of(conn, lang, base, asked); });
    return public_page(context, site, {.title = asked.heading, .path = path, .language = asked.filter.language}, list,
                       true);
}

void need_english(const Site& site) {
    if (!site.english) throw NotFound("no English pages");
}

}  // namespace

web::Response category_page(web::Context& context, const Site& site) {
    auto found = context.house.db->reading([&](db::Conn& conn) { return category_list(conn, context.request, site); });
    return public_page(context, site, std::move(found.words), found.list, true);
}

web::Response english_home_page(web::Context& context, const Site& site) {
    need_english(site);
    return other_language(context, site, {{.language = "en"}, Lang("en").tr("Tin mới"), "", 1}, "/en");
}

web::Response english_category_page(web::Context& context, const Site& site) {
    need_english(site);
    const Category category = context.house.db->reading(
        [&](db::Conn& conn) { return open_category(categories_of(conn, site.id), context.request.place("category")); });
    return other_language(context, site,
                          {{.category = category.id, .language = "en"},
                           category.name_en.empty() ? category.name : category.name_en,
                           "",
                           1},
                          category_path("/en", category.slug));
}

web::Response language_page(web::Context& context, const Site& site) {
    const std::string language(context.request.place("language"));
    if (std::find(std::begin(kOtherLanguages), std::end(kOtherLanguages), language) == std::end(kOtherLanguages))
        throw NotFound("no language " + language);
    return other_language(context, site, {{.language = language}, language_name(language), "", 1}, "/ngu/" + language);
}

}  // namespace dinh::portal::reading
