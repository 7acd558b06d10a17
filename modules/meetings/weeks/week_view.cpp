#include "modules/meetings/weeks/week_view.hpp"

#include "modules/meetings/words.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::meetings {

namespace {

pages::WeeksEntry row_of(const dinh::pages::Lang& lang, const Entry& entry, Day day,
                         const std::vector<Clash>& clashes) {
    const bool changed = !entry.change.empty() && entry.changed_at;
    pages::WeeksEntry row{
        .half = lang.tr(half_of(entry, day)),
        .time = time_on(entry, day),
        .show_path = link_of_entry(entry.id),
        .subject = entry.subject,
        .if_internal = entry.internal,
        .clashes = {},
        .chair = chair_of(entry),
        .takes_part = takers_of(entry),
        .place = entry.place,
        .if_tag = entry.state != "accepted" || changed,
        .tag = changed ? (entry.change == "cancelled" ? "tag--bad" : "tag--hot") : state_tag(entry.state),
        .state = lang.tr(changed ? change_name(entry.change) : state_name(entry.state)),
        .if_changed = changed,
        .changed_at = changed ? clock::show(*entry.changed_at) : std::string()};
    for (const auto& one : clashes)
        if (one.entry == entry.id) row.clashes.push_back({.clash = clash_words(lang, one)});
    return row;
}

}  // namespace

std::string time_on(const Entry& entry, Day day) {
    const std::string from = entry.first_day() < day ? "00:00" : hour_of(entry.starts);
    return from + " – " + (entry.last_day() > day ? "24:00" : hour_of(entry.ends));
}
const char* half_of(const Entry& entry, Day day) {
    return entry.first_day() < day || in_morning(entry.starts) ? "Sáng" : "Chiều";
}

Day monday_asked(const web::Request& request) {
    const Day today = clock::today();
    const Day asked = clock::parse_typed_day(request.get("week"), today).value_or(today);
    return monday_of(asked);
}

Id agency_asked(const web::Context& context, std::string_view asked) {
    const auto& actor = context.actor();
    const Id wanted = ids::parse(asked).value_or(0);
    const auto* as = wanted == 0 ? nullptr : actor.capacity([&](const Capacity& one) { return one.works_for(wanted); });
    if (as) return wanted;
    as = actor.acting_capacity();
    if (!as || wanted != 0) throw NotFound("a calendar of agency " + std::to_string(wanted));
    return calendar_of(*as);
}

Subject subject_of_agency(Id agency) {
    Subject subject;
    subject.agency = agency;
    return subject;
}

std::vector<const directory::Unit*> units_of_calendar(const directory::Snapshot& directory, Id agency) {
    std::vector<const directory::Unit*> units;
    const auto add = [&](Id place) {
        for (const auto* unit : directory.units_of(place))
            if (!unit->until || *unit->until > directory.day) units.push_back(unit);
    };
    add(agency);
    for (const auto* child : directory.children_of(agency))
        if (child->kind == "office" && child->tenant) add(child->id);
    return units;
}

std::vector<const directory::Post*> posts_of_calendar(const directory::Snapshot& directory, Id agency) {
    std::vector<const directory::Post*> posts;
    const auto add = [&](Id place) {
        for (const auto* post : directory.posts_of_agency(place))
            if (post->holder != 0) posts.push_back(post);
    };
    add(agency);
    for (const auto* child : directory.children_of(agency))
        if (child->kind == "office" && child->tenant) add(child->id);
    return posts;
}

bool on_paper(const Entry& entry) {
    return !entry.internal && (entry.state == "accepted" || entry.state == "cancelled");
}

bool meets(const Entry& entry, Day day) { return entry.first_day() <= day && day <= entry.last_day(); }

std::vector<pages::WeeksDay> days_of(const dinh::pages::Lang& lang, Day monday, const std::vector<Entry>& entries,
                                     const std::vector<Clash>& clashes) {
    std::vector<pages::WeeksDay> days;
    for (Day day = monday; day < monday + 7; day = day + 1) {
        const std::string holiday = calendar::current().holiday_name(day);
        pages::WeeksDay one{.day_name = lang.tr(weekday_name(day)) + ", " + clock::show(day),
                            .if_today = day == clock::today(),
                            .if_holiday = !holiday.empty(),
                            .holiday = holiday,
                            .if_empty = false,
                            .entries = {}};
        for (const auto& entry : entries)
            if (meets(entry, day)) one.entries.push_back(row_of(lang, entry, day, clashes));
        one.if_empty = one.entries.empty();
        days.push_back(std::move(one));
    }
    return days;
}

}  // namespace dinh::meetings
