// The kept sums. A period that is over hardly changes: it is counted until the tenth day after it, for what was entered
// late.
#include <algorithm>
#include <map>
#include <set>

#include "modules/documents/reports/reports.hpp"

namespace dinh::documents::reports {

namespace {

constexpr int kDaysAfter = 10;
constexpr std::size_t kMostMonthsBack = 120;

constexpr db::Sql kDrop{"reports.drop_sums", "DELETE FROM handling_sum WHERE month = $1 AND agency = $2"};
constexpr db::Sql kPut{"reports.put_sum",
                       "INSERT INTO handling_sum (month, agency, direction, unit, post, share, outcome, records) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Sql kCounted{"reports.counted",
                           "INSERT INTO handling_count (month, agency, counted_at) VALUES ($1, $2, $3) "
                           "ON CONFLICT (month, agency) DO UPDATE SET counted_at = excluded.counted_at"};
constexpr db::Sql kSums{"reports.sums",
                        "SELECT agency, direction, unit, post, share, outcome, records FROM handling_sum "
                        "WHERE month = $1 ORDER BY agency"};
constexpr db::Sql kClosed{
    "reports.closed_by_month",
    "SELECT month, outcome, sum(records) FROM handling_sum WHERE agency = $1 AND month >= $2 "
    "AND month <= $3 AND month NOT LIKE '%q%' AND direction = 'incoming' AND outcome LIKE 'closed%' "
    "GROUP BY month, outcome"};
constexpr db::Sql kCounts{"reports.counts", "SELECT agency, counted_at FROM handling_count WHERE month = $1"};
constexpr db::Sql kCountsOf{"reports.counts_of", "SELECT month FROM handling_count WHERE agency = $1"};
constexpr db::Sql kFirstPassed{
    "reports.first_passed",
    "SELECT min(arrival_day) FROM incoming_document WHERE origin_agency = $1 AND origin_agency <> owner_agency"};
// Each by its index: the first of an agency.
constexpr db::Sql kFirstArrival{"reports.first_arrival",
                                "SELECT min(arrival_day) FROM incoming_document WHERE owner_agency = $1"};
constexpr db::Sql kFirstIssue{
    "reports.first_issue",
    "SELECT min(issued_at) FROM outgoing_document WHERE owner_agency = $1 AND issued_at IS NOT NULL"};

Sum sum_of(const db::Rows::Row& row) {
    return {row.text(1), row.integer(2), row.integer(3), row.text(4), row.text(5), row.integer(6)};
}

bool is_open(const Sum& sum) { return sum.outcome.starts_with("open_"); }

// Of the months of a longer period only the first carries over and only the last leaves open: what was open at the end
// of one is carried into the next.
void add_month(std::vector<Sum>& into, const std::vector<Sum>& month, bool first, bool last) {
    for (Sum sum : month) {
        if (is_open(sum) && !last) sum.outcome.clear();
        if (sum.share == "carried" && !first) sum.share.clear();
        if (!sum.share.empty() || !sum.outcome.empty()) into.push_back(std::move(sum));
    }
}

std::optional<Day> first_day(db::Conn& conn, Id agency) {
    std::optional<Day> first = conn.query(kFirstArrival, agency).first().maybe_day(0);
    const auto issued = conn.query(kFirstIssue, agency).first().maybe_instant(0);
    if (issued && (!first || clock::day_of(*issued) < *first)) first = clock::day_of(*issued);
    const auto passed = conn.query(kFirstPassed, agency).first().maybe_day(0);
    return passed && (!first || *passed < *first) ? passed : first;
}

// Months of an agency, and quarters that do not add up from them, that are to be counted now, the newest first; of one
// that ended not those after its end.
std::vector<Period> due(db::Conn& conn, const directory::Snapshot& directory, const directory::Agency& agency,
                        Day today) {
    const auto first = first_day(conn, agency.id);
    if (!first) return {};
    std::set<std::string> counted;
    for (const auto& row : conn.query(kCountsOf, agency.id)) counted.insert(row.text(0));
    std::vector<Period> periods;
    const auto is_due = [&](const Period& one) {
        return today - one.until <= kDaysAfter || !counted.contains(one.name);
    };
    const Day last = agency.closed_on(today) ? *agency.until : today;
    Period month = month_of(last);
    for (std::size_t back = 0; month.until >= *first && back < kMostMonthsBack; ++back, month = before(month))
        if (is_due(month)) periods.push_back(month);
    Period quarter = quarter_of(last);
    for (std::size_t back = 0; quarter.until >= *first && back < kMostMonthsBack / 3; ++back, quarter = before(quarter))
        if (is_due(quarter) && passed_within(directory, agency.id, quarter)) periods.push_back(quarter);
    return periods;
}

std::map<Id, std::vector<Sum>> sums_by_agency(db::Conn& conn, const std::string& period) {
    std::map<Id, std::vector<Sum>> sums;
    for (const auto& row : conn.query(kSums, period)) sums[row.integer(0)].push_back(sum_of(row));
    return sums;
}

}  // namespace

void count_period(db::Database& database, const directory::Snapshot& directory, Id agency, const Period& period,
                  Day today) {
    const auto sums =
        database.reading([&](db::Conn& conn) { return sums_of(cases(conn, directory, agency, period, today)); });
    const Instant at = clock::now();
    database.write([&](db::Tx& tx) {
        tx.exec(kCounted, period.name, agency, at);
        tx.exec(kDrop, period.name, agency);
        for (const auto& sum : sums)
            tx.exec(kPut, period.name, agency, sum.direction, sum.unit, sum.post, sum.share, sum.outcome, sum.records);
    });
}

void count_all(db::Database& database, const directory::Snapshot& directory, Day today) {
    for (const auto& agency : directory.agencies) {
        if (!agency.tenant) continue;
        const auto periods = database.reading([&](db::Conn& conn) { return due(conn, directory, agency, today); });
        for (const auto& period : periods) count_period(database, directory, agency.id, period, today);
    }
}

std::vector<Closed> closed_by_month(db::Conn& conn, Id agency, const Period& first, const Period& last) {
    std::vector<Closed> closed;
    for (const auto& row : conn.query(kClosed, agency, first.name, last.name))
        closed.push_back({row.text(0), row.text(1), row.integer(2)});
    return closed;
}

std::vector<AgencySums> kept(db::Conn& conn, const Period& period, Day today) {
    std::vector<Period> months = months_of(period);
    std::erase_if(months, [&](const Period& month) { return month.from > today; });
    std::map<Id, AgencySums> agencies;
    for (std::size_t n = 0; n < months.size(); ++n) {
        auto of_month = sums_by_agency(conn, months[n].name);
        for (const auto& row : conn.query(kCounts, months[n].name)) {
            AgencySums& one = agencies[row.integer(0)];
            one.agency = row.integer(0);
            one.counted_at = row.instant(1);
            add_month(one.sums, of_month[one.agency], n == 0, n + 1 == months.size());
        }
    }
    if (!period.is_month()) {
        auto of_quarter = sums_by_agency(conn, period.name);
        for (const auto& row : conn.query(kCounts, period.name))
            agencies[row.integer(0)] = {row.integer(0), row.instant(1), std::move(of_quarter[row.integer(0)])};
    }
    std::vector<AgencySums> all;
    for (auto& [id, one] : agencies) all.push_back(std::move(one));
    return all;
}

std::vector<AgencySums> in_present(const directory::Snapshot& directory, std::vector<AgencySums> sums) {
    std::map<Id, AgencySums> present;
    for (auto& one : sums) {
        const Id agency = present_of(directory, one.agency);
        const auto [place, fresh] = present.try_emplace(agency, AgencySums{agency, one.counted_at, {}});
        AgencySums& into = place->second;
        into.counted_at = std::min(into.counted_at, one.counted_at);
        into.sums.insert(into.sums.end(), std::make_move_iterator(one.sums.begin()),
                         std::make_move_iterator(one.sums.end()));
    }
    std::vector<AgencySums> all;
    for (auto& [id, one] : present) all.push_back(std::move(one));
    return all;
}

}  // namespace dinh::documents::reports
