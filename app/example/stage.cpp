#include "app/example/year.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::app::example {

namespace role = directory::role;

namespace {

constexpr std::int64_t kMinute = 60'000;
const char* const kStory[] = {
    "ubnd-tinh",        "vp-ubnd-tinh", "so-khoa-hoc-va-cong-nghe", "so-noi-vu", "so-nong-nghiep-va-moi-truong",
    "chi-cuc-kiem-lam", "xa-dai-tu",    "phuong-phan-dinh-phung"};

// Minutes of working time since the opening of the day; clamped into the day.
int minute_of_day(Instant at) { return static_cast<int>((at.ms - clock::start_of(clock::day_of(at)).ms) / kMinute); }

Instant moment(Day day, int minute, std::int64_t rest_ms) {
    return {clock::start_of(day).ms + minute * kMinute + rest_ms};
}

// Of the day, or of the next one that has any.
calendar::Hours hours_near(Day day) {
    const auto& calendar = calendar::current();
    return *calendar.hours(calendar.working_day_from(day));
}

}  // namespace

Instant at_work(Day day, double hours_after_opening) {
    const calendar::Hours hours = hours_near(day);
    int minute = hours.morning_start + static_cast<int>(hours_after_opening * 60);
    if (minute >= hours.morning_end) minute += hours.afternoon_start - hours.morning_end;
    return moment(day, std::min(minute, hours.afternoon_end - 1), 0);
}

Instant working_later(Instant from, double hours_asked) {
    const auto& calendar = calendar::current();
    Day day = clock::day_of(from);
    const calendar::Hours hours = hours_near(day);
    int minute = minute_of_day(from);
    auto left = static_cast<int>(hours_asked * 60) + 1;
    if (!calendar.is_working_day(day) || minute >= hours.afternoon_end)
        day = calendar.next_working_day(day), minute = hours.morning_start;
    minute = std::max(minute, hours.morning_start);
    while (true) {
        if (minute >= hours.morning_end && minute < hours.afternoon_start) minute = hours.afternoon_start;
        const int until = minute < hours.morning_end ? hours.morning_end : hours.afternoon_end;
        if (left <= until - minute) return moment(day, minute + left, from.ms % kMinute);
        left -= until - minute;
        minute = until;
        if (minute >= hours.afternoon_end) day = calendar.next_working_day(day), minute = hours.morning_start;
    }
}

const Actor& Stage::holder(Id post) {
    const auto found = actors_.find(post);
    if (found != actors_.end()) return found->second;
    const auto* one = directory->post(post);
    Actor actor = directory->actor_of(one ? one->holder : 0);
    for (std::size_t i = 0; i < actor.capacities.size(); ++i)
        if (actor.capacities[i].post == post && actor.capacities[i].delegation == 0) actor.acting = i;
    return actors_.emplace(post, std::move(actor)).first->second;
}

Id Stage::clerk_of(Id body) const {
    for (const auto& [post, kept] : directory->clerkships) {
        const auto* one = directory->post(post);
        if (kept == body && one && one->holder != 0) return post;
    }
    return 0;
}

Id Stage::main_body(Id agency) const {
    const auto bodies = directory->bodies_of(agency);
    const auto* own = directory->agency(agency);
    for (const auto* body : bodies)
        if (own && body->slug == own->slug) return body->id;
    return bodies.empty() ? 0 : bodies.front()->id;
}

Id Stage::working_agency(Id agency) const {
    for (const auto* child : directory->children_of(agency))
        if (child->kind == "office" && child->tenant) return child->id;
    return agency;
}

Id Stage::sorter_of(Id agency) const {
    for (const auto* post : directory->with_role(working_agency(agency), role::kOfficeLeader))
        if (post->holder != 0) return post->id;
    return 0;
}

std::vector<Id> Stage::leaders_of(Id agency) const {
    std::vector<Id> leaders;
    for (const auto* post : directory->posts_of_agency(agency)) {
        const bool leads = post->has(role::kAgencyLeader) || post->has(role::kDeputyAgencyLeader);
        const auto* unit = directory->unit(post->unit);
        if (leads && post->holder != 0 && !post->signing.empty() && !(unit && unit->slug == "hdnd"))
            leaders.push_back(post->id);
    }
    return leaders;
}

std::vector<Id> Stage::divisions_of(Id agency) const {
    std::vector<Id> units;
    for (const auto* unit : directory->units_of(working_agency(agency)))
        if (unit->kind == "division" && head_of(unit->id) != 0 && !specialists_of(unit->id).empty())
            units.push_back(unit->id);
    return units;
}

Id Stage::head_of(Id unit) const {
    for (const auto* post : directory->leaders_of_unit(unit))
        if (post->holder != 0) return post->id;
    return 0;
}

std::vector<Id> Stage::specialists_of(Id unit) const {
    std::vector<Id> posts;
    for (const auto* post : directory->posts_of_unit(unit))
        if (post->holder != 0 && post->has(role::kSpecialist)) posts.push_back(post->id);
    return posts;
}

bool Stage::story(Id agency) const {
    const auto* one = directory->agency(agency);
    return one && std::find(std::begin(kStory), std::end(kStory), one->slug) != std::end(kStory);
}

}  // namespace dinh::app::example
