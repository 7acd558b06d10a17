#include "modules/portal/imports/wxr.hpp"

#include <gmock/gmock.h>

#include "modules/portal/imports/old_addresses.hpp"

namespace dinh::portal::imports {

namespace {

using testing::HasSubstr;
using testing::Not;

std::string none(std::string_view) { return ""; }
std::string picture(std::string_view id) { return id == "9" ? "https://cu.vn/a.jpg" : ""; }

}  // namespace

TEST(WordPressText, of_the_old_editor_gets_its_paragraphs) {
    EXPECT_EQ(wordpress_html("Một\r\nhai\r\n\r\nBa", none), "<p>Một<br>hai</p>\n<p>Ba</p>\n");
    EXPECT_EQ(wordpress_html("<h2>A</h2>\n\nB", none), "<h2>A</h2>\n<p>B</p>\n");
    EXPECT_EQ(wordpress_html("<!-- wp:paragraph --><p>A</p>\n\nB", none), "<!-- wp:paragraph --><p>A</p>\n\nB");
}

TEST(WordPressText, has_no_shortcodes_left) {
    EXPECT_EQ(wordpress_html("<p>[gallery ids=\"9,10\"]</p>", picture),
              "<p><figure><img src=\"https://cu.vn/a.jpg\"></figure></p>");
    EXPECT_EQ(wordpress_html("<p>[caption id=\"a\"]<img src=\"b.jpg\" /> Lời[/caption]</p>", none),
              "<p><figure><img src=\"b.jpg\" /><figcaption>Lời</figcaption></figure></p>");
    EXPECT_THAT(wordpress_html("<p>[embed]https://a.vn/?x=1&y[/embed]", none),
                HasSubstr("href=\"https://a.vn/?x=1&amp;y"));
    EXPECT_EQ(wordpress_html("<p>[1] và [audio mp3=\"a\"][/audio]</p>", none), "<p>[1] và </p>");
    EXPECT_EQ(wordpress_html("<p>[caption] mở mãi", none), "<p> mở mãi");
    std::string many = "<p>";
    for (int i = 0; i < 100'000; ++i) many += "[caption a]";
    EXPECT_EQ(wordpress_html(many, none), "<p>") << "in no time";
}

TEST(OldAddresses, are_known_by_their_host) {
    const std::vector<std::string> hosts{"cu.vn"};
    EXPECT_EQ(old_path("https://www.CU.vn:80/a%C4%91/?x=1#y", hosts), "/ađ/?x=1");
    EXPECT_EQ(old_path("//cu.vn", hosts), "/");
    EXPECT_EQ(old_path("?p=1", hosts), "/?p=1");
    EXPECT_EQ(old_path("/a?b=c+d%26", hosts), "/a?b=c d&");
    for (const char* other : {"https://khac.vn/a", "mailto:a@cu.vn", "javascript:x", "a.html", "", "#a"})
        EXPECT_EQ(old_path(other, hosts), "") << other;
    EXPECT_EQ(url_decoded("%zz%4"), "%zz%4");
    EXPECT_EQ(url_decoded("%ff"), "\xEF\xBF\xBD");
}

TEST(OldAddresses, that_are_relative_become_whole) {
    EXPECT_EQ(
        with_whole_paths("<a href=\"b.html\"><img src='../c.jpg'><a href=#x><a href=\"mailto:a@b\">", "/tin/a.html"),
        "<a href=\"/tin/b.html\"><img src='/c.jpg'><a href=#x><a href=\"mailto:a@b\">");
    EXPECT_EQ(with_whole_paths("<a href=\"../../../x?y=/z\">", "/a/b"), "<a href=\"/x?y=/z\">");
    EXPECT_EQ(with_whole_paths("<a href=\"cut", "/a/"), "<a href=\"/a/cut");
}

TEST(OldAddresses, are_put_into_clean_html) {
    const auto to = [](const std::string& address) { return address == "https://cu.vn/?p=1&q" ? "/bai/a\"" : ""; };
    EXPECT_EQ(
        with_links("<p><a href=\"https://cu.vn/?p=1&amp;q\" rel=\"noopener nofollow\">x</a><img src=\"/b\"></p>", to),
        "<p><a href=\"/bai/a&quot;\">x</a><img src=\"/b\"></p>");
    EXPECT_EQ(with_words_for_pictures("<img src=\"/a\"><img src=\"/b\" alt=\"\"><img src=\"/c\" alt=\"c\">", "Ảnh"),
              "<img src=\"/a\" alt=\"Ảnh\"><img src=\"/b\" alt=\"Ảnh\"><img src=\"/c\" alt=\"c\">");
}

}  // namespace dinh::portal::imports
