#include "modules/meetings/weeks/public_weeks.hpp"

#include "modules/meetings/weeks/week_deed.hpp"
#include "modules/meetings/weeks/week_view.hpp"
#include "modules/meetings/words.hpp"
#include "platform/written/written.hpp"

namespace dinh::meetings {

namespace {

constexpr db::Sql kSetPublic{"week.set_public", "UPDATE calendar_week SET public_since = $2 WHERE id = $1"};
constexpr db::Sql kMondays{"week.public_mondays",
                           "SELECT monday FROM calendar_week WHERE owner_agency = $1 AND public_since IS NOT NULL "
                           "ORDER BY monday DESC LIMIT $2"};

module::PublicEntry line_of(const Entry& entry, Day day) {
    module::PublicEntry line{.day = day,
                             .weekday = weekday_name(day),
                             .time = time_on(entry, day),
                             .subject = entry.subject,
                             .place = entry.place,
                             .chair = chair_of(entry),
                             .takes_part = takers_of(entry),
                             .mark = change_name(entry.change),
                             .cancelled = entry.state == "cancelled"};
    if (line.cancelled && line.mark.empty()) line.mark = state_name(entry.state);
    return line;
}

}  // namespace

void open_week(db::Tx& tx, const Actor& actor, Id agency, Day monday, std::int64_t version) {
    auto [week, as] = held_week(tx, actor, Deed::open_week, agency, monday, version);
    if (!week.published()) throw Refused("Chỉ đăng lịch tuần đã công bố trong cơ quan.");
    if (week.public_since) throw Refused("Lịch tuần này đã đăng trên trang thông tin.");
    tx.exec(kSetPublic, week.id, std::optional(clock::now()));
    note_week(tx, actor, as, week, "meetings.open_week", "Đăng lịch tuần lên trang thông tin");
    written::changed(tx, module::weeks_key(agency));
}

void close_week(db::Tx& tx, const Actor& actor, Id agency, Day monday, std::int64_t version) {
    auto [week, as] = held_week(tx, actor, Deed::open_week, agency, monday, version);
    if (!week.public_since) throw Refused("Lịch tuần này không đăng trên trang thông tin.");
    tx.exec(kSetPublic, week.id, std::optional<Instant>());
    note_week(tx, actor, as, week, "meetings.close_week", "Gỡ lịch tuần khỏi trang thông tin");
    written::changed(tx, module::weeks_key(agency));
}

std::vector<Day> open_mondays(db::Conn& conn, Id agency, int most) {
    std::vector<Day> list;
    for (const auto& row : conn.query(kMondays, agency, most)) list.push_back(row.day(0));
    return list;
}

std::optional<module::PublicWeek> open_week_of(db::Conn& conn, Id agency, Day monday) {
    if (!week_of(conn, agency, monday).public_since) return std::nullopt;
    module::PublicWeek week{.monday = monday, .entries = {}};
    const auto entries = entries_between(conn, agency, monday, monday + 6);
    for (Day day = monday; day < monday + 7; day = day + 1)
        for (const auto& entry : entries)
            if (entry.unit == 0 && meets(entry, day) && on_paper(entry)) week.entries.push_back(line_of(entry, day));
    return week;
}

void lay_open() { module::lay_open_weeks({.mondays = open_mondays, .week = open_week_of, .path = "/meetings"}); }

}  // namespace dinh::meetings
