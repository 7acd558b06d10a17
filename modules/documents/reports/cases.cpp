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
#define DINH_CASE                                                                 \
    "SELECT d.id, f.receiver_kind, f.receiver, d.origin_agency, d.owner_agency, " \
    "CASE WHEN d.arrival_day < $2 THEN 'carried' ELSE 'received' END, "
#define DINH_OPEN "CASE WHEN d.due_day < $4 AND d.proposed_close = '' THEN 'open_overdue' ELSE 'open_in_time' END "

// $1 agency, $2 first day, $3 last day, $4 the day on which what is open is judged, $5 the instant of $2, $6 after $3.
#define DINH_OWN "WHERE d.owner_agency = $1 "
// Those that a reorganisation took away from it, by their partial index.
#define DINH_PASSED "WHERE d.origin_agency = $1 AND d.origin_agency <> d.owner_agency "
#define DINH_OPEN_CASES(WHOSE)                                                                              \
    DINH_CASE DINH_OPEN "FROM incoming_document d " DINH_LED WHOSE                                          \
                        "AND d.state IN ('awaiting_sorting', 'awaiting_direction', 'awaiting_assignment', " \
                        "'in_process', 'awaiting_confirmation') AND d.arrival_day <= $3"
#define DINH_CLOSED_CASES(WHOSE)                                                            \
    DINH_CASE "CASE WHEN d.closed_at >= $6 THEN " DINH_OPEN                                 \
              "ELSE CASE WHEN d.closed_as = 'without_result' THEN 'closed_without_result' " \
              "WHEN d.closed_late = 1 THEN 'closed_late' ELSE 'closed_on_time' END END "    \
              "FROM incoming_document d " DINH_LED WHOSE                                    \
              "AND d.state = 'closed' AND d.closed_at >= $5 AND d.arrival_day <= $3"
constexpr db::Sql kOpen{"reports.open", DINH_OPEN_CASES(DINH_OWN)};
constexpr db::Sql kClosed{"reports.closed", DINH_CLOSED_CASES(DINH_OWN)};
constexpr db::Sql kOpenPassed{"reports.open_passed", DINH_OPEN_CASES(DINH_PASSED)};
constexpr db::Sql kClosedPassed{"reports.closed_passed", DINH_CLOSED_CASES(DINH_PASSED)};
constexpr db::Sql kIssued{
    "reports.issued",
    "SELECT id, drafting_unit, created_by_post, CASE WHEN signed_file <> 0 THEN 'with_file' ELSE 'without_file' END, "
    "CASE WHEN issued_late = 1 THEN 'issued_late' ELSE 'issued' END FROM outgoing_document "
    "WHERE owner_agency = $1 AND issued_at >= $2 AND issued_at < $3 AND state = 'issued'"};

constexpr int kDeepest = 16;

bool leads_to(const directory::Snapshot& directory, Id from, Id to, int depth = 0) {
    if (from == to) return true;
    const auto* agency = directory.agency(from);
    if (!agency || depth == kDeepest) return false;
    return std::any_of(agency->successors.begin(), agency->successors.end(),
                       [&](Id next) { return leads_to(directory, next, to, depth + 1); });
}

// Who had on the day what began in `origin` and is with `owner` today.
Id holder_on(const directory::Snapshot& directory, Id origin, Id owner, Day day) {
    Id at = origin;
    for (int depth = 0; at != owner && depth < kDeepest; ++depth) {
        const auto* agency = directory.agency(at);
        if (!agency || !leads_to(directory, at, owner)) return owner;
        if (!agency->closed_on(day)) return at;
        at = *std::find_if(agency->successors.begin(), agency->successors.end(),
                           [&](Id next) { return leads_to(directory, next, owner); });
    }
    return at;
}

// Itself and all that went into it: what began in them may have come to it and gone on.
std::vector<Id> origins_of(const directory::Snapshot& directory, Id agency) {
    std::vector<Id> origins{agency};
    for (std::size_t i = 0; i < origins.size(); ++i)
        for (const auto& one : directory.agencies) {
            const bool before =
                std::find(one.successors.begin(), one.successors.end(), origins[i]) != one.successors.end();
            if (before && std::find(origins.begin(), origins.end(), one.id) == origins.end()) origins.push_back(one.id);
        }
    return origins;
}

void add_incoming(const directory::Snapshot& directory, const db::Rows& rows, Id agency, Day day,
                  std::vector<Case>& all) {
    for (const auto& row : rows) {
        const Id origin = row.integer(3), owner = row.integer(4);
        if (origin != owner && holder_on(directory, origin, owner, day) != agency) continue;
        Case one{row.integer(0), 0, 0, "incoming", row.text(5), row.text(6)};
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

bool newer(const Case& a, const Case& b) { return a.document > b.document; }
bool same(const Case& a, const Case& b) { return a.document == b.document && a.direction == b.direction; }

}  // namespace

std::vector<Case> cases(db::Conn& conn, const directory::Snapshot& directory, Id agency, const Period& period,
                        Day today) {
    const Instant begun = clock::start_of(period.from), over = clock::start_of(period.until + 1);
    const Day judged = std::min(period.until, today);
    std::vector<Case> all;
    const auto add = [&](const db::Rows& rows) { add_incoming(directory, rows, agency, period.until, all); };
    add(conn.query(kOpen, agency, period.from, period.until, judged));
    add(conn.query(kClosed, agency, period.from, period.until, judged, begun, over));
    const auto* own = directory.agency(agency);
    if (own && !own->successors.empty()) {
        for (const Id origin : origins_of(directory, agency)) {
            add(conn.query(kOpenPassed, origin, period.from, period.until, judged));
            add(conn.query(kClosedPassed, origin, period.from, period.until, judged, begun, over));
        }
    }
    for (const auto& row : conn.query(kIssued, agency, begun, over))
        all.push_back({row.integer(0), row.integer(1), row.integer(2), "outgoing", row.text(3), row.text(4)});
    std::sort(all.begin(), all.end(), newer);
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return all;
}

std::vector<Case> cases(db::Conn& conn, const directory::Snapshot& directory, const std::vector<Id>& agencies,
                        const Period& period, Day today) {
    std::vector<Case> all;
    for (const Id agency : agencies) {
        auto more = cases(conn, directory, agency, period, today);
        all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    std::sort(all.begin(), all.end(), newer);
    return all;
}

bool was_divided(const directory::Snapshot& directory, Id id) {
    const auto* agency = directory.agency(id);
    return agency && agency->successors.size() > 1;
}

Id present_of(const directory::Snapshot& directory, Id id) {
    for (int depth = 0; depth < kDeepest; ++depth) {
        const auto* agency = directory.agency(id);
        if (!agency || agency->successors.size() != 1) return id;
        id = agency->successors.front();
    }
    return id;
}

bool passed_within(const directory::Snapshot& directory, Id agency, const Period& period) {
    return std::any_of(directory.agencies.begin(), directory.agencies.end(), [&](const directory::Agency& one) {
        const bool ended = one.until && *one.until >= period.from && *one.until <= period.until;
        return ended && !one.successors.empty() && leads_to(directory, one.id, agency);
    });
}

Whole whole_of(const directory::Snapshot& directory, Id agency) {
    Whole whole{{agency}, {}};
    for (const auto& one : directory.agencies) {
        if (one.successors.empty() || one.id == agency) continue;
        if (present_of(directory, one.id) == agency)
            whole.agencies.push_back(one.id);
        else if (one.successors.size() > 1 && leads_to(directory, one.id, agency))
            whole.divided.push_back(one.id);
    }
    return whole;
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
