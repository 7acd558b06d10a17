// Running jobs on the calling thread.
#include "platform/error/error.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/queue.hpp"
#include "platform/log/log.hpp"

namespace dinh::jobs {

namespace {

constexpr log::Message kFailed{
    "JOBS_FAILED", log::Level::warning, "a job failed and will be tried again",
    "Nothing to do while it is rare. A job that keeps failing ends on the page of failed jobs, with what to do."};
constexpr log::Message kShortFailed{
    "JOBS_PERIODIC_FAILED", log::Level::error, "periodic work failed",
    "It is tried again at its next time. If it lasts, the field `error` says what is broken, mostly the database."};

constexpr std::int64_t kQuickMs = 60'000;
constexpr Class kClasses[] = {Class::quick, Class::slow, Class::child};

// What was thrown, in words for the log; "" when nothing was.
std::string fault_of(const std::function<void()>& work) {
    try {
        work();
        return {};
    } catch (const std::exception& error) {
        return *error.what() ? error.what() : "unnamed";
    } catch (...) {
        return "thrown: not an exception";
    }
}

void do_work(House& house, const Kind& kind, const Job& job) {
    std::optional<db::Deadline> deadline;
    if (kind.job_class == Class::quick) deadline.emplace(clock::steady_ms() + kQuickMs);
    kind.work(house, job);
}

}  // namespace

Slice::Slice(int most_ms) : until_ms_(clock::steady_ms() + most_ms) {}

bool Slice::spent() const { return clock::steady_ms() >= until_ms_; }

void run_claimed(House& house, const queue::Claimed& claimed) {
    const Job& job = claimed.job;
    const log::Context context(log::Field("job", job.id));
    const Kind* kind = find_kind(job.kind);
    const int most = kind ? kind->most_attempts : Kind{}.most_attempts;
    std::string fault;
    // Each of its runs ended with its process: it would end the next one too.
    if (job.attempt > most)
        fault = "the lease ran out in the last attempt: the process was ended while the job ran";
    else if (!kind)
        fault = "this program knows no such kind of job";
    else
        fault = fault_of([&] { do_work(house, *kind, job); });
    if (fault.empty()) return queue::finish(*house.db, claimed);
    log::write(kFailed, {{"kind", job.kind}, {"attempt", job.attempt}, {"error", fault}});
    queue::fail(*house.db, claimed, fault, most);
}

void run_short(House& house, const Kind& kind) {
    Job job;
    job.kind = kind.name;
    job.payload = "{}";
    job.attempt = 1;
    const std::string fault = fault_of([&] { do_work(house, kind, job); });
    if (!fault.empty()) log::write(kShortFailed, {{"kind", kind.name}, {"error", fault}});
}

int run_all(House& house) {
    int all = 0;
    while (true) {
        int ran = 0;
        for (const Class job_class : kClasses) {
            while (const auto claimed = queue::claim(*house.db, job_class, Limits{}.lease_s)) {
                run_claimed(house, *claimed);
                ++ran;
            }
        }
        all += ran;
        for (const auto& kind : kinds()) {
            if (runs_in_place(kind)) run_short(house, kind);
        }
        const bool more = std::any_of(std::begin(kClasses), std::end(kClasses),
                                      [&](Class job_class) { return queue::any_due(*house.db, job_class); });
        if (!more) return all;
    }
}

}  // namespace dinh::jobs
