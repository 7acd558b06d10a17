// The list of those who write and edit, and the month's calendar.
#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/words.hpp"
#include "modules/portal/pages.hpp"
#include "platform/db/filter.hpp"
#include "platform/forms/list.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;

constexpr forms::View kViews[] = {{"mine", "Của tôi"},      {"waiting", "Chờ tôi xử lý"}, {"drafts", "Bản nháp"},
                                  {"scheduled", "Hẹn giờ"}, {"published", "Đã xuất bản"}, {"withdrawn", "Đã gỡ"}};
constexpr forms::Counted kCounted{"%1 bài", "%1+ bài"};

struct Listed {
    ArticlePage found;
    std::vector<Site> sites;
    std::vector<forms::Choice> categories;
    bool writes = false, edits = false, pays = false;
};

ArticleFilter asked(const web::Request& request) {
    ArticleFilter filter;
    filter.view = kViews[0].id;
    for (const auto& view : kViews)
        if (request.get("view") == view.id) filter.view = view.id;
    for (const auto& kind : article_kinds())
        if (request.get("kind") == kind.value) filter.kind = kind.value;
    filter.site = ids::parse(request.get("site")).value_or(0);
    filter.category = filter.site == 0 ? 0 : ids::parse(request.get("category")).value_or(0);
    filter.before = ids::parse(request.get("before")).value_or(0);
    return filter;
}

Listed read(db::Conn& conn, const Actor& actor, ArticleFilter& filter) {
    Listed listed;
    listed.sites = sites_of(conn, actor);
    const bool known =
        std::any_of(listed.sites.begin(), listed.sites.end(), [&](const Site& one) { return one.id == filter.site; });
    if (!known) filter.site = filter.category = 0;
    listed.found = list_articles(conn, actor, filter);
    if (filter.site != 0) listed.categories = category_choices(conn, filter.site, filter.category);
    for (const auto& one : listed.sites) {
        const Subject subject = subject_of(conn, one);
        const auto may = [&](Deed deed) { return can(actor, deed, subject) != nullptr; };
        listed.writes |= may(Deed::write);
        listed.edits |= may(Deed::see_drafts);
        listed.pays |= may(Deed::grade_fee) || may(Deed::approve_fee);
    }
    return listed;
}

std::string number_of(Id id) { return id == 0 ? std::string() : std::to_string(id); }

layout::ListTop top_of(const Lang& lang, const forms::ListAddress& address, const ArticleFilter& filter,
                       const Listed& listed) {
    const forms::ListFilters boxes(lang);
    std::vector<forms::ListFilter> filters{boxes.choice("kind", "Loại", article_kinds(), filter.kind)};
    if (listed.sites.size() > 1) {
        std::vector<forms::Choice> sites;
        for (const auto& one : listed.sites) sites.push_back({std::to_string(one.id), one.name});
        filters.push_back(boxes.choice("site", "Trang", sites, number_of(filter.site)));
    }
    if (listed.categories.size() > 1) {
        const std::vector<forms::Choice> below(listed.categories.begin() + 1, listed.categories.end());
        filters.push_back(boxes.choice("category", "Chuyên mục", below, number_of(filter.category)));
    }
    return forms::list_top(lang, address, kViews, filter.view, filters);
}

Day day_of(const Article& one) {
    return clock::day_of(one.published_at ? *one.published_at : one.publish_at.value_or(one.changed_at));
}

pages::ArticlesList model_of(const Lang& lang, const ArticleFilter& filter, const Listed& listed) {
    const forms::ListAddress address("/portal/articles", {{"view", filter.view == "mine" ? "" : filter.view},
                                                          {"site", number_of(filter.site)},
                                                          {"category", number_of(filter.category)},
                                                          {"kind", filter.kind}});
    const auto& found = listed.found;
    pages::ArticlesList page{.count_words = forms::count_words(lang, kCounted, found.count, found.count_more),
                             .if_write = listed.writes,
                             .if_edit = listed.edits,
                             .if_pay = listed.pays,
                             .top = {top_of(lang, address, filter, listed)},
                             .if_none = found.lines.empty(),
                             .if_rows = !found.lines.empty(),
                             .rows = {},
                             .end = {forms::list_end(lang, address, kCounted, found, filter.before)}};
    auto& end = page.end.front();
    end.if_csv = end.if_further = end.if_xlsx = false;
    for (const auto& line : found.lines)
        page.rows.push_back({.day = clock::show(day_of(line.article)),
                             .show_path = here_path(line.article),
                             .title = known_as(lang, line.article),
                             .category = line.category,
                             .writer = line.writer,
                             .tag = state_tag(line.article.state),
                             .state = lang.tr(state_title(line.article.state))});
    return page;
}

}  // namespace

web::Response list_articles_page(web::Context& context) {
    ArticleFilter filter = asked(context.request);
    const Listed listed =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), filter); });
    return web::page(context, context.lang.tr("Tin bài"), model_of(context.lang, filter, listed));
}

}  // namespace dinh::portal
