// The look-up of administrative units in the administration.
#include "modules/directory/agencies/administrative_units/administrative_units.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr int kMostLines = 50;

std::string span_of(const dinh::pages::Lang& lang, const AdministrativeUnit& unit) {
    if (unit.from) return span_words(lang, *unit.from, unit.until);
    return unit.until ? text::fill(lang.tr("đến hết %1"), {clock::show(*unit.until - 1)}) : std::string();
}

pages::AgenciesAdministrativeUnitsList::RowsItem row_of(const dinh::pages::Lang& lang, db::Conn& conn,
                                                        const AdministrativeUnit& unit, Day on) {
    pages::AgenciesAdministrativeUnitsList::RowsItem row{.code = unit.code,
                                                         .name = unit.name,
                                                         .above = units_above(conn, unit),
                                                         .span = span_of(lang, unit),
                                                         .if_divided = false};
    if (unit.stands_on(on)) return row;
    for (const auto& next : forward(conn, unit, on)) {
        row.if_divided = row.if_divided || next.divided;
        row.now.push_back({.now_name = next.unit.name, .now_code = next.unit.code});
    }
    return row;
}

void fill(const dinh::pages::Lang& lang, db::Conn& conn, const std::string& query, Day on,
          pages::AgenciesAdministrativeUnitsList& page) {
    auto found = find_administrative_units(conn, query, kMostLines + 1);
    page.if_more = found.size() > static_cast<std::size_t>(kMostLines);
    if (found.size() > static_cast<std::size_t>(kMostLines)) found.pop_back();
    for (const auto& unit : found) page.rows.push_back(row_of(lang, conn, unit, on));
    page.if_ask = query.empty();
    page.if_rows = !found.empty();
    page.if_none = !query.empty() && found.empty();
}

}  // namespace

web::Response list_administrative_units(web::Context& context) {
    if (!sees_people(context.actor())) throw Forbidden(who_may(Deed::see_people), "administrative units");
    const Day today = clock::today();
    const auto typed = context.request.get("on");
    const auto day = typed.empty() || typed.size() > 40 ? std::optional(today) : clock::parse_typed_day(typed, today);
    const std::string query = text::clean_line(text::cut(context.request.get("q"), 100));
    pages::AgenciesAdministrativeUnitsList page{.on = clock::show(day.value_or(today)),
                                                .query = query,
                                                .if_wrong_day = !day,
                                                .if_ask = false,
                                                .if_none = false,
                                                .if_rows = false,
                                                .if_more = false};
    context.house.db->read([&](db::Conn& conn) { fill(context.lang, conn, query, day.value_or(today), page); });
    return web::page(context, context.lang.tr("Đơn vị hành chính"), page);
}

}  // namespace dinh::directory
