#include "modules/indicators/figures/figures.hpp"

#include <algorithm>

#include "modules/indicators/indicators.hpp"
#include "platform/text/text.hpp"

namespace dinh::indicators {

namespace {

std::vector<module::Figure>& published() {
    static std::vector<module::Figure> figures;
    return figures;
}

}  // namespace

void set_figures(std::vector<module::Figure> figures) { published() = std::move(figures); }

Month month_of(Day day) {
    const auto [year, month, ignored] = clock::ymd(day);
    const Day from = *clock::make_day(year, month, 1);
    const Day next = month == 12 ? *clock::make_day(year + 1, 1, 1) : *clock::make_day(year, month + 1, 1);
    return {from, next - 1, clock::to_text(from).substr(0, 7)};
}

Month before(const Month& month) { return month_of(month.from - 1); }

std::optional<Month> month_named(std::string_view name, Day today) {
    const auto from = name.size() == 7 ? clock::parse_day(std::string(name) + "-01") : std::nullopt;
    if (!from || *from > today || clock::ymd(*from).year < 2000) return std::nullopt;
    return month_of(*from);
}

std::vector<Line> figures_of(db::Conn& conn, Id agency, const Month& month, Day today) {
    const Day until = std::min(month.until, today);
    std::vector<Line> lines;
    for (const auto& figure : published()) {
        lines.push_back(
            {figure.name, figure.title, figure.value(conn, agency, month.from, until),
             text::fill(figure.list_path, {std::to_string(agency), text::url_encode(clock::show(month.from)),
                                           text::url_encode(clock::show(until))})});
    }
    return lines;
}

}  // namespace dinh::indicators
