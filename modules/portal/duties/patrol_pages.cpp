// The findings of the patrol, site by site, and the small deeds on them.
#include <algorithm>

#include "modules/portal/articles/article.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/duties/duty_pages.hpp"
#include "modules/portal/duties/patrol_store.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/config/config.hpp"
#include "platform/forms/list.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::duty_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr const char* kPath = "/portal/links";
constexpr forms::View kViews[] = {
    {"bad", "Hỏng"},        {"failing", "Đang lỗi"}, {"moved", "Đã chuyển chỗ"}, {"not_checked", "Không kiểm tra"},
    {"marked", "Đã xử lý"}, {"all", "Tất cả"}};
constexpr forms::Counted kCounted{"%1 liên kết", "%1+ liên kết"};

std::string site_path(Id site) { return std::string(kPath) + "/" + std::to_string(site); }

struct FindingPage {
    std::vector<Finding> lines;
    std::int64_t count = 0;
    bool count_more = false;
    Id next = 0;
};
struct Asked {
    FindingFilter filter;
    bool mine = false;
};

Asked asked(const web::Request& request) {
    Asked one;
    for (const auto& view : kViews)
        if (request.get("view") == view.id) one.filter.view = view.id;
    one.mine = request.get("who") == "mine";
    one.filter.before = ids::parse(request.get("before")).value_or(0);
    return one;
}

FindingPage read(db::Conn& conn, Id site, const FindingFilter& filter) {
    FindingPage page{findings_of(conn, site, filter), count_findings(conn, site, filter), false, 0};
    if (page.lines.size() > static_cast<std::size_t>(filter.most)) {
        page.lines.resize(static_cast<std::size_t>(filter.most));
        page.next = page.lines.back().id;
    }
    return page;
}

const char* tag_of(const Finding& one) {
    if (!one.mark.empty()) return "tag--off";
    if (one.state == link::kGone) return "tag--bad";
    if (one.state == link::kOk) return "tag--good";
    return one.state == link::kFailing || one.state == link::kMoved ? "tag--warn" : "tag--off";
}

std::string mark_words(const Lang& lang, const Finding& one) {
    if (one.mark == "fixed") return text::fill(lang.tr("Đã sửa (%1)"), {one.label});
    return text::fill(lang.tr("Bỏ qua vì: %1 (%2)"), {one.reason, one.label});
}

using Row = pages::DutiesPatrolShow::RowsItem;

Row row_of(const Lang& lang, const directory::Snapshot& directory, const Site& site, const Finding& one, bool writes) {
    const bool open = one.state == link::kGone || one.state == link::kFailing || one.state == link::kMoved;
    const std::string path = site_path(site.id) + "/findings/" + std::to_string(one.id) + "/";
    Row row{.address = one.address,
            .address_words = text::cut(one.address, 120),
            .page_path = base_path(site.slug) + one.page,
            .page_title = one.title,
            .if_moved = !one.moved_to.empty(),
            .moved_to = one.moved_to,
            .if_mark = !one.mark.empty(),
            .mark_words = one.mark.empty() ? std::string() : mark_words(lang, one),
            .tag = tag_of(one),
            .state = lang.tr(link_state_name(one.state)),
            .said = one.said,
            .since = one.failing_since ? clock::show(*one.failing_since) : std::string(),
            .who = one.owner == 0 ? lang.tr("Ban Biên tập") : directory.post_label(one.owner)};
    const auto deed = [&](const char* below, const char* words) {
        row.deeds.push_back({.deed_path = path + below, .deed = lang.tr(words)});
    };
    if (!writes) return row;
    if (open && one.mark.empty()) deed("mending/new", "Đã sửa"), deed("ignoring/new", "Bỏ qua");
    if (!one.mark.empty()) deed("mark/ending", "Bỏ ghi xử lý");
    deed("check/new", "Kiểm tra lại");
    return row;
}

