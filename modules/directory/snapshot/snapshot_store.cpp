#include <set>
#include <unordered_map>

#include "modules/directory/directory.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kRevision{"directory.revision", "SELECT revision FROM directory_revision WHERE id = 1"};
constexpr db::Sql kAgencies{
    "directory.agencies",
    "SELECT a.id, a.slug, a.tenant, a.from_day, a.until_day, v.name, v.short_name, v.abbreviation, v.kind, "
    "v.place_name, "
    "v.parent, v.sort_key, v.folded FROM agency a JOIN agency_version v ON v.agency = a.id "
    "WHERE v.from_day <= $1 AND (v.until_day IS NULL OR v.until_day > $1 OR a.until_day = v.until_day) "
    "ORDER BY v.sort_key, a.id, v.from_day"};
constexpr db::Sql kCodes{
    "directory.codes",
    "SELECT agency, scheme, code FROM agency_code WHERE from_day <= $1 AND (until_day IS NULL OR until_day > $1) "
    "ORDER BY from_day"};
constexpr db::Sql kSuccessors{
    "directory.successors",
    "SELECT agency, successor FROM agency_successor WHERE day <= $1 ORDER BY agency, successor"};
constexpr db::Sql kBodies{
    "directory.bodies",
    "SELECT id, agency, slug, name, superior_line, abbreviation, place_name, collective, until_day FROM issuing_body "
    "WHERE from_day <= $1 ORDER BY id"};
constexpr db::Sql kUnits{
    "directory.units",
    "SELECT id, agency, parent, slug, name, abbreviation, kind, position, until_day FROM unit WHERE from_day <= $1 "
    "ORDER BY agency, position, id"};
constexpr db::Sql kPosts{
    "directory.posts",
    "SELECT id, agency, unit, title, roles, signing, position FROM post "
    "WHERE from_day <= $1 AND (until_day IS NULL OR until_day > $1) ORDER BY agency, position, id"};
constexpr db::Sql kPeople{
    "directory.people",
    "SELECT id, code, full_name, sort_key, folded, phone, email, archived_at FROM person ORDER BY sort_key, id"};
constexpr db::Sql kAppointments{
    "directory.appointments",
    "SELECT person, post, kind FROM appointment WHERE from_day <= $1 AND (until_day IS NULL OR until_day > $1) "
    "ORDER BY person, CASE kind WHEN 'concurrent' THEN 1 ELSE 0 END, id"};
constexpr db::Sql kClerkships{
    "directory.clerkships",
    "SELECT post, issuing_body FROM clerkship WHERE from_day <= $1 AND (until_day IS NULL OR until_day > $1) "
    "ORDER BY id"};
constexpr db::Sql kDelegations{"directory.delegations",
                               "SELECT d.id, d.agency, d.from_post, d.from_person, d.to_person, d.purpose, d.field, "
                               "d.basis, d.from_day, d.until_day "
                               "FROM delegation d WHERE d.from_day <= $1 AND d.until_day >= $1 AND d.ended_at IS NULL "
                               // A delegation ends by itself when its giver leaves the post.
                               "AND EXISTS (SELECT 1 FROM appointment a WHERE a.post = d.from_post AND a.person = "
                               "d.from_person AND a.from_day <= $1 "
                               "AND (a.until_day IS NULL OR a.until_day > $1)) ORDER BY d.id"};
constexpr db::Sql kGroups{"directory.groups",
                          "SELECT id, owner_agency, name, shared FROM recipient_group WHERE from_day <= $1 "
                          "AND (until_day IS NULL OR until_day > $1) ORDER BY id"};
constexpr db::Sql kMembers{"directory.members",
                           "SELECT recipient_group, agency FROM recipient_group_member WHERE from_day <= $1 "
                           "AND (until_day IS NULL OR until_day > $1) ORDER BY recipient_group, position, id"};

// Reorganisations: where posts and units stood on a day gone by (of several rows the one that ends first), and who took
// over from posts that ended.
constexpr db::Sql kReorganised{
    "directory.reorganised",
    "SELECT kind, subject, agency, until_day FROM placement WHERE until_day > $1 "
    "UNION ALL SELECT 'heir', post, heir, day FROM post_heir WHERE day <= $1 "
    "UNION ALL SELECT 'heir', unit, heir, day FROM unit_heir WHERE day <= $1 ORDER BY 4 DESC, 2"};

void load_agencies(db::Conn& conn, Snapshot& snapshot) {
    std::unordered_map<Id, std::size_t> seen;  // the latest version of an agency wins
    for (const auto& row : conn.query(kAgencies, snapshot.day)) {
        Agency agency{row.integer(0),
                      row.text(1),
                      row.text(5),
                      row.text(6),
                      row.text(7),
                      row.text(8),
                      row.text(9),
                      row.integer(10),
                      row.truth(2),
                      row.day(3),
                      row.maybe_day(4),
                      {},
                      {},
                      row.text(11),
                      row.text(12),
                      {}};
        const auto [place, fresh] = seen.emplace(agency.id, snapshot.agencies.size());
        if (fresh)
            snapshot.agencies.push_back(std::move(agency));
        else
            snapshot.agencies[place->second] = std::move(agency);
    }
    for (const auto& row : conn.query(kSuccessors, snapshot.day)) {
        const auto place = seen.find(row.integer(0));
        if (place != seen.end()) snapshot.agencies[place->second].successors.push_back(row.integer(1));
    }
    for (const auto& row : conn.query(kCodes, snapshot.day)) {
        const auto place = seen.find(row.integer(0));
        if (place == seen.end()) continue;
        if (row.view(1) == "qd20") snapshot.agencies[place->second].org_code = row.text(2);
        if (row.view(1) == "gso") snapshot.agencies[place->second].gso_code = row.text(2);
    }
}

