#include "platform/outbox/visit.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>

#include "platform/outbox/robots.hpp"

#include "tests/support/town.hpp"

namespace dinh::outbox {

namespace {

using State = Visit::State;

bool is_public(const char* text) {
    sockaddr_in v4{};
    if (::inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        return is_public_address(reinterpret_cast<const sockaddr*>(&v4));
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    EXPECT_EQ(::inet_pton(AF_INET6, text, &v6.sin6_addr), 1) << text;
    return is_public_address(reinterpret_cast<const sockaddr*>(&v6));
}

class VisitTest : public testing::Test {
protected:
    Visit visit(const std::string& path) { return visitor_.visit(town_.at(path)); }
    test::Town town_;
    VisitOptions options_{.contact = "", .timeout_s = 5, .pause_ms = 0, .this_machine = true};
    Visitor visitor_{options_};
};

}  // namespace

TEST(PublicAddress, networks_of_ones_own_are_none) {
    for (const char* ours : {"0.0.0.0",
                             "10.1.2.3",
                             "100.64.0.1",
                             "127.0.0.1",
                             "127.9.9.9",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.1",
                             "192.168.1.1",
                             "192.0.2.1",
                             "198.18.0.1",
                             "198.19.255.1",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "64:ff9b::7f00:1",
                             "fe80::1",
                             "fc00::1",
                             "fd12::1",
                             "ff02::1",
                             "2001:db8::1",
                             "2001:0:1::1",
                             "2002:7f00:1::",
                             "2002:c0a8:101::"})
        EXPECT_FALSE(is_public(ours)) << ours;
    for (const char* others : {"1.1.1.1", "172.32.0.1", "100.128.0.1", "203.162.0.1", "2606:4700::1111", "2405:4800::1",
                               "::ffff:1.1.1.1", "2002:0101:0101::"})
        EXPECT_TRUE(is_public(others)) << others;
}

TEST_F(VisitTest, tells_what_is_there_moved_gone_and_broken) {
    town_.says("/a", "200 OK\n\nbody");
    town_.says("/old", "301 Moved\r\nLocation: /a");
    town_.says("/for-now", "302 Found\r\nLocation: /a");
    town_.says("/first", "308 Moved\r\nLocation: /for-now");
    town_.says("/410", "410 Gone");
    town_.says("/500", "500 Broken");
    town_.says("/403", "403 No");
    town_.says("/silent", "nothing");
    EXPECT_EQ(visit("/a").state, State::there);
    EXPECT_EQ(visit("/a#part").state, State::there);
    EXPECT_EQ(visit("/old").state, State::moved);
    EXPECT_EQ(visit("/old").moved_to, town_.at("/a"));
    EXPECT_EQ(visit("/for-now").state, State::there);
    EXPECT_EQ(visit("/first").state, State::there) << "only the first step was for good";
    EXPECT_EQ(visit("/absent").state, State::gone);
    EXPECT_EQ(visit("/absent").said, "404");
    EXPECT_EQ(visit("/410").state, State::gone);
    EXPECT_EQ(visit("/500").state, State::failed);
    EXPECT_EQ(visit("/403").state, State::refused);
    EXPECT_EQ(visit("/silent").state, State::failed);
}

TEST_F(VisitTest, asks_with_get_where_head_is_not_known) {
    town_.says("HEAD /b", "405 No");
    town_.says("GET /b", "200 OK\n\n" + std::string(1 << 20, 'x'));
    EXPECT_EQ(visit("/b").state, State::there) << "and reads no megabyte";
}

TEST_F(VisitTest, a_loop_of_redirects_ends) {
    town_.says("/x", "301 Moved\r\nLocation: /y");
    town_.says("/y", "301 Moved\r\nLocation: /x");
    EXPECT_EQ(visit("/x").state, State::failed);
    EXPECT_LE(town_.asked().size(), 8u);
}

TEST_F(VisitTest, keeps_to_robots_txt_which_it_reads_once) {
    town_.says("/robots.txt", "200 OK\n\nUser-agent: *\nDisallow: /secret");
    town_.says("/secret/1", "200 OK\n\n");
    town_.says("/open", "200 OK\n\n");
    EXPECT_EQ(visit("/secret/1").state, State::refused);
    EXPECT_EQ(visit("/open").state, State::there);
    EXPECT_THAT(town_.asked(), testing::ElementsAre("GET /robots.txt", "HEAD /open"));
}

TEST_F(VisitTest, never_asks_this_machine_or_a_redirect_to_it) {
    Visitor strict({.contact = "", .timeout_s = 5, .pause_ms = 0});
    for (const std::string& address :
         {town_.at("/a"), std::string("http://127.0.0.1/"), std::string("http://localhost/"),
          std::string("http://[::1]/"), std::string("http://[::ffff:127.0.0.1]/"), std::string("http://0x7f.1/"),
          std::string("http://2130706433/"), std::string("http://10.0.0.1:8080/"), std::string("http://0/"),
          std::string("file:///etc/passwd"), std::string("gopher://1.1.1.1/"), std::string("http://a:b@1.1.1.1/"),
          std::string("http://1.1.1.1:22/"), std::string("http://"), std::string("nonsense")})
        EXPECT_EQ(strict.visit(address).state, State::not_asked) << address;
    EXPECT_TRUE(town_.asked().empty());
    town_.says("/out", "301 Moved\r\nLocation: http://10.0.0.1/");
    EXPECT_EQ(visit("/out").state, State::not_asked) << "also in the middle";
}

TEST_F(VisitTest, waits_between_two_requests_to_one_host) {
    town_.says("/a", "200 OK");
    Visitor patient({.contact = "", .timeout_s = 5, .pause_ms = 150, .this_machine = true});
    const auto begun = std::chrono::steady_clock::now();
    patient.visit(town_.at("/a"));
    patient.visit(town_.at("/a"));
    EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(300)) << "robots.txt and two pages";
}

TEST(Robots, the_longest_rule_of_our_group_decides) {
    const std::string text =
        "User-agent: *\nDisallow: /a\nAllow: /a/b\n\nUser-agent: Dinh # us\nDisallow: /x*y$\nAllow: /\n";
    EXPECT_FALSE(robots_allow(text, "other", "/a/c"));
    EXPECT_TRUE(robots_allow(text, "other", "/a/b/c"));
    EXPECT_TRUE(robots_allow(text, "dinh", "/a/c"));
    EXPECT_FALSE(robots_allow(text, "dinh", "/x/zzz/y"));
    EXPECT_TRUE(robots_allow(text, "dinh", "/x/zzz/y/"));
    EXPECT_TRUE(robots_allow("", "dinh", "/"));
    EXPECT_FALSE(robots_allow("user-agent: a\nuser-agent: dinh\ndisallow: /", "dinh", "/"));
    EXPECT_TRUE(robots_allow("Disallow: /", "dinh", "/")) << "of nobody";
    EXPECT_TRUE(robots_allow("User-agent: *\nDisallow:", "dinh", "/"));
}

}  // namespace dinh::outbox
