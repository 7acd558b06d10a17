// One connection: reads requests, hands them to workers, sends the answers. All of it runs on one I/O thread.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "platform/web/serve/intake.hpp"
#include "platform/web/serve/service.hpp"
#include "platform/web/wire/reader.hpp"

namespace dinh::web::io {

namespace asio = boost::asio;
using asio::ip::tcp;

class Connection;

// What the connections of one I/O thread share. A timer walks them four times a second: one timer for all is far
// cheaper
// than one for each read and write.
struct Room {
    std::unordered_set<Connection*> connections;
    std::string date;
};

// Bytes received and not yet used.
class Inbox {
public:
    std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }
    void drop(std::size_t count) { begin_ += count; }
    // Room for the next read, at least one byte; grows only as far as needed.
    asio::mutable_buffer space();
    void received(std::size_t count) { end_ += count; }
    // Gives memory back when nothing is held.
    void rest();

private:
    std::vector<char> bytes_;
    std::size_t begin_ = 0, end_ = 0;
};

class Connection {
public:
    Connection(tcp::socket, serve::Service&, Room&, bool for_operators, asio::ssl::context*);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    asio::awaitable<void> run();
    // Called by the timer of the thread.
    void tick(std::int64_t now_ms);
    // The process is stopping: ends at once when idle, else with the answer under way.
    void drain();
    // After the thread ended: whoever still waits for a worker holds itself alive, and is let go here.
    static void abandon(Room&);

private:
    enum class Ran { done, refused, late };
    struct Wait;

    // Reading (connection.cpp). Each returns false when the connection is to end.
    asio::awaitable<bool> shake_hands();
    asio::awaitable<bool> fill();
    asio::awaitable<bool> read_head();
    asio::awaitable<bool> serve();
    asio::awaitable<int> read_body(std::shared_ptr<serve::Exchange>);
    asio::awaitable<int> pump_body(class BodyFeed&);
    asio::awaitable<bool> answer(std::shared_ptr<serve::Exchange>);
    std::optional<serve::Reply> quick_reply(const serve::Exchange&) const;
    asio::awaitable<bool> serve_operators(const Request&, bool head_only);
    // Runs `work` on a thread of the pool and waits. With `until_ms` it is late then, and `work` may still be running.
    asio::awaitable<Ran> run_on(serve::Pool&, std::function<void()> work, bool bounded, std::int64_t until_ms);

    // Sending (sending.cpp).
    asio::awaitable<bool> send(serve::Reply&);
    asio::awaitable<bool> send_bytes(std::string_view first, std::string_view second = {});
    asio::awaitable<bool> send_file(serve::FilePart&);
    asio::awaitable<bool> send_stream(std::shared_ptr<serve::Stream>, bool chunked);
    asio::awaitable<bool> refuse(const Request&, int status, const char* why);
    asio::awaitable<void> linger();

    tcp::socket socket_;
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;
    serve::Service& service_;
    Room& room_;
    bool for_operators_;
    serve::Peer peer_;
    wire::Reader reader_;
    Inbox inbox_;
    std::int64_t deadline_ms_ = 0;  // steady
    bool idle_ = true;              // between requests
    bool expired_ = false;
    bool unread_body_ = false;  // the client may still be sending
    int version_ = 11;
    bool keep_alive_ = true;
    std::int64_t sent_bytes_ = 0;  // of this answer
    std::shared_ptr<Wait> wait_;
};

}  // namespace dinh::web::io
