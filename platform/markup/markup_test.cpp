#include "platform/markup/markup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/error/error.hpp"
#include "platform/markup/faults.hpp"

namespace dinh::markup {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
    std::string name;
    std::string input;
    std::string expected;
};

std::string unescaped(const std::string& written) {
    std::string out;
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written.compare(i, 2, "\\x") == 0) {
            out += static_cast<char>(std::strtol(written.substr(i + 2, 2).c_str(), nullptr, 16));
            i += 3;
        } else {
            out += written[i];
        }
    }
    return out;
}

// "== name", lines of input, "=>", lines of what is expected.
std::vector<Case> corpus() {
    std::vector<Case> cases;
    for (const auto& file : std::filesystem::directory_iterator("platform/markup/corpus")) {
        std::ifstream in(file.path());
        bool answer = false;
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with("== ")) {
                cases.push_back({file.path().stem().string() + ": " + line.substr(3), "", ""});
                answer = false;
            } else if (line == "=>") {
                answer = true;
            } else {
                std::string& part = answer ? cases.back().expected : cases.back().input;
                part += (part.empty() ? "" : "\n") + line;
            }
        }
    }
    return cases;
}

std::string refusal(std::string_view html, const Options& options = {}) {
    try {
        clean(html, options);
        return "accepted";
    } catch (const Refused& refused) {
        return refused.for_person();
    }
}

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

TEST(Markup, cleans_the_corpus_as_written_there) {
    const auto cases = corpus();
    EXPECT_GT(cases.size(), 80u);
    for (const auto& one : cases)
        EXPECT_EQ(clean(unescaped(one.input)).html, unescaped(one.expected)) << "@@" << one.name << "@@";
}

TEST(Markup, what_comes_out_is_clean_and_stays_as_it_is) {
    Options any;
    any.anchors = true;
    any.picture = [](std::string_view) { return true; };
    for (const auto& one : corpus()) {
        for (const auto& options : {Options{}, any}) {
            const std::string once = clean(unescaped(one.input), options).html;
            EXPECT_EQ(fault_of(once), "") << one.name << "\n" << once;
            EXPECT_EQ(clean(once, options).html, once) << one.name;
        }
    }
}

TEST(Markup, the_strict_reader_of_these_tests_finds_faults) {
    for (const auto* bad : {"<script>",
                            "<p>",
                            "</p>",
                            "<p onclick=\"x\"></p>",
                            "<p><p></p></p>",
                            "<a href=\"x\">a</a>",
                            "<img src=\"//x\">",
                            "a & b",
                            "a > b",
                            "<p class=\"a\"></p>",
                            "<P></P>",
                            "<p lang=vi></p>",
                            "<a href=\"https://x\">a</a>",
                            "<ul>\n<p></p></ul>",
                            "<strong><p></p></strong>",
                            "<a href=\"javascript:x\">a</a>",
                            "\xC3",
                            "e\u0301",
                            "\x01",
                            "&nbsp;"})
        EXPECT_NE(fault_of(bad), "") << bad;
    EXPECT_EQ(fault_of("<p lang=\"vi\">a <a href=\"https://x\" rel=\"noopener nofollow\">&lt;</a></p>"), "");
}

TEST(Markup, says_what_it_took_out) {
    const auto cleaned = clean(
        "<div class=a onclick=x><span style=b><script>x</script><iframe></iframe><script></script><o:p></o:p>"
        "<marquee>a</marquee><img src='x:y'><a href='x:y' rel=z>b</a><h2 id=c>d</h2></div>");
    EXPECT_THAT(cleaned.dropped, ElementsAre("class", "onclick", "script", "iframe", "marquee", "src", "img", "href"));
    EXPECT_THAT(clean(clean("<h2>a</h2><a href='https://x'>b</a>").html).dropped, IsEmpty());
    std::string many;
    for (int i = 0; i < 50; ++i) many += "<x" + std::to_string(i) + " onx" + std::to_string(i) + "=1>";
    EXPECT_EQ(clean(many).dropped.size(), 20u);
}

TEST(Markup, refuses_what_is_too_long) {
    EXPECT_THAT(refusal(std::string(20'000'000, 'a')), HasSubstr("dài quá 2 MB"));
    EXPECT_THAT(refusal(std::string(2 * 1024 * 1024, '<')), HasSubstr("dài quá 2 MB")) << "escaped it is longer";
    EXPECT_EQ(clean(std::string(1'000'000, 'a')).html.size(), 1'000'007u);
    Options small;
    small.most_bytes = 1000;
    EXPECT_THAT(refusal(std::string(1001, 'a'), small), HasSubstr("1.000 B"));
    EXPECT_EQ(refusal(std::string(900, 'a'), small), "accepted");
}

