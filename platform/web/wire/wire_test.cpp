#include <gtest/gtest.h>

#include "platform/web/wire/cookies.hpp"
#include "platform/web/wire/headers.hpp"
#include "platform/web/wire/path.hpp"
#include "platform/web/wire/proxies.hpp"
#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web::wire {

TEST(Urlencoded, decodes_names_and_values_in_order_of_arrival) {
    const auto pairs = parse_urlencoded("a=1&b=hai+ba&c=V%C4%83n%20b%E1%BA%A3n&a=2&d&=e&&");
    ASSERT_TRUE(pairs);
    EXPECT_EQ(*pairs, (Pairs{{"a", "1"}, {"b", "hai ba"}, {"c", "Văn bản"}, {"a", "2"}, {"d", ""}, {"", "e"}}));
    EXPECT_TRUE(parse_urlencoded("")->empty());
}

TEST(Urlencoded, brings_decomposed_text_to_one_form) {
    EXPECT_EQ(parse_urlencoded("a=e%CC%82%CC%81")->front().second, "ế");
}

TEST(Urlencoded, keeps_a_percent_sign_that_starts_no_escape) {
    EXPECT_EQ(parse_urlencoded("a=100%&b=%zz&c=%4")->at(0).second, "100%");
    EXPECT_EQ(parse_urlencoded("a=100%&b=%zz&c=%4")->at(1).second, "%zz");
    EXPECT_EQ(parse_urlencoded("a=100%&b=%zz&c=%4")->at(2).second, "%4");
}

TEST(Urlencoded, refuses_broken_utf8_nul_and_too_many_pairs) {
    EXPECT_FALSE(parse_urlencoded("a=%C4"));
    EXPECT_FALSE(parse_urlencoded("%FF=1"));
    EXPECT_FALSE(parse_urlencoded("a=%ED%A0%80"));
    EXPECT_FALSE(parse_urlencoded("a=1%00"));
    EXPECT_TRUE(parse_urlencoded("a&b&c", 3));
    EXPECT_FALSE(parse_urlencoded("a&b&c&d", 3));
}

TEST(Cookies, are_read_and_malformed_ones_left_out) {
    EXPECT_EQ(parse_cookies("a=1; b=\"x y\"; c=\"q\";d; =5; e e=1; f=x=y ; g="),
              (Pairs{{"a", "1"}, {"c", "q"}, {"f", "x=y"}, {"g", ""}}));
    EXPECT_TRUE(parse_cookies("").empty());
    EXPECT_TRUE(parse_cookies(";;;").empty());
    std::string many;
    for (int i = 0; i < 500; ++i) many += "n" + std::to_string(i) + "=1;";
    EXPECT_LE(parse_cookies(many).size(), 60u);
}

