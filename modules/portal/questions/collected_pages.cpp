// Consultations for those who edit the site: laid open, collected, taken away as a table, answered.
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/consultation.hpp"
#include "modules/portal/questions/pages.hpp"
#include "platform/audit/audit.hpp"
#include "platform/forms/list.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kPageOf = 100;

std::string link_of(Id consultation) { return "/portal/consultations/" + std::to_string(consultation); }

// The sites whose consultations the person works on.
std::vector<Site> edited_sites(db::Conn& conn, const Actor& actor, Deed deed) {
    std::vector<Site> list;
    for (auto& site : sites_of(conn, actor))
        if (can(actor, deed, subject_of(conn, site))) list.push_back(std::move(site));
    return list;
}

web::Response list(web::Context& context) {
    pages::QuestionsConsultations page{.if_none = false, .if_rows = false, .rows = {}};
    context.house.db->read([&](db::Conn& conn) {
        page.rows.clear();
        for (const auto& site : edited_sites(conn, context.actor(), Deed::answer_comment))
            for (const auto& one : consultations_of(conn, site.id))
                page.rows.push_back({.show_path = link_of(one.id),
                                     .title = one.title,
                                     .site = site.name,
                                     .until = clock::show(one.until),
                                     .count = context.lang.number(one.comments)});
    });
    page.if_none = page.rows.empty();
    page.if_rows = !page.rows.empty();
    return web::page(context, context.lang.tr("Lấy ý kiến dự thảo"), page);
}

std::vector<forms::Choice> drafts(db::Conn& conn, const Actor& actor) {
    std::vector<forms::Choice> list{{"", "Chọn…"}};
    for (const auto& site : edited_sites(conn, actor, Deed::open_consultation))
        for (const char* kind : {"file", "page"}) {
            ShownFilter filter;
            filter.site = site.id;
            filter.kind = kind;
            filter.most = 100;
            for (const auto& one : shown_articles(conn, filter))
                if (one.own) list.push_back({std::to_string(one.article), one.title});
        }
    return list;
}

web::Response show_form(web::Context& context, const forms::Values& values) {
    const forms::Boxes boxes(context.lang, values);
    const auto choices = context.house.db->reading([&](db::Conn& conn) { return drafts(conn, context.actor()); });
    pages::QuestionsLayOpen page{
        .if_errors = false,
        .errors = {},
        .csrf = context.csrf_token(),
        .deed_key = deed::new_key(),
        .fields = {boxes.select("article", "Dự thảo đã đăng", choices), boxes.day("until", "Nhận góp ý đến hết ngày")}};
    forms::add_errors(page, context.lang, values.faults);
    return web::page(context, context.lang.tr("Lấy ý kiến dự thảo"), page, values.faults.empty() ? 200 : 422);
}

web::Response lay_open_form(web::Context& context) { return show_form(context, {}); }

web::Response lay_open(web::Context& context) {
    web::Form form(context.request);
    try {
        const auto until = form.day("until", "Nhận góp ý đến hết ngày", true);
        const Id article = form.id("article", "Dự thảo đã đăng", true);
        if (form.faulty()) throw Refused(form.all());
        const Id id = deed::once(*context.house.db, context.actor(), form.key(),
                                 [&](db::Tx& tx) { return open_consultation(tx, context.actor(), article, *until); });
        return web::see_other(link_of(id));
    } catch (const Refused& refused) {
        return show_form(context, forms::Values::typed(context.request, refused.reasons()));
    }
}

struct Collected {
    Consultation one;
    std::vector<ConsultationPart> parts;
    std::vector<Comment> comments;
    std::vector<Commenter> senders;
};
Collected read(db::Conn& conn, const Actor& actor, Id id, Id after) {
    Collected found;
    found.one = visible_consultation(conn, actor, id);
    found.parts = parts_of(conn, id);
    found.comments = comments_of(conn, id, after, kPageOf);
    for (const auto& comment : found.comments) found.senders.push_back(commenter_of(conn, comment.id));
    return found;
}

