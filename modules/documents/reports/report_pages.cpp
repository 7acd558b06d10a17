// The report of an agency, and of the agencies below it.
#include <algorithm>

#include "modules/documents/pages.hpp"
#include "modules/documents/reports/asked.hpp"
#include "modules/documents/routes.hpp"
#include "platform/text/text.hpp"
#include "platform/web/router.hpp"

namespace dinh::documents::reports {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMonthsOffered = 13, kQuartersOffered = 5, kMonthsDrawn = 12;
constexpr int kBarBottom = 120, kBarHeight = 100, kBarStep = 58, kBarWidth = 36;

std::string link_of(const Asked& asked, const Cell& cell) {
    const auto id = [](const std::optional<Id>& one) { return one ? (*one ? std::to_string(*one) : "none") : ""; };
    return asked.address("/documents", "&direction=" + cell.direction + "&column=" + cell.column +
                                           "&unit=" + id(cell.unit) + "&post=" + id(cell.post));
}

// `of_agencies`: its lines lead to the reports of the agencies, not to lists.
pages::ReportsTable shown(const Lang& lang, const Asked& asked, const Table& table, bool of_agencies) {
    pages::ReportsTable page{.table_name = lang.tr(table.title),
                             .no_rows = table.lines.empty(),
                             .if_rows = !table.lines.empty(),
                             .first_column = lang.tr(table.first),
                             .columns = {},
                             .rows = {}};
    for (const auto& column : table.columns) page.columns.push_back({.column = lang.tr(column.title)});
    for (const auto& line : table.lines) {
        const bool own = std::any_of(asked.agencies.begin(), asked.agencies.end(),
                                     [&](const auto* agency) { return line.agency != 0 && agency->id == line.agency; });
        page.rows.push_back({.if_whole = line.whole,
                             .if_row_link = own,
                             .row_path = std::string(kPath) + "?agency=" + std::to_string(line.agency) +
                                         "&period=" + asked.period.name + (asked.present ? "&boundaries=now" : ""),
                             .row_name = line.name,
                             .cells = {}});
        for (std::size_t n = 0; n < line.figures.size(); ++n) {
            Cell cell = line.cell;
            cell.column = table.columns[n].column;
            const bool linked = !of_agencies && line.figures[n] != 0;
            page.rows.back().cells.push_back({.if_bad = table.columns[n].bad && line.figures[n] != 0,
                                              .if_link = linked,
                                              .cell_path = linked ? link_of(asked, cell) : std::string(),
                                              .figure = lang.number(line.figures[n]),
                                              .no_link = !linked});
        }
    }
    return page;
}

template <class Page>
void add_choices(Page& page, const Lang& lang, const Asked& asked) {
    const auto add = [&](Period period, int count) {
        for (int n = 0; n < count; ++n, period = before(period))
            page.periods.push_back({.period = period.name,
                                    .if_period = period.name == asked.period.name,
                                    .period_name = period_words(lang, period)});
    };
    const Period month = month_of(asked.today);
    add(month, kMonthsOffered);
    const auto [year, number, ignored] = clock::ymd(asked.today);
    add(*period_of(std::to_string(year) + "-q" + std::to_string((number + 2) / 3)), kQuartersOffered);
    for (const auto* agency : asked.agencies)
        page.agencies.push_back({.agency = agency->id, .if_agency = agency == asked.agency, .name = agency->name});
    page.if_agencies = asked.agencies.size() > 1;
    page.if_boundaries = asked.boundaries;
    page.if_now = asked.present;
}

std::string percent(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? std::string("–") : std::to_string((part * 1000 / whole + 5) / 10) + "%";
}

void add_cards(pages::ReportsShow& page, const Lang& lang, const Asked& asked, const std::vector<Sum>& sums) {
    const auto count = [&](const char* column) { return figure(sums, {"incoming", column, {}, {}}); };
    const auto add = [&](const char* look, const char* name, const char* column, std::string note) {
        page.cards.push_back({.card_look = look,
                              .card_path = link_of(asked, {"incoming", column, {}, {}}),
                              .card_name = lang.tr(name),
                              .card_figure = lang.number(count(column)),
                              .card_note = std::move(note)});
    };
    const std::int64_t closed = count("closed");
    add("", "Đến trong kỳ", "received",
        text::fill(lang.tr("và %1 kỳ trước chuyển sang"), {lang.number(count("carried"))}));
    add("card--good", "Xong đúng hạn", "closed_on_time",
        text::fill(lang.tr("%1 số đã xong"), {percent(count("closed_on_time"), closed)}));
    add(count("closed_late") ? "card--bad" : "", "Xong quá hạn", "closed_late",
        text::fill(lang.tr("%1 số đã xong"), {percent(count("closed_late"), closed)}));
    add("", "Kết thúc không có kết quả", "closed_without_result",
        text::fill(lang.tr("%1 số đã xong"), {percent(count("closed_without_result"), closed)}));
    add(count("open_overdue") ? "card--bad" : "", "Đang xử lý quá hạn", "open_overdue",
        text::fill(lang.tr("trong %1 đang xử lý"), {lang.number(count("open"))}));
}

struct Bar {
    Period month;
    std::int64_t good = 0, bad = 0;
};

std::vector<Bar> bars_of(db::Conn& conn, const Asked& asked) {
    std::vector<Bar> bars;
    Period month = month_of(std::min(asked.period.until, asked.today));
    for (int n = 0; n < kMonthsDrawn; ++n, month = before(month)) bars.push_back({month});
    std::reverse(bars.begin(), bars.end());
    for (const Id agency : asked.whole.agencies)
        for (const auto& one : closed_by_month(conn, agency, bars.front().month, bars.back().month))
            for (auto& bar : bars)
                if (bar.month.name == one.month) (one.outcome == "closed_on_time" ? bar.good : bar.bad) += one.records;
    return bars;
}

void add_chart(pages::ReportsShow& page, const Lang& lang, const std::vector<Bar>& bars) {
    std::int64_t most = 0;
    for (const auto& bar : bars) most = std::max(most, bar.good + bar.bad);
    page.if_chart = most > 0;
    if (most == 0) return;
    int left = 16;
    for (const auto& bar : bars) {
        const int good = static_cast<int>(bar.good * kBarHeight / most);
        const int bad = static_cast<int>((bar.good + bar.bad) * kBarHeight / most) - good;
        const auto [year, month, ignored] = clock::ymd(bar.month.from);
        page.bars.push_back(
            {.bar_words = text::fill(lang.tr("%1: %2 đúng hạn, %3 quá hạn hoặc không có kết quả"),
                                     {period_words(lang, bar.month), lang.number(bar.good), lang.number(bar.bad)}),
             .bar_x = left,
             .good_y = kBarBottom - good,
             .good_height = good,
             .bad_y = kBarBottom - good - bad,
             .bad_height = bad,
             .middle_x = left + kBarWidth / 2,
             .bar_name = std::to_string(month) + "/" + std::to_string(year % 100),
             .top_y = kBarBottom - good - bad - 4,
             .bar_total = lang.number(bar.good + bar.bad)});
        left += kBarStep;
    }
}

void add_apart(pages::ReportsShow& page, const Lang& lang, const Asked& asked, db::Conn& conn) {
    for (const Id agency : asked.whole.divided) {
        Asked own = asked;
        own.agency = asked.directory->agency(agency);
        own.present = false;
        const auto sums = sums_of(cases(conn, *asked.directory, agency, asked.period, asked.today));
        const auto words = [&](const char* text, const char* direction) {
            return text::fill(lang.tr(text), {lang.number(figure(sums, {direction, "", {}, {}}))});
        };
        page.apart.push_back({.apart_name = own.agency->name,
                              .in_path = link_of(own, {"incoming", "", {}, {}}),
                              .in_words = words("%1 văn bản đến", "incoming"),
                              .out_path = link_of(own, {"outgoing", "", {}, {}}),
                              .out_words = words("%1 văn bản đi", "outgoing")});
    }
    page.if_apart = !page.apart.empty();
}

pages::ReportsShow model_of(const Lang& lang, const Asked& asked) {
    return {.period_words = words_of(lang, asked),
            .agency_name = asked.agency->name,
            .print_path = asked.address("/print"),
            .csv_path = asked.address("/table.csv"),
            .xlsx_path = asked.address("/table.xlsx"),
            .if_tabs = asked.below,
            .own_path = asked.address(""),
            .below_path = asked.address("/agencies"),
            .periods = {},
            .if_agencies = false,
            .agencies = {},
            .if_boundaries = false,
            .if_now = false,
            .cards = {},
            .tables = {},
            .if_apart = false,
            .apart = {},
            .if_chart = false,
            .bars = {}};
}

web::Response show(web::Context& context) {
    const Asked asked = reports::asked(context);
    const Lang& lang = context.lang;
    auto page = model_of(lang, asked);
    const auto [sums, bars] = context.house.db->reading([&](db::Conn& conn) {
        if (asked.scope.whole) add_apart(page, lang, asked, conn);
        return std::pair(within(asked.scope, sums_of(cases_of(conn, asked))),
                         asked.scope.whole ? bars_of(conn, asked) : std::vector<Bar>());
    });
    add_choices(page, lang, asked);
    add_cards(page, lang, asked, sums);
    for (const auto& table : tables_of(lang, *asked.directory, sums))
        page.tables.push_back(shown(lang, asked, table, false));
    add_chart(page, lang, bars);
    return web::page(context, lang.tr("Tình hình xử lý văn bản"), page);
}

std::string counted_words(const Lang& lang, const std::vector<AgencySums>& sums) {
    if (sums.empty()) return lang.tr("chưa có số liệu");
    const auto oldest = std::min_element(sums.begin(), sums.end(),
                                         [](const auto& a, const auto& b) { return a.counted_at < b.counted_at; });
    return text::fill(lang.tr("tính đến %1"), {clock::show(oldest->counted_at)});
}

web::Response show_below(web::Context& context) {
    const Asked asked = reports::asked(context);
    if (!asked.below) throw NotFound("documents: no agencies below");
    std::shared_ptr<const directory::Snapshot> names;
    const auto sums = context.house.db->reading([&](db::Conn& conn) { return sums_below(conn, asked, names); });
    const Lang& lang = context.lang;
    pages::ReportsBelow page{.period_words = words_of(lang, asked),
                             .counted_words = counted_words(lang, sums),
                             .csv_path = asked.address("/table.csv", "&below=1"),
                             .xlsx_path = asked.address("/table.xlsx", "&below=1"),
                             .own_path = asked.address(""),
                             .below_path = asked.address("/agencies"),
                             .periods = {},
                             .if_agencies = false,
                             .agencies = {},
                             .if_boundaries = false,
                             .if_now = false,
                             .tables = {}};
    add_choices(page, lang, asked);
    for (const auto& table : tables_of(lang, *names, sums)) page.tables.push_back(shown(lang, asked, table, true));
    return web::page(context, lang.tr("Tình hình xử lý văn bản"), page);
}

}  // namespace

}  // namespace dinh::documents::reports

namespace dinh::documents {

void report_routes(web::Router& router) {
    router.get("/documents/reports", reports::show).budget(12);
    router.get("/documents/reports/agencies", reports::show_below).budget(14);
    router.get("/documents/reports/documents", reports::show_documents).budget(12);
    router.get("/documents/reports/print", reports::print_report).budget(11);
    router.get("/documents/reports/table.csv", reports::download_csv).budget(14);
    router.get("/documents/reports/table.xlsx", reports::download_xlsx).budget(14);
}

}  // namespace dinh::documents
