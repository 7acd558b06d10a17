// What came on one day as one page: to print, to put up, to read out over loudspeakers.
#include <boost/algorithm/string/replace.hpp>

#include "modules/portal/pages.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/reading_store.hpp"
#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;

constexpr int kMostTold = 40;
constexpr int kLooksBack = 300;  // articles, for the list of days
constexpr std::size_t kMostLetters = 2'000;

// The blocks of a text as long as they fit, without pictures; of a first one that is longer its words. Its headings
// stand below its title.
std::string beginning_of(const std::string& clean_html) {
    std::string html;
    std::size_t letters = 0;
    for (const auto& block : text::split(clean_html, '\n')) {
        if (block.find("<img") != block.npos) continue;
        const std::string plain = markup::plain_text(block);
        letters += text::length(plain);
        if (letters > kMostLetters && html.empty()) html = markup::from_text(text::cut(plain, kMostLetters));
        if (letters > kMostLetters) break;
        html += block + '\n';
    }
    html = markup::clean(html).html;  // whole, should a block have been of several lines
    for (const auto& [from, to] : {std::pair{"h4", "h5"}, {"h3", "h4"}, {"h2", "h3"}})
        for (const std::string begin : {"<", "</"}) boost::replace_all(html, begin + from, begin + to);
    return html;
}

pages::ReadingDigest::ItemsItem item_of(const Told& told, const std::string& base, const Raw& body) {
    return {.path = article_path(base, told.slug),
            .title = told.title,
            .time = clock::show(told.published_at),
            .if_from = !told.from_site.empty(),
            .from = told.from_site,
            .if_summary = !told.summary.empty(),
            .summary = told.summary,
            .body = body.mark};
}

// Days before the first and after the last have no page: anybody could ask for any number of them.
Day asked_day(const web::Request& request) {
    const auto day = clock::parse_day(request.place("day"));
    if (!day || *day > clock::today()) throw NotFound("no digest of this day");
    return *day;
}

}  // namespace

web::Response digest_days_page(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const auto days =
        context.house.db->reading([&](db::Conn& conn) { return days_with_news(conn, site.id, kLooksBack); });
    pages::ReadingDigestDays page{.if_empty = days.empty()};
    for (const Day day : days)
        page.days.push_back({.path = base + "/ban-tin/" + clock::to_text(day), .name = clock::show(day)});
    return public_page(context, site, {.title = lang.tr("Bản tin trong ngày"), .path = "/ban-tin"}, page, true);
}

web::Response digest_page(web::Context& context, const Site& site) {
    const Lang lang;
    const Day day = asked_day(context.request);
    const std::string base = base_of(context.request, site);
    const auto told = context.house.db->reading([&](db::Conn& conn) { return told_on(conn, site.id, day, kMostTold); });
    if (told.empty()) throw NotFound("nothing came on this day");
    pages::ReadingDigest page{.day_name = clock::show(day),
                              .count = lang.trn("%1 tin, bài", static_cast<std::int64_t>(told.size()))};
    std::vector<Raw> bodies;
    for (const Told& one : told) {
        bodies.push_back(raw_html(body_from(context, site, beginning_of(one.body))));
        page.items.push_back(item_of(one, base, bodies.back()));
    }
    return public_page(context, site,
                       {.title = text::fill(lang.tr("Bản tin ngày %1"), {clock::show(day)}),
                        .path = "/ban-tin/" + clock::to_text(day),
                        .raw = std::move(bodies),
                        .crumbs = {{lang.tr("Bản tin trong ngày"), base + "/ban-tin"}}},
                       page, true);
}

}  // namespace dinh::portal::reading
