// The I/O threads and the ports they listen on.
#pragma once
#include <memory>

#include "platform/web/serve/service.hpp"

namespace dinh::web::io {

class Engine {
public:
    explicit Engine(serve::Service&);
    // Stops the threads; the pools of the service must have ended before.
    ~Engine();
    // Throws Unavailable when a port is taken or the certificate cannot be used.
    void start();
    unsigned short port() const;
    unsigned short metrics_port() const;
    // No further connections and requests; idle connections end.
    void drain();
    // Ends all connections and the threads.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dinh::web::io
