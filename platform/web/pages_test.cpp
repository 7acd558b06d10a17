// What persons get: frames, sessions, CSRF, flashes, errors.
#include <gtest/gtest.h>

#include "platform/db/db.hpp"
#include "platform/error/error.hpp"
#include "platform/web/running_for_tests.hpp"

namespace dinh::web {

using test::HttpClient;

class PagesTest : public Running {
protected:
    PagesTest() {
        router.get("/incoming", [](Context& c) { return shown(c); });
        router.get("/incoming/:id", [](Context& c) {
            if (c.request.id() != 5) throw NotFound("no such document");
            return shown(c);
        });
        router.post("/incoming", [this](Context& c) {
            ++deeds;
            c.flash("Đã vào sổ số " + std::string(c.request.field("number")) + ".");
            return see_other("/incoming");
        });
        router.del("/incoming/:id", [this](Context&) {
            ++ended;
            return see_other("/incoming");
        });
        router.get("/sessions/new", [](Context& c) { return shown(c); }).open();
        router
            .post("/sessions",
                  [this](Context&) {
                      ++signed_in;
                      return see_other("/incoming");
                  })
            .open();
        router
            .post("/sessions/unlock",
                  [this](Context&) {
                      ++signed_in;
                      return see_other("/incoming");
                  })
            .even_locked();
        router.get("/fails/:how", [](Context& c) -> Response { return fail(c.request.place("how")); });
        router.get("/counters", [](Context&) { return json("{\"notices\":5}"); });
    }
    static Response shown(Context& context) {
        const layout::Error model{.heading = "Nội dung",
                                  .text = "<b>",
                                  .if_reasons = false,
                                  .if_back = false,
                                  .back_path = "",
                                  .if_reference = false,
                                  .reference = ""};
        return page(context, "Trang thử", model);
    }
    static Response fail(std::string_view how) {
        if (how == "forbidden") throw Forbidden("Chỉ văn thư được vào sổ.", "not a clerk");
        if (how == "conflict") throw Conflict("stale");
        if (how == "refused") throw Refused(std::vector<Reason>{{"subject", "Thiếu trích yếu."}, {"", "Sổ đã đóng."}});
        if (how == "unavailable") throw Unavailable("disk full");
        if (how == "busy") throw db::Busy("locked");
        if (how == "late") throw db::TimedOut("interrupted");
        if (how == "lost") throw db::Lost("gone");
        if (how == "unique") throw db::UniqueViolation("twice");
        if (how == "split") return text("x").with("X-Name", "a\r\nSet-Cookie: evil=1");
        if (how == "number") throw 5;
        throw std::runtime_error("secret inner words");
    }
    HttpClient signed_client() {
        HttpClient client(server ? server->port() : start());
        client.set_cookie("session", "good");
        return client;
    }
    int deeds = 0, ended = 0, signed_in = 0;
};

TEST_F(PagesTest, stand_in_the_work_frame_with_menu_counters_and_person) {
    HttpClient client = signed_client();
    const auto page = client.get("/incoming");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.has("Nguyễn Thị Hoa"));
    EXPECT_TRUE(page.has("1.234"));
    EXPECT_TRUE(page.has("aria-current=\"page\""));
    EXPECT_TRUE(page.has("&lt;b&gt;"));
    EXPECT_TRUE(page.has("data-lock-seconds=\"900\""));
    EXPECT_EQ(page.header("cache-control"), "no-store");
    EXPECT_NE(page.body.find("<link rel=\"stylesheet\" href=\"/assets/work-"), std::string::npos);
}

TEST_F(PagesTest, come_alone_as_fragments) {
    HttpClient client = signed_client();
    const auto fragment = client.get("/incoming", {{"HX-Request", "true"}});
    EXPECT_TRUE(fragment.has("<h1>Nội dung</h1>"));
    EXPECT_FALSE(fragment.has("<html"));
    EXPECT_TRUE(client.get("/incoming", {{"HX-Request", "true"}, {"HX-Boosted", "true"}}).has("<html"));
}

TEST_F(PagesTest, come_in_english_when_the_cookie_says_so) {
    HttpClient client = signed_client();
    client.set_cookie("lang", "en");
    EXPECT_TRUE(client.get("/incoming").has("lang=\"en\""));
    client.set_cookie("lang", "xx");
    EXPECT_TRUE(client.get("/incoming").has("lang=\"vi\""));
}

TEST_F(PagesTest, send_people_without_session_to_sign_in) {
    HttpClient client(start());
    EXPECT_EQ(client.get("/incoming").header("location"), "/sessions/new");
    EXPECT_EQ(client.post("/incoming", {{"number", "5"}}).header("location"), "/sessions/new?kept=1");
    EXPECT_EQ(client.get("/incoming", {{"Accept", "application/json"}}).status, 401);
    EXPECT_EQ(client.get("/incoming", {{"HX-Request", "true"}}).status, 401);
    client.set_cookie("session", "unknown");
    EXPECT_EQ(client.get("/incoming").status, 303);
    EXPECT_EQ(deeds, 0);
}

