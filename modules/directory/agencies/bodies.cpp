#include "modules/directory/directory.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kBody{"directory.body",
                        "SELECT id, agency, slug, name, superior_line, abbreviation, place_name, collective, until_day "
                        "FROM issuing_body WHERE id = $1"};
constexpr db::Sql kBodiesOf{"directory.bodies_of",
                            "SELECT id FROM issuing_body WHERE agency = $1 AND from_day <= $2 AND "
                            "(until_day IS NULL OR until_day > $2) ORDER BY id"};

}  // namespace

std::optional<IssuingBody> issuing_body_of(db::Conn& conn, Id issuing_body) {
    const db::Rows rows = conn.query(kBody, issuing_body);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return IssuingBody{row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4),
                       row.text(5),    row.text(6),    row.truth(7), row.maybe_day(8)};
}

std::vector<Id> bodies_of_agency(db::Conn& conn, Id agency, Day day) {
    std::vector<Id> bodies;
    for (const auto& row : conn.query(kBodiesOf, agency, day)) bodies.push_back(row.integer(0));
    return bodies;
}

}  // namespace dinh::directory
