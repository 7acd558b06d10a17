// Remarks and ratings of an article, as readers meet them: the list is kept, the forms stand on a page of their own.
#include "modules/portal/questions/remark_pages.hpp"

#include "modules/portal/pages.hpp"
#include "modules/portal/questions/pages.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/settings/settings.hpp"
#include "platform/text/text.hpp"
#include "platform/web/refusal.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kOnPage = 40;
constexpr int kMostRatings = 60;  // an hour from one network, of all articles

struct Here {
    ShownArticle shown;
    std::string base;
    const Article& article() const { return shown.article; }
    std::string slug;
    std::string below() const { return article_path("", slug); }
    std::string path() const { return base + below(); }
};

Here here(web::Context& context, const Site& site) {
    const std::string slug(context.request.place("slug"));
    auto shown = context.house.db->reading([&](db::Conn& conn) { return shown_article(conn, site.id, slug); });
    if (!shown || !(site.comments || site.ratings)) throw NotFound("no remarks on this article");
    return {*std::move(shown), base_of(context.request, site), slug};
}

PublicWords words_for(const Here& here, const Lang& lang, const char* title, const std::string& below) {
    PublicWords words{.title = lang.tr(title),
                      .path = here.below() + below,
                      .record = here.article().id,
                      .crumbs = {{here.article().title, here.path()}}};
    return words;
}

web::Response remarks_page(web::Context& context, const Site& site) {
    const Here found = here(context, site);
    const int number = reading::asked_page(context.request);
    auto list = context.house.db->reading([&](db::Conn& conn) {
        return shown_remarks(conn, site.id, found.article().id, (number - 1) * kOnPage, kOnPage + 1);
    });
    if (!site.comments || list.empty()) throw NotFound("no remarks on this page");
    const bool more = list.size() > kOnPage;
    if (more) list.pop_back();
    const std::string all = remarks_path(found.path());
    pages::QuestionsRemarksPublic page{.article_path = found.path(),
                                       .article_title = found.article().title,
                                       .if_new = site.open(),
                                       .new_path = all + "/moi",
                                       .remarks = {},
                                       .if_newer = number > 1,
                                       .newer_path = number > 2 ? all + "/" + std::to_string(number - 1) : all,
                                       .if_older = more,
                                       .older_path = all + "/" + std::to_string(number + 1)};
    for (const auto& one : list) page.remarks.push_back(remark_line(one));
    return public_page(context, site, words_for(found, Lang(), "Bình luận của bạn đọc", "/binh-luan"), page, true);
}

std::string star_words(const Lang& lang, int stars) {
    if (stars == 1) return lang.tr("1 – không có ích");
    return stars == 5 ? lang.tr("5 – rất có ích") : std::to_string(stars);
}

struct Tokens {
    std::string rate, remark;
};

pages::QuestionsRemarkNew form_model(const Tokens& csrf, const Site& site, const Here& found,
                                     const forms::Values& values, const std::string& thanks) {
    const Lang lang;
    const forms::Boxes boxes(lang, values);
    const bool both = site.comments && site.ratings;
    pages::QuestionsRemarkNew page{
        .heading = lang.tr(both            ? "Bình luận, đánh giá"
                           : site.comments ? "Viết bình luận"
                                           : "Đánh giá bài viết"),
        .article_path = found.path(),
        .article_title = found.article().title,
        .if_thanks = !thanks.empty(),
        .thanks = thanks,
        .if_errors = false,
        .errors = {},
        .if_rates = site.ratings,
        .rate_path = found.path() + "/danh-gia",
        .rate_csrf = csrf.rate,
        .rate_key = deed::new_key(),
        .stars = {},
        .if_remarks = site.comments,
        .action_path = remarks_path(found.path()) + "/moi",
        .csrf = csrf.remark,
        .deed_key = deed::new_key(),
        .fields = {
            boxes.line("name", "Tên", {.hint = "Hiện cùng bình luận", .most = 80}),
            boxes.line("email", "Thư điện tử",
                       {.hint = "Chỉ Ban Biên tập đọc, để hỏi lại bạn khi cần", .optional = true, .most = 254}),
            boxes.area("body", "Bình luận", {.hint = "Không ghi số điện thoại, số căn cước; nhiều nhất 1.500 ký tự"})}};
    for (int stars = 5; stars >= 1; --stars)
        page.stars.push_back({.star = std::to_string(stars), .star_words = star_words(lang, stars)});
    forms::add_errors(page, lang, values.faults);
    return page;
}

