#include "platform/web/io/connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/clock/clock.hpp"
#include "platform/log/log.hpp"
#include "platform/web/serve/body.hpp"
#include "platform/web/serve/kept.hpp"

namespace dinh::web::io {

using boost::system::error_code;
using serve::Exchange;
using serve::Reply;

namespace {

constexpr log::Message kTooLate{"WEB_HANDLER_LATE", log::Level::error, "a handler outlived the deadline of its request",
                                "The person was told to try again; the worker is busy until the handler ends. When all "
                                "workers hang the server answers 503: "
                                "look at the database and restart if need be."};

constexpr std::size_t kReadBytes = 64 << 10;
constexpr std::size_t kDiskPiece = 128 << 10;
// SQL is interrupted at the deadline itself; the handler then has this long to say so in proper words.
constexpr std::int64_t kLateGrace = 1'000;

}  // namespace

// GCC 12 evaluates a co_await on the right of && and || whatever stands on the left, and destroys some temporaries of
// an
// awaited call twice. In this folder a co_await therefore stands alone and its arguments have names.

// The rest of a body, on its way to where it is kept.
class BodyFeed {
public:
    BodyFeed(serve::Body& body) : body_(body) {}
    serve::Body& body() { return body_; }
    std::string piece;

private:
    serve::Body& body_;
};

struct Connection::Wait {
    std::function<void(Ran)> finish;
    std::int64_t until_ms = 0;
    void end(Ran ran) {
        if (auto once = std::exchange(finish, nullptr)) once(ran);
    }
};

asio::mutable_buffer Inbox::space() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ == bytes_.size() && begin_ > 0) {
        std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.begin());
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == bytes_.size()) bytes_.resize(std::max<std::size_t>(4096, bytes_.size() * 2));
    return asio::buffer(bytes_.data() + end_, std::min(bytes_.size() - end_, kReadBytes));
}

void Inbox::rest() {
    if (empty() && bytes_.size() > 8192) {
        bytes_ = {};
        begin_ = end_ = 0;
    }
}

Connection::Connection(tcp::socket socket, serve::Service& service, Room& room, bool for_operators,
                       asio::ssl::context* tls)
    : socket_(std::move(socket)),
      service_(service),
      room_(room),
      for_operators_(for_operators),
      reader_(static_cast<std::size_t>(service.options.header_most_bytes)) {
    error_code ec;
    socket_.set_option(tcp::no_delay(true), ec);
    auto address = socket_.remote_endpoint(ec).address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    peer_ = {address.to_string(), tls != nullptr};
    if (tls) tls_.emplace(socket_, *tls);
    room_.connections.insert(this);
    ++service_.stats.connections;
    ++service_.stats.connections_total;
}

Connection::~Connection() {
    room_.connections.erase(this);
    --service_.stats.connections;
}

void Connection::tick(std::int64_t now_ms) {
    if (wait_) {
        if (wait_->until_ms != 0 && now_ms > wait_->until_ms) wait_->end(Ran::late);
        return;
    }
    if (deadline_ms_ == 0 || now_ms <= deadline_ms_) return;
    error_code ec;
    // The first time the read or write under way ends, so that a slow client can be told; then the line is cut.
    if (expired_ || tls_) {
        socket_.close(ec);
    } else {
        expired_ = true;
        deadline_ms_ = now_ms + 2000;
        socket_.cancel(ec);
    }
}

void Connection::abandon(Room& room) {
    std::vector<std::shared_ptr<Wait>> waits;
    for (Connection* connection : room.connections)
        if (connection->wait_) waits.push_back(connection->wait_);
    for (const auto& wait : waits) wait->finish = nullptr;
}

void Connection::drain() {
    keep_alive_ = false;
    error_code ec;
    if (idle_) socket_.close(ec);
}

asio::awaitable<Connection::Ran> Connection::run_on(serve::Pool& pool, std::function<void()> work, bool bounded,
                                                    std::int64_t until_ms) {
    auto wait = std::make_shared<Wait>();
    wait->until_ms = until_ms;
    wait_ = wait;
    const auto executor = socket_.get_executor();
    const auto begin = [&pool, wait, executor, bounded, job = std::move(work)](auto handler) {
        auto kept = std::make_shared<decltype(handler)>(std::move(handler));
        wait->finish = [kept, executor](Ran ran) { asio::post(executor, [kept, ran] { std::move (*kept)(ran); }); };
        auto task = [wait, executor, job] {
            job();
            // The wait is touched only on the I/O thread.
            asio::post(executor, [wait] { wait->end(Ran::done); });
        };
        if (!bounded)
            pool.insist(std::move(task));
        else if (!pool.offer(std::move(task)))
            wait->end(Ran::refused);
    };
    const Ran ran =
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Ran)>(begin, asio::use_awaitable);
    wait_ = nullptr;
    co_return ran;
}

asio::awaitable<bool> Connection::shake_hands() {
    error_code ec;
    deadline_ms_ = clock::steady_ms() + service_.options.header_deadline_s * 1000;
    co_await tls_->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, ec));
    co_return !ec;
}

