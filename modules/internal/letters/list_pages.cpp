// The list of internal documents, as a page and as a table to take away.
#include <algorithm>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/letters/pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/sheet/download.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kCsvStep = 500;

struct View {
    const char* id;
    const char* title;
};
constexpr View kViews[] = {{"todo", "Chờ xử lý, chưa xem"},
                           {"received", "Đã nhận"},
                           {"approval", "Chờ ký"},
                           {"drafts", "Dự thảo"},
                           {"sent", "Đã gửi"}};

struct Asked {
    LetterFilter filter;
    std::string words;
};

// Unknown or malformed values are left out, as if nothing had been asked.
Asked asked_of(const web::Request& request, Day today) {
    Asked asked;
    for (const auto& view : kViews)
        if (request.get("view") == view.id) asked.filter.view = view.id;
    for (const auto* kind : rules::table("internal_documents").in_force("kind", today))
        if (request.get("kind") == kind->text("id")) asked.filter.kind = kind->text("id");
    asked.filter.from = clock::parse_typed_day(request.get("from"), today);
    asked.filter.to = clock::parse_typed_day(request.get("to"), today);
    asked.filter.before = ids::parse(request.get("before")).value_or(0);
    asked.words = text::cut(text::clean_line(request.get("q")), 200);
    return asked;
}

std::string path_of(const Asked& asked, std::string_view view, Id before, const char* base = "/internal/letters") {
    std::string path = base;
    char joint = '?';
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        path += joint + std::string(name) + "=" + text::url_encode(value);
        joint = '&';
    };
    add("view", view == "todo" ? std::string() : std::string(view));
    add("q", asked.words);
    add("kind", asked.filter.kind);
    add("from", day_words(asked.filter.from));
    add("to", day_words(asked.filter.to));
    add("before", before == 0 ? std::string() : std::to_string(before));
    return path;
}

// The typed text goes through search, which answers only with what the actor may see.
LetterPage searched(db::Conn& conn, const Actor& actor, const Asked& asked) {
    search::Query wanted;
    wanted.text = asked.words;
    wanted.kinds = {std::string(kLetter)};
    const auto answer = search::find(conn, actor, wanted);
    std::vector<Id> ids;
    for (const auto& hit : answer.hits) ids.push_back(hit.record);
    LetterPage page;
    page.lines = letter_lines(conn, actor, asked.filter, ids);
    page.count = static_cast<std::int64_t>(page.lines.size());
    page.count_more = answer.more || answer.cut_short;
    return page;
}

std::string count_words(const Lang& lang, std::int64_t count, bool more) {
    return more ? text::fill(lang.tr("%1+ văn bản"), {lang.number(count)}) : lang.trn("%1 văn bản", count);
}

std::string day_of(const Letter& one) { return clock::show(clock::day_of(one.sent_at.value_or(one.created_at))); }

pages::LettersList::RowsItem row_of(const Lang& lang, const LetterLine& line, Day today) {
    const Letter& one = line.letter;
    const bool late = overdue(one, today), out = one.sent_at.has_value();
    return {.mark = one.mark.empty() ? std::string("–") : one.mark,
            .day = day_of(one),
            .row_kind = lang.tr(kind_name(one.kind)),
            .show_path = flow::link_of(one.id),
            .subject = one.subject,
            .sender = one.from_name,
            .read_words =
                out ? text::fill(lang.tr("%1/%2 đã xem"), {std::to_string(line.read), std::to_string(line.receivers)})
                    : lang.trn("%1 nơi nhận", line.receivers),
            .if_overdue = late,
            .due = day_words(one.due),
            .tag = tag_of(one, late),
            .state = lang.tr(late ? std::string("Quá hạn") : state_name(one.state))};
}

