// The one who gives committed entries their place in the chain.
#include "platform/audit/audit.hpp"
#include "platform/audit/chain.hpp"

namespace dinh::audit {

namespace {

constexpr db::Sql kAnyWaiting{"audit.any_waiting", "SELECT 1 FROM audit_unsealed LIMIT 1"};
// On PostgreSQL a second sealer waits here for the first one to commit, and then sees his lease.
constexpr db::Sql kLease{"audit.lease",
                         "UPDATE audit_lease SET node = $1, until = $2 WHERE id = 1 AND (node = $1 OR until < $3)"};
constexpr db::Sql kHead{"audit.head", "SELECT sequence, hash FROM audit_seal ORDER BY sequence DESC LIMIT 1"};
constexpr db::Sql kWaiting{"audit.waiting",
                           "SELECT e.id, e.at, e.person, e.person_name, e.capacity, e.post, e.agency, e.deed, e.kind, "
                           "e.record, e.detail, e.digest "
                           "FROM (SELECT entry FROM audit_unsealed ORDER BY entry LIMIT $1) AS w JOIN audit_entry e ON "
                           "e.id = w.entry ORDER BY e.id"};
constexpr db::Sql kRoot{"audit.root",
                        "INSERT INTO audit_root (day, sequence, hash) VALUES ($1, $2, $3) "
                        "ON CONFLICT (day) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash"};
constexpr db::Sql kLastRootDay{"audit.last_root_day", "SELECT day FROM audit_root ORDER BY day DESC LIMIT 1"};

constexpr std::int64_t kLeaseMs = 20'000;
constexpr int kBatch = 500;
constexpr std::size_t kRowsAtOnce = 50;

// Writes the seals of one batch, many rows a statement: one by one each would cost a round trip on PostgreSQL.
class Seals {
public:
    explicit Seals(db::Tx& tx) : tx_(tx) {}
    void add(std::int64_t sequence, Id entry, const std::string& hash) {
        insert_ += insert_.empty() ? "" : ",";
        insert_ += place(3);
        remove_ += remove_.empty() ? "$" : ",$";
        remove_ += std::to_string(entries_.size() + 1);
        seals_.insert(seals_.end(), {db::value(sequence), db::value(entry), db::value(hash)});
        entries_.emplace_back(entry);
        if (entries_.size() == kRowsAtOnce) flush();
    }
    void flush() {
        if (entries_.empty()) return;
        const std::string insert = "INSERT INTO audit_seal (sequence, entry, hash) VALUES " + insert_;
        const std::string remove = "DELETE FROM audit_unsealed WHERE entry IN (" + remove_ + ")";
        tx_.change({"audit.seal", insert.c_str()}, seals_);
        tx_.change({"audit.no_longer_waiting", remove.c_str()}, entries_);
        insert_.clear();
        remove_.clear();
        seals_.clear();
        entries_.clear();
    }

private:
    std::string place(std::size_t columns) const {
        std::string text = "(";
        for (std::size_t i = 1; i <= columns; ++i) text += (i > 1 ? ",$" : "$") + std::to_string(seals_.size() + i);
        return text + ")";
    }
    db::Tx& tx_;
    std::string insert_, remove_;
    db::Params seals_, entries_;
};

// The clock may go back, the days of the roots may not.
Day root_day(db::Tx& tx) {
    const db::Rows last = tx.query(kLastRootDay);
    return last.empty() ? clock::today() : std::max(clock::today(), last.first().day(0));
}

int seal_batch(db::Tx& tx, int node) {
    const Instant now = clock::now();
    if (tx.exec(kLease, node, Instant{now.ms + kLeaseMs}, now) == 0) return 0;
    const db::Rows waiting = tx.query(kWaiting, kBatch);
    if (waiting.empty()) return 0;
    const db::Rows head = tx.query(kHead);
    std::int64_t sequence = head.empty() ? 0 : head.first().integer(0);
    std::string hash = head.empty() ? chain::start() : head.first().text(1);
    Seals seals(tx);
    for (const auto& row : waiting) {
        hash = chain::link(hash, ++sequence, row, 0);
        seals.add(sequence, row.integer(0), hash);
    }
    seals.flush();
    tx.exec(kRoot, root_day(tx), sequence, hash);
    return static_cast<int>(waiting.size());
}

}  // namespace

int seal(db::Database& database, int node) {
    int all = 0;
    while (database.reading([](db::Conn& conn) { return conn.maybe_integer(kAnyWaiting).has_value(); })) {
        const int sealed = database.writing([&](db::Tx& tx) { return seal_batch(tx, node); });
        all += sealed;
        if (sealed < kBatch) break;
    }
    return all;
}

}  // namespace dinh::audit
