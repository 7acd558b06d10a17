#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "modules/portal/articles/placing.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/tests/reading_desk.hpp"
#include "platform/embed/embed.hpp"
#include "platform/web/serve/compress.hpp"

namespace dinh::portal {

namespace {

using testing::HasSubstr;
using testing::Not;

class ReadingTest : public test::ReadingDesk {
protected:
    // The texts that a script element of linked data says.
    static std::map<std::string, std::string> linked(const std::string& body) {
        const std::string begin = "<script type=\"application/ld+json\">";
        const auto from = body.find(begin);
        if (from == body.npos) return {};
        const auto to = body.find("</script>", from);
        std::map<std::string, std::string> said;
        const auto parsed = boost::json::parse(body.substr(from + begin.size(), to - from - begin.size()));
        for (const auto& [name, value] : parsed.as_object())
            if (value.is_string()) said.emplace(std::string(name), std::string(value.as_string()));
        return said;
    }
    static std::size_t sent(std::string_view bytes) {
        return web::serve::strongly(bytes, web::wire::Coding::brotli).size();
    }
    static std::size_t asset(std::string_view name) {
        const auto found = embed::asset(web::asset_path(name).substr(1));
        return found ? found->brotli.size() : 0;
    }
};
DINH_BOTH_ENGINES(ReadingTest);

}  // namespace

TEST_P(ReadingTest, home_shows_what_is_new_and_who_answers_for_it) {
    published("Khai giảng lớp kỹ năng số");
    published("Hội nghị tổng kết năm");
    const auto answer = page("");
    ASSERT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("<html lang=\"vi\">"));
    EXPECT_THAT(answer.body, HasSubstr(base_ + "/bai/khai-giang-lop-ky-nang-so\""));
    EXPECT_THAT(answer.body, HasSubstr("Hội nghị tổng kết năm"));
    const Site one = site(site_);
    EXPECT_THAT(answer.body, HasSubstr("Cơ quan chủ quản: " + one.answerable));
    EXPECT_THAT(answer.body, HasSubstr("Chịu trách nhiệm nội dung: " + one.responsible));
    EXPECT_THAT(answer.body, HasSubstr("class=\"site--" + one.colour + "\""));
    EXPECT_THAT(answer.body, HasSubstr("Ủy ban nhân dân tỉnh Thái Nguyên</small>"));
    EXPECT_THAT(answer.body, HasSubstr(base_ + "/muc/" + category_.slug));
    EXPECT_EQ(linked(answer.body)["@type"], "GovernmentOrganization");
    EXPECT_THAT(answer.body, Not(HasSubstr("style=")));
    EXPECT_THAT(answer.body, Not(HasSubstr("csrf")));
}

TEST_P(ReadingTest, somebody_signed_in_reads_the_same_bytes) {
    const Id id = published("Khai giảng lớp kỹ năng số");
    for (const std::string& below : {std::string(), address(id), std::string("/tim"), std::string("/danh-ba")})
        EXPECT_EQ(get(office_.director, base_ + below).body, read(base_ + below, {}, "").body) << below;
}