std::string sender_words(const Commenter& one) {
    return one.contact.empty() ? one.name : one.name + ", " + one.contact;
}

pages::QuestionsCollected model_of(const Lang& lang, const Collected& found) {
    const std::string link = link_of(found.one.id);
    const bool more = found.comments.size() == kPageOf;
    pages::QuestionsCollected page{
        .title = found.one.title,
        .until_words = text::fill(lang.tr("Nhận góp ý đến hết ngày %1"), {clock::show(found.one.until)}),
        .until_path = link + "/until",
        .xlsx_path = link + "/comments.xlsx",
        .csv_path = link + "/comments.csv",
        .if_none = found.comments.empty(),
        .comments = {},
        .if_older = more,
        .older_path = more ? link + "?after=" + std::to_string(found.comments.back().id) : link};
    for (std::size_t i = 0; i < found.comments.size(); ++i) {
        const Comment& one = found.comments[i];
        page.comments.push_back({.part = found.parts.at(static_cast<std::size_t>(one.part)).title,
                                 .sender = sender_words(found.senders[i]),
                                 .at = clock::show(one.at),
                                 .body = one.body,
                                 .if_reply = !one.reply.empty(),
                                 .reply = one.reply,
                                 .reply_path = "/portal/comments/" + std::to_string(one.id) + "/reply",
                                 .reply_words = lang.tr(one.reply.empty() ? "Tiếp thu, giải trình" : "Sửa")});
    }
    return page;
}

web::Response show(web::Context& context) {
    const Id after = ids::parse(context.request.get("after")).value_or(0);
    const Collected found = context.house.db->reading(
        [&](db::Conn& conn) { return read(conn, context.actor(), context.request.id(), after); });
    audit::note_view(context.actor(), kConsultation, found.one.id, context.request.remote_address);
    return web::page(context, context.lang.tr("Lấy ý kiến dự thảo"), model_of(context.lang, found));
}

sheet::List table_of(web::Context& context) {
    const Id id = context.request.id();
    context.house.db->read([&](db::Conn& conn) { visible_consultation(conn, context.actor(), id); });
    audit::note_view(context.actor(), kConsultation, id, context.request.remote_address);
    return forms::list_table(context.lang, "gop-y", "Góp ý dự thảo",
                             {{"Điều, mục"}, {"Người góp ý"}, {"Ngày"}, {"Nội dung góp ý"}, {"Tiếp thu, giải trình"}},
                             [&house = context.house, actor = context.actor(), id,
                              after = Id{0}](std::vector<std::vector<sheet::Cell>>& rows) mutable {
                                 const Collected found =
                                     house.db->reading([&](db::Conn& conn) { return read(conn, actor, id, after); });
                                 for (std::size_t i = 0; i < found.comments.size(); ++i) {
                                     const Comment& one = found.comments[i];
                                     rows.push_back({found.parts.at(static_cast<std::size_t>(one.part)).title,
                                                     sender_words(found.senders[i]), clock::show(clock::day_of(one.at)),
                                                     one.body, one.reply});
                                     after = one.id;
                                 }
                                 return found.comments.size() == kPageOf;
                             });
}

// The day, and a reply: a small form each.
struct UntilFacts {
    Consultation one;
};
UntilFacts find_until(web::Context& context) {
    return {context.house.db->reading(
        [&](db::Conn& conn) { return visible_consultation(conn, context.actor(), context.request.id()); })};
}
forms::SmallAbout about_until(const Lang& lang, const UntilFacts& facts) {
    return {.list_path = "/portal/consultations",
            .list_title = "Lấy ý kiến dự thảo",
            .path = link_of(facts.one.id),
            .known = lang.tr("Dự thảo"),
            .subject = facts.one.title,
            .version = facts.one.version};
}
std::vector<layout::Field> until_boxes(const forms::Boxes& boxes, const UntilFacts&) {
    return {boxes.day("until", "Nhận góp ý đến hết ngày")};
}
void begin_until(forms::Values& values, const UntilFacts& facts) {
    values.values["until"] = clock::show(facts.one.until);
}
void run_until(forms::SmallCall<UntilFacts>& call) {
    const auto until = call.form.day("until", "Nhận góp ý đến hết ngày", true);
    call.stop_at_faults();
    change_consultation(call.tx, call.actor(), call.record(), call.version(), *until);
}
const forms::SmallDeed<UntilFacts, Deed> kUntil[] = {
    {{"until", "Đổi hạn góp ý", "", "Đổi", "Đã đổi hạn góp ý."}, {}, until_boxes, run_until, begin_until}};
