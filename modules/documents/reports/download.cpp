// The report on paper and in files to take away.
#include "platform/sheet/download.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/reports/asked.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::reports {

namespace {

struct Report {
    Asked asked;
    std::vector<Table> tables;
};

Report report_of(web::Context& context) {
    Report report{asked(context), {}};
    const Asked& of = report.asked;
    const bool below = !context.request.get("below").empty();
    if (below && !of.below) throw NotFound("documents: no agencies below");
    context.house.db->read([&](db::Conn& conn) {
        std::shared_ptr<const directory::Snapshot> names;
        const auto sums = below ? sums_below(conn, of, names) : std::vector<AgencySums>();
        report.tables = below ? tables_of(context.lang, *names, sums)
                              : tables_of(context.lang, *of.directory, within(of.scope, sums_of(cases_of(conn, of))));
    });
    return report;
}

std::string file_name(const Report& report, const char* ending) {
    return "xu-ly-van-ban-" + report.asked.period.name + ending;
}

// Posts stand a little to the right of their unit.
std::string indented(const Line& line) { return line.whole || line.agency != 0 ? line.name : "   " + line.name; }

std::vector<sheet::Table> sheets_of(const dinh::pages::Lang& lang, const Report& report) {
    std::vector<sheet::Table> sheets;
    for (const auto& table : report.tables) {
        sheet::Table made{.name = lang.tr(table.title),
                          .title = lang.tr("Tình hình xử lý văn bản") + " – " + report.asked.agency->name + " – " +
                                   words_of(lang, report.asked),
                          .columns = {{lang.tr(table.first), 44}},
                          .rows = {}};
        for (const auto& column : table.columns) made.columns.push_back({lang.tr(column.title), 14});
        for (const auto& line : table.lines) {
            made.rows.push_back({indented(line)});
            for (const std::int64_t figure : line.figures) made.rows.back().emplace_back(figure);
        }
        sheets.push_back(std::move(made));
    }
    return sheets;
}

}  // namespace

web::Response download_csv(web::Context& context) {
    const Report report = report_of(context);
    return sheet::as_csv(file_name(report, ".csv"), sheets_of(context.lang, report));
}

web::Response download_xlsx(web::Context& context) {
    const Report report = report_of(context);
    return sheet::as_xlsx(file_name(report, ".xlsx"), sheets_of(context.lang, report));
}

web::Response print_report(web::Context& context) {
    const Report report = report_of(context);
    const auto& lang = context.lang;
    pages::ReportsPrint page{.agency_name = text::upper(report.asked.agency->name),
                             .period_words = words_of(lang, report.asked),
                             .sheets = {}};
    for (const auto& table : report.tables) {
        page.sheets.push_back(
            {.sheet_name = lang.tr(table.title), .first_column = lang.tr(table.first), .columns = {}, .lines = {}});
        auto& shown = page.sheets.back();
        for (const auto& column : table.columns) shown.columns.push_back({.column = lang.tr(column.title)});
        for (const auto& line : table.lines) {
            shown.lines.push_back({.if_whole = line.whole, .line_name = line.name, .cells = {}});
            for (const std::int64_t figure : line.figures)
                shown.lines.back().cells.push_back({.cell = lang.number(figure)});
        }
    }
    return web::print_page(context, lang.tr("Tình hình xử lý văn bản"), page, true);
}

}  // namespace dinh::documents::reports