TEST_P(ReadingTest, an_article_has_its_words_its_file_and_its_description) {
    auto typed = input("Lời \"chào\" <của> Sở & tỉnh");
    typed.summary = "Tóm tắt có </script><b>";
    typed.body = "<p>Đoạn <strong>một</strong></p><h2>Mục</h2>";
    typed.author = "Nguyễn Văn A";
    typed.source = "Báo Thái Nguyên";
    const Id id = published(typed, {{"ke-hoach.pdf", test::stored("nội dung")}});
    const auto answer = page(address(id));
    ASSERT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("<h1>Lời &quot;chào&quot; &lt;của&gt; Sở &amp; tỉnh</h1>"));
    EXPECT_THAT(answer.body, HasSubstr("<p>Đoạn <strong>một</strong></p><h2>Mục</h2>"));
    EXPECT_THAT(answer.body, HasSubstr(base_ + "/tep/" + std::to_string(id) + "/1\" download>ke-hoach.pdf</a>"));
    EXPECT_THAT(answer.body, HasSubstr("Nguồn: Báo Thái Nguyên"));
    EXPECT_THAT(answer.body, HasSubstr("name=\"DC.creator\" content=\"Nguyễn Văn A\""));
    EXPECT_THAT(answer.body, HasSubstr("property=\"og:type\" content=\"article\""));
    EXPECT_THAT(answer.body, HasSubstr("rel=\"canonical\" href=\"http://example.vn" + base_ + address(id)));
    EXPECT_THAT(answer.body, Not(HasSubstr("raw-")));
    const auto ld = linked(answer.body);
    EXPECT_EQ(ld.at("@type"), "NewsArticle");
    EXPECT_EQ(ld.at("headline"), "Lời \"chào\" <của> Sở & tỉnh");
    EXPECT_EQ(ld.at("description"), "Tóm tắt có </script><b>");
    EXPECT_EQ(ld.at("datePublished"), clock::to_text(*told(id).published_at));
}

TEST_P(ReadingTest, an_event_says_when_and_where) {
    auto typed = input("Hội chợ nông sản");
    typed.kind = "event";
    typed.place = "Quảng trường Võ Nguyên Giáp";
    typed.starts_at = clock::parse_instant("2026-12-01T01:00:00Z");
    typed.ends_at = clock::parse_instant("2026-12-03T10:00:00Z");
    const auto answer = page(address(published(typed)));
    EXPECT_THAT(answer.body, HasSubstr("01/12/2026 08:00"));
    EXPECT_THAT(answer.body, HasSubstr("Quảng trường Võ Nguyên Giáp"));
    EXPECT_EQ(linked(answer.body).at("@type"), "Event");
    EXPECT_EQ(linked(answer.body).at("startDate"), "2026-12-01T01:00:00.000Z");
}

TEST_P(ReadingTest, what_is_not_published_is_found_nowhere) {
    const Id waiting = submitted("Bản thảo chưa duyệt");
    const Id gone = published("Bài sẽ gỡ");
    const std::string was = address(gone);
    on(withdraw_article, office_.director, gone, std::string("Sai số liệu"));
    for (const std::string& below :
         {std::string(), "/muc/" + category_.slug, std::string("/atom.xml"), std::string("/rss.xml"),
          std::string("/sitemap/2"), std::string("/gon"), std::string("/ban-tin/2026-11-20"), address(waiting), was,
          "/gon" + was, "/tep/" + std::to_string(waiting) + "/1"}) {
        const auto answer = page(below);
        EXPECT_THAT(answer.body, Not(HasSubstr("Bản thảo"))) << below;
        EXPECT_THAT(answer.body, Not(HasSubstr("Bài sẽ gỡ"))) << below;
    }
    EXPECT_EQ(page(address(waiting)).status, 404);
    EXPECT_EQ(page(was).status, 404);
    EXPECT_THAT(page("/noi-dung.json").body, Not(HasSubstr("Bản thảo")));
    EXPECT_THAT(page("/noi-dung.json", {{"q", "Bản thảo"}}).body, Not(HasSubstr("Bản thảo chưa duyệt")));
}

TEST_P(ReadingTest, one_site_shows_nothing_of_another) {
    const Id id = published("Chỉ của Sở Khoa học");
    EXPECT_EQ(read(other_base_ + address(id)).status, 404);
    EXPECT_EQ(read(other_base_ + "/muc/" + category_.slug).status == 200
                  ? read(other_base_ + "/muc/" + category_.slug).body.find("Chỉ của Sở")
                  : std::string::npos,
              std::string::npos);
    for (const char* below : {"", "/atom.xml", "/sitemap/1", "/gon", "/noi-dung.json"})
        EXPECT_THAT(read(other_base_ + below).body, Not(HasSubstr("Chỉ của Sở"))) << below;
    EXPECT_THAT(read(other_base_ + "/tim", {{"q", "Khoa học"}}).body, Not(HasSubstr("Chỉ của Sở")));
    EXPECT_THAT(read(other_base_ + "/tim", {{"q", "Khoa học"}, {"where", "all"}}).body, HasSubstr("Chỉ của Sở"));
}

