// What was counted becomes figures by site, day and page; nothing of who read is anywhere.
#include "modules/portal/reading/use.hpp"

#include <fstream>

#include "modules/portal/reading/use_pages.hpp"
#include "modules/portal/tests/reading_desk.hpp"
#include "platform/config/config.hpp"

namespace dinh::portal {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Day kToday = test::day(11, 20);

class UseTest : public test::ReadingDesk {
protected:
    void SetUp() override {
        ReadingDesk::SetUp();
        house_.config = &config_;
    }
    void keep(const std::string& path, std::int64_t times, const std::string& type = "text/html",
              const std::string& host = "", Day day = kToday) {
        keep_uses(house_, {{host, path, type, times}}, day);
    }
    UseFigures figures(Id site) {
        return db().reading([&](db::Conn& conn) { return uses_of(conn, site, kToday); });
    }
    std::map<std::string, std::int64_t> rows(const std::string& table = "portal_use") {
        return db().reading([&](db::Conn& conn) {
            std::map<std::string, std::int64_t> found;
            const db::Sql day{"test.uses", "SELECT path, form, views FROM portal_use"};
            const db::Sql month{"test.uses_month", "SELECT month || path, form, views FROM portal_use_month"};
            for (const auto& row : conn.query(table == "portal_use" ? day : month))
                found[row.text(0) + " " + row.text(1)] += row.integer(2);
            return found;
        });
    }
    void log(const std::string& text) { std::ofstream(config_.public_log, std::ios::app) << text; }
    std::string line(const std::string& path, const std::string& type = "text/html; charset=utf-8") {
        return "2026-11-20T09:00:00+07:00 200 GET _ " + path + " " + type + "\n";
    }
    void miss(const std::string& words, const std::string& address) {
        note_missed(house_, site_, words, address);
        keep_uses(house_, {}, kToday);
    }
    std::vector<std::string> missed() {
        std::vector<std::string> words;
        for (const auto& one : figures(site_).missed) words.push_back(one.name);
        return words;
    }
    config::Config config_ = [this] {
        config::Config config;
        config.public_log = folder_.file("dinh-use.log");
        return config;
    }();
};
DINH_BOTH_ENGINES(UseTest);

}  // namespace

TEST_P(UseTest, pages_are_counted_by_site_and_form_and_all_else_is_not) {
    const Id id = published("Khai giảng");
    const std::string article = address(id);
    keep(base_ + article, 3), keep(base_ + article, 2, "");
    keep(base_, 1), keep(base_ + "/gon" + article, 4), keep(base_ + "/en", 5), keep(base_ + "/gon", 1);
    keep(base_ + "/tep/" + std::to_string(id) + "/1", 7, "application/pdf");
    keep(base_ + "/tep/" + std::to_string(id) + "/2", 9, "image/webp");
    keep(base_ + "/rss.xml", 9, "application/rss+xml"), keep(base_ + "/noi-dung.json", 9, "application/json");
    keep("/trang/khong-co/bai/x", 9), keep("/documents/incoming", 9), keep(base_ + "/bai/khong-co", 9);
    keep("/trang", 9), keep(base_ + "/" + std::string(400, 'a'), 9);
    const std::map<std::string, std::int64_t> expected{
        {article + " page", 5}, {"/ page", 1},      {article + " text", 4},
        {"/ text", 1},          {"/en english", 5}, {"/tep/" + std::to_string(id) + "/1 download", 7}};
    EXPECT_EQ(rows(), expected);
    const auto told = figures(site_);
    EXPECT_EQ(told.last, 16);
    EXPECT_EQ(told.downloads, 7);
    EXPECT_EQ(told.text, 5);
    EXPECT_EQ(told.english, 5);
    EXPECT_EQ(told.pages.front().name, article) << "with its text variant";
    EXPECT_EQ(told.pages.front().views, 9);
    EXPECT_EQ(figures(0).last, 16);
    EXPECT_EQ(figures(other_site_).last, 0);
}

