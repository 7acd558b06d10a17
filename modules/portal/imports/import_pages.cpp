// An old site: uploaded, tried, shown row by row, applied, undone.
#include <charconv>

#include "modules/portal/imports/site_import.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/sites/site_pages.hpp"
#include "modules/portal/tried.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using dinh::pages::Lang;

constexpr int kMostBefore = 20, kMostItems = 50;

std::string import_path(Id id) { return "/portal/imports/" + std::to_string(id); }
std::string new_path(Id site) { return site_path(site) + "/imports"; }

struct Word {
    std::string_view id;
    const char *title, *tag;
};
constexpr Word kStates[] = {
    {import_state::kTrying, "Đang chạy thử", ""},  {import_state::kTried, "Chạy thử, chưa ghi gì", ""},
    {import_state::kFailed, "Không đọc được", ""}, {import_state::kApplying, "Đang ghi", ""},
    {import_state::kApplied, "Đã ghi", ""},        {import_state::kUndoing, "Đang hoàn tác", ""},
    {import_state::kUndone, "Đã hoàn tác", ""}};
constexpr Word kResults[] = {{"new", "Sẽ ghi", "tag--good"},         {"faulty", "Có lỗi, không ghi", "tag--bad"},
                             {"known", "Đã có, bỏ qua", "tag--off"}, {"placed", "Đang ghi", "tag--warn"},
                             {"done", "Đã ghi", "tag--good"},        {"undone", "Đã hoàn tác", "tag--off"}};

template <std::size_t N>
const Word& word_of(const Word (&all)[N], std::string_view id) {
    const auto* found = std::find_if(std::begin(all), std::end(all), [&](const Word& one) { return one.id == id; });
    return found == std::end(all) ? all[0] : *found;
}

std::vector<forms::Choice> form_choices() {
    return {{"wordpress", "WordPress"}, {"nukeviet", "NukeViet"}, {"sharepoint", "SharePoint"}};
}

struct Shown {
    SiteImport one;
    Site site;
    ImportCounts counts;
    std::vector<ImportItem> items;
    std::string state;  // of the rows that are asked for; "" all
    int after = 0;
    bool busy() const {
        return one.state == import_state::kTrying || one.state == import_state::kApplying ||
               one.state == import_state::kUndoing;
    }
};

Shown shown(web::Context& context) {
    Shown found;
    const auto typed = context.request.get("after");
    std::from_chars(typed.data(), typed.data() + typed.size(), found.after);
    found.state = std::string(context.request.get("state"));
    context.house.db->read([&](db::Conn& conn) {
        found.one = visible_site_import(conn, context.actor(), context.request.id());
        found.site = *find_site(conn, found.one.site);
        found.counts = counts_of(conn, found.one.id);
        found.items = items_of(conn, found.one.id, found.state, found.after, kMostItems + 1);
    });
    return found;
}

std::string summary_of(const Lang& lang, const Shown& found) {
    const auto& counts = found.counts;
    const auto said = [&](const char* words, std::initializer_list<std::int64_t> numbers) {
        std::vector<std::string> values;
        for (const auto number : numbers) values.push_back(lang.number(number));
        return text::fill(lang.tr(words), values);
    };
    const std::string& state = found.one.state;
    if (found.one.fault) return lang.say(*found.one.fault);
    if (state == import_state::kTrying)
        return said("Đang đọc tệp, đã xem %1 bài.", {counts.fresh + counts.known + counts.faulty});
    if (state == import_state::kTried)
        return said("%1 bài sẽ ghi, %2 bài đã có, %3 bài có lỗi; %4 chuyên mục mới; %5 mục không phải bài.",
                    {counts.fresh, counts.known, counts.faulty, counts.categories, found.one.skipped});
    if (state == import_state::kApplying)
        return said("Đang ghi: xong %1 bài, còn %2 bài.", {counts.done, counts.fresh + counts.placed});
    if (state == import_state::kUndoing) return said("Đang hoàn tác, còn %1 bài.", {counts.done + counts.placed});
    if (state == import_state::kUndone) return said("Đã hoàn tác %1 bài.", {counts.undone});
    return said("Đã ghi %1 bài; %2 bài có lỗi không ghi.", {counts.done, counts.faulty});
}

void add_tabs(pages::ImportsShow& page, const Lang& lang, const Shown& found) {
    const auto& counts = found.counts;
    const auto add = [&](const char* state, const std::string& title, std::int64_t count) {
        if (count == 0) return;
        page.tabs.push_back({.tab_path = import_path(found.one.id) + (state[0] == '\0' ? "" : "?state=") + state,
                             .if_here = found.state == state,
                             .tab = title + " (" + lang.number(count) + ")"});
    };
    add("", lang.tr("Tất cả"),
        counts.fresh + counts.known + counts.faulty + counts.placed + counts.done + counts.undone);
    for (const auto& [state, count] :
         {std::pair("faulty", counts.faulty), std::pair("new", counts.fresh), std::pair("known", counts.known),
          std::pair("placed", counts.placed), std::pair("done", counts.done), std::pair("undone", counts.undone)})
        add(state, lang.tr(word_of(kResults, state).title), count);
}

