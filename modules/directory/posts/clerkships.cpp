#include "modules/directory/posts/posts.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kAddClerkship{"clerkship.add",
                                "INSERT INTO clerkship (id, post, issuing_body, from_day) VALUES ($1, $2, $3, $4)"};
constexpr db::Sql kOfAgency{
    "clerkship.of_agency",
    "SELECT c.id, c.post, c.issuing_body, c.from_day FROM clerkship c JOIN issuing_body b ON b.id = c.issuing_body "
    "WHERE b.agency = $1 AND (c.until_day IS NULL OR c.until_day > $2) ORDER BY c.id"};
constexpr db::Sql kFindClerkship{"clerkship.find",
                                 "SELECT id, post, issuing_body, from_day FROM clerkship WHERE id = $1"};
constexpr db::Sql kEndClerkship{
    "clerkship.end", "UPDATE clerkship SET until_day = $2 WHERE id = $1 AND until_day IS NULL RETURNING issuing_body"};
constexpr db::Sql kLockBodyOnly{"clerkship.lock_body",
                                "UPDATE issuing_body SET version = version + 1 WHERE id = $1 RETURNING agency, name"};
constexpr db::Sql kKept{
    "clerkship.kept",
    "SELECT COUNT(*) FROM clerkship WHERE post = $1 AND issuing_body = $2 AND (until_day IS NULL OR until_day > $3)"};

}  // namespace

std::vector<Clerkship> clerkships_of(db::Conn& conn, Id agency, Day day) {
    std::vector<Clerkship> list;
    for (const auto& row : conn.query(kOfAgency, agency, day))
        list.push_back({row.integer(0), row.integer(1), row.integer(2), row.day(3)});
    return list;
}

std::optional<Clerkship> find_clerkship(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFindClerkship, id);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return Clerkship{row.integer(0), row.integer(1), row.integer(2), row.day(3)};
}

Id add_clerkship(db::Tx& tx, Id post, Id issuing_body, Day from) {
    const Id id = ids::make();
    tx.exec(kAddClerkship, id, post, issuing_body, from);
    return id;
}

Id give_clerkship(db::Tx& tx, const Actor& actor, Id post, Id issuing_body, Day from) {
    const Turn turn(tx);
    const auto locked = tx.query(kLockBodyOnly, issuing_body);
    if (locked.empty()) throw NotFound("give_clerkship: no such body");
    const Id agency = locked.first().integer(0);
    must(actor, Deed::keep_agencies, subject_of(tx, agency, from));
    const auto facts = post_facts(tx, post, from);
    Reasons reasons;
    if (!facts || !facts->open)
        reasons.add("post", "Vị trí này không còn.");
    else if (facts->agency != agency && facts->served != agency)
        reasons.add("post", "Sổ do văn thư của chính cơ quan hoặc của Văn phòng giúp việc cơ quan giữ.");
    if (tx.integer(kKept, post, issuing_body, from) > 0)
        reasons.add("post", "Vị trí này đang giữ sổ của cơ quan ban hành này.");
    reasons.done();
    const Id id = add_clerkship(tx, post, issuing_body, from);
    changed(turn, actor, "issuing_body", issuing_body, "directory.clerkship_add",
            Said("%1 giữ sổ của %2 từ ngày %3", {facts->title, locked.first().text(1), clock::show(from)}));
    return id;
}

void end_clerkship(db::Tx& tx, const Actor& actor, Id clerkship, Day until) {
    const Turn turn(tx);
    const auto found = find_clerkship(tx, clerkship);
    if (!found) throw NotFound("end_clerkship: none");
    const auto body = issuing_body_of(tx, found->issuing_body);
    must(actor, Deed::keep_agencies, subject_of(tx, body->agency, clock::today()));
    if (tx.query(kEndClerkship, clerkship, until).empty()) throw Conflict("end_clerkship: ended before");
    changed(turn, actor, "issuing_body", body->id, "directory.clerkship_end",
            Said("Thôi giữ sổ của %1 từ ngày %2", {body->name, clock::show(until)}));
}

}  // namespace dinh::directory