TEST_P(UseTest, a_site_with_a_host_of_its_own_counts_under_both) {
    web::set_mounts({{"skhcn.vn", base_}});
    keep("/", 2, "text/html", "skhcn.vn");
    keep("/danh-ba", 1, "text/html", "skhcn.vn:8080");
    keep("/danh-ba", 5, "text/html", "elsewhere.vn");
    const std::map<std::string, std::int64_t> expected{{"/ page", 2}, {"/danh-ba page", 1}};
    EXPECT_EQ(rows(), expected);
}

TEST_P(UseTest, the_log_of_nginx_is_read_once_and_lies_are_passed_over) {
    EXPECT_EQ(read_use_log(house_), 0) << "no log yet";
    log(line(base_) + line(base_ + "/so-do") + "garbage\n" + line("/trang/khong-co") +
        "2026-11-21T09:00:00+07:00 200 GET _ " + base_ + " text/html\n" +  // tomorrow
        "2020-01-01T09:00:00+07:00 200 GET _ " + base_ + " text/html\n" + std::string(100'000, 'x') + "\n" +
        "2026-11-20T09:00:00+07:00 200 GET _ " + base_);  // cut
    EXPECT_EQ(read_use_log(house_), 3);
    EXPECT_EQ(read_use_log(house_), 0);
    log(" text/html\n");
    EXPECT_EQ(read_use_log(house_), 1);
    std::filesystem::rename(config_.public_log, config_.public_log + ".1");
    log(line(base_ + "/so-do"));
    EXPECT_EQ(read_use_log(house_), 1);
    const std::map<std::string, std::int64_t> expected{{"/ page", 2}, {"/so-do page", 2}};
    EXPECT_EQ(rows(), expected);
}

TEST_P(UseTest, pages_after_400_days_are_sums_of_their_month_and_totals_stay) {
    keep(base_, 2, "text/html", "", kToday - 401), keep(base_, 3, "text/html", "", kToday - 402), keep(base_, 4);
    EXPECT_EQ(db().writing([](db::Tx& tx) { return fold_uses(tx, kToday); }), 2);
    EXPECT_EQ(rows(), (std::map<std::string, std::int64_t>{{"/ page", 4}}));
    EXPECT_EQ(rows("month"), (std::map<std::string, std::int64_t>{{"2025-10/ page", 5}}));
    EXPECT_EQ(db().writing([](db::Tx& tx) { return fold_uses(tx, kToday); }), 0);
    const auto days = db().reading([&](db::Conn& conn) { return use_days(conn, site_, kToday - 500); });
    EXPECT_EQ(days.size(), 3u);
}

TEST_P(UseTest, two_processes_add_to_the_same_page) {
    test::both_win("uses", [&](int) { keep(base_, 1); });
    EXPECT_EQ(rows().at("/ page"), 2);
}

TEST_P(UseTest, words_that_found_nothing_are_told_when_five_networks_asked) {
    for (int i = 0; i < 10; ++i) miss("Giấy phép lái xe", "203.0.113.7");
    for (int i = 1; i < 4; ++i) miss("giấy phép  lái xe", "198.51.100." + std::to_string(i));
    EXPECT_THAT(missed(), IsEmpty());
    const auto kept = texts({"test.missed", "SELECT words FROM portal_missed WHERE site = $1"}, site_);
    EXPECT_THAT(kept, ElementsAre("")) << "not in clear before";
    miss("Giấy phép lái xe", "198.51.100.9");
    EXPECT_THAT(missed(), ElementsAre("giấy phép lái xe"));
    for (const char* personal : {"0912345678", "a@b.vn", "số 019012345678", "x", "<script>"})
        for (int i = 1; i < 9; ++i) miss(personal, "198.51.100." + std::to_string(i));
    EXPECT_THAT(missed(), ElementsAre("giấy phép lái xe"));
}

TEST_P(UseTest, anybody_reads_the_figures_until_yesterday_and_how_they_are_made) {
    const Id id = published("Khai giảng");
    const Day yesterday = kToday - 1;
    keep(base_ + address(id), 12, "text/html", "", yesterday), keep(other_base_, 5, "text/html", "", yesterday);
    keep(base_ + address(id), 100), keep(base_ + "/so-do", 7);
    const auto answer = page("/thong-ke");
    EXPECT_EQ(answer.status, 200);
    for (const std::string words :
         {"Khai giảng", "<td data-label=\"Ngày 19/11\">12</td>", "Số liệu đến hết ngày 19/11/2026",
          "<td data-label=\"7 ngày\">12</td>", "Không dùng cookie", "giữ 400 ngày", "<polyline", "/thong-ke.csv"})
        EXPECT_THAT(answer.body, HasSubstr(words));
    EXPECT_THAT(answer.body, Not(HasSubstr("Sở Tài chính")));
    EXPECT_THAT(answer.body, Not(HasSubstr("112")));
    EXPECT_THAT(answer.body, Not(HasSubstr("so-do\">/so-do"))) << "of today alone";
    EXPECT_THAT(page("/thong-ke.csv").body, HasSubstr("2026-11-20"));
    EXPECT_THAT(page("/thong-ke.json").body, HasSubstr("{\"day\":\"2026-11-20\",\"form\":\"page\",\"views\":107}"));
    const auto all = read(portal_base_ + "/thong-ke", {{"pham-vi", "tinh"}});
    EXPECT_THAT(all.body, HasSubstr("<td data-label=\"Ngày 19/11\">17</td>"));
    EXPECT_THAT(all.body, HasSubstr("Sở Tài chính"));
    EXPECT_THAT(read(portal_base_ + "/thong-ke.json", {{"pham-vi", "tinh"}}).body, HasSubstr("\"views\":17"));
}

TEST_P(UseTest, what_readers_see_of_them_is_the_same_all_day) {
    keep(base_, 12, "text/html", "", kToday - 1);
    const auto before = page("/thong-ke").body;
    keep(base_, 3), keep(base_ + "/so-do", 4);
    EXPECT_EQ(page("/thong-ke").body, before);
    now_.advance_ms(std::int64_t{86'400'000});
    EXPECT_THAT(page("/thong-ke").body, HasSubstr("<td data-label=\"Ngày 20/11\">7</td>"));
}

TEST_P(UseTest, those_who_work_on_a_site_see_its_figures_inside) {
    keep(base_, 12);
    const auto all = get(office_.specialist, "/portal/use");
    EXPECT_EQ(all.status, 200);
    EXPECT_TRUE(all.has("/portal/use/" + std::to_string(site_)));
    EXPECT_FALSE(all.has("/portal/use/" + std::to_string(other_site_)));
    EXPECT_TRUE(get(office_.specialist, "/portal/use/" + std::to_string(site_)).has(">12</td>"));
    EXPECT_EQ(get(other_.specialist, "/portal/use/" + std::to_string(site_)).status, 404);
}

TEST_P(UseTest, a_search_that_finds_nothing_is_noted_unless_a_robot_asks) {
    web::Request request;
    request.path = request.target = base_ + "/tim";
    request.query = {{"q", "thủ tục không có"}};
    request.host = "example.vn";
    request.headers = {{"user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)"}};
    server_->handle(request);
    keep_uses(house_, {}, kToday);
    const auto count = [&] {
        return db().reading([](db::Conn& conn) {
            return conn.integer({"test.count_missed", "SELECT COUNT(*) FROM portal_missed"});
        });
    };
    EXPECT_EQ(count(), 0);
    request.headers = {{"user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"}};
    server_->handle(request);
    keep_uses(house_, {}, kToday);
    EXPECT_EQ(count(), 1);
}

}  // namespace dinh::portal
