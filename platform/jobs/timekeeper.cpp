#include "platform/house/house.hpp"
#include "platform/jobs/queue.hpp"

namespace dinh::jobs {

namespace {

constexpr db::Sql kOffice{"jobs.office", "SELECT until FROM job_timekeeper WHERE id = 1"};
constexpr db::Sql kTakeOffice{
    "jobs.take_office",
    "UPDATE job_timekeeper SET holder = $1, until = $2 WHERE id = 1 AND (holder = $1 OR until < $3)"};
constexpr db::Sql kResign{"jobs.resign", "UPDATE job_timekeeper SET until = '' WHERE id = 1 AND holder = $1"};
constexpr db::Sql kNext{"jobs.next_time", "SELECT 1 FROM job_clock WHERE kind = $1 AND next_at > $2"};
constexpr db::Sql kSetNext{
    "jobs.set_next_time",
    "INSERT INTO job_clock (kind, next_at) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET next_at = excluded.next_at "
    "WHERE job_clock.next_at <= $3"};

constexpr std::int64_t kOfficeMs = 20'000;
// He stops a little before others may begin, were his clock slow.
constexpr std::int64_t kMarginMs = 2'000;
constexpr std::int64_t kLookMs = 5'000;

}  // namespace

Timekeeper::Timekeeper(House& house) : house_(house), holder_(ids::make()) {}

bool Timekeeper::in_office() const { return clock::steady_ms() < until_steady_ms_; }

void Timekeeper::renew() {
    const Instant now = clock::now();
    const std::int64_t steady = clock::steady_ms();
    if (!in_office()) {
        const std::string until =
            house_.db->reading([](db::Conn& conn) { return conn.query(kOffice).first().text(0); });
        if (until >= clock::to_text(now)) return;
    }
    const auto taken =
        house_.db->writing([&](db::Tx& tx) { return tx.exec(kTakeOffice, holder_, Instant{now.ms + kOfficeMs}, now); });
    until_steady_ms_ = taken == 1 ? steady + kOfficeMs - kMarginMs : 0;
}

void Timekeeper::tick() {
    for (const auto& kind : kinds()) {
        if (!runs_in_place(kind) || !in_office()) continue;
        auto& next = next_ms_[kind.name];
        if (clock::steady_ms() < next) continue;
        next = clock::steady_ms() + std::int64_t{kind.every_s} * 1000;
        run_short(house_, kind);
    }
    if (!in_office() || clock::steady_ms() < next_look_ms_) return;
    next_look_ms_ = clock::steady_ms() + kLookMs;
    put_long();
}

void Timekeeper::put_long() {
    const Instant now = clock::now();
    for (const auto& kind : kinds()) {
        if (kind.every_s < 60) continue;
        const bool later =
            house_.db->reading([&](db::Conn& conn) { return !conn.query(kNext, kind.name, now).empty(); });
        if (later) continue;
        house_.db->write([&](db::Tx& tx) {
            const Instant next{now.ms + std::int64_t{kind.every_s} * 1000};
            if (tx.exec(kSetNext, kind.name, next, now) == 1) put(tx, kind.name, "{}", {}, "every:" + kind.name);
        });
    }
}

void Timekeeper::resign() {
    if (!in_office()) return;
    until_steady_ms_ = 0;
    house_.db->write([&](db::Tx& tx) { tx.exec(kResign, holder_); });
}

}  // namespace dinh::jobs
