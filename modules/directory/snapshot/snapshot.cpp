#include <algorithm>
#include <set>

#include "modules/directory/directory.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

std::int64_t revision_of(db::Conn&);

namespace {

template <class T>
const T* at(const std::vector<T>& list, const std::unordered_map<Id, std::size_t>& places, Id id) {
    const auto place = places.find(id);
    return place == places.end() ? nullptr : &list[place->second];
}

template <class T>
void index_by_id(const std::vector<T>& list, std::unordered_map<Id, std::size_t>& places) {
    for (std::size_t i = 0; i < list.size(); ++i) places.emplace(list[i].id, i);
}

// 3 abbreviation alike, 2 a name begins with it, 1 the words occur, 0 no.
int fit(const Agency& agency, const std::string& typed) {
    const std::string abbreviation = text::fold(agency.abbreviation);
    if (abbreviation == typed || text::fold(agency.org_code) == typed) return 4;
    if (abbreviation.starts_with(typed)) return 3;
    if (text::fold(agency.short_name).starts_with(typed) || agency.folded.starts_with(typed)) return 2;
    return agency.folded.find(typed) != std::string::npos ? 1 : 0;
}

}  // namespace

bool Post::has(std::string_view role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }

void Snapshot::index() {
    index_by_id(agencies, agency_at_);
    index_by_id(issuing_bodies, body_at_);
    index_by_id(units, unit_at_);
    index_by_id(posts, post_at_);
    index_by_id(people, person_at_);
    index_by_id(groups, group_at_);
    for (std::size_t i = 0; i < agencies.size(); ++i) {
        slug_at_.emplace(agencies[i].slug, i);
        if (!agencies[i].org_code.empty()) code_at_.emplace("qd20:" + agencies[i].org_code, i);
        if (!agencies[i].gso_code.empty()) code_at_.emplace("gso:" + agencies[i].gso_code, i);
    }
    for (std::size_t i = 0; i < posts.size(); ++i) {
        posts_of_agency_[posts[i].agency].push_back(i);
        if (posts[i].unit != 0) posts_of_unit_[posts[i].unit].push_back(i);
    }
    for (const auto& [post, body] : clerkships) bodies_kept_[post].push_back(body);
}

const Agency* Snapshot::agency(Id id) const { return at(agencies, agency_at_, id); }
const IssuingBody* Snapshot::issuing_body(Id id) const { return at(issuing_bodies, body_at_, id); }
const Unit* Snapshot::unit(Id id) const { return at(units, unit_at_, id); }
const Post* Snapshot::post(Id id) const { return at(posts, post_at_, id); }
const Person* Snapshot::person(Id id) const { return at(people, person_at_, id); }
const Group* Snapshot::group(Id id) const { return at(groups, group_at_, id); }

const Agency* Snapshot::agency_by_slug(std::string_view slug) const {
    const auto place = slug_at_.find(std::string(slug));
    return place == slug_at_.end() ? nullptr : &agencies[place->second];
}

const Agency* Snapshot::agency_by_code(std::string_view scheme, std::string_view code) const {
    const auto place = code_at_.find(std::string(scheme) + ":" + std::string(code));
    return place == code_at_.end() ? nullptr : &agencies[place->second];
}

std::string Snapshot::agency_name(Id id) const {
    const auto* found = agency(id);
    return found ? found->name : "";
}

std::string Snapshot::unit_name(Id id) const {
    const auto* found = unit(id);
    return found ? found->name : "";
}

std::string Snapshot::person_name(Id id) const {
    const auto* found = person(id);
    return found ? found->full_name : "";
}

std::string Snapshot::post_title(Id id) const {
    const auto* found = post(id);
    if (!found) return "";
    if (found->holder_kind == "acting") return "Quyền " + found->title;
    if (found->holder_kind == "in_charge") return found->title + " phụ trách";
    return found->title;
}

std::string Snapshot::post_label(Id id) const {
    const auto* found = post(id);
    if (!found) return "";
    if (found->holder == 0) return found->title + " (khuyết)";
    return person_name(found->holder) + " – " + post_title(id);
}

std::vector<const IssuingBody*> Snapshot::bodies_of(Id agency_id) const {
    std::vector<const IssuingBody*> found;
    for (const auto& body : issuing_bodies)
        if (body.agency == agency_id && !(body.until && *body.until <= day)) found.push_back(&body);
    return found;
}

std::vector<const Unit*> Snapshot::units_of(Id agency_id) const {
    std::vector<const Unit*> found;
    for (const auto& one : units)
        if (one.agency == agency_id && !(one.until && *one.until <= day)) found.push_back(&one);
    return found;
}

std::vector<const Post*> Snapshot::posts_of_agency(Id agency_id) const {
    std::vector<const Post*> found;
    const auto places = posts_of_agency_.find(agency_id);
    if (places != posts_of_agency_.end())
        for (const auto place : places->second) found.push_back(&posts[place]);
    return found;
}

std::vector<const Post*> Snapshot::posts_of_unit(Id unit_id) const {
    std::vector<const Post*> found;
    const auto places = posts_of_unit_.find(unit_id);
    if (places != posts_of_unit_.end())
        for (const auto place : places->second) found.push_back(&posts[place]);
    return found;
}

std::vector<const Post*> Snapshot::leaders_of_unit(Id unit_id) const {
    auto found = posts_of_unit(unit_id);
    std::erase_if(found, [](const Post* one) {
        return !one->has(role::kUnitLeader) && !one->has(role::kDeputyUnitLeader) && !one->has(role::kOfficeLeader);
    });
    return found;
}