asio::awaitable<bool> Connection::fill() {
    error_code ec;
    std::size_t count = 0;
    const auto space = inbox_.space();
    if (tls_)
        count = co_await tls_->async_read_some(space, asio::redirect_error(asio::use_awaitable, ec));
    else
        count = co_await socket_.async_read_some(space, asio::redirect_error(asio::use_awaitable, ec));
    inbox_.received(count);
    service_.stats.bytes_in += count;
    co_return !ec && count > 0;
}

asio::awaitable<void> Connection::run() {
    bool alive = true;
    if (tls_) alive = co_await shake_hands();
    while (alive) {
        alive = co_await read_head();
        if (alive) alive = co_await serve();
        reader_.reset();
        inbox_.rest();
    }
    co_await linger();
}

asio::awaitable<bool> Connection::read_head() {
    idle_ = inbox_.empty();
    keep_alive_ = false;  // a head that is refused ends the connection
    version_ = 11;
    const auto& options = service_.options;
    deadline_ms_ =
        clock::steady_ms() + (idle_ ? options.idle_deadline_s : options.header_deadline_s) * std::int64_t{1000};
    while (true) {
        if (!inbox_.empty()) {
            if (std::exchange(idle_, false))
                deadline_ms_ = clock::steady_ms() + options.header_deadline_s * std::int64_t{1000};
            std::size_t used = 0;
            const auto step = reader_.read_head(inbox_.view(), used);
            inbox_.drop(used);
            if (step == wire::Reader::Step::done) co_return true;
            if (step == wire::Reader::Step::faulty) {
                const auto fault = reader_.fault();
                const Request nothing;
                co_return co_await refuse(nothing, fault.status, fault.why);
            }
        } else if (service_.draining) {
            co_return false;
        }
        if (!co_await fill()) {
            if (!expired_ || inbox_.empty()) co_return false;
            const Request nothing;
            co_return co_await refuse(nothing, 408, "head too slow");
        }
    }
}

std::optional<Reply> Connection::quick_reply(const Exchange& exchange) const {
    const Request& request = exchange.request;
    if (request.method != Method::get && request.method != Method::head) return std::nullopt;
    const serve::Asking asking{.path = request.path,
                               .host = request.host,
                               .language = request.language,
                               .accept_encoding = request.header("accept-encoding"),
                               .if_none_match = request.header("if-none-match"),
                               .head_only = exchange.head_only,
                               .secure = request.secure};
    if (auto asset = serve::asset_reply(asking)) return asset;
    if (request.path == "/healthz") {
        Reply reply;
        reply.fields = "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n";
        reply.body = std::string("ok\n");
        reply.head_only = exchange.head_only;
        return reply;
    }
    if (!request.query.empty()) return std::nullopt;
    return serve::PageCache::one().find(asking);
}

asio::awaitable<bool> Connection::serve_operators(const Request& request, bool head_only) {
    const bool metrics = for_operators_ && request.path == "/metrics";
    auto text = std::make_shared<std::string>();
    auto reply = Reply{};
    if (metrics) {
        *text = service_.metrics_text();
    } else {
        const std::function<void()> ask = [text, &service = service_] { *text = service.not_ready(); };
        const Ran ran = co_await run_on(service_.workers, ask, true, clock::steady_ms() + 5000);
        if (ran != Ran::done) text = std::make_shared<std::string>("no worker answers");
        reply.status = text->empty() ? 200 : 503;
        *text = text->empty() ? "ready\n" : "not ready: " + *text + "\n";
    }
    reply.fields = "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\nCache-Control: no-store\r\n";
    reply.body = std::move(*text);
    reply.head_only = head_only;
    co_return co_await send(reply);
}

asio::awaitable<bool> Connection::serve() {
    auto exchange = std::make_shared<Exchange>();
    exchange->begun_ms = clock::steady_ms();
    wire::Head& head = reader_.head();
    keep_alive_ = head.keep_alive && !service_.draining;
    version_ = head.version;
    const bool has_body = head.has_body();
    unread_body_ = has_body;
    Request& request = exchange->request;
    const int status = serve::make_request(head, peer_, service_.proxies, service_.options.language, request);
    exchange->head_only = request.method == Method::head;
    if (status != 0) {
        keep_alive_ = false;
        co_return co_await refuse(request, status, "malformed target or method");
    }
    const bool leaks = !request.leaked_token.empty();  // answered at once, whatever else is asked
    if (leaks) keep_alive_ = false;
    if (!has_body && !leaks) {
        const bool readiness = request.path == "/readyz" && request.method == Method::get;
        if (readiness || (for_operators_ && request.path == "/metrics"))
            co_return co_await serve_operators(request, exchange->head_only);
        if (auto quick = quick_reply(*exchange)) {
            ++service_.stats.from_cache;
            serve::note_use(request, *quick);
            co_return co_await send(*quick);
        }
    }
    if (for_operators_) co_return co_await refuse(request, 404, "private port");
    if (has_body && !leaks) {
        const int refused = co_await read_body(exchange);
        if (refused < 0) co_return false;
        if (refused > 0) co_return co_await refuse(request, refused, "body refused");
        unread_body_ = false;
    }
    ++service_.stats.active;
    const bool alive = co_await answer(exchange);
    --service_.stats.active;
    // Removing large uploads takes time that other connections of this thread should not wait for.
    if (!exchange->files.empty()) service_.disk.insist([exchange] {});
    co_return alive;
}