void add_item(pages::ImportsShow& page, const Lang& lang, const ImportItem& one) {
    const auto& word = word_of(kResults, one.state);
    const bool link = one.article != 0 && one.state != "undone";
    page.items.push_back({.line = one.line,
                          .if_link = link,
                          .article_path = "/portal/articles/" + std::to_string(one.article),
                          .title = one.title,
                          .if_plain = !link,
                          .if_old = !one.old_address.empty(),
                          .old_address = one.old_address,
                          .if_words = !one.faults.empty() || !one.notes.empty(),
                          .words = {},
                          .day = one.published && one.at ? clock::show(clock::day_of(*one.at)) : lang.tr("bản nháp"),
                          .category = one.category.empty() ? lang.tr("chuyên mục đã chọn") : one.category,
                          .if_new = one.new_category,
                          .tag = word.tag,
                          .result = lang.tr(word.title)});
    for (const auto* list : {&one.faults, &one.notes})
        for (const auto& said : *list) page.items.back().words.push_back({.word = lang.say(said)});
}

std::string next_path(const Shown& found) {
    if (found.items.size() <= kMostItems) return "";
    return import_path(found.one.id) + "?" +
           (found.state.empty() ? "" : "state=" + text::url_encode(found.state) + "&") +
           "after=" + std::to_string(found.items[kMostItems - 1].position);
}

pages::ImportsShow page_of(const Lang& lang, const std::string& csrf, const Shown& found) {
    const std::string self = import_path(found.one.id);
    const bool tried = found.one.state == import_state::kTried;
    return {.site_path = site_path(found.site.id),
            .site_name = found.site.name,
            .new_path = new_path(found.site.id),
            .file_name = found.one.file_name,
            .state = lang.tr(word_of(kStates, found.one.state).title),
            .if_changed = false,
            .if_reasons = false,
            .if_failed = found.one.fault.has_value(),
            .summary = summary_of(lang, found),
            .if_busy = found.busy(),
            .self_path = self,
            .if_dry = tried || found.one.fault,
            .run_path = self + "/runs",
            .csrf = csrf,
            .deed_key = deed::new_key(),
            .version = found.one.version,
            .if_fresh = tried && found.counts.fresh > 0,
            .run = text::fill(lang.tr("Ghi %1 bài"), {lang.number(found.counts.fresh)}),
            .if_done = found.one.state == import_state::kApplied,
            .undo_path = self + "/undoings",
            .if_columns = !found.one.columns.empty(),
            .if_items = !found.items.empty() || !found.state.empty(),
            .if_next = found.items.size() > kMostItems,
            .next_path = next_path(found)};
}

web::Response show_found(web::Context& context, const Shown& found, bool changed, int status,
                         const std::vector<Reason>& reasons = {}) {
    const auto& lang = context.lang;
    auto page = page_of(lang, context.csrf_token(), found);
    page.if_changed = changed;
    page.if_reasons = !reasons.empty();
    for (const auto& reason : reasons) page.reasons.push_back({.reason = lang.say(reason.said)});
    for (const auto& [head, meaning] : found.one.columns)
        page.columns.push_back({.column = head, .meaning = lang.tr(meaning.empty() ? "không dùng" : meaning)});
    add_tabs(page, lang, found);
    for (const auto& one : found.items)
        if (page.items.size() < kMostItems) add_item(page, lang, one);
    return web::page(context, lang.tr("Chuyển dữ liệu từ trang cũ"), page, status);
}

web::Response show(web::Context& context) { return show_found(context, shown(context), false, 200); }

SiteHere must_import(web::Context& context) {
    auto here = site_here(context);
    must(context.actor(), Deed::import_site, here.subject);
    return here;
}

std::vector<forms::Choice> category_choices(const SiteHere& here) {
    std::vector<forms::Choice> list;
    for (const auto& one : in_tree_order(here.categories))
        if (one.open) list.push_back({std::to_string(one.id), category_line(here.categories, one)});
    return list;
}

void add_boxes(pages::ImportsList& page, const forms::Boxes& boxes, const SiteHere& here) {
    page.fields.push_back(boxes.select("form", "Trang cũ chạy bằng", form_choices()));
    page.fields.push_back(boxes.select("category", "Bài không có chuyên mục thì vào", category_choices(here)));
    page.fields.push_back(boxes.line("old_address", "Địa chỉ trang cũ",
                                     {.hint = "Ví dụ https://cu.example.vn. Cần khi tệp không tự ghi (NukeViet, "
                                              "SharePoint), để nhận ra liên kết giữa các bài.",
                                      .optional = true}));
}

