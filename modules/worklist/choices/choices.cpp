#include "modules/worklist/choices/choices.hpp"

#include <algorithm>

#include "modules/worklist/rights.hpp"
#include "platform/audit/audit.hpp"
#include "platform/db/filter.hpp"

namespace dinh::worklist {

namespace {

constexpr int kDayMinutes = 24 * 60;
constexpr std::int64_t kMinuteMs = 60'000;

constexpr db::Sql kFirst{
    "manner.first",
    "INSERT INTO notice_manner (person, version, language, quiet_from, quiet_until, urgent_passes, summary) "
    "VALUES ($1, 1, $2, $3, $4, $5, $6) ON CONFLICT (person) DO NOTHING"};
constexpr db::Sql kChange{"manner.change",
                          "UPDATE notice_manner SET version = version + 1, language = $3, quiet_from = $4, "
                          "quiet_until = $5, urgent_passes = $6, summary = $7 WHERE person = $1 AND version = $2"};
constexpr db::Sql kDropPaces{"choice.drop", "DELETE FROM notice_choice WHERE person = $1"};
constexpr db::Sql kPace{"choice.insert", "INSERT INTO notice_choice (person, post, way, pace) VALUES ($1, $2, $3, $4)"};

constexpr std::pair<Pace, const char*> kPaces[] = {
    {Pace::now, "now"}, {Pace::hourly, "hourly"}, {Pace::daily, "daily"}, {Pace::none, "none"}};

void check(const Actor& actor, const Choices& choices) {
    Reasons reasons;
    const auto& manner = choices.manner;
    const auto in_day = [](int minute) { return minute >= 0 && minute < kDayMinutes; };
    if (!in_day(manner.quiet_from)) reasons.add("quiet_from", "Giờ không hợp lệ.");
    if (!in_day(manner.quiet_until)) reasons.add("quiet_until", "Giờ không hợp lệ.");
    if (manner.language != "vi" && manner.language != "en") reasons.add("language", "Ngôn ngữ không có.");
    if (!manner.summary.empty() && !way_of(manner.summary)) reasons.add("summary", "Cách nhận không có.");
    for (const auto& [key, pace] : choices.paces) {
        const Id post = key.first;
        const bool own = post == 0 || std::any_of(actor.capacities.begin(), actor.capacities.end(),
                                                  [&](const Capacity& one) { return one.post == post; });
        if (!own)
            reasons.add("Bạn không giữ và không được ủy quyền một chức vụ trong biểu mẫu này. Hãy tải lại trang.");
    }
    reasons.done();
}

}  // namespace

std::string word(Way way) { return way == Way::mail ? "mail" : "sms"; }

std::optional<Way> way_of(std::string_view given) {
    for (const Way way : kWays)
        if (given == word(way)) return way;
    return std::nullopt;
}

std::string word(Pace pace) {
    for (const auto& [one, name] : kPaces)
        if (one == pace) return name;
    return "none";
}

std::optional<Pace> pace_of(std::string_view given) {
    for (const auto& [pace, name] : kPaces)
        if (given == name) return pace;
    return std::nullopt;
}

Pace Choices::pace(Id post, Way way) const {
    for (const Id of : {post, Id{0}})
        if (const auto found = paces.find({of, way}); found != paces.end()) return found->second;
    return way == Way::mail ? Pace::now : Pace::none;
}

std::map<Id, Choices> choices_of(db::Conn& conn, const std::vector<Id>& people) {
    std::map<Id, Choices> all;
    for (const Id person : people) all[person];
    db::Filter manners;
    manners.in("person", people);
    for (const auto& row : manners.run(conn, "manner.list",
                                       "SELECT person, version, language, quiet_from, quiet_until, urgent_passes, "
                                       "summary FROM notice_manner",
                                       ""))
        all[row.integer(0)].manner = {
            row.integer(1), row.text(2), static_cast<int>(row.integer(3)), static_cast<int>(row.integer(4)),
            row.truth(5),   row.text(6)};
    db::Filter paces;
    paces.in("person", people);
    for (const auto& row : paces.run(conn, "choice.list", "SELECT person, post, way, pace FROM notice_choice", "")) {
        const auto way = way_of(row.view(2));
        const auto pace = pace_of(row.view(3));
        if (way && pace) all[row.integer(0)].paces[{row.integer(1), *way}] = *pace;
    }
    return all;
}

Choices choices_of(db::Conn& conn, Id person) { return choices_of(conn, std::vector<Id>{person}).at(person); }

Instant after_quiet(const Manner& manner, Instant at) {
    if (manner.quiet_from == manner.quiet_until) return at;
    const Day day = clock::day_of(at);
    const auto minute = static_cast<int>((at.ms - clock::start_of(day).ms) / kMinuteMs);
    const bool over_midnight = manner.quiet_from > manner.quiet_until;
    const bool evening = minute >= manner.quiet_from && (over_midnight || minute < manner.quiet_until);
    const bool morning = over_midnight && minute < manner.quiet_until;
    if (!evening && !morning) return at;
    const Day ends = evening && over_midnight ? day + 1 : day;
    return {clock::start_of(ends).ms + manner.quiet_until * kMinuteMs};
}

void save_choices(db::Tx& tx, const Actor& actor, const Choices& choices) {
    const auto& manner = choices.manner;
    const auto saved = manner.version == 0
                           ? tx.exec(kFirst, actor.person, manner.language, manner.quiet_from, manner.quiet_until,
                                     manner.urgent_passes, manner.summary)
                           : tx.exec(kChange, actor.person, manner.version, manner.language, manner.quiet_from,
                                     manner.quiet_until, manner.urgent_passes, manner.summary);
    must(actor, Deed::choose);
    if (saved == 0) throw Conflict("worklist: the choices changed meanwhile");
    check(actor, choices);
    tx.exec(kDropPaces, actor.person);
    for (const auto& [key, pace] : choices.paces) tx.exec(kPace, actor.person, key.first, word(key.second), word(pace));
    audit::append(tx, actor, actor.acting_capacity(), "notice.choose", "notice_manner", actor.person);
}

}  // namespace dinh::worklist
