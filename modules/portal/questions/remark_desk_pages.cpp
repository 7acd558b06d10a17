// The moderators' list of a site, one remark, and its deeds.
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/pages.hpp"
#include "modules/portal/questions/remark_pages.hpp"
#include "platform/audit/audit.hpp"
#include "platform/forms/list.hpp"
#include "platform/forms/record.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr std::size_t kMostWords = 200;
constexpr forms::View kViews[] = {
    {"waiting", "Chờ duyệt"}, {"shown", "Đã đăng"}, {"hidden", "Đã ẩn"}, {"refused", "Không đăng"}};
constexpr forms::Counted kCounted{"%1 bình luận", "%1+ bình luận"};

const char* tag_of(std::string_view state) {
    if (state == "shown") return "tag--good";
    return state == "waiting" ? "tag--warn" : "tag--off";
}
std::string list_path(Id site) { return "/portal/remarks?site=" + std::to_string(site); }
std::string path_of(const Remark& one) { return "/portal/remarks/" + std::to_string(one.id); }

struct Listed {
    std::vector<Site> sites;
    Site site;
    RemarkPage page;
};

// The site asked for; without one the first that has remarks.
Listed read_list(db::Conn& conn, const Actor& actor, RemarkFilter& filter) {
    Listed found;
    found.sites = sites_of(conn, actor);
    std::erase_if(found.sites, [&](const Site& one) { return !moderates(conn, actor, one); });
    if (found.sites.empty()) throw Forbidden(who_may(Deed::answer_comment), "remarks: no site to moderate");
    found.site = found.sites.front();
    for (const auto& one : found.sites)
        if (one.comments && !found.site.comments) found.site = one;
    for (const auto& one : found.sites)
        if (one.id == filter.site) found.site = one;
    filter.site = found.site.id;
    found.page = list_remarks(conn, filter);
    return found;
}

pages::QuestionsRemarks list_model(const Lang& lang, const RemarkFilter& filter, const Listed& found) {
    const forms::ListAddress address(
        "/portal/remarks",
        {{"view", filter.view == kViews[0].id ? std::string() : filter.view}, {"site", std::to_string(filter.site)}});
    std::vector<forms::Choice> sites;
    for (const auto& one : found.sites) sites.push_back({std::to_string(one.id), one.name});
    pages::QuestionsRemarks page{
        .count_words = forms::count_words(lang, kCounted, found.page.count, found.page.count_more),
        .top = {forms::list_top(
            lang, address, kViews, filter.view,
            {forms::ListFilters(lang).choice("site", "Trang", sites, std::to_string(filter.site))})},
        .if_off = !found.site.comments,
        .if_none = found.page.lines.empty(),
        .if_rows = !found.page.lines.empty(),
        .rows = {},
        .end = {forms::list_end(lang, address, kCounted, found.page, filter.before)}};
    for (const auto& one : found.page.lines)
        page.rows.push_back({.sent = clock::show(one.at),
                             .name = one.name,
                             .show_path = path_of(one),
                             .words = text::cut(one.body, kMostWords),
                             .article = one.article_title,
                             .tag = tag_of(one.state),
                             .state = lang.tr(remark_state_name(one.state))});
    return page;
}

RemarkFilter asked(const web::Request& request) {
    RemarkFilter filter;
    for (const auto& view : kViews)
        if (request.get("view") == view.id) filter.view = view.id;
    filter.site = ids::parse(request.get("site")).value_or(0);
    filter.before = ids::parse(request.get("before")).value_or(0);
    return filter;
}

web::Response list(web::Context& context) {
    RemarkFilter filter = asked(context.request);
    const Listed found =
        context.house.db->reading([&](db::Conn& conn) { return read_list(conn, context.actor(), filter); });
    return web::page(context, context.lang.tr("Bình luận của bạn đọc"), list_model(context.lang, filter, found));
}

