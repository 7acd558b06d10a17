// A table of documents: uploaded, tried, applied, undone.
#include <set>

#include "modules/portal/library/imports.hpp"
#include "modules/portal/library/library_pages.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/tried.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::library {

namespace {

using dinh::pages::Lang;

constexpr std::size_t kMostFaults = 500;
constexpr int kMostBefore = 20;

std::string import_path(Id id) { return "/portal/library/imports/" + std::to_string(id); }
std::string new_path(Id site) { return "/portal/library/imports/new?site=" + std::to_string(site); }

const char* state_of(const LegalImport& one) {
    if (one.undone_at) return "Đã hoàn tác";
    return one.applied_at ? "Đã ghi" : "Chạy thử, chưa ghi gì";
}

struct Tried {
    LegalImport one;
    LegalImportPlan plan;
};

// The table is read outside of the database's read.
Tried tried(web::Context& context) {
    Tried found;
    std::vector<files::Ref> files;
    context.house.db->read([&](db::Conn& conn) {
        found.one = visible_legal_import(conn, context.actor(), context.request.id());
        must(context.actor(), Deed::import_legal, subject_of(conn, *find_site(conn, found.one.site)));
        files = files::of_record(conn, kLegalImport, found.one.id);
    });
    if (found.one.applied_at || files.empty()) return found;
    const std::string bytes = context.house.files->read(files.front().hash);
    files.erase(files.begin());
    found.plan = context.house.db->reading(
        [&](db::Conn& conn) { return plan_legal_import(conn, found.one.site, bytes, files); });
    return found;
}

std::string summary_of(const Lang& lang, const Tried& found) {
    if (found.one.applied_at)
        return text::fill(lang.tr("Đã ghi %1 văn bản lúc %2."),
                          {lang.number(found.one.documents), clock::show(*found.one.applied_at)});
    std::set<int> faulty;
    for (const auto& one : found.plan.faults) faulty.insert(one.line);
    return text::fill(lang.tr("%1 dòng dùng được, %2 dòng có lỗi."),
                      {lang.number(static_cast<std::int64_t>(found.plan.lines.size())),
                       lang.number(static_cast<std::int64_t>(faulty.size()))});
}

web::Response show_tried(web::Context& context, const Tried& found, bool changed, int status,
                         const std::vector<Reason>& reasons = {}) {
    const auto& lang = context.lang;
    const bool dry = !found.one.applied_at;
    pages::LibraryImportShow page{
        .list_path = list_of(found.one.site),
        .new_path = new_path(found.one.site),
        .file_name = found.one.file_name,
        .state = lang.tr(state_of(found.one)),
        .if_changed = changed,
        .if_reasons = !reasons.empty(),
        .summary = summary_of(lang, found),
        .if_done = !dry && !found.one.undone_at,
        .undo_path = import_path(found.one.id) + "/undoings",
        .csrf = context.csrf_token(),
        .deed_key = deed::new_key(),
        .version = found.one.version,
        .if_faults = !found.plan.faults.empty(),
        .if_more = found.plan.faults.size() > kMostFaults,
        .if_dry = dry,
        .run_path = import_path(found.one.id) + "/runs",
        .if_lines = !found.plan.lines.empty(),
        .run = text::fill(lang.tr("Ghi %1 dòng"), {lang.number(static_cast<std::int64_t>(found.plan.lines.size()))})};
    for (const auto& reason : reasons) page.reasons.push_back({.reason = lang.say(reason.said)});
    for (const auto& one : found.plan.faults) {
        if (page.faults.size() == kMostFaults) break;
        page.faults.push_back(
            {.line = one.line, .column = lang.tr(one.column), .typed = one.typed, .why = lang.say(one.why)});
    }
    return web::page(context, lang.tr("Nhập văn bản từ bảng"), page, status);
}

web::Response show(web::Context& context) { return show_tried(context, tried(context), false, 200); }

web::Response show_new(web::Context& context, const Site& site, const forms::Values& values,
                       const forms::Uploaded& uploaded, int status) {
    const auto& lang = context.lang;
    const auto before =
        context.house.db->reading([&](db::Conn& conn) { return legal_imports_of(conn, site.id, kMostBefore); });
    const std::string fault = values.fault_of(lang, "files");
    pages::LibraryImportNew page{.list_path = list_of(site.id),
                                 .if_errors = false,
                                 .action_path = "/portal/library/imports?site=" + std::to_string(site.id),
                                 .csrf = context.csrf_token(),
                                 .deed_key = deed::new_key(),
                                 .if_file_error = !fault.empty(),
                                 .file_error = fault,
                                 .if_several = true,
                                 .if_stamps = false,
                                 .if_before = !before.empty()};
    for (const auto& one : uploaded.kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    for (const auto& one : before)
        page.before.push_back({.table_path = import_path(one.id),
                               .table_name = one.file_name,
                               .at = clock::show(one.at),
                               .state = lang.tr(state_of(one))});
    forms::add_errors(page, lang, values.faults);
    return web::page(context, lang.tr("Nhập văn bản từ bảng"), page, status);
}

Site must_import(web::Context& context) {
    Site site = asked_library(context);
    context.house.db->read([&](db::Conn& conn) { must(context.actor(), Deed::import_legal, subject_of(conn, site)); });
    return site;
}

web::Response ask_new(web::Context& context) { return show_new(context, must_import(context), {}, {}, 200); }

web::Response upload(web::Context& context) {
    const Site site = must_import(context);
    web::Form form(context.request);
    const auto table = take_leading(context, form,
                                    {"table", "Chưa chọn bảng, hoặc bảng không có gì.",
                                     "Tệp này không phải bảng Excel (.xlsx) hay CSV. Hãy chọn Lưu thành, dạng .xlsx."});
    const forms::Uploaded uploaded = forms::take_uploads(context, form);
    if (form.faulty()) return show_new(context, site, forms::Values::typed(context.request, form.all()), uploaded, 422);
    const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        return keep_legal_import(tx, context.actor(), site.id, {table->name, table->stored}, files_of(uploaded));
    });
    return web::see_other(import_path(id));
}

using ImportDeed = void (*)(db::Tx&, const Actor&, const Tried&, std::int64_t);

web::Response do_deed(web::Context& context, ImportDeed work, const char* done) {
    const Tried found = tried(context);
    return do_tried(
        context, found.one.id, import_path(found.one.id), done,
        [&](db::Tx& tx, std::int64_t version) { work(tx, context.actor(), found, version); },
        [&](bool changed, int status, const std::vector<Reason>& reasons) {
            return show_tried(context, tried(context), changed, status, reasons);
        });
}

web::Response run(web::Context& context) {
    return do_deed(
        context,
        [](db::Tx& tx, const Actor& actor, const Tried& found, std::int64_t version) {
            apply_legal_import(tx, actor, found.one.id, version, found.plan);
        },
        "Đã ghi bảng vào thư viện.");
}

web::Response undo(web::Context& context) {
    return do_deed(
        context,
        [](db::Tx& tx, const Actor& actor, const Tried& found, std::int64_t version) {
            undo_legal_import(tx, actor, found.one.id, version);
        },
        "Đã hoàn tác cả bảng.");
}

}  // namespace

void import_routes(web::Router& router) {
    router.get("/portal/library/imports/new", ask_new).budget(30);
    router.post("/portal/library/imports", upload).uploads();
    router.get("/portal/library/imports/:id", show);
    router.post("/portal/library/imports/:id/runs", run);
    router.post("/portal/library/imports/:id/undoings", undo);
}

}  // namespace dinh::portal::library
