#include "platform/web/server.hpp"

#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/log/log.hpp"
#include "platform/web/io/engine.hpp"
#include "platform/web/serve/intake.hpp"
#include "platform/web/serve/service.hpp"
#include "platform/web/wire/path.hpp"
#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web {

namespace {

constexpr log::Message kCutAtStop{"WEB_CUT_AT_STOP", log::Level::warning,
                                  "requests were cut off because the time to stop ran out",
                                  "Deeds under way are whole or not done; the persons will have seen a broken line. "
                                  "Give the service more time to stop."};

std::string spool_folder(const ServerOptions& options) {
    return options.spool_folder.empty() ? (std::filesystem::temp_directory_path() / "dinh-spool").string()
                                        : options.spool_folder;
}

void collect(Response& response) {
    const auto* made = std::get_if<Generator>(&response.body);
    if (!made) return;
    const Generator next = *made;
    std::string whole;
    while (next(whole)) {}
    response.body = std::move(whole);
}

}  // namespace

struct Server::Impl {
    ServerOptions options;
    serve::Dispatcher dispatcher;
    wire::Proxies proxies;
    std::unique_ptr<serve::Spool> spool;
    std::unique_ptr<serve::Pool> workers, disk;
    std::unique_ptr<serve::Service> service;
    std::unique_ptr<io::Engine> engine;

    Impl(House& house, const Router& router, Doorkeeper doorkeeper, FrameSource source, ServerOptions given)
        : options(std::move(given)),
          dispatcher(house, router, std::move(doorkeeper), std::move(source), options),
          proxies(options.trusted_proxies),
          house_(house) {}

    House& house_;
};

Server::Server(House& house, const Router& router, Doorkeeper doorkeeper, FrameSource source, ServerOptions options)
    : impl_(std::make_unique<Impl>(house, router, std::move(doorkeeper), std::move(source), std::move(options))) {}

Server::~Server() {
    if (!impl_->engine) return;
    impl_->service->draining = true;
    impl_->engine->drain();
    // Workers first: what they finish is posted to the I/O threads, which must still be there.
    impl_->workers.reset();
    impl_->disk.reset();
    impl_->engine.reset();
}

void Server::start() {
    Impl& me = *impl_;
    me.spool = std::make_unique<serve::Spool>(spool_folder(me.options), me.options.spool_most_bytes);
    me.workers = std::make_unique<serve::Pool>(me.options.workers, static_cast<std::size_t>(me.options.queue_most),
                                               "dinh-worker");
    me.disk = std::make_unique<serve::Pool>(1, 1 << 20, "dinh-disk");
    me.service.reset(
        new serve::Service{me.options, me.dispatcher, *me.workers, *me.disk, *me.spool, me.proxies, me.house_});
    me.engine = std::make_unique<io::Engine>(*me.service);
    me.engine->start();
}

unsigned short Server::port() const { return impl_->engine ? impl_->engine->port() : 0; }
unsigned short Server::metrics_port() const { return impl_->engine ? impl_->engine->metrics_port() : 0; }
std::string Server::metrics_text() const { return impl_->service ? impl_->service->metrics_text() : std::string(); }

void Server::drain(int seconds) {
    if (!impl_->engine) return;
    impl_->service->draining = true;
    impl_->engine->drain();
    const std::int64_t until_ms = clock::steady_ms() + seconds * std::int64_t{1000};
    while (impl_->service->stats.connections > 0 && clock::steady_ms() < until_ms)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (const int left = impl_->service->stats.active; left > 0) log::write(kCutAtStop, {{"requests", left}});
}

Response Server::handle(Request request) {
    serve::Exchange exchange;
    exchange.request = std::move(request);
    Request& asked = exchange.request;
    if (asked.request_id.empty()) asked.request_id = serve::new_request_id();
    serve::hide_leaked_token(asked);
    if (asked.path.empty()) {
        const auto target = wire::parse_target(asked.target);
        asked.path = target ? target->path : "/";
        if (target) asked.query = wire::parse_urlencoded(target->query).value_or(Pairs());
    }
    if (asked.host.empty()) asked.host = "localhost";
    exchange.deadline_ms = clock::steady_ms() + impl_->options.request_deadline_s * std::int64_t{1000};
    Response response = impl_->dispatcher.respond(exchange);
    collect(response);
    return response;
}

}  // namespace dinh::web
