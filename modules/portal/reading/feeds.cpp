// Atom (RFC 4287), RSS 2.0, and what search engines ask for: sitemap (sitemaps.org 0.9) and robots.txt (RFC 9309).
#include <algorithm>

#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/reading_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

constexpr int kInFeed = 30;
constexpr int kInSitemap = 50'000;  // the most sitemaps.org allows

const char* const kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string element(const char* name, std::string_view words) {
    return std::string("<") + name + ">" + text::html_escape(text::clean_line(words)) + "</" + name + ">\n";
}

std::string attribute(std::string_view words) { return "\"" + text::html_escape(text::clean_line(words)) + "\""; }

// "Fri, 20 Nov 2026 03:00:00 GMT" (RFC 822), the moment is UTC.
std::string mail_date(Instant at) {
    static constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string stored = clock::to_text(at);  // 2026-11-20T03:00:00.000Z
    const auto day = clock::parse_day(stored.substr(0, 10)).value_or(Day{});
    const auto parts = clock::ymd(day);
    return std::string(kDays[clock::weekday(day) - 1]) + ", " + stored.substr(8, 2) + " " + kMonths[parts.month - 1] +
           " " + stored.substr(0, 4) + " " + stored.substr(11, 8) + " GMT";
}

struct Feed {
    std::string site, home, self;
    std::vector<Shown> entries;
    std::function<std::string(const Shown&)> address;
};

Feed feed_of(web::Context& context, const Site& site, std::string_view self) {
    const std::string base = base_of(context.request, site);
    Feed feed{site.name, whole_address(context, base, "/"), whole_address(context, base, self), {}, {}};
    feed.entries = context.house.db->reading(
        [&](db::Conn& conn) { return shown_articles(conn, {.site = site.id, .most = kInFeed}); });
    // What is pinned stands first in lists, but a feed goes by its days.
    std::stable_sort(feed.entries.begin(), feed.entries.end(),
                     [](const Shown& a, const Shown& b) { return a.published_at > b.published_at; });
    const std::string origin = whole_address(context, base, "");
    feed.address = [origin](const Shown& one) { return origin + article_path("", one.slug); };
    return feed;
}

std::string atom_of(const Feed& feed) {
    const Instant updated = feed.entries.empty() ? Instant{} : feed.entries.front().published_at;
    std::string xml = std::string(kXml) + "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n";
    xml += element("title", feed.site) + element("id", feed.home) + element("updated", clock::to_text(updated));
    xml += "<link href=" + attribute(feed.home) + "/>\n<link rel=\"self\" href=" + attribute(feed.self) + "/>\n";
    xml += "<author>" + element("name", feed.site) + "</author>\n";
    for (const Shown& one : feed.entries) {
        const std::string address = feed.address(one);
        xml += "<entry>\n" + element("title", one.title) + element("id", address) +
               element("updated", clock::to_text(one.published_at)) +
               element("published", clock::to_text(one.published_at)) + "<link href=" + attribute(address) + "/>\n" +
               element("summary", one.summary);
        if (!one.category_name.empty()) xml += "<category term=" + attribute(one.category_name) + "/>\n";
        xml += "</entry>\n";
    }
    return xml + "</feed>\n";
}

std::string rss_of(const Feed& feed) {
    std::string xml = std::string(kXml) + "<rss version=\"2.0\"><channel>\n" + element("title", feed.site) +
                      element("link", feed.home) + element("description", feed.site) + element("language", "vi");
    for (const Shown& one : feed.entries) {
        const std::string address = feed.address(one);
        xml += "<item>\n" + element("title", one.title) + element("link", address) + element("guid", address) +
               element("pubDate", mail_date(one.published_at)) + element("description", one.summary);
        if (!one.category_name.empty()) xml += element("category", one.category_name);
        xml += "</item>\n";
    }
    return xml + "</channel></rss>\n";
}

web::Response kept(const Site& site, std::string body, const char* type) {
    web::Response response = web::text(std::move(body));
    response.content_type = type;
    response.cache_keys = cache_keys(site.id);
    return response;
}

std::string url_of(const std::string& address, const std::string& changed) {
    return "<url>" + element("loc", address) + (changed.empty() ? "" : element("lastmod", changed)) + "</url>\n";
}

// Pages that every site has.
std::string standing_pages(db::Conn& conn, const Site& site, const std::string& origin, const std::string& home) {
    std::string xml = url_of(home, "");
    for (const Category& one : categories_of(conn, site.id))
        if (one.open) xml += url_of(origin + category_path("", one.slug), "");
    for (const char* path : {"/danh-ba", "/so-do", "/ban-tin"}) xml += url_of(origin + path, "");
    for (const PublicPart& part : public_parts()) xml += url_of(origin + part.path, "");
    return xml;
}

// One part of the sitemap: pages of articles by their ids, in the first also all others.
std::string sitemap_of(db::Conn& conn, const web::Context& context, const Site& site, int part) {
    const std::string base = base_of(context.request, site);
    const std::string origin = whole_address(context, base, "");
    std::string xml = std::string(kXml) + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    if (part == 1) {
        xml += standing_pages(conn, site, origin, whole_address(context, base, "/"));
        for (const PublicPart& one : public_parts())
            if (one.addresses)
                for (const auto& page : one.addresses(conn, site.id, 0, kInSitemap / 10))
                    xml += url_of(origin + page.path, page.changed ? clock::to_text(*page.changed) : "");
    } else {
        const auto pages = own_pages_of_part(conn, site.id, part - 2, kInSitemap);
        if (pages.empty()) throw NotFound("no such part of the sitemap");
        for (const OwnPage& one : pages)
            xml += url_of(origin + article_path("", one.slug), clock::to_text(one.changed_at));
    }
    return xml + "</urlset>\n";
}

}  // namespace

web::Response atom_feed(web::Context& context, const Site& site) {
    return kept(site, atom_of(feed_of(context, site, "/atom.xml")), "application/atom+xml; charset=utf-8");
}

web::Response rss_feed(web::Context& context, const Site& site) {
    return kept(site, rss_of(feed_of(context, site, "/rss.xml")), "application/rss+xml; charset=utf-8");
}

web::Response sitemap_index(web::Context& context, const Site& site) {
    const auto count = context.house.db->reading([&](db::Conn& conn) { return count_own(conn, site.id); });
    const std::string origin = whole_address(context, base_of(context.request, site), "");
    std::string xml = std::string(kXml) + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    const int parts = 1 + static_cast<int>((count + kInSitemap - 1) / kInSitemap);
    for (int part = 1; part <= parts; ++part)
        xml += "<sitemap>" + element("loc", origin + "/sitemap/" + std::to_string(part)) + "</sitemap>\n";
    return kept(site, xml + "</sitemapindex>\n", "application/xml; charset=utf-8");
}

web::Response sitemap_part(web::Context& context, const Site& site) {
    const int part = context.request.place("page") == "1" ? 1 : asked_page(context.request);
    auto xml = context.house.db->reading([&](db::Conn& conn) { return sitemap_of(conn, context, site, part); });
    return kept(site, std::move(xml), "application/xml; charset=utf-8");
}

web::Response robots_text(web::Context& context, const Site& site) {
    const std::string base = base_of(context.request, site);
    return kept(site,
                "User-agent: *\nDisallow: " + base + "/tim\nDisallow: " + base +
                    "/noi-dung.json\nSitemap: " + whole_address(context, base, "/sitemap.xml") + "\n",
                "text/plain; charset=utf-8");
}

}  // namespace dinh::portal::reading
