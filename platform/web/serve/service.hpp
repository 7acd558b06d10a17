// What all connections of a server share.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "platform/web/serve/dispatch.hpp"
#include "platform/web/serve/pool.hpp"
#include "platform/web/wire/proxies.hpp"

namespace dinh::web::serve {

// Counted by all threads, shown at /metrics.
struct Stats {
    std::array<std::atomic<std::uint64_t>, 6> answers{};  // by status / 100
    std::atomic<std::uint64_t> from_cache{0}, bytes_out{0}, bytes_in{0}, queue_full{0}, too_late{0},
        connections_total{0};
    std::atomic<std::uint64_t> seconds_us{0};            // time from whole request to last byte, of handled requests
    std::array<std::atomic<std::uint64_t>, 8> within{};  // histogram, see kWithinMs
    std::atomic<int> connections{0}, active{0};
    void note(int status, std::int64_t took_ms);
};
constexpr std::array<int, 7> kWithinMs{5, 10, 30, 100, 300, 1000, 10000};

struct Service {
    const ServerOptions& options;
    const Dispatcher& dispatcher;
    Pool& workers;  // handlers
    Pool& disk;     // uploads and large files
    Spool& spool;
    const wire::Proxies& proxies;
    House& house;
    Stats stats{};
    std::atomic<bool> draining{false};

    std::string metrics_text() const;
    // "" when ready; asks the database, so only on a worker.
    std::string not_ready() const;
};

// A public page or file that went out, for the figures of use (web/uses.hpp); nothing of HEAD, POST and robots.
void note_use(const Request&, const Reply&);
// One line of the access log.
void note_access(const Service&, const Exchange&, int status, std::int64_t bytes, std::int64_t took_ms);

}  // namespace dinh::web::serve
