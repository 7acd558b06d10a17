#include "modules/portal/imports/old_table.hpp"

#include <gmock/gmock.h>

#include "modules/portal/imports/old_pages.hpp"
#include "platform/worker/stored_zip.hpp"

namespace dinh::portal::imports {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

struct Read {
    OldSite site;
    std::vector<OldArticle> articles;
    std::string refused;
};

Read read(TableKind kind, std::string_view bytes, std::string_view categories = "") {
    Read found;
    try {
        found.site = read_old_table(kind, bytes, categories, [&](const OldSite&, OldArticle&& one) {
            found.articles.push_back(std::move(one));
        });
    } catch (const Refused& refused) {
        found.refused = refused.reasons().front().said.vietnamese();
    }
    return found;
}

std::string shown(std::string_view typed) {
    const auto at = parse_moment(typed);
    return at ? clock::to_text(*at) : "";
}

}  // namespace

TEST(OldTable, of_nukeviet_is_known_by_its_own_columns) {
    const auto found = read(
        TableKind::nukeviet,
        "id,catid,title,alias,hometext,bodyhtml,author,sourcetext,publtime,homeimgfile,homeimgalt,status,hitstotal\n"
        "12,\"3,4\",Hội nghị,hoi-nghi,Tóm tắt,\"<p>Nội\ndung</p>\",Lan,Báo,1700000000,2023_11/a.jpg,Ảnh,1,99\n"
        "13,9,Nháp,nhap-13,,x,,,,,,0,1\n",
        "catid,parentid,title,alias\n3,0,Tin tức,tin-tuc\n4,3,Trong nước,trong-nuoc\n");
    ASSERT_THAT(found.refused, IsEmpty());
    ASSERT_EQ(found.articles.size(), 2U);
    const auto& one = found.articles[0];
    EXPECT_EQ(one.line, 2);
    EXPECT_EQ(one.id, "12");
    EXPECT_EQ(one.body, "<p>Nội\ndung</p>");
    EXPECT_EQ(one.category, "tin-tuc");
    EXPECT_EQ(one.picture, "/uploads/news/2023_11/a.jpg");
    EXPECT_TRUE(one.published);
    EXPECT_EQ(clock::to_text(*one.at), "2023-11-14T22:13:20.000Z");
    EXPECT_THAT(one.addresses, ElementsAre("/*/hoi-nghi-12.html", "/index.php?op=*/hoi-nghi-12"));
    EXPECT_THAT(found.articles[1].addresses, Contains("/*/nhap-13.html"));
    EXPECT_FALSE(found.articles[1].published);
    EXPECT_EQ(found.articles[1].category, "") << "only a number";
    EXPECT_THAT(found.site.columns, Contains(Pair("publtime", "Ngày đăng")));
    EXPECT_THAT(found.site.columns, Contains(Pair("hitstotal", "")));
}

TEST(OldTable, takes_columns_as_people_call_them) {
    const auto found = read(TableKind::nukeviet,
                            "Tiêu đề;Nội dung;Ngày đăng;Chuyên mục;Tác giả\nMột;Chữ;14/11/2023 08:30;Đất đai;Hùng\n");
    ASSERT_EQ(found.articles.size(), 1U) << found.refused;
    EXPECT_EQ(found.articles[0].category, "dat-dai");
    EXPECT_EQ(clock::to_text(*found.articles[0].at), "2023-11-14T01:30:00.000Z");
    EXPECT_EQ(found.articles[0].author, "Hùng");
}

TEST(OldTable, of_sharepoint_holds_pages_and_announcements) {
    const auto pages = read(TableKind::sharepoint,
                            "ID,Title,Name,Path,Page Content,Article Date,Byline,Rollup Image,Approval Status\n"
                            "5,Tin,Tin-1.aspx,/Pages,<p>a</p>,1/15/2024 8:00 AM,12;#Nguyễn An,\"<img alt='' "
                            "src='/PublishingImages/a.jpg'>\",Approved\n6,Chờ,b.aspx,/Pages,b,,,,Pending\n");
    ASSERT_EQ(pages.articles.size(), 2U) << pages.refused;
    EXPECT_THAT(pages.articles[0].addresses, ElementsAre("/Pages/Tin-1.aspx"));
    EXPECT_EQ(pages.articles[0].picture, "/PublishingImages/a.jpg");
    EXPECT_EQ(pages.articles[0].author, "Nguyễn An");
    EXPECT_EQ(clock::to_text(*pages.articles[0].at), "2024-01-15T01:00:00.000Z");
    EXPECT_FALSE(pages.articles[1].published);
    const auto list = read(TableKind::sharepoint, "ID,Title,Body,Created\n7,Họp,Nội dung,2024-02-03T01:00:00Z\n");
    EXPECT_THAT(list.articles.at(0).addresses, ElementsAre("/Lists/Announcements/DispForm.aspx?ID=7"));
}