void load_people(db::Conn& conn, Snapshot& snapshot) {
    std::unordered_map<Id, std::size_t> post_at, person_at;
    for (const auto& row : conn.query(kPosts, snapshot.day)) {
        post_at.emplace(row.integer(0), snapshot.posts.size());
        snapshot.posts.push_back({row.integer(0),
                                  row.integer(1),
                                  row.integer(2),
                                  row.text(3),
                                  text::split(row.view(4), ' '),
                                  row.text(5),
                                  static_cast<int>(row.integer(6)),
                                  0,
                                  {}});
    }
    for (const auto& row : conn.query(kPeople)) {
        person_at.emplace(row.integer(0), snapshot.people.size());
        snapshot.people.push_back({row.integer(0),
                                   row.text(1),
                                   row.text(2),
                                   row.text(3),
                                   row.text(4),
                                   row.text(5),
                                   row.text(6),
                                   {},
                                   !row.null(7)});
    }
    for (const auto& row : conn.query(kAppointments, snapshot.day)) {
        const auto person = person_at.find(row.integer(0));
        const auto post = post_at.find(row.integer(1));
        if (person == person_at.end() || post == post_at.end()) continue;
        snapshot.people[person->second].posts.push_back(row.integer(1));
        snapshot.posts[post->second].holder = row.integer(0);
        snapshot.posts[post->second].holder_kind = row.text(2);
    }
}

void load_rest(db::Conn& conn, Snapshot& snapshot) {
    for (const auto& row : conn.query(kBodies, snapshot.day))
        snapshot.issuing_bodies.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4),
                                           row.text(5), row.text(6), row.truth(7), row.maybe_day(8)});
    for (const auto& row : conn.query(kUnits, snapshot.day))
        snapshot.units.push_back({row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4), row.text(5),
                                  row.text(6), static_cast<int>(row.integer(7)), row.maybe_day(8)});
    for (const auto& row : conn.query(kDelegations, snapshot.day))
        snapshot.delegations.push_back({row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4),
                                        row.text(5), row.text(6), row.text(7), row.day(8), row.day(9)});
    std::unordered_map<Id, std::size_t> group_at;
    for (const auto& row : conn.query(kGroups, snapshot.day)) {
        group_at.emplace(row.integer(0), snapshot.groups.size());
        snapshot.groups.push_back({row.integer(0), row.integer(1), row.text(2), row.truth(3), {}});
    }
    for (const auto& row : conn.query(kMembers, snapshot.day)) {
        const auto group = group_at.find(row.integer(0));
        if (group != group_at.end()) snapshot.groups[group->second].members.push_back(row.integer(1));
    }
}

void load_reorganised(db::Conn& conn, Snapshot& snapshot) {
    std::unordered_map<Id, Id> stood;
    for (const auto& row : conn.query(kReorganised, snapshot.day)) {
        if (row.view(0) == "heir")
            snapshot.heirs.emplace_back(row.integer(1), row.integer(2));
        else
            stood[row.integer(1)] = row.integer(2);
    }
    if (stood.empty()) return;
    for (auto& post : snapshot.posts)
        if (const auto place = stood.find(post.id); place != stood.end()) post.agency = place->second;
    for (auto& unit : snapshot.units)
        if (const auto place = stood.find(unit.id); place != stood.end()) unit.agency = place->second;
}

}  // namespace

std::int64_t revision_of(db::Conn& conn) { return conn.integer(kRevision); }

namespace {
thread_local std::shared_ptr<const Snapshot>* remembered = nullptr;
}

Remembering::Remembering(std::shared_ptr<const Snapshot>& last) { remembered = &last; }
Remembering::~Remembering() { remembered = nullptr; }

std::shared_ptr<const Snapshot> load(db::Conn& conn, Day day) {
    const std::int64_t revision = revision_of(conn);
    if (remembered && *remembered && (*remembered)->revision == revision && (*remembered)->day == day)
        return *remembered;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->day = day;
    snapshot->revision = revision;
    load_agencies(conn, *snapshot);
    load_people(conn, *snapshot);
    load_rest(conn, *snapshot);
    load_reorganised(conn, *snapshot);
    for (const auto& row : conn.query(kClerkships, day))
        snapshot->clerkships.emplace_back(row.integer(0), row.integer(1));
    snapshot->index();
    if (remembered) *remembered = snapshot;
    return snapshot;
}

}  // namespace dinh::directory