// Who may not is refused before the first line is sent.
sheet::List table_of(web::Context& context) {
    RemarkFilter filter = asked(context.request);
    context.house.db->read([&](db::Conn& conn) { read_list(conn, context.actor(), filter); });
    return forms::list_table(
        context.lang, "binh-luan", "Bình luận của bạn đọc",
        {{"Lúc gửi"}, {"Người viết"}, {"Bình luận"}, {"Trả lời của cơ quan"}, {"Bài"}, {"Trạng thái"}, {"Lý do"}},
        forms::rows_by_pages(
            context.house, filter, [](db::Conn& conn, const RemarkFilter& page) { return list_remarks(conn, page); },
            [lang = context.lang](const Remark& one) -> std::vector<sheet::Cell> {
                return {clock::show(one.at), one.name,          one.body,
                        one.reply,           one.article_title, lang.tr(remark_state_name(one.state)),
                        one.reason};
            }));
}

struct Facts {
    Remark one;
    Site site;
    std::string email;
    std::vector<deed::HistoryLine> history;
    bool may = false;
};
Facts find_here(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Facts facts;
        facts.one = visible_remark(conn, context.actor(), context.request.id());
        facts.site = find_site(conn, facts.one.site).value_or(Site{});
        facts.email = remark_email(conn, facts.one.id);
        facts.history = deed::history_of(conn, kRemark, facts.one.id, 50);
        facts.may = can(context.actor(), Deed::answer_comment, subject_of(conn, facts.site)) != nullptr;
        return facts;
    });
}

void add_deeds(pages::QuestionsRemarkShow& page, const Lang& lang, const Facts& facts) {
    if (!facts.may) return;
    const auto add = [&](bool now, const char* part, const char* words) {
        if (now) forms::add_action(page, lang, path_of(facts.one) + part, words);
    };
    const std::string& state = facts.one.state;
    add(state != "shown", "/approval/new", state == "waiting" ? "Duyệt, đăng" : "Đăng lại");
    add(state == "waiting", "/refusal/new", "Không đăng");
    add(state == "shown", "/reply/new", facts.one.reply.empty() ? "Trả lời" : "Sửa trả lời");
    add(state == "shown", "/hiding/new", "Ẩn khỏi trang");
}

pages::QuestionsRemarkShow show_model(const Lang& lang, const Facts& facts) {
    const Remark& one = facts.one;
    pages::QuestionsRemarkShow page{.list_path = list_path(one.site),
                                    .tag = tag_of(one.state),
                                    .state = lang.tr(remark_state_name(one.state)),
                                    .notes = {},
                                    .actions = {},
                                    .if_menu = false,
                                    .menu = {},
                                    .name = one.name,
                                    .body_lines = {},
                                    .if_reply = !one.reply.empty(),
                                    .reply_lines = {},
                                    .facts = {},
                                    .if_public = !one.slug.empty(),
                                    .public_path = base_path(facts.site.slug) + "/bai/" + text::url_encode(one.slug),
                                    .if_judged = !facts.history.empty(),
                                    .lines = {}};
    for (auto& words : paragraphs_of(one.body)) page.body_lines.push_back({.body_line = std::move(words)});
    for (auto& words : paragraphs_of(one.reply)) page.reply_lines.push_back({.reply_line = std::move(words)});
    if (!one.reason.empty()) forms::add_note(page, lang, "warn", text::fill(lang.tr("Lý do: %1"), {one.reason}));
    forms::add_fact(page, lang, "Bài", one.article_title);
    forms::add_fact(page, lang, "Trang", facts.site.name);
    forms::add_fact(page, lang, "Lúc gửi", clock::show(one.at));
    forms::add_fact(page, lang, "Thư điện tử", facts.email);
    add_deeds(page, lang, facts);
    forms::add_history(page, lang, facts.history, [](std::string_view) { return std::string(); });
    return page;
}

web::Response show(web::Context& context) {
    const Facts facts = find_here(context);
    audit::note_view(context.actor(), kRemark, facts.one.id, context.request.remote_address);
    return web::page(context, context.lang.tr("Bình luận"), show_model(context.lang, facts));
}