TEST_F(PagesTest, keep_the_form_of_a_locked_session_and_let_only_unlocking_through) {
    sessions["good"]->locked = true;
    HttpClient client = signed_client();
    EXPECT_EQ(client.get("/incoming").header("location"), "/sessions/new");
    EXPECT_EQ(client.post("/incoming", {{"number", "5"}}).header("location"), "/sessions/unlock");
    EXPECT_FALSE(client.get("/sessions/new").has("Nguyễn Thị Hoa"));
    EXPECT_EQ(client.post("/sessions/unlock", {}).status, 303);
    EXPECT_EQ(signed_in, 1);
    EXPECT_EQ(deeds, 0);
}

TEST_F(PagesTest, take_a_deed_with_its_token_and_say_it_once) {
    HttpClient client = signed_client();
    client.get("/incoming");
    const auto done = client.post("/incoming", {{"number", "125"}});
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(deeds, 1);
    EXPECT_TRUE(client.follow(done).has("Đã vào sổ số 125."));
    EXPECT_FALSE(client.get("/incoming").has("Đã vào sổ số 125."));
    EXPECT_EQ(client.cookie("dinh_flash"), "");
}

TEST_F(PagesTest, say_a_flash_beside_a_fragment) {
    HttpClient client = signed_client();
    client.get("/incoming");
    client.post("/incoming", {{"number", "7"}});
    const auto fragment = client.get("/incoming", {{"HX-Request", "true"}});
    EXPECT_TRUE(fragment.has("hx-swap-oob"));
    EXPECT_TRUE(fragment.has("Đã vào sổ số 7."));
}

TEST_F(PagesTest, do_not_show_a_flash_somebody_else_wrote) {
    HttpClient client = signed_client();
    client.set_cookie("dinh_flash", "VHLhuqMgdGnhu4Fu.AAAAAAAAAAAAAAAAAAAAAA");
    EXPECT_FALSE(client.get("/incoming").has("flash--good"));
}

TEST_F(PagesTest, let_a_double_submit_reach_the_handler_twice) {
    HttpClient client = signed_client();
    client.get("/incoming");
    client.post("/incoming", {{"number", "1"}, {"deed_key", "k"}});
    client.post("/incoming", {{"number", "1"}, {"deed_key", "k"}});
    EXPECT_EQ(deeds, 2);
}

