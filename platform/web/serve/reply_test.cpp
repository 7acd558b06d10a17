#include "platform/web/serve/reply.hpp"

#include <gtest/gtest.h>

#include "platform/log/log.hpp"
#include "platform/web/serve/finish.hpp"

namespace dinh::web::serve {

TEST(Reply, dates_its_head_as_http_does) {
    EXPECT_EQ(http_date(*clock::parse_instant("1994-11-06T08:49:37.000Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(http_date(*clock::parse_instant("2026-11-21T23:30:00.999Z")), "Sat, 21 Nov 2026 23:30:00 GMT");
}

TEST(Reply, says_how_its_body_ends) {
    Reply reply;
    reply.body = std::string("abc");
    EXPECT_NE(head_of(reply, 11, true, "D").find("Content-Length: 3\r\n"), std::string::npos);
    EXPECT_NE(head_of(reply, 10, true, "D").find("Connection: keep-alive\r\n"), std::string::npos);
    EXPECT_NE(head_of(reply, 11, false, "D").find("Connection: close\r\n"), std::string::npos);
    reply.body = std::make_shared<Stream>();
    EXPECT_NE(head_of(reply, 11, true, "D").find("Transfer-Encoding: chunked\r\n"), std::string::npos);
    EXPECT_EQ(head_of(reply, 10, false, "D").find("Transfer-Encoding"), std::string::npos);
    reply.status = 304;
    EXPECT_EQ(head_of(reply, 11, true, "D").find("Transfer-Encoding"), std::string::npos);
}

TEST(Finish, lets_no_header_break_the_answer) {
    const log::Captured quiet;
    const Request request;
    for (const char* value : {"a\r\nX: b", "a\nb", "a\rb"}) {
        EXPECT_EQ(finish(request, text("x").with("X-A", value), {}).status, 500);
        EXPECT_EQ(finish(request, text("x").with(std::string("X-") + value, "a"), {}).status, 500);
    }
    EXPECT_EQ(finish(request, text("x").with("X-A", std::string("a\0b", 3)), {}).status, 500);
    EXPECT_EQ(finish(request, text("x").with("X A", "a"), {}).status, 500);
    EXPECT_EQ(finish(request, text("x").with("X-A", "Tờ trình"), {}).status, 200);
}

TEST(Finish, keeps_answers_for_one_person_out_of_caches) {
    const Request request;
    const auto has = [](const Reply& reply, const char* line) { return reply.fields.find(line) != std::string::npos; };
    EXPECT_TRUE(has(finish(request, html("x"), {.for_one_person = true}), "Cache-Control: no-store\r\n"));
    EXPECT_TRUE(has(finish(request, html("x"), {.for_one_person = false}), "Cache-Control: no-cache\r\n"));
    EXPECT_TRUE(has(finish(request, html("x").with("Cache-Control", "max-age=5"), {}), "Cache-Control: max-age=5\r\n"));
    EXPECT_FALSE(has(finish(request, html("x").with("Cache-Control", "max-age=5"), {}), "no-store"));
}

TEST(Redirect, stays_inside_the_house) {
    EXPECT_EQ(see_other("/incoming?x=1").headers.at(0).second, "/incoming?x=1");
    for (const char* away : {"//evil.example", "https://evil.example", "/\\evil.example", "incoming", ""})
        EXPECT_THROW(see_other(away), std::invalid_argument) << away;
}

TEST(Cookie, holds_only_what_a_cookie_may_hold) {
    Response response;
    EXPECT_EQ(response.cookie("a", "b", 0).headers.back().second, "a=b; Path=/; SameSite=Lax; Max-Age=0; HttpOnly");
    EXPECT_EQ(response.cookie("a", "b", -1, false).headers.back().second, "a=b; Path=/; SameSite=Lax");
    EXPECT_THROW(response.cookie("a", "b; Domain=evil", 1), std::invalid_argument);
    EXPECT_THROW(response.cookie("a b", "c", 1), std::invalid_argument);
}

}  // namespace dinh::web::serve