forms::SmallAbout about(const Lang& lang, const Facts& facts) {
    return {.list_path = list_path(facts.one.site),
            .list_title = "Bình luận của bạn đọc",
            .path = path_of(facts.one),
            .known = lang.tr("Bình luận"),
            .subject = facts.one.article_title,
            .version = facts.one.version,
            .quote = facts.one.name + ": " + facts.one.body};
}
void must_here(web::Context& context, const Facts& facts, Deed deed) {
    context.house.db->read([&](db::Conn& conn) { must(context.actor(), deed, subject_of(conn, facts.site)); });
}
Reason changed(web::Context&, const Facts&) {
    return {"", "Có người vừa xử lý bình luận này sau khi bạn mở. Xem lại rồi gửi lần nữa."};
}

using Boxes = std::vector<layout::Field>;
using Call = forms::SmallCall<Facts>;
Boxes reply_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.area("reply", "Trả lời của cơ quan", {.hint = "Hiện dưới bình luận", .optional = true})};
}
Boxes reason(const forms::Boxes& boxes, const Facts&) { return forms::reason_box(boxes); }
void begin_reply(forms::Values& values, const Facts& facts) { values.values["reply"] = facts.one.reply; }
RemarkApproval typed(const Call& call) { return {std::string(call.typed("reply")), call.form.ticked("checked")}; }
// Whoever moderates goes on with what waits.
template <auto Work>
void checked(Call& call) {
    Work(call.tx, call.actor(), call.record(), call.version(), typed(call));
    call.next = list_path(call.facts.one.site);
}
template <auto Work>
void with_reason(Call& call) {
    Work(call.tx, call.actor(), call.record(), call.version(), call.typed("reason"));
    call.next = list_path(call.facts.one.site);
}
using Small = forms::SmallDeed<Facts, Deed>;
web::Response checked_page(web::Context& context, const forms::SmallShown& shown, const Facts&, const Small&,
                           int status) {
    return web::page(context, context.lang.tr(shown.words.heading), forms::small_page<pages::QuestionsReply>(shown),
                     status);
}

const Small kChecked[] = {
    {{"approval/new", "Duyệt bình luận", "Bình luận hiện trên trang cùng tên người viết.", "Duyệt, đăng",
      "Đã đăng bình luận."},
     Deed::answer_comment,
     reply_boxes,
     checked<approve_remark>,
     begin_reply},
    {{"reply/new", "Trả lời bình luận", "Để trống là bỏ câu trả lời.", "Lưu", "Đã lưu câu trả lời."},
     Deed::answer_comment,
     reply_boxes,
     checked<reply_to_remark>,
     begin_reply}};
const Small kReasoned[] = {
    {{"refusal/new", "Không đăng bình luận", "", "Không đăng", "Đã ghi: không đăng.", {.bad = true}},
     Deed::answer_comment,
     reason,
     with_reason<refuse_remark>},
    {{"hiding/new", "Ẩn bình luận", "Bình luận không còn trên trang.", "Ẩn", "Đã ẩn bình luận.", {.bad = true}},
     Deed::answer_comment,
     reason,
     with_reason<hide_remark>}};
const forms::SmallFrame<Facts, Deed> kCheckedFrame{.base = "/portal/remarks/:id",
                                                   .find = find_here,
                                                   .about = about,
                                                   .must = must_here,
                                                   .changed = changed,
                                                   .page = checked_page};
const forms::SmallFrame<Facts, Deed> kReasonedFrame{
    .base = "/portal/remarks/:id", .find = find_here, .about = about, .must = must_here, .changed = changed};

}  // namespace

void remark_desk_routes(web::Router& router) {
    router.get("/portal/remarks", list).budget(30);
    router.get("/portal/remarks.csv", [](web::Context& context) { return sheet::as_csv(table_of(context)); });
    router.get("/portal/remarks.xlsx", [](web::Context& context) { return sheet::as_xlsx(table_of(context)); });
    router.get("/portal/remarks/:id", show).budget(20);
    forms::small_routes(router, kCheckedFrame, kChecked);
    forms::small_routes(router, kReasonedFrame, kReasoned);
}

}  // namespace dinh::portal::question_pages
