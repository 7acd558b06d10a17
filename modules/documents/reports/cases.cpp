// Document by document: the slow way, which the lists behind the figures take and the kept sums are made by.
#include <algorithm>
#include <map>
#include <tuple>

#include "modules/documents/reports/reports.hpp"

namespace dinh::documents::reports {

namespace {

// Who led last, also when nobody does any more.
#define DINH_LED                                                                                    \
    "LEFT JOIN forwarding f ON f.id = (SELECT max(x.id) FROM forwarding x WHERE x.incoming = d.id " \
    "AND x.role = 'lead' AND x.state NOT IN ('withdrawn', 'handed_back')) "
#define DINH_CASE                                \
    "SELECT d.id, f.receiver_kind, f.receiver, " \
    "CASE WHEN d.arrival_day < $2 THEN 'carried' ELSE 'received' END, "
#define DINH_OPEN "CASE WHEN d.due_day < $4 AND d.proposed_close = '' THEN 'open_overdue' ELSE 'open_in_time' END "

// $1 agency, $2 first day, $3 last day, $4 the day on which what is open is judged, $5 the instant of $2, $6 after $3.
constexpr db::Sql kOpen{
    "reports.open", DINH_CASE DINH_OPEN
    "FROM incoming_document d " DINH_LED
    "WHERE d.owner_agency = $1 AND d.state IN ('awaiting_sorting', 'awaiting_direction', 'awaiting_assignment', "
    "'in_process', 'awaiting_confirmation') AND d.arrival_day <= $3"};
constexpr db::Sql kClosed{
    "reports.closed",
    DINH_CASE "CASE WHEN d.closed_at >= $6 THEN " DINH_OPEN
              "ELSE CASE WHEN d.closed_as = 'without_result' THEN 'closed_without_result' "
              "WHEN d.closed_late = 1 THEN 'closed_late' ELSE 'closed_on_time' END END "
              "FROM incoming_document d " DINH_LED
              "WHERE d.owner_agency = $1 AND d.state = 'closed' AND d.closed_at >= $5 AND d.arrival_day <= $3"};
constexpr db::Sql kIssued{
    "reports.issued",
    "SELECT id, drafting_unit, created_by_post, CASE WHEN signed_file <> 0 THEN 'with_file' ELSE 'without_file' END, "
    "CASE WHEN issued_late = 1 THEN 'issued_late' ELSE 'issued' END FROM outgoing_document "
    "WHERE owner_agency = $1 AND issued_at >= $2 AND issued_at < $3 AND state = 'issued'"};

void add_incoming(const directory::Snapshot& directory, const db::Rows& rows, std::vector<Case>& all) {
    for (const auto& row : rows) {
        Case one{row.integer(0), 0, 0, "incoming", row.text(3), row.text(4)};
        const Id receiver = row.maybe_integer(2).value_or(0);
        if (row.view(1) == "unit") {
            one.unit = receiver;
        } else if (receiver != 0) {
            const auto* post = directory.post(receiver);
            one.unit = post ? post->unit : 0;
            one.post = receiver;
        }
        all.push_back(std::move(one));
    }
}

}  // namespace

std::vector<Case> cases(db::Conn& conn, const directory::Snapshot& directory, Id agency, const Period& period,
                        Day today) {
    const Instant begun = clock::start_of(period.from), over = clock::start_of(period.until + 1);
    const Day judged = std::min(period.until, today);
    std::vector<Case> all;
    add_incoming(directory, conn.query(kOpen, agency, period.from, period.until, judged), all);
    add_incoming(directory, conn.query(kClosed, agency, period.from, period.until, judged, begun, over), all);
    for (const auto& row : conn.query(kIssued, agency, begun, over))
        all.push_back({row.integer(0), row.integer(1), row.integer(2), "outgoing", row.text(3), row.text(4)});
    std::sort(all.begin(), all.end(), [](const Case& a, const Case& b) { return a.document > b.document; });
    return all;
}

std::vector<Sum> sums_of(const std::vector<Case>& all) {
    std::map<std::tuple<std::string_view, Id, Id, std::string_view, std::string_view>, std::int64_t> counted;
    for (const auto& one : all) ++counted[{one.direction, one.unit, one.post, one.share, one.outcome}];
    std::vector<Sum> sums;
    for (const auto& [key, records] : counted) {
        const auto& [direction, unit, post, share, outcome] = key;
        sums.push_back({std::string(direction), unit, post, std::string(share), std::string(outcome), records});
    }
    return sums;
}

bool Cell::holds(std::string_view of, Id of_unit, Id of_post, std::string_view share, std::string_view outcome) const {
    if (of != direction || (unit && *unit != of_unit) || (post && *post != of_post)) return false;
    if (column.empty()) return !share.empty();
    return column == share || column == outcome || (column != "issued" && outcome.starts_with(column + "_"));
}

bool is_column(std::string_view direction, std::string_view column) {
    constexpr std::string_view kIncoming[] = {"",
                                              "carried",
                                              "received",
                                              "closed",
                                              "open",
                                              "closed_on_time",
                                              "closed_late",
                                              "closed_without_result",
                                              "open_in_time",
                                              "open_overdue"};
    constexpr std::string_view kOutgoing[] = {"", "with_file", "without_file", "issued", "issued_late"};
    const auto holds = [&](const auto& names) {
        return std::find(std::begin(names), std::end(names), column) != std::end(names);
    };
    return (direction == "incoming" && holds(kIncoming)) || (direction == "outgoing" && holds(kOutgoing));
}

std::int64_t figure(const std::vector<Sum>& sums, const Cell& cell) {
    std::int64_t records = 0;
    for (const auto& sum : sums)
        if (cell.holds(sum.direction, sum.unit, sum.post, sum.share, sum.outcome)) records += sum.records;
    return records;
}

}  // namespace dinh::documents::reports
