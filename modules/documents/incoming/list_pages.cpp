// The list of incoming documents, as a page and as a table to take away.
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/list_query.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/lists.hpp"
#include "modules/documents/pages.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr const char* kListPath = "/documents/incoming";
constexpr int kCsvStep = 500;

struct View {
    const char* id;
    const char* title;
    bool only_clerks;
};
constexpr View kViews[] = {{"open", "Chưa xong", false},
                           {"mine", "Của tôi", false},
                           {"overdue", "Quá hạn", false},
                           {"registered_today", "Vào sổ hôm nay", false},
                           {"waiting_receipt", "Chờ tiếp nhận", true},
                           {"closed", "Đã kết thúc", false},
                           {"all", "Tất cả", false}};

bool keeps_books(const Actor& actor) { return actor.with_role(directory::role::kRecordsClerk) != nullptr; }

// `soon_until`: the last day that counts as near.
pages::IncomingRow row_of(const dinh::pages::Lang& lang, IncomingLine line, Day soon_until,
                          const std::vector<const ListColumn*>& further) {
    const bool soon = line.due && !line.overdue && is_open_state(line.state) && *line.due <= soon_until;
    std::vector<pages::IncomingRow::MoreItem> more;
    for (const auto* column : further)
        more.push_back({.more_cell = std::string_view(column->id) == "kind" ? kind_name(line.kind)
                                                                            : lang.tr(urgency_title(line.urgency))});
    return {.number =
                line.arrival_number == 0 ? std::string("–") : std::to_string(line.arrival_number) + line.arrival_suffix,
            .arrived = day_words(line.arrival_day),
            .mark = std::move(line.mark),
            .author = std::move(line.author_name),
            .show_path = std::string(kListPath) + "/" + std::to_string(line.id),
            .if_urgent = line.urgency > 0,
            .urgency = lang.tr(urgency_title(line.urgency)),
            .subject = std::move(line.subject),
            .more = std::move(more),
            .handler = std::move(line.handler),
            .if_overdue = line.overdue,
            .if_soon = soon,
            .due = day_words(line.due),
            .tag = tag_of(line.state, line.overdue),
            .state = lang.tr(line.overdue ? "Quá hạn" : state_name(line.state))};
}

// The typed text goes through search, which answers only with what the actor may see.
IncomingPage searched(db::Conn& conn, const Actor& actor, const ListQuery& query, Day today) {
    const auto found = matching(conn, actor, query.words, kIncoming);
    IncomingPage page;
    page.lines = incoming_lines(conn, query.filter, found.ids, today);
    page.count = static_cast<std::int64_t>(page.lines.size());
    page.count_more = found.more;
    return page;
}

void add_chips(pages::IncomingList& page, const dinh::pages::Lang& lang, const ListQuery& query) {
    const auto add = [&](const char* name, std::string words) {
        page.chips.push_back({.drop_path = query.path_with(name, ""), .chip = words});
    };
    const auto& filter = query.filter;
    if (!query.words.empty()) add("q", text::fill(lang.tr("Có “%1”"), {query.words}));
    if (!filter.state.empty()) add("state", lang.tr(state_name(filter.state)));
    if (!filter.kind.empty()) add("kind", kind_name(filter.kind));
    if (!filter.author.empty()) {
        ListQuery without = query;
        without.filter.author.clear();
        page.chips.push_back({.drop_path = without.path_with("author_name", ""),
                              .chip = query.author_name.empty() ? filter.author : query.author_name});
    }
    if (filter.urgency) add("urgency", lang.tr(urgency_title(*filter.urgency)));
    if (filter.from) add("from", text::fill(lang.tr("Từ %1"), {clock::show(*filter.from)}));
    if (filter.to) add("to", text::fill(lang.tr("Đến hết %1"), {clock::show(*filter.to)}));
    page.if_chips = !page.chips.empty();
}

void add_choices(pages::IncomingList& page, const dinh::pages::Lang& lang, const ListQuery& query, const Actor& actor,
                 Day today) {
    for (const auto& view : kViews) {
        if (view.only_clerks && !keeps_books(actor)) continue;
        page.views.push_back({.view_path = query.path_with("view", std::string_view(view.id) == "open" ? "" : view.id),
                              .if_here = query.filter.view == view.id,
                              .view_name = lang.tr(view.title)});
    }
    add_kinds_and_urgencies(page, lang, query.filter, today);
}

