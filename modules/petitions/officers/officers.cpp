#include "modules/petitions/officers/officers.hpp"

#include <algorithm>
#include <set>

#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/petitions/petitions/sight.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

namespace role = directory::role;

constexpr const char* kReception = "reception";
constexpr const char* kDirection = "direction";
constexpr int kStep = 200;

constexpr db::Sql kOfficers{
    "petition_officer.of_body",
    "SELECT id, version, issuing_body, post, task, from_day, until_day FROM petition_officer WHERE issuing_body = $1 "
    "AND from_day <= $2 AND (until_day IS NULL OR until_day > $2) ORDER BY id"};
constexpr db::Sql kTasksOf{
    "petition_officer.of_post",
    "SELECT issuing_body, task FROM petition_officer WHERE post = $1 AND from_day <= $2 AND (until_day IS NULL OR "
    "until_day > $2) ORDER BY id"};
constexpr db::Sql kAdd{"petition_officer.add",
                       "INSERT INTO petition_officer (id, issuing_body, post, task, from_day) VALUES ($1, $2, $3, $4, "
                       "$5) ON CONFLICT DO NOTHING"};
constexpr db::Sql kBodyOf{"petition_officer.body", "SELECT issuing_body FROM petition_officer WHERE id = $1"};
constexpr db::Sql kEnd{"petition_officer.end",
                       "UPDATE petition_officer SET version = version + 1, until_day = $3 WHERE id = $1 AND version = "
                       "$2 AND until_day IS NULL RETURNING post, task"};
constexpr db::Sql kSight{"petition_sight.find", "SELECT posts FROM petition_sight WHERE issuing_body = $1"};
constexpr db::Sql kSetSight{"petition_sight.set",
                            "INSERT INTO petition_sight (issuing_body, posts) VALUES ($1, $2) ON CONFLICT "
                            "(issuing_body) DO UPDATE SET posts = excluded.posts"};
constexpr db::Sql kBodies{"petition_sight.bodies", "SELECT issuing_body FROM petition_sight"};

void note(db::Tx& tx, const Actor& actor, const Capacity& as, Id body, std::string_view deed, const Said& words) {
    deed::history(tx, actor, &as, "petition_officer", body, deed, words);
    audit::append(tx, actor, &as, deed, "petition_officer", body);
}

std::string joined(const std::vector<Id>& posts) {
    std::vector<std::string> words;
    for (const Id post : posts) words.push_back(std::to_string(post));
    return text::join(words, " ");
}

std::set<Id> posts_of(std::string_view words) {
    std::set<Id> posts;
    for (const auto& word : text::split(words, ' ')) posts.insert(ids::parse(word).value_or(0));
    return posts;
}

}  // namespace

namespace {

class Bodies {
public:
    explicit Bodies(const directory::Snapshot& directory) : directory_(directory) {}
    void add(Id id) {
        const auto* body = directory_.issuing_body(id);
        const bool open = body && !(body->until && *body->until <= directory_.day);
        if (open && std::find(list_.begin(), list_.end(), id) == list_.end()) list_.push_back(id);
    }
    const std::vector<Id>& list() const { return list_; }

private:
    const directory::Snapshot& directory_;
    std::vector<Id> list_;
};

void add_of(db::Conn& conn, const directory::Snapshot& directory, const Capacity& as, bool reads, Bodies& bodies) {
    if (as.has(role::kRecordsClerk)) {
        for (const Id body : as.issuing_bodies) bodies.add(body);
    }
    if (reads && as.has(role::kAgencyLeader)) {
        for (const auto* body : directory.bodies_of(as.agency)) bodies.add(body->id);
    }
    for (const auto& row : conn.query(kTasksOf, as.post, directory.day)) {
        if (reads || row.view(1) == kReception) bodies.add(row.integer(0));
    }
}

std::vector<Id> bodies_for(db::Conn& conn, const directory::Snapshot& directory, const Actor& actor, bool reads) {
    Bodies bodies(directory);
    if (const auto* acting = actor.acting_capacity()) add_of(conn, directory, *acting, reads, bodies);
    for (const auto& as : actor.capacities) add_of(conn, directory, as, reads, bodies);
    return bodies.list();
}

}  // namespace

std::vector<Id> bodies_taken_in(db::Conn& conn, const directory::Snapshot& directory, const Actor& actor) {
    return bodies_for(conn, directory, actor, false);
}
std::vector<Id> bodies_read(db::Conn& conn, const directory::Snapshot& directory, const Actor& actor) {
    return bodies_for(conn, directory, actor, true);
}

std::string task_name(std::string_view task) {
    return task == kReception ? "Tiếp nhận đơn, tiếp công dân" : "Quyết định xử lý đơn thay người đứng đầu";
}

std::vector<Officer> officers_of(db::Conn& conn, Id issuing_body, Day day) {
    std::vector<Officer> list;
    for (const auto& row : conn.query(kOfficers, issuing_body, day)) {
        list.push_back({row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.text(4), row.day(5),
                        row.maybe_day(6)});
    }
    return list;
}

