// What stands on a site against what must: read, judged by the rules of the day.
#include "modules/portal/duties/duty.hpp"

#include <algorithm>

#include "modules/portal/duties/duty_store.hpp"
#include "modules/portal/duties/patrol.hpp"
#include "modules/portal/duties/sources.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::portal {

namespace {

using duty_store::Kept;

struct Judging {
    const Found& found;
    const Kept* before;  // as the last check kept it; nullptr: it was not asked for then
    Day begin;           // since when it is asked of this site
    Day day;
};

// The first day on which the newest entry no longer counts as new.
std::optional<Day> stale_from(const ContentItem& item, const Found& found, Day day) {
    std::optional<Day> from = found.late_since;
    if (item.fresh_days > 0 && found.tally.newest) {
        const auto& calendar = calendar::current();
        const Day worn = calendar.next_working_day(calendar.add_working_days(*found.tally.newest, item.fresh_days));
        if (!from || worn < *from) from = worn;
    }
    return from && *from <= day ? from : std::nullopt;
}

Day met_since(const Judging& at) {
    const auto newest = at.found.tally.newest;
    if (!at.before) return std::clamp(newest.value_or(at.begin), at.begin, std::max(at.begin, at.day));
    if (at.before->state == duty::kMet) return at.before->since;
    return newest && *newest >= at.before->since && *newest <= at.day ? *newest : at.day;
}

// As long as nothing else was known of it, it has been missing from the beginning.
Day missing_since(const Judging& at, std::string_view state) {
    if (!at.before) return at.begin;
    return at.before->state == state ? at.before->since : at.day;
}

void judge(Duty& one, const Judging& at) {
    const ContentItem& item = one.item;
    one.counted = at.found.tally.count, one.newest = at.found.tally.newest;
    const auto stale = stale_from(item, at.found, at.day);
    if (one.mark)
        one.state = duty::kNotApplicable, one.since = one.mark->from;
    else if (!at.found.known)
        one.state = duty::kUnknown, one.since = missing_since(at, duty::kUnknown);
    else if (!at.found.lacking.empty() || one.counted < item.least)
        one.state = duty::kMissing, one.since = missing_since(at, duty::kMissing);
    else if (stale)
        one.state = duty::kStale, one.since = *stale;
    else
        one.state = duty::kMet, one.since = met_since(at);
    if (!one.open()) return;
    one.lacking = at.found.lacking;
    one.due = calendar::current().add_working_days(one.since, item.deadline_days);
}

std::optional<DutyMark> mark_of(const std::vector<DutyMark>& marks, std::string_view item) {
    const auto at = std::find_if(marks.begin(), marks.end(), [&](const DutyMark& one) { return one.item == item; });
    return at == marks.end() ? std::nullopt : std::optional(*at);
}

}  // namespace

std::vector<Id> carers_of(const directory::Snapshot& directory, const Site& site,
                          const std::vector<NamedMember>& members) {
    std::vector<Id> posts;
    const auto take = [&](std::string_view role) {
        for (const auto& one : members)
            if (one.role == role && directory.post(one.post)) posts.push_back(one.post);
    };
    take(member::kEditor);
    if (posts.empty()) {
        std::vector<Id> agencies{site.owner_agency};
        for (const auto* child : directory.children_of(site.owner_agency))
            if (child->kind == "office") agencies.push_back(child->id);
        for (const Id agency : agencies)
            for (const auto* post : directory.with_role(agency, directory::role::kOfficeLeader))
                posts.push_back(post->id);
    }
    if (posts.empty()) take(member::kApprover);
    std::sort(posts.begin(), posts.end());
    posts.erase(std::unique(posts.begin(), posts.end()), posts.end());
    return posts;
}

void Score::add(const Score& other) { met += other.met, missing += other.missing, stale += other.stale; }

Score score_of(const std::vector<Duty>& duties) {
    Score score;
    for (const auto& one : duties) {
        score.met += one.state == duty::kMet ? 1 : 0;
        score.missing += one.state == duty::kMissing ? 1 : 0;
        score.stale += one.state == duty::kStale ? 1 : 0;
    }
    return score;
}

std::string duty_state_name(std::string_view state) {
    if (state == duty::kMet) return "Đủ";
    if (state == duty::kMissing) return "Thiếu";
    if (state == duty::kStale) return "Cũ";
    return state == duty::kNotApplicable ? "Không áp dụng" : "Chưa có nguồn";
}

std::vector<Duty> duties_of(db::Conn& conn, const directory::Snapshot& directory, const Site& site, Day day) {
    std::vector<Duty> duties;
    if (!site.open()) return duties;
    const Day opened = duty_store::opened(conn, site.id);
    const auto kept = duty_store::kept(conn, site.id);
    const auto marks = duty_store::marks(conn, site.id, day);
    const auto members = members_of(conn, site.id);
    const auto counts = count_site(conn, site);
    const auto holders = carers_of(directory, site, members);
    for (auto& item : content_items(site.kind, day)) {
        Duty one;
        one.item = std::move(item);
        one.mark = mark_of(marks, one.item.id);
        const auto source = source_of(one.item);
        const Found found =
            source ? source->find({conn, site, directory, members, counts, one.item, day}) : Found{.known = false};
        const auto before = kept.find(one.item.id);
        judge(one, {found, before == kept.end() ? nullptr : &before->second, std::max(opened, one.item.from), day});
        if (one.open()) one.holders = holders;
        duties.push_back(std::move(one));
    }
    return duties;
}

}  // namespace dinh::portal
