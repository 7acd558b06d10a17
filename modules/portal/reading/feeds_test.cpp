// What programs read: feeds, sitemap, JSON, and the search people use.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "modules/portal/articles/jobs.hpp"
#include "modules/portal/tests/reading_desk.hpp"
#include "platform/search/search.hpp"
#include "platform/worker/xml.hpp"

namespace dinh::portal {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The texts of one element of a well-formed document.
class Texts : public worker::XmlEvents {
public:
    explicit Texts(std::string_view wanted) : wanted_(wanted) {}
    static std::vector<std::string> of(const std::string& xml, std::string_view wanted) {
        Texts texts(wanted);
        worker::XmlReader reader(texts);
        EXPECT_TRUE(reader.feed(xml) && reader.finish()) << xml.substr(0, 2000);
        EXPECT_FALSE(reader.malformed());
        return texts.found;
    }
    void start(const worker::XmlName& name, const worker::XmlAttributes&) override {
        inside_ = name.local == wanted_;
        if (inside_) found.emplace_back();
    }
    void end(const worker::XmlName&) override { inside_ = false; }
    void text(std::string_view words) override {
        if (inside_) found.back() += words;
    }
    std::vector<std::string> found;

private:
    std::string_view wanted_;
    bool inside_ = false;
};

class FeedsTest : public test::ReadingDesk {
protected:
    void SetUp() override {
        ReadingDesk::SetUp();
        first_ = published("Bão số 3: \"cấm\" <biển> & sông");
        second_ = published("Hội nghị tổng kết năm");
    }
    Id first_ = 0, second_ = 0;
};
DINH_BOTH_ENGINES(FeedsTest);

}  // namespace

TEST_P(FeedsTest, atom_is_well_formed_and_newest_first) {
    const auto answer = page("/atom.xml");
    EXPECT_EQ(answer.content_type, "application/atom+xml; charset=utf-8");
    EXPECT_THAT(Texts::of(answer.body, "title"),
                ElementsAre(site(site_).name, "Hội nghị tổng kết năm", "Bão số 3: \"cấm\" <biển> & sông"));
    const auto ids = Texts::of(answer.body, "id");
    EXPECT_THAT(ids, ElementsAre("http://example.vn" + base_, "http://example.vn" + base_ + address(second_),
                                 "http://example.vn" + base_ + address(first_)));
    EXPECT_THAT(Texts::of(answer.body, "updated").front(), HasSubstr("2026-11-20T"));
    Texts::of(read(other_base_ + "/atom.xml").body, "title");  // an empty one too
}

TEST_P(FeedsTest, rss_tells_days_as_mail_does) {
    const auto answer = page("/rss.xml");
    EXPECT_THAT(Texts::of(answer.body, "link"),
                ElementsAre("http://example.vn" + base_, "http://example.vn" + base_ + address(second_),
                            "http://example.vn" + base_ + address(first_)));
    EXPECT_EQ(Texts::of(answer.body, "pubDate").back(), "Fri, 20 Nov 2026 03:00:00 GMT");
}

TEST_P(FeedsTest, the_sitemap_names_all_pages_of_the_site) {
    const auto index = Texts::of(page("/sitemap.xml").body, "loc");
    ASSERT_THAT(index,
                ElementsAre("http://example.vn" + base_ + "/sitemap/1", "http://example.vn" + base_ + "/sitemap/2"));
    const auto standing = Texts::of(page("/sitemap/1").body, "loc");
    EXPECT_THAT(standing, testing::Contains("http://example.vn" + base_));
    EXPECT_THAT(standing, testing::Contains("http://example.vn" + base_ + "/muc/" + category_.slug));
    EXPECT_THAT(Texts::of(page("/sitemap/2").body, "loc"),
                testing::UnorderedElementsAre("http://example.vn" + base_ + address(first_),
                                              "http://example.vn" + base_ + address(second_)));
    EXPECT_EQ(page("/sitemap/3").status, 404);
    EXPECT_THAT(page("/robots.txt").body, HasSubstr("Sitemap: http://example.vn" + base_ + "/sitemap.xml\n"));
    EXPECT_THAT(page("/robots.txt").body, HasSubstr("Disallow: " + base_ + "/tim\n"));
}

TEST_P(FeedsTest, articles_come_as_json_with_the_filters_of_the_search) {
    const auto items = [&](const test::FormFields& query) {
        const auto answer = page("/noi-dung.json", query);
        EXPECT_EQ(answer.content_type, "application/json");
        const auto told = boost::json::parse(answer.body);
        std::vector<std::string> titles;
        for (const auto& item : told.at("items").as_array()) titles.emplace_back(item.at("title").as_string());
        return titles;
    };
    EXPECT_THAT(items({}), ElementsAre("Hội nghị tổng kết năm", "Bão số 3: \"cấm\" <biển> & sông"));
    EXPECT_THAT(items({{"q", "tong ket"}}), ElementsAre("Hội nghị tổng kết năm"));
    EXPECT_THAT(items({{"kind", "event"}}), ElementsAre());
    EXPECT_THAT(items({{"category", category_.slug}}).size(), 2u);
    EXPECT_THAT(items({{"category", "khong-co"}}), ElementsAre());
    EXPECT_THAT(items({{"from", "21/11/2026"}}), ElementsAre());
    EXPECT_THAT(items({{"q", "hội nghị"}, {"to", "19/11/2026"}}), ElementsAre());
    EXPECT_THAT(page("/noi-dung.json").body, HasSubstr("http://example.vn" + base_ + address(first_)));
}

