#include "modules/directory/agencies/agency_store.hpp"

#include "modules/directory/agencies/agencies.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kFindAgency{"agency.find",
                              "SELECT id, version, slug, tenant, from_day, until_day FROM agency WHERE id = $1"};
constexpr db::Sql kVersions{
    "agency.versions",
    "SELECT name, short_name, abbreviation, kind, parent, from_day, until_day, place_name, basis FROM agency_version "
    "WHERE agency = $1 ORDER BY from_day DESC"};
constexpr db::Sql kCodesOf{
    "agency.codes_of",
    "SELECT scheme, code, note, from_day, until_day FROM agency_code WHERE agency = $1 ORDER BY from_day DESC, scheme"};

}  // namespace

std::optional<AgencyRecord> find_agency(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFindAgency, id);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return AgencyRecord{row.integer(0), row.integer(1), row.text(2), row.truth(3), row.day(4), row.maybe_day(5)};
}

std::vector<AgencyLine> versions_of(db::Conn& conn, Id agency) {
    std::vector<AgencyLine> lines;
    for (const auto& row : conn.query(kVersions, agency))
        lines.push_back(
            {{row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.day(5), row.maybe_day(6)},
             row.text(7),
             row.text(8)});
    return lines;
}

std::vector<CodeLine> codes_of(db::Conn& conn, Id agency) {
    std::vector<CodeLine> lines;
    for (const auto& row : conn.query(kCodesOf, agency))
        lines.push_back({row.text(0), row.text(1), row.text(2), row.day(3), row.maybe_day(4)});
    return lines;
}

}  // namespace dinh::directory
