// The text of an article, from what was typed to what readers get.
#include "modules/portal/articles/body.hpp"

#include <gmock/gmock.h>

#include "platform/error/error.hpp"

namespace dinh::portal {

TEST(CleanBody, makes_paragraphs_of_plain_text) {
    EXPECT_EQ(clean_body("Một\n\nHai").html, "<p>Một</p>\n<p>Hai</p>");
    EXPECT_EQ(clean_body("a < b & c").html, "<p>a &lt; b &amp; c</p>") << "no HTML was meant";
    EXPECT_EQ(clean_body("").html, "");
}

TEST(CleanBody, makes_tables_of_lines_with_bars) {
    EXPECT_EQ(clean_body("Kết quả:\n| Họ tên | Điểm |\n| An <3 | 9 |\nHết").html,
              "<p>Kết quả:</p>\n<table><thead><tr><th scope=\"col\">Họ tên</th><th scope=\"col\">Điểm</th></tr></thead>"
              "<tbody><tr><td>An &lt;3</td><td>9</td></tr></tbody></table>\n<p>Hết</p>");
    EXPECT_EQ(clean_body("|").html, "<p>|</p>") << "a bar alone";
    EXPECT_NE(clean_body("|a").html.find("<th scope=\"col\">a</th>"), std::string::npos);
    for (const char* odd : {"||", "| |", "|||||", "|a|\n|b", "|\n|\n"}) {
        const std::string html = clean_body(odd).html;
        EXPECT_EQ(clean_body(html.empty() ? "" : html).html, html) << odd;
    }
}

TEST(CleanBody, takes_out_what_may_not_stand_there_and_names_it) {
    const auto body = clean_body("<p onclick=\"x()\">Tin</p><script>alert(1)</script><iframe src=x></iframe>");
    EXPECT_EQ(body.html, "<p>Tin</p>");
    EXPECT_THAT(body.dropped, testing::Contains("script"));
}

TEST(CleanBody, refuses_what_is_too_long_or_secret) {
    EXPECT_THROW(clean_body(std::string(kMostBodyBytes + 1, 'x')), Refused);
    EXPECT_THROW(clean_body("<p>TỐI <b>MẬT</b></p>"), Refused);
    std::string deep;
    for (int n = 0; n < 20'000; ++n) deep += "<b><i>";
    EXPECT_THROW(clean_body(deep), Refused);
    try {
        clean_body(std::string(20 << 20, 'x'));
        ADD_FAILURE() << "20 MB were taken";
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.reasons().front().field, "body");
        EXPECT_NE(refused.for_person().find("20 MB"), std::string::npos);
    }
}

TEST(SaysSomething, is_true_of_words_and_pictures) {
    EXPECT_TRUE(says_something("<p>a</p>"));
    EXPECT_TRUE(says_something("<p>ờ</p>"));
    EXPECT_TRUE(says_something("<figure><img src=\"/x\" alt=\"\"></figure>"));
    EXPECT_FALSE(says_something("<p> </p>"));
    EXPECT_FALSE(says_something("<br>"));
    EXPECT_FALSE(says_something(""));
}

}  // namespace dinh::portal
