#include "modules/portal/library/sections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/error/error.hpp"

namespace dinh::portal {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Without the line ends between blocks.
std::string bare(std::string html) {
    std::erase(html, '\n');
    return html;
}

std::vector<std::string> anchors(std::string_view typed) {
    std::vector<std::string> list;
    for (const auto& one : sections_of(legal_text(typed)).list) list.push_back(one.anchor);
    return list;
}

}  // namespace

TEST(Sections, split_a_plain_text_at_its_parts) {
    const auto parts =
        sections_of(legal_text("QUYẾT ĐỊNH\nCHƯƠNG I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nMột.\n"
                               "Mục 1. Hồ sơ\nĐiều 2: Hồ sơ\nĐiều 2a. Thêm\nPHỤ LỤC I\nMẫu đơn"));
    ASSERT_EQ(parts.list.size(), 6U);
    EXPECT_EQ(parts.list[0].title, "CHƯƠNG I QUY ĐỊNH CHUNG");
    EXPECT_EQ(parts.list[0].anchor, "chuong-i");
    EXPECT_EQ(parts.list[1].anchor, "dieu-1");
    EXPECT_EQ(parts.list[2].anchor, "chuong-i-muc-1");
    EXPECT_EQ(parts.list[3].anchor, "dieu-2");
    EXPECT_EQ(parts.list[4].anchor, "dieu-2a");
    EXPECT_EQ(parts.list[5].anchor, "phu-luc-i");
    EXPECT_THAT(bare(parts.html), HasSubstr("<p>QUYẾT ĐỊNH</p><h2 id=\"chuong-i\">CHƯƠNG I<br>QUY ĐỊNH CHUNG</h2>"
                                            "<h3 id=\"dieu-1\">Điều 1. Phạm vi</h3><p>Một.</p>"));
    EXPECT_THAT(parts.html, HasSubstr("<h3 id=\"chuong-i-muc-1\">"));
    EXPECT_THAT(parts.html, HasSubstr("<h4 id=\"dieu-2\">")) << "below a section";
    EXPECT_THAT(parts.html, HasSubstr("<h2 id=\"phu-luc-i\">"));
}

TEST(Sections, take_references_and_quotations_for_text) {
    EXPECT_THAT(anchors("Điều 5 của Luật này được áp dụng.\nĐiều khoản thi hành\n“Điều 6. Sửa đổi”\nMục đích: rõ\n"
                        "Chương trình 5. Mới"),
                IsEmpty());
    EXPECT_THAT(anchors("<blockquote><p>Điều 6. Được thay</p></blockquote><p><b>Điều 7.</b> Mới</p>"
                        "<table><tr><td><p>Điều 8. Trong bảng</p></td></tr></table>"),
                ElementsAre("dieu-7"));
}

TEST(Sections, give_a_second_article_of_a_number_an_anchor_of_its_own) {
    EXPECT_THAT(anchors("Điều 1. Ban hành\nĐiều 2. Hiệu lực\nĐiều 1. Phạm vi"),
                ElementsAre("dieu-1", "dieu-2", "dieu-1-2"));
}

TEST(Sections, keep_a_long_rule_out_of_the_heading) {
    std::string rule = "Điều 3. ";
    for (int i = 0; i < 100; ++i) rule += "Quy định này ";
    const auto parts = sections_of(legal_text(rule));
    ASSERT_EQ(parts.list.size(), 1U);
    EXPECT_EQ(parts.list[0].title, "Điều 3.");
    EXPECT_THAT(parts.html, HasSubstr("<h2 id=\"dieu-3\">Điều 3.</h2><p>Quy định này"));
}

TEST(Sections, never_let_markup_of_others_through) {
    const auto text = legal_text("<p onclick=\"x()\">Điều 1. <script>alert(1)</script>Một</p><svg></svg>");
    EXPECT_THAT(text, Not(HasSubstr("script")));
    EXPECT_THAT(sections_of(text).html, HasSubstr("<h2 id=\"dieu-1\">Điều 1. Một</h2>"));
    EXPECT_THAT(legal_text("1 < 2 & 3 > 2\nĐiều 1. a<b"), HasSubstr("<p>1 &lt; 2 &amp; 3 &gt; 2</p>"));
    EXPECT_THAT(anchors(""), IsEmpty());
    EXPECT_THAT(sections_of("<p>Điều 1. không đóng").list, IsEmpty());
    EXPECT_THAT(sections_of("<p").list, IsEmpty());
    EXPECT_THROW(legal_text("<p>" + std::string(3 << 20, 'x') + "</p>"), Refused);
}

}  // namespace dinh::portal
