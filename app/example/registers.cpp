// The registers of the example's issuing bodies, from series.csv.
#include <algorithm>
#include <set>

#include "app/example/province.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

using documents::Direction;
using documents::Series;

std::string_view group_word(rules::KindGroup group) {
    switch (group) {
        case rules::KindGroup::administrative: return "administrative";
        case rules::KindGroup::copy: return "copy";
        case rules::KindGroup::normative: return "normative";
        case rules::KindGroup::specialised: return "specialised";
        case rules::KindGroup::party: return "party";
    }
    return "";
}

// "quyet_dinh", "administrative:*" (every kind of the group that no other series of the body names), "*" (all kinds).
std::vector<std::string> kinds_of(std::string_view listed, const std::set<std::string>& named) {
    std::vector<std::string> kinds;
    if (listed == "*") return kinds;
    for (const auto& part : text::split(listed, '|')) {
        if (!part.ends_with(":*")) {
            kinds.push_back(part);
            continue;
        }
        const auto group = part.substr(0, part.size() - 2);
        for (const auto* kind : rules::kinds(clock::today()))
            if (group_word(kind->group) == group && !named.contains(kind->id)) kinds.push_back(kind->id);
    }
    return kinds;
}

}  // namespace

void open_registers(db::Database& database, const Province& province, int first_year) {
    const csv::Table table(source("series.csv"));
    std::map<std::string, std::set<std::string>> named;
    for (const auto& row : table.rows())
        for (const auto& part : text::split(row["kinds"], '|'))
            if (part.find('*') == std::string::npos) named[std::string(row["issuing_body"])].insert(part);
    Actor keeper = Actor::system();
    Capacity administrator;
    administrator.roles = {std::string(directory::role::kAdministrator)};
    keeper.capacities.push_back(administrator);
    database.write([&](db::Tx& tx) {
        for (const auto& row : table.rows()) {
            const std::string body(row["issuing_body"]);
            Series series;
            series.issuing_body = province.bodies.at(body);
            series.direction = row["direction"] == "in" ? Direction::incoming : Direction::outgoing;
            series.name = row["name"];
            series.kinds = kinds_of(row["kinds"], named[body]);
            if (series.kinds.empty() && row["kinds"] != "*") continue;
            series.form = row["form"];
            series.period_kind = "year";
            series.period = std::to_string(first_year);
            series.from = std::max(*clock::make_day(first_year, 1, 1), province.bodies_from.at(body));
            documents::open_series(tx, keeper, series);
        }
    });
}

}  // namespace dinh::app::example