TEST_P(ReadingTest, files_of_pictures_are_given_but_not_what_was_uploaded) {
    const Id id = published("Bài có ảnh");
    const int upload = made(id, "picture", "JFIF with a place on earth", "image/jpeg");
    const std::string begin = "picture-" + std::to_string(upload);
    const int small = made(id, begin + "-320", "small");
    const int middle = made(id, begin + "-640", "middle");
    const int jpeg = made(id, begin + "-jpeg", "jpeg", "image/jpeg");
    lead_with(id, upload, "Lễ khai giảng");
    const auto path = [&](int n) { return "/tep/" + std::to_string(id) + "/" + std::to_string(n); };
    const auto answer = page(address(id));
    EXPECT_THAT(answer.body, HasSubstr("srcset=\"" + base_ + path(small)));
    EXPECT_THAT(answer.body, HasSubstr("srcset=\"" + base_ + path(middle)));
    EXPECT_THAT(answer.body, HasSubstr("src=\"" + base_ + path(jpeg) + "\" alt=\"Lễ khai giảng\""));
    EXPECT_THAT(answer.body, Not(HasSubstr(path(upload) + "\"")));
    EXPECT_EQ(page(path(small)).status, 200);
    EXPECT_EQ(page(path(upload)).content_type, "image/webp") << "what was made of it, never the file itself";
    EXPECT_EQ(page(path(99)).status, 404);
    EXPECT_EQ(read(other_base_ + path(small)).status, 404);
    EXPECT_THAT(page("").body, HasSubstr(base_ + path(small)));
    on(withdraw_article, office_.director, id, std::string("Sai số liệu"));
    EXPECT_EQ(page(path(small)).status, 404);
}

TEST_P(ReadingTest, a_correction_is_told_with_its_hour) {
    const Id id = published("Kết quả thi");
    EXPECT_THAT(page(address(id)).body, Not(HasSubstr("Cập nhật lúc")));
    auto typed = input("Kết quả thi tuyển");
    on(correct_article, office_.chief, id, typed, std::string("Sửa điểm thi"), std::vector<NewFile>{});
    const auto answer = page(address(id));
    EXPECT_THAT(answer.body, HasSubstr("Cập nhật lúc"));
    EXPECT_THAT(answer.body, HasSubstr("Sửa điểm thi"));
    EXPECT_NE(linked(answer.body).at("dateModified"), linked(answer.body).at("datePublished"));
}

TEST_P(ReadingTest, lists_are_cut_into_pages) {
    for (int n = 1; n <= 21; ++n) published("Tin số " + std::to_string(n) + " trong tháng");
    const std::string path = "/muc/" + category_.slug;
    const auto first = page(path);
    EXPECT_THAT(first.body, HasSubstr("Tin số 21 trong"));
    EXPECT_THAT(first.body, Not(HasSubstr("Tin số 1 trong")));
    EXPECT_THAT(first.body, HasSubstr("Trang 1 / 2"));
    EXPECT_THAT(first.body, HasSubstr("href=\"" + base_ + path + "/2\" rel=\"next\""));
    EXPECT_LE(first.queries, 40);
    EXPECT_THAT(page(path + "/2").body, HasSubstr("Tin số 1 trong"));
    for (const char* bad : {"/3", "/1", "/0", "/-1", "/02", "/2x", "/99999999999"})
        EXPECT_EQ(page(path + bad).status, 404) << bad;
    EXPECT_EQ(page("/muc/khong-co").status, 404);
}

