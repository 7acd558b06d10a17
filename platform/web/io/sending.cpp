#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/clock/clock.hpp"
#include "platform/db/db.hpp"
#include "platform/log/log.hpp"
#include "platform/web/io/connection.hpp"

namespace dinh::web::io {

using boost::system::error_code;
using serve::Reply;

namespace {

constexpr log::Message kCutAnswer{
    "WEB_ANSWER_CUT", log::Level::warning, "an answer was cut off while it was made",
    "The person's download broke off. `why` says whether the database, the disk or a deadline was the cause."};

// A browser shows the refusal of an upload only when it could send to the end or was read for a while.
constexpr std::int64_t kLingerUnread = 30'000;
constexpr std::int64_t kLinger = 2'000;

std::string chunk_head(std::size_t size) {
    char head[24];
    static_cast<void>(std::snprintf(head, sizeof head, "%zx\r\n", size));
    return head;
}

}  // namespace

asio::awaitable<bool> Connection::send_bytes(std::string_view first, std::string_view second) {
    const std::int64_t begun_ms = clock::steady_ms();
    const std::int64_t rate = std::max(1, service_.options.body_least_bytes_per_s);
    std::int64_t sent = 0;
    while (!first.empty() || !second.empty()) {
        deadline_ms_ = begun_ms + service_.options.body_grace_s * std::int64_t{1000} + sent * 1000 / rate;
        const std::array<asio::const_buffer, 2> buffers{asio::buffer(first.data(), first.size()),
                                                        asio::buffer(second.data(), second.size())};
        error_code ec;
        std::size_t count = 0;
        if (tls_)
            count = co_await tls_->async_write_some(buffers, asio::redirect_error(asio::use_awaitable, ec));
        else
            count = co_await socket_.async_write_some(buffers, asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return false;
        sent += static_cast<std::int64_t>(count);
        const std::size_t of_first = std::min(count, first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(count - of_first);
    }
    sent_bytes_ += sent;
    service_.stats.bytes_out += static_cast<std::uint64_t>(sent);
    co_return true;
}

asio::awaitable<bool> Connection::send(Reply& reply) {
    const bool chunked = reply.length() < 0 && version_ == 11;
    if (reply.close || (reply.length() < 0 && !chunked)) keep_alive_ = false;
    sent_bytes_ = 0;
    const std::string head = serve::head_of(reply, version_, keep_alive_, room_.date);
    bool alive = true;
    if (reply.head_only || reply.bodiless()) {
        alive = co_await send_bytes(head);
    } else if (const auto* text = std::get_if<std::string>(&reply.body)) {
        alive = co_await send_bytes(head, *text);
    } else if (const auto* view = std::get_if<serve::View>(&reply.body)) {
        alive = co_await send_bytes(head, view->bytes);
    } else if (const auto* part = std::get_if<std::shared_ptr<serve::FilePart>>(&reply.body)) {
        alive = co_await send_bytes(head);
        if (alive) alive = co_await send_file(**part);
    } else {
        auto stream = std::get<std::shared_ptr<serve::Stream>>(reply.body);
        alive = co_await send_bytes(head);
        if (alive) alive = co_await send_stream(std::move(stream), chunked);
    }
    co_return alive&& keep_alive_;
}

asio::awaitable<bool> Connection::send_file(serve::FilePart& part) {
    std::string piece;
    while (part.left() > 0) {
        bool read = false;
        const std::function<void()> work = [&] { read = part.read(piece); };
        co_await run_on(service_.disk, work, false, 0);
        if (!read) {
            log::write(kCutAnswer, {{"why", "the file is shorter than it was"}});
            co_return false;
        }
        if (!co_await send_bytes(piece)) co_return false;
    }
    co_return true;
}

asio::awaitable<bool> Connection::send_stream(std::shared_ptr<serve::Stream> stream, bool chunked) {
    struct Step {
        std::string piece;
        std::string failure;
    };
    while (!stream->ended) {
        auto step = std::make_shared<Step>();
        const std::int64_t until_ms = clock::steady_ms() + service_.options.request_deadline_s * std::int64_t{1000};
        const std::function<void()> work = [stream, step, until_ms] {
            try {
                const db::Deadline deadline(until_ms);
                stream->read(step->piece);
            } catch (const std::exception& failure) {
                step->failure = *failure.what() ? failure.what() : "unknown";
            }
        };
        const Ran ran = co_await run_on(service_.workers, work, false, until_ms + 1000);
        if (ran != Ran::done || !step->failure.empty()) {
            log::write(kCutAnswer, {{"why", ran == Ran::done ? step->failure : "deadline"}});
            co_return false;
        }
        if (step->piece.empty()) continue;
        if (!chunked) {
            if (!co_await send_bytes(step->piece)) co_return false;
            continue;
        }
        step->piece += "\r\n";
        const std::string head = chunk_head(step->piece.size() - 2);
        if (!co_await send_bytes(head, step->piece)) co_return false;
    }
    if (!chunked) co_return true;
    co_return co_await send_bytes("0\r\n\r\n");
}

asio::awaitable<bool> Connection::refuse(const Request& request, int status, const char* why) {
    // What was not read of this request would be taken for the next one.
    if (unread_body_) keep_alive_ = false;
    Reply reply = service_.dispatcher.refuse(request, status, why, request.method == Method::head);
    service_.stats.note(status, 0);
    co_return co_await send(reply);
}

asio::awaitable<void> Connection::linger() {
    error_code ec;
    if (!socket_.is_open()) co_return;
    const bool patient = unread_body_ && !expired_ && !service_.draining;
    const std::int64_t end_ms = clock::steady_ms() + (patient ? kLingerUnread : kLinger);
    deadline_ms_ = clock::steady_ms() + kLinger;
    expired_ = true;
    if (tls_) {
        co_await tls_->async_shutdown(asio::redirect_error(asio::use_awaitable, ec));
    }
    // Closing with unread bytes would reset the line and could take the answer from the client before it read it.
    socket_.shutdown(tcp::socket::shutdown_send, ec);
    std::array<char, 16384> dropped;
    while (!ec && clock::steady_ms() < end_ms) {
        deadline_ms_ = std::min(end_ms, clock::steady_ms() + kLinger);
        co_await socket_.async_read_some(asio::buffer(dropped), asio::redirect_error(asio::use_awaitable, ec));
    }
    socket_.close(ec);
}

}  // namespace dinh::web::io
