#include "modules/portal/duties/duty_store.hpp"

#include "platform/db/filter.hpp"

namespace dinh::portal {

namespace duty_store {

namespace {

constexpr db::Sql kKept{"portal_duty.of_site",
                        "SELECT id, item, state, since, counted, newest, due, detail, holders FROM portal_duty WHERE "
                        "site = $1"};
constexpr db::Sql kPut{
    "portal_duty.put",
    "INSERT INTO portal_duty (id, site, item, state, since, counted, newest, due, detail, holders) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7, $8, $9, $10) ON CONFLICT (site, item) DO UPDATE SET state = excluded.state, since = "
    "excluded.since, counted = excluded.counted, newest = excluded.newest, due = excluded.due, detail = "
    "excluded.detail, holders = excluded.holders"};
constexpr db::Sql kDrop{"portal_duty.drop", "DELETE FROM portal_duty WHERE id = $1"};
constexpr db::Sql kMarks{"portal_duty_mark.of_site",
                         "SELECT id, item, reason, label, from_day, until_day FROM portal_duty_mark WHERE site = $1 "
                         "AND from_day <= $2 AND (until_day IS NULL OR until_day >= $2) ORDER BY id"};
constexpr db::Sql kAddMark{
    "portal_duty_mark.add",
    "INSERT INTO portal_duty_mark (id, site, item, reason, from_day, until_day, label, created_at, created_by_person, "
    "created_by_post) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Sql kEndMark{"portal_duty_mark.end",
                           "UPDATE portal_duty_mark SET until_day = $3 WHERE id = $1 AND site = $2 AND (until_day IS "
                           "NULL OR until_day > $3)"};
constexpr db::Sql kScore{"portal_score.of_day",
                         "SELECT met, missing, stale FROM portal_score WHERE site = $1 AND day = $2"};
constexpr db::Sql kPutScore{"portal_score.put",
                            "INSERT INTO portal_score (site, day, met, missing, stale, percent) VALUES ($1, $2, $3, "
                            "$4, $5, $6) ON CONFLICT (site, day) DO UPDATE SET met = excluded.met, missing = "
                            "excluded.missing, stale = excluded.stale, percent = excluded.percent"};
constexpr db::Sql kOpened{"portal_site.opened", "SELECT rules_day FROM portal_site WHERE id = $1"};

db::Value day_or_null(const std::optional<Day>& day) { return day ? db::value(*day) : db::value(nullptr); }

}  // namespace

std::map<std::string, Kept, std::less<>> kept(db::Conn& conn, Id site) {
    std::map<std::string, Kept, std::less<>> all;
    for (const auto& row : conn.query(kKept, site)) {
        Kept one{row.integer(0), row.text(1), row.text(2), {}, row.integer(4), {}, {}, row.text(7), row.text(8)};
        one.since = *row.maybe_day(3), one.newest = row.maybe_day(5), one.due = row.maybe_day(6);
        all.emplace(one.item, one);
    }
    return all;
}
void put(db::Tx& tx, Id site, const Kept& one) {
    tx.change(kPut, {db::value(one.id), db::value(site), db::value(one.item), db::value(one.state),
                     db::value(one.since), db::value(one.counted), day_or_null(one.newest), day_or_null(one.due),
                     db::value(one.detail), db::value(one.holders)});
}
void drop(db::Tx& tx, Id duty) { tx.exec(kDrop, duty); }

std::vector<DutyMark> marks(db::Conn& conn, Id site, Day day) {
    std::vector<DutyMark> list;
    for (const auto& row : conn.query(kMarks, site, day))
        list.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), *row.maybe_day(4), row.maybe_day(5)});
    return list;
}
Id add_mark(db::Tx& tx, const Actor& actor, const Capacity& as, Id site, const DutyMark& one) {
    const Id id = ids::make();
    tx.change(kAddMark, {db::value(id), db::value(site), db::value(one.item), db::value(one.reason),
                         db::value(one.from), day_or_null(one.until), db::value(one.label), db::value(clock::now()),
                         db::value(actor.person), db::value(as.post)});
    return id;
}
bool end_mark(db::Tx& tx, Id site, Id mark, Day last) { return tx.exec(kEndMark, mark, site, last) > 0; }

std::optional<Score> score_of_day(db::Conn& conn, Id site, Day day) {
    const db::Rows rows = conn.query(kScore, site, day);
    if (rows.empty()) return std::nullopt;
    return Score{rows.first().integer(0), rows.first().integer(1), rows.first().integer(2)};
}
void put_score(db::Tx& tx, Id site, Day day, const Score& score) {
    tx.exec(kPutScore, site, day, score.met, score.missing, score.stale, score.percent());
}

Day opened(db::Conn& conn, Id site) { return conn.query(kOpened, site).first().maybe_day(0).value_or(Day{}); }

}  // namespace duty_store

std::map<Id, Score> kept_scores(db::Conn& conn, const std::vector<Id>& sites) {
    std::map<Id, Score> scores;
    if (sites.empty()) return scores;
    db::Filter where;
    where.in("site", sites);
    for (const auto& row : where.run(conn, "portal_duty.states", "SELECT site, state, COUNT(*) FROM portal_duty",
                                     "GROUP BY site, state")) {
        Score& score = scores[row.integer(0)];
        if (row.view(1) == duty::kMet) score.met = row.integer(2);
        if (row.view(1) == duty::kMissing) score.missing = row.integer(2);
        if (row.view(1) == duty::kStale) score.stale = row.integer(2);
    }
    return scores;
}

std::vector<ScoreOfDay> score_history(db::Conn& conn, Id site, Day from) {
    constexpr db::Sql kSince{
        "portal_score.since",
        "SELECT day, met, missing, stale FROM portal_score WHERE site = $1 AND day >= $2 ORDER BY day"};
    std::vector<ScoreOfDay> list;
    for (const auto& row : conn.query(kSince, site, from))
        list.push_back({*row.maybe_day(0), {row.integer(1), row.integer(2), row.integer(3)}});
    return list;
}

}  // namespace dinh::portal