TEST_P(ReadingTest, english_pages_have_an_english_frame) {
    EXPECT_EQ(page("/en").status, 404);
    english();
    auto typed = input("Opening of the digital skills class");
    typed.language = "en";
    const Id vietnamese = published("Khai giảng lớp kỹ năng số");
    typed.translation_of = vietnamese;
    const Id id = published(typed);
    const auto list = page("/en");
    EXPECT_THAT(list.body, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(list.body, HasSubstr("Department of Science"));
    EXPECT_THAT(list.body, HasSubstr("Opening of the digital"));
    EXPECT_THAT(list.body, Not(HasSubstr("Khai giảng lớp")));
    const auto article = page(address(id));
    EXPECT_THAT(article.body, HasSubstr("hreflang=\"vi\" href=\"http://example.vn" + base_ + address(vietnamese)));
    EXPECT_THAT(page(address(vietnamese)).body, HasSubstr("hreflang=\"en\""));
    EXPECT_EQ(page("/en/muc/" + category_.slug).status, 200);
    EXPECT_EQ(page("/ngu/tyz").status, 200);
    EXPECT_EQ(page("/ngu/xx").status, 404);
}

TEST_P(ReadingTest, an_old_address_leads_on_and_an_unknown_one_offers_the_search) {
    const Id id = published("Khai giảng lớp kỹ năng số");
    keep(site_, "/tin-tuc/123.html", address(id));
    keep(site_, "/cong-bao", "https://congbao.example.vn/so/12?ky=1");
    const auto moved = page("/tin-tuc/123.html");
    EXPECT_EQ(moved.status, 301);
    EXPECT_EQ(moved.location, base_ + address(id));
    EXPECT_EQ(page("/cong-bao").status, 301);
    EXPECT_EQ(page("/cong-bao").location, "https://congbao.example.vn/so/12?ky=1");
    for (const char* below :
         {"/khong/co/gi", "/bai/khong-co", "/muc/a/2/3", "/tep/1", "/tep/x/1", "/ban-tin/2026-99-99",
          "/ban-tin/2027-01-01", "/gon/bai/khong-co", "/sitemap/9", "/.env", "/muc/%2e%2e"}) {
        const auto answer = page(below);
        EXPECT_EQ(answer.status, 404) << below;
        EXPECT_THAT(answer.body, HasSubstr("action=\"" + base_ + "/tim\"")) << below;
        EXPECT_THAT(answer.body, HasSubstr(site(site_).name)) << below;
    }
    EXPECT_EQ(read("/trang/khong-co-trang").status, 404);
    EXPECT_EQ(read("/trang/khong-co-trang/bai/x").status, 404);
}

TEST_P(ReadingTest, an_archive_says_so_and_names_who_goes_on) {
    const Id id = published("Bài của cơ quan cũ");
    write([&](db::Tx& tx) {
        constexpr db::Sql kEnd{"test.end", "UPDATE agency SET until_day = '2026-11-20' WHERE id = $1"};
        tx.exec(kEnd, office_.agency);
        sites_reorganised(tx, office_.agency, other_.agency, clock::today());
    });
    const auto answer = page(address(id));
    ASSERT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("Trang lưu trữ."));
    EXPECT_THAT(answer.body, HasSubstr("href=\"" + other_base_ + "\">" + site(other_site_).name));
    const auto home = page("");
    EXPECT_EQ(home.status, 301);
    EXPECT_EQ(home.location, other_base_);
}

TEST_P(ReadingTest, under_a_host_of_its_own_links_have_no_prefix) {
    const Id id = published("Khai giảng lớp kỹ năng số");
    web::set_mounts({{"skhcn.example.vn", base_}});
    const auto home = read("/", {}, "skhcn.example.vn");
    ASSERT_EQ(home.status, 200);
    EXPECT_THAT(home.body, HasSubstr("href=\"" + address(id) + "\""));
    EXPECT_THAT(home.body, Not(HasSubstr("href=\"/trang/")));
    const auto article = read(address(id), {}, "skhcn.example.vn");
    EXPECT_THAT(article.body, HasSubstr("rel=\"canonical\" href=\"http://skhcn.example.vn" + address(id)));
    EXPECT_THAT(read("/atom.xml", {}, "skhcn.example.vn").body, HasSubstr("http://skhcn.example.vn" + address(id)));
    EXPECT_EQ(read(other_base_, {}, "skhcn.example.vn").status, 404);
    keep(site_, "/cu", address(id));
    EXPECT_EQ(read("/cu", {}, "skhcn.example.vn").location, address(id));
}

