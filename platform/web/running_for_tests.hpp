// A real server on a free loopback port, for the tests of this folder.
#pragma once
#include <gtest/gtest.h>

#include "platform/house/house.hpp"
#include "platform/log/log.hpp"
#include "platform/pages/layout.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/server.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/support.hpp"

namespace dinh::web {

class Running : public testing::Test {
protected:
    Running() {
        static const bool loaded = (pages::load(), true);
        (void)loaded;
        options.port = 0;
        options.spool_folder = folder.file("spool");
        options.access_log = false;
        router.get("/hello", [](Context&) { return text("hello"); }).open();
        router.post("/echo", [](Context& c) { return text(c.request.body + std::string(c.request.field("a"))); })
            .open()
            .without_csrf();
        sessions["good"] = session_of("Nguyễn Thị Hoa");
    }
    ~Running() override { server.reset(); }

    static std::shared_ptr<Session> session_of(std::string name) {
        auto session = std::make_shared<Session>();
        session->id = 1;
        session->actor.person = 77;
        session->actor.name = std::move(name);
        session->csrf_secret = std::string(32, 's');
        return session;
    }
    Doorkeeper doorkeeper() {
        return {.session_of = [this](House&, const Request& request) -> std::shared_ptr<Session> {
                    std::string key(request.cookie("session"));
                    if (request.header("authorization").starts_with("Bearer "))
                        key = request.header("authorization").substr(7);
                    const auto found = sessions.find(key);
                    return found == sessions.end() ? nullptr : found->second;
                },
                .keep_and_ask =
                    [](Context& c) { return see_other(c.session ? "/sessions/unlock" : "/sessions/new?kept=1"); },
                .ask_sign_in = [](Context&) { return see_other("/sessions/new"); }};
    }
    FrameSource frame_source() {
        return {.menu =
                    [](const Context&) {
                        return std::vector<MenuItem>{{"Văn bản", "Văn bản đến", "/incoming", "tray", "incoming"},
                                                     {"Văn bản", "Văn bản đi", "/outgoing", "send", ""}};
                    },
                .counters =
                    [](Context&) {
                        return std::map<std::string, std::int64_t>{{"incoming", 1234}, {"notices", 5}};
                    },
                .lock_seconds = [](const Context&) { return 900; }};
    }
    unsigned short start() {
        router.finish();
        server = std::make_unique<Server>(house, router, doorkeeper(), frame_source(), options);
        server->start();
        return server->port();
    }
    static std::string get(const std::string& path, const std::string& more = "") {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
    }
    static std::string post(const std::string& path, const std::string& body, const std::string& more = "") {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
               more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    std::vector<std::string> spooled() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(options.spool_folder))
            names.push_back(entry.path().filename().string());
        return names;
    }

    test::TempDir folder;
    log::Captured captured;
    House house;
    Router router;
    ServerOptions options;
    std::map<std::string, std::shared_ptr<Session>> sessions;
    std::unique_ptr<Server> server;
};

}  // namespace dinh::web