std::string walked_words(const Lang& lang, const std::optional<Day>& day) {
    return day ? text::fill(lang.tr("Kiểm tra ngày %1"), {clock::show(*day)}) : lang.tr("Chưa kiểm tra");
}

struct Here {
    Site site;
    FindingPage found;
    std::vector<StalePage> stale;
    std::optional<Day> walked;
    bool writes = false;
};

pages::DutiesPatrolShow page_of(const Lang& lang, const directory::Snapshot& directory, const Asked& wanted,
                                const Here& here) {
    const forms::ListAddress address(site_path(here.site.id),
                                     {{"view", wanted.filter.view == "bad" ? std::string() : wanted.filter.view},
                                      {"who", wanted.mine ? "mine" : ""}});
    const forms::ListFilters boxes(lang);
    pages::DutiesPatrolShow page{
        .site = here.site.name,
        .walked = walked_words(lang, here.walked),
        .if_stale = !here.stale.empty(),
        .stales = {},
        .top = {forms::list_top(lang, address, kViews, wanted.filter.view,
                                {boxes.choice("who", "Ai làm", {{"mine", "Của tôi"}}, wanted.mine ? "mine" : "")})},
        .if_none = here.found.lines.empty(),
        .if_rows = !here.found.lines.empty(),
        .rows = {},
        .end = {forms::list_end(lang, address, kCounted, here.found, wanted.filter.before)}};
    page.end.front().csv_path = address.on(address.base() + "/table.csv");
    page.end.front().xlsx_path = address.on(address.base() + "/table.xlsx");
    for (const auto& one : here.stale)
        page.stales.push_back({.edit_path = article_deeds::article_link(one.article),
                               .stale_title = one.title,
                               .stale_since = clock::show(one.since),
                               .days = lang.number(one.days),
                               .stale_who = one.owner == 0 ? lang.tr("Ban Biên tập") : directory.post_label(one.owner),
                               .confirm_path = article_deeds::article_link(one.article) + "/confirmation/new"});
    for (const auto& one : here.found.lines) page.rows.push_back(row_of(lang, directory, here.site, one, here.writes));
    return page;
}

Asked asked_by(const web::Context& context) {
    Asked wanted = asked(context.request);
    const auto& mine = context.actor().capacities;
    if (wanted.mine) wanted.filter.owner = mine.empty() ? -1 : mine.front().post;
    return wanted;
}

sheet::List table_of(web::Context& context) {
    const Site site = context.house.db->reading(
        [&](db::Conn& conn) { return site_with_duties(conn, context.actor(), context.request.id()); });
    return forms::list_table(
        context.lang, "lien-ket", "Liên kết hỏng",
        {{"Liên kết"}, {"Trên trang"}, {"Tiêu đề"}, {"Trạng thái"}, {"Lỗi"}, {"Chuyển đến"}, {"Từ ngày"}, {"Ai làm"}},
        forms::rows_by_pages(
            context.house, asked_by(context).filter,
            [id = site.id](db::Conn& conn, const FindingFilter& filter) { return read(conn, id, filter); },
            [lang = context.lang, directory = directory::now(context.house),
             base = base_path(site.slug)](const Finding& one) -> std::vector<sheet::Cell> {
                return {one.address,
                        base + one.page,
                        one.title,
                        lang.tr(link_state_name(one.state)),
                        one.said,
                        one.moved_to,
                        one.failing_since ? clock::show(*one.failing_since) : std::string(),
                        one.owner == 0 ? lang.tr("Ban Biên tập") : directory->post_label(one.owner)};
            }));
}

web::Response show(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Asked wanted = asked_by(context);
    const Here here = context.house.db->reading([&](db::Conn& conn) {
        Here one{site_with_duties(conn, context.actor(), context.request.id()), {}, {}, {}, false};
        one.found = read(conn, one.site.id, wanted.filter);
        one.stale = stale_pages(conn, *directory, one.site, clock::today());
        one.walked = patrol_store::walked(conn, one.site.id);
        one.writes = can(context.actor(), Deed::write, subject_of(conn, one.site)) != nullptr;
        return one;
    });
    return web::page(context, here.site.name, page_of(context.lang, *directory, wanted, here));
}

