#include "modules/directory/handlers.hpp"
#include "modules/directory/imports/imports.hpp"
#include "modules/directory/imports/template.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/files/files.hpp"
#include "platform/sheet/reader.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::directory {

namespace {

constexpr std::size_t kMostFaults = 500;
constexpr int kMostBefore = 20;
constexpr const char* kPastedName = "bang-dan.csv";

std::string path_of(Id id) { return "/directory/imports/" + std::to_string(id); }

// A table belongs to who brought it: it names people.
ImportRecord must_find(web::Context& context) {
    must(context.actor(), Deed::import_tables, {});
    const Id id = context.request.id();
    const auto found = context.house.db->reading([&](db::Conn& conn) { return find_import(conn, id); });
    if (!found || found->person != context.actor().person) throw NotFound("no import " + std::to_string(id));
    return *found;
}

ImportPlan plan_of(web::Context& context, const ImportRecord& record) {
    const auto directory = now(context.house);
    return plan_import(*directory, context.actor(), context.house.files->read(record.hash));
}

web::Response faults_csv(const dinh::pages::Lang& lang, const ImportRecord& record, ImportPlan plan) {
    auto faults = std::make_shared<std::vector<ImportFault>>(std::move(plan.faults));
    auto next = std::make_shared<std::size_t>(0);
    return web::csv("loi-" + record.file_name, [faults, next, lang](std::string& piece) {
        if (*next == 0) piece = lang.tr("Dòng,Cột,Đã ghi,Vì sao") + "\r\n";
        for (int i = 0; i < 200 && *next < faults->size(); ++i, ++*next) {
            const auto& one = (*faults)[*next];
            piece += std::to_string(one.line) + "," + text::csv_field(lang.tr(one.column)) + "," +
                     text::csv_field(one.typed) + "," + text::csv_field(lang.say(one.why)) + "\r\n";
        }
        return *next < faults->size();
    });
}

std::string did_words(const dinh::pages::Lang& lang, const ImportRecord& record) {
    return text::fill(lang.tr("Đã ghi %1 người mới, %2 vị trí mới, %3 lượt giao vị trí lúc %4."),
                      {lang.number(record.people), lang.number(record.posts), lang.number(record.appointments),
                       record.applied_at ? clock::show(*record.applied_at) : ""});
}

std::string undone_words(const dinh::pages::Lang& lang, const ImportRecord& record) {
    return record.undone_at ? text::fill(lang.tr("Đã hoàn tác cả bảng lúc %1."), {clock::show(*record.undone_at)}) : "";
}

std::size_t faulty_rows(const ImportPlan& plan) {
    std::size_t count = 0;
    int last = 0;
    for (const auto& one : plan.faults) {
        if (one.line != last) ++count;
        last = one.line;
    }
    return count;
}

void fill_faults(const dinh::pages::Lang& lang, const ImportPlan& plan, pages::ImportsShow& page) {
    for (const auto& one : plan.faults) {
        if (page.faults.size() == kMostFaults) break;
        page.faults.push_back({.line = one.line,
                               .column = lang.tr(one.column),
                               .if_typed = !one.typed.empty(),
                               .typed = one.typed,
                               .why = lang.say(one.why)});
    }
}

// How many posts a plan fills and makes, in words.
std::string will_words(const dinh::pages::Lang& lang, const ImportPlan& plan) {
    std::int64_t fills = 0, makes = 0;
    for (const auto& one : plan.lines)
        if (!one.title.empty()) ++(one.post != 0 ? fills : makes);
    return text::fill(lang.tr("Giao %1 vị trí khuyết, lập %2 vị trí mới."), {lang.number(fills), lang.number(makes)});
}

web::Response show_plan(web::Context& context, const ImportRecord& record, const ImportPlan& plan, bool changed,
                        int status, const std::vector<Reason>& reasons = {}) {
    const auto& lang = context.lang;
    const auto good = lang.number(static_cast<std::int64_t>(plan.lines.size()));
    const auto bad = lang.number(static_cast<std::int64_t>(faulty_rows(plan)));
    const bool dry = !record.applied_at;
    pages::ImportsShow page{.file_name = record.file_name,
                            .if_dry = dry,
                            .if_done = !dry && !record.undone_at,
                            .if_undone = record.undone_at.has_value(),
                            .if_changed = changed,
                            .if_faults = dry && !plan.faults.empty(),
                            .summary = text::fill(lang.tr("%1 dòng dùng được, %2 dòng có lỗi."), {good, bad}),
                            .will = will_words(lang, plan),
                            .if_reasons = !reasons.empty(),
                            .did = did_words(lang, record),
                            .undo_path = path_of(record.id) + "/undoings",
                            .csrf = context.csrf_token(),
                            .deed_key = deed::new_key(),
                            .version = record.version,
                            .undone = undone_words(lang, record),
                            .if_more = plan.faults.size() > kMostFaults,
                            .run_path = path_of(record.id) + "/runs",
                            .if_lines = !plan.lines.empty(),
                            .run = text::fill(lang.tr("Ghi %1 dòng"), {good}),
                            .csv_path = path_of(record.id) + "?format=csv"};
    if (dry) fill_faults(lang, plan, page);
    for (const auto& reason : reasons) page.reasons.push_back({.reason = lang.say(reason.said)});
    return web::page(context, lang.tr("Nhập từ bảng"), page, status);
}

// What an upload is, by its bytes; what is neither is refused here already, with what to do.
struct Kind {
    const char* media_type = "text/csv";
    const char* fault = nullptr;
};
Kind kind_of(const web::Context& context, const files::Stored& stored) {
    const std::string bytes = context.house.files->read(stored.hash);
    if (sheet::looks_like_workbook(bytes)) {
        const auto reading = sheet::read(bytes, [](sheet::Row&) { return false; });
        if (reading != sheet::Reading::whole) return {kSheetType, sheet::words(reading)};
        if (!files::allowed(stored.media_type))
            return {kSheetType, "Bảng tính có macro không được nhận. Hãy chọn Lưu thành, dạng .xlsx."};
        return {kSheetType, nullptr};
    }
    const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (marked || stored.media_type.starts_with("text/")) return {};
    return {"text/csv", "Tệp này không phải bảng Excel (.xlsx) hay CSV. Hãy chọn Lưu thành, dạng .xlsx."};
}

const char* state_of(const ImportRecord& record) {
    if (record.undone_at) return "Đã hoàn tác";
    return record.applied_at ? "Đã ghi" : "Chạy thử, chưa ghi gì";
}

web::Response show_upload(web::Context& context, const web::Form& form, int status) {
    pages::ImportsNew page{.if_errors = form.faulty(),
                           .csrf = context.csrf_token(),
                           .deed_key = deed::new_key(),
                           .pasted = std::string(form.typed("pasted")),
                           .if_before = false};
    for (const auto& fault : form.all())
        page.errors.push_back({.field = fault.field, .error = context.lang.say(fault.said)});
    const auto before = context.house.db->reading(
        [&](db::Conn& conn) { return imports_of(conn, context.actor().person, kMostBefore); });
    for (const auto& one : before)
        page.before.push_back({.table_path = path_of(one.id),
                               .table_name = one.file_name,
                               .at = clock::show(one.at),
                               .state = context.lang.tr(state_of(one))});
    page.if_before = !before.empty();
    return web::page(context, context.lang.tr("Nhập từ bảng"), page, status);
}

}  // namespace

