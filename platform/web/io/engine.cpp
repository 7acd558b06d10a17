#include "platform/web/io/engine.hpp"

#include <pthread.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
#include "platform/web/io/connection.hpp"

namespace dinh::web::io {

using boost::system::error_code;

namespace {

constexpr log::Message kCannotAccept{
    "WEB_CANNOT_ACCEPT", log::Level::error, "a connection could not be accepted",
    "Usually too many open files: raise LimitNOFILE of the service. The server goes on trying."};
constexpr log::Message kTooMany{
    "WEB_TOO_MANY_CONNECTIONS", log::Level::warning, "connections beyond the limit are turned away",
    "Somebody holds very many connections, or nginx is missing in front. The limit is [web] connections_most."};
constexpr log::Message kBrokenConnection{"WEB_CONNECTION_BROKEN", log::Level::error,
                                         "a connection ended by a fault of the program",
                                         "Only this connection was lost. Report the line to the developers."};

constexpr int kMostTurnedAway = 200;
constexpr auto kTick = std::chrono::milliseconds(250);
constexpr std::string_view kBusy =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

struct IoThread {
    Room room;  // outlives the connections, which live in the context
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::thread thread;
};

}  // namespace

struct Engine::Impl {
    serve::Service& service;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::optional<asio::ssl::context> tls;
    std::vector<std::unique_ptr<tcp::acceptor>> doors;
    unsigned short port = 0, metrics_port = 0;
    std::size_t next = 0;
    bool warned = false;
    int turned_away = 0;
    bool running = false, stopped = false;

    explicit Impl(serve::Service& s) : service(s) {}

    void prepare_tls() {
        const auto& options = service.options;
        if (options.tls_certificate.empty()) return;
        tls.emplace(asio::ssl::context::tls_server);
        tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                         asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 |
                         asio::ssl::context::no_compression);
        error_code ec;
        tls->use_certificate_chain_file(options.tls_certificate, ec);
        if (ec) throw Unavailable("cannot use the certificate " + options.tls_certificate + ": " + ec.message());
        tls->use_private_key_file(options.tls_key, asio::ssl::context::pem, ec);
        if (ec) throw Unavailable("cannot use the key " + options.tls_key + ": " + ec.message());
    }

    unsigned short open_door(unsigned short wanted, bool for_operators) {
        const std::string& text = service.options.address;
        error_code ec;
        const auto address = asio::ip::make_address(text, ec);
        if (ec) throw Unavailable("not an address to listen on: " + text);
        auto door = std::make_unique<tcp::acceptor>(threads.front()->context);
        const tcp::endpoint place(address, wanted);
        door->open(place.protocol(), ec);
        if (!ec) door->set_option(tcp::acceptor::reuse_address(true), ec);
        if (!ec) door->bind(place, ec);
        if (!ec) door->listen(4096, ec);
        if (ec) throw Unavailable("cannot listen on " + text + ":" + std::to_string(wanted) + ": " + ec.message());
        const unsigned short got = door->local_endpoint().port();
        asio::co_spawn(threads.front()->context, accept(*door, for_operators), asio::detached);
        doors.push_back(std::move(door));
        return got;
    }

    asio::awaitable<void> accept(tcp::acceptor& door, bool for_operators) {
        while (door.is_open()) {
            IoThread& host = *threads[next++ % threads.size()];
            error_code ec;
            tcp::socket socket =
                co_await door.async_accept(host.context, asio::redirect_error(asio::use_awaitable, ec));
            if (ec == asio::error::operation_aborted) co_return;
            if (ec) {
                log::write(kCannotAccept, {{"error", ec.message()}});
                asio::steady_timer pause(co_await asio::this_coro::executor, std::chrono::milliseconds(100));
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
                continue;
            }
            const bool full = service.stats.connections >= service.options.connections_most && !for_operators;
            if (!full)
                begin(host, std::move(socket), for_operators);
            else if (turned_away < kMostTurnedAway)
                asio::co_spawn(threads.front()->context, turn_away(std::move(socket)), asio::detached);
        }
    }

