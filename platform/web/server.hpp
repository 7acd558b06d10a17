// The HTTP server: Boost.Beast on Asio, I/O threads never touch the database, handlers run on a bounded worker pool.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "platform/web/router.hpp"

namespace dinh::web {

struct ServerOptions {
    std::string address = "127.0.0.1";
    unsigned short port = 8080;  // 0: a free one, see Server::port()
    std::string tls_certificate, tls_key;
    int io_threads = 1;
    int workers = 4;
    int queue_most = 256;  // waiting requests; more get 503 + Retry-After
    int connections_most = 2000;
    int header_deadline_s = 10, idle_deadline_s = 60, request_deadline_s = 30;
    int body_least_bytes_per_s = 500;  // slower senders and readers are closed ...
    int body_grace_s = 20;             // ... after this time
    std::int64_t header_most_bytes = 16 << 10;
    std::int64_t form_most_bytes = 1 << 20;                     // without its files
    std::int64_t upload_most_bytes = std::int64_t{2048} << 20;  // of one request
    std::string spool_folder;
    std::vector<std::string> trusted_proxies;
    std::string language = "vi";
    bool dev = false;
    int metrics_port = -1;            // on `address`: /metrics, /healthz, /readyz without TLS; -1: none, 0: a free one
    std::string house_name = "Đình";  // of the institution, in the head of every page
    std::string version = "0.1";
    // Signs forms of people without a session and flashes; the same on all nodes. "": random at each start.
    std::string form_key;
    std::int64_t spool_most_bytes = std::int64_t{16} << 30;  // all uploads under way together
    bool access_log = true;
    // Why the process is not ready ("" = ready). Runs on a worker at each /readyz. Default: a SELECT when there is a
    // database.
    std::function<std::string()> not_ready;
};

// How the server learns who asks: given by the accounts module.
struct Doorkeeper {
    // The session of this cookie value or bearer token; null when there is none. A request with "Authorization" comes
    // without its cookies, so a token never borrows the rights of a browser's session; only such a request needs no
    // CSRF token.
    // Not asked for requests that have neither. May throw: the request then fails as a handler's would.
    std::function<std::shared_ptr<Session>(House&, const Request&)> session_of;
    // A POST that met a locked or ended session: kept encrypted for 1 h, offered after sign-in. Returns where to go.
    std::function<Response(Context&)> keep_and_ask;
    // Where a signed-out person is sent (the sign-in page, with the place to come back to).
    std::function<Response(Context&)> ask_sign_in;
    // A program's token stood in the address of a request, where logs and neighbours read it: it ends at once and its
    // owner is told.
    std::function<void(House&, std::string_view token)> token_leaked = {};
    // Idempotency-Key of a call: the answer given before to the same call of the same person; nullopt: it is under way
    // now and `call_done` follows. Refused when the key stands for another call, Conflict while the first one runs.
    std::function<std::optional<std::string>(House&, const Session&, std::string_view key, std::string_view call)>
        call_begun = {};
    std::function<void(House&, const Session&, std::string_view key, std::string_view answer)> call_done =
        {};  // "": the call failed and may be made again
};

// What the frame of signed-in pages shows beside the page itself.
struct MenuItem {
    std::string group, title, path, icon;
    std::string counter;  // name in counters()
    bool hot = false;     // its counter calls for haste
};
// Groups and titles are Vietnamese source texts. The counter "notices" is shown in the head of the page.
struct FrameSource {
    std::function<std::vector<MenuItem>(const Context&)> menu;              // what this actor may use
    std::function<std::map<std::string, std::int64_t>(Context&)> counters;  // kept by deeds, cheap to read
    std::function<int(const Context&)> lock_seconds;                        // idle time until the session locks
    std::function<std::string(House&)> house_name = {};                     // never throws; none: that of the options
};

class Server {
public:
    Server(House&, const Router&, Doorkeeper, FrameSource, ServerOptions);
    ~Server();
    void start();  // returns when listening; throws Unavailable when the port is taken
    unsigned short port() const;
    unsigned short metrics_port() const;  // 0: none
    // SIGTERM: stops accepting and waits until what runs is answered, at most `seconds`; then cuts. Idle connections
    // end at once.
    void drain(int seconds);
    std::string metrics_text() const;
    // A request straight to the worker side (no network): tests, --check, bench.
    Response handle(Request);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Ends the kept copies of cached public pages that named this key, in this process. Hearers of events call it on
// every node.
void drop_cached(std::string_view key);

}  // namespace dinh::web