pages::IncomingList model_of(const dinh::pages::Lang& lang, const Actor& actor, const ListQuery& query,
                             IncomingPage found, const Columns& columns, Day today) {
    const auto& filter = query.filter;
    const std::string clear = std::string(kListPath) + (filter.view == "open" ? "" : "?view=" + filter.view);
    pages::IncomingList page{
        .count_words = count_words(lang, found.count, found.count_more),
        .if_clerk = keeps_books(actor),
        .views = {},
        .view = filter.view,
        .typed_text = query.words,
        .kinds = {},
        .typed_author = query.author_name,
        .author_id = ids::parse(filter.author) ? filter.author : std::string(),
        .urgencies = {},
        .from_day = day_words(filter.from),
        .to_day = day_words(filter.to),
        .if_chips = false,
        .chips = {},
        .clear_path = clear,
        .if_none_fit = false,
        .if_none_yet = false,
        .if_rows = !found.lines.empty(),
        .hidden = "",
        .further = {},
        .rows = {},
        .pager_count = text::fill(lang.tr("%1 trong %2"), {text::number(static_cast<std::int64_t>(found.lines.size())),
                                                           count_words(lang, found.count, found.count_more)}),
        .if_newer = filter.before != 0,
        .newer_path = query.path_with("", ""),
        .if_older = found.next != 0,
        .older_path = query.path_with("before", std::to_string(found.next)),
        .if_csv = query.words.empty() && !found.lines.empty(),
        .csv_path = query.path_with("", "", "/documents/incoming.csv"),
        .xlsx_path = query.path_with("", "", "/documents/incoming.xlsx"),
        .save_path = save_path(query.path_with("", ""), query.words)};
    add_columns(page, lang, columns);
    add_chips(page, lang, query);
    page.if_none_fit = found.lines.empty() && page.if_chips;
    page.if_none_yet = found.lines.empty() && !page.if_chips;
    add_choices(page, lang, query, actor, today);
    const Day soon_until = calendar::current().add_working_days(today, 1);
    page.rows.reserve(found.lines.size());
    const auto further = columns.further();
    for (auto& line : found.lines) page.rows.push_back(row_of(lang, std::move(line), soon_until, further));
    return page;
}

std::vector<sheet::Cell> cells_of(const dinh::pages::Lang& lang, const IncomingLine& line) {
    const std::string number =
        line.arrival_number == 0 ? std::string() : std::to_string(line.arrival_number) + line.arrival_suffix;
    return {number,
            day_words(line.arrival_day),
            line.mark,
            line.author_name,
            kind_name(line.kind),
            line.subject,
            lang.tr(urgency_title(line.urgency)),
            line.handler,
            day_words(line.due),
            lang.tr(state_name(line.state)),
            line.overdue ? lang.tr("Quá hạn") : std::string()};
}

// Read page by page while it is sent: memory stays flat however long the list is.
sheet::List table_of(web::Context& context) {
    const Day today = clock::today();
    ListQuery query = list_query(context.request, today);
    query.filter.most = kCsvStep;
    query.filter.counted = false;
    return taken_away(context.lang, "van-ban-den", "Văn bản đến", columns_for(context, "incoming"),
                      [house = &context.house, actor = context.actor(), lang = context.lang, filter = query.filter,
                       today](std::vector<std::vector<sheet::Cell>>& rows) mutable {
                          const auto page = house->db->reading(
                              [&](db::Conn& conn) { return list_incoming(conn, actor, filter, today); });
                          for (const auto& line : page.lines) rows.push_back(cells_of(lang, line));
                          filter.before = page.next;
                          return page.next != 0;
                      });
}

}  // namespace

const char* urgency_title(int urgency) {
    constexpr const char* kTitles[] = {"Thường", "Khẩn", "Thượng khẩn", "Hỏa tốc"};
    return kTitles[urgency >= 0 && urgency <= 3 ? urgency : 0];
}

web::Response list_page(web::Context& context) {
    const Day today = clock::today();
    const ListQuery query = list_query(context.request, today);
    auto& known = context.house.part<grants::Long>();
    auto found = context.house.db->reading([&](db::Conn& conn) {
        return query.words.empty() ? list_incoming(conn, context.actor(), query.filter, today, &known)
                                   : searched(conn, context.actor(), query, today);
    });
    return web::page(
        context, context.lang.tr("Văn bản đến"),
        model_of(context.lang, context.actor(), query, std::move(found), columns_for(context, "incoming"), today));
}

web::Response list_columns_form(web::Context& context) { return columns_form(context, "incoming"); }
web::Response choose_list_columns(web::Context& context) { return columns_chosen(context, "incoming"); }

web::Response list_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response list_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

}  // namespace dinh::documents
