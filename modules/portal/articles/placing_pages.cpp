// Share once: who has the article and who has not, asking sites, and answering for one's own.
#include <set>

#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/placing.hpp"
#include "modules/portal/articles/words.hpp"
#include "modules/portal/pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMostAsked = 200;

const char* placing_tag(const std::string& state) {
    if (state == "accepted") return "tag--good";
    return state == "declined" ? "tag--bad" : "tag--warn";
}
bool waits(const Placing& one) { return one.state == "offered" || one.state == "demanded"; }
std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }
std::string answer_path(Id article, Id site, const char* part) {
    return "/portal/articles/" + std::to_string(article) + "/placings/" + std::to_string(site) + part;
}

struct Here {
    ArticleHere article;
    std::vector<Placing> placings;
    std::vector<Site> sites;  // that may be asked
    std::set<Id> mine;        // for which the actor answers
    bool offers = false, demands = false;
};

Here placings_here(web::Context& context) {
    Here here{.article = article_here(context)};
    const Actor& actor = context.actor();
    const bool out = here.article.one.state == state::kPublished;
    here.offers = out && can(actor, Deed::offer, here.article.subject) != nullptr;
    here.demands = out && can(actor, Deed::demand, here.article.subject) != nullptr;
    context.house.db->read([&](db::Conn& conn) {
        here.placings = placings_of(conn, here.article.one.id);
        here.mine.clear();
        for (const auto& site : sites_of(conn, actor))
            if (can(actor, Deed::accept, subject_of(conn, site))) here.mine.insert(site.id);
        if (here.offers || here.demands) here.sites = all_sites(conn);
    });
    std::erase_if(here.sites, [&](const Site& one) { return !one.open() || one.id == here.article.one.site; });
    return here;
}

void add_rows(pages::ArticlesPlacings& page, const Lang& lang, const Here& here) {
    const Id article = here.article.one.id;
    for (const auto& each : here.placings)
        page.rows.push_back({.site = each.site_name,
                             .if_late = waits(each) && each.due && *each.due < clock::today(),
                             .due = day_words(each.due),
                             .by = each.changed_by,
                             .tag = placing_tag(each.state),
                             .state = lang.tr(placing_title(each.state)),
                             .if_answer = waits(each) && here.mine.contains(each.site),
                             .accept_path = answer_path(article, each.site, "/acceptance/new"),
                             .decline_path = answer_path(article, each.site, "/refusal/new")});
}

// Those that were not asked yet, or said no.
void add_sites(pages::ArticlesPlacings& page, const Here& here, const std::vector<std::string_view>& ticked) {
    std::set<Id> asked;
    for (const auto& each : here.placings)
        if (each.state != "declined") asked.insert(each.site);
    for (const auto& site : here.sites) {
        if (asked.contains(site.id)) continue;
        const std::string number = std::to_string(site.id);
        page.sites.push_back({.site_id = number,
                              .if_ticked = std::find(ticked.begin(), ticked.end(), number) != ticked.end(),
                              .site_name = site.name});
    }
}

pages::ArticlesPlacings model_of(const Lang& lang, const Here& here, const forms::Values& values, std::string csrf) {
    const Article& one = here.article.one;
    const auto shown =
        std::count_if(here.placings.begin(), here.placings.end(), [](const Placing& p) { return p.shown; });
    pages::ArticlesPlacings page{
        .show_path = here_path(one),
        .known = known_as(lang, one),
        .count_words =
            text::fill(lang.tr("%1/%2 trang đã đăng"), {std::to_string(shown), std::to_string(here.placings.size())}),
        .if_errors = false,
        .errors = {},
        .if_none = here.placings.empty(),
        .if_rows = !here.placings.empty(),
        .rows = {},
        .if_ask = here.offers || here.demands,
        .action_path = here_path(one) + "/placings",
        .csrf = std::move(csrf),
        .deed_key = deed::new_key(),
        .version = one.version,
        .boxes = {},
        .sites = {}};
    const forms::Boxes boxes(lang, values);
    if (here.demands)
        page.boxes.push_back(
            boxes.day("due", "Hạn đăng",
                      {.width = "w-2", .hint = "Có hạn: tỉnh yêu cầu đăng. Để trống: mời đăng.", .optional = true}));
    add_rows(page, lang, here);
    forms::add_errors(page, lang, values.faults);
    return page;
}

web::Response show(web::Context& context, const Here& here, const forms::Values& values, int status = 200) {
    auto page = model_of(context.lang, here, values, context.csrf_token());
    add_sites(page, here, context.request.fields("sites"));
    return web::page(context, context.lang.tr("Đăng trên các trang khác"), page, status);
}

std::vector<Id> sites_chosen(web::Form& form, const Here& here) {
    if (!form.ticked("everywhere")) return form.ids("sites", "Các trang");
    std::vector<Id> all;
    for (const auto& site : here.sites) all.push_back(site.id);
    return all;
}

