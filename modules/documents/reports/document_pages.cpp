// The list behind a figure.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/lists.hpp"
#include "modules/documents/outgoing/outgoing.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/reports/asked.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::reports {

namespace {

using Lang = dinh::pages::Lang;

constexpr std::size_t kLinesOfPage = 50;

// nullopt: none named; 0: "none".
std::optional<Id> id_of(std::string_view text) {
    if (text.empty()) return std::nullopt;
    if (text == "none") return 0;
    const auto id = ids::parse(text);
    if (!id) throw NotFound("documents: no such unit or post in a report");
    return id;
}

Cell cell_of(const web::Request& request) {
    Cell cell{std::string(request.get("direction")), std::string(request.get("column")), id_of(request.get("unit")),
              id_of(request.get("post"))};
    if (!is_column(cell.direction, cell.column)) throw NotFound("documents: no such figure in a report");
    return cell;
}

struct Found {
    std::size_t all = 0;
    std::vector<Id> ids;  // of this page
    Id next = 0;
};

Found find(db::Conn& conn, const Asked& asked, const Cell& cell, Id before) {
    Found found;
    for (const auto& one : cases_of(conn, asked)) {
        if (!asked.scope.holds(one.unit, one.post) ||
            !cell.holds(one.direction, one.unit, one.post, one.share, one.outcome))
            continue;
        ++found.all;
        if (before != 0 && one.document >= before) continue;
        if (found.ids.size() < kLinesOfPage)
            found.ids.push_back(one.document);
        else
            found.next = found.ids.back();
    }
    return found;
}

pages::ReportsDocuments::LinesItem line_of(const Lang& lang, const IncomingLine& line) {
    return {.number = std::to_string(line.arrival_number) + line.arrival_suffix,
            .day = day_words(line.arrival_day),
            .show_path = "/documents/incoming/" + std::to_string(line.id),
            .subject = line.subject,
            .who = line.handler,
            .if_overdue = line.overdue,
            .due = day_words(line.due),
            .tag = tag_of(line.state, line.overdue),
            .state = lang.tr(line.overdue ? "Quá hạn" : state_name(line.state))};
}
pages::ReportsDocuments::LinesItem line_of(const Lang& lang, const directory::Snapshot& directory,
                                           const OutgoingLine& line) {
    return {.number = line.mark,
            .day = day_words(line.day),
            .show_path = "/documents/outgoing/" + std::to_string(line.id),
            .subject = line.subject,
            .who = directory.person_name(line.drafter),
            .if_overdue = false,
            .due = day_words(line.reply_day),
            .tag = out_words::tag_of(line.state),
            .state = lang.tr(out_words::state_name(line.state))};
}

void add_lines(pages::ReportsDocuments& page, const web::Context& context, db::Conn& conn, const Asked& asked,
               const Cell& cell, std::vector<Id> ids) {
    const bool incoming = cell.direction == "incoming";
    const std::size_t all = ids.size();
    ids = grants::seen(conn, context.actor(), incoming ? kIncoming : kOutgoing, std::move(ids));
    page.if_hidden = ids.size() < all;
    if (incoming) {
        IncomingFilter filter;
        filter.view = "all";
        for (const auto& line : incoming_lines(conn, filter, ids, asked.today))
            page.lines.push_back(line_of(context.lang, line));
    } else {
        OutgoingFilter filter;
        filter.view = "all";
        for (const auto& line : outgoing_lines(conn, context.actor(), filter, ids))
            page.lines.push_back(line_of(context.lang, *asked.directory, line));
    }
    page.if_lines = !page.lines.empty();
}

std::string whose(const Lang& lang, const Asked& asked, const Cell& cell) {
    if (cell.post && *cell.post != 0) return asked.directory->post_label(*cell.post);
    if (cell.unit && *cell.unit != 0) return asked.directory->unit_name(*cell.unit);
    return cell.unit || cell.post ? lang.tr("Chưa có người chủ trì") : asked.agency->name;
}

pages::ReportsDocuments model_of(const Lang& lang, const Asked& asked, const Cell& cell) {
    return {.figure_name = lang.tr(column_title(cell.direction, cell.column)),
            .count_words = "",
            .whose = whose(lang, asked, cell),
            .period_words = words_of(lang, asked),
            .back_path = asked.address(""),
            .if_hidden = false,
            .if_none = false,
            .if_lines = false,
            .lines = {},
            .if_older = false,
            .older_path = ""};
}

std::string older_path(const web::Request& request, const Asked& asked, Id before) {
    std::string path = asked.address("/documents", "&before=" + std::to_string(before));
    for (const char* name : {"direction", "column", "unit", "post"})
        path += "&" + std::string(name) + "=" + text::url_encode(request.get(name));
    return path;
}

}  // namespace

web::Response show_documents(web::Context& context) {
    const Asked asked = reports::asked(context);
    const Cell cell = cell_of(context.request);
    auto page = model_of(context.lang, asked, cell);
    context.house.db->read([&](db::Conn& conn) {
        const auto found = find(conn, asked, cell, ids::parse(context.request.get("before")).value_or(0));
        page.count_words =
            forms::count_words(context.lang, kCountedDocuments, static_cast<std::int64_t>(found.all), false);
        page.if_none = found.all == 0;
        page.if_older = found.next != 0;
        page.older_path = older_path(context.request, asked, found.next);
        add_lines(page, context, conn, asked, cell, found.ids);
    });
    return web::page(context, context.lang.tr("Tình hình xử lý văn bản"), page);
}

}  // namespace dinh::documents::reports
