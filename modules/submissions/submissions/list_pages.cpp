// The list, as a page and as a table to take away.
#include <algorithm>

#include "modules/submissions/pages.hpp"
#include "modules/submissions/routes.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/words.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/sheet/download.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

using Lang = dinh::pages::Lang;
constexpr int kCsvStep = 500;

struct View {
    const char* id;
    const char* title;
};
constexpr View kViews[] = {{"open", "Chưa xong"},  {"mine", "Tôi thẩm tra"},     {"sent", "Đã trình"},
                           {"overdue", "Quá hạn"}, {"asked", "Được hỏi ý kiến"}, {"ended", "Đã xong"},
                           {"all", "Tất cả"}};
// What figures count: a tab only while it is looked at; its days are those of the figure.
struct FigureView {
    const char* id;
    const char* title;
    const char* from;
};
constexpr FigureView kFigureViews[] = {{"received", "Đã tiếp nhận", "Tiếp nhận từ ngày"},
                                       {"examined_on_time", "Thẩm tra đúng hạn", "Thẩm tra xong từ ngày"},
                                       {"examined_late", "Thẩm tra quá hạn", "Thẩm tra xong từ ngày"}};

struct Asked {
    SubmissionFilter filter;
    std::string words;
};

// Unknown or malformed values are left out, as if nothing had been asked.
Asked asked(const web::Request& request, Day today) {
    Asked asked;
    for (const auto& view : kViews) {
        if (request.get("view") == view.id) asked.filter.view = view.id;
    }
    for (const auto& view : kFigureViews) {
        if (request.get("view") == view.id) asked.filter.view = view.id;
    }
    asked.filter.committee = ids::parse(request.get("committee")).value_or(0);
    for (const auto* kind : rules::table("submissions").in_force("kind", today)) {
        if (request.get("kind") == kind->text("id")) asked.filter.kind = kind->text("id");
    }
    asked.filter.sender = ids::parse(request.get("sender")).value_or(0);
    asked.filter.from = clock::parse_typed_day(request.get("from"), today);
    asked.filter.to = clock::parse_typed_day(request.get("to"), today);
    asked.filter.before = ids::parse(request.get("before")).value_or(0);
    asked.words = text::cut(text::clean_line(request.get("q")), 200);
    return asked;
}

std::string path_of(std::string_view base, const Asked& asked, std::string_view view, Id before) {
    std::string path(base);
    char joint = '?';
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        path += joint + std::string(name) + "=" + text::url_encode(value);
        joint = '&';
    };
    const auto id = [](Id value) { return value == 0 ? std::string() : std::to_string(value); };
    add("view", view == "open" ? std::string() : std::string(view));
    add("q", asked.words);
    add("kind", asked.filter.kind);
    add("sender", id(asked.filter.sender));
    add("committee", id(asked.filter.committee));
    add("from", day_words(asked.filter.from));
    add("to", day_words(asked.filter.to));
    add("before", id(before));
    return path;
}

// The typed text goes through search, which answers only with what the actor may see.
SubmissionPage searched(db::Conn& conn, const Actor& actor, const Asked& asked, Day today) {
    search::Query wanted;
    wanted.text = asked.words;
    wanted.kinds = {std::string(kSubmission)};
    const auto answer = search::find(conn, actor, wanted);
    std::vector<Id> ids;
    for (const auto& hit : answer.hits) ids.push_back(hit.record);
    SubmissionPage page;
    page.lines = submission_lines(conn, actor, asked.filter, ids, today);
    page.count = static_cast<std::int64_t>(page.lines.size());
    page.count_more = answer.more || answer.cut_short;
    return page;
}

std::string count_words(const Lang& lang, std::int64_t count, bool more) {
    return more ? text::fill(lang.tr("%1+ hồ sơ"), {lang.number(count)}) : lang.trn("%1 hồ sơ", count);
}

