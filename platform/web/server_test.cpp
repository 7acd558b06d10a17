// The protocol, against the real server over real sockets.
#include "platform/web/server.hpp"

#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/error/error.hpp"
#include "platform/web/running_for_tests.hpp"

namespace dinh::web {

using test::RawClient;

class ServerTest : public Running {
protected:
    // Whether the server ends a line on which something is sent again and again.
    static bool cut_off(const std::function<bool()>& send) {
        const auto begun = clock::steady_ms();
        while (clock::steady_ms() - begun < 30000) {
            if (!send()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return false;
    }
    void until_figure(const std::string& line) {
        const auto begun = clock::steady_ms();
        while (server->metrics_text().find("\n" + line + "\n") == std::string::npos) {
            ASSERT_LT(clock::steady_ms() - begun, 30000) << line;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
};

// A handler that waits until the test lets it go.
struct Latch {
    std::mutex mutex;
    std::condition_variable wake;
    bool open = false;
    std::atomic<int> inside{0};
    void wait() {
        ++inside;
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return open; });
    }
    void release() {
        {
            const std::lock_guard lock(mutex);
            open = true;
        }
        wake.notify_all();
    }
    void until_inside(int n) const {
        while (inside < n) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
};

TEST_F(ServerTest, answers_several_requests_on_one_line) {
    RawClient line(start());
    for (int i = 0; i < 3; ++i) {
        const auto answer = line.ask(get("/hello"));
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "hello");
        EXPECT_TRUE(answer.header("date").ends_with(" GMT"));
        EXPECT_NE(answer.header("content-security-policy").find("default-src 'self'"), std::string_view::npos);
        EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    }
}

TEST_F(ServerTest, keeps_pipelined_requests_in_order) {
    RawClient line(start());
    line.send(post("/echo", "a=1") + get("/hello") + post("/echo", "a=2") + get("/nowhere") + get("/hello"));
    EXPECT_EQ(line.read().body, "1");
    EXPECT_EQ(line.read().body, "hello");
    EXPECT_EQ(line.read().body, "2");
    EXPECT_EQ(line.read().status, 404);
    EXPECT_EQ(line.read().body, "hello");
}

TEST_F(ServerTest, answers_head_like_get_without_body) {
    RawClient line(start());
    line.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/hello"));
    const auto head = line.read(5000, true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), "5");
    EXPECT_EQ(line.read().body, "hello");
}

TEST_F(ServerTest, closes_when_asked_and_for_old_clients) {
    const auto port = start();
    RawClient modern(port);
    EXPECT_EQ(modern.ask(get("/hello", "Connection: close\r\n")).header("connection"), "close");
    EXPECT_TRUE(modern.closed());
    RawClient old(port);
    EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\n\r\n").body, "hello");
    EXPECT_TRUE(old.closed());
}

TEST_F(ServerTest, refuses_malformed_requests_and_closes) {
    const auto port = start();
    const std::pair<std::string, int> cases[] = {
        {"GET /hello HTTP/1.1\nHost: a\n\n", 400},
        {"GET /hello HTTP/1.1\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\nHost: a\r\nX: b" + std::string(1, '\0') + "c\r\n\r\n", 400},
        {"GET //hello HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /hello?a=%FF HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"GET /hello HTTP/3.0\r\nHost: a\r\n\r\n", 505},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;" + std::string(9000, 'x'), 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", 415},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nContent-Length: 3\r\n\r\n", 417},
        {"GET /hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(40000, 'a'), 431},
        {"GET /" + std::string(40000, 'a'), 414},
    };
    for (const auto& [bytes, status] : cases) {
        RawClient line(port);
        // The second request must never be answered: it would be one smuggled in.
        const auto answer = line.ask(bytes + (bytes.size() < 5000 ? get("/hello") : std::string()));
        EXPECT_EQ(answer.status, status) << bytes.substr(0, 120);
        EXPECT_EQ(answer.header("connection"), "close") << bytes.substr(0, 120);
        EXPECT_EQ(line.read(300).status, 0) << bytes.substr(0, 120);
    }
    EXPECT_EQ(RawClient(port).ask(get("/hello")).status, 200);
}

TEST_F(ServerTest, reads_chunked_bodies_and_says_continue) {
    RawClient line(start());
    line.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
    EXPECT_EQ(line.read().body, "abcde");
    line.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(line.received(25, 2000), "HTTP/1.1 100 Continue\r\n\r\n");
    line.send("xyz");
    EXPECT_EQ(line.read().body, "xyz");
}

TEST_F(ServerTest, refuses_bodies_over_the_limit_before_reading_them) {
    router.post("/small", [](Context& c) { return text(c.request.body); }).open().without_csrf().limit(100);
    const auto port = start();
    RawClient declared(port);
    const auto answer =
        declared.ask("POST /small HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n");
    EXPECT_EQ(answer.status, 413);
    EXPECT_TRUE(declared.closed());
    RawClient chunked(port);
    chunked.send("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    chunked.send("65\r\n" + std::string(101, 'a') + "\r\n");
    EXPECT_EQ(chunked.read().status, 413);
    EXPECT_TRUE(chunked.closed());
    EXPECT_EQ(RawClient(port).ask(post("/small", std::string(100, 'a'))).status, 200);
}

TEST_F(ServerTest, does_not_wait_for_slow_heads_and_bodies) {
    options.header_deadline_s = 1;
    const auto port = start();
    RawClient head(port);
    head.send("GET /hello HT");
    EXPECT_EQ(head.read(4000).status, 408);
    EXPECT_TRUE(head.closed());
    RawClient trickle(port);
    EXPECT_TRUE(cut_off([&] { return trickle.send("G"); }));
}

TEST_F(ServerTest, closes_on_clients_that_send_or_read_too_slowly) {
    options.body_grace_s = 1;
    options.body_least_bytes_per_s = 10000000;
    router.get("/big", [](Context&) { return text(std::string(64 << 20, 'x')); }).open();
    const auto port = start();
    RawClient sender(port);
    sender.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
    EXPECT_TRUE(cut_off([&] { return sender.send("x"); }));
    RawClient reader(port);
    reader.send(get("/big"));
    until_figure("dinh_web_connections 0");
}

TEST_F(ServerTest, does_not_begin_a_deed_after_its_deadline) {
    Latch latch;
    int deeds = 0;
    router
        .get("/wait",
             [&](Context&) {
                 latch.wait();
                 return text("done");
             })
        .open();
    router
        .post("/deed",
              [&](Context&) {
                  ++deeds;
                  return text("done");
              })
        .open()
        .without_csrf();
    options.workers = 1;
    options.request_deadline_s = 1;
    const auto port = start();
    RawClient first(port), second(port);
    first.send(get("/wait"));
    latch.until_inside(1);
    EXPECT_EQ(second.ask(post("/deed", "a=1"), 6000).status, 503);
    latch.release();
    server.reset();
    EXPECT_EQ(deeds, 0);
}

TEST_F(ServerTest, ends_idle_lines_and_only_those) {
    options.idle_deadline_s = 3;
    const auto port = start();
    RawClient idle(port), busy(port);
    EXPECT_EQ(idle.ask(get("/hello")).status, 200);
    for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(busy.ask(get("/hello")).status, 200);
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    EXPECT_TRUE(idle.closed());
}

TEST_F(ServerTest, serves_beside_300_idle_lines) {
    const auto port = start();
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 300; ++i) idle.push_back(std::make_unique<RawClient>(port));
    for (int i = 0; i < 50; ++i) idle[static_cast<std::size_t>(i)]->send("GET /hello HTTP/1.1\r\nHo");
    EXPECT_EQ(RawClient(port).ask(get("/hello")).body, "hello");
    EXPECT_EQ(idle.back()->ask(get("/hello")).body, "hello");
}

TEST_F(ServerTest, turns_away_lines_beyond_the_limit) {
    options.connections_most = 5;
    const auto port = start();
    std::vector<std::unique_ptr<RawClient>> lines;
    for (int i = 0; i < 5; ++i) {
        lines.push_back(std::make_unique<RawClient>(port));
        EXPECT_EQ(lines.back()->ask(get("/hello")).status, 200);
    }
    RawClient one_more(port);
    const auto answer = one_more.ask(get("/hello"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_NE(answer.header("retry-after"), "");
    lines.clear();
    until_figure("dinh_web_connections 0");
    EXPECT_EQ(RawClient(port).ask(get("/hello")).status, 200);
}

TEST_F(ServerTest, says_busy_when_the_queue_is_full) {
    Latch latch;
    router
        .get("/wait",
             [&](Context&) {
                 latch.wait();
                 return text("done");
             })
        .open();
    options.workers = 1;
    options.queue_most = 1;
    const auto port = start();
    RawClient first(port), second(port), third(port);
    first.send(get("/wait"));
    latch.until_inside(1);
    second.send(get("/hello"));
    until_figure("dinh_web_queue 1");
    const auto refused = third.ask(get("/hello", "Accept: application/json\r\n"));
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.header("retry-after"), "");
    EXPECT_EQ(refused.header("content-type"), "application/problem+json");
    EXPECT_EQ(RawClient(port).ask(get("/healthz")).status, 200);
    latch.release();
    EXPECT_EQ(first.read().body, "done");
    EXPECT_EQ(second.read().body, "hello");
    EXPECT_EQ(third.ask(get("/hello")).status, 200);
}

TEST_F(ServerTest, does_not_wait_for_a_handler_that_hangs) {
    Latch latch;
    router
        .get("/hang",
             [&](Context&) {
                 latch.wait();
                 return text("late");
             })
        .open();
    options.request_deadline_s = 1;
    const auto port = start();
    RawClient line(port);
    const auto answer = line.ask(get("/hang"), 6000);
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(line.closed());
    EXPECT_EQ(captured.count("WEB_HANDLER_LATE"), 1);
    EXPECT_EQ(RawClient(port).ask(get("/hello")).status, 200);
    latch.release();
    server.reset();
}

TEST_F(ServerTest, finishes_what_runs_when_it_drains) {
    Latch latch;
    router
        .get("/wait",
             [&](Context&) {
                 latch.wait();
                 return text("done");
             })
        .open();
    const auto port = start();
    RawClient idle(port), running(port);
    EXPECT_EQ(idle.ask(get("/hello")).status, 200);
    running.send(get("/wait"));
    latch.until_inside(1);
    std::thread draining([&] { server->drain(10); });
    EXPECT_TRUE(idle.closed());
    EXPECT_THROW(RawClient late(port), std::runtime_error);
    latch.release();
    const auto answer = running.read();
    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(running.closed());
    draining.join();
}

TEST_F(ServerTest, names_the_allowed_methods_on_405) {
    const auto port = start();
    const auto answer = RawClient(port).ask(get("/echo"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("allow"), "POST");
}

TEST_F(ServerTest, tells_health_and_figures) {
    options.metrics_port = 0;
    options.not_ready = [] { return std::string("no database"); };
    const auto port = start();
    EXPECT_EQ(RawClient(port).ask(get("/healthz")).body, "ok\n");
    EXPECT_EQ(RawClient(port).ask(get("/readyz")).status, 503);
    RawClient(port).ask(get("/hello"));
    EXPECT_EQ(RawClient(port).ask(get("/metrics")).status, 404);
    const auto figures = RawClient(server->metrics_port()).ask(get("/metrics"));
    EXPECT_TRUE(figures.has("dinh_web_answers_total{status=\"2xx\"} 1\n")) << figures.body;
    EXPECT_TRUE(figures.has("dinh_process_")) << figures.body;
    EXPECT_EQ(RawClient(server->metrics_port()).ask(get("/hello")).status, 404);
}

TEST_F(ServerTest, fails_to_start_on_a_taken_port) {
    options.port = start();
    Server second(house, router, doorkeeper(), frame_source(), options);
    EXPECT_THROW(second.start(), Unavailable);
    options.tls_certificate = "/nowhere.pem";
    options.port = 0;
    Server third(house, router, doorkeeper(), frame_source(), options);
    EXPECT_THROW(third.start(), Unavailable);
}

// A certificate for localhost, made for this test alone.
struct Certificate {
    std::string certificate, key;
    explicit Certificate(const test::TempDir& folder)
        : certificate(folder.file("cert.pem")), key(folder.file("key.pem")) {
        const std::string command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
            "/CN=localhost -keyout " +
            key + " -out " + certificate + " 2>/dev/null";
        if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl cannot make a certificate");
    }
};

std::string over_tls(unsigned short port, const std::string& bytes, const test::TempDir& folder) {
    std::ofstream(folder.file("request"), std::ios::binary) << bytes;
    const std::string command = "openssl s_client -quiet -connect 127.0.0.1:" + std::to_string(port) + " <" +
                                folder.file("request") + " >" + folder.file("answer") + " 2>/dev/null";
    if (std::system(command.c_str()) != 0) return "openssl failed";
    std::ifstream answer(folder.file("answer"), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(answer), {});
}

TEST_F(ServerTest, speaks_tls_with_a_given_certificate) {
    const Certificate certificate(folder);
    options.tls_certificate = certificate.certificate;
    options.tls_key = certificate.key;
    router
        .get("/big",
             [](Context& c) {
                 return text(std::string(300000, 'x') + (c.request.secure ? "secure" : "")).cookie("a", "b", 5);
             })
        .open();
    const auto port = start();
    const std::string answer = over_tls(port, get("/hello") + get("/big", "Connection: close\r\n"), folder);
    EXPECT_NE(answer.find("\r\n\r\nhello"), std::string::npos) << answer.substr(0, 300);
    EXPECT_TRUE(answer.ends_with("xsecure"));
    EXPECT_NE(answer.find("Strict-Transport-Security"), std::string::npos);
    EXPECT_NE(answer.find("; Secure\r\n"), std::string::npos);
    RawClient plain(port);
    EXPECT_EQ(plain.ask(get("/hello")).status, 0);
    RawClient silent(port);
    EXPECT_NE(over_tls(port, get("/hello", "Connection: close\r\n"), folder).find("hello"), std::string::npos);
}

TEST_F(ServerTest, believes_forwarded_addresses_only_from_its_proxies) {
    router.get("/who", [](Context& c) { return text(c.request.remote_address + (c.request.secure ? " secure" : "")); })
        .open();
    options.trusted_proxies = {"127.0.0.1"};
    const auto port = start();
    const std::string headers = "X-Forwarded-For: 6.6.6.6, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";
    const auto answer = RawClient(port).ask(get("/who", headers));
    EXPECT_EQ(answer.body, "203.0.113.7 secure");
    EXPECT_NE(answer.header("strict-transport-security"), "");
    EXPECT_EQ(RawClient(port).ask(get("/who")).body, "127.0.0.1");
}

}  // namespace dinh::web
