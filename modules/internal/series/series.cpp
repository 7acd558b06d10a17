#include "modules/internal/series/series.hpp"

#include "modules/internal/rights.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/error/error.hpp"

namespace dinh::internal {

namespace {

constexpr const char* kKind = "internal_series";

constexpr db::Sql kOfUnit{"internal_series.of_unit",
                          "SELECT id, version, agency, unit, year, last, until_day FROM internal_series WHERE agency = "
                          "$1 AND unit = $2 ORDER BY year DESC"};
constexpr db::Sql kFind{"internal_series.find",
                        "SELECT id, version, agency, unit, year, last, until_day FROM internal_series WHERE id = $1"};
constexpr db::Sql kAdd{"internal_series.add",
                       "INSERT INTO internal_series (id, agency, unit, year, last, last_day, from_day) VALUES ($1, $2, "
                       "$3, $4, 0, $5, $5) ON CONFLICT (agency, unit, year) DO NOTHING"};
constexpr db::Sql kReopen{"internal_series.reopen",
                          "UPDATE internal_series SET until_day = NULL, version = version + 1 WHERE agency = $1 AND "
                          "unit = $2 AND year = $3 AND until_day IS NOT NULL RETURNING id"};
constexpr db::Sql kClose{"internal_series.close",
                         "UPDATE internal_series SET until_day = $3, version = version + 1 WHERE id = $1 AND version = "
                         "$2 RETURNING agency, unit"};
constexpr db::Sql kCloseAll{"internal_series.close_all",
                            "UPDATE internal_series SET until_day = $2, version = version + 1 WHERE agency = $1 AND "
                            "until_day IS NULL"};
constexpr db::Sql kTakeNext{
    "internal_series.take_next",
    "UPDATE internal_series SET last = last + 1, last_day = $4 WHERE agency = $1 AND unit = $2 AND year = $3 AND "
    "last_day <= $4 AND until_day IS NULL RETURNING id, last"};
constexpr db::Sql kAddNumber{
    "internal_number.add",
    "INSERT INTO internal_number (series, number, state, day, letter, at, person) VALUES ($1, $2, 'used', $3, $4, $5, "
    "$6)"};
constexpr db::Sql kVoid{
    "internal_number.void",
    "UPDATE internal_number SET state = 'voided', reason = $4, at = $5, person = $6 WHERE series = $1 AND number = $2 "
    "AND letter = $3 AND state = 'used'"};
constexpr db::Sql kEntries{"internal_number.list",
                           "SELECT number, state, day, letter, reason FROM internal_number WHERE series = $1 AND "
                           "number < $2 ORDER BY number DESC LIMIT $3"};
constexpr db::Sql kFaults{
    "internal_series.faults",
    "SELECT s.id, s.year, s.last, COUNT(n.number), MIN(n.number), MAX(n.number), SUM(CASE WHEN l.id IS NULL THEN 1 "
    "ELSE 0 END) FROM internal_series s LEFT JOIN internal_number n ON n.series = s.id LEFT JOIN internal_letter l ON "
    "l.id = n.letter AND l.series = s.id AND l.number = n.number GROUP BY s.id, s.year, s.last ORDER BY s.id"};

constexpr std::int64_t kAboveAll = 1'000'000'000;

Series read_series(const db::Rows::Row& row) {
    return {row.integer(0), row.integer(1),  row.integer(2), row.integer(3), static_cast<int>(row.integer(4)),
            row.integer(5), row.maybe_day(6)};
}

Subject subject_of(Id agency, Id unit, bool leaderless) {
    Subject subject;
    subject.agency = agency;
    subject.unit = unit;
    subject.leaderless = leaderless;
    return subject;
}

void record(db::Tx& tx, const Actor& actor, const Capacity& as, Id series, const char* deed, const char* words) {
    deed::history(tx, actor, &as, kKind, series, deed, words);
    audit::append(tx, actor, &as, deed, kKind, series);
}

}  // namespace

std::vector<Series> series_of(db::Conn& conn, Id agency, Id unit) {
    std::vector<Series> list;
    for (const auto& row : conn.query(kOfUnit, agency, unit)) list.push_back(read_series(row));
    return list;
}

std::optional<Series> standing_series(db::Conn& conn, Id agency, Id unit, Day day) {
    for (auto& one : series_of(conn, agency, unit)) {
        if (one.year > clock::year(day)) continue;
        return one.until ? std::nullopt : std::optional(one);
    }
    return std::nullopt;
}

Id open_series(db::Tx& tx, const Actor& actor, Id agency, Id unit, bool leaderless) {
    const Capacity& as = must(actor, Deed::open_series, subject_of(agency, unit, leaderless));
    const Day today = clock::today();
    Id id = tx.maybe_integer(kReopen, agency, unit, clock::year(today)).value_or(0);
    if (id == 0) {
        if (standing_series(tx, agency, unit, today)) throw Refused("Sổ văn bản nội bộ của đơn vị đang mở.");
        id = ids::make();
        if (tx.exec(kAdd, id, agency, unit, clock::year(today), today) == 0)
            throw Refused("Sổ văn bản nội bộ của đơn vị đang mở.");
    }
    record(tx, actor, as, id, "internal.open_series", "Mở sổ văn bản nội bộ");
    return id;
}

void close_series(db::Tx& tx, const Actor& actor, Id series, std::int64_t version, bool leaderless) {
    const db::Rows found = tx.query(kFind, series);
    if (found.empty()) throw NotFound("internal series " + std::to_string(series));
    const Series before = read_series(found.first());
    if (!actor.capacity([&](const Capacity& each) { return each.agency == before.agency; }))
        throw NotFound("internal series of another agency " + std::to_string(series));
    const Capacity& as = must(actor, Deed::close_series, subject_of(before.agency, before.unit, leaderless));
    if (tx.query(kClose, series, version, clock::today()).empty())
        throw Conflict("internal series " + std::to_string(series) + " is no longer at that version");
    if (before.until) throw Refused("Sổ này đã đóng.");
    record(tx, actor, as, series, "internal.close_series", "Đóng sổ văn bản nội bộ");
}

Given give_number(db::Tx& tx, const Actor& actor, Id agency, Id unit, Day day, Id letter) {
    const auto standing = standing_series(tx, agency, unit, day);
    if (!standing) throw Refused("numbered", "Đơn vị không có sổ văn bản nội bộ đang mở; hãy mở sổ hoặc bỏ lấy số.");
    if (standing->year < clock::year(day)) tx.exec(kAdd, ids::make(), agency, unit, clock::year(day), day);
    const db::Rows rows = tx.query(kTakeNext, agency, unit, clock::year(day), day);
    if (rows.empty())
        throw Refused("numbered",
                      Said("Sổ văn bản nội bộ vừa đóng hoặc đã có số của ngày sau ngày %1.", {clock::show(day)}));
    const Given given{rows.first().integer(0), rows.first().integer(1)};
    tx.exec(kAddNumber, given.series, given.number, day, letter, clock::now(), actor.person);
    return given;
}

void void_number(db::Tx& tx, const Actor& actor, Id series, std::int64_t number, Id letter, std::string_view reason) {
    if (tx.exec(kVoid, series, number, letter, reason, clock::now(), actor.person) == 0)
        throw Conflict("internal series: the number is not this letter's");
}

std::vector<Entry> entries_of(db::Conn& conn, Id series, std::int64_t before, int most) {
    std::vector<Entry> list;
    for (const auto& row : conn.query(kEntries, series, before == 0 ? kAboveAll : before, most))
        list.push_back({row.integer(0), row.text(1), row.day(2), row.integer(3), row.text(4)});
    return list;
}

void close_all_series(db::Tx& tx, Id agency, Day day) { tx.exec(kCloseAll, agency, day); }

std::vector<std::string> check_series(db::Conn& conn) {
    std::vector<std::string> faults;
    for (const auto& row : conn.query(kFaults)) {
        const std::int64_t last = row.integer(2);
        const bool whole = row.integer(3) == last && (last == 0 || (row.integer(4) == 1 && row.integer(5) == last));
        const std::string which =
            "internal series " + std::to_string(row.integer(0)) + ", " + std::to_string(row.integer(1)) + ": ";
        if (!whole) faults.push_back(which + std::to_string(row.integer(3)) + " entries up to " + std::to_string(last));
        if (last > 0 && row.integer(6) > 0) faults.push_back(which + "numbers without a letter");
    }
    return faults;
}

}  // namespace dinh::internal
