// What everybody sees of a consultation, and the form to comment.
#include <map>

#include "modules/portal/pages.hpp"
#include "modules/portal/questions/consultation.hpp"
#include "modules/portal/questions/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/settings/settings.hpp"
#include "platform/text/text.hpp"
#include "platform/web/refusal.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMostShown = 2000;

std::string drafts_path(const std::string& base) { return base + "/gop-y"; }
std::string draft_path(const std::string& base, Id id) { return drafts_path(base) + "/" + std::to_string(id); }

std::string until_words(const Lang& lang, const Consultation& one) {
    return text::fill(lang.tr("Nhận góp ý đến hết ngày %1"), {clock::show(one.until)});
}

struct Opened {
    const Site& site;
    Consultation one;
    std::vector<ConsultationPart> parts;
};
// Only at the site it belongs to.
Opened opened(db::Conn& conn, const web::Request& request, const Site& site) {
    const auto one = find_consultation(conn, request.id());
    if (!one || one->site != site.id) throw NotFound("no such consultation at this site");
    return {site, *one, parts_of(conn, one->id)};
}
Opened opened(web::Context& context, const Site& site) {
    return context.house.db->reading([&](db::Conn& conn) { return opened(conn, context.request, site); });
}

web::Response list(web::Context& context, const Site& site) {
    const Lang lang;
    const auto found = context.house.db->reading([&](db::Conn& conn) { return consultations_of(conn, site.id); });
    const std::string base = base_of(context.request, site);
    pages::QuestionsDrafts page{.if_none = found.empty(), .if_lines = !found.empty(), .lines = {}};
    for (const auto& one : found)
        page.lines.push_back(
            {.show_path = draft_path(base, one.id), .title = one.title, .note = until_words(lang, one)});
    return public_page(context, site,
                       {.title = lang.tr("Lấy ý kiến dự thảo"), .path = "/gop-y", .here = drafts_path(base)}, page,
                       true);
}

pages::QuestionsConsultation model_of(const Lang& lang, const Opened& found, const std::vector<Comment>& comments,
                                      const std::string& base) {
    const Consultation& one = found.one;
    pages::QuestionsConsultation page{.title = one.title,
                                      .until_words = until_words(lang, one),
                                      .draft_path = article_path(base, one.slug),
                                      .if_open = found.site.open(),
                                      .comment_path = draft_path(base, one.id) + "/moi",
                                      .parts = {}};
    for (const auto& part : found.parts) {
        page.parts.push_back({.position = std::to_string(part.position), .part = part.title, .comments = {}});
        for (const auto& comment : comments) {
            if (comment.part != part.position || comment.reply.empty()) continue;
            page.parts.back().comments.push_back({.body = {}, .reply = {}});
            auto& shown = page.parts.back().comments.back();
            for (auto& line : paragraphs_of(comment.public_body))
                shown.body.push_back({.body_paragraph = std::move(line)});
            for (auto& line : paragraphs_of(comment.reply)) shown.reply.push_back({.reply_paragraph = std::move(line)});
        }
    }
    return page;
}

web::Response show(web::Context& context, const Site& site) {
    const Lang lang;
    std::vector<Comment> comments;
    const Opened found = context.house.db->reading([&](db::Conn& conn) {
        Opened here = opened(conn, context.request, site);
        comments = comments_of(conn, here.one.id, 0, kMostShown);
        return here;
    });
    const std::string base = base_of(context.request, found.site);
    PublicWords words{.title = found.one.title,
                      .path = "/gop-y/" + std::to_string(found.one.id),
                      .crumbs = {{lang.tr("Lấy ý kiến dự thảo"), drafts_path(base)}},
                      .here = drafts_path(base)};
    words.record = found.one.id;
    words.shows = {found.one.article};
    return public_page(context, found.site, std::move(words), model_of(lang, found, comments, base), true);
}

pages::QuestionsComment form_model(const std::string& csrf, const std::string& base, const Opened& found,
                                   const forms::Values& values, bool thanks) {
    const Lang lang;
    const bool ended = clock::today() > found.one.until;
    const forms::Boxes boxes(lang, values);
    std::vector<forms::Choice> parts;
    for (const auto& part : found.parts) parts.push_back({std::to_string(part.position), part.title});
    pages::QuestionsComment page{
        .title = found.one.title,
        .if_thanks = thanks,
        .if_ended = ended,
        .until_words = until_words(lang, found.one),
        .if_errors = false,
        .errors = {},
        .if_form = !ended,
        .action_path = draft_path(base, found.one.id) + "/moi",
        .csrf = csrf,
        .deed_key = deed::new_key(),
        .fields = {boxes.select("part", "Góp ý cho", parts), boxes.area("body", "Nội dung góp ý"),
                   boxes.line("name", "Họ tên hoặc tên cơ quan, tổ chức", {.hint = "Không hiện trên trang"}),
                   boxes.line("contact", "Số điện thoại hoặc thư điện tử", {.optional = true, .most = 254})},
        .back_path = draft_path(base, found.one.id)};
    forms::add_errors(page, lang, values.faults);
    return page;
}

web::Response show_form(web::Context& context, const Opened& found, const forms::Values& values, bool thanks) {
    const Lang lang;
    const std::string base = base_of(context.request, found.site);
    return public_page(context, found.site,
                       {.title = lang.tr("Góp ý dự thảo"),
                        .path = "/gop-y/" + std::to_string(found.one.id) + "/moi",
                        .crumbs = {{found.one.title, draft_path(base, found.one.id)}},
                        .here = drafts_path(base),
                        .hidden = true},
                       form_model(context.csrf_token(), base, found, values, thanks), false,
                       values.faults.empty() ? 200 : 422);
}

Opened open_here(web::Context& context, const Site& site) {
    if (!site.open()) throw NotFound("an archive takes no comments");
    return opened(context, site);
}

web::Response comment_form(web::Context& context, const Site& site) {
    return show_form(context, open_here(context, site), {}, false);
}

web::Response comment(web::Context& context, const Site& site) {
    const Opened found = open_here(context, site);
    web::Form form(context.request);
    check_machine(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        const CommentInput input{found.one.id,
                                 static_cast<int>(ids::parse(form.typed("part")).value_or(9999) % 10'000),
                                 std::string(form.typed("body")),
                                 {std::string(form.typed("name")), std::string(form.typed("contact"))}};
        deed::once(*context.house.db, Actor{}, form.key(), [&](db::Tx& tx) {
            const auto most = settings::integer(tx, "portal.questions_from_address", clock::today());
            count_flood(tx, {"comment", found.site.id, static_cast<int>(most) * 4, 0}, context.request.remote_address);
            return add_comment(tx, input);
        });
        return show_form(context, found, {}, true);
    } catch (const Refused& refused) {
        return web::refused_page(
            show_form(context, found, forms::Values::typed(context.request, refused.reasons()), false), refused);
    }
}

}  // namespace

void consultation_routes(web::Router& router) {
    router.get("/trang/:site/gop-y", reading::on_site(list)).kept();
    router.get("/trang/:site/gop-y/:id", reading::on_site(show)).kept();
    router.get("/trang/:site/gop-y/:id/moi", reading::on_site(comment_form)).open();
    router.post("/trang/:site/gop-y/:id/moi", reading::on_site(comment))
        .open()
        .only_by_hand("Biểu mẫu này để người dân điền, không dành cho chương trình.");
    show_part({.path = "/gop-y", .title = "Lấy ý kiến dự thảo", .order = 55, .in_menu = false});
}

}  // namespace dinh::portal::question_pages
