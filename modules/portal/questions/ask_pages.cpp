// The form anybody fills in, without account and without pictures to read: it carries a stamp of its time, a box that
// people leave empty, and a code that is shown once.
#include <charconv>

#include "modules/portal/pages.hpp"
#include "modules/portal/questions/pages.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/rules/rules.hpp"
#include "platform/settings/settings.hpp"
#include "platform/text/text.hpp"
#include "platform/web/refusal.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr std::int64_t kLeastMs = 3000;  // nobody reads and fills in the form faster
constexpr std::int64_t kMostFileBytes = 5 << 20;
constexpr std::size_t kMostFiles = 3;
constexpr std::int64_t kMostUploadBytes = 16 << 20;

struct Explained {
    const char *kind, *heading, *explain;
};
constexpr Explained kKinds[] = {
    {"question", "Gửi câu hỏi", "Hỏi về chính sách, thủ tục, việc thuộc cơ quan này."},
    {"feedback", "Gửi phản ánh, kiến nghị",
     "Phản ánh việc chưa tốt, kiến nghị cách làm. Không bắt buộc ghi họ tên, cách liên hệ."},
    {"information", "Yêu cầu cung cấp thông tin",
     "Theo Luật Tiếp cận thông tin: thông tin chưa có trên trang, công dân yêu cầu thì cơ quan cung cấp."},
    {"draft_comment", "Góp ý dự thảo", "Góp ý cho dự thảo văn bản mà cơ quan đang lấy ý kiến."}};

const Explained& kind_of(std::string_view asked) {
    for (const auto& one : kKinds)
        if (one.kind == asked) return one;
    return kKinds[0];
}

void must_be_open(const Site& site) {
    if (!site.open()) throw NotFound("an archive takes no questions");
}

pages::QuestionsAsk form_model(const std::string& csrf, const std::string& base, const Explained& kind,
                               const forms::Values& values) {
    const Lang lang;
    const forms::Boxes boxes(lang, values);
    const auto* rule = rules::table("portal_questions").find("kind", kind.kind, clock::today());
    const std::string file_fault = values.fault_of(lang, "files");
    pages::QuestionsAsk page{.heading = lang.tr(kind.heading),
                             .explain = lang.tr(kind.explain),
                             .kinds = {},
                             .lookup_path = lookup_path(base),
                             .if_errors = false,
                             .errors = {},
                             .action_path = ask_path(base),
                             .csrf = csrf,
                             .deed_key = deed::new_key(),
                             .kind = kind.kind,
                             .fields = question_boxes(boxes, kind.kind),
                             .sender_fields = sender_boxes(boxes, kind.kind),
                             .if_file_error = !file_fault.empty(),
                             .file_error = file_fault,
                             .if_public = rule && rule->truth("public"),
                             .if_publish = !values.at("may_publish").empty()};
    for (const auto& one : kKinds)
        page.kinds.push_back({.kind_path = ask_path(base) + "?loai=" + one.kind,
                              .if_here = &one == &kind,
                              .kind_name = lang.tr(one.heading)});
    forms::add_errors(page, lang, values.faults);
    return page;
}

web::Response show_form(web::Context& context, const Site& site, const Explained& kind, const forms::Values& values,
                        int status) {
    const std::string base = base_of(context.request, site);
    return public_page(
        context, site,
        {.title = Lang().tr(kind.heading), .path = "/hoi-dap/moi", .here = answers_path(base), .hidden = true},
        form_model(context.csrf_token(), base, kind, values), false, status);
}

// The stamp was checked before the handler; a session's token has no time in it.
bool too_fast(const web::Context& context) {
    const std::string_view token = context.request.field("_csrf");
    if (context.session && token.find('.') == std::string_view::npos) return false;
    std::int64_t at = 0;
    std::from_chars(token.data(), token.data() + token.size(), at);
    return clock::now().ms - at < kLeastMs;
}

