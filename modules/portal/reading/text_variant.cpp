// The text variant: words and links alone, no page over 5,000 bytes.
#include "modules/portal/articles/article.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/contacts.hpp"
#include "modules/portal/reading/directory_seen.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/linked.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/text_pages.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;

constexpr int kOnPage = 8;                  // lines of a list: with the longest titles and addresses still within it
constexpr std::size_t kMostTitle = 110;     // letters
constexpr std::size_t kSpare = 200;         // for links to the pages before and after
constexpr std::size_t kLeastWords = 1'000;  // of an article with the longest title

pages::ReadingTextVariant page_for(const web::Context& context, const Site& site, const std::string& heading,
                                   const std::string& path, std::string_view language = "vi") {
    const std::string base = base_of(context.request, site);
    return {.lang = language,
            .title = text::cut(heading, kMostTitle),
            .full_url = path == "/" ? home_path(base) : base + path,
            .home_path = base + "/gon",
            .site_name = text::cut(site.name, kMostTitle),
            .parts_path = base + "/gon/muc",
            .heading = text::cut(heading, 2 * kMostTitle),
            .if_note = false,
            .note = "",
            .if_before = false,
            .before_path = "",
            .if_after = false,
            .after_path = ""};
}

// `record`: whose words they are; 0 a list.
web::Response drawn(const Site& site, const Lang& lang, const pages::ReadingTextVariant& page, Id record = 0) {
    web::Response response = web::html(dinh::pages::render(lang, page));
    response.cache_keys = cache_keys(site.id, record);
    return response;
}

void link_pages(pages::ReadingTextVariant& page, const std::string& first, int number, bool more) {
    page.if_before = number > 1;
    page.before_path = number <= 2 ? first : first + "/" + std::to_string(number - 1);
    page.if_after = more;
    page.after_path = first + "/" + std::to_string(number + 1);
}

// `asked` of the plain words; NotFound after the last page.
void put_words(pages::ReadingTextVariant& page, const Lang& lang, std::string_view plain, const std::string& first,
               int asked) {
    const std::size_t around = dinh::pages::render(lang, page).size() + kSpare + 2 * first.size();
    const std::size_t room = around + kLeastWords < kMostTextPage ? kMostTextPage - around : kLeastWords;
    auto cut = text_pages(plain, room);
    if (asked > static_cast<int>(cut.size())) throw NotFound("a page after the last one");
    for (auto& words : cut[static_cast<std::size_t>(asked - 1)]) page.paragraphs.push_back({.words = std::move(words)});
    link_pages(page, first, asked, asked < static_cast<int>(cut.size()));
}

void put_articles(db::Conn& conn, const std::string& base, ShownFilter filter, int number, const std::string& first,
                  pages::ReadingTextVariant& page) {
    filter.skip = (number - 1) * kOnPage;
    filter.most = kOnPage + 1;
    auto shown = shown_articles(conn, filter);
    if (number > 1 && shown.empty()) throw NotFound("a page after the last one");
    const bool more = shown.size() > kOnPage;
    if (more) shown.pop_back();
    for (const Shown& one : shown)
        page.lines.push_back(
            {.path = text_path(base, article_path("", one.slug)), .name = text::cut(one.title, kMostTitle)});
    link_pages(page, first, number, more);
}

std::optional<Category> category_at(db::Conn& conn, Id site, std::string_view slug) {
    for (Category& one : categories_of(conn, site))
        if (one.open && one.slug == slug) return std::move(one);
    return std::nullopt;
}

std::string words_of(const Article& article) {
    const std::string words = markup::plain_text(article.body);
    return article.summary.empty() ? words : article.summary + "\n" + words;
}

}  // namespace

web::Response text_home(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const int number = asked_page(context.request);
    auto page = page_for(context, site, site.name, "/");
    context.house.db->read([&](db::Conn& conn) {
        page.lines.clear();
        put_articles(conn, base, {.site = site.id}, number, base + "/gon/trang", page);
        if (number == 2) page.before_path = base + "/gon";
    });
    return drawn(site, lang, page);
}

web::Response text_categories(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    auto page = page_for(context, site, lang.tr("Chuyên mục"), "/so-do");
    const auto all = context.house.db->reading([&](db::Conn& conn) { return categories_of(conn, site.id); });
    std::size_t used = dinh::pages::render(lang, page).size() + kSpare;
    const auto add = [&](std::string path, std::string name) {
        used += path.size() + name.size() + 40;
        if (used < kMostTextPage) page.lines.push_back({.path = std::move(path), .name = std::move(name)});
    };
    for (const Category& one : all)
        if (one.open && one.parent == 0)
            add(text_path(base, category_path("", one.slug)), text::cut(one.name, kMostTitle));
    add(base + "/gon/danh-ba", lang.tr("Danh bạ"));
    return drawn(site, lang, page);
}

web::Response text_category(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const int number = asked_page(context.request);
    const auto category = context.house.db->reading(
        [&](db::Conn& conn) { return category_at(conn, site.id, context.request.place("category")); });
    if (!category) throw NotFound("no such category");
    const std::string path = category_path("", category->slug);
    auto page = page_for(context, site, category->name, path);
    context.house.db->read([&](db::Conn& conn) {
        page.lines.clear();
        put_articles(conn, base, {.site = site.id, .category = category->id}, number, text_path(base, path), page);
    });
    return drawn(site, lang, page);
}

web::Response text_article(web::Context& context, const Site& site) {
    const int number = asked_page(context.request);
    std::string own;
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        auto shown = shown_article(conn, site.id, context.request.place("slug"));
        if (shown) own = own_address(conn, context, site, *shown, context.request.place("slug")).page;
        return shown;
    });
    if (!found) throw NotFound("no article of this address");
    const Article& one = found->article;
    const Lang lang(one.language);
    const std::string path = article_path("", context.request.place("slug"));
    auto page = page_for(context, site, one.title, path, one.language);
    page.full_url = own;
    page.if_note = one.published_at.has_value();
    page.note = one.published_at ? clock::show(*one.published_at) : std::string();
    put_words(page, lang, words_of(one), text_path(base_of(context.request, site), path), number);
    web::Response response = drawn(site, lang, page, one.id);
    if (found->home != site.id) response.cache_keys.emplace_back(kHostsKey);
    return response;
}

web::Response text_contacts(web::Context& context, const Site& site) {
    const Lang lang;
    const int number = asked_page(context.request);
    const auto directory = directory::now(context.house);
    std::string words;
    for (const ContactGroup& group : contacts_of(*directory, site.owner_agency)) {
        words += (group.name.empty() ? lang.tr("Lãnh đạo") : group.name) + "\n";
        for (const Contact& one : group.people)
            words += text::join({one.name, one.post, one.phone, one.email}, ", ") + "\n";
    }
    auto page = page_for(context, site, lang.tr("Danh bạ"), "/danh-ba");
    put_words(page, lang, words, text_path(base_of(context.request, site), "/danh-ba"), number);
    web::Response response = drawn(site, lang, page);
    response.cache_keys.push_back(directory_key(site.id));
    return response;
}

}  // namespace dinh::portal::reading