std::vector<const Post*> Snapshot::with_role(Id agency_id, std::string_view role) const {
    auto found = posts_of_agency(agency_id);
    std::erase_if(found, [&](const Post* one) { return !one->has(role); });
    return found;
}

std::vector<const Agency*> Snapshot::children_of(Id agency_id) const {
    std::vector<const Agency*> found;
    for (const auto& one : agencies)
        if (one.parent == agency_id) found.push_back(&one);
    return found;
}

std::vector<const Agency*> Snapshot::suggest(std::string_view typed, std::size_t most) const {
    const std::string wanted = text::fold(text::trim(text::cut(typed, 100)));
    std::vector<std::pair<int, const Agency*>> fits;
    if (wanted.empty()) return {};
    for (const auto& one : agencies) {
        int score = fit(one, wanted) * 2;
        if (score > 0 && one.closed_on(day)) score = 1;  // a closed agency stays findable, after all others
        if (score > 0) fits.emplace_back(score, &one);
    }
    std::stable_sort(fits.begin(), fits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const Agency*> found;
    for (const auto& [score, one] : fits) {
        if (found.size() == most) break;
        found.push_back(one);
    }
    return found;
}

std::vector<Id> Snapshot::people_acting_in(Id post_id) const {
    std::vector<Id> found;
    const auto* one = post(post_id);
    if (one && one->holder != 0) found.push_back(one->holder);
    for (const auto& delegation : delegations)
        if (delegation.from_post == post_id && delegation.purpose == "work") found.push_back(delegation.to_person);
    return found;
}

Capacity Snapshot::capacity_of(const Post& post) const {
    Capacity capacity;
    capacity.post = post.id;
    capacity.unit = post.unit;
    capacity.agency = post.agency;
    const auto* own = agency(post.agency);
    if (own && own->kind == "office") capacity.served = own->parent;
    capacity.title = post_title(post.id);
    capacity.roles = post.roles;
    const auto kept = bodies_kept_.find(post.id);
    if (kept != bodies_kept_.end()) capacity.issuing_bodies = kept->second;
    return capacity;
}

namespace {

// What a grantee took over from those before it is seen by it at once, whatever the hand-over has done yet: agencies
// that ended with it as successor, posts that ended with it as heir.
void add_predecessors(const Snapshot& directory, std::set<Id>& grantees) {
    constexpr int kDeepest = 16;
    for (int depth = 0; depth < kDeepest; ++depth) {
        const auto before = grantees.size();
        for (const auto& agency : directory.agencies) {
            const bool taken_over = std::any_of(agency.successors.begin(), agency.successors.end(),
                                                [&](Id successor) { return grantees.contains(successor); });
            if (taken_over) grantees.insert(agency.id);
        }
        for (const auto& [post, heir] : directory.heirs)
            if (grantees.contains(heir)) grantees.insert(post);
        if (grantees.size() == before) return;
    }
}

}  // namespace

Actor Snapshot::actor_of(Id person_id) const {
    Actor actor;
    const auto* found = person(person_id);
    if (!found) return actor;
    actor.person = person_id;
    actor.name = found->full_name;
    for (const Id held : found->posts)
        if (const auto* one = post(held)) actor.capacities.push_back(capacity_of(*one));
    for (const auto& delegation : delegations) {
        if (delegation.to_person != person_id) continue;
        const auto* one = post(delegation.from_post);
        if (!one) continue;
        Capacity capacity = capacity_of(*one);
        capacity.delegation = delegation.id;
        capacity.delegator = delegation.from_person;
        capacity.field = delegation.field;
        actor.capacities.push_back(std::move(capacity));
    }
    // Clerks and heads see what their whole agency may see; a unit's leaders and clerk what their unit may see.
    std::set<Id> grantees{person_id};
    for (const auto& one : actor.capacities) {
        grantees.insert(one.post);
        const bool whole_unit = one.has(role::kUnitLeader) || one.has(role::kDeputyUnitLeader) ||
                                one.has(role::kUnitRecordsClerk) || one.has(role::kOfficeLeader);
        if (one.unit != 0 && whole_unit) grantees.insert(one.unit);
        const bool whole_agency =
            one.has(role::kRecordsClerk) || one.has(role::kAgencyLeader) || one.has(role::kOfficeLeader);
        if (whole_agency) grantees.insert(one.agency);
        if (whole_agency && one.served != 0) grantees.insert(one.served);
    }
    add_predecessors(*this, grantees);
    actor.grantees.assign(grantees.begin(), grantees.end());
    return actor;
}

namespace {
// The snapshot a process holds; looked at again each second.
struct Held {
    std::mutex mutex;
    std::shared_ptr<const Snapshot> snapshot;
    std::int64_t checked_at_ms = 0;
};
constexpr std::int64_t kLookAgainMs = 1000;
}  // namespace

std::shared_ptr<const Snapshot> now(House& house) {
    auto& held = house.part<Held>();
    const std::scoped_lock lock(held.mutex);
    const auto today = clock::today();
    const auto ms = clock::steady_ms();
    if (held.snapshot && held.snapshot->day == today && ms - held.checked_at_ms < kLookAgainMs) return held.snapshot;
    house.db->read([&](db::Conn& conn) {
        const bool fresh = held.snapshot && held.snapshot->day == today && held.snapshot->revision == revision_of(conn);
        if (!fresh) held.snapshot = load(conn, today);
    });
    held.checked_at_ms = ms;
    return held.snapshot;
}

void look_again(House& house) {
    auto& held = house.part<Held>();
    {
        const std::scoped_lock lock(held.mutex);
        held.checked_at_ms = -kLookAgainMs;
    }
    try {
        now(house);
    } catch (const std::exception&) {  // the deed stands; the next page reads the directory or says why it cannot
    }
}

}  // namespace dinh::directory