TEST(Cookies, know_what_a_value_may_hold) {
    EXPECT_TRUE(is_cookie_value("aZ09-_=/+"));
    for (const char* bad : {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\rb", "ă"})
        EXPECT_FALSE(is_cookie_value(bad)) << bad;
    EXPECT_FALSE(is_token(""));
    EXPECT_FALSE(is_token("a:b"));
}

TEST(Path, is_decoded_and_split_from_the_query) {
    const auto target = parse_target("/documents/V%C4%83n%20b%E1%BA%A3n?q=%2F..&x");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/documents/Văn bản");
    EXPECT_EQ(target->query, "q=%2F..&x");
    EXPECT_EQ(parse_target("/")->path, "/");
    EXPECT_EQ(parse_target("/a/")->path, "/a/");
    EXPECT_EQ(parse_target("/a?")->query, "");
    EXPECT_EQ(parse_target("/...")->path, "/...");
}

TEST(Path, of_an_absolute_target_loses_its_host) {
    const auto target = parse_target("http://dinh.example:8080/a?b");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->host, "dinh.example:8080");
    EXPECT_EQ(target->path, "/a");
    EXPECT_EQ(parse_target("https://dinh.example")->path, "/");
    EXPECT_EQ(parse_target("http://dinh.example?x=1")->query, "x=1");
}

TEST(Path, refuses_whatever_could_be_read_in_two_ways) {
    for (const char* bad : {"",
                            "a",
                            "*",
                            "//",
                            "//a",
                            "/a//b",
                            "/.",
                            "/..",
                            "/a/../b",
                            "/a/.",
                            "/%2e%2e/etc",
                            "/a/%2E/b",
                            "/a%2fb",
                            "/a%5cb",
                            "/a\\b",
                            "/a%00b",
                            "/a%0d%0ab",
                            "/a%7f",
                            "/a%",
                            "/a%4",
                            "/a%zz",
                            "/a%FF",
                            "/%C0%AE%C0%AE/",
                            "/a#b",
                            "http:///a",
                            "http://@/a",
                            "http://h\\/a",
                            "ftp://h/a"})
        EXPECT_FALSE(parse_target(bad)) << bad;
}

TEST(Host, is_a_name_or_an_address_with_an_optional_port) {
    for (const char* good : {"localhost", "dinh.vn:8080", "127.0.0.1", "[::1]", "[::1]:80", "a_b"})
        EXPECT_TRUE(is_host(good));
    for (const char* bad : {"", ":80", "a:b", "a b", "a/b", "[::1", "[x]", "a:123456", "a,b", "a@b", "ă"})
        EXPECT_FALSE(is_host(bad)) << bad;
}

TEST(Coding, takes_brotli_before_gzip_and_honours_refusals) {
    EXPECT_EQ(best_coding("gzip, deflate, br"), Coding::brotli);
    EXPECT_EQ(best_coding("gzip, br;q=0"), Coding::gzip);
    EXPECT_EQ(best_coding("gzip;q=1, br;q=0.5"), Coding::gzip);
    EXPECT_EQ(best_coding("*"), Coding::brotli);
    EXPECT_EQ(best_coding("*;q=0, gzip"), Coding::gzip);
    EXPECT_EQ(best_coding("identity"), Coding::identity);
    EXPECT_EQ(best_coding(""), Coding::identity);
    EXPECT_EQ(best_coding("br;q=x"), Coding::identity);
}

TEST(Accept, asks_for_json_only_when_it_comes_before_html) {
    EXPECT_TRUE(prefers_json("application/json"));
    EXPECT_TRUE(prefers_json("text/html;q=0.5, application/problem+json"));
    EXPECT_FALSE(prefers_json("text/html,application/xhtml+xml,*/*;q=0.8"));
    EXPECT_FALSE(prefers_json("*/*"));
    EXPECT_FALSE(prefers_json(""));
}

TEST(Range, is_one_span_of_the_file) {
    ByteRange range;
    EXPECT_EQ(parse_range("bytes=0-9", 100, range), RangeKind::one);
    EXPECT_EQ(range.last, 9);
    EXPECT_EQ(parse_range("bytes=90-", 100, range), RangeKind::one);
    EXPECT_EQ(range.first, 90);
    EXPECT_EQ(range.last, 99);
    EXPECT_EQ(parse_range("bytes=-10", 100, range), RangeKind::one);
    EXPECT_EQ(range.first, 90);
    EXPECT_EQ(parse_range("bytes=-1000", 100, range), RangeKind::one);
    EXPECT_EQ(range.first, 0);
    EXPECT_EQ(parse_range("bytes=50-5000", 100, range), RangeKind::one);
    EXPECT_EQ(range.last, 99);
    EXPECT_EQ(parse_range("bytes=100-", 100, range), RangeKind::unsatisfiable);
    EXPECT_EQ(parse_range("bytes=-0", 100, range), RangeKind::unsatisfiable);
    EXPECT_EQ(parse_range("bytes=0-", 0, range), RangeKind::unsatisfiable);
    for (const char* whole : {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2",
                              "bytes=1--2", "bytes=99999999999999999999-"})
        EXPECT_EQ(parse_range(whole, 100, range), RangeKind::none) << whole;
}

TEST(Etag, is_found_in_a_list_whatever_its_strength) {
    EXPECT_TRUE(etag_listed("\"a\", W/\"b\"", "\"b\""));
    EXPECT_TRUE(etag_listed("*", "\"b\""));
    EXPECT_FALSE(etag_listed("\"a\"", "\"b\""));
    EXPECT_FALSE(etag_listed("", "\"b\""));
}

TEST(Disposition, names_the_file_in_both_forms) {
    EXPECT_EQ(disposition("Tờ trình \"số 5\"\r\n.pdf", false),
              "attachment; filename=\"to_trinh__so_5___.pdf\"; filename*=UTF-8''" +
                  std::string("T%E1%BB%9D%20tr%C3%ACnh%20%22s%E1%BB%91%205%22%0D%0A.pdf"));
}

TEST(Proxies, believe_only_those_named) {
    const Proxies proxies({"127.0.0.1", "10.0.0.0/8", "fd00::/8"});
    EXPECT_EQ(proxies.client("203.0.113.9", "1.2.3.4"), "203.0.113.9");
    EXPECT_EQ(proxies.client("127.0.0.1", "1.2.3.4"), "1.2.3.4");
    EXPECT_EQ(proxies.client("127.0.0.1", "6.6.6.6, 1.2.3.4, 10.1.1.1"), "1.2.3.4");
    EXPECT_EQ(proxies.client("127.0.0.1", "1.2.3.4, nonsense"), "127.0.0.1");
    EXPECT_EQ(proxies.client("fd00::1", "2001:db8::5"), "2001:db8::5");
    EXPECT_EQ(proxies.client("127.0.0.1", ""), "127.0.0.1");
    EXPECT_FALSE(proxies.trusted("11.0.0.1"));
    for (const char* bad : {"x", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", ""})
        EXPECT_THROW(Proxies({bad}), std::invalid_argument) << bad;
}

}  // namespace dinh::web::wire