// ---- answering for one's own site

struct AnswerHere {
    Article article;
    Placing placing;
    std::vector<forms::Choice> categories;
};
using Call = forms::SmallCall<AnswerHere>;

AnswerHere answer_here(web::Context& context) {
    const Id site = context.request.id("site");
    return context.house.db->reading([&](db::Conn& conn) {
        AnswerHere here;
        here.article = visible_article(conn, context.actor(), context.request.id());
        if (!answers_for(conn, context.actor(), site)) throw NotFound("placing on another's site");
        const auto all = placings_of(conn, here.article.id);
        const auto found = std::find_if(all.begin(), all.end(), [&](const Placing& one) { return one.site == site; });
        if (found == all.end()) throw NotFound("article was not offered to the site");
        here.placing = *found;
        here.categories = category_choices(conn, site);
        return here;
    });
}
forms::SmallAbout about_answer(const Lang& lang, const AnswerHere& here) {
    return {.list_path = "/portal/articles/offers",
            .list_title = "Bài các trang khác mời đăng",
            .path = here_path(here.article) + "/placings",
            .known = known_as(lang, here.article),
            .subject = here.placing.site_name};
}
std::vector<layout::Field> accept_boxes(const forms::Boxes& boxes, const AnswerHere& here) {
    return {boxes.select("category", "Chuyên mục", here.categories)};
}
void run_accept(Call& call) {
    const Id category = call.form.id("category", "Chuyên mục");
    call.stop_at_faults();
    accept_article(call.tx, call.actor(), call.record(), call.facts.placing.site, category);
}
std::vector<layout::Field> decline_boxes(const forms::Boxes& boxes, const AnswerHere&) {
    return forms::reason_box(boxes);
}
void run_decline(Call& call) {
    decline_article(call.tx, call.actor(), call.record(), call.facts.placing.site, call.typed("reason"));
}

const forms::SmallDeed<AnswerHere, Deed> kAnswers[] = {
    {{"acceptance/new", "Đăng bài của trang khác",
      "Bài hiện trên trang mình, không chép lại: trang của bài sửa hay gỡ "
      "thì ở đây cũng theo.",
      "Đăng", "Đã đăng."},
     {},
     accept_boxes,
     run_accept},
    {{"refusal/new", "Không đăng", "", "Không đăng", "Đã trả lời là không đăng.", {.bad = true}},
     {},
     decline_boxes,
     run_decline}};
const forms::SmallFrame<AnswerHere, Deed> kAnswerFrame{
    .base = "/portal/articles/:id/placings/:site", .find = answer_here, .about = about_answer};

}  // namespace

web::Response show_placings(web::Context& context) { return show(context, placings_here(context), {}); }

web::Response ask_sites(web::Context& context) {
    const Here here = placings_here(context);
    web::Form form(context.request);
    const auto sites = sites_chosen(form, here);
    const auto due = form.day("due", "Hạn đăng");
    int status = 422;
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            if (due)
                demand_article(tx, context.actor(), here.article.one.id, form.version(), sites, *due);
            else
                offer_article(tx, context.actor(), here.article.one.id, form.version(), sites);
            return here.article.one.id;
        });
        context.flash(context.lang.tr("Đã gửi đến các trang."));
        return web::see_other(here_path(here.article.one) + "/placings");
    } catch (const Refused& refused) {
        return show(context, here, forms::Values::typed(context.request, refused.reasons()), status);
    } catch (const Conflict&) {
        status = 409;
    }
    return show(context, placings_here(context), forms::Values::typed(context.request, {changed_meanwhile()}), status);
}

web::Response show_asked(web::Context& context) {
    const Lang& lang = context.lang;
    const auto all =
        context.house.db->reading([&](db::Conn& conn) { return asked_of(conn, context.actor(), kMostAsked); });
    pages::ArticlesOffers page{.if_none = all.empty(), .if_rows = !all.empty(), .rows = {}};
    for (const auto& one : all)
        page.rows.push_back({.show_path = here_path(one.article),
                             .title = known_as(lang, one.article),
                             .home = one.home,
                             .site = one.placing.site_name,
                             .if_late = one.placing.due && *one.placing.due < clock::today(),
                             .due = day_words(one.placing.due),
                             .tag = placing_tag(one.placing.state),
                             .state = lang.tr(placing_title(one.placing.state)),
                             .accept_path = answer_path(one.article.id, one.placing.site, "/acceptance/new"),
                             .decline_path = answer_path(one.article.id, one.placing.site, "/refusal/new")});
    return web::page(context, lang.tr("Bài các trang khác mời đăng"), page);
}

void placing_deed_routes(web::Router& router) { forms::small_routes(router, kAnswerFrame, kAnswers); }

}  // namespace dinh::portal