asio::awaitable<int> Connection::read_body(std::shared_ptr<Exchange> exchange) {
    const wire::Head& head = reader_.head();
    const bool expects_continue = head.expects_continue;
    const auto reception = service_.dispatcher.receive(exchange->request);
    serve::BodyLimits limits{reception.body_bytes, reception.upload_bytes, true};
    const bool is_upload =
        reception.upload_bytes > 0 && exchange->request.header("content-type").starts_with("multipart/");
    if (is_upload && reception.ask_before_upload) {
        exchange->deadline_ms = clock::steady_ms() + service_.options.request_deadline_s * std::int64_t{1000};
        auto may = std::make_shared<bool>(false);
        const std::function<void()> ask = [exchange, may, &dispatcher = service_.dispatcher] {
            *may = dispatcher.may_upload(*exchange);
        };
        const Ran ran = co_await run_on(service_.workers, ask, true, exchange->deadline_ms + kLateGrace);
        if (ran != Ran::done) co_return 503;
        limits.keep_files = *may;
    }
    serve::Body body(exchange->request, service_.spool, limits);
    if (head.content_length > body.most_bytes()) co_return 413;
    if (expects_continue && inbox_.empty()) {
        const bool alive = co_await send_bytes("HTTP/1.1 100 Continue\r\n\r\n");
        if (!alive) co_return -1;
    }
    BodyFeed feed(body);
    int status = co_await pump_body(feed);
    if (status == 0) status = body.finish();
    if (status == 0) exchange->files = body.files();
    co_return status;
}

// 0: the body is whole; > 0: refused; < 0: the client is gone.
asio::awaitable<int> Connection::pump_body(BodyFeed& feed) {
    const std::int64_t begun_ms = clock::steady_ms();
    const std::int64_t rate = std::max(1, service_.options.body_least_bytes_per_s);
    std::int64_t received = 0;
    auto step = wire::Reader::Step::more;
    while (step != wire::Reader::Step::done) {
        std::size_t used = 0;
        step = reader_.read_body(inbox_.view(), used, feed.piece);
        inbox_.drop(used);
        received += static_cast<std::int64_t>(used);
        if (step == wire::Reader::Step::faulty) co_return reader_.fault().status;
        const bool whole = step == wire::Reader::Step::done;
        if (feed.piece.size() >= kDiskPiece || (whole && !feed.piece.empty()) || !feed.body().touches_disk()) {
            int status = 0;
            // Never late, so that what it refers to outlives it.
            const std::function<void()> take = [&feed, &status] { status = feed.body().take(feed.piece); };
            if (!feed.body().touches_disk())
                take();
            else
                co_await run_on(service_.disk, take, false, 0);
            feed.piece.clear();
            if (status != 0) co_return status;
        }
        if (whole) break;
        deadline_ms_ = begun_ms + service_.options.body_grace_s * std::int64_t{1000} + received * 1000 / rate;
        if (!co_await fill()) co_return expired_ ? 408 : -1;
    }
    co_return 0;
}

asio::awaitable<bool> Connection::answer(std::shared_ptr<Exchange> exchange) {
    const std::int64_t begun_ms = clock::steady_ms();
    exchange->deadline_ms = begun_ms + service_.options.request_deadline_s * std::int64_t{1000};
    deadline_ms_ = 0;
    // Kept apart: after a late handler the exchange belongs to its worker.
    Request known;
    known.path = exchange->request.path;
    known.host = exchange->request.host;
    known.language = exchange->request.language;
    known.request_id = exchange->request.request_id;
    const std::function<void()> work = [exchange, &service = service_] {
        exchange->hurried = service.workers.waiting() > 0;
        service.dispatcher.answer(*exchange);
    };
    const Ran ran = co_await run_on(service_.workers, work, true, exchange->deadline_ms + kLateGrace);
    if (ran == Ran::late) {
        ++service_.stats.too_late;
        log::write(kTooLate, {{"path", known.path}, {"request", known.request_id}});
        keep_alive_ = false;
        co_return co_await refuse(known, 503, "handler outlived its deadline");
    }
    if (ran == Ran::refused) {
        ++service_.stats.queue_full;
        co_return co_await refuse(exchange->request, 503, "queue full");
    }
    if (exchange->route && exchange->route->is_public) serve::note_use(exchange->request, exchange->reply);
    const bool alive = co_await send(exchange->reply);
    const std::int64_t took_ms = clock::steady_ms() - begun_ms;
    service_.stats.note(exchange->reply.status, took_ms);
    serve::note_access(service_, *exchange, exchange->reply.status, sent_bytes_, took_ms);
    co_return alive;
}

}  // namespace dinh::web::io