Id name_officer(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id issuing_body, Id post,
                std::string_view task) {
    const Subject subject = subject_of_body(tx, issuing_body);
    const Capacity& as = must(actor, Deed::name_officer, subject);
    const auto facts = directory::post_facts(tx, post, clock::today());
    const bool own = facts && facts->open && (facts->agency == subject.agency || facts->served == subject.agency);
    Reasons reasons;
    if (!own) reasons.add("post", "Hãy chọn một vị trí của cơ quan.");
    if (task != kReception && task != kDirection) reasons.add("task", "Hãy chọn việc được giao.");
    reasons.done();
    const Id id = ids::make();
    if (tx.exec(kAdd, id, issuing_body, post, task, clock::today()) == 0)
        throw Refused("post", "Vị trí này đã được giao việc đó.");
    keep_sight(tx, directory, issuing_body);
    note(tx, actor, as, issuing_body, "petitions.name_officer", Said("Giao %1: %2", {facts->label, task_name(task)}));
    return id;
}

void end_officer(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id officer,
                 std::int64_t version) {
    const Id body = tx.integer(kBodyOf, officer);
    if (body == 0) throw NotFound("petition officer " + std::to_string(officer));
    const auto* as = can(actor, Deed::name_officer, subject_of_body(tx, body));
    if (!as) throw NotFound("petition officer of another's body");
    const db::Rows rows = tx.query(kEnd, officer, version, clock::today());
    if (rows.empty()) throw Conflict("petition officer has ended or changed");
    const auto facts = directory::post_facts(tx, rows.first().integer(0), clock::today());
    keep_sight(tx, directory, body);
    note(tx, actor, *as, body, "petitions.end_officer",
         Said("Thôi giao %1: %2", {facts ? facts->label : std::string(), task_name(rows.first().view(1))}));
}

std::vector<Id> receivers(db::Conn& conn, const directory::Snapshot& directory, Id issuing_body) {
    std::set<Id> posts;
    for (const auto& [post, body] : directory.clerkships) {
        if (body == issuing_body) posts.insert(post);
    }
    for (const auto& one : officers_of(conn, issuing_body, clock::today())) {
        if (one.task == kReception) posts.insert(one.post);
    }
    return {posts.begin(), posts.end()};
}

std::vector<Id> concerned(db::Conn& conn, const directory::Snapshot& directory, Id issuing_body) {
    const auto taking = receivers(conn, directory, issuing_body);
    std::set<Id> posts(taking.begin(), taking.end());
    const auto* body = directory.issuing_body(issuing_body);
    if (body) {
        for (const auto* head : directory.with_role(body->agency, role::kAgencyLeader)) posts.insert(head->id);
    }
    for (const auto& one : officers_of(conn, issuing_body, clock::today())) posts.insert(one.post);
    return {posts.begin(), posts.end()};
}

namespace {

struct Change {
    std::set<Id> gone, added;
    std::vector<Id> receivers;
};

void apply(db::Tx& tx, Id petition, const Change& change) {
    const db::Rows rows = tx.query(store::kHold, petition);
    if (rows.empty()) return;
    const Petition one = store::read_petition(rows.first());
    if (one.state == "voided") return;
    for (const Id post : change.gone) {
        if (post != one.settler_post) grants::take(tx, kPetition, one.id, post);
    }
    for (const Id post : change.added) {
        const bool receives =
            std::find(change.receivers.begin(), change.receivers.end(), post) != change.receivers.end();
        if (receives || one.state != "awaiting_receipt") grants::give(tx, kPetition, one.id, post, "desk", one.state);
    }
    search::set_grantees(tx, kPetition, one.id, grants::grantees_of(tx, kPetition, one.id));
}

}  // namespace

void keep_sight(db::Tx& tx, const directory::Snapshot& directory, Id issuing_body) {
    const auto now = concerned(tx, directory, issuing_body);
    const db::Rows rows = tx.query(kSight, issuing_body);
    const std::string before = rows.empty() ? std::string() : rows.first().text(0);
    if (before == joined(now)) return;
    const std::set<Id> were = posts_of(before);
    Change change{were, {now.begin(), now.end()}, receivers(tx, directory, issuing_body)};
    for (const Id post : now) change.gone.erase(post);
    for (const Id post : were) change.added.erase(post);
    for (Id after = 0; after >= 0;) {
        const auto some = store::read_all(tx.query(store::kOfBody, issuing_body, after, kStep));
        for (const auto& one : some) apply(tx, one.id, change);
        after = some.size() < static_cast<std::size_t>(kStep) ? -1 : some.back().id;
    }
    tx.exec(kSetSight, issuing_body, joined(now));
}

void keep_all_sights(House& house) {
    const auto directory = directory::now(house);
    std::vector<Id> bodies;
    house.db->read([&](db::Conn& conn) {
        for (const auto& row : conn.query(kBodies)) bodies.push_back(row.integer(0));
    });
    for (const Id body : bodies) house.db->write([&](db::Tx& tx) { keep_sight(tx, *directory, body); });
}

}  // namespace dinh::petitions