std::vector<NewFile> take_files(web::Context& context, web::Form& form) {
    std::size_t sent = 0;
    for (const auto& upload : context.request.uploads) {
        if (upload.size_bytes == 0) continue;
        ++sent;
        if (upload.size_bytes > kMostFileBytes) form.fault("files", context.lang.tr("Mỗi tệp nhiều nhất 5 MB."));
    }
    if (sent > kMostFiles) form.fault("files", context.lang.tr("Chỉ gửi được ba tệp."));
    if (sent == 0 || form.faulty()) return {};
    std::vector<NewFile> list;
    for (const auto& one : forms::take_uploads(context, form).files) {
        const std::string kind = files::extension_of(one.stored.media_type);
        const bool fits = kind == "pdf" || kind == "doc" || kind == "docx" || kind == "odt" || kind == "jpg" ||
                          kind == "jpeg" || kind == "png";
        if (!fits) form.fault("files", context.lang.tr("Chỉ nhận tệp PDF, Word hoặc ảnh."));
        list.push_back({one.name, one.stored});
    }
    return list;
}

Id take_in(web::Context& context, const web::Form& form, const QuestionInput& input, const std::vector<NewFile>& files,
           const std::string& code) {
    const auto directory = directory::now(context.house);
    const Actor nobody;
    return deed::once(*context.house.db, nobody, form.key(), [&](db::Tx& tx) {
        const Day today = clock::today();
        count_flood(tx,
                    {"ask", input.site, static_cast<int>(settings::integer(tx, "portal.questions_from_address", today)),
                     static_cast<int>(settings::integer(tx, "portal.questions_to_site", today))},
                    context.request.remote_address);
        return ask_question(tx, nobody, *directory, input, files, code);
    });
}

web::Response show_asked(web::Context& context, const Site& site, Id question, const std::string& code) {
    const Lang lang;
    const auto one = context.house.db->reading([&](db::Conn& conn) { return find_question(conn, question); });
    if (!one) throw NotFound("question " + std::to_string(question));
    const std::string base = base_of(context.request, site);
    const pages::QuestionsAsked page{.due_words = text::fill(lang.tr("%1 đã nhận nội dung bạn gửi. Hạn trả lời: %2."),
                                                             {site.name, clock::show(one->due)}),
                                     .code = show_code(code),
                                     .lookup_path = lookup_path(base),
                                     .list_path = answers_path(base)};
    return public_page(
               context, site,
               {.title = lang.tr("Đã nhận"), .path = "/hoi-dap/moi", .here = answers_path(base), .hidden = true}, page,
               false)
        .with("Cache-Control", "no-store");
}

web::Response ask_form(web::Context& context, const Site& site) {
    must_be_open(site);
    return show_form(context, site, kind_of(context.request.get("loai")), {}, 200);
}

web::Response ask(web::Context& context, const Site& site) {
    must_be_open(site);
    const Explained& kind = kind_of(context.request.field("kind"));
    web::Form form(context.request);
    const QuestionInput input = read_question(form, site.id, kind.kind);
    check_machine(context, form);
    const auto files = take_files(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        const std::string code = question_code(context.house, form.key());
        return show_asked(context, site, take_in(context, form, input, files, code), code);
    } catch (const Refused& refused) {
        return web::refused_page(
            show_form(context, site, kind, forms::Values::typed(context.request, refused.reasons()), 422), refused);
    }
}

}  // namespace

void check_machine(const web::Context& context, web::Form& form) {
    if (!context.request.field("website").empty())
        form.fault("", context.lang.tr("Có một ô ẩn đã được điền. Hãy tải lại trang rồi gửi lại."));
    if (too_fast(context))
        form.fault("", context.lang.tr("Biểu mẫu được gửi quá nhanh. Hãy đợi vài giây rồi bấm Gửi lần nữa."));
}

void ask_routes(web::Router& router) {
    router.get("/trang/:site/hoi-dap/moi", reading::on_site(ask_form)).open();
    router.post("/trang/:site/hoi-dap/moi", reading::on_site(ask))
        .open()
        .uploads(kMostUploadBytes)
        .only_by_hand("Biểu mẫu này để người dân điền, không dành cho chương trình.");
}

}  // namespace dinh::portal::question_pages
