#include "platform/jobs/queue.hpp"

#include "platform/error/error.hpp"
#include "platform/log/log.hpp"

namespace dinh::jobs {

namespace {

constexpr db::Sql kPut{
    "jobs.put",
    "INSERT INTO job (id, kind, job_class, payload, unique_key, state, not_before, attempts, at) "
    "VALUES ($1, $2, $3, $4, $5, 'waiting', $6, 0, $7) "
    "ON CONFLICT (unique_key) WHERE state = 'waiting' AND unique_key IS NOT NULL DO UPDATE SET payload = "
    "excluded.payload, "
    "not_before = CASE WHEN excluded.not_before < job.not_before THEN excluded.not_before ELSE job.not_before END "
    "RETURNING id"};

constexpr db::Sql kAnyDue{
    "jobs.any_due",
    "SELECT (SELECT 1 FROM job WHERE state = 'waiting' AND job_class = $1 AND not_before <= $2 LIMIT 1), "
    "(SELECT 1 FROM job WHERE state = 'running' AND job_class = $1 AND lease_until < $2 LIMIT 1)"};
constexpr db::Sql kClaimSqlite{
    "jobs.claim",
    "UPDATE job SET state = 'running', attempts = attempts + 1, lease = $2, lease_until = $3 WHERE id = (SELECT id "
    "FROM job "
    "WHERE state = 'waiting' AND job_class = $1 AND not_before <= $4 ORDER BY not_before, id LIMIT 1) "
    "RETURNING id, kind, payload, attempts, unique_key"};
constexpr db::Sql kClaimPostgres{
    "jobs.claim",
    "UPDATE job SET state = 'running', attempts = attempts + 1, lease = $2, lease_until = $3 WHERE id = (SELECT id "
    "FROM job "
    "WHERE state = 'waiting' AND job_class = $1 AND not_before <= $4 ORDER BY not_before, id LIMIT 1 "
    "FOR UPDATE SKIP LOCKED) RETURNING id, kind, payload, attempts, unique_key"};
constexpr db::Sql kReclaimSqlite{
    "jobs.reclaim",
    "UPDATE job SET attempts = attempts + 1, lease = $2, lease_until = $3 WHERE id = (SELECT id FROM job "
    "WHERE state = 'running' AND job_class = $1 AND lease_until < $4 ORDER BY lease_until LIMIT 1) "
    "RETURNING id, kind, payload, attempts, unique_key"};
constexpr db::Sql kReclaimPostgres{
    "jobs.reclaim",
    "UPDATE job SET attempts = attempts + 1, lease = $2, lease_until = $3 WHERE id = (SELECT id FROM job "
    "WHERE state = 'running' AND job_class = $1 AND lease_until < $4 ORDER BY lease_until LIMIT 1 "
    "FOR UPDATE SKIP LOCKED) RETURNING id, kind, payload, attempts, unique_key"};

constexpr db::Sql kRenew{"jobs.renew",
                         "UPDATE job SET lease_until = $3 WHERE id = $1 AND lease = $2 AND state = 'running'"};
constexpr db::Sql kFinish{"jobs.finish", "DELETE FROM job WHERE id = $1 AND lease = $2 AND state = 'running'"};
constexpr db::Sql kSameWaits{"jobs.same_waits", "SELECT 1 FROM job WHERE unique_key = $1 AND state = 'waiting'"};
constexpr db::Sql kAgain{
    "jobs.again",
    "UPDATE job SET state = 'waiting', not_before = $3, error = $4 WHERE id = $1 AND lease = $2 AND state = 'running'"};
constexpr db::Sql kBury{
    "jobs.bury",
    "UPDATE job SET state = 'dead', at = $3, error = $4 WHERE id = $1 AND lease = $2 AND state = 'running'"};

constexpr db::Sql kDead{
    "jobs.dead_letters",
    "SELECT id, kind, payload, error, at, attempts FROM job WHERE state = 'dead' ORDER BY id DESC LIMIT $1"};
constexpr db::Sql kFindDead{"jobs.find_dead", "SELECT unique_key FROM job WHERE id = $1 AND state = 'dead'"};
constexpr db::Sql kRevive{
    "jobs.retry",
    "UPDATE job SET state = 'waiting', attempts = 0, not_before = $2, at = $2 WHERE id = $1 AND state = 'dead'"};
constexpr db::Sql kGiveUp{"jobs.give_up", "DELETE FROM job WHERE id = $1 AND state = 'dead'"};
constexpr db::Sql kWaiting{
    "jobs.waiting",
    "SELECT kind, count(*), min(not_before) FROM job WHERE state = 'waiting' GROUP BY kind ORDER BY kind"};

constexpr log::Message kDeadLetter{
    "JOBS_DEAD_LETTER", log::Level::error, "a job failed for good",
    "It stands on the page of failed jobs, with what to do. Mend the cause, then let it run again there."};

constexpr std::size_t kLongestError = 2000;

std::string_view word_of(Class job_class) {
    switch (job_class) {
        case Class::quick: return "quick";
        case Class::slow: return "slow";
        case Class::child: return "child";
    }
    return "quick";
}

std::vector<Kind>& registry() {
    static std::vector<Kind> all;
    return all;
}

// Texts of other programs may hold anything; the database takes UTF-8 only.
std::string storable(std::string_view error) {
    std::string text;
    for (const char c : error.substr(0, kLongestError)) text += c >= ' ' && c < 0x7f ? c : '?';
    return text;
}

}  // namespace

const std::vector<Kind>& kinds() { return registry(); }

const Kind* find_kind(std::string_view name) {
    for (const auto& kind : registry()) {
        if (kind.name == name) return &kind;
    }
    return nullptr;
}

void set_kinds(std::vector<Kind> all) { registry() = std::move(all); }

Id put(db::Tx& tx, std::string_view kind, std::string_view payload, Instant not_before, std::string_view unique_key) {
    const Kind* known = find_kind(kind);
    const Instant now = clock::now();
    const auto key = unique_key.empty() ? std::nullopt : std::optional(unique_key);
    tx.after_commit(wake_runners);
    return tx.integer(kPut, ids::make(), kind, word_of(known ? known->job_class : Class::quick), payload, key,
                      not_before.ms > 0 ? not_before : now, now);
}

namespace queue {

bool any_due(db::Database& database, Class job_class) {
    return database.reading([&](db::Conn& conn) {
        const db::Rows due = conn.query(kAnyDue, word_of(job_class), clock::now());
        return !due.first().null(0) || !due.first().null(1);
    });
}

std::optional<Claimed> claim(db::Database& database, Class job_class, int lease_s) {
    if (!any_due(database, job_class)) return std::nullopt;
    const bool sqlite = database.engine() == db::Engine::sqlite;
    const Instant now = clock::now();
    const Id lease = ids::make();
    const Instant until{now.ms + std::int64_t{lease_s} * 1000};
    const auto take = [&](const db::Sql& sql) {
        return database.writing([&](db::Tx& tx) { return tx.query(sql, word_of(job_class), lease, until, now); });
    };
    db::Rows rows = take(sqlite ? kClaimSqlite : kClaimPostgres);
    if (rows.empty()) rows = take(sqlite ? kReclaimSqlite : kReclaimPostgres);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return Claimed{{row.integer(0), row.text(1), row.text(2), static_cast<int>(row.integer(3))}, lease, row.text(4)};
}

void renew(db::Database& database, const std::vector<Claimed>& running, int lease_s) {
    if (running.empty()) return;
    const Instant until{clock::now().ms + std::int64_t{lease_s} * 1000};
    database.write([&](db::Tx& tx) {
        for (const auto& one : running) tx.exec(kRenew, one.job.id, one.lease, until);
    });
}

void finish(db::Database& database, const Claimed& claimed) {
    database.write([&](db::Tx& tx) { tx.exec(kFinish, claimed.job.id, claimed.lease); });
}

void fail(db::Database& database, const Claimed& claimed, const std::string& error, int most_attempts) {
    const Job& job = claimed.job;
    const Instant now = clock::now();
    const std::string text = storable(error);
    if (job.attempt >= most_attempts) {
        const auto buried =
            database.writing([&](db::Tx& tx) { return tx.exec(kBury, job.id, claimed.lease, now, text); });
        if (buried == 0) return;
        log::write(kDeadLetter, {{"kind", job.kind}, {"job", job.id}, {"attempts", job.attempt}, {"error", text}});
        return;
    }
    const Instant next{now.ms + delay_s(job.attempt, job.id) * 1000};
    const auto put_back = [&](db::Tx& tx) {
        // The one that waits meanwhile under the same key does this work too.
        const bool same_waits = !claimed.unique_key.empty() && !tx.query(kSameWaits, claimed.unique_key).empty();
        if (same_waits)
            tx.exec(kFinish, job.id, claimed.lease);
        else
            tx.exec(kAgain, job.id, claimed.lease, next, text);
    };
    try {
        database.write(put_back);
    } catch (const db::UniqueViolation&) {
        database.write(put_back);  // it came between the two statements
    }
}

std::int64_t delay_s(int attempt, Id id) {
    constexpr std::int64_t kMost = 6 * 3600;
    std::int64_t delay = 10;
    for (int i = 1; i < attempt && delay < kMost; ++i) delay *= 3;
    delay = std::min(delay, kMost);
    return delay + delay * (id % 21 - 10) / 100;
}

}  // namespace queue

std::vector<DeadLetter> dead_letters(db::Conn& conn, int most) {
    std::vector<DeadLetter> found;
    for (const auto& row : conn.query(kDead, most)) {
        const Kind* kind = find_kind(row.view(1));
        found.push_back(
            {row.integer(0), row.text(1), row.text(2), row.text(3),
             kind ? kind->what_to_do : "Chương trình này không biết loại việc đó; hãy báo người phát triển.",
             row.instant(4), static_cast<int>(row.integer(5))});
    }
    return found;
}

void retry(db::Tx& tx, Id dead_letter) {
    const db::Rows found = tx.query(kFindDead, dead_letter);
    if (found.empty()) throw NotFound("jobs: no such dead letter");
    if (!found.first().null(0) && !tx.query(kSameWaits, found.first().view(0)).empty()) return give_up(tx, dead_letter);
    tx.exec(kRevive, dead_letter, clock::now());
    tx.after_commit(wake_runners);
}

void give_up(db::Tx& tx, Id dead_letter) {
    if (tx.exec(kGiveUp, dead_letter) == 0) throw NotFound("jobs: no such dead letter");
}

std::vector<Waiting> waiting(db::Conn& conn) {
    std::vector<Waiting> found;
    for (const auto& row : conn.query(kWaiting)) found.push_back({row.text(0), row.integer(1), row.instant(2)});
    return found;
}

}  // namespace dinh::jobs
