// The patrol: what pages lead to, what an answer makes of it, who is told, and what people say of it.
#include "modules/portal/duties/patrol.hpp"

#include "modules/portal/duties/patrol_inside.hpp"
#include "modules/portal/duties/patrol_store.hpp"
#include "modules/portal/reading/use.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/reading_desk.hpp"
#include "platform/config/config.hpp"
#include "tests/support/town.hpp"

namespace dinh::portal {

namespace {

using outbox::Visit;
using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using State = Visit::State;

class PatrolTest : public test::ReadingDesk {
protected:
    void SetUp() override {
        ReadingDesk::SetUp();
        config_.public_url = "https://dinh.vn";
        house_.config = &config_;
    }
    Id article(const std::string& body, const std::string& title = "Bài có liên kết") {
        auto typed = input(title);
        typed.body = body;
        return published(typed);
    }
    void walk() { walk_site(house_, site(site_)); }
    void look() { look_inside(house_); }
    int look_out() {
        outbox::Visitor visitor({.contact = "", .timeout_s = 5, .pause_ms = 0, .this_machine = true});
        return static_cast<int>(look_outside(house_, visitor));
    }
    std::map<std::string, std::string> states() {
        std::map<std::string, std::string> found;
        for (const auto& one : findings("all")) found[one.address] = one.state;
        return found;
    }
    // In texts, without the links of the map of the site.
    std::vector<Finding> findings(const std::string& view) {
        auto list = every(view);
        std::erase_if(list, [](const Finding& one) { return one.kind == "menu"; });
        return list;
    }
    std::vector<Finding> every(const std::string& view) {
        return db().reading([&](db::Conn& conn) { return findings_of(conn, site_, {.view = view, .most = 500}); });
    }
    std::string state_of(const std::string& address) {
        for (const auto& one : every("all"))
            if (one.address == address) return one.state;
        return "none";
    }
    std::int64_t announced(Id site) {
        return db().reading([&](db::Conn& conn) {
            return conn.integer({"test.announced", "SELECT COUNT(*) FROM page_change WHERE key = $1"},
                                cache_keys(site, kUsePage).back());
        });
    }
    void by_sql(const char* text, Id site) {
        write([&](db::Tx& tx) { tx.exec({"test.change", text}, site); });
    }
    Finding only() { return findings("all").at(0); }
    std::string line_of(Id post) {
        const auto lines = texts(
            {"test.care", "SELECT title FROM work_item WHERE holder = $1 AND kind = 'portal.care' AND is_open = 1"},
            post);
        EXPECT_LE(lines.size(), 1u);
        return lines.empty() ? std::string() : lines.front();
    }
    void remind() {
        look_again();
        const Site one = site(site_);
        write([&](db::Tx& tx) { remind_of_site(tx, *directory_, one, clock::today()); });
    }
    void mark(const Actor& actor, const std::string& how, const std::string& reason) {
        const Finding one = only();
        write([&](db::Tx& tx) { mark_link(tx, actor, site_, one.id, one.version, how, reason); });
    }
    void a_broken_link() {
        article("<p><a href=\"" + base_ + "/bai/khong-co\">x</a></p>");
        walk(), look();
    }
    Id a_page(const std::string& title) {
        auto typed = input(title);
        typed.kind = "page";
        typed.category = category(site_, "tin-tuc-su-kien").id;
        return published(typed);
    }
    std::vector<std::string> stale() {
        look_again();
        return db().reading([&](db::Conn& conn) {
            std::vector<std::string> titles;
            for (const auto& one : stale_pages(conn, *directory_, site(site_), clock::today()))
                titles.push_back(one.title);
            return titles;
        });
    }
    void in_days(int days) { now_.advance_ms(days * std::int64_t{86'400'000}); }
    config::Config config_;
};
DINH_BOTH_ENGINES(PatrolTest);

}  // namespace

TEST_P(PatrolTest, finds_out_within_the_house_what_readers_would_get) {
    const Id there = published("Có thật");
    keep(site_, "/cu", address(there));
    article("<p><a href=\"" + base_ + address(there) + "\">1</a> <a href=\"" + base_ + "/bai/khong-co\">2</a>" +
            "<a href=\"https://dinh.vn" + base_ + "/so-do#x\">3</a> <a href=\"" + base_ + "/cu\">4</a>" +
            "<a href=\"/documents/incoming\">5</a> <a href=\"/trang/khong-co\">6</a>" +
            "<a href=\"mailto:a@b.vn\">7</a> <a href=\"#muc-1\">8</a> <a href=\"" + base_ + "/tim?q=x\">9</a></p>");
    walk(), look();
    const std::map<std::string, std::string> expected{
        {base_ + address(there), "ok"}, {base_ + "/bai/khong-co", "gone"},      {base_ + "/so-do", "ok"},
        {base_ + "/cu", "moved"},       {"/documents/incoming", "not_checked"}, {"/trang/khong-co", "gone"},
        {base_ + "/tim?q=x", "ok"}};
    EXPECT_EQ(states(), expected);
}

TEST_P(PatrolTest, what_is_linked_no_more_goes_and_what_ends_is_found_the_next_day) {
    const Id there = published("Có thật");
    const Id id = article("<p><a href=\"" + base_ + address(there) + "\">1</a></p>");
    walk(), look();
    EXPECT_EQ(only().state, "ok");
    on(withdraw_article, office_.director, there, std::string_view("Sai số liệu trong bài"));
    in_days(1);
    look();
    EXPECT_EQ(only().state, "gone");
    on(withdraw_article, office_.director, id, std::string_view("Sai số liệu trong bài"));
    walk();
    EXPECT_THAT(findings("all"), IsEmpty());
}

TEST_P(PatrolTest, outside_is_broken_only_after_failures_on_three_days) {
    test::Town town;
    town.says("/co", "200 OK");
    article("<p><a href=\"" + town.at("/co") + "\">1</a> <a href=\"" + town.at("/mat") + "\">2</a></p>");
    walk();
    EXPECT_EQ(look_out(), 2);
    EXPECT_EQ(states().at(town.at("/co")), "ok");
    EXPECT_EQ(states().at(town.at("/mat")), "failing");
    EXPECT_EQ(look_out(), 0) << "not again on the same day";
    in_days(1);
    EXPECT_EQ(look_out(), 1) << "what was there is asked in a week";
    EXPECT_EQ(states().at(town.at("/mat")), "failing");
    EXPECT_THAT(findings("bad"), IsEmpty());
    in_days(1);
    look_out();
    EXPECT_EQ(findings("bad").at(0).address, town.at("/mat"));
    EXPECT_EQ(findings("bad").at(0).failing_since, day(11, 20));
    EXPECT_EQ(findings("bad").at(0).said, "404");
    town.says("/co", "404 Not Found");
    in_days(7);
    look_out();
    EXPECT_EQ(states().at(town.at("/co")), "failing");
}

TEST_P(PatrolTest, the_house_never_asks_its_own_network) {
    test::Town town;
    town.says("/co", "200 OK");
    article("<p><a href=\"" + town.at("/co") + "\">1</a></p>");
    walk();
    outbox::Visitor strict({.contact = "", .timeout_s = 5, .pause_ms = 0});
    look_outside(house_, strict);
    EXPECT_EQ(only().state, "not_checked");
}

TEST(PatrolVerdict, a_day_counts_once_and_an_answer_ends_the_count) {
    const Visit failed{State::failed, "500", ""}, there{State::there, "200", ""};
    Verdict now = verdict({}, failed, day(11, 20), false);
    now = verdict(now, failed, day(11, 20), false);
    EXPECT_EQ(now.failures, 1);
    now = verdict(now, failed, day(11, 21), false);
    EXPECT_EQ(now.state, "failing");
    EXPECT_EQ(verdict(now, failed, day(11, 22), false).state, "gone");
    now = verdict(now, there, day(11, 22), false);
    EXPECT_EQ(now.state, "ok");
    EXPECT_EQ(now.failures, 0);
    EXPECT_FALSE(now.failing_since);
    EXPECT_EQ(verdict({}, {State::refused, "403", ""}, day(11, 20), false).state, "not_checked");
    EXPECT_EQ(verdict({}, {State::gone, "404", ""}, day(11, 20), true).state, "gone") << "the house knows at once";
    EXPECT_EQ(verdict({}, failed, day(11, 20), true).state, "failing");
}

TEST_P(PatrolTest, the_writer_is_told_in_one_line_and_the_editors_of_what_has_no_writer) {
    article("<p><a href=\"" + base_ + "/bai/a\">1</a> <a href=\"" + base_ + "/bai/b\">2</a></p>");
    walk(), look(), remind();
    EXPECT_EQ(line_of(office_.specialist.post), "Sở Khoa học và Công nghệ: 2 liên kết hỏng");
    EXPECT_EQ(line_of(office_.chief.post), "");
    write([&](db::Tx& tx) {
        tx.exec({"test.leaves", "DELETE FROM appointment WHERE post = $1"}, office_.specialist.post);
        tx.exec({"test.revision", "UPDATE directory_revision SET revision = revision + 1 WHERE id = 1"});
    });
    look_again();
    remind();
    EXPECT_EQ(line_of(office_.specialist.post), "");
    EXPECT_EQ(line_of(office_.chief.post), "Sở Khoa học và Công nghệ: 2 liên kết hỏng");
    write([](db::Tx& tx) { tx.exec({"test.mended", "UPDATE portal_target SET state = 'ok'"}); });
    remind();
    EXPECT_EQ(line_of(office_.chief.post), "");
}

TEST_P(PatrolTest, marks_take_a_link_off_the_list_until_it_fails_again) {
    a_broken_link();
    EXPECT_THAT(refusals([&] { mark(office_.specialist, "ignored", "ngắn"); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { mark(office_.specialist, "other", ""); }), ElementsAre("mark"));
    EXPECT_THROW(mark(other_.specialist, "fixed", ""), NotFound);
    mark(office_.specialist, "fixed", "");
    EXPECT_THAT(findings("bad"), IsEmpty());
    EXPECT_EQ(only().label, "Nguyễn Văn Chuyên – Chuyên viên");
    EXPECT_FALSE(refusals([&] { mark(office_.specialist, "fixed", ""); }).empty()) << "twice";
    look();
    EXPECT_EQ(findings("bad").size(), 1u) << "it still leads nowhere";
    mark(office_.specialist, "ignored", "Trang cũ, giữ để tham khảo");
    EXPECT_THAT(history(site_).front(), HasSubstr("Trang cũ, giữ để tham khảo"));
    in_days(1);
    look();
    EXPECT_THAT(findings("bad"), IsEmpty());
    const Finding one = only();
    write([&](db::Tx& tx) { unmark_link(tx, office_.specialist, site_, one.id, one.version); });
    EXPECT_EQ(findings("bad").size(), 1u);
    EXPECT_THROW(write([&](db::Tx& tx) { unmark_link(tx, office_.specialist, site_, one.id, one.version); }), Conflict);
}

TEST_P(PatrolTest, a_link_taken_out_of_its_page_goes_on_the_day_that_is_said) {
    const auto mended = [&](const char* title, const auto& said) {
        const Id id = article("<p><a href=\"" + base_ + "/bai/khong-co\">x</a></p>", title);
        write([&](db::Tx& tx) { patrol_store::walk_again(tx, site_, clock::today()); });
        patrol(house_);
        ASSERT_EQ(findings("bad").size(), 1u);
        auto typed = input(title);
        typed.body = "<p>x</p>";
        const auto version = told(id).version;
        write([&](db::Tx& tx) { correct_article(tx, office_.chief, id, version, typed, "Bỏ liên kết hỏng", {}); });
        said(findings("bad").front());
        patrol(house_);
        EXPECT_FALSE(states().contains(base_ + "/bai/khong-co"));
    };
    mended("Một", [&](const Finding& one) {
        write([&](db::Tx& tx) { mark_link(tx, office_.specialist, site_, one.id, one.version, "fixed", ""); });
    });
    mended("Hai", [&](const Finding& one) {
        write([&](db::Tx& tx) { check_link_again(tx, office_.specialist, site_, one.id, one.version); });
    });
}

TEST_P(PatrolTest, of_two_who_mark_at_once_one_wins) {
    a_broken_link();
    const Finding one = only();
    test::one_wins("mark", "Conflict", [&] {
        write([&](db::Tx& tx) { mark_link(tx, office_.specialist, site_, one.id, one.version, "fixed", ""); });
    });
    const Finding again = only();
    test::one_wins("unmark", "Conflict", [&] {
        write([&](db::Tx& tx) { unmark_link(tx, office_.specialist, site_, again.id, again.version); });
    });
    const Finding last = only();
    test::one_wins("check", "Conflict", [&] {
        write([&](db::Tx& tx) { check_link_again(tx, office_.specialist, site_, last.id, last.version); });
    });
}

TEST_P(PatrolTest, an_old_page_waits_for_a_word_that_it_is_still_right) {
    const Id id = a_page("Chức năng, nhiệm vụ");
    const Id news = article("<p>Tin không cũ đi.</p>");
    EXPECT_THROW(on(confirm_page, office_.specialist, news), Refused);
    in_days(365);
    EXPECT_THAT(stale(), IsEmpty()) << "the last day of the rule";
    in_days(1);
    EXPECT_THAT(stale(), ElementsAre("Chức năng, nhiệm vụ"));
    remind();
    EXPECT_EQ(line_of(office_.specialist.post), "Sở Khoa học và Công nghệ: 1 trang cần xem lại");
    EXPECT_THROW(on(confirm_page, other_.director, id), NotFound);
    EXPECT_THROW(on(confirm_page, office_.clerk, id), Failure);
    const auto at = told(id).version;
    test::one_wins("confirm", "Conflict",
                   [&] { write([&](db::Tx& tx) { confirm_page(tx, office_.specialist, id, at); }); });
    EXPECT_THAT(stale(), IsEmpty());
    remind();
    EXPECT_EQ(line_of(office_.specialist.post), "");
    in_days(366);
    EXPECT_THAT(stale(), ElementsAre("Chức năng, nhiệm vụ")) << "the clock began anew";
}

TEST_P(PatrolTest, visits_the_lists_of_categories_and_of_the_menu) {
    const Inside every_noun(house_);  // says its part of the menu when its routes are told
    walk(), look();
    const std::string news = base_ + "/muc/tin-tuc-su-kien";
    for (const std::string& address : {base_, base_ + "/so-do", base_ + "/danh-ba", base_ + "/hoi-dap", news})
        EXPECT_EQ(state_of(address), "ok") << address;
    EXPECT_THAT(every("bad"), IsEmpty());
    by_sql("UPDATE portal_category SET state = 'closed' WHERE site = $1 AND slug = 'tin-tuc-su-kien'", site_);
    in_days(1);
    look();
    ASSERT_EQ(every("bad").size(), 1u);
    const Finding one = every("bad").front();
    EXPECT_EQ(one.address, news);
    EXPECT_EQ(one.title, "Sơ đồ cổng");
    EXPECT_EQ(one.owner, 0) << "the editors care for it";
    remind();
    EXPECT_EQ(line_of(office_.chief.post), "Sở Khoa học và Công nghệ: 1 liên kết hỏng");
    walk();
    EXPECT_EQ(state_of(news), "none") << "the map leads there no more";
}

TEST_P(PatrolTest, a_site_that_ended_shows_with_those_who_lead_to_it) {
    const std::string its_news = other_base_ + "/muc/tin-tuc-su-kien", its_people = other_base_ + "/danh-ba";
    article("<p><a href=\"" + other_base_ + "\">1</a> <a href=\"" + its_news + "\">2</a> <a href=\"" + its_people +
            "\">3</a> <a href=\"" + other_base_ + "/so-do\">4</a></p>");
    walk(), look();
    for (const std::string& address : {other_base_, its_news, its_people}) EXPECT_EQ(state_of(address), "ok");
    by_sql("UPDATE agency SET until_day = '2026-11-20' WHERE id = $1", other_.agency);
    write([&](db::Tx& tx) { EXPECT_TRUE(sites_reorganised(tx, other_.agency, office_.agency, clock::today())); });
    in_days(1);
    walk(), look();
    EXPECT_EQ(state_of(other_base_), "moved");
    EXPECT_EQ(state_of(its_news), "moved");
    EXPECT_EQ(state_of(its_people), "moved");
    const auto list = findings("moved");
    EXPECT_TRUE(std::any_of(list.begin(), list.end(), [&](const Finding& one) {
        return one.address == its_news && one.moved_to == base_ + "/muc/tin-tuc-su-kien";
    }));
    EXPECT_THAT(findings("bad"), IsEmpty()) << "an archive is read at its old address";
    by_sql("UPDATE portal_site SET slug = 'khong-con-nua' WHERE id = $1", other_site_);
    in_days(1);
    walk(), look(), remind();
    EXPECT_EQ(findings("bad").size(), 4u) << "it is not there at all";
    EXPECT_EQ(line_of(office_.specialist.post), "Sở Khoa học và Công nghệ: 4 liên kết hỏng");
}

TEST_P(PatrolTest, figures_of_use_are_made_anew_once_a_day_of_archives_too) {
    by_sql("UPDATE portal_site SET state = 'archive' WHERE id = $1", other_site_);
    patrol(house_), patrol(house_);
    EXPECT_EQ(announced(site_), 1);
    EXPECT_EQ(announced(other_site_), 1);
    in_days(1);
    patrol(house_);
    EXPECT_EQ(announced(site_), 2);
    EXPECT_EQ(announced(other_site_), 2);
}

TEST_P(PatrolTest, the_patrol_does_all_of_it_once_a_day) {
    article("<p><a href=\"" + base_ + "/bai/a\">1</a></p>");
    patrol(house_);
    EXPECT_EQ(line_of(office_.specialist.post), "Sở Khoa học và Công nghệ: 1 liên kết hỏng");
    patrol(house_);
    EXPECT_EQ(findings("all").size(), 1u);
}

}  // namespace dinh::portal