void add_choices(pages::SubmissionsList& page, const Lang& lang, const Asked& asked,
                 const directory::Snapshot& directory, const std::vector<Id>& committees, Day today) {
    for (const auto& view : kViews)
        page.views.push_back({.view_path = path_of("/submissions", asked, view.id, 0),
                              .if_here = asked.filter.view == view.id,
                              .view_name = lang.tr(view.title)});
    for (const auto& view : kFigureViews) {
        if (asked.filter.view != view.id) continue;
        page.views.push_back({.view_path = path_of("/submissions", asked, view.id, 0),
                              .if_here = true,
                              .view_name = lang.tr(view.title)});
        page.from_label = lang.tr(view.from);
    }
    for (const auto* kind : rules::table("submissions").in_force("kind", today))
        page.kinds.push_back({.kind = kind->text("id"),
                              .if_chosen = asked.filter.kind == kind->text("id"),
                              .kind_name = lang.tr(kind->text("name"))});
    for (const Id committee : committees) {
        for (const auto* agency : directory.children_of(committee)) {
            if (agency->tenant && !agency->closed_on(today))
                page.senders.push_back({.sender = std::to_string(agency->id),
                                        .if_chosen = asked.filter.sender == agency->id,
                                        .sender_name = agency->short_name});
        }
    }
    page.if_senders = !page.senders.empty();
}

pages::SubmissionsList model_of(const Lang& lang, const Asked& asked, const SubmissionPage& found, Day today) {
    const std::string count = count_words(lang, found.count, found.count_more);
    pages::SubmissionsList page{
        .count_words = count,
        .if_prepares = false,
        .views = {},
        .view = asked.filter.view,
        .committee = asked.filter.committee == 0 ? std::string() : std::to_string(asked.filter.committee),
        .typed_text = asked.words,
        .kinds = {},
        .if_senders = false,
        .senders = {},
        .from_label = lang.tr("Trình từ ngày"),
        .from_day = day_words(asked.filter.from),
        .to_day = day_words(asked.filter.to),
        .if_none = found.lines.empty(),
        .if_rows = !found.lines.empty(),
        .rows = {},
        .pager_count =
            text::fill(lang.tr("%1 trong %2"), {lang.number(static_cast<std::int64_t>(found.lines.size())), count}),
        .if_newer = asked.filter.before != 0,
        .newer_path = path_of("/submissions", asked, asked.filter.view, 0),
        .if_older = found.next != 0,
        .older_path = path_of("/submissions", asked, asked.filter.view, found.next),
        .if_csv = asked.words.empty() && !found.lines.empty(),
        .csv_path = path_of("/submissions.csv", asked, asked.filter.view, 0),
        .xlsx_path = path_of("/submissions.xlsx", asked, asked.filter.view, 0)};
    for (const auto& one : found.lines) {
        const bool late = overdue(one, today);
        page.rows.push_back({.letter = one.letter_mark,
                             .submitted = day_words(one.submitted_day),
                             .show_path = link_of(one.id),
                             .subject = one.subject,
                             .sent_by = one.sender_name,
                             .examiner = one.examiner_label,
                             .if_overdue = late,
                             .due = day_words(due_of(one)),
                             .tag = tag_of(one, late),
                             .state = lang.tr(late ? "Quá hạn" : state_name(one.state))});
    }
    return page;
}

std::vector<sheet::Cell> cells_of(const Lang& lang, const Submission& one) {
    const char* on_time = one.examined_day ? (one.examined_late ? "Quá hạn" : "Đúng hạn") : "";
    return {one.letter_mark,
            day_words(one.letter_day),
            lang.tr(kind_name(one.kind)),
            one.subject,
            one.sender_name,
            one.field,
            day_words(one.submitted_day),
            day_words(one.received_day),
            one.examiner_label,
            day_words(one.due),
            day_words(one.examined_day),
            lang.tr(on_time),
            one.result_mark,
            day_words(one.result_day),
            lang.tr(state_name(one.state))};
}

