// The month of a site: what was published, and what waits for its hour.
#include <algorithm>

#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/words.hpp"
#include "modules/portal/pages.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMost = 500;
constexpr db::Sql kPublishedThen{"calendar.published",
                                 "SELECT " DINH_ARTICLE_HEAD
                                 " FROM portal_article WHERE site = $1 AND published_at >= $2 AND published_at < $3 "
                                 "AND state = 'published' ORDER BY published_at LIMIT $4"};
constexpr db::Sql kScheduledThen{"calendar.scheduled",
                                 "SELECT " DINH_ARTICLE_HEAD
                                 " FROM portal_article WHERE state = 'scheduled' AND publish_at >= $2 AND publish_at < "
                                 "$3 AND site = $1 ORDER BY publish_at LIMIT $4"};

struct Month {
    int year = 0, month = 0;
    Month moved(int by) const {
        const int all = year * 12 + month - 1 + by;
        return {all / 12, all % 12 + 1};
    }
    Day first() const { return *clock::make_day(year, month, 1); }
    std::string words() const { return (month < 10 ? "0" : "") + std::to_string(month) + "/" + std::to_string(year); }
    std::string text() const { return clock::to_text(first()).substr(0, 7); }
};

// "2026-11"; this month when it is none, or a year out of reach.
Month month_asked(std::string_view typed) {
    const auto today = clock::ymd(clock::today());
    const auto day = clock::parse_day(std::string(typed.substr(0, 7)) + "-01");
    if (!day) return {today.year, today.month};
    const auto asked = clock::ymd(*day);
    const bool near = asked.year > 1990 && asked.year < 2190;
    return near ? Month{asked.year, asked.month} : Month{today.year, today.month};
}

struct Read {
    std::vector<Site> sites;
    Site site;
    std::vector<std::pair<Instant, Article>> entries;
};

Read read(db::Conn& conn, const Actor& actor, Id wanted, const Month& month) {
    Read found;
    found.sites = sites_of(conn, actor);
    std::erase_if(found.sites, [&](const Site& one) { return !can(actor, Deed::see_drafts, subject_of(conn, one)); });
    if (found.sites.empty()) throw Forbidden(who_may(Deed::see_drafts), "articles: no site to edit");
    found.site = found.sites.front();
    for (const auto& one : found.sites)
        if (one.id == wanted) found.site = one;
    const Instant from = clock::start_of(month.first()), to = clock::start_of(month.moved(1).first());
    for (const auto& row : conn.query(kPublishedThen, found.site.id, from, to, kMost)) {
        auto one = store::read_article(row, false);
        found.entries.emplace_back(*one.published_at, std::move(one));
    }
    for (const auto& row : conn.query(kScheduledThen, found.site.id, from, to, kMost)) {
        auto one = store::read_article(row, false);
        found.entries.emplace_back(*one.publish_at, std::move(one));
    }
    std::stable_sort(found.entries.begin(), found.entries.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return found;
}

std::string path_of(Id site, const Month& month) {
    return "/portal/articles/calendar?site=" + std::to_string(site) + "&month=" + month.text();
}

constexpr const char* kDays[][2] = {{"T2", "Thứ Hai"}, {"T3", "Thứ Ba"},  {"T4", "Thứ Tư"},  {"T5", "Thứ Năm"},
                                    {"T6", "Thứ Sáu"}, {"T7", "Thứ Bảy"}, {"CN", "Chủ nhật"}};

using Cell = pages::ArticlesCalendar::WeeksItem::DaysItem;

Cell cell_of(const Lang& lang, Day day, const Month& month, const Read& found) {
    const bool inside = clock::ymd(day).month == month.month;
    Cell cell{.if_today = day == clock::today(),
              .if_empty = true,
              .if_day = inside,
              .iso = clock::to_text(day),
              .long_day = lang.tr(kDays[clock::weekday(day) - 1][1]) + " " + clock::show(day),
              .short_day = std::to_string(clock::ymd(day).day),
              .entries = {}};
    for (const auto& [at, one] : found.entries) {
        if (!inside || clock::day_of(at) != day) continue;
        cell.if_empty = false;
        cell.entries.push_back({.hour = hour_of(at),
                                .show_path = here_path(one),
                                .title = known_as(lang, one),
                                .if_waits = one.state == state::kScheduled,
                                .state = lang.tr(state_title(one.state))});
    }
    return cell;
}

pages::ArticlesCalendar model_of(const Lang& lang, const Month& month, const Read& found) {
    pages::ArticlesCalendar page{.month_words = text::fill(lang.tr("%1, tháng %2"), {found.site.name, month.words()}),
                                 .before_path = path_of(found.site.id, month.moved(-1)),
                                 .after_path = path_of(found.site.id, month.moved(1)),
                                 .if_sites = found.sites.size() > 1,
                                 .sites = {},
                                 .if_none = found.entries.empty(),
                                 .if_cut = found.entries.size() >= static_cast<std::size_t>(kMost),
                                 .weekdays = {},
                                 .weeks = {}};
    for (const auto& site : found.sites)
        page.sites.push_back(
            {.site_path = path_of(site.id, month), .if_here = site.id == found.site.id, .site = site.name});
    for (const auto& [brief, whole] : kDays)
        page.weekdays.push_back({.brief = lang.tr(brief), .whole = lang.tr(whole)});
    const Day first = month.first(), after = month.moved(1).first();
    for (Day monday = first - (clock::weekday(first) - 1); monday < after; monday = monday + 7) {
        page.weeks.push_back({.days = {}});
        for (int n = 0; n < 7; ++n) page.weeks.back().days.push_back(cell_of(lang, monday + n, month, found));
    }
    return page;
}

}  // namespace

web::Response show_calendar(web::Context& context) {
    const Month month = month_asked(context.request.get("month"));
    const Id wanted = ids::parse(context.request.get("site")).value_or(0);
    const Read found =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), wanted, month); });
    return web::page(context, context.lang.tr("Lịch biên tập"), model_of(context.lang, month, found));
}

}  // namespace dinh::portal
