// Proving the chain.
#include "platform/audit/audit.hpp"
#include "platform/audit/chain.hpp"

namespace dinh::audit {

namespace {

constexpr db::Sql kLinks{
    "audit.links",
    "SELECT s.sequence, s.hash, s.entry, e.id, e.at, e.person, e.person_name, e.capacity, e.post, e.agency, e.deed, "
    "e.kind, "
    "e.record, e.detail, e.digest FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry WHERE s.sequence > $1 "
    "ORDER BY s.sequence LIMIT $2"};
constexpr db::Sql kEntries{
    "audit.entries",
    "SELECT e.id, s.sequence, w.entry FROM audit_entry e LEFT JOIN audit_seal s ON s.entry = e.id "
    "LEFT JOIN audit_unsealed w ON w.entry = e.id WHERE e.id > $1 ORDER BY e.id LIMIT $2"};
constexpr db::Sql kRoots{
    "audit.roots",
    "SELECT r.day, r.hash, s.hash FROM audit_root r LEFT JOIN audit_seal s ON s.sequence = r.sequence "
    "WHERE r.day > $1 ORDER BY r.day LIMIT $2"};
constexpr db::Sql kOverdue{
    "audit.overdue", "SELECT count(*) FROM audit_unsealed w JOIN audit_entry e ON e.id = w.entry WHERE e.at < $1"};
constexpr db::Sql kRootOfDay{"audit.root_of_day",
                             "SELECT hash FROM audit_root WHERE day <= $1 ORDER BY day DESC LIMIT 1"};

constexpr int kRowsAtOnce = 2000;
constexpr std::int64_t kLateMs = 60'000;

// Each function reads one page after `from`, moves `from` on and says what is wrong; "" with no rows left ends it.
struct Walk {
    std::int64_t sequence = 0;
    std::string hash = chain::start();
    Id entry = 0;
    std::string day;
    std::string fault;
    bool ended = false;
};

void walk_links(db::Conn& conn, Walk& walk) {
    const db::Rows rows = conn.query(kLinks, walk.sequence, kRowsAtOnce);
    for (const auto& row : rows) {
        const std::int64_t sequence = row.integer(0);
        const std::string place = "sequence " + std::to_string(sequence);
        if (sequence != walk.sequence + 1)
            walk.fault = "links are missing before " + place;
        else if (row.null(3))
            walk.fault = place + ": the entry " + std::to_string(row.integer(2)) + " is gone";
        else if (chain::link(walk.hash, sequence, row, 3) != row.view(1))
            walk.fault = place + ": the hash does not fit";
        if (!walk.fault.empty()) return;
        walk.sequence = sequence;
        walk.hash = row.text(1);
    }
    walk.ended = rows.size() < kRowsAtOnce;
}

void walk_entries(db::Conn& conn, Walk& walk) {
    const db::Rows rows = conn.query(kEntries, walk.entry, kRowsAtOnce);
    for (const auto& row : rows) {
        walk.entry = row.integer(0);
        const std::string place = "entry " + std::to_string(walk.entry);
        if (row.null(1) && row.null(2)) walk.fault = place + " is neither sealed nor waiting to be";
        if (!row.null(1) && !row.null(2)) walk.fault = place + " is sealed and waits to be";
        if (!walk.fault.empty()) return;
    }
    walk.ended = rows.size() < kRowsAtOnce;
}

void walk_roots(db::Conn& conn, Walk& walk) {
    const db::Rows rows = conn.query(kRoots, walk.day, kRowsAtOnce);
    for (const auto& row : rows) {
        walk.day = row.text(0);
        if (row.null(2) || row.view(1) != row.view(2)) walk.fault = "the root of " + walk.day + " is not in the chain";
        if (!walk.fault.empty()) return;
    }
    walk.ended = rows.size() < kRowsAtOnce;
}

void walk_all(db::Database& database, Walk& walk, void (*step)(db::Conn&, Walk&)) {
    walk.ended = !walk.fault.empty();
    while (!walk.ended && walk.fault.empty()) {
        database.read([&](db::Conn& conn) { step(conn, walk); });
    }
}

}  // namespace

Verdict verify(db::Database& database) {
    Walk walk;
    walk_all(database, walk, walk_links);
    Verdict verdict;
    verdict.sealed = walk.sequence;
    verdict.root = walk.hash;
    walk_all(database, walk, walk_entries);
    walk_all(database, walk, walk_roots);
    const Instant late{clock::now().ms - kLateMs};
    verdict.unsealed_over_60s = database.reading([&](db::Conn& conn) { return conn.integer(kOverdue, late); });
    verdict.fault = walk.fault;
    if (verdict.fault.empty() && verdict.unsealed_over_60s > 0) {
        verdict.fault = std::to_string(verdict.unsealed_over_60s) + " entries wait for the sealer for more than 60 s";
    }
    verdict.proven = verdict.fault.empty();
    return verdict;
}

std::string daily_root(db::Conn& conn, Day day) {
    const db::Rows rows = conn.query(kRootOfDay, day);
    return rows.empty() ? std::string() : rows.first().text(0);
}

}  // namespace dinh::audit