struct Line {
    Site site;
    std::int64_t links = 0, pages = 0;
    std::optional<Day> walked;
};

// With most to do first.
std::vector<Line> lines_for(db::Conn& conn, const Actor& actor, const directory::Snapshot& directory) {
    std::vector<Line> found;
    for (auto& site : sites_with_duties(conn, actor)) {
        Line line;
        for (const auto& [owner, count] : patrol_store::bad_by_owner(conn, site.id)) line.links += count;
        line.pages = static_cast<std::int64_t>(stale_pages(conn, directory, site, clock::today()).size());
        line.walked = patrol_store::walked(conn, site.id);
        line.site = std::move(site);
        found.push_back(std::move(line));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Line& a, const Line& b) { return a.links + a.pages > b.links + b.pages; });
    return found;
}

web::Response list(web::Context& context) {
    const auto& lang = context.lang;
    const auto directory = directory::now(context.house);
    const auto lines =
        context.house.db->reading([&](db::Conn& conn) { return lines_for(conn, context.actor(), *directory); });
    const auto* config = context.house.config;
    pages::DutiesPatrolList page{
        .count_words = text::fill(lang.tr("%1 trang"), {lang.number(static_cast<std::int64_t>(lines.size()))}),
        .if_inside_only = !config || !config->ask_outside,
        .if_none = lines.empty(),
        .if_rows = !lines.empty(),
        .rows = {}};
    for (const auto& one : lines)
        page.rows.push_back({.show_path = site_path(one.site.id),
                             .site = one.site.name,
                             .links = lang.number(one.links),
                             .pages = lang.number(one.pages),
                             .walked = one.walked ? clock::show(*one.walked) : lang.tr("Chưa kiểm tra")});
    return web::page(context, lang.tr("Liên kết hỏng, trang cũ"), page);
}

// Small deeds on a finding.
struct Facts {
    Site site;
    Subject subject;
    Finding one;
};
using Call = forms::SmallCall<Facts>;
using Fields = std::vector<layout::Field>;

Facts find_facts(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        const Site site = site_with_duties(conn, context.actor(), context.request.id());
        auto one = find_finding(conn, site.id, context.request.id("link"));
        if (!one) throw NotFound("portal: no such link");
        return Facts{site, subject_of(conn, site), *std::move(one)};
    });
}
forms::SmallAbout about(const Lang&, const Facts& facts) {
    return {.list_path = kPath,
            .list_title = "Liên kết hỏng, trang cũ",
            .path = site_path(facts.site.id),
            .known = facts.site.name,
            .subject = facts.one.address,
            .version = facts.one.version};
}
void must_on(web::Context& context, const Facts& facts, Deed right) { must(context.actor(), right, facts.subject); }

Fields reason_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.line("reason", "Bỏ qua vì", {.hint = "được ghi lại cùng tên người ghi", .most = 500})};
}
Fields no_boxes(const forms::Boxes&, const Facts&) { return {}; }

void run_fixed(Call& call) {
    mark_link(call.tx, call.actor(), call.record(), call.facts.one.id, call.version(), "fixed", "");
}
void run_ignored(Call& call) {
    mark_link(call.tx, call.actor(), call.record(), call.facts.one.id, call.version(), "ignored", call.typed("reason"));
}
void run_unmark(Call& call) { unmark_link(call.tx, call.actor(), call.record(), call.facts.one.id, call.version()); }
void run_check(Call& call) {
    check_link_again(call.tx, call.actor(), call.record(), call.facts.one.id, call.version());
}