TEST_P(ReadingTest, taken_over_by_another_site_it_names_its_address_at_home) {
    const Id id = published("Khai giảng lớp kỹ năng số");
    on(offer_article, office_.chief, id, std::vector<Id>{other_site_});
    const Id category = categories(other_site_).front().id;
    write([&](db::Tx& tx) {
        accept_article(tx, other_.chief, id, other_site_, category);
        // As where the other site has an article of this address already.
        tx.exec({"test.slug", "UPDATE portal_placing SET slug = 'lop-hoc-2' WHERE article = $1 AND site = $2"}, id,
                other_site_);
    });
    const std::string below = address(id);
    const auto names = [&](const std::string& address) {
        const auto there = read(other_base_ + "/bai/lop-hoc-2"), words = read(other_base_ + "/gon/bai/lop-hoc-2");
        EXPECT_THAT(there.body, HasSubstr("rel=\"canonical\" href=\"" + address + "\""));
        EXPECT_THAT(there.body, HasSubstr("property=\"og:url\" content=\"" + address + "\""));
        EXPECT_THAT(there.body, HasSubstr("http://example.vn" + other_base_ + "/bai/lop-hoc-2")) << "what is passed on";
        EXPECT_EQ(linked(there.body).at("url"), address);
        EXPECT_THAT(words.body, HasSubstr("rel=\"canonical\" href=\"" + address + "\""));
        EXPECT_THAT(page(below).body, HasSubstr("rel=\"canonical\" href=\"" + address + "\""));
    };
    names("http://example.vn" + base_ + below);
    act(add_host, administrator_, site_, "skhcn.example.vn");
    names("http://skhcn.example.vn" + below);
    EXPECT_THAT(read("/", {}, "skhcn.example.vn").body,
                HasSubstr("rel=\"canonical\" href=\"http://skhcn.example.vn/\""));
    EXPECT_THAT(read(base_).body, HasSubstr("rel=\"canonical\" href=\"http://skhcn.example.vn/\""));
    EXPECT_THAT(read(other_base_ + "/sitemap/2").body, Not(HasSubstr("/bai/"))) << "only what is its own";
}

TEST_P(ReadingTest, leaders_stand_in_the_directory_and_others_do_not) {
    const auto answer = page("/danh-ba");
    EXPECT_THAT(answer.body, HasSubstr("Trần Giám Đốc"));
    EXPECT_THAT(answer.body, HasSubstr("Đỗ Trưởng Phòng"));
    EXPECT_THAT(answer.body, HasSubstr("<caption>Phòng Bưu chính</caption>"));
    EXPECT_THAT(answer.body, Not(HasSubstr("Nguyễn Văn Chuyên")));
    EXPECT_THAT(answer.body, Not(HasSubstr("Lê Thị Văn Thư")));
}

TEST_P(ReadingTest, the_map_and_the_list_of_sites_lead_everywhere) {
    const auto map = page("/so-do");
    for (const auto& one : categories(site_)) EXPECT_THAT(map.body, HasSubstr("/muc/" + one.slug + "\""));
    const auto all = read("/trang");
    EXPECT_THAT(all.body, HasSubstr("rel=\"canonical\" href=\"http://example.vn/trang\"")) << "of no site";
    for (const auto& base : {base_, other_base_, portal_base_}) EXPECT_THAT(all.body, HasSubstr("\"" + base + "\""));
    EXPECT_THAT(read(portal_base_).body, HasSubstr("href=\"" + base_ + "\""));
}

