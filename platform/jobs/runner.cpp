#include <condition_variable>
#include <thread>

#include "platform/house/house.hpp"
#include "platform/jobs/queue.hpp"
#include "platform/log/log.hpp"

namespace dinh::jobs {

namespace {

constexpr log::Message kNoDatabase{
    "JOBS_NO_DATABASE", log::Level::error, "jobs cannot be taken, renewed or ended",
    "The field `error` says why, mostly a full disk or a database that is away. Jobs go on by themselves afterwards."};

constexpr std::int64_t kRenewOfficeMs = 6'000;
constexpr std::int64_t kTickMs = 200;
constexpr std::int64_t kBetweenComplaintsMs = 60'000;

std::mutex runners_mutex;
std::vector<Runner*> runners;

}  // namespace

struct Runner::Impl {
    House& house;
    Limits limits;
    Timekeeper timekeeper{house};

    std::mutex mutex;
    std::condition_variable something_new;
    std::uint64_t wakes = 0;
    bool stopping = false;  // takes no more
    bool drained = false;   // nothing runs any more
    std::vector<queue::Claimed> running;
    std::int64_t complained_ms = 0;
    std::vector<std::thread> workers;
    std::thread renewer;

    Impl(House& the_house, Limits the_limits) : house(the_house), limits(the_limits) {}

    void start() {
        const auto add = [this](Class job_class, int threads) {
            for (int i = 0; i < threads; ++i) workers.emplace_back([this, job_class] { work(job_class); });
        };
        add(Class::quick, limits.quick);
        add(Class::slow, limits.slow);
        add(Class::child, limits.child);
        workers.emplace_back([this] { keep_time(); });
        renewer = std::thread([this] { renew(); });
    }

    void stop() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        something_new.notify_all();
        for (auto& worker : workers) worker.join();
        {
            const std::lock_guard lock(mutex);
            drained = true;
        }
        something_new.notify_all();
        renewer.join();
        guarded([this] { timekeeper.resign(); });
    }

    // Waits at most so long; returns at once when `over` becomes true.
    template <class Over>
    void pause(std::int64_t ms, const Over& over) {
        std::unique_lock lock(mutex);
        something_new.wait_for(lock, std::chrono::milliseconds(ms), over);
    }

    // The database may be away for a while: say so now and then, and go on.
    bool guarded(const std::function<void()>& use) {
        try {
            use();
            return true;
        } catch (const std::exception& error) {
            const std::lock_guard lock(mutex);
            const std::int64_t now = clock::steady_ms();
            if (complained_ms == 0 || now - complained_ms > kBetweenComplaintsMs) {
                complained_ms = now;
                log::write(kNoDatabase, {{"error", error.what()}});
            }
            return false;
        }
    }

    void work(Class job_class) {
        while (true) {
            std::uint64_t seen = 0;
            {
                const std::lock_guard lock(mutex);
                if (stopping) return;
                seen = wakes;
            }
            std::optional<queue::Claimed> claimed;
            guarded([&] { claimed = queue::claim(*house.db, job_class, limits.lease_s); });
            if (claimed)
                run(*claimed);
            else
                pause(limits.poll_ms, [&] { return stopping || wakes != seen; });
        }
    }

    void run(const queue::Claimed& claimed) {
        {
            const std::lock_guard lock(mutex);
            running.push_back(claimed);
        }
        guarded([&] { run_claimed(house, claimed); });
        const std::lock_guard lock(mutex);
        std::erase_if(running, [&](const queue::Claimed& one) { return one.lease == claimed.lease; });
    }

    void keep_time() {
        while (true) {
            guarded([this] { timekeeper.tick(); });
            pause(kTickMs, [this] { return stopping; });
            const std::lock_guard lock(mutex);
            if (stopping) return;
        }
    }

    void renew() {
        const std::int64_t between_ms = std::int64_t{limits.lease_s} * 1000 / 3;
        std::int64_t next_lease = clock::steady_ms() + between_ms;
        std::int64_t next_office = 0;
        while (true) {
            std::vector<queue::Claimed> mine;
            bool retired = false;
            {
                const std::lock_guard lock(mutex);
                if (drained) return;
                retired = stopping;
                mine = running;
            }
            const std::int64_t now = clock::steady_ms();
            if (now >= next_office && !retired && guarded([this] { timekeeper.renew(); }))
                next_office = now + kRenewOfficeMs;
            if (now >= next_lease && guarded([&] { queue::renew(*house.db, mine, limits.lease_s); })) {
                next_lease = now + between_ms;
            }
            pause(std::min<std::int64_t>(1000, std::max<std::int64_t>(between_ms, 50)), [this] { return drained; });
        }
    }
};

Runner::Runner(House& house, Limits limits) : impl_(std::make_unique<Impl>(house, limits)) {
    {
        const std::lock_guard lock(runners_mutex);
        runners.push_back(this);
    }
    impl_->start();
}

Runner::~Runner() {
    {
        const std::lock_guard lock(runners_mutex);
        std::erase(runners, this);
    }
    impl_->stop();
}

void Runner::wake() {
    {
        const std::lock_guard lock(impl_->mutex);
        ++impl_->wakes;
    }
    impl_->something_new.notify_all();
}

void wake_runners() {
    const std::lock_guard lock(runners_mutex);
    for (Runner* runner : runners) runner->wake();
}

}  // namespace dinh::jobs