web::Response show_form(web::Context& context, const Site& site, const Here& found, const forms::Values& values,
                        const std::string& thanks = {}) {
    PublicWords words = words_for(found, Lang(), "Bình luận, đánh giá", "/binh-luan/moi");
    words.hidden = true;
    const Tokens csrf{context.csrf_token(), context.csrf_token()};
    return public_page(context, site, std::move(words), form_model(csrf, site, found, values, thanks), false,
                       values.faults.empty() ? 200 : 422);
}

Here open_here(web::Context& context, const Site& site) {
    if (!site.open()) throw NotFound("an archive takes no remarks");
    return here(context, site);
}

web::Response remark_form(web::Context& context, const Site& site) {
    return show_form(context, site, open_here(context, site), {});
}

// Both forms: the machine, the flood, the deed, and what is said then.
template <class Deed>
web::Response taken(web::Context& context, const Site& site, const char* thanks, Deed&& deed) {
    const Here found = open_here(context, site);
    web::Form form(context.request);
    check_machine(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        dinh::deed::once(*context.house.db, Actor{}, form.key(),
                         [&](db::Tx& tx) -> Id { return deed(tx, found.article().id, form); });
        return show_form(context, site, found, {}, Lang().tr(thanks));
    } catch (const Refused& refused) {
        return web::refused_page(
            show_form(context, site, found, forms::Values::typed(context.request, refused.reasons())), refused);
    }
}

web::Response send(web::Context& context, const Site& site) {
    return taken(context, site, "Đã nhận bình luận của bạn. Bình luận hiện trên trang sau khi Ban Biên tập duyệt.",
                 [&](db::Tx& tx, Id article, const web::Form& form) {
                     const auto most = [&](const char* setting) {
                         return static_cast<int>(settings::integer(tx, setting, clock::today()));
                     };
                     count_flood(
                         tx, {"remark", site.id, most("portal.remarks_from_address"), most("portal.remarks_to_site")},
                         context.request.remote_address);
                     return send_remark(tx, {site.id, article, std::string(form.typed("name")),
                                             std::string(form.typed("email")), std::string(form.typed("body"))});
                 });
}

web::Response rate(web::Context& context, const Site& site) {
    return taken(context, site, "Đã ghi đánh giá của bạn. Cảm ơn bạn.",
                 [&](db::Tx& tx, Id article, const web::Form& form) {
                     count_flood(tx, {"rate", site.id, kMostRatings, 0}, context.request.remote_address);
                     const auto stars = ids::parse(form.typed("stars")).value_or(0);
                     rate_article(tx, site.id, article, static_cast<int>(std::min<Id>(stars, 6)),
                                  context.request.remote_address);
                     return article;
                 });
}

}  // namespace

std::string remarks_path(const std::string& article_path) { return article_path + "/binh-luan"; }

pages::QuestionsRemark remark_line(const Remark& one) {
    pages::QuestionsRemark line{.remark_name = one.name,
                                .remark_iso = clock::to_text(one.at),
                                .remark_day = clock::show(clock::day_of(one.at)),
                                .remark_lines = {},
                                .if_reply = !one.reply.empty(),
                                .reply_lines = {}};
    for (auto& words : paragraphs_of(one.body)) line.remark_lines.push_back({.remark_line = std::move(words)});
    for (auto& words : paragraphs_of(one.reply)) line.reply_lines.push_back({.reply_line = std::move(words)});
    return line;
}

void remark_routes(web::Router& router) {
    const std::string path = "/trang/:site/bai/:slug/binh-luan";
    const char* by_hand = "Biểu mẫu này để người dân điền, không dành cho chương trình.";
    router.get(path, reading::on_site(remarks_page)).kept().budget(12);
    router.get(path + "/moi", reading::on_site(remark_form)).open();
    router.post(path + "/moi", reading::on_site(send)).open().only_by_hand(by_hand);
    router.get(path + "/:page", reading::on_site(remarks_page)).kept().budget(12);
    router.get("/trang/:site/bai/:slug/danh-gia", reading::on_site(remark_form)).open();
    router.post("/trang/:site/bai/:slug/danh-gia", reading::on_site(rate)).open().only_by_hand(by_hand);
}

}  // namespace dinh::portal::question_pages
