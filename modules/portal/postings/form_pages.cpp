// Proposing, changing and correcting a posting: the three uses of one form.
#include "modules/portal/library/record_form.hpp"
#include "modules/portal/postings/posting_pages.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::portal::postings {

namespace {

constexpr std::int64_t kMostForm = 4 << 20;   // with a whole text in it
constexpr web::Rule kAnyLength{.max = 5000};  // the rules of the deed say what is too long

struct Use {
    const char *heading, *button, *done;
    bool corrects = false;
};
constexpr Use kNew{"Đề nghị niêm yết", "Đề nghị", "Đã đề nghị niêm yết."};
constexpr Use kChange{"Sửa đề nghị niêm yết", "Lưu, đề nghị lại", "Đã lưu."};
constexpr Use kCorrect{"Đính chính niêm yết", "Đính chính", "Đã đính chính.", true};

std::string clean_text(std::string_view typed) {
    if (typed.find('<') == std::string_view::npos) return typed.empty() ? std::string() : markup::from_text(typed);
    return markup::clean(typed).html;
}

PostingInput read_input(web::Form& form, Id site) {
    PostingInput input;
    input.site = site;
    input.kind = form.line("kind", "Loại niêm yết", kAnyLength);
    input.subject = form.line("subject", "Nội dung niêm yết", kAnyLength);
    input.places = form.text("places", "Nơi niêm yết khác", kAnyLength);
    input.from = form.day("from", "Từ ngày");
    input.until = form.day("until", "Đến hết ngày");
    input.body = read_text(form, clean_text);
    return input;
}

forms::Values values_of(const Posting& one) {
    forms::Values shown;
    shown.values = {{"kind", one.kind}, {"subject", one.subject},        {"places", one.places},
                    {"text", one.body}, {"from", clock::show(one.from)}, {"until", day_words(one.until)}};
    return shown;
}

std::vector<forms::Choice> kinds() {
    std::vector<forms::Choice> list{{"", "Chọn…"}};
    for (const auto* one : rules::table("portal_postings").in_force("kind", clock::today()))
        list.push_back({one->text("id"), one->text("name")});
    return list;
}

RecordForm form_of(const dinh::pages::Lang& lang, const Use& use, const forms::Values& values, Id site,
                   const Posting* one) {
    const forms::Boxes boxes(lang, values);
    RecordForm form{.heading = use.heading,
                    .button = use.button,
                    .action = "/portal/postings/new?site=" + std::to_string(site),
                    .list_path = list_of(site),
                    .list_title = "Niêm yết công khai",
                    .back = one ? path_of(one->id) : list_of(site),
                    .known = one ? one->subject : std::string(),
                    .text_hint = "Trước khi duyệt, nội dung và tệp được soát dữ liệu cá nhân.",
                    .note = "",
                    .version = one ? one->version : 0,
                    .fields = {boxes.line("subject", "Nội dung niêm yết", {.most = 500})},
                    .more = {}};
    if (!use.corrects) {
        form.fields.push_back(boxes.select("kind", "Loại niêm yết", kinds(), {.width = "w-3"}));
        form.fields.push_back(boxes.day("from", "Từ ngày", {.width = "w-2"}));
    }
    form.fields.push_back(
        boxes.day("until", "Đến hết ngày",
                  {.width = "w-2", .hint = "Để trống nếu loại này niêm yết đến khi có thay đổi", .optional = true}));
    form.fields.push_back(
        boxes.area("places", "Nơi niêm yết khác", {.hint = "Trụ sở, nhà văn hóa thôn…", .optional = true}));
    if (one) form.action = path_of(one->id) + (use.corrects ? "/correction" : "/change");
    if (use.corrects)
        form.more = {
            boxes.line("reason", "Lý do đính chính", {.most = 500}),
            boxes.line("personal", "Vì sao dữ liệu cá nhân trong bản sửa được công khai",
                       {.hint = "Chỉ ghi khi bản sửa có thêm dữ liệu cá nhân", .optional = true, .most = 500})};
    return form;
}

web::Response show_form(web::Context& context, const Use& use, const forms::Values& values, Id site, const Posting* one,
                        const forms::Uploaded& uploaded = {}, int status = 200) {
    auto form = form_of(context.lang, use, values, site, one);
    form.kept = uploaded.kept;
    return show_record_form(context, form, values, status);
}

std::vector<PostingFile> files_of(const web::Context& context, const forms::Uploaded& uploaded) {
    std::vector<PostingFile> list;
    for (const auto& one : uploaded.files)
        list.push_back({one.name, one.stored, look_into(*context.house.files, one.stored, clock::today())});
    return list;
}

Site must_propose(web::Context& context) {
    Site site = asked_postings(context);
    context.house.db->read(
        [&](db::Conn& conn) { must(context.actor(), Deed::propose_posting, subject_of(conn, site)); });
    return site;
}

web::Response ask_new(web::Context& context) {
    const Site site = must_propose(context);
    forms::Values values;
    values.values = {{"from", clock::show(clock::today())}};
    return show_form(context, kNew, values, site.id, nullptr);
}

web::Response propose(web::Context& context) {
    const Site site = must_propose(context);
    web::Form form(context.request);
    const PostingInput input = read_input(form, site.id);
    const forms::Uploaded uploaded = forms::take_uploads(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        const auto files = files_of(context, uploaded);
        const Id id = deed::once(*context.house.db, context.actor(), form.key(),
                                 [&](db::Tx& tx) { return propose_posting(tx, context.actor(), input, files); });
        context.flash(context.lang.tr(kNew.done));
        return web::see_other(path_of(id));
    } catch (const Refused& refused) {
        return show_form(context, kNew, forms::Values::typed(context.request, refused.reasons()), site.id, nullptr,
                         uploaded, 422);
    }
}

const Use& use_of(const web::Context& context) {
    return context.request.path.ends_with("/correction") ? kCorrect : kChange;
}

Posting must_change(web::Context& context, const Use& use) {
    auto one = visible_here(context);
    context.house.db->read([&](db::Conn& conn) {
        must(context.actor(), use.corrects ? Deed::correct_posting : Deed::change_posting, subject_of(conn, one));
    });
    return one;
}

web::Response ask_change(web::Context& context) {
    const Use& use = use_of(context);
    const auto one = must_change(context, use);
    return show_form(context, use, values_of(one), one.site, &one);
}

void do_change(web::Context& context, const Use& use, Id id, web::Form& form, const PostingInput& input,
               const forms::Uploaded& uploaded) {
    if (form.faulty()) throw Refused(form.all());
    const auto files = files_of(context, uploaded);
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        if (use.corrects)
            correct_posting(tx, context.actor(), id, form.version(), input, form.typed("reason"),
                            form.typed("personal"), files);
        else
            change_posting(tx, context.actor(), id, form.version(), input, files);
        return id;
    });
}

web::Response change(web::Context& context) {
    const Use& use = use_of(context);
    auto one = must_change(context, use);
    web::Form form(context.request);
    const auto input = read_input(form, one.site);
    const forms::Uploaded uploaded = forms::take_uploads(context, form);
    try {
        do_change(context, use, one.id, form, input, uploaded);
    } catch (const Refused& refused) {
        one.version = form.version();
        return show_form(context, use, forms::Values::typed(context.request, refused.reasons()), one.site, &one,
                         uploaded, 422);
    } catch (const Conflict& conflict) {
        one = visible_here(context);
        return show_form(context, use, forms::Values::typed(context.request, {{"", conflict.said()}}), one.site, &one,
                         uploaded, 409);
    }
    context.flash(context.lang.tr(use.done));
    return web::see_other(path_of(one.id));
}

}  // namespace

void form_routes(web::Router& router) {
    router.get("/portal/postings/new", ask_new).budget(30);
    router.post("/portal/postings/new", propose).limit(kMostForm).uploads();
    for (const char* path : {"/portal/postings/:id/change", "/portal/postings/:id/correction"}) {
        router.get(path, ask_change).budget(30);
        router.post(path, change).limit(kMostForm).uploads();
    }
}

}  // namespace dinh::portal::postings
