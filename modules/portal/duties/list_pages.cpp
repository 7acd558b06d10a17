// The sites with their scores, worst first.
#include <algorithm>

#include "modules/portal/duties/duty_pages.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/sites/words.hpp"
#include "platform/forms/list.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::duty_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr const char* kPath = "/portal/duties";
constexpr forms::View kViews[] = {{"all", "Mọi trang"}, {"lacking", "Còn thiếu, cũ"}};
constexpr forms::Counted kCounted{"%1 trang", "%1+ trang"};

struct Filter {
    std::string view = "all", kind;
    Id agency = 0, before = 0;
    std::optional<Day> from, to;
    forms::ListAddress address() const {
        return {kPath,
                {{"view", view == "all" ? std::string() : view},
                 {"kind", kind},
                 {"agency", agency == 0 ? std::string() : std::to_string(agency)}}};
    }
};
struct Line {
    Site site;
    Score score;
    bool checked = true;
    int percent() const { return checked ? score.percent() : -1; }
};
struct Found {
    std::vector<Line> lines;
    std::int64_t count = 0;
    bool count_more = false;
    Id next = 0;
};

const std::vector<forms::Choice>& kinds() {
    static const std::vector<forms::Choice> all = [] {
        std::vector<forms::Choice> list;
        for (const char* kind : {"province", "department", "commune", "other"})
            list.push_back({kind, site_kind_title(kind)});
        return list;
    }();
    return all;
}

Filter asked(const web::Request& request) {
    Filter filter;
    forms::read_filter(filter, request, kViews, clock::today());
    for (const auto& one : kinds())
        if (request.get("kind") == one.value) filter.kind = one.value;
    filter.agency = ids::parse(request.get("agency")).value_or(0);
    return filter;
}

Found read(db::Conn& conn, const Actor& actor, const Filter& filter) {
    auto sites = sites_with_duties(conn, actor);
    std::erase_if(sites, [&](const Site& one) {
        return (!filter.kind.empty() && one.kind != filter.kind) ||
               (filter.agency != 0 && one.owner_agency != filter.agency);
    });
    std::vector<Id> ids;
    for (const auto& one : sites) ids.push_back(one.id);
    const auto scores = kept_scores(conn, ids);
    Found found;
    for (auto& one : sites) {
        const auto score = scores.find(one.id);
        const bool checked = score != scores.end();
        const Score its = checked ? score->second : Score{};
        if (filter.view == "lacking" && its.missing + its.stale == 0) continue;
        found.lines.push_back({std::move(one), its, checked});
    }
    std::stable_sort(found.lines.begin(), found.lines.end(),
                     [](const Line& a, const Line& b) { return a.percent() < b.percent(); });
    found.count = static_cast<std::int64_t>(found.lines.size());
    return found;
}

std::string together_words(const Lang& lang, const Found& found) {
    Score all;
    for (const auto& one : found.lines) all.add(one.score);
    if (all.due() == 0) return lang.tr("Các trang dưới đây chưa được kiểm tra.");
    return text::fill(lang.tr("Chung các trang dưới đây: %1 %; thiếu %2, cũ %3."),
                      {std::to_string(all.percent()), lang.number(all.missing), lang.number(all.stale)});
}

pages::DutiesList model_of(const Lang& lang, const Filter& filter, const Found& found) {
    const forms::ListFilters boxes(lang);
    pages::DutiesList page{.count_words = forms::count_words(lang, kCounted, found.count, false),
                           .if_together = found.count > 1,
                           .together = together_words(lang, found),
                           .top = {forms::list_top(lang, filter.address(), kViews, filter.view,
                                                   {boxes.choice("kind", "Loại trang", kinds(), filter.kind)})},
                           .if_none = found.lines.empty(),
                           .if_rows = !found.lines.empty(),
                           .rows = {},
                           .end = {forms::list_end(lang, filter.address(), kCounted, found, 0)}};
    for (const auto& [site, score, checked] : found.lines)
        page.rows.push_back({.duties_path = duties_path(site.id),
                             .site = site.name,
                             .site_kind = lang.tr(site_kind_title(site.kind)),
                             .tag = checked ? score_tag(score) : "tag--off",
                             .percent = checked ? percent_words(score) : lang.tr("Chưa kiểm tra"),
                             .missing = lang.number(score.missing),
                             .stale = lang.number(score.stale),
                             .met = lang.number(score.met)});
    return page;
}

// A figure of one agency leads to the checklist of its site.
web::Response list(web::Context& context) {
    const Filter filter = asked(context.request);
    const Found found = context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), filter); });
    if (filter.agency != 0 && found.lines.size() == 1) return web::see_other(duties_path(found.lines.front().site.id));
    return web::page(context, context.lang.tr("Nội dung phải công khai"), model_of(context.lang, filter, found));
}

sheet::List table_of(web::Context& context) {
    const std::vector<sheet::Column> columns{{"Trang", 50}, {"Loại", 20}, {"Điểm (%)"}, {"Thiếu"}, {"Cũ"}, {"Đủ"}};
    const Found found =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), asked(context.request)); });
    return forms::list_table(context.lang, "noi-dung-phai-cong-khai", "Nội dung phải công khai", columns,
                             [found, lang = context.lang](std::vector<std::vector<sheet::Cell>>& rows) {
                                 for (const auto& [site, score, checked] : found.lines) {
                                     const sheet::Cell percent = checked ? sheet::Cell(std::int64_t{score.percent()})
                                                                         : sheet::Cell(lang.tr("Chưa kiểm tra"));
                                     rows.push_back({site.name, lang.tr(site_kind_title(site.kind)), percent,
                                                     score.missing, score.stale, score.met});
                                 }
                                 return false;
                             });
}

}  // namespace

void list_routes(web::Router& router) {
    router.get(kPath, list).budget(20);
    router.get("/portal/duties.csv", [](web::Context& context) { return sheet::as_csv(table_of(context)); });
    router.get("/portal/duties.xlsx", [](web::Context& context) { return sheet::as_xlsx(table_of(context)); });
    router.of(web::Method::get, kPath).says("Nội dung phải công khai của các trang");
}

}  // namespace dinh::portal::duty_pages