pages::LettersList model_of(const Lang& lang, const Actor& actor, const Asked& asked, const LetterPage& found,
                            Day today) {
    const std::string count = count_words(lang, found.count, found.count_more);
    const bool whole = asked.words.empty() && !found.lines.empty();
    pages::LettersList page{
        .count_words = count,
        .if_may_draft = !actor.read_only && !own_posts(actor).empty(),
        .views = {},
        .view = asked.filter.view,
        .typed_text = asked.words,
        .kinds = {},
        .from_day = day_words(asked.filter.from),
        .to_day = day_words(asked.filter.to),
        .if_none = found.lines.empty(),
        .if_rows = !found.lines.empty(),
        .rows = {},
        .pager_count =
            text::fill(lang.tr("%1 trong %2"), {lang.number(static_cast<std::int64_t>(found.lines.size())), count}),
        .if_newer = asked.filter.before != 0,
        .newer_path = path_of(asked, asked.filter.view, 0),
        .if_older = found.next != 0,
        .older_path = path_of(asked, asked.filter.view, found.next),
        .if_csv = whole,
        .csv_path = path_of(asked, asked.filter.view, 0, "/internal/letters.csv"),
        .xlsx_path = path_of(asked, asked.filter.view, 0, "/internal/letters.xlsx")};
    for (const auto& view : kViews)
        page.views.push_back({.view_path = path_of(asked, view.id, 0),
                              .if_here = asked.filter.view == view.id,
                              .view_name = lang.tr(view.title)});
    for (const auto* kind : rules::table("internal_documents").in_force("kind", today))
        page.kinds.push_back({.kind = kind->text("id"),
                              .if_chosen = asked.filter.kind == kind->text("id"),
                              .kind_name = lang.tr(kind->text("name"))});
    for (const auto& line : found.lines) page.rows.push_back(row_of(lang, line, today));
    return page;
}

std::vector<sheet::Cell> cells_of(const Lang& lang, const LetterLine& line) {
    const Letter& one = line.letter;
    return {one.mark,
            day_of(one),
            lang.tr(kind_name(one.kind)),
            one.subject,
            one.from_name,
            one.sender_label,
            one.signed_by,
            std::int64_t{line.receivers},
            std::int64_t{line.read},
            std::int64_t{line.done},
            day_words(one.due),
            lang.tr(state_name(one.state))};
}

std::vector<sheet::Column> columns_of(const Lang& lang) {
    std::vector<sheet::Column> columns;
    for (const auto& [title, letters] : std::initializer_list<std::pair<const char*, double>>{{"Số, ký hiệu", 18},
                                                                                              {"Ngày", 12},
                                                                                              {"Loại văn bản", 18},
                                                                                              {"Trích yếu", 60},
                                                                                              {"Nơi gửi", 28},
                                                                                              {"Người soạn", 28},
                                                                                              {"Người ký", 28},
                                                                                              {"Số nơi nhận", 10},
                                                                                              {"Đã xem", 10},
                                                                                              {"Đã xử lý", 10},
                                                                                              {"Hạn", 12},
                                                                                              {"Trạng thái", 16}})
        columns.push_back({lang.tr(title), letters});
    return columns;
}

// Read page by page while it is sent: memory stays flat however long the list is.
sheet::List table_of(web::Context& context) {
    const Lang& lang = context.lang;
    Asked asked = asked_of(context.request, clock::today());
    asked.filter.most = kCsvStep;
    sheet::List list{.name = "van-ban-noi-bo-" + clock::to_text(clock::today()),
                     .sheet_name = lang.tr("Văn bản nội bộ"),
                     .columns = columns_of(lang),
                     .more = {},
                     .cut_words = lang.tr("Bảng Excel chỉ có các dòng đầu; tải CSV để có đủ.")};
    list.more = [house = &context.house, actor = context.actor(), lang,
                 filter = asked.filter](std::vector<std::vector<sheet::Cell>>& rows) mutable {
        const auto page = house->db->reading([&](db::Conn& conn) { return list_letters(conn, actor, filter); });
        for (const auto& line : page.lines) rows.push_back(cells_of(lang, line));
        filter.before = page.next;
        return page.next != 0;
    };
    return list;
}

}  // namespace

web::Response list_page(web::Context& context) {
    const Day today = clock::today();
    const Asked asked = asked_of(context.request, today);
    auto& known = context.house.part<grants::Long>();
    const LetterPage found = context.house.db->reading([&](db::Conn& conn) {
        return asked.words.empty() ? list_letters(conn, context.actor(), asked.filter, &known)
                                   : searched(conn, context.actor(), asked);
    });
    return web::page(context, context.lang.tr("Văn bản nội bộ"),
                     model_of(context.lang, context.actor(), asked, found, today));
}

web::Response list_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response list_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

}  // namespace dinh::internal
