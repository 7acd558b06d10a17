// What deeds of other modules ask about agencies, bodies, groups and people inside their transaction.
#include "modules/directory/directory.hpp"
#include "platform/db/filter.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kAgency{
    "agency.facts",
    "SELECT v.name, v.short_name, a.tenant, a.until_day FROM agency a JOIN agency_version v ON v.agency = a.id "
    "WHERE a.id = $1 AND v.from_day <= $2 ORDER BY v.from_day DESC LIMIT 1"};
constexpr db::Sql kSuccessors{"agency.successors",
                              "SELECT v.name FROM agency_successor s JOIN agency_version v ON v.agency = s.successor "
                              "WHERE s.agency = $1 AND v.until_day IS NULL ORDER BY v.sort_key"};
constexpr db::Sql kBody{"issuing_body.facts",
                        "SELECT b.agency, CASE WHEN b.slug = a.slug THEN v.name ELSE b.name END, b.until_day, "
                        "a.until_day FROM issuing_body b JOIN agency a ON a.id = b.agency "
                        "JOIN agency_version v ON v.agency = a.id "
                        "WHERE b.id = $1 AND v.from_day <= $2 ORDER BY v.from_day DESC LIMIT 1"};
constexpr db::Sql kMembers{"group.members_on",
                           "SELECT agency FROM recipient_group_member WHERE recipient_group = $1 AND from_day <= $2 "
                           "AND (until_day IS NULL OR until_day > $2) ORDER BY position, id"};

bool still(const db::Rows::Row& row, int column, Day day) { return row.null(column) || row.day(column) > day; }

}  // namespace

std::optional<AgencyFacts> agency_facts(db::Conn& conn, Id agency, Day day) {
    const auto rows = conn.query(kAgency, agency, day);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    AgencyFacts facts{row.text(0), row.text(1), row.truth(2), still(row, 3, day), {}};
    if (facts.open) return facts;
    for (const auto& successor : conn.query(kSuccessors, agency)) facts.successors.push_back(successor.text(0));
    return facts;
}

std::optional<BodyFacts> body_facts(db::Conn& conn, Id issuing_body, Day day) {
    const auto rows = conn.query(kBody, issuing_body, day);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return BodyFacts{row.integer(0), row.text(1), still(row, 2, day) && still(row, 3, day)};
}

std::vector<Id> group_members(db::Conn& conn, Id group, Day day) {
    std::vector<Id> members;
    for (const auto& row : conn.query(kMembers, group, day)) members.push_back(row.integer(0));
    return members;
}

std::map<Id, std::string> names_of_people(db::Conn& conn, const std::vector<Id>& people) {
    std::map<Id, std::string> names;
    if (people.empty()) return names;
    db::Filter where;
    where.in("id", people);
    for (const auto& row : where.run(conn, "person.names", "SELECT id, full_name FROM person", ""))
        names.emplace(row.integer(0), row.text(1));
    return names;
}

}  // namespace dinh::directory
