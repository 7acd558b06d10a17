#include <algorithm>

#include "modules/directory/directory.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kPost{"post.facts",
                        "SELECT p.agency, p.unit, p.title, p.roles, p.until_day, a.until_day, "
                        "(SELECT v.parent FROM agency_version v WHERE v.agency = p.agency AND v.kind = 'office' AND "
                        "v.from_day <= $2 ORDER BY v.from_day DESC LIMIT 1) "
                        "FROM post p JOIN agency a ON a.id = p.agency WHERE p.id = $1"};
constexpr db::Sql kHolder{"post.holder",
                          "SELECT n.id, n.full_name, a.kind FROM appointment a JOIN person n ON n.id = a.person WHERE "
                          "a.post = $1 AND a.from_day <= $2 "
                          "AND (a.until_day IS NULL OR a.until_day > $2) ORDER BY a.id LIMIT 1"};
constexpr db::Sql kUnit{"unit.facts",
                        "SELECT u.agency, u.name, u.abbreviation, u.until_day, a.until_day, "
                        "(SELECT v.parent FROM agency_version v WHERE v.agency = u.agency AND v.kind = 'office' AND "
                        "v.from_day <= $2 ORDER BY v.from_day DESC LIMIT 1) "
                        "FROM unit u JOIN agency a ON a.id = u.agency WHERE u.id = $1"};
constexpr db::Sql kClerks{"clerkship.posts",
                          "SELECT post FROM clerkship WHERE issuing_body = $1 AND from_day <= $2 AND (until_day IS "
                          "NULL OR until_day > $2) ORDER BY id"};

bool still(const db::Rows::Row& row, int column, Day day) { return row.null(column) || row.day(column) > day; }

}  // namespace

bool PostFacts::has(std::string_view role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }

bool PostFacts::leads() const {
    return has(role::kAgencyLeader) || has(role::kDeputyAgencyLeader) || has(role::kOfficeLeader) ||
           has(role::kUnitLeader) || has(role::kDeputyUnitLeader);
}

std::optional<PostFacts> post_facts(db::Conn& conn, Id post, Day day) {
    const auto rows = conn.query(kPost, post, day);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    PostFacts facts{row.integer(0),
                    row.integer(1),
                    0,
                    row.integer(6),
                    row.text(2),
                    row.text(2) + " (khuyết)",
                    text::split(row.view(3), ' '),
                    still(row, 4, day) && still(row, 5, day)};
    const auto holder = conn.query(kHolder, post, day);
    if (!holder.empty()) {
        const auto kind = holder.first().view(2);
        facts.holder = holder.first().integer(0);
        if (kind == "acting") facts.title = "Quyền " + facts.title;
        if (kind == "in_charge") facts.title += " phụ trách";
        facts.label = holder.first().text(1) + " – " + facts.title;
    }
    return facts;
}

std::optional<UnitFacts> unit_facts(db::Conn& conn, Id unit, Day day) {
    const auto rows = conn.query(kUnit, unit, day);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return UnitFacts{row.integer(0), row.integer(5), row.text(1), row.text(2),
                     still(row, 3, day) && still(row, 4, day)};
}

std::vector<Id> clerk_posts(db::Conn& conn, Id issuing_body, Day day) {
    std::vector<Id> posts;
    for (const auto& row : conn.query(kClerks, issuing_body, day)) posts.push_back(row.integer(0));
    return posts;
}

}  // namespace dinh::directory
