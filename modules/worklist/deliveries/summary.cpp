#include "modules/worklist/addresses/addresses.hpp"
#include "modules/worklist/deliveries/store.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/db/filter.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::worklist {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kFirstMinute = 6 * 60 + 50, kLastMinute = 12 * 60, kSlotMinute = 7 * 60;

struct Due {
    std::int64_t late = 0, today = 0, next = 0;
};

Due due_of(db::Conn& conn, const std::vector<Id>& holders, Day today, Day next) {
    db::Filter filter;
    filter.bind(today, today, next).in("holder", holders);
    filter.where("is_open = 1").where("item_class = 'work'").where("due_day <= ?", next);
    const auto rows = filter.run(conn, "work.due_soon",
                                 "SELECT CAST(COALESCE(SUM(CASE WHEN due_day < ? THEN 1 ELSE 0 END), 0) AS bigint), "
                                 "CAST(COALESCE(SUM(CASE WHEN due_day = ? THEN 1 ELSE 0 END), 0) AS bigint), "
                                 "CAST(COALESCE(SUM(CASE WHEN due_day = ? THEN 1 ELSE 0 END), 0) AS bigint) "
                                 "FROM work_item",
                                 "");
    return {rows.first().integer(0), rows.first().integer(1), rows.first().integer(2)};
}

struct Wanted {
    Id person = 0;
    Way way = Way::mail;
    Choices choices;
    std::vector<Id> holders;
};

std::vector<Wanted> wanted_by(House& house) {
    const auto directory = directory::now(house);
    return house.db->reading([&](db::Conn& conn) {
        const auto all = reached(conn);
        std::vector<Id> people;
        for (const auto& [person, ways] : all) people.push_back(person);
        std::vector<Wanted> list;
        for (auto& [person, choices] : choices_of(conn, people)) {
            const auto way = way_of(choices.manner.summary);
            if (!way || !all.at(person).contains(*way)) continue;
            list.push_back({person, *way, choices, directory->actor_of(person).grantees});
        }
        return list;
    });
}

bool summarise(db::Tx& tx, const Wanted& one, Instant slot, Day today, Day next) {
    if (!store::count_up(tx, today, one.person, "summary", 1)) return false;
    const Due due = due_of(tx, one.holders, today, next);
    if (due.late + due.today + due.next == 0) return false;
    const Said said(
        "Việc của bạn: %1 quá hạn, %2 đến hạn hôm nay, %3 đến hạn ngày %4.",
        {std::to_string(due.late), std::to_string(due.today), std::to_string(due.next), clock::show_short(next)});
    const store::Source source{
        .id = 0, .text = said.vietnamese(), .link = "/worklist?due=week", .said = said_text(said)};
    store::put_joined(tx, {{one.person, 0}, one.way, &source, "summary", false}, after_quiet(one.choices.manner, slot));
    return true;
}

}  // namespace

int summarise(House& house) {
    const Instant now = clock::now();
    const Day today = clock::day_of(now);
    const Instant midnight = clock::start_of(today);
    const auto minute = (now.ms - midnight.ms) / kMinuteMs;
    const auto& calendar = calendar::current();
    if (minute < kFirstMinute || minute >= kLastMinute || !calendar.is_working_day(today)) return 0;
    const auto list = wanted_by(house);
    const Day next = calendar.next_working_day(today);
    int made = 0;
    for (std::size_t at = 0; at < list.size();) {
        const auto [until, joined] = house.db->writing([&](db::Tx& tx) {
            std::size_t n = at;
            int count = 0;
            for (const jobs::Slice slice; n < list.size() && (n == at || !slice.spent()); ++n)
                count += summarise(tx, list[n], {midnight.ms + kSlotMinute * kMinuteMs}, today, next) ? 1 : 0;
            return std::pair(n, count);
        });
        at = until;
        made += joined;
    }
    return made;
}

}  // namespace dinh::worklist