void add_before(pages::ImportsList& page, const Lang& lang, const SiteImport& one) {
    page.before.push_back({.import_path = import_path(one.id),
                           .import_name = one.file_name,
                           .at = clock::show(one.at),
                           .state = lang.tr(word_of(kStates, one.state).title)});
}

pages::ImportsList new_page(const Lang& lang, const std::string& csrf, const Site& site, const forms::Values& values) {
    const std::string fault = values.fault_of(lang, "files"), export_fault = values.fault_of(lang, "export");
    return {.site_path = site_path(site.id),
            .site_name = site.name,
            .if_errors = false,
            .action_path = new_path(site.id),
            .csrf = csrf,
            .deed_key = deed::new_key(),
            .if_export_error = !export_fault.empty(),
            .export_error = export_fault,
            .if_file_error = !fault.empty(),
            .file_error = fault,
            .if_several = true,
            .if_stamps = false,
            .if_before = false};
}

web::Response show_new(web::Context& context, const SiteHere& here, const forms::Values& values,
                       const forms::Uploaded& uploaded, int status) {
    const auto& lang = context.lang;
    const auto before =
        context.house.db->reading([&](db::Conn& conn) { return site_imports_of(conn, here.site.id, kMostBefore); });
    auto page = new_page(lang, context.csrf_token(), here.site, values);
    page.if_before = !before.empty();
    add_boxes(page, forms::Boxes(lang, values), here);
    for (const auto& one : uploaded.kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    for (const auto& one : before) add_before(page, lang, one);
    forms::add_errors(page, lang, values.faults);
    return web::page(context, lang.tr("Chuyển dữ liệu từ trang cũ"), page, status);
}

web::Response ask_new(web::Context& context) { return show_new(context, must_import(context), {}, {}, 200); }

forms::Uploaded read_form(web::Context& context, web::Form& form, NewSiteImport& typed) {
    typed.form = form.choice("form", "Trang cũ chạy bằng", {"wordpress", "nukeviet", "sharepoint"});
    typed.category = form.id("category", "Chuyên mục", true);
    typed.old_address = form.line("old_address", "Địa chỉ trang cũ", {.max = 200});
    const LeadingFile wanted{"export", "Chưa chọn tệp, hoặc tệp không có gì.",
                             "Tệp này không phải tệp xuất ra từ WordPress, NukeViet hay SharePoint.",
                             typed.form == "wordpress" ? "application/xml" : "text/csv"};
    if (const auto exported = take_leading(context, form, wanted)) typed.exported = {exported->name, exported->stored};
    auto uploaded = forms::take_uploads(context, form);
    for (const auto& file : uploaded.files) typed.files.push_back({file.name, file.stored});
    return uploaded;
}

web::Response upload(web::Context& context) {
    const auto here = must_import(context);
    web::Form form(context.request);
    NewSiteImport typed;
    const forms::Uploaded uploaded = read_form(context, form, typed);
    const auto again = [&] {
        return show_new(context, here, forms::Values::typed(context.request, form.all()), uploaded, 422);
    };
    if (form.faulty()) return again();
    try {
        return web::see_other(import_path(deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return keep_site_import(tx, context.actor(), here.site.id, typed);
        })));
    } catch (const Refused& refused) {
        form.faults(refused);
        return again();
    }
}

using ImportDeed = void (*)(db::Tx&, const Actor&, Id, std::int64_t);

web::Response do_deed(web::Context& context, ImportDeed work, const char* done) {
    const Id id = context.request.id();
    return do_tried(
        context, id, import_path(id), done,
        [&](db::Tx& tx, std::int64_t version) { work(tx, context.actor(), id, version); },
        [&](bool changed, int status, const std::vector<Reason>& reasons) {
            return show_found(context, shown(context), changed, status, reasons);
        });
}

web::Response run(web::Context& context) {
    return do_deed(context, apply_site_import, "Bắt đầu ghi. Việc chạy ngầm, có thể rời trang này.");
}

web::Response undo(web::Context& context) {
    return do_deed(context, undo_site_import, "Bắt đầu hoàn tác. Việc chạy ngầm, có thể rời trang này.");
}

}  // namespace

void site_import_routes(web::Router& router) {
    router.get("/portal/sites/:id/imports", ask_new).budget(30);
    router.post("/portal/sites/:id/imports", upload).uploads();
    router.get("/portal/imports/:id", show).budget(20);
    router.post("/portal/imports/:id/runs", run);
    router.post("/portal/imports/:id/undoings", undo);
    describe_site_import_calls(router);
}

}  // namespace dinh::portal
