// The figures of use: of each site for everybody, of the province on its portal, as data; and for who works there.
#include <algorithm>
#include <boost/json.hpp>

#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/use.hpp"
#include "modules/portal/reading/use_pages.hpp"
#include "platform/forms/list.hpp"
#include "platform/sheet/sheet.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

using Lang = dinh::pages::Lang;
namespace json = boost::json;

constexpr const char* kBelow = "/thong-ke";
constexpr const char* kList = "/portal/use";
constexpr int kLeft = 60, kRight = 710, kTop = 10, kBottom = 120;
constexpr int kDaysOfData = 400;

constexpr db::Sql kTitle{
    "portal_use.title",
    "SELECT a.title FROM portal_placing p JOIN portal_article a ON a.id = p.article WHERE p.site = "
    "$1 AND p.slug = $2"};

// "/bai/x" -> the title of the article.
std::map<std::string, std::string> titles(db::Conn& conn, Id site, const std::vector<UseSum>& pages) {
    std::map<std::string, std::string> found;
    for (const auto& one : pages) {
        if (!one.name.starts_with("/bai/")) continue;
        const db::Rows rows = conn.query(kTitle, site, one.name.substr(5));
        if (!rows.empty()) found[one.name] = rows.first().text(0);
    }
    return found;
}

void add_chart(pages::ReadingUse& page, const Lang& lang, const UseFigures& figures) {
    std::int64_t most = 0, all = 0;
    for (const auto& one : figures.days) most = std::max(most, one.views), all += one.views;
    page.if_chart = most > 0;
    if (most == 0) return;
    std::string points;
    for (std::size_t i = 0; i < figures.days.size(); ++i) {
        const auto x = kLeft + static_cast<int>(i) * (kRight - kLeft) / static_cast<int>(figures.days.size() - 1);
        const auto y = kBottom - figures.days[i].views * (kBottom - kTop) / most;
        points += (points.empty() ? "" : " ") + std::to_string(x) + "," + std::to_string(y);
    }
    const auto first = clock::parse_day(figures.days.front().name), last = clock::parse_day(figures.days.back().name);
    page.points = points, page.most = lang.number(most);
    page.first_day = clock::show_short(*first), page.last_day = clock::show_short(*last);
    page.chart_words = text::fill(lang.tr("Từ ngày %1 đến ngày %2: %3 lượt xem, ngày nhiều nhất %4."),
                                  {clock::show(*first), clock::show(*last), lang.number(all), lang.number(most)});
}

std::string share(std::int64_t part, std::int64_t whole) {
    return std::to_string(whole == 0 ? 0 : part * 100 / whole) + " %";
}

struct Around {
    std::string base;
    std::map<std::string, std::string> titles;
};

void add_list(pages::ReadingUse& page, const Lang& lang, const Around& around, const char* caption, const char* head,
              const std::vector<UseSum>& sums) {
    if (sums.empty()) return;
    page.lists.push_back(
        {.caption = lang.tr(caption), .head = lang.tr(head), .count_head = lang.tr("Số lượt"), .lines = {}});
    for (const auto& one : sums) {
        const bool is_path = one.name.starts_with("/");
        const auto title = around.titles.find(one.name);
        std::string name = title == around.titles.end() ? one.name : title->second;
        if (one.name == "/") name = lang.tr("Trang chủ");
        std::string path = is_path ? (one.name == "/" ? home_path(around.base) : around.base + one.name) : "";
        page.lists.back().lines.push_back({.if_path = is_path,
                                           .path = std::move(path),
                                           .name = std::move(name),
                                           .no_path = !is_path,
                                           .views = lang.number(one.views)});
    }
}

