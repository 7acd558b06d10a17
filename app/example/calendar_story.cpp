// The work calendars of the agencies of the story: last week, this one and the next, drawn up on Thursday, approved and
// published on Friday; one entry of each week is moved afterwards.
#include "app/example/year.hpp"
#include "modules/meetings/entries/entries.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::app::example {

namespace {

constexpr std::int64_t kMinute = 60'000;

struct Habit {
    int day;          // after Monday
    int from, until;  // minutes of the day
    const char* subject;
    const char* place;
    bool deputy, whole_house, internal;
};
// Thursday has a clash of rooms, as weeks have.
constexpr Habit kHabits[] = {
    {0, 480, 570, "Giao ban đầu tuần", "Phòng họp tầng 2", false, true, false},
    {1, 840, 990, "Họp rà soát tiến độ nhiệm vụ được giao trong tháng", "Phòng họp tầng 2", true, true, false},
    {2, 480, 690, "Tiếp công dân định kỳ", "Phòng tiếp công dân", false, false, false},
    {3, 480, 600, "Làm việc với đoàn khảo sát về chuyển đổi số", "Phòng họp tầng 2", true, true, false},
    {3, 540, 660, "Họp thống nhất dự thảo kế hoạch năm sau", "Phòng họp tầng 2", false, false, false},
    {4, 840, 990, "Họp đánh giá, xếp loại cán bộ", "Phòng họp nhỏ", false, false, true},
};
constexpr int kMoved = 1;  // of the habits

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

void tell_proposal(Stage& stage, const Calendar& one, Day monday) {
    const Id head = one.divisions.empty() ? 0 : stage.head_of(one.divisions.front());
    if (head == 0) return;
    stage.agenda.at(at_work(monday - 5, 2.0), [&stage, one, head, monday](db::Tx& tx) {
        meetings::EntryInput input;
        input.agency = one.agency;
        input.unit = one.divisions.front();
        input.starts = moment(monday + 2, 840), input.ends = moment(monday + 2, 960);
        input.subject = "Họp phòng, phân công nhiệm vụ";
        input.place = "Phòng làm việc";
        input.chair = head;
        const Id id = meetings::enter_entry(tx, stage.holder(head), input);
        stage.later(10, [&stage, one, id](db::Tx& later) {
            const auto entry = meetings::find_entry(later, id);
            if (entry && entry->state == "proposed")
                meetings::accept_entry(later, stage.holder(one.drawer), id, entry->version);
        });
    });
}

void tell_move(Stage& stage, const Calendar& one, Day monday, Id id) {
    stage.agenda.at(at_work(monday, 1.0), [&stage, one, monday, id](db::Tx& tx) {
        auto input = entry_of(one, kHabits[kMoved], monday);
        input.starts.ms += 30 * kMinute, input.ends.ms += 30 * kMinute;
        meetings::change_entry(tx, stage.holder(one.drawer), id, meetings::find_entry(tx, id)->version, input);
    });
}

void tell_week(Stage& stage, const Calendar& one, Day monday) {
    tell_proposal(stage, one, monday);
    stage.agenda.at(at_work(monday - 4, 6.0), [&stage, one, monday](db::Tx& tx) {
        for (const auto& habit : kHabits) {
            if (!calendar::current().is_working_day(monday + habit.day)) continue;
            const Id id = meetings::enter_entry(tx, stage.holder(one.drawer), entry_of(one, habit, monday));
            if (&habit == &kHabits[kMoved]) tell_move(stage, one, monday, id);
        }
    });
    stage.agenda.at(at_work(monday - 3, 5.0), [&stage, one, monday](db::Tx& tx) {
        const Actor& chief = stage.holder(one.drawer);
        for (const auto& entry : meetings::entries_between(tx, one.agency, monday, monday + 6))
            if (entry.state == "proposed") meetings::accept_entry(tx, chief, entry.id, entry.version);
        const auto version = [&] { return meetings::week_of(tx, one.agency, monday).version; };
        meetings::approve_week(tx, chief, one.agency, monday, version());
        meetings::publish_week(tx, chief, one.agency, monday, version());
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
