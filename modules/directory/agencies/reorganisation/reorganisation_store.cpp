#include "modules/directory/agencies/reorganisation/reorganisation_store.hpp"

#include <algorithm>

#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

#define DINH_REORGANISATION_COLUMNS                                                                                 \
    "id, version, kind, state, day, basis, staff, leaders, name, abbreviation, code, parent, blocked, created_at, " \
    "created_by_person, done_at, undone_at"

constexpr db::Sql kFind{"reorganisation.find",
                        "SELECT " DINH_REORGANISATION_COLUMNS " FROM reorganisation WHERE id = $1"};
constexpr db::Sql kAll{"reorganisation.all", "SELECT " DINH_REORGANISATION_COLUMNS
                                             " FROM reorganisation ORDER BY day DESC, id DESC LIMIT $1"};
constexpr db::Sql kAgencies{"reorganisation.agencies",
                            "SELECT agency FROM reorganisation_agency WHERE reorganisation = $1 ORDER BY position"};
constexpr db::Sql kTargets{
    "reorganisation.targets",
    "SELECT agency, name, abbreviation, scope FROM reorganisation_target WHERE reorganisation = $1 "
    "ORDER BY position"};
constexpr db::Sql kUnits{"reorganisation.units",
                         "SELECT unit, target FROM reorganisation_unit WHERE reorganisation = $1 ORDER BY unit"};

Reorganisation read(const db::Rows::Row& row) {
    Reorganisation one;
    one.id = row.integer(0);
    one.version = row.integer(1);
    one.kind = row.text(2);
    one.state = row.text(3);
    one.day = row.day(4);
    one.basis = row.text(5);
    one.staff_moves = row.view(6) == "move";
    one.leaders_move = row.view(7) == "move";
    one.name = row.text(8);
    one.abbreviation = row.text(9);
    one.code = row.text(10);
    one.parent = row.integer(11);
    one.blocked = row.text(12);
    one.created_at = row.instant(13);
    one.created_by = row.integer(14);
    one.done_at = row.maybe_instant(15);
    one.undone_at = row.maybe_instant(16);
    return one;
}

void read_parts(db::Conn& conn, Reorganisation& one) {
    for (const auto& row : conn.query(kAgencies, one.id)) one.agencies.push_back(row.integer(0));
    for (const auto& row : conn.query(kTargets, one.id))
        one.targets.push_back({row.integer(0), row.text(1), row.text(2), row.text(3)});
    for (const auto& row : conn.query(kUnits, one.id)) one.units[row.integer(0)] = static_cast<int>(row.integer(1));
}

}  // namespace

std::optional<Reorganisation> find_reorganisation(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFind, id);
    if (rows.empty()) return std::nullopt;
    Reorganisation one = read(rows.first());
    read_parts(conn, one);
    return one;
}

std::vector<Reorganisation> all_reorganisations(db::Conn& conn, int most) {
    std::vector<Reorganisation> list;
    for (const auto& row : conn.query(kAll, most)) list.push_back(read(row));
    for (auto& one : list) read_parts(conn, one);
    return list;
}

