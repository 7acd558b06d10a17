#include "modules/directory/agencies/administrative_units/administrative_units.hpp"

#include <algorithm>

#include "modules/directory/agencies/administrative_units/unit_names.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

#define DINH_ADMINISTRATIVE_COLUMNS "level, code, kind, name, parent, from_day, until_day"

constexpr db::Sql kOnDay{"administrative_unit.on_day",
                         "SELECT " DINH_ADMINISTRATIVE_COLUMNS
                         " FROM administrative_unit WHERE level = $1 AND code = $2 AND from_day <= $3 "
                         "AND (until_day IS NULL OR until_day > $3) ORDER BY from_day DESC LIMIT 1"};
constexpr db::Sql kByCode{"administrative_unit.by_code",
                          "SELECT " DINH_ADMINISTRATIVE_COLUMNS
                          " FROM administrative_unit WHERE level IN ('province', 'district', 'commune') AND code = $1 "
                          "ORDER BY from_day DESC, level LIMIT $2"};
constexpr db::Sql kByName{"administrative_unit.by_name",
                          "SELECT " DINH_ADMINISTRATIVE_COLUMNS
                          " FROM administrative_unit WHERE folded >= $1 AND folded < $2 ORDER BY folded, from_day "
                          "DESC, code LIMIT $3"};
constexpr db::Sql kSuccessors{
    "administrative_unit.successors",
    "SELECT successor_level, successor, day, divided FROM administrative_unit_successor WHERE level = $1 AND code = $2 "
    "AND day = $3 ORDER BY successor"};
constexpr db::Sql kPredecessors{
    "administrative_unit.predecessors",
    "SELECT level, code FROM administrative_unit_successor WHERE successor_level = $1 AND successor = $2 AND day = $3 "
    "ORDER BY code"};

constexpr int kDeepest = 16;

std::optional<Day> day_or_none(std::string_view text) { return text.empty() ? std::nullopt : clock::parse_day(text); }

AdministrativeUnit read(const db::Rows::Row& row) {
    return {row.text(0),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            day_or_none(row.view(5)),
            day_or_none(row.view(6))};
}

void follow(db::Conn& conn, const AdministrativeUnit& unit, Day day, bool divided, int depth,
            std::vector<AdministrativeSuccessor>& found) {
    if (unit.stands_on(day)) {
        const bool known = std::any_of(found.begin(), found.end(), [&](const auto& one) {
            return one.unit.level == unit.level && one.unit.code == unit.code;
        });
        if (!known) found.push_back({unit, divided});
        return;
    }
    if (!unit.until || depth == kDeepest) return;
    for (const auto& row : conn.query(kSuccessors, unit.level, unit.code, *unit.until)) {
        const auto next = administrative_unit(conn, row.view(0), row.view(1), row.day(2));
        if (next) follow(conn, *next, day, divided || row.truth(3), depth + 1, found);
    }
}

}  // namespace

std::optional<AdministrativeUnit> administrative_unit(db::Conn& conn, std::string_view level, std::string_view code,
                                                      Day day) {
    const auto rows = conn.query(kOnDay, level, code, day);
    return rows.empty() ? std::nullopt : std::optional(read(rows.first()));
}

std::vector<AdministrativeSuccessor> forward(db::Conn& conn, const AdministrativeUnit& unit, Day day) {
    std::vector<AdministrativeSuccessor> found;
    follow(conn, unit, day, false, 0, found);
    return found;
}

std::vector<AdministrativeUnit> came_from(db::Conn& conn, const AdministrativeUnit& unit) {
    std::vector<AdministrativeUnit> list;
    if (!unit.from) return list;
    for (const auto& row : conn.query(kPredecessors, unit.level, unit.code, *unit.from))
        if (const auto before = administrative_unit(conn, row.view(0), row.view(1), *unit.from - 1))
            list.push_back(*before);
    return list;
}

std::vector<AdministrativeUnit> find_administrative_units(db::Conn& conn, std::string_view typed, int most) {
    const std::string words = text::clean_line(text::cut(typed, 100));
    std::vector<AdministrativeUnit> list;
    if (words.empty()) return list;
    const bool digits = std::all_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) {
        for (const auto& row : conn.query(kByCode, words, most)) list.push_back(read(row));
        return list;
    }
    const std::string start = folded_name(words);
    // The names that begin so: after the last of them any name stands beyond "~", which no folded name holds.
    for (const auto& row : conn.query(kByName, start, start + "~", most)) list.push_back(read(row));
    return list;
}

std::string units_above(db::Conn& conn, const AdministrativeUnit& unit) {
    std::vector<std::string> names;
    const Day last = unit.until ? *unit.until - 1 : clock::today();
    AdministrativeUnit at = unit;
    for (const char* level : {"district", "province"}) {
        if (at.level == level || at.level == "province" || at.parent.empty()) continue;
        const auto above = administrative_unit(conn, level, at.parent, last);
        if (!above) continue;
        names.push_back(above->name);
        at = *above;
    }
    return text::join(names, ", ");
}

}  // namespace dinh::directory