TEST_F(PagesTest, refuse_deeds_without_token_or_from_elsewhere) {
    HttpClient client = signed_client();
    const auto page = client.get("/incoming");
    const std::string token = page.input("_csrf");
    EXPECT_EQ(client.post("/incoming", {{"_csrf", ""}}).status, 403);
    EXPECT_EQ(client.post("/incoming", {{"_csrf", token.substr(0, token.size() - 2)}}).status, 403);
    EXPECT_EQ(client.post("/incoming", {{"_csrf", std::string(86, 'A')}}).status, 403);
    EXPECT_EQ(client.post("/incoming", {{"_csrf", token}}, {{"Origin", "https://evil.example"}}).status, 403);
    EXPECT_EQ(client.post("/incoming", {{"_csrf", token}}, {{"Origin", "null"}}).status, 403);
    EXPECT_EQ(client.post("/incoming", {{"_csrf", token}}, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_EQ(client.send("POST", "/incoming", "{}", "application/json").status, 403);
    EXPECT_EQ(client.send("DELETE", "/incoming/5", "", "").status, 403);
    EXPECT_EQ(client.del("/incoming/5", {{"_csrf", "x"}}).status, 403);
    EXPECT_EQ(deeds + ended, 0);
    const std::string origin = "http://localhost:" + std::to_string(server->port());
    EXPECT_EQ(
        client.post("/incoming", {{"_csrf", token}}, {{"Origin", origin}, {"Sec-Fetch-Site", "same-origin"}}).status,
        303);
    EXPECT_EQ(client.send("POST", "/incoming", "{}", "application/json", {{"X-CSRF-Token", token}}).status, 303);
    EXPECT_EQ(client.del("/incoming/5").status, 303);
    EXPECT_EQ(deeds, 2);
    EXPECT_EQ(ended, 1);
}

TEST_F(PagesTest, mask_the_token_anew_each_time) {
    HttpClient client = signed_client();
    const std::string first = client.get("/incoming").input("_csrf");
    const std::string second = client.get("/incoming").input("_csrf");
    EXPECT_NE(first, second);
    EXPECT_EQ(first.size(), second.size());
    EXPECT_EQ(client.post("/incoming", {{"_csrf", first}}).status, 303);
}

TEST_F(PagesTest, need_a_fresh_stamp_from_people_without_session) {
    HttpClient client(start());
    EXPECT_EQ(client.post("/sessions", {{"_csrf", ""}}).status, 403);
    EXPECT_EQ(client.post("/sessions", {{"_csrf", "99999999999999.AAAA"}}).status, 403);
    client.get("/sessions/new");
    EXPECT_EQ(client.post("/sessions", {}, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_EQ(client.post("/sessions", {}).status, 303);
    clock::Frozen later(clock::now());
    later.advance_ms(25 * 3600 * 1000);
    EXPECT_EQ(client.post("/sessions", {}).status, 403);
    EXPECT_EQ(signed_in, 1);
}

TEST_F(PagesTest, need_no_csrf_token_from_programs_and_lend_them_no_cookie) {
    HttpClient client(start());
    const test::HttpPairs bearer{{"Authorization", "Bearer good"}, {"Accept", "application/json"}};
    EXPECT_EQ(client.send("POST", "/incoming", "{}", "application/json", bearer).status, 303);
    client.set_cookie("session", "good");
    const test::HttpPairs wrong{{"Authorization", "Bearer wrong"}, {"Accept", "application/json"}};
    EXPECT_EQ(client.send("POST", "/incoming", "{}", "application/json", wrong).status, 401);
    EXPECT_EQ(deeds, 1);
}

TEST_F(PagesTest, answer_failures_in_the_form_that_was_asked_for) {
    HttpClient client = signed_client();
    const std::pair<const char*, int> cases[] = {
        {"forbidden", 403}, {"conflict", 409}, {"refused", 422}, {"unavailable", 503}, {"busy", 503}, {"late", 503},
        {"lost", 503},      {"unique", 409},   {"other", 500},   {"number", 500},      {"split", 500}};
    for (const auto& [how, status] : cases) {
        const std::string path = std::string("/fails/") + how;
        const auto page = client.get(path);
        EXPECT_EQ(page.status, status) << how;
        EXPECT_FALSE(page.has("secret inner words"));
        EXPECT_EQ(page.header("set-cookie"), "") << how;
        if (std::string_view(how) == "split") continue;
        EXPECT_TRUE(page.has("<html")) << how;
        EXPECT_EQ(page.has("Nguyễn Thị Hoa"), status < 500) << how;
        EXPECT_EQ(page.header("retry-after").empty(), status != 503) << how;
        const auto fragment = client.get(path, {{"HX-Request", "true"}});
        EXPECT_EQ(fragment.status, status);
        EXPECT_FALSE(fragment.has("<html"));
        const auto json = client.get(path, {{"Accept", "application/json"}});
        EXPECT_EQ(json.status, status);
        EXPECT_EQ(json.header("content-type"), "application/problem+json");
    }
    EXPECT_TRUE(client.get("/fails/refused").has("Thiếu trích yếu."));
    EXPECT_TRUE(client.get("/fails/refused", {{"HX-Request", "true"}}).has("Sổ đã đóng."));
    EXPECT_TRUE(client.get("/fails/refused", {{"Accept", "application/json"}})
                    .has("{\"field\":\"subject\",\"text\":\"Thiếu trích yếu.\"}"));
    EXPECT_GT(captured.count("WEB_REQUEST_BROKEN"), 0);
}

TEST_F(PagesTest, give_the_same_bytes_for_absent_and_invisible) {
    HttpClient client = signed_client();
    const auto bytes = [&](const std::string& path) {
        auto answer = client.get(path);
        EXPECT_EQ(answer.status, 404);
        // The masked token differs on every page.
        for (const char* mark : {"name=\"csrf\" content=\"", "name=\"_csrf\" value=\""})
            if (const std::size_t at = answer.body.find(mark); at != std::string::npos)
                answer.body.erase(at, answer.body.find('>', at) - at);
        return answer.body;
    };
    const std::string invisible = bytes("/incoming/6");
    EXPECT_EQ(invisible, bytes("/incoming/7"));
    EXPECT_EQ(invisible, bytes("/incoming/x"));
    EXPECT_EQ(invisible, bytes("/incoming/6/files/1"));
}

TEST_F(PagesTest, answer_a_poll_with_304_while_nothing_changed) {
    HttpClient client = signed_client();
    const auto first = client.get("/counters", {{"Accept", "application/json"}});
    ASSERT_NE(first.header("etag"), "");
    EXPECT_EQ(client.get("/counters", {{"If-None-Match", std::string(first.header("etag"))}}).status, 304);
    EXPECT_EQ(client.get("/counters", {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(PagesTest, are_made_without_the_network_too) {
    start();
    Request request;
    request.target = "/incoming?x=1";
    request.cookies = {{"session", "good"}};
    const Response response = server->handle(request);
    EXPECT_EQ(response.status, 200);
    EXPECT_NE(std::get<std::string>(response.body).find("Nguyễn Thị Hoa"), std::string::npos);
}

}  // namespace dinh::web