const forms::SmallDeed<Facts, Deed> kSmall[] = {
    {{"findings/:link/mending/new", "Ghi là đã sửa", "Liên kết được kiểm tra lại; nếu còn lỗi, nó trở lại danh sách.",
      "Đã sửa", "Đã ghi là đã sửa."},
     Deed::write,
     no_boxes,
     run_fixed},
    {{"findings/:link/ignoring/new", "Bỏ qua liên kết này", "Liên kết không còn nằm trong việc phải làm.", "Bỏ qua",
      "Đã bỏ qua."},
     Deed::write,
     reason_boxes,
     run_ignored},
    {{"findings/:link/mark/ending",
      "Bỏ ghi xử lý",
      "Liên kết trở lại danh sách phải làm.",
      "Bỏ ghi xử lý",
      "Đã bỏ ghi xử lý.",
      {.action = "findings/:link/mark", .ends = true}},
     Deed::write,
     no_boxes,
     run_unmark},
    {{"findings/:link/check/new", "Kiểm tra lại", "Liên kết được kiểm tra lại trong ít phút.", "Kiểm tra lại",
      "Đang kiểm tra lại."},
     Deed::write,
     no_boxes,
     run_check}};
const forms::SmallFrame<Facts, Deed> kFrame{
    .base = "/portal/links/:id", .find = find_facts, .about = about, .must = must_on};

// The page that is still right.
struct PageFacts {
    Article one;
};
PageFacts find_page(web::Context& context) {
    return {context.house.db->reading(
        [&](db::Conn& conn) { return visible_article(conn, context.actor(), context.request.id()); })};
}
forms::SmallAbout about_page(const Lang&, const PageFacts& facts) {
    return {.list_path = kPath,
            .list_title = "Liên kết hỏng, trang cũ",
            .path = article_deeds::article_link(facts.one.id),
            .known = facts.one.title,
            .subject = "",
            .version = facts.one.version};
}
Fields no_page_boxes(const forms::Boxes&, const PageFacts&) { return {}; }

const forms::SmallDeed<PageFacts, Deed> kPageDeeds[] = {
    {{"confirmation/new", "Xác nhận nội dung vẫn đúng", "Thời gian phải xem lại trang được tính lại từ hôm nay.",
      "Vẫn đúng", "Đã xác nhận nội dung vẫn đúng."},
     std::nullopt,
     no_page_boxes,
     forms::plainly<confirm_page, PageFacts>}};
const forms::SmallFrame<PageFacts, Deed> kPageFrame{
    .base = "/portal/articles/:id", .find = find_page, .about = about_page};

}  // namespace

void patrol_routes(web::Router& router) {
    using namespace web::api;
    router.get(kPath, list).budget(400);
    router.get("/portal/links/:id", show).budget(30);
    router.get("/portal/links/:id/table.csv", [](web::Context& context) { return sheet::as_csv(table_of(context)); });
    router.get("/portal/links/:id/table.xlsx", [](web::Context& context) { return sheet::as_xlsx(table_of(context)); });
    forms::small_routes(router, kFrame, kSmall);
    forms::small_routes(router, kPageFrame, kPageDeeds);
    router.of(web::Method::get, kPath).says("Liên kết hỏng và trang cũ của các trang");
    router.of(web::Method::get, "/portal/links/:id").says("Liên kết hỏng và trang cũ của một trang");
    const std::string below = "/portal/links/:id/findings/:link/";
    router.of(web::Method::post, below + "mending").says("Ghi một liên kết là đã sửa").takes({version()});
    router.of(web::Method::post, below + "ignoring")
        .says("Bỏ qua một liên kết hỏng")
        .takes({version(), line("reason", "Bỏ qua vì", 500).must()});
    router.of(web::Method::del, below + "mark").says("Bỏ ghi xử lý một liên kết").takes({version()});
    router.of(web::Method::post, below + "check").says("Kiểm tra lại một liên kết").takes({version()});
    router.of(web::Method::post, "/portal/articles/:id/confirmation")
        .says("Xác nhận nội dung một trang vẫn đúng")
        .takes({version()});
}

}  // namespace dinh::portal::duty_pages