const forms::SmallFrame<UntilFacts, Deed> kUntilFrame{
    .base = "/portal/consultations/:id", .find = find_until, .about = about_until};

struct ReplyFacts {
    Consultation one;
    Comment comment;
};
ReplyFacts find_reply(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        const auto comment = find_comment(conn, context.request.id());
        if (!comment) throw NotFound("no such comment");
        return ReplyFacts{visible_consultation(conn, context.actor(), comment->consultation), *comment};
    });
}
forms::SmallAbout about_reply(const Lang& lang, const ReplyFacts& facts) {
    return {.list_path = "/portal/consultations",
            .list_title = "Lấy ý kiến dự thảo",
            .path = link_of(facts.one.id),
            .known = lang.tr("Dự thảo"),
            .subject = facts.one.title,
            .version = facts.comment.version,
            .quote = facts.comment.body};
}
std::vector<layout::Field> reply_boxes(const forms::Boxes& boxes, const ReplyFacts&) {
    return {boxes.area("public_body", "Góp ý khi công khai",
                       {.hint = "Để trống: chỉ công khai ý kiến giải trình", .optional = true}),
            boxes.area("reply", "Ý kiến tiếp thu, giải trình")};
}
void begin_reply(forms::Values& values, const ReplyFacts& facts) {
    values.values["public_body"] = facts.comment.reply.empty() ? facts.comment.body : facts.comment.public_body;
    values.values["reply"] = facts.comment.reply;
}
void run_reply(forms::SmallCall<ReplyFacts>& call) {
    reply_to_comment(
        call.tx, call.actor(), call.record(), call.version(),
        {std::string(call.typed("public_body")), std::string(call.typed("reply")), call.form.ticked("checked")});
}
web::Response reply_page(web::Context& context, const forms::SmallShown& shown, const ReplyFacts&,
                         const forms::SmallDeed<ReplyFacts, Deed>&, int status) {
    return web::page(context, context.lang.tr(shown.words.heading), forms::small_page<pages::QuestionsReply>(shown),
                     status);
}
const forms::SmallDeed<ReplyFacts, Deed> kReply[] = {
    {{"reply", "Tiếp thu, giải trình", "Ý kiến này công khai trên trang, không nêu người góp ý.", "Lưu",
      "Đã ghi ý kiến tiếp thu, giải trình."},
     {},
     reply_boxes,
     run_reply,
     begin_reply}};
const forms::SmallFrame<ReplyFacts, Deed> kReplyFrame{
    .base = "/portal/comments/:id", .find = find_reply, .about = about_reply, .page = reply_page};

}  // namespace

void collected_routes(web::Router& router) {
    router.get("/portal/consultations", list);
    router.get("/portal/consultations/new", lay_open_form);
    router.post("/portal/consultations/new", lay_open);
    router.get("/portal/consultations/:id", show);
    router.get("/portal/consultations/:id/comments.csv",
               [](web::Context& context) { return sheet::as_csv(table_of(context)); });
    router.get("/portal/consultations/:id/comments.xlsx",
               [](web::Context& context) { return sheet::as_xlsx(table_of(context)); });
    forms::small_routes(router, kUntilFrame, kUntil);
    forms::small_routes(router, kReplyFrame, kReply);
}

}  // namespace dinh::portal::question_pages
