// The table of jobs, for the runner. Not for users of platform/jobs.
#pragma once
#include <atomic>
#include <map>
#include <optional>

#include "platform/jobs/jobs.hpp"

namespace dinh::jobs {

const std::vector<Kind>& kinds();
const Kind* find_kind(std::string_view name);
// Tells the runners of this process that something may be due.
void wake_runners();

namespace queue {

struct Claimed {
    Job job;
    Id lease = 0;            // of this run: what a later owner of the job has differs
    std::string unique_key;  // "" none
};

bool any_due(db::Database&, Class);
// The first job of the class that is due or whose lease ran out; nullopt, and nothing written, when there is none.
std::optional<Claimed> claim(db::Database&, Class, int lease_s);
void renew(db::Database&, const std::vector<Claimed>&, int lease_s);
// Both do nothing when the lease was lost to another.
void finish(db::Database&, const Claimed&);
void fail(db::Database&, const Claimed&, const std::string& error, int most_attempts);

// Seconds until the next try: 10 s, 30 s, 90 s ... at most 6 h, spread by a tenth.
std::int64_t delay_s(int attempt, Id id);

}  // namespace queue

// Runs one claimed job and writes down how it ended.
void run_claimed(House&, const queue::Claimed&);
// Periodic kinds below 60 s run in place, without a row.
inline bool runs_in_place(const Kind& kind) { return kind.every_s > 0 && kind.every_s < 60; }
void run_short(House&, const Kind&);

// The process that keeps the time: it alone runs periodic kinds.
class Timekeeper {
public:
    explicit Timekeeper(House&);
    void renew();  // takes or renews the office; called every few seconds
    void tick();   // runs what is due, if in office
    void resign();

private:
    bool in_office() const;
    void put_long();
    House& house_;
    Id holder_;
    std::atomic<std::int64_t> until_steady_ms_{0};
    std::int64_t next_look_ms_ = 0;  // for kinds of 60 s and more
    std::map<std::string, std::int64_t> next_ms_;
};

}  // namespace dinh::jobs