pages::ReadingUse page_of(const Lang& lang, const UseFigures& figures, const std::string& of_what, Day last) {
    const bool now = last == clock::today();
    pages::ReadingUse page{
        .of_what = of_what,
        .if_ended = !now,
        .ended_words = text::fill(lang.tr("Số liệu đến hết ngày %1, mỗi ngày cập nhật một lần."), {clock::show(last)}),
        .last_head = now ? lang.tr("Hôm nay") : text::fill(lang.tr("Ngày %1"), {clock::show_short(last)}),
        .last = lang.number(figures.last),
        .week = lang.number(figures.week),
        .month = lang.number(figures.month),
        .year = lang.number(figures.year),
        .shares = text::fill(lang.tr("Trong 30 ngày: bản chữ gọn nhẹ %1, trang tiếng Anh %2, tiếng "
                                     "dân tộc %3 số lượt xem; %4 lượt tải tệp."),
                             {share(figures.text, figures.month), share(figures.english, figures.month),
                              share(figures.language, figures.month), lang.number(figures.downloads)}),
        .if_chart = false,
        .most = "",
        .points = "",
        .first_day = "",
        .last_day = "",
        .chart_words = "",
        .if_months = figures.months.size() > 1,
        .months = {},
        .lists = {},
        .if_data = false,
        .csv_path = "",
        .json_path = ""};
    for (const auto& one : figures.months)
        page.months.push_back(
            {.month_name = one.name.substr(5) + "/" + one.name.substr(0, 4), .views = lang.number(one.views)});
    add_chart(page, lang, figures);
    return page;
}

void add_lists(pages::ReadingUse& page, const Lang& lang, const Around& around, const UseFigures& figures) {
    add_list(page, lang, around, "Xem nhiều nhất trong 30 ngày", "Nội dung", figures.pages);
    add_list(page, lang, around, "Tải nhiều nhất trong 30 ngày", "Tệp", figures.files);
    add_list(page, lang, around, "Tìm nhiều mà không thấy", "Từ tìm", figures.missed);
}

// What is kept for everybody says the same all day.
Day yesterday() { return clock::today() - 1; }

bool of_all(const web::Context& context, const Site& site) {
    return site.kind == "province" && context.request.get("pham-vi") == "tinh";
}

void add_sites(pages::ReadingUse& page, const Lang& lang, web::Context& context) {
    std::vector<UseSum> sums;
    std::map<std::string, std::string> names;
    context.house.db->read([&](db::Conn& conn) {
        const auto views = uses_by_site(conn, yesterday());
        for (const Site& one : all_sites(conn))
            if (const auto at = views.find(one.id); at != views.end()) {
                const std::string path = base_from(context, one) + kBelow;
                sums.push_back({path, at->second}), names[path] = one.name;
            }
    });
    std::stable_sort(sums.begin(), sums.end(), [](const UseSum& a, const UseSum& b) { return a.views > b.views; });
    add_list(page, lang, {"", names}, "Các trang, 30 ngày", "Trang", sums);
}

// From the province's portal to the figures of all sites.
void add_way(pages::ReadingUse& page, const Lang& lang, const std::string& path) {
    page.lists.push_back({.caption = lang.tr("Mọi trang của tỉnh"),
                          .head = lang.tr("Trang"),
                          .count_head = "",
                          .lines = {{.if_path = true,
                                     .path = path + "?pham-vi=tinh",
                                     .name = lang.tr("Toàn tỉnh"),
                                     .no_path = false,
                                     .views = ""}}});
}

pages::ReadingUse page_of_site(web::Context& context, const Site& site, const std::string& base) {
    const Lang lang;
    std::map<std::string, std::string> names;
    const auto figures = context.house.db->reading([&](db::Conn& conn) {
        auto found = uses_of(conn, site.id, yesterday());
        names = titles(conn, site.id, found.pages);
        return found;
    });
    auto page = page_of(lang, figures, site.name, yesterday());
    add_lists(page, lang, {base, names}, figures);
    if (site.kind == "province") add_way(page, lang, base + kBelow);
    return page;
}

pages::ReadingUse page_of_all(web::Context& context) {
    const Lang lang;
    auto page = page_of(lang, *uses_at_hand(context.house, 0, yesterday()), lang.tr("Mọi trang của tỉnh"), yesterday());
    add_sites(page, lang, context);
    return page;
}