TEST(OldTable, that_is_none_says_what_it_lacks) {
    EXPECT_THAT(read(TableKind::nukeviet, "a,b\n1,2\n").refused, HasSubstr("Tiêu đề"));
    EXPECT_THAT(read(TableKind::nukeviet, "title,b\n1,2\n").refused, HasSubstr("Nội dung"));
    EXPECT_THAT(read(TableKind::nukeviet, "").refused, HasSubstr("Tiêu đề"));
    EXPECT_THAT(read(TableKind::nukeviet, "title,body\n\xff\xfe,1\n").refused, HasSubstr("UTF-8"));
    std::string many = "title,body\n";
    for (int i = 0; i < 20'001; ++i) many += "a,b\n";
    EXPECT_THAT(read(TableKind::nukeviet, many).refused, HasSubstr("20.000"));
    const auto cut = read(TableKind::nukeviet, "title,body\nMột,Hai\nBa,\"cắt");
    ASSERT_EQ(cut.articles.size(), 2U);
    EXPECT_EQ(cut.articles[1].faults.size(), 1U);
}

TEST(OldMoments, are_read_as_exports_write_them) {
    EXPECT_EQ(shown("1700000000"), "2023-11-14T22:13:20.000Z");
    EXPECT_EQ(shown("2023-11-14 22:13:20"), "2023-11-14T15:13:20.000Z");
    EXPECT_EQ(shown("2023-11-14T22:13:20Z"), "2023-11-14T22:13:20.000Z");
    EXPECT_EQ(shown("14/11/2023"), "2023-11-13T17:00:00.000Z");
    EXPECT_EQ(shown("11/14/2023 10:13 PM"), "2023-11-14T15:13:00.000Z");
    EXPECT_EQ(shown("14/11/2023 12:05 SA"), "2023-11-13T17:05:00.000Z");
    for (const char* none : {"", "0", "hôm qua", "31/02/2023", "2023-11-14 25:00", "99999999999999999999", "1/2/3/4",
                             "-5", "14/11/2023 22:13:20:10:10"})
        EXPECT_EQ(shown(none), "") << none;
}

TEST(OldPages, tell_their_title_day_and_text) {
    const auto page = read_page(
        "<html><head><title>Tin &amp; bài</title><meta name=Date content='2024-01-02'><meta property=\"og:title\" "
        "content=\"Tiêu đề\"></head><body><div id=menu>Menu</div><div class=\"x ms-rtestate-field\"><div>Trong</div> "
        "chữ</div><script>var a = '</div>';</script></body></html>");
    EXPECT_EQ(page.title, "Tin & bài");
    EXPECT_EQ(page.metas.at("date"), "2024-01-02");
    EXPECT_EQ(page.metas.at("og:title"), "Tiêu đề");
    EXPECT_EQ(page.body, "<div>Trong</div> chữ");
    EXPECT_EQ(read_page("<p>chỉ chữ").body, "<p>chỉ chữ");
    EXPECT_EQ(read_page("<body><p>một</body>x").body, "<p>một");
    EXPECT_EQ(read_page("").body, "");
    EXPECT_EQ(read_page("<<<title").title, "");
}

TEST(OldPages, stand_in_a_zip_at_their_addresses) {
    const std::string bytes = worker::stored_zip("Pages/Tin.aspx.html", "<title>Tin</title><body><p>Chữ</p></body>");
    auto parts = worker::ZipParts::of_bytes(bytes);
    std::vector<OldArticle> list;
    read_old_pages(parts, [&](const OldSite&, OldArticle&& one) { list.push_back(std::move(one)); });
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].title, "Tin");
    EXPECT_EQ(list[0].body, "<p>Chữ</p>");
    EXPECT_THAT(list[0].addresses, ElementsAre("/Pages/Tin.aspx.html", "/Pages/Tin.aspx"));
    const std::string other = worker::stored_zip("a.txt", "x");
    auto none = worker::ZipParts::of_bytes(other);
    EXPECT_THROW(read_old_pages(none, [](const OldSite&, OldArticle&&) {}), Refused);
}

}  // namespace dinh::portal::imports
