// The leaders' week, as the module that keeps calendars lays it open (platform/module/offers.hpp).
#include "modules/portal/duties/sources.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/module/offers.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;
using module::PublicWeek;

constexpr const char* kPath = "/lich-tuan";
constexpr const char* kTitle = "Lịch công tác của lãnh đạo";
constexpr int kMostWeeks = 27;  // half a year, and the one shown
constexpr int kMostOnHome = 4;

std::string path_of(const std::string& base, Day monday) { return base + kPath + "/" + clock::to_text(monday); }

std::string words_of(const Lang& lang, Day monday) {
    return text::fill(lang.tr("Tuần từ %1 đến %2"), {clock::show_short(monday), clock::show(monday + 6)});
}

std::string heading(const Lang& lang, Day monday) { return lang.tr(kTitle) + ": " + words_of(lang, monday); }

std::vector<Day> mondays(db::Conn& conn, const Site& site, int most) {
    const auto* weeks = module::public_weeks();
    return weeks ? weeks->mondays(conn, site.owner_agency, most) : std::vector<Day>();
}

HomeBlock newest(db::Conn& conn, const Lang& lang, const Site& site, const std::string& base) {
    HomeBlock block{.title = lang.tr(kTitle), .lines = {}, .more_path = base + kPath};
    for (const Day monday : mondays(conn, site, kMostOnHome))
        block.lines.push_back({.title = words_of(lang, monday), .path = path_of(base, monday), .note = "", .day = {}});
    return block;
}

pages::ReadingWeek page_of(const Lang& lang, const PublicWeek& week) {
    pages::ReadingWeek page{
        .week = heading(lang, week.monday), .if_none = false, .if_empty = week.entries.empty(), .if_others = false};
    std::optional<Day> day;
    for (const auto& entry : week.entries) {
        if (day != entry.day) page.days.push_back({.day_name = lang.tr(entry.weekday) + ", " + clock::show(entry.day)});
        day = entry.day;
        page.days.back().lines.push_back({.time = entry.time,
                                          .if_cancelled = entry.cancelled,
                                          .subject = entry.subject,
                                          .no_cancelled = !entry.cancelled,
                                          .if_mark = !entry.mark.empty(),
                                          .mark = entry.mark.empty() ? std::string() : lang.tr(entry.mark),
                                          .chair = entry.chair,
                                          .takes_part = entry.takes_part,
                                          .place = entry.place});
    }
    return page;
}

pages::ReadingWeek no_week(const Lang& lang) {
    return {.week = lang.tr(kTitle), .if_none = true, .if_empty = false, .if_others = false};
}

// ---- the item of the mandatory content

Found weeks_found(const SourceCall& call) {
    Found found{.known = module::public_weeks() != nullptr};
    const auto shown = mondays(call.conn, call.site, kMostWeeks);
    found.tally.count = static_cast<std::int64_t>(shown.size());
    if (!shown.empty()) found.tally.newest = shown.front();
    return found;
}
Mend mend_weeks(const Site& site, const Category*) {
    const auto* weeks = module::public_weeks();
    if (!weeks) return {};
    return {"Đăng lịch tuần đã công bố", weeks->path + "?agency=" + std::to_string(site.owner_agency)};
}

// Of the address, or the newest; and the mondays of all.
struct Asked {
    std::optional<PublicWeek> week;
    std::vector<Day> known;
};
Asked read_week(web::Context& context, const Site& site) {
    const auto* weeks = module::public_weeks();
    if (!weeks) throw NotFound("no module lays weeks open");
    const auto typed = context.request.place("monday");
    const auto day = clock::parse_day(typed);
    auto asked = context.house.db->reading([&](db::Conn& conn) {
        Asked found{{}, mondays(conn, site, kMostWeeks)};
        if (typed.empty() && !found.known.empty())
            found.week = weeks->week(conn, site.owner_agency, found.known.front());
        if (day) found.week = weeks->week(conn, site.owner_agency, *day);
        return found;
    });
    if (!typed.empty() && !asked.week) throw NotFound("this week is not laid open");
    return asked;
}

}  // namespace

web::Response week_page(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const auto [week, known] = read_week(context, site);
    auto page = week ? page_of(lang, *week) : no_week(lang);
    for (const Day monday : known)
        if (!week || monday != week->monday)
            page.others.push_back({.path = path_of(base, monday), .name = words_of(lang, monday)});
    page.if_others = !page.others.empty();
    const bool newest_asked = context.request.place("monday").empty();
    PublicWords words{.title = week ? heading(lang, week->monday) : lang.tr(kTitle),
                      .path = newest_asked ? kPath : path_of("", week->monday),
                      .here = base + kPath};
    auto response = public_page(context, site, std::move(words), page, true);
    response.cache_keys.push_back(module::weeks_key(site.owner_agency));
    return response;
}

void show_weeks() {
    module::show_weeks();
    show_part({.path = kPath, .title = kTitle, .order = 45, .in_menu = false, .block = newest});
    use_source("calendar", {weeks_found, mend_weeks, [](const Category*) { return std::string(kPath); }});
}

}  // namespace dinh::portal::reading
