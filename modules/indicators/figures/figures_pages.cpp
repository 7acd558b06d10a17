#include "modules/indicators/figures/figures_pages.hpp"

#include "modules/indicators/figures/figures.hpp"
#include "modules/indicators/pages.hpp"
#include "modules/indicators/rights.hpp"
#include "platform/sheet/download.hpp"
#include "platform/text/text.hpp"

namespace dinh::indicators {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMonthsOffered = 13;

struct Asked {
    std::shared_ptr<const directory::Snapshot> directory;
    std::vector<const directory::Agency*> agencies;
    const directory::Agency* agency = nullptr;
    Month month;
    Day today;
};

// NotFound: figures of nobody, of a stranger, or of a month that is none.
Asked asked_of(const web::Context& context) {
    Asked asked;
    asked.today = clock::today();
    asked.directory = directory::now(context.house);
    asked.agencies = readable(*asked.directory, context.actor());
    if (asked.agencies.empty()) throw NotFound("indicators: no figures for this person");
    const auto wanted = context.request.get("agency");
    for (const auto* agency : asked.agencies)
        if (wanted.empty() ? agency == asked.agencies.front() : ids::parse(wanted) == agency->id) asked.agency = agency;
    if (!asked.agency) throw NotFound("indicators: figures of a stranger");
    const auto name = context.request.get("month");
    const auto month = name.empty() ? month_of(asked.today) : month_named(name, asked.today);
    if (!month) throw NotFound("indicators: no such month");
    asked.month = *month;
    return asked;
}

std::vector<Line> lines_of(const web::Context& context, const Asked& asked) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return figures_of(conn, asked.agency->id, asked.month, asked.today); });
}

std::string month_words(const Lang& lang, const Month& month) {
    return text::fill(lang.tr("tháng %1 năm %2"), {month.name.substr(5), month.name.substr(0, 4)});
}

pages::FiguresList model_of(const Lang& lang, const Asked& asked, const std::vector<Line>& lines) {
    const std::string query = "?agency=" + std::to_string(asked.agency->id) + "&month=" + asked.month.name;
    pages::FiguresList page{.agency_name = asked.agency->name,
                            .month_name = month_words(lang, asked.month),
                            .months = {},
                            .if_agencies = asked.agencies.size() > 1,
                            .agencies = {},
                            .if_none = lines.empty(),
                            .if_lines = !lines.empty(),
                            .lines = {},
                            .csv_path = "/indicators.csv" + query,
                            .xlsx_path = "/indicators.xlsx" + query};
    for (const auto* agency : asked.agencies)
        page.agencies.push_back({.agency = agency->id, .if_agency = agency == asked.agency, .name = agency->name});
    Month month = month_of(asked.today);
    for (int n = 0; n < kMonthsOffered; ++n, month = before(month))
        page.months.push_back(
            {.month = month.name, .if_month = month.name == asked.month.name, .month_words = month_words(lang, month)});
    for (const auto& line : lines) {
        const bool linked = line.value != 0 && !line.list_path.empty();
        page.lines.push_back({.title = lang.tr(line.title),
                              .if_link = linked,
                              .list_path = linked ? line.list_path : std::string(),
                              .value = lang.number(line.value),
                              .no_link = !linked});
    }
    return page;
}

sheet::List table_of(const web::Context& context) {
    const Asked asked = asked_of(context);
    const auto& lang = context.lang;
    std::vector<std::vector<sheet::Cell>> rows;
    for (const auto& line : lines_of(context, asked))
        rows.push_back({line.name, lang.tr(line.title), asked.agency->name, asked.month.name, line.value});
    return {.name = "so-lieu",
            .sheet_name = lang.tr("Số liệu"),
            .columns = {{lang.tr("Mã")},
                        {lang.tr("Số liệu")},
                        {lang.tr("Cơ quan")},
                        {lang.tr("Tháng")},
                        {lang.tr("Số lượng")}},
            .more =
                [rows = std::move(rows)](std::vector<std::vector<sheet::Cell>>& into) {
                    into = rows;
                    return false;
                },
            .cut_words = ""};
}

}  // namespace

web::Response figures_page(web::Context& context) {
    const Asked asked = asked_of(context);
    return web::page(context, context.lang.tr("Số liệu"), model_of(context.lang, asked, lines_of(context, asked)));
}

web::Response figures_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response figures_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

}  // namespace dinh::indicators
