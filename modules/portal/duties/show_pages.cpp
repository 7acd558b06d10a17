// The checklist of a site: what is wrong first, and how it is put right.
#include <algorithm>

#include "modules/portal/duties/duty_pages.hpp"
#include "modules/portal/duties/sources.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/routes.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace duty_pages {

namespace {

using Lang = dinh::pages::Lang;
using Group = pages::DutiesShow::GroupsItem;

constexpr int kDaysDrawn = 90;
// The chart: what stands between its axes.
constexpr int kLeft = 30, kRight = 710, kTop = 10, kBottom = 120;

struct Here {
    Site site;
    Subject subject;
    std::vector<Duty> duties;
    std::vector<Category> categories;
    std::vector<ScoreOfDay> history;
};

Here read(db::Conn& conn, const directory::Snapshot& directory, const Actor& actor, Id id, Day today) {
    Here here;
    here.site = site_with_duties(conn, actor, id);
    here.subject = subject_of(conn, here.site);
    here.duties = duties_of(conn, directory, here.site, today);
    here.categories = categories_of(conn, id);
    here.history = score_history(conn, id, today - kDaysDrawn);
    return here;
}

// From red to green.
int rank_of(const Duty& one) {
    const std::string_view order[] = {duty::kMissing, duty::kStale, duty::kUnknown, duty::kNotApplicable};
    return static_cast<int>(std::find(std::begin(order), std::end(order), one.state) - std::begin(order));
}
const char* tag_of(const Duty& one) {
    const char* const tags[] = {"tag--bad", "tag--warn", "tag--off", "tag--off", "tag--good"};
    return tags[rank_of(one)];
}

std::string counted_words(const Lang& lang, const Duty& one) {
    if (one.mark) return text::fill(lang.tr("Không áp dụng: %1 (%2)"), {one.mark->reason, one.mark->label});
    if (one.state == duty::kUnknown) return lang.tr("Chưa có nguồn dữ liệu nào trong hệ thống cho biết");
    if (one.counted == 0 && one.item.least == 0) return lang.tr("Chưa phát sinh; chỉ phải công khai khi có");
    if (one.counted == 0) return lang.tr("Chưa có mục nào");
    const std::string count = text::fill(lang.tr("Có %1 mục"), {lang.number(one.counted)});
    return one.newest ? count + ", " + text::fill(lang.tr("mới nhất ngày %1"), {clock::show(*one.newest)}) : count;
}

std::string who_words(const directory::Snapshot& directory, const Duty& one) {
    std::vector<std::string> names;
    for (const Id post : one.holders) names.push_back(directory.post_label(post));
    return text::join(names, ", ");
}

Group::ItemsItem item_of(const Lang& lang, const directory::Snapshot& directory, const Here& here, const Duty& one,
                         const Actor& actor) {
    const bool marks = can(actor, Deed::mark_duty, here.subject) != nullptr;
    const auto source = source_of(one.item);
    const auto mend =
        source && source->mend ? source->mend(here.site, category_for(here.categories, one.item.id)) : Mend{};
    const std::string path = duties_path(here.site.id) + "/items/" + one.item.id + "/exemption";
    Group::ItemsItem item{.item = one.item.name,
                          .lackings = {},
                          .counted = counted_words(lang, one),
                          .basis = one.item.basis + (one.item.confirmed ? "" : " " + lang.tr("(cần đối chiếu)")),
                          .item_tag = tag_of(one),
                          .state = lang.tr(duty_state_name(one.state)),
                          .since = clock::show(one.since),
                          .if_late = one.due && *one.due < clock::today(),
                          .due = one.due ? clock::show(*one.due) : "",
                          .who = who_words(directory, one),
                          .if_mend = one.open() && !mend.path.empty() && can(actor, mend.deed, here.subject),
                          .mend_path = mend.path,
                          .mend = lang.say(mend.words),
                          .if_mark = marks && one.open(),
                          .mark_path = path + "/new",
                          .if_end = marks && one.mark.has_value(),
                          .end_path = path + "/ending"};
    for (const auto& said : one.lacking) item.lackings.push_back({.lacking = lang.say(said)});
    return item;
}

std::vector<std::vector<const Duty*>> grouped(const std::vector<Duty>& duties) {
    std::vector<std::vector<const Duty*>> groups;
    for (const auto& one : duties) {
        const auto at = std::find_if(groups.begin(), groups.end(),
                                     [&](const auto& group) { return group.front()->item.group == one.item.group; });
        if (at == groups.end())
            groups.push_back({&one});
        else
            at->push_back(&one);
    }
    const auto worse = [](const Duty* a, const Duty* b) { return rank_of(*a) < rank_of(*b); };
    for (auto& group : groups) std::stable_sort(group.begin(), group.end(), worse);
    std::stable_sort(groups.begin(), groups.end(),
                     [&](const auto& a, const auto& b) { return worse(a.front(), b.front()); });
    return groups;
}

void add_chart(pages::DutiesShow& page, const Lang& lang, const std::vector<ScoreOfDay>& history) {
    page.if_chart = history.size() > 1;
    if (!page.if_chart) return;
    const Day first = history.front().day, last = history.back().day;
    std::string points;
    for (const auto& one : history) {
        const int x = kLeft + (one.day - first) * (kRight - kLeft) / (last - first);
        const int y = kBottom - one.score.percent() * (kBottom - kTop) / 100;
        points += (points.empty() ? "" : " ") + std::to_string(x) + "," + std::to_string(y);
    }
    page.points = points, page.first_day = clock::show_short(first), page.last_day = clock::show_short(last);
    page.chart_words = text::fill(lang.tr("Ngày %1: %2 %; ngày %3: %4 %."),
                                  {clock::show(first), std::to_string(history.front().score.percent()),
                                   clock::show(last), std::to_string(history.back().score.percent())});
}

pages::DutiesShow page_of(const Lang& lang, const Here& here) {
    const Score score = score_of(here.duties);
    return {.site = here.site.name,
            .tag = score_tag(score),
            .percent = percent_words(score),
            .score_words = text::fill(lang.tr("Đủ %1, thiếu %2, cũ %3"),
                                      {lang.number(score.met), lang.number(score.missing), lang.number(score.stale)}),
            .public_path = base_path(here.site.slug) + "/cong-khai",
            .if_chart = false,
            .points = "",
            .first_day = "",
            .last_day = "",
            .chart_words = "",
            .groups = {}};
}

void add_groups(pages::DutiesShow& page, const Lang& lang, const directory::Snapshot& directory, const Here& here,
                const Actor& actor) {
    for (const auto& group : grouped(here.duties)) {
        page.groups.push_back({.group = group.front()->item.group, .items = {}});
        for (const auto* one : group) page.groups.back().items.push_back(item_of(lang, directory, here, *one, actor));
    }
}

web::Response show(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Here here = context.house.db->reading(
        [&](db::Conn& conn) { return read(conn, *directory, context.actor(), context.request.id(), clock::today()); });
    auto page = page_of(context.lang, here);
    add_chart(page, context.lang, here.history);
    add_groups(page, context.lang, *directory, here, context.actor());
    return web::page(context, here.site.name, page);
}

}  // namespace

const Category* category_for(const std::vector<Category>& categories, std::string_view item) {
    const auto at = std::find_if(categories.begin(), categories.end(),
                                 [&](const Category& one) { return one.open && one.item == item; });
    return at == categories.end() ? nullptr : &*at;
}

void show_routes(web::Router& router) {
    router.get("/portal/duties/:id", show).budget(30);
    router.of(web::Method::get, "/portal/duties/:id").says("Bảng kiểm tra nội dung phải công khai của một trang");
}

}  // namespace duty_pages

void duty_routes(web::Router& router) {
    duty_pages::list_routes(router);
    duty_pages::show_routes(router);
    duty_pages::mark_routes(router);
    duty_pages::public_routes(router);
    duty_pages::patrol_routes(router);
}

}  // namespace dinh::portal
