// An old site is tried, applied, read at its old addresses and undone, on both engines.
#include "modules/portal/imports/site_import.hpp"

#include "modules/portal/portal.hpp"
#include "modules/portal/tests/import_desk.hpp"

namespace dinh::portal {

namespace {

using test::in_category;
using test::wxr;
using test::wxr_item;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SiteImportTest : public test::ImportDesk {};
DINH_BOTH_ENGINES(SiteImportTest);

std::string two_articles() {
    return wxr(
        wxr_item({.id = 7,
                  .title = "Chè Tân Cương",
                  .body = "<p>Xem <a href=\"https://cu.example.vn/?p=8\">bài kia</a>, <a href=\"/2023/bai-8/#a\">"
                          "nữa</a>.</p>",
                  .more = in_category("che", "Chè") +
                          "<category domain=\"post_tag\" nicename=\"ocop\"><![CDATA[OCOP]]></category>"}) +
        wxr_item({.id = 8, .title = "Bài kia", .body = "<p>Đây.</p>", .date = "2024-01-02 03:04:05"}));
}

}  // namespace

TEST_P(SiteImportTest, what_stood_published_is_read_at_its_old_addresses) {
    const Id id = tried("wordpress", two_articles());
    ASSERT_EQ(import(id).state, "tried") << (import(id).fault ? import(id).fault->vietnamese() : "");
    EXPECT_EQ(counts(id).fresh, 2);
    EXPECT_EQ(counts(id).categories, 2) << "with the one above it";
    EXPECT_THAT(shown_at(site_), IsEmpty()) << "tried is not applied";
    apply(id);
    EXPECT_EQ(import(id).state, "applied");
    EXPECT_THAT(shown_at(site_), ElementsAre("Bài kia", "Chè Tân Cương")) << "newest first, by their own days";
    const auto one = told(items(id).front().article);
    EXPECT_EQ(one.pen_name, "Hoàng Lan");
    EXPECT_EQ(one.summary, "Tóm tắt 7");
    EXPECT_EQ(clock::to_text(*one.published_at), "2023-11-14T22:13:20.000Z");
    EXPECT_EQ(one.slug, "bai-7");
    EXPECT_EQ(category(site_, "che").id, one.category);
    EXPECT_EQ(category(site_, "che").parent, category(site_, "lang-nghe").id);
    EXPECT_THAT(one.body, HasSubstr("href=\"" + base_ + "/bai/bai-8\">bài kia"));
    EXPECT_THAT(one.body, HasSubstr("href=\"" + base_ + "/bai/bai-8#a\">nữa"));
    EXPECT_THAT(one.body, HasSubstr("OCOP"));
    EXPECT_EQ(editions(one.id).size(), 1U);
    for (const auto& [path, query] : {std::pair<std::string, test::FormFields>{"/2023/bai-7", {}},
                                      {"/", {{"p", "7"}}},
                                      {"/", {{"utm_source", "zalo"}, {"p", "7"}}}}) {
        const auto answer = page(path == "/" ? "" : path, query);
        EXPECT_EQ(answer.status, 301) << path;
        EXPECT_EQ(answer.location, base_ + "/bai/bai-7");
    }
    EXPECT_EQ(page("/category/lang-nghe/che").location, base_ + "/muc/che");
    EXPECT_EQ(page("", {{"cat", "4"}}).location, base_ + "/muc/che");
    EXPECT_EQ(page("", {{"cat", "5"}}).status, 200);
    EXPECT_EQ(page("/bai/bai-7").status, 200);
}

TEST_P(SiteImportTest, comes_once_however_often_it_is_brought) {
    const Id first = tried("wordpress", two_articles());
    apply(first);
    const Id again = tried("wordpress", two_articles());
    EXPECT_EQ(counts(again).known, 2);
    EXPECT_THAT(test::refusals([&] { apply(again); }), Contains(""));
    undo(first);
    EXPECT_THAT(shown_at(site_), IsEmpty());
    EXPECT_EQ(leads_to(site_, "/2023/bai-7"), std::nullopt);
    EXPECT_EQ(page("/2023/bai-7").status, 404);
    EXPECT_EQ(page("", {{"cat", "4"}}).status, 200) << "the lists lead nowhere any more";
    EXPECT_FALSE(category(site_, "che").open);
    const Id third = tried("wordpress", two_articles());
    EXPECT_EQ(counts(third).fresh, 2);
    apply(third);
    EXPECT_TRUE(category(site_, "che").open);
    EXPECT_TRUE(reads(site_, "bai-7")) << "its address was free again";
}

TEST_P(SiteImportTest, pictures_and_papers_come_with_their_articles) {
    const std::string body =
        "<p><img src=\"https://cu.example.vn/wp-content/uploads/2023/11/che-300x200.png\" alt=\"Đồi chè\"></p>"
        "<p><img src=\"/wp-content/uploads/2023/11/mat.png\"></p>";
    const Id id = tried("wordpress", wxr(wxr_item({.id = 1, .title = "Đồi chè", .body = body})),
                        {zip("uploads/2023/11/che.png", test::small_png())});
    ASSERT_EQ(counts(id).fresh, 1);
    EXPECT_THAT(said(items(id)[0].notes), Contains(HasSubstr("mat.png")));
    apply(id);
    const Id article = items(id)[0].article;
    const std::string path = "/tep/" + std::to_string(article) + "/1";
    EXPECT_THAT(told(article).body, HasSubstr("src=\"" + base_ + path + "\""));
    EXPECT_THAT(told(article).body, Not(HasSubstr("mat.png")));
    EXPECT_EQ(told(article).picture, 0) << "a picture of the text does not lead";
    EXPECT_EQ(page(path).status, 404) << "not before it was made small";
    made(article, "picture-1-1280", "made");
    EXPECT_EQ(page(path).status, 200);
    EXPECT_EQ(page(path).content_type, "image/webp");
    EXPECT_EQ(page("/wp-content/uploads/2023/11/che-300x200.png").location, base_ + path);
}

TEST_P(SiteImportTest, says_of_each_article_why_it_cannot_come) {
    const Id id = tried(
        "wordpress",
        wxr(wxr_item({.id = 1, .title = "", .body = "<p>x</p>"}) + wxr_item({.id = 2, .title = "Rỗng", .body = " "}) +
            wxr_item({.id = 3, .title = "Mật", .body = "<p>x</p>", .more = "<wp:post_password>a</wp:post_password>"}) +
            wxr_item({.id = 4, .title = "Không ngày", .body = "<p>x</p>", .date = "0000-00-00 00:00:00"}) +
            wxr_item({.id = 5, .title = "Nháp", .body = "<p>x</p>", .status = "draft", .date = ""}) +
            wxr_item({.id = 5, .title = "Nháp nữa", .body = "<p>x</p>", .status = "draft"}) +
            wxr_item({.id = 6, .title = "Tương lai", .body = "<p>x</p>", .date = "2199-01-01 00:00:00"}) +
            wxr_item({.id = 9, .title = "Thực đơn", .body = "x", .type = "nav_menu_item"}) +
            wxr_item({.id = 10, .title = "Thùng rác", .body = "x", .status = "trash"})));
    const auto list = items(id);
    ASSERT_EQ(list.size(), 7U);
    std::vector<std::string> states;
    for (const auto& one : list) states.push_back(one.state);
    EXPECT_THAT(states, ElementsAre("faulty", "faulty", "faulty", "faulty", "new", "faulty", "new"));
    EXPECT_EQ(import(id).skipped, 2);
    EXPECT_THAT(said(list[0].faults), ElementsAre("Không có tiêu đề."));
    EXPECT_GT(list[2].line, list[1].line);
    apply(id);
    EXPECT_THAT(shown_at(site_), IsEmpty()) << "one is a draft, the other has its day to come";
    EXPECT_EQ(told(list.empty() ? 0 : items(id)[4].article).state, "draft");
}

TEST_P(SiteImportTest, an_article_of_20_mb_stays_behind_and_the_others_come) {
    const std::string endless = "<p>" + std::string(20 << 20, 'x') + "</p>";
    const Id id = tried("wordpress", wxr(wxr_item({.id = 1, .title = "Dài", .body = endless}) +
                                         wxr_item({.id = 2, .title = "Vừa", .body = "<p>x</p>"})));
    ASSERT_EQ(counts(id).faulty, 1);
    EXPECT_THAT(said(items(id)[0].faults), Contains("Bài dài quá 4 MB."));
    apply(id);
    EXPECT_THAT(shown_at(site_), ElementsAre("Vừa"));
}

TEST_P(SiteImportTest, a_file_that_is_none_is_refused_with_the_place) {
    const std::string whole = two_articles();
    for (const auto& [bytes, words] : {std::pair<std::string, const char*>{whole.substr(0, whole.size() / 2), "dòng"},
                                       {"<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"b\">]><rss/>", "DOCTYPE"},
                                       {"<rss><channel><title>Tin</title></channel></rss>", "WXR"},
                                       {"không phải", "dòng 1"}}) {
        const Id id = tried("wordpress", bytes);
        EXPECT_EQ(import(id).state, "failed");
        EXPECT_THAT(import(id).fault.value_or("").vietnamese(), HasSubstr(words));
        EXPECT_THAT(items(id), IsEmpty());
    }
    const Id bomb = tried("wordpress", whole, {{"anh.zip", stored("PK\x03\x04 cut", "application/zip")}});
    EXPECT_THAT(import(bomb).fault.value_or("").vietnamese(), HasSubstr("anh.zip"));
}

TEST_P(SiteImportTest, belongs_to_those_who_publish_or_manage) {
    const Id id = tried("wordpress", two_articles());
    const auto at = import(id).version;
    EXPECT_THROW(keep(office_.specialist, "wordpress", two_articles()), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { apply_site_import(tx, office_.specialist, id, at); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { apply_site_import(tx, other_.director, id, at); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { apply_site_import(tx, office_.director, id, at + 1); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { undo_site_import(tx, office_.director, id, at); }), Conflict);
    EXPECT_NE(keep(administrator_, "wordpress", two_articles()), 0);
    EXPECT_THAT(test::refusals([&] { keep(office_.director, "joomla", "x", {}, "cu.vn"); }),
                ElementsAre("form", "old_address"));
    test::one_wins("apply", "Conflict",
                   [&] { write([&](db::Tx& tx) { apply_site_import(tx, office_.director, id, at); }); });
    apply_site_import(house_, id);
    const auto now = import(id).version;
    test::one_wins("undo", "Conflict",
                   [&] { write([&](db::Tx& tx) { undo_site_import(tx, office_.director, id, now); }); });
}

TEST_P(SiteImportTest, what_was_built_upon_is_not_undone) {
    const Id id = tried("wordpress", two_articles());
    apply(id);
    const Id article = items(id)[0].article;
    on(withdraw_article, office_.director, article, "Sai");
    EXPECT_THAT(test::refusals([&] { undo(id); }), ElementsAre(""));
    EXPECT_EQ(import(id).state, "applied");
}

TEST_P(SiteImportTest, goes_on_where_it_was_cut) {
    const Id id = tried("wordpress", two_articles());
    try_site_import(house_, id);
    EXPECT_EQ(counts(id).fresh, 2) << "tried is tried";
    apply(id);
    write([&](db::Tx& tx) {
        constexpr db::Sql kBack{"test.back", "UPDATE site_import SET state = 'applying' WHERE id = $1"};
        constexpr db::Sql kItem{"test.item",
                                "UPDATE site_import_item SET state = 'placed' WHERE import = $1 AND position = 1"};
        tx.exec(kBack, id);
        tx.exec(kItem, id);
    });
    apply_site_import(house_, id);
    EXPECT_EQ(import(id).state, "applied");
    EXPECT_EQ(shown_at(site_).size(), 2U);
}

TEST_P(SiteImportTest, under_a_host_of_its_own_links_stay_on_it) {
    const Id id = tried("wordpress", two_articles());
    apply(id);
    web::set_mounts({{"cu.example.vn", base_}});
    const auto answer = read(base_ + "/bai/bai-7", {}, "cu.example.vn");
    EXPECT_EQ(answer.status, 200);
}

}  // namespace dinh::portal
