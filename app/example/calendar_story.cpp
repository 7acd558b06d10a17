// The work calendars of the agencies of the story: last week, this one and the next, drawn up on Thursday, approved and
// published on Friday; one entry of each week is moved afterwards.
#include "app/example/year.hpp"
#include "modules/meetings/entries/entries.hpp"
#include "modules/meetings/weeks/public_weeks.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::app::example {

namespace {

constexpr std::int64_t kMinute = 60'000;

// A row of calendar.csv: `day` after Monday, minutes of the day. Thursday has a clash of rooms, as weeks have.
struct Habit {
    int day = 0, from = 0, until = 0;
    std::string subject, place;
    bool deputy = false, whole_house = false, internal = false, of_unit = false;
};
constexpr int kMovedDay = 1;

const std::vector<Habit>& habits() {
    static const std::vector<Habit> list = [] {
        const csv::Table table(source("calendar.csv"));
        std::vector<Habit> rows;
        for (const auto& row : table.rows())
            rows.push_back({whole(row["day"], 0), whole(row["from"], 0), whole(row["until"], 0),
                            std::string(row["subject"]), std::string(row["place"]), row["chair"] == "deputy",
                            row["together"] == "1", row["internal"] == "1", row["unit"] == "1"});
        return rows;
    }();
    return list;
}

Instant moment(Day day, int minutes) { return {clock::start_of(day).ms + minutes * kMinute}; }

struct Calendar {
    Id agency = 0, drawer = 0;
    std::vector<Id> leaders, divisions;
};

meetings::EntryInput entry_of(const Calendar& one, const Habit& habit, Day monday) {
    meetings::EntryInput input;
    input.agency = one.agency;
    input.starts = moment(monday + habit.day, habit.from);
    input.ends = moment(monday + habit.day, habit.until);
    input.subject = habit.subject;
    input.place = habit.place;
    input.chair = habit.deputy ? one.leaders.back() : one.leaders.front();
    input.internal = habit.internal;
    if (habit.whole_house || habit.internal) input.posts = one.leaders;
    if (habit.whole_house) input.units = one.divisions;
    return input;
}

// The head of a division proposes, the office accepts.
void tell_proposal(Stage& stage, const Calendar& one, const Habit& habit, Day monday) {
    const Id head = one.divisions.empty() ? 0 : stage.head_of(one.divisions.front());
    if (head == 0) return;
    stage.agenda.at(at_work(monday - 5, 2.0), [&stage, one, &habit, head, monday](db::Tx& tx) {
        auto input = entry_of(one, habit, monday);
        input.unit = one.divisions.front();
        input.chair = head;
        const Id id = meetings::enter_entry(tx, stage.holder(head), input);
        stage.later(10, [&stage, one, id](db::Tx& later) {
            const auto entry = meetings::find_entry(later, id);
            if (entry && entry->state == "proposed")
                meetings::accept_entry(later, stage.holder(one.drawer), id, entry->version);
        });
    });
}

void tell_move(Stage& stage, const Calendar& one, const Habit& habit, Day monday, Id id) {
    stage.agenda.at(at_work(monday, 1.0), [&stage, one, &habit, monday, id](db::Tx& tx) {
        auto input = entry_of(one, habit, monday);
        input.starts.ms += 30 * kMinute, input.ends.ms += 30 * kMinute;
        meetings::change_entry(tx, stage.holder(one.drawer), id, meetings::find_entry(tx, id)->version, input);
    });
}

void tell_week(Stage& stage, const Calendar& one, Day monday) {
    for (const auto& habit : habits())
        if (habit.of_unit) tell_proposal(stage, one, habit, monday);
    stage.agenda.at(at_work(monday - 4, 6.0), [&stage, one, monday](db::Tx& tx) {
        for (const auto& habit : habits()) {
            if (habit.of_unit || !calendar::current().is_working_day(monday + habit.day)) continue;
            const Id id = meetings::enter_entry(tx, stage.holder(one.drawer), entry_of(one, habit, monday));
            if (habit.day == kMovedDay) tell_move(stage, one, habit, monday, id);
        }
    });
    stage.agenda.at(at_work(monday - 3, 5.0), [&stage, one, monday](db::Tx& tx) {
        const Actor& chief = stage.holder(one.drawer);
        for (const auto& entry : meetings::entries_between(tx, one.agency, monday, monday + 6))
            if (entry.state == "proposed") meetings::accept_entry(tx, chief, entry.id, entry.version);
        const auto version = [&] { return meetings::week_of(tx, one.agency, monday).version; };
        meetings::approve_week(tx, chief, one.agency, monday, version());
        meetings::publish_week(tx, chief, one.agency, monday, version());
        meetings::open_week(tx, chief, one.agency, monday, version());
    });
}

}  // namespace

void tell_calendars(Stage& stage, Day last) {
    const Day monday = meetings::monday_of(last);
    for (const auto& agency : stage.directory->agencies) {
        if (!stage.story(agency.id) || !agency.tenant || agency.kind == "office") continue;
        const Calendar one{agency.id, stage.sorter_of(agency.id), stage.leaders_of(agency.id),
                           stage.divisions_of(agency.id)};
        if (one.drawer == 0 || one.leaders.empty()) continue;
        for (const int weeks : {-1, 0, 1}) tell_week(stage, one, monday + 7 * weeks);
    }
}

}  // namespace dinh::app::example