    // The line stays for a moment, or closing would take the answer from a client that is still sending.
    asio::awaitable<void> turn_away(tcp::socket socket) {
        if (!std::exchange(warned, true)) log::write(kTooMany, {{"most", service.options.connections_most}});
        ++turned_away;
        error_code ec;
        socket.non_blocking(true, ec);
        if (!tls) socket.write_some(asio::buffer(kBusy), ec);
        socket.shutdown(tcp::socket::shutdown_send, ec);
        asio::steady_timer pause(threads.front()->context, std::chrono::milliseconds(500));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        --turned_away;
    }

    void begin(IoThread& host, tcp::socket socket, bool for_operators) {
        asio::ssl::context* secrets = tls && !for_operators ? &*tls : nullptr;
        // Connections live and die on their own thread.
        asio::post(host.context, [this, &host, secrets, for_operators, moved = std::move(socket)]() mutable {
            auto connection =
                std::make_shared<Connection>(std::move(moved), service, host.room, for_operators, secrets);
            asio::co_spawn(host.context, connection->run(),
                           [connection](std::exception_ptr failure) { note(failure); });
        });
    }

    static void note(std::exception_ptr failure) {
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const std::exception& error) {
            log::write(kBrokenConnection, {{"why", error.what()}});
        }
    }

    static asio::awaitable<void> tick(IoThread& host) {
        asio::steady_timer timer(host.context);
        while (true) {
            host.room.date = serve::http_date(clock::now());
            const std::int64_t now_ms = clock::steady_ms();
            for (Connection* connection : host.room.connections) connection->tick(now_ms);
            timer.expires_after(kTick);
            error_code ec;
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        }
    }

    void on_each(const std::function<void(IoThread&)>& work) {
        std::vector<std::future<void>> done;
        for (auto& host : threads) {
            auto task = std::make_shared<std::packaged_task<void()>>([&host, &work] { work(*host); });
            done.push_back(task->get_future());
            asio::post(host->context, [task] { (*task)(); });
        }
        for (auto& one : done) one.wait();
    }
};

Engine::Engine(serve::Service& service) : impl_(std::make_unique<Impl>(service)) {}
Engine::~Engine() { stop(); }
unsigned short Engine::port() const { return impl_->port; }
unsigned short Engine::metrics_port() const { return impl_->metrics_port; }

void Engine::start() {
    const auto& options = impl_->service.options;
    for (int i = 0; i < std::max(1, options.io_threads); ++i) {
        impl_->threads.push_back(std::make_unique<IoThread>());
        IoThread& host = *impl_->threads.back();
        host.room.date = serve::http_date(clock::now());
        asio::co_spawn(host.context, Impl::tick(host), asio::detached);
    }
    impl_->prepare_tls();
    impl_->port = impl_->open_door(options.port, false);
    if (options.metrics_port >= 0)
        impl_->metrics_port = impl_->open_door(static_cast<unsigned short>(options.metrics_port), true);
    for (auto& host : impl_->threads) {
        host->thread = std::thread([context = &host->context] { context->run(); });
        pthread_setname_np(host->thread.native_handle(), "dinh-io");
    }
    impl_->running = true;
}

void Engine::drain() {
    if (!impl_->running || impl_->stopped) return;
    impl_->on_each([this](IoThread& host) {
        error_code ec;
        if (&host == impl_->threads.front().get())
            for (auto& door : impl_->doors) door->close(ec);
        for (Connection* connection : host.room.connections) connection->drain();
    });
}

void Engine::stop() {
    if (std::exchange(impl_->stopped, true)) return;
    for (auto& host : impl_->threads) {
        host->context.stop();
        if (host->thread.joinable()) host->thread.join();
        Connection::abandon(host->room);
    }
}

}  // namespace dinh::web::io
