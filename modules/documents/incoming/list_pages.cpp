// The list of incoming documents, as a page and as a table to take away.
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/list_query.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/lists.hpp"
#include "modules/documents/pages.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr forms::View kViews[] = {{"open", "Chưa xong"},
                                  {"mine", "Của tôi"},
                                  {"overdue", "Quá hạn"},
                                  {"registered_today", "Vào sổ hôm nay"},
                                  {"waiting_receipt", "Chờ tiếp nhận"},  // of clerks
                                  {"closed", "Đã kết thúc"},
                                  {"all", "Tất cả"}};
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
            .show_path = link_of(line.id),
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

layout::ListTop top_of(const dinh::pages::Lang& lang, const Actor& actor, const ListQuery& query, Day today) {
    const auto& filter = query.filter;
    const forms::ListFilters boxes(lang);
    const auto address = query.address();
    std::vector<forms::View> views(std::begin(kViews), std::end(kViews));
    if (!keeps_books(actor))
        std::erase_if(views, [](const forms::View& one) { return std::string_view(one.id) == "waiting_receipt"; });
    auto top = forms::list_top(lang, address, views, filter.view,
                               {boxes.words("Số, ký hiệu, trích yếu", query.words),
                                boxes.choice("kind", "Tên loại", kind_choices(today, filter.kind), filter.kind),
                                boxes.agency("author", "Cơ quan gửi", query.author_name, filter.author),
                                boxes.choice("urgency", "Độ khẩn", urgency_choices(), urgency_id(filter.urgency)),
                                boxes.day("from", "Đến từ ngày", "Từ %1", filter.from),
                                boxes.day("to", "đến hết ngày", "Đến hết %1", filter.to)});
    if (!filter.state.empty()) forms::add_chip(top, lang.tr(state_name(filter.state)), address.with("state", ""));
    return top;
}

pages::IncomingList model_of(const dinh::pages::Lang& lang, const Actor& actor, const ListQuery& query,
                             IncomingPage found, const Columns& columns, Day today) {
    const bool some = !found.lines.empty();
    pages::IncomingList page{
        .count_words = forms::count_words(lang, kCountedDocuments, found.count, found.count_more),
        .if_clerk = keeps_books(actor),
        .top = {top_of(lang, actor, query, today)},
        .if_none_fit = false,
        .if_none_yet = false,
        .if_rows = some,
        .hidden = "",
        .further = {},
        .rows = {},
        .end = {forms::list_end(lang, query.address(), kCountedDocuments, found, query.filter.before,
                                {.columns_path = "/documents/incoming/columns", .saved = true})}};
    add_columns(page, lang, columns);
    const bool filtered(page.top.front().if_chips);
    page.if_none_fit = !some && filtered;
    page.if_none_yet = !some && !filtered;
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

sheet::List table_of(web::Context& context) {
    const Day today = clock::today();
    IncomingFilter filter = list_query(context.request, today).filter;
    filter.counted = false;
    return taken_away(context.lang, "van-ban-den", "Văn bản đến", columns_for(context, "incoming"),
                      forms::rows_by_pages(
                          context.house, filter,
                          [actor = context.actor(), today](db::Conn& conn, const IncomingFilter& wanted) {
                              return list_incoming(conn, actor, wanted, today);
                          },
                          [lang = context.lang](const IncomingLine& line) { return cells_of(lang, line); }));
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
                                   : forms::found_by_words<IncomingPage>(
                                         conn, context.actor(), query.words, kIncoming, [&](const auto& ids) {
                                             return incoming_lines(conn, query.filter, ids, today);
                                         });
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
