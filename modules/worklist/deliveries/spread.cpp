#include <algorithm>
#include <set>

#include "modules/worklist/addresses/addresses.hpp"
#include "modules/worklist/deliveries/store.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::worklist {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr int kDailyHour = 7;
constexpr int kBatch = 200;
constexpr int kHottest = 3;  // hỏa tốc
constexpr int kDeepest = 16;

bool sees_unit(const directory::Post& post) {
    namespace role = directory::role;
    return post.has(role::kUnitLeader) || post.has(role::kDeputyUnitLeader) || post.has(role::kUnitRecordsClerk) ||
           post.has(role::kOfficeLeader);
}
bool sees_agency(const directory::Post& post) {
    namespace role = directory::role;
    return post.has(role::kRecordsClerk) || post.has(role::kAgencyLeader) || post.has(role::kOfficeLeader);
}

class Finder {
public:
    explicit Finder(const directory::Snapshot& directory) : directory_(directory) {}
    void find(Id holder, int depth = 0) {
        if (depth > kDeepest) return;
        if (directory_.person(holder)) found.insert({holder, 0});
        if (const auto* unit = directory_.unit(holder))
            for (const auto* post : directory_.posts_of_unit(unit->id))
                if (sees_unit(*post)) add(post->id);
        if (directory_.post(holder)) {
            add(holder);
            for (const auto& [post, heir] : directory_.heirs)
                if (post == holder) find(heir, depth + 1);
        }
        if (const auto* agency = directory_.agency(holder)) find_agency(*agency, depth);
    }
    std::set<Receiver> found;

private:
    void add(Id post) {
        for (const Id person : directory_.people_acting_in(post)) {
            // Who is told twice for two posts is told once, for the first.
            const bool told =
                std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.person == person; });
            if (!told) found.insert({person, post});
        }
    }
    void find_agency(const directory::Agency& agency, int depth) {
        for (const auto* post : directory_.posts_of_agency(agency.id))
            if (sees_agency(*post)) add(post->id);
        for (const auto* child : directory_.children_of(agency.id)) {
            if (child->kind != "office") continue;
            for (const auto* post : directory_.posts_of_agency(child->id))
                if (sees_agency(*post)) add(post->id);
        }
        for (const Id successor : agency.successors) find(successor, depth + 1);
    }
    const directory::Snapshot& directory_;
};

Instant next_hour(Instant at) { return {(at.ms / kHourMs + 1) * kHourMs}; }

Instant next_daily(Instant at) {
    const Day today = clock::day_of(at);
    const auto morning = [](Day day) { return Instant{clock::start_of(day).ms + kDailyHour * kHourMs}; };
    const auto& calendar = calendar::current();
    if (at < morning(today) && calendar.is_working_day(today)) return morning(today);
    return morning(calendar.next_working_day(today));
}

struct Plan {
    std::vector<store::Source> sources;
    std::vector<std::vector<Receiver>> told;  // beside each source
    std::map<Id, Choices> choices;
    std::map<Id, std::set<Way>> reached;  // confirmed addresses
    Limits limits;
};

void place(db::Tx& tx, const Plan& plan, const store::Source& source, const Receiver& to, Way way, Instant now) {
    const auto& choices = plan.choices.at(to.person);
    const Pace pace = choices.pace(to.post, way);
    if (pace == Pace::none) return;
    store::New one{to, way, &source, source.item ? "urgent" : "notice", false};
    const bool hot = source.urgency >= kHottest && choices.manner.urgent_passes;
    const auto most = way == Way::mail ? plan.limits.mail_per_person : plan.limits.sms_per_person;
    if (pace == Pace::now || hot) {
        if (store::count_up(tx, clock::day_of(now), to.person, word(way), most)) {
            const Instant at = hot ? now : after_quiet(choices.manner, now);
            return store::put_alone(tx, one, at, at > now);
        }
        one.over_limit = true;
    }
    const Instant slot = pace == Pace::hourly && !one.over_limit ? next_hour(now) : next_daily(now);
    store::put_joined(tx, one, after_quiet(choices.manner, slot));
}

Plan plan_of(House& house, std::vector<store::Source> sources) {
    Plan plan;
    plan.sources = std::move(sources);
    const auto directory = directory::now(house);
    std::map<Id, std::vector<Receiver>> known;
    std::set<Id> people;
    for (const auto& source : plan.sources) {
        auto [at, is_new] = known.try_emplace(source.holder);
        if (is_new) at->second = receivers(*directory, source.holder);
        plan.told.push_back(at->second);
        for (const auto& one : at->second) people.insert(one.person);
    }
    house.db->read([&](db::Conn& conn) {
        plan.reached = reached(conn, {people.begin(), people.end()});
        std::vector<Id> with_address;
        for (const auto& [person, ways] : plan.reached) with_address.push_back(person);
        plan.choices = choices_of(conn, with_address);
        plan.limits = limits_on(conn, clock::today());
    });
    return plan;
}

void carry_out(db::Tx& tx, const Plan& plan, std::size_t at) {
    const auto& source = plan.sources[at];
    if (!store::take(tx, source)) return;
    const Instant now = clock::now();
    for (const auto& to : plan.told[at]) {
        const auto found = plan.reached.find(to.person);
        if (found == plan.reached.end()) continue;
        for (const Way way : found->second) place(tx, plan, source, to, way, now);
    }
}

}  // namespace

std::vector<Receiver> receivers(const directory::Snapshot& directory, Id holder) {
    Finder finder(directory);
    finder.find(holder);
    return {finder.found.begin(), finder.found.end()};
}

int spread(House& house, int most) {
    int done = 0;
    while (done < most) {
        auto sources = house.db->reading([](db::Conn& conn) { return store::to_spread(conn, kBatch); });
        if (sources.empty()) break;
        const Plan plan = plan_of(house, std::move(sources));
        for (std::size_t next = 0; next < plan.sources.size();) {
            next = house.db->writing([&](db::Tx& tx) {
                std::size_t at = next;
                for (const jobs::Slice slice; at < plan.sources.size() && (at == next || !slice.spent()); ++at)
                    carry_out(tx, plan, at);
                return at;
            });
        }
        done += static_cast<int>(plan.sources.size());
    }
    return done;
}

}  // namespace dinh::worklist