std::vector<sheet::Column> columns(const Lang& lang) {
    std::vector<sheet::Column> list{{"Tờ trình", 18},         {"Ngày tờ trình", 12},  {"Loại hồ sơ", 24},
                                    {"Nội dung trình", 60},   {"Cơ quan trình", 36},  {"Lĩnh vực", 18},
                                    {"Ngày trình", 12},       {"Ngày tiếp nhận", 12}, {"Người thẩm tra", 28},
                                    {"Hạn thẩm tra", 12},     {"Ngày thẩm tra", 12},  {"Đúng hạn, quá hạn", 12},
                                    {"Văn bản ban hành", 18}, {"Ngày ban hành", 12},  {"Trạng thái", 20}};
    for (auto& column : list) column.title = lang.tr(column.title);
    return list;
}

// Read page by page while it is sent: memory stays flat however long the list is.
sheet::List table_of(web::Context& context) {
    auto filter = asked(context.request, clock::today()).filter;
    filter.most = kCsvStep;
    const auto more = [house = &context.house, actor = context.actor(), lang = context.lang,
                       filter](std::vector<std::vector<sheet::Cell>>& rows) mutable {
        const auto page =
            house->db->reading([&](db::Conn& conn) { return list_submissions(conn, actor, filter, clock::today()); });
        for (const auto& one : page.lines) rows.push_back(cells_of(lang, one));
        filter.before = page.next;
        return page.next != 0;
    };
    return {.name = "ho-so-trinh-" + clock::to_text(clock::today()),
            .sheet_name = context.lang.tr("Hồ sơ trình"),
            .columns = columns(context.lang),
            .more = more,
            .cut_words = context.lang.tr("Bảng Excel chỉ ghi 10.000 dòng mới nhất; hãy tải bảng CSV để có đủ.")};
}

}  // namespace

std::vector<Id> committees_of(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<Id> list;
    for (const auto& as : actor.capacities) {
        for (const Id agency : {as.served, as.agency}) {
            const bool known = std::find(list.begin(), list.end(), agency) != list.end();
            if (agency != 0 && !known && committee_itself(directory, agency)) list.push_back(agency);
        }
    }
    return list;
}

std::vector<Id> senders_of(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<Id> list;
    for (const auto& as : actor.capacities) {
        for (const Id agency : {as.agency, as.served}) {
            const bool known = std::find(list.begin(), list.end(), agency) != list.end();
            if (agency != 0 && !known && committee_of(directory, agency)) list.push_back(agency);
        }
    }
    return list;
}

web::Response list_page(web::Context& context) {
    const Day today = clock::today();
    const Asked wanted = asked(context.request, today);
    const auto directory = directory::now(context.house);
    const Actor& actor = context.actor();
    auto& known = context.house.part<grants::Long>();
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        return wanted.words.empty() ? list_submissions(conn, actor, wanted.filter, today, &known)
                                    : searched(conn, actor, wanted, today);
    });
    auto page = model_of(context.lang, wanted, found, today);
    const auto committees = committees_of(*directory, actor);
    page.if_prepares = !actor.read_only && (!committees.empty() || !senders_of(*directory, actor).empty());
    add_choices(page, context.lang, wanted, *directory, committees, today);
    return web::page(context, context.lang.tr("Hồ sơ trình"), page);
}

web::Response list_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response list_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

void submission_routes(web::Router& router) {
    router.get("/submissions", list_page).budget(14);
    router.get("/submissions.csv", list_csv);
    router.get("/submissions.xlsx", list_xlsx);
    router.get("/submissions/new", new_page).budget(20);
    router.post("/submissions/new", create);
    router.get("/submissions/:id", show_page).budget(22);
    router.get("/submissions/:id/description", edit_page);
    router.post("/submissions/:id/description", edit_it);
}

}  // namespace dinh::submissions