web::Response show(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const bool all = of_all(context, site);
    auto page = all ? page_of_all(context) : page_of_site(context, site, base);
    const std::string question = all ? "?pham-vi=tinh" : "";
    page.if_data = true;
    page.csv_path = base + kBelow + ".csv" + question, page.json_path = base + kBelow + ".json" + question;
    PublicWords words{.title = lang.tr("Thống kê truy cập"), .path = kBelow, .record = kUsePage, .hidden = true};
    return public_page(context, site, std::move(words), page, true);
}

std::vector<UseOfDay> data_of(web::Context& context, const Site& site) {
    const Id which = of_all(context, site) ? 0 : site.id;
    return context.house.db->reading(
        [&](db::Conn& conn) { return use_days(conn, which, clock::today() - kDaysOfData); });
}

web::Response as_csv(web::Context& context, const Site& site) {
    return sheet::as_csv(
        forms::list_table(Lang(), "thong-ke-truy-cap", "Thống kê truy cập", {{"Ngày"}, {"Hình thức"}, {"Số lượt"}},
                          [days = data_of(context, site)](std::vector<std::vector<sheet::Cell>>& rows) {
                              for (const auto& one : days)
                                  rows.push_back({clock::to_text(one.day), one.form, one.views});
                              return false;
                          }));
}

web::Response as_json(web::Context& context, const Site& site) {
    json::array days;
    for (const auto& one : data_of(context, site))
        days.push_back(json::object{{"day", clock::to_text(one.day)}, {"form", one.form}, {"views", one.views}});
    json::object answer{{"site", of_all(context, site) ? Lang().tr("Toàn tỉnh") : site.name},
                        {"days", std::move(days)}};
    return web::json(json::serialize(answer));
}

// Whoever sees the checklist of a site sees how it is read.
web::Response list(web::Context& context) {
    const auto& lang = context.lang;
    pages::ReadingUseList page{.count_words = "", .if_none = true, .if_rows = false, .rows = {}};
    std::vector<std::pair<Site, std::int64_t>> lines;
    context.house.db->read([&](db::Conn& conn) {
        const auto views = uses_by_site(conn, clock::today());
        for (auto& one : sites_with_duties(conn, context.actor())) {
            const auto at = views.find(one.id);
            lines.emplace_back(std::move(one), at == views.end() ? 0 : at->second);
        }
    });
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    page.count_words = text::fill(lang.tr("%1 trang"), {lang.number(static_cast<std::int64_t>(lines.size()))});
    page.if_none = lines.empty(), page.if_rows = !lines.empty();
    for (const auto& [site, views] : lines)
        page.rows.push_back({.use_path = std::string(kList) + "/" + std::to_string(site.id),
                             .site = site.name,
                             .views = lang.number(views)});
    return web::page(context, lang.tr("Thống kê truy cập"), page);
}

web::Response show_inside(web::Context& context) {
    const auto& lang = context.lang;
    const Site site = context.house.db->reading(
        [&](db::Conn& conn) { return site_with_duties(conn, context.actor(), context.request.id()); });
    const auto figures = uses_at_hand(context.house, site.id, clock::today());
    auto page = page_of(lang, *figures, site.name, clock::today());
    const Around around{base_path(site.slug), context.house.db->reading([&](db::Conn& conn) {
                            return titles(conn, site.id, figures->pages);
                        })};
    add_lists(page, lang, around, *figures);
    return web::page(context, site.name, page);
}

}  // namespace

void use_routes(web::Router& router) {
    const std::string path = std::string("/trang/:site") + kBelow;
    show_part({.path = kBelow, .title = "Thống kê truy cập", .order = 90, .in_menu = false});
    router.get(path, on_site(show)).kept().budget(32);
    router.get(path + ".csv", on_site(as_csv)).open();
    router.get(path + ".json", on_site(as_json)).open();
    router.get(kList, list).budget(12);
    router.get(std::string(kList) + "/:id", show_inside).budget(34);
    router.of(web::Method::get, kList).says("Lượt xem của các trang trong 30 ngày");
    router.of(web::Method::get, std::string(kList) + "/:id").says("Thống kê truy cập của một trang");
}

}  // namespace dinh::portal::reading