TEST_P(ReadingTest, a_part_of_another_noun_stands_on_the_home_page_and_in_the_menu) {
    show_part({.path = "/thu-nghiem",
               .title = "Phần thử",
               .order = 1,
               .block = [](db::Conn&, const dinh::pages::Lang&, const Site&, const std::string& base) {
                   return HomeBlock{"Khối thử", {{"Dòng <một>", base + "/thu-nghiem/1", "ghi chú", Day{20000}}}, ""};
               }});
    const auto home = page("");
    EXPECT_THAT(home.body, HasSubstr("Khối thử"));
    EXPECT_THAT(home.body, HasSubstr("<a href=\"" + base_ + "/thu-nghiem/1\">Dòng &lt;một&gt;</a>"));
    EXPECT_THAT(home.body, HasSubstr("<a href=\"" + base_ + "/thu-nghiem\">Phần thử</a>"));
    EXPECT_THAT(page("/so-do").body, HasSubstr("/thu-nghiem\""));
    show_part({.path = "/thu-nghiem", .title = "Phần thử", .in_menu = false});
    EXPECT_THAT(page("").body, Not(HasSubstr("Khối thử")));
}

TEST_P(ReadingTest, a_day_is_one_page_to_print) {
    auto typed = input("Khai giảng lớp kỹ năng số");
    typed.body = "<h2>Mục</h2><p>Câu <strong>đầu</strong>.</p><ul><li>Ý một</li></ul><p>Câu sau.</p>";
    published(typed);
    typed.title = "Bài dài";
    typed.body = "<pre>một\nhai</pre>";
    for (int n = 1; n <= 60; ++n)
        typed.body += "\n<p>Đoạn thứ " + std::to_string(n) + " nói về một việc đã làm trong tháng.</p>";
    published(typed);
    typed.title = "Bài một đoạn";
    typed.body = "<p>" + std::string(3'000, 'a') + "</p>";
    published(typed);
    const auto days = page("/ban-tin");
    EXPECT_THAT(days.body, HasSubstr(base_ + "/ban-tin/2026-11-20\">20/11/2026"));
    const auto answer = page("/ban-tin/2026-11-20");
    EXPECT_THAT(answer.body, HasSubstr("<h3>Mục</h3>\n<p>Câu <strong>đầu</strong>.</p>\n<ul><li>Ý một</li></ul>"));
    EXPECT_THAT(answer.body, HasSubstr("<pre>một\nhai</pre>\n<p>Đoạn thứ 1 "));
    EXPECT_THAT(answer.body, HasSubstr("<p>Đoạn thứ 40 "));
    EXPECT_THAT(answer.body, Not(HasSubstr("<p>Đoạn thứ 50 ")));
    EXPECT_THAT(answer.body, HasSubstr(std::string(1'999, 'a') + "…</p>"));
    EXPECT_THAT(answer.body, HasSubstr("3 tin, bài"));
    EXPECT_EQ(page("/ban-tin/2026-11-19").status, 404);
}

TEST_P(ReadingTest, a_first_view_weighs_little) {
    for (int n = 1; n <= 30; ++n) {
        auto typed = input("Hội nghị triển khai nhiệm vụ chuyển đổi số năm 2026 lần thứ " + std::to_string(n));
        typed.summary = "Ngày " + std::to_string(n) + ", Sở tổ chức hội nghị với hơn hai trăm đại biểu các xã, phường.";
        const auto all = categories(site_);
        typed.category = all[static_cast<std::size_t>(n) % all.size()].id;
        for (int line = 0; line < 20; ++line)
            typed.body +=
                "<p>Đoạn " + std::to_string(n * line) + " nói về việc đưa dịch vụ công đến từng xóm, bản.</p>";
        published(typed);
    }
    const std::size_t once = asset("portal.css") + asset("portal.js") + asset("favicon.svg");
    EXPECT_GT(once, 3'000u);
    const std::size_t home = sent(page("").body);
    EXPECT_LE(home, 8'000u);
    EXPECT_LE(once + home, 15'000u);
    EXPECT_LE(sent(page("/muc/" + category_.slug).body), 8'000u);
    EXPECT_LE(sent(page("/bai/hoi-nghi-trien-khai-nhiem-vu-chuyen-doi-so-nam-2026-lan-thu-30").body), 8'000u);
}

}  // namespace dinh::portal