web::Response ask_new_import(web::Context& context) {
    must(context.actor(), Deed::import_tables, {});
    return show_upload(context, web::Form(context.request), 200);
}

web::Response make_import(web::Context& context) {
    must(context.actor(), Deed::import_tables, {});
    web::Form form(context.request);
    const auto& uploads = context.request.uploads;
    const bool given = !uploads.empty() && uploads.front().size_bytes > 0;
    const std::string pasted(form.typed("pasted"));
    if (!given && text::trim(pasted).empty()) form.fault("table", "Chưa chọn bảng, hoặc bảng không có gì.");
    if (form.faulty()) return show_upload(context, form, 422);
    const auto stored =
        given ? context.house.files->put(uploads.front().spooled) : context.house.files->put_bytes(pasted);
    const Kind kind = given ? kind_of(context, stored) : Kind{};
    if (kind.fault) form.fault("table", kind.fault);
    if (form.faulty()) return show_upload(context, form, 422);
    const std::string name = given ? files::clean_name(uploads.front().file_name, kind.media_type) : kPastedName;
    const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        const Id made = keep_import(tx, context.actor(), name, stored.hash);
        files::attach(tx, "directory_import", made, "table", name, {stored.hash, stored.size_bytes, kind.media_type},
                      context.actor().person);
        return made;
    });
    return web::see_other(path_of(id));
}

web::Response show_import(web::Context& context) {
    const auto record = must_find(context);
    ImportPlan plan;
    if (!record.applied_at) plan = plan_of(context, record);
    if (context.request.get("format") == "csv") return faults_csv(context.lang, record, std::move(plan));
    return show_plan(context, record, plan, false, 200);
}

web::Response run_import_here(web::Context& context) {
    const auto record = must_find(context);
    web::Form form(context.request);
    look_again(context.house);
    const ImportPlan plan = record.applied_at ? ImportPlan{} : plan_of(context, record);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            apply_import(tx, context.actor(), record.id, form.version(), plan);
            return record.id;
        });
    } catch (const Conflict&) {
        look_again(context.house);
        const auto fresh = must_find(context);
        return show_plan(context, fresh, fresh.applied_at ? ImportPlan{} : plan_of(context, fresh), !fresh.applied_at,
                         409);
    }
    look_again(context.house);
    context.flash(context.lang.tr("Đã ghi bảng vào danh bạ."));
    return web::see_other(path_of(record.id));
}

web::Response undo_import_here(web::Context& context) {
    const auto record = must_find(context);
    web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            undo_import(tx, context.actor(), record.id, form.version());
            return record.id;
        });
    } catch (const Conflict&) {
        look_again(context.house);
        return show_plan(context, must_find(context), {}, false, 409);
    } catch (const Refused& refused) {
        return show_plan(context, record, {}, false, 422, refused.reasons());
    }
    look_again(context.house);
    context.flash(context.lang.tr("Đã hoàn tác cả bảng."));
    return web::see_other(path_of(record.id));
}

web::Response import_example(web::Context& context) {
    must(context.actor(), Deed::import_tables, {});
    return web::csv("mau-nhap-nguoi.csv", [](std::string& piece) {
        piece =
            "Mã cán bộ,Họ và tên,Điện thoại,Thư điện tử,Cơ quan,Đơn vị,Chức vụ,Vai trò,Thẩm quyền ký,Hình thức,Từ "
            "ngày,Căn cứ\r\n"
            "CB0001,Nguyễn Văn A,0208 385 0001,a.nv@coquan.vn,SNV,Văn phòng,Chuyên viên,\"Chuyên viên, người xử "
            "lý\",,Giữ chính thức,"
            "01/07/2026,Quyết định số 12/QĐ-SNV\r\n";
        return false;
    });
}

}  // namespace dinh::directory
