#include "modules/accounts/sessions/visits.hpp"

#include <mutex>
#include <unordered_map>

#include "modules/accounts/accounts.hpp"
#include "modules/directory/directory.hpp"
#include "platform/audit/audit.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"

namespace dinh::accounts {

namespace {

constexpr log::Message kNotWritten{
    "ACCOUNTS_SEEN_NOT_WRITTEN", log::Level::warning, "the use of sessions could not be written",
    "It is tried again in a minute. Sessions may lock early meanwhile: look at the database and the disk."};

constexpr std::int64_t kFreshMs = 5000;
constexpr std::int64_t kWriteSeenMs = 60'000;
constexpr std::size_t kMostKept = 20'000;
constexpr std::size_t kTokenLength = 43;
// Asked by scripts by themselves: no work of a person.
constexpr std::string_view kPolled = "/worklist/counters";

struct Held {
    Known known;
    Instant read_at;
    std::shared_ptr<const directory::Snapshot> directory;  // the actor was made from it
    Actor actor;
};

struct Visits {
    std::mutex mutex;
    std::unordered_map<std::string, Held> by_hash;
    std::unordered_map<Id, Instant> unwritten;  // session -> last seen
    Instant written_at;
};

bool fresh(const Held& held, Instant now) {
    const std::int64_t age_ms = now.ms - held.read_at.ms;
    return age_ms >= 0 && age_ms < kFreshMs;
}

Actor chosen(Actor actor, Id acting_post) {
    for (std::size_t i = 0; i < actor.capacities.size(); ++i)
        if (actor.capacities[i].post == acting_post) actor.acting = i;
    for (const Capacity& one : actor.capacities)
        if (one.delegation == 0 && one.has(directory::role::kAuditor)) actor.read_only = true;
    return actor;
}

// From the cache or the database; what this node saw last counts with what is stored.
std::optional<Held> held_of(House& house, const std::string& hash, Instant now) {
    auto& visits = house.part<Visits>();
    Instant seen;
    {
        const std::scoped_lock lock(visits.mutex);
        const auto found = visits.by_hash.find(hash);
        if (found != visits.by_hash.end() && fresh(found->second, now)) return found->second;
        if (found != visits.by_hash.end()) seen = found->second.known.last_seen_at;
    }
    auto known = house.db->reading([&](db::Conn& conn) { return find_session(conn, hash); });
    const std::scoped_lock lock(visits.mutex);
    if (!known) {
        visits.by_hash.erase(hash);
        return std::nullopt;
    }
    known->last_seen_at = std::max(known->last_seen_at, seen);
    if (visits.by_hash.size() >= kMostKept) visits.by_hash.clear();
    Held& held = visits.by_hash[hash];
    if (held.known.acting_post != known->acting_post) held.directory.reset();
    held.known = std::move(*known);
    held.read_at = now;
    return held;
}

void give_actor(House& house, const std::string& hash, Held& held) {
    auto directory = directory::now(house);
    if (held.directory == directory) return;
    held.actor = chosen(directory->actor_of(held.known.person), held.known.acting_post);
    held.directory = std::move(directory);
    auto& visits = house.part<Visits>();
    const std::scoped_lock lock(visits.mutex);
    const auto found = visits.by_hash.find(hash);
    if (found == visits.by_hash.end()) return;
    found->second.actor = held.actor;
    found->second.directory = held.directory;
}

// The lock is written once, so that it holds on every node and is audited. False: another node saw the person later.
bool lock_idle(House& house, const Held& held, Instant seen_before) {
    bool locked = false;
    try {
        house.db->write([&](db::Tx& tx) {
            locked = mark_locked(tx, held.known.session, seen_before) == 1;
            if (locked)
                audit::append(tx, held.actor, nullptr, "session.lock", "account", held.known.account,
                              R"({"session":")" + std::to_string(held.known.session) + R"(","by":"idle"})");
        });
    } catch (const std::exception& failure) {
        log::write(kNotWritten, {{"why", failure.what()}});
        return true;
    }
    return locked;
}

void write_seen(House& house, const std::unordered_map<Id, Instant>& seen) {
    try {
        house.db->write([&](db::Tx& tx) {
            for (const auto& [session, at] : seen) mark_seen(tx, session, at);
        });
    } catch (const std::exception& failure) {
        log::write(kNotWritten, {{"why", failure.what()}, {"sessions", seen.size()}});
        auto& visits = house.part<Visits>();
        const std::scoped_lock lock(visits.mutex);
        visits.unwritten.insert(seen.begin(), seen.end());
    }
}

void touch(House& house, const std::string& hash, Held& held, Instant now) {
    std::unordered_map<Id, Instant> due;
    auto& visits = house.part<Visits>();
    {
        const std::scoped_lock lock(visits.mutex);
        held.known.last_seen_at = now;
        const auto found = visits.by_hash.find(hash);
        if (found != visits.by_hash.end()) found->second.known.last_seen_at = now;
        visits.unwritten[held.known.session] = now;
        const std::int64_t since_ms = now.ms - visits.written_at.ms;
        if (since_ms < 0 || since_ms >= kWriteSeenMs) {
            due.swap(visits.unwritten);
            visits.written_at = now;
        }
    }
    if (!due.empty()) write_seen(house, due);
}

void drop(House& house, const std::string& hash) {
    auto& visits = house.part<Visits>();
    const std::scoped_lock lock(visits.mutex);
    visits.by_hash.erase(hash);
}

std::optional<std::string> hash_of(const web::Request& request) {
    const std::string_view token = request.cookie(kSessionCookie);
    if (token.size() != kTokenLength) return std::nullopt;
    return token_hash(token);
}

}  // namespace

bool is_administrator(const Actor& actor) { return actor.with_role(directory::role::kAdministrator) != nullptr; }

Actor actor_of(House& house, Id person, Id acting_post) {
    return chosen(directory::now(house)->actor_of(person), acting_post);
}

std::optional<Visit> visit_of(House& house, const web::Request& request, bool works) {
    const auto hash = hash_of(request);
    if (!hash) return std::nullopt;
    const Limits limits = limits_now(house);
    const Instant now = clock::now();
    auto held = held_of(house, *hash, now);
    if (!held || has_ended(held->known, limits, now)) return std::nullopt;
    give_actor(house, *hash, *held);
    const bool administrator = is_administrator(held->actor);
    const auto* rule = limits.remote.get();
    const Comer comer{administrator, rule && rule->asks(held->actor, request.remote_address),
                      rule && rule->bars(held->actor, request.remote_address)};
    Gate gate = gate_of(held->known, limits, comer, now);
    if (gate == Gate::idle && !held->known.locked) {
        const bool locked = lock_idle(house, *held, {now.ms - limits.idle_ms(administrator)});
        drop(house, *hash);
        if (!locked) {
            held = held_of(house, *hash, now);
            if (!held || has_ended(held->known, limits, now)) return std::nullopt;
            give_actor(house, *hash, *held);
            gate = gate_of(held->known, limits, comer, now);
        }
    }
    if (works && gate != Gate::idle && request.path != kPolled) touch(house, *hash, *held, now);
    const bool outside = rule && rule->outside(request.remote_address);
    return Visit{std::move(held->known), std::move(held->actor), gate, administrator, outside, comer.barred};
}

Visit must_visit(const web::Context& context) {
    auto visit = visit_of(context.house, context.request, false);
    if (!visit) throw Forbidden("Việc này chỉ làm được khi đăng nhập trong trình duyệt.", "no session of a browser");
    return std::move(*visit);
}

void forget_visits(House& house, Id account) {
    auto& visits = house.part<Visits>();
    const std::scoped_lock lock(visits.mutex);
    std::erase_if(visits.by_hash, [&](const auto& entry) { return entry.second.known.account == account; });
}

std::optional<Known> ended_visit_of(House& house, const web::Request& request) {
    const auto hash = hash_of(request);
    if (!hash) return std::nullopt;
    return house.db->reading([&](db::Conn& conn) { return find_session(conn, *hash); });
}

}  // namespace dinh::accounts