TEST(Markup, refuses_what_is_nested_too_deep) {
    for (const auto* tag :
         {"<div>", "<b>", "<ul><li>", "<span>", "<blockquote>", "<table><tr><td>", "<svg>", "<font>"}) {
        EXPECT_THAT(refusal(repeated(tag, 101)), HasSubstr("quá 100 lớp")) << tag;
        EXPECT_EQ(refusal(repeated(tag, 100)), "accepted") << tag;
        EXPECT_NE(refusal(repeated(tag, 200'000)), "accepted") << tag;
    }
    EXPECT_NE(refusal(repeated("<x>", 200'000)), "accepted");
    EXPECT_EQ(refusal(repeated("<p>a<br><li>b<o:p>", 1'000)), "accepted") << "these do not nest";
    EXPECT_EQ(refusal(repeated("<div><b>a</b></div>", 1'000)), "accepted");
}

TEST(Markup, refuses_too_many_elements_and_tags) {
    EXPECT_THAT(refusal(repeated("<p>a", 50'001)), HasSubstr("quá 50.000 phần tử"));
    EXPECT_EQ(clean(repeated("<p>a", 50'000)).html.substr(0, 10), "<p>a</p>\n<");
    EXPECT_THAT(refusal(repeated("</p>", 100'001)), HasSubstr("quá 50.000 phần tử"));
    EXPECT_THAT(refusal("<svg>" + repeated("<x>", 60'000)), HasSubstr("quá 50.000 phần tử"));
}

TEST(Markup, refuses_inline_elements_that_the_parser_would_copy_into_each_block) {
    EXPECT_THAT(refusal(repeated("<b><i><u><s><code>", 3) + repeated("<p>a", 30'000)), HasSubstr("quá 50.000"));
    EXPECT_THAT(refusal("<a href='/" + std::string(1'500, 'a') + "'>" + repeated("<p>a", 40'000)), HasSubstr("quá"));
    EXPECT_THAT(refusal("<a href=/b>" + repeated("<p>a", 40'000)), HasSubstr("quá 50.000")) << "40.000 links";
}

TEST(Markup, reads_a_tag_with_very_many_attributes) {
    std::string tag = "<p";
    for (int i = 0; i < 150'000; ++i) tag += " a" + std::to_string(i);
    EXPECT_EQ(clean(tag + ">a").html, "<p>a</p>");
    EXPECT_EQ(clean("<a href='/" + std::string(1'000'000, 'a') + "'>b</a>").html, "<p>b</p>");
}

TEST(Markup, asks_which_pictures_may_be_shown) {
    std::vector<std::string> asked;
    Options options;
    options.picture = [&](std::string_view src) {
        asked.emplace_back(src);
        return src.starts_with("/tep/") || src.starts_with("https://anh.tinh.gov.vn/");
    };
    const std::string html =
        "<img src='/tep/1 a.png' alt=a><img src=' HTTPS://anh.tinh.gov.vn/b.png'><img src='/khac/c.png'>"
        "<img src='data:image/png;base64,x'><img src='//anh.tinh.gov.vn/d.png'><img src='javascript:x'><img "
        "src='e.png'>";
    EXPECT_EQ(clean(html, options).html,
              "<p><img src=\"/tep/1%20a.png\" alt=\"a\"><img src=\"https://anh.tinh.gov.vn/b.png\"></p>");
    for (const auto& src : asked)
        EXPECT_THAT(src, testing::AnyOf("/tep/1%20a.png", "https://anh.tinh.gov.vn/b.png", "/khac/c.png"));
}

TEST(Markup, gives_headings_anchors_in_their_order) {
    Options options;
    options.anchors = true;
    const std::string once = clean("<h1 id=x>Một</h1><h4>Hai</h4><hr><h6 lang=en>Ba</h6>", options).html;
    EXPECT_EQ(once, "<h2 id=\"muc-1\">Một</h2>\n<h4 id=\"muc-2\">Hai</h4>\n<hr>\n<h4 lang=\"en\" id=\"muc-3\">Ba</h4>");
    EXPECT_THAT(headings(once),
                ElementsAre(Heading{2, "Một", "muc-1"}, Heading{4, "Hai", "muc-2"}, Heading{4, "Ba", "muc-3"}));
    EXPECT_EQ(clean(once).html.find("id="), std::string::npos);
}

TEST(Markup, reads_headings_with_markup_in_them) {
    EXPECT_THAT(headings(clean("<p>x</p><h3>A <b>&amp;</b><br>B</h3>").html), ElementsAre(Heading{3, "A & B", ""}));
    EXPECT_THAT(headings("<p>a</p>"), IsEmpty());
}

TEST(Markup, reads_links_and_pictures) {
    const std::string html = clean(
                                 "<p><a href='/a?b=1&amp;c=2'>A <b>&lt;b&gt;</b></a>x<img src='/i.png' alt='\"Ảnh\"'>"
                                 "<a href='https://b'><img src='/j.png' alt=J></a><img src='/k.png'></p>")
                                 .html;
    EXPECT_THAT(links(html), ElementsAre(Link{"/a?b=1&c=2", "A <b>"}, Link{"/i.png", "\"Ảnh\"", true},
                                         Link{"https://b", "J"}, Link{"/j.png", "J", true}, Link{"/k.png", "", true}));
    EXPECT_EQ(pictures_without_alt(html), 1);
    EXPECT_EQ(pictures_without_alt(clean("<img src='/a.png' alt=' '><img src='/b.png'><img src='/c.png' alt=c>").html),
              2);
}

TEST(Markup, makes_plain_text) {
    const std::string html =
        clean(
            "<h2>Tiêu đề</h2><p>Một <b>hai</b><br>ba &lt;b&gt; "
            "&amp;amp;</p><ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>"
            "<table><caption>Bảng</caption><tr><th>TT<th>Tên</tr><tr><td>1<td><p>x</p><p>y</p><td></tr></table>"
            "<pre>m\n  n</pre><dl><dt>t<dd>u</dl><figure><img src='/a.png' alt=z><figcaption>Chú "
            "thích</figcaption></figure>"
            "<p><a href='/x'>nối</a></p><hr><blockquote>Trích</blockquote>")
            .html;
    EXPECT_EQ(plain_text(html),
              "Tiêu đề\nMột hai\nba <b> &amp;\n- a\n- b\n- c\nd\nBảng\nTT | Tên\n1 | x y |\nm\n  n\nt\nu\n"
              "Chú thích\nnối\nTrích");
    EXPECT_EQ(plain_text(""), "");
    EXPECT_EQ(plain_text("<p>a</p>\n<p>b</p>"), "a\nb");
}

TEST(Markup, readers_of_clean_html_survive_anything) {
    for (const auto* odd :
         {"<", "</", "<p", "<a href=\"", "a>b", "&", "&amp", "<img src=", "<h2", "</td></td>x", "<a href=\"x\">"}) {
        plain_text(odd);
        links(odd);
        headings(odd);
        EXPECT_LE(pictures_without_alt(odd), 1);
    }
}

TEST(Markup, cuts_a_summary_at_a_word) {
    EXPECT_EQ(summary("Ủy ban nhân dân tỉnh", 20), "Ủy ban nhân dân tỉnh");
    EXPECT_EQ(summary("Ủy ban nhân dân tỉnh", 19), "Ủy ban nhân dân…");
    EXPECT_EQ(summary("Ủy ban nhân dân tỉnh", 16), "Ủy ban nhân dân…");
    EXPECT_EQ(summary("Ủy ban nhân dân tỉnh", 15), "Ủy ban nhân…");
    EXPECT_EQ(summary("Ủy ban,\nnhân dân", 9), "Ủy ban…");
    EXPECT_EQ(summary("  Một\n\nhai  ", 20), "Một hai");
    EXPECT_EQ(summary("Khôngcókhoảngtrắng", 6), "Không…");
    EXPECT_EQ(summary("U\u0309y ban", 3), "Ủy…");
    EXPECT_EQ(summary("abc", 0), "");
    EXPECT_EQ(summary("", 10), "");
}

TEST(Markup, makes_html_of_typed_text) {
    EXPECT_EQ(from_text("## Mục một\nDòng một\ndòng <hai>\n\nĐoạn & hai\n- a\n- b\n\n- c\nSau"),
              "<h2>Mục một</h2>\n<p>Dòng một<br>dòng &lt;hai&gt;</p>\n<p>Đoạn &amp; hai</p>\n"
              "<ul><li>a</li><li>b</li><li>c</li></ul>\n<p>Sau</p>");
    EXPECT_EQ(from_text("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    EXPECT_EQ(from_text("a\r\n\r\n  -b\r\n##c"), "<p>a</p>\n<p>-b<br>##c</p>");
    EXPECT_EQ(from_text(" \n \n"), "");
    EXPECT_THROW(from_text(std::string(3'000'000, 'a')), Refused);
}

}  // namespace
}  // namespace dinh::markup