TEST_P(FeedsTest, the_search_finds_by_words_kind_category_and_day) {
    const auto found = [&](const test::FormFields& query) { return page("/tim", query).body; };
    EXPECT_THAT(found({}), Not(HasSubstr("<li><a href=\"" + base_ + "/bai/")));
    EXPECT_THAT(found({{"q", "tổng kết"}}), HasSubstr(base_ + address(second_) + "\""));
    EXPECT_THAT(found({{"q", "tổng kết"}}), Not(HasSubstr(base_ + address(first_) + "\"")));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"kind", "article"}}), HasSubstr(address(second_)));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"kind", "video"}}), Not(HasSubstr(address(second_))));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"category", category_.slug}}), HasSubstr(address(second_)));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"category", "khong-co"}}), Not(HasSubstr(address(second_))));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"from", "21/11/2026"}}), Not(HasSubstr(address(second_))));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"from", "hôm nay"}}), HasSubstr("Ngày gõ chưa đúng"));
    EXPECT_THAT(found({{"q", "không có từ này đâu"}}), HasSubstr("Không thấy nội dung nào"));
    EXPECT_THAT(found({{"q", "\"><script>alert(1)</script>"}}), Not(HasSubstr("<script>alert")));
    EXPECT_THAT(found({{"q", std::string(5'000, 'a')}, {"page", "-7"}}), HasSubstr("<h1>Tìm kiếm</h1>"));
    EXPECT_THAT(found({{"q", "tổng kết"}}), HasSubstr("name=\"robots\" content=\"noindex\""));
}

TEST_P(FeedsTest, without_a_word_the_newest_that_the_filters_leave_are_listed) {
    const Day first_day = clock::today();
    now_.advance_ms(48ll * 3'600'000);
    for (int n = 1; n <= 22; ++n) published("Thông báo thứ " + std::to_string(n));
    const auto until = clock::show(first_day), since = clock::show(first_day + 1);
    for (const auto* below : {"/tim", "/noi-dung.json"}) {
        const auto old = page(below, {{"to", until}, {"category", category_.slug}}).body;
        EXPECT_THAT(old, HasSubstr(address(first_))) << below;
        EXPECT_THAT(old, HasSubstr(address(second_))) << below;
        EXPECT_THAT(old, Not(HasSubstr("thong-bao-thu-"))) << below;
        const auto rest = page(below, {{"from", since}, {"page", "2"}}).body;
        EXPECT_THAT(rest, HasSubstr("thong-bao-thu-1\"")) << below;
        EXPECT_THAT(rest, HasSubstr("thong-bao-thu-2\"")) << below;
        EXPECT_THAT(rest, Not(HasSubstr("thong-bao-thu-3\""))) << below;
        EXPECT_THAT(rest, Not(HasSubstr(address(second_)))) << below;
        EXPECT_THAT(page(below, {{"where", "all"}}).body, HasSubstr("Gõ từ cần tìm để")) << below;
        EXPECT_THAT(page(below, {{"from", "hôm qua"}}).body, HasSubstr("Ngày gõ chưa đúng")) << below;
    }
}

TEST_P(FeedsTest, a_category_and_a_kind_are_searched_among_all_and_not_among_the_best_hits) {
    auto typed = input("Đêm hội tổng kết");
    typed.kind = "event", typed.starts_at = clock::now();
    const Id event = published(typed);
    // Newer and alike, elsewhere.
    db().write([&](db::Tx& tx) {
        for (Id record = 1; record <= 600; ++record)
            search::put(tx, {.kind = std::string(kArticle),
                             .record = ids::make(),
                             .title = "Hội nghị tổng kết năm",
                             .grantees = {site_, kReaders},
                             .day = clock::today()});
    });
    const auto found = [&](const test::FormFields& query) { return page("/tim", query).body; };
    EXPECT_THAT(found({{"q", "tổng kết"}}), Not(HasSubstr(address(second_))));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"category", category_.slug}}), HasSubstr(address(second_)));
    EXPECT_THAT(found({{"q", "tổng kết"}, {"category", category_.slug}}), HasSubstr(address(event)));
    const auto events = found({{"q", "tổng kết"}, {"kind", "event"}});
    EXPECT_THAT(events, HasSubstr(address(event)));
    EXPECT_THAT(events, Not(HasSubstr(address(second_))));
}

TEST_P(FeedsTest, what_was_indexed_for_its_site_alone_is_found_everywhere_when_indexed_again) {
    db().write([&](db::Tx& tx) { search::set_grantees(tx, kArticle, second_, {site_}); });
    const auto found = [&] { return page("/tim", {{"q", "tổng kết"}, {"where", "all"}}).body; };
    EXPECT_THAT(found(), Not(HasSubstr(address(second_))));
    index_articles_again(house_);
    EXPECT_THAT(found(), HasSubstr(address(second_)));
}

TEST_P(FeedsTest, results_go_on_over_pages) {
    for (int n = 1; n <= 21; ++n) published("Thông báo thứ " + std::to_string(n));
    const auto first = page("/tim", {{"q", "thông báo"}});
    EXPECT_THAT(first.body, HasSubstr("page=2\" rel=\"next\""));
    const auto second = page("/tim", {{"q", "thông báo"}, {"page", "2"}});
    EXPECT_THAT(second.body, HasSubstr("page=1\" rel=\"prev\""));
    EXPECT_THAT(second.body, HasSubstr("<li><a href=\"" + base_ + "/bai/thong-bao-thu-"));
    EXPECT_THAT(second.body, Not(HasSubstr("rel=\"next\"")));
}

}  // namespace dinh::portal