namespace reorganisation_store {

namespace {

constexpr db::Sql kAdd{
    "reorganisation.add",
    "INSERT INTO reorganisation (id, kind, state, day, basis, staff, leaders, name, abbreviation, code, parent, "
    "created_at, created_by_person) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
constexpr db::Sql kAddAgency{
    "reorganisation.add_agency",
    "INSERT INTO reorganisation_agency (reorganisation, agency, position) VALUES ($1, $2, $3)"};
constexpr db::Sql kAddTarget{"reorganisation.add_target",
                             "INSERT INTO reorganisation_target (reorganisation, position, agency, name, abbreviation, "
                             "scope) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Sql kAddUnit{"reorganisation.add_unit",
                           "INSERT INTO reorganisation_unit (reorganisation, unit, target) VALUES ($1, $2, $3)"};
constexpr db::Sql kLock{"reorganisation.lock",
                        "UPDATE reorganisation SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id"};
constexpr db::Sql kSetState{"reorganisation.set_state",
                            "UPDATE reorganisation SET state = $2, blocked = $3, done_at = $4, undone_at = $5 WHERE id "
                            "= $1"};
constexpr db::Sql kSetTarget{
    "reorganisation.set_target",
    "UPDATE reorganisation_target SET agency = $3 WHERE reorganisation = $1 AND position = $2"};
constexpr db::Sql kDue{"reorganisation.due",
                       "SELECT id FROM reorganisation WHERE state = 'planned' AND day <= $1 ORDER BY day, id"};
constexpr db::Sql kPlansFrom{
    "reorganisation.plans_from",
    "SELECT r.id, r.kind, r.day FROM reorganisation_agency a JOIN reorganisation r ON r.id = a.reorganisation "
    "WHERE a.agency = $1 AND r.state = 'planned' AND r.id <> $2 ORDER BY r.day"};
constexpr db::Sql kPlansTo{
    "reorganisation.plans_to",
    "SELECT r.id, r.kind, r.day FROM reorganisation_target t JOIN reorganisation r ON r.id = t.reorganisation "
    "WHERE t.agency = $1 AND r.state = 'planned' AND r.id <> $2 ORDER BY r.day"};

constexpr db::Sql kHandingOver{"reorganisation.handing_over",
                               "SELECT COUNT(*) FROM hand_over WHERE from_agency = $1 AND state = 'waiting'"};

constexpr db::Sql kOpenPosts{"reorganisation.open_posts",
                             "SELECT id, unit, roles FROM post WHERE agency = $1 AND (until_day IS NULL OR until_day > "
                             "$2) ORDER BY position, id"};
constexpr db::Sql kOpenUnits{"reorganisation.open_units",
                             "SELECT id FROM unit WHERE agency = $1 AND (until_day IS NULL OR until_day > $2) ORDER BY "
                             "position, id"};
constexpr db::Sql kNestedUnits{
    "reorganisation.nested_units",
    "SELECT u.id, u.parent FROM unit u JOIN unit o ON o.id = u.parent WHERE u.agency = $1 AND (u.until_day IS NULL OR "
    "u.until_day > $2) AND (o.until_day IS NULL OR o.until_day > $2) ORDER BY u.position, u.id"};
constexpr db::Sql kHeldSeats{
    "reorganisation.held_seats",
    "SELECT DISTINCT p.unit FROM post p JOIN appointment a ON a.post = p.id WHERE p.agency = $1 AND (p.until_day IS "
    "NULL OR p.until_day > $2) AND (a.until_day IS NULL OR a.until_day > $2)"};
constexpr db::Sql kOpenBelow{
    "reorganisation.open_below",
    "SELECT v.agency FROM agency_version v JOIN agency a ON a.id = v.agency WHERE v.parent = $1 "
    "AND (v.until_day IS NULL OR v.until_day > $2) AND (a.until_day IS NULL OR a.until_day > $2) ORDER BY v.sort_key"};
constexpr db::Sql kClerks{
    "reorganisation.clerks",
    "SELECT DISTINCT c.post FROM clerkship c JOIN issuing_body b ON b.id = c.issuing_body JOIN post p ON p.id = c.post "
    "WHERE b.agency = $1 AND (b.until_day IS NULL OR b.until_day > $2) AND (c.until_day IS NULL OR c.until_day > $2) "
    "AND (p.until_day IS NULL OR p.until_day > $2) ORDER BY c.post"};
constexpr db::Sql kHeld{
    "reorganisation.held",
    "SELECT p.id, p.roles FROM post p WHERE p.agency = $1 AND (p.until_day IS NULL OR p.until_day > $2) AND EXISTS "
    "(SELECT 1 FROM appointment a WHERE a.post = p.id AND a.from_day <= $2 AND (a.until_day IS NULL OR a.until_day > "
    "$2)) ORDER BY p.position, p.id"};
constexpr db::Sql kHeldInUnits{
    "reorganisation.held_in_units",
    "SELECT p.unit, p.roles FROM post p WHERE p.agency = $1 AND p.unit IS NOT NULL AND (p.until_day IS NULL OR "
    "p.until_day > $2) AND EXISTS (SELECT 1 FROM appointment a WHERE a.post = p.id AND a.from_day <= $2 AND "
    "(a.until_day IS NULL OR a.until_day > $2)) ORDER BY p.position, p.id"};
constexpr db::Sql kLeaveUnit{
    "reorganisation.leave_unit",
    "INSERT INTO unit_heir (unit, heir, day) VALUES ($1, $2, $3) ON CONFLICT (unit) DO NOTHING"};
constexpr db::Sql kPlace{"reorganisation.place",
                         "INSERT INTO placement (id, kind, subject, agency, until_day) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kMoveUnit{"reorganisation.move_unit",
                            "UPDATE unit SET agency = $2, version = version + 1 WHERE id = $1"};
constexpr db::Sql kMovePost{"reorganisation.move_post",
                            "UPDATE post SET agency = $2, version = version + 1 WHERE id = $1"};
constexpr db::Sql kLeave{"reorganisation.leave",
                         "INSERT INTO post_heir (post, heir, day) VALUES ($1, $2, $3) ON CONFLICT (post) DO NOTHING"};
constexpr db::Sql kFollow{
    "reorganisation.follow",
    "UPDATE delegation SET agency = (SELECT p.agency FROM post p WHERE p.id = delegation.from_post), version = version "
    "+ 1 WHERE agency = $1 AND ended_at IS NULL AND until_day >= $2 AND from_post IN (SELECT p.id FROM post p WHERE "
    "p.agency <> $1)"};
constexpr db::Sql kEndDelegations{
    "reorganisation.end_delegations",
    "UPDATE delegation SET ended_at = $3, version = version + 1 WHERE agency = $1 AND ended_at IS NULL AND until_day "
    ">= $2 AND from_post IN (SELECT p.id FROM post p WHERE p.agency = $1)"};
constexpr db::Sql kPartDelegations{
    "reorganisation.part_delegations",
    "UPDATE delegation SET ended_at = $3, version = version + 1 WHERE ended_at IS NULL AND until_day >= $2 AND (agency "
    "= $1 OR from_post IN (SELECT l.subject FROM placement l WHERE l.kind = 'post' AND l.agency = $1 AND l.until_day = "
    "$2)) AND NOT EXISTS (SELECT 1 FROM appointment a JOIN post p ON p.id = a.post LEFT JOIN agency_version v ON "
    "v.agency = p.agency AND v.from_day <= $2 AND (v.until_day IS NULL OR v.until_day > $2) WHERE a.person = "
    "delegation.to_person AND (a.until_day IS NULL OR a.until_day > $2) AND (p.until_day IS NULL OR p.until_day > $2) "
    "AND (p.agency = delegation.agency OR v.parent = delegation.agency))"};
constexpr db::Sql kEndClerkships{
    "reorganisation.end_clerkships",
    "UPDATE clerkship SET until_day = $2 WHERE (until_day IS NULL OR until_day > $2) AND issuing_body IN (SELECT b.id "
    "FROM issuing_body b WHERE b.agency = $1) AND post IN (SELECT l.subject FROM placement l WHERE l.kind = 'post' AND "
    "l.agency = $1 AND l.until_day = $2)"};
constexpr db::Sql kMembershipsOf{
    "reorganisation.memberships_of",
    "SELECT recipient_group, position FROM recipient_group_member WHERE agency = $1 AND from_day <= $2 AND (until_day "
    "IS NULL OR until_day > $2) ORDER BY recipient_group"};
constexpr db::Sql kMemberships{
    "reorganisation.memberships",
    "UPDATE recipient_group_member SET until_day = $2 WHERE agency = $1 AND (until_day IS NULL OR until_day > $2) "
    "RETURNING recipient_group, position"};
constexpr db::Sql kIsMember{"reorganisation.is_member",
                            "SELECT COUNT(*) FROM recipient_group_member WHERE recipient_group = $1 AND agency = $2 "
                            "AND (until_day IS NULL OR until_day > $3)"};
constexpr db::Sql kAddMember{
    "reorganisation.add_member",
    "INSERT INTO recipient_group_member (id, recipient_group, agency, position, from_day) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kTouchGroup{"reorganisation.touch_group",
                              "UPDATE recipient_group SET version = version + 1 WHERE id = $1"};
constexpr db::Sql kPassGroups{
    "reorganisation.pass_groups",
    "UPDATE recipient_group SET owner_agency = $2, version = version + 1 WHERE owner_agency = $1"};
constexpr db::Sql kRenameBodies{
    "reorganisation.rename_bodies",
    "UPDATE issuing_body SET name = $3, abbreviation = $4, version = version + 1 WHERE agency = $1 AND name = $2 AND "
    "until_day IS NULL"};

constexpr db::Sql kCountPeople{
    "reorganisation.count_people",
    "SELECT COUNT(DISTINCT a.person) FROM appointment a JOIN post p ON p.id = a.post WHERE p.agency = $1 AND "
    "(a.until_day IS NULL OR a.until_day > $2) AND (p.until_day IS NULL OR p.until_day > $2)"};
constexpr db::Sql kCountBodies{
    "reorganisation.count_bodies",
    "SELECT COUNT(*) FROM issuing_body WHERE agency = $1 AND (until_day IS NULL OR until_day > $2)"};
constexpr db::Sql kCountGroups{"reorganisation.count_groups",
                               "SELECT COUNT(DISTINCT recipient_group) FROM recipient_group_member WHERE agency = $1 "
                               "AND (until_day IS NULL OR until_day > $2)"};
constexpr db::Sql kCountDelegations{
    "reorganisation.count_delegations",
    "SELECT COUNT(*) FROM delegation WHERE agency = $1 AND ended_at IS NULL AND until_day >= $2"};

const char* word(bool moves) { return moves ? "move" : "end"; }

void read_plans(std::vector<Plan>& plans, const db::Rows& rows, bool takes_over) {
    for (const auto& row : rows) plans.push_back({row.integer(0), row.text(1), row.day(2), takes_over});
}

}  // namespace

Id add(db::Tx& tx, const Actor& actor, const Reorganisation& one) {
    const Id id = ids::make();
    tx.exec(kAdd, id, one.kind, one.state, one.day, one.basis, word(one.staff_moves), word(one.leaders_move), one.name,
            one.abbreviation, one.code, one.parent, clock::now(), actor.person);
    int position = 0;
    for (const Id agency : one.agencies) tx.exec(kAddAgency, id, agency, position++);
    position = 0;
    for (const auto& target : one.targets)
        tx.exec(kAddTarget, id, position++, target.agency, target.name, target.abbreviation, target.scope);
    for (const auto& [unit, target] : one.units) tx.exec(kAddUnit, id, unit, target);
    return id;
}

bool lock(db::Tx& tx, Id id, std::int64_t version) { return !tx.query(kLock, id, version).empty(); }

void set_state(db::Tx& tx, Id id, std::string_view state, std::string_view blocked) {
    const auto now = std::optional(clock::now());
    tx.exec(kSetState, id, state, text::cut(blocked, 2000), state == reorganising::kDone ? now : std::nullopt,
            state == reorganising::kUndone ? now : std::nullopt);
}

void set_target(db::Tx& tx, Id reorganisation, int position, Id agency) {
    tx.exec(kSetTarget, reorganisation, position, agency);
}

std::vector<Id> due(db::Conn& conn, Day today) {
    std::vector<Id> list;
    for (const auto& row : conn.query(kDue, today)) list.push_back(row.integer(0));
    return list;
}

std::vector<Plan> plans_with(db::Conn& conn, Id agency, Id but) {
    std::vector<Plan> plans;
    read_plans(plans, conn.query(kPlansFrom, agency, but), false);
    read_plans(plans, conn.query(kPlansTo, agency, but), true);
    return plans;
}

bool handing_over(db::Conn& conn, Id agency) { return conn.integer(kHandingOver, agency) > 0; }

std::vector<Seat> open_posts(db::Conn& conn, Id agency, Day day) {
    std::vector<Seat> seats;
    for (const auto& row : conn.query(kOpenPosts, agency, day))
        seats.push_back({row.integer(0), row.integer(1), row.text(2)});
    return seats;
}

std::vector<Id> open_units(db::Conn& conn, Id agency, Day day) {
    std::vector<Id> units;
    for (const auto& row : conn.query(kOpenUnits, agency, day)) units.push_back(row.integer(0));
    return units;
}

std::vector<std::pair<Id, Id>> nested_units(db::Conn& conn, Id agency, Day day) {
    std::vector<std::pair<Id, Id>> units;
    for (const auto& row : conn.query(kNestedUnits, agency, day)) units.emplace_back(row.integer(0), row.integer(1));
    return units;
}

bool anybody_in(db::Conn& conn, Id agency, const std::vector<Id>& but_units, Day day) {
    for (const auto& row : conn.query(kHeldSeats, agency, day))
        if (std::find(but_units.begin(), but_units.end(), row.integer(0)) == but_units.end()) return true;
    return false;
}

std::vector<Id> open_below(db::Conn& conn, Id agency, Day day) {
    std::vector<Id> below;
    for (const auto& row : conn.query(kOpenBelow, agency, day)) below.push_back(row.integer(0));
    return below;
}

std::vector<Id> clerks_of(db::Conn& conn, Id agency, Day day) {
    std::vector<Id> posts;
    for (const auto& row : conn.query(kClerks, agency, day)) posts.push_back(row.integer(0));
    return posts;
}

Id heir_in(db::Conn& conn, Id agency, Day day) {
    const std::string_view order[] = {role::kAgencyLeader, role::kOfficeLeader, role::kRecordsClerk};
    const auto held = conn.query(kHeld, agency, day);
    for (const auto wanted : order) {
        for (const auto& row : held) {
            const auto roles = text::split(row.view(1), ' ');
            if (std::find(roles.begin(), roles.end(), wanted) != roles.end()) return row.integer(0);
        }
    }
    return 0;
}

Id heir_unit_in(db::Conn& conn, Id agency, Day day) {
    const auto held = conn.query(kHeldInUnits, agency, day);
    for (const auto wanted : {role::kOfficeLeader, role::kUnitLeader, role::kDeputyUnitLeader}) {
        for (const auto& row : held) {
            const auto roles = text::split(row.view(1), ' ');
            if (std::find(roles.begin(), roles.end(), wanted) != roles.end()) return row.integer(0);
        }
    }
    const auto units = open_units(conn, agency, day);
    return units.empty() ? 0 : units.front();
}

void move_unit(db::Tx& tx, Id unit, Id from, Id to, Day day) {
    tx.exec(kPlace, ids::make(), "unit", unit, from, day);
    tx.exec(kMoveUnit, unit, to);
}

void move_post(db::Tx& tx, Id post, Id from, Id to, Day day) {
    tx.exec(kPlace, ids::make(), "post", post, from, day);
    tx.exec(kMovePost, post, to);
}

void leave_to(db::Tx& tx, Id post, Id heir, Day day) { tx.exec(kLeave, post, heir, day); }

void leave_unit_to(db::Tx& tx, Id unit, Id heir, Day day) { tx.exec(kLeaveUnit, unit, heir, day); }

void settle_delegations(db::Tx& tx, Id from, Day day) {
    tx.exec(kFollow, from, day);
    tx.exec(kEndDelegations, from, day, clock::now());
}

void part_delegations(db::Tx& tx, Id from, Day day) {
    tx.exec(kFollow, from, day);
    tx.exec(kPartDelegations, from, day, clock::now());
}

void end_clerkships_elsewhere(db::Tx& tx, Id agency, Day day) { tx.exec(kEndClerkships, agency, day); }

std::vector<Membership> memberships(db::Conn& conn, Id agency, Day day) {
    std::vector<Membership> list;
    for (const auto& row : conn.query(kMembershipsOf, agency, day))
        list.push_back({row.integer(0), static_cast<int>(row.integer(1))});
    return list;
}

std::vector<Membership> end_memberships(db::Tx& tx, Id agency, Day day) {
    std::vector<Membership> list;
    for (const auto& row : tx.query(kMemberships, agency, day))
        list.push_back({row.integer(0), static_cast<int>(row.integer(1))});
    for (const auto& one : list) tx.exec(kTouchGroup, one.group);
    return list;
}

bool is_member(db::Conn& conn, Id group, Id agency, Day day) { return conn.integer(kIsMember, group, agency, day) > 0; }

void add_member(db::Tx& tx, Id group, Id agency, int position, Day day) {
    tx.exec(kAddMember, ids::make(), group, agency, position, day);
}

void pass_groups(db::Tx& tx, Id from, Id to) { tx.exec(kPassGroups, from, to); }

void rename_bodies(db::Tx& tx, Id agency, const std::string& was, const Reorganisation& one) {
    tx.exec(kRenameBodies, agency, was, one.name, one.abbreviation);
}

Touched counts(db::Conn& conn, Id agency, Day day) {
    Touched found;
    found.agency = agency;
    found.posts = static_cast<std::int64_t>(open_posts(conn, agency, day).size());
    found.units = static_cast<std::int64_t>(open_units(conn, agency, day).size());
    found.people = conn.integer(kCountPeople, agency, day);
    found.bodies = conn.integer(kCountBodies, agency, day);
    found.groups = conn.integer(kCountGroups, agency, day);
    found.delegations = conn.integer(kCountDelegations, agency, day);
    found.below = open_below(conn, agency, day);
    return found;
}

}  // namespace reorganisation_store

}  // namespace dinh::directory
