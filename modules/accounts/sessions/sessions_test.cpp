// Sessions: idle lock, ends, epochs, what is remembered and what is written.
#include <gmock/gmock.h>

#include "modules/accounts/sessions/visits.hpp"
#include "modules/accounts/tests/front.hpp"

namespace dinh::accounts {

using testing::HasSubstr;

class Sessions : public Front {
protected:
    std::string last_seen(const Worker& worker) {
        return db().reading([&](db::Conn& conn) {
            return conn
                .query(db::Sql{"test.seen", "SELECT last_seen_at FROM session WHERE account = $1"}, worker.account)
                .first()
                .text(0);
        });
    }
};
DINH_BOTH_ENGINES(Sessions);

TEST_P(Sessions, lock_after_fifteen_minutes_and_open_with_the_password_where_one_was) {
    auto browser = signed_in(clerk);
    EXPECT_EQ(browser.get("/").status, 200);
    pass_minutes(14);
    EXPECT_EQ(browser.get("/").status, 200);
    pass_minutes(16);
    const auto asked = browser.get("/accounts/me?x=1");
    EXPECT_EQ(asked.header("location"), "/sessions/unlock?next=%2Faccounts%2Fme%3Fx%3D1");
    EXPECT_EQ(audited("session.lock"), 1);
    const auto page = browser.follow(asked);
    EXPECT_THAT(page.body, HasSubstr("Phiên làm việc đã khóa"));
    const auto wrong = browser.post("/sessions/unlock", {{"password", "sai"}, {"next", page.input("next")}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("Còn 4 lần thử"));
    const auto opened = browser.post("/sessions/unlock", {{"password", kPassword}, {"next", page.input("next")}});
    EXPECT_EQ(opened.header("location"), "/accounts/me?x=1");
    EXPECT_EQ(browser.get("/").status, 200);
    EXPECT_EQ(audited("session.unlock"), 1);
}

TEST_P(Sessions, stay_locked_on_a_node_that_knows_nothing_of_them) {
    auto browser = signed_in(clerk);
    browser.get("/");
    pass_minutes(16);
    browser.get("/");
    EXPECT_EQ(count("SELECT COUNT(*) FROM session WHERE locked = 1"), 1);
    House second;
    second.db = house.db;
    second.keys = house.keys;
    web::Request request;
    request.cookies = {{kSessionCookie, browser.cookie(kSessionCookie)}};
    const auto visit = visit_of(second, request, true);
    ASSERT_TRUE(visit);
    EXPECT_EQ(visit->gate, Gate::idle);
}

TEST_P(Sessions, of_administrators_lock_after_five_minutes) {
    change("UPDATE account SET second_factor = 'codes', codes_left = 5 WHERE id = $1", admin);
    auto browser = signed_in(admin, true);
    EXPECT_EQ(browser.get("/").status, 200);
    pass_minutes(4);
    EXPECT_EQ(browser.get("/").status, 200);
    pass_minutes(6);
    EXPECT_EQ(browser.get("/").header("location"), "/sessions/unlock");
}

TEST_P(Sessions, do_not_take_the_polling_of_a_page_for_work) {
    router.get("/worklist/counters", [](web::Context&) { return web::json("{}"); });
    auto browser = signed_in(clerk);
    browser.get("/");
    for (int i = 0; i < 15; ++i) {
        pass_minutes(1);
        browser.get("/worklist/counters");
    }
    pass_minutes(1);
    EXPECT_EQ(browser.get("/").header("location"), "/sessions/unlock");
    EXPECT_EQ(browser.get("/worklist/counters", {{"Accept", "application/json"}}).status, 401);
}

TEST_P(Sessions, are_kept_open_by_the_touch_of_a_person_who_types) {
    auto browser = signed_in(clerk);
    browser.get("/accounts/me");
    for (int i = 0; i < 3; ++i) {
        pass_minutes(10);
        EXPECT_EQ(browser.post("/sessions/current/touches", {}).status, 204);
    }
    EXPECT_EQ(browser.get("/").status, 200);
    pass_minutes(16);
    EXPECT_EQ(browser.post("/sessions/current/touches", {}).status, 401);
}

TEST_P(Sessions, answer_a_touch_without_session_plainly) {
    auto browser = client();
    EXPECT_EQ(browser.post("/sessions/current/touches", {}).status, 401);
}

TEST_P(Sessions, write_their_use_at_most_once_a_minute) {
    auto browser = signed_in(clerk);
    browser.get("/");
    const std::string first = last_seen(clerk);
    clock_.advance_ms(30'000);
    browser.get("/");
    EXPECT_EQ(last_seen(clerk), first);
    clock_.advance_ms(31'000);
    browser.get("/");
    EXPECT_EQ(last_seen(clerk), clock::to_text(clock::now()));
}

TEST_P(Sessions, end_by_signing_out) {
    auto browser = signed_in(clerk);
    browser.get("/accounts/me");
    const std::string token = browser.cookie(kSessionCookie);
    const auto answer = browser.del("/sessions/current");
    EXPECT_EQ(answer.header("location"), "/sessions/new");
    EXPECT_EQ(browser.cookie(kSessionCookie), "");
    browser.set_cookie(kSessionCookie, token);
    EXPECT_EQ(browser.get("/").header("location"), "/sessions/new");
}

TEST_P(Sessions, can_be_ended_while_locked) {
    auto browser = signed_in(clerk);
    browser.get("/");
    pass_minutes(16);
    browser.follow(browser.get("/"));
    EXPECT_EQ(browser.del("/sessions/current").header("location"), "/sessions/new");
    EXPECT_EQ(count("SELECT COUNT(*) FROM session WHERE ended_at IS NULL"), 0);
}

TEST_P(Sessions, are_not_ended_by_another_site) {
    auto browser = signed_in(clerk);
    EXPECT_EQ(browser.post("/sessions/current", {{"_method", "delete"}, {"_csrf", "x"}}).status, 403);
    EXPECT_EQ(browser.get("/").status, 200);
}

TEST_P(Sessions, end_all_but_the_one_that_asks) {
    auto here = signed_in(clerk), there = signed_in(clerk), elsewhere = signed_in(stranger);
    EXPECT_EQ(there.get("/").status, 200);
    here.get("/accounts/me");
    EXPECT_EQ(here.del("/accounts/me/sessions").status, 303);
    EXPECT_EQ(here.get("/").status, 200);
    EXPECT_EQ(there.get("/").status, 303);
    EXPECT_EQ(elsewhere.get("/").status, 200);
    EXPECT_EQ(audited("session.end_all"), 1);
}

TEST_P(Sessions, ended_on_another_node_end_here_within_five_seconds) {
    auto browser = signed_in(clerk);
    EXPECT_EQ(browser.get("/").status, 200);
    db().write([&](db::Tx& tx) { end_all_sessions(tx, Actor::system(), clerk.account, 0); });
    pass_cache();
    EXPECT_EQ(browser.get("/").status, 303);
}

TEST_P(Sessions, end_one_by_one_from_the_list_and_only_ones_own) {
    auto here = signed_in(clerk), there = signed_in(clerk), foreign = signed_in(stranger);
    foreign.get("/");
    const auto ids = db().reading([&](db::Conn& c) {
        std::vector<std::pair<Id, Id>> found;
        for (const auto& row : c.query(db::Sql{"test.sessions", "SELECT id, account FROM session ORDER BY id"}))
            found.emplace_back(row.integer(0), row.integer(1));
        return found;
    });
    EXPECT_THAT(here.get("/accounts/me").body, HasSubstr("phiên này"));
    EXPECT_EQ(here.del("/accounts/me/sessions/" + std::to_string(ids[2].first)).status, 404);
    EXPECT_EQ(here.del("/accounts/me/sessions/" + std::to_string(ids[1].first)).status, 303);
    EXPECT_EQ(there.get("/").status, 303);
    EXPECT_EQ(foreign.get("/").status, 200);
}

TEST_P(Sessions, end_after_twelve_hours_however_busy) {
    auto browser = signed_in(clerk);
    for (int i = 0; i < 12 * 6 + 1; ++i) {
        browser.get("/");
        pass_minutes(10);
    }
    EXPECT_EQ(browser.get("/").header("location"), "/sessions/new");
}

TEST_P(Sessions, end_with_a_reset_password_and_with_a_disabled_account) {
    auto one = signed_in(clerk), two = signed_in(stranger);
    one.get("/");
    two.get("/");
    db().write([&](db::Tx& tx) {
        reset(tx, Actor::system(), "thult", "tạm thời một hai ba");
        disable_account(tx, Actor::system(), stranger.account, 0, "nghỉ việc");
    });
    pass_cache();
    EXPECT_EQ(one.get("/").status, 303);
    EXPECT_EQ(two.get("/").status, 303);
}

TEST_P(Sessions, go_on_under_the_post_that_was_chosen) {
    Id second_post = 0;
    db().write([&](db::Tx& tx) {
        const Day from = *clock::make_day(2026, 1, 1);
        second_post = directory::add_post(tx, Actor::system(), {department, 0, "Thủ quỹ", {"specialist"}, "", 2, from});
        directory::appoint(tx, Actor::system(), clerk.person, second_post, "concurrent", "QĐ 2", from);
    });
    router.get("/acting", [](web::Context& c) { return web::text(c.actor().acting_capacity()->title); });
    auto browser = signed_in(clerk);
    EXPECT_EQ(browser.get("/acting").body, "Văn thư");
    browser.get("/accounts/me");
    EXPECT_EQ(browser.post("/accounts/me/acting-post", {{"post", std::to_string(second_post)}}).status, 303);
    EXPECT_EQ(browser.get("/acting").body, "Thủ quỹ");
    browser.get("/accounts/me");
    EXPECT_EQ(browser.post("/accounts/me/acting-post", {{"post", std::to_string(admin.post)}}).status, 422);
}

TEST_P(Sessions, of_auditors_only_read) {
    router.get("/reads", [](web::Context& c) { return web::text(c.actor().read_only ? "reads" : "writes"); });
    auto one = signed_in(auditor), two = signed_in(clerk);
    EXPECT_EQ(one.get("/reads").body, "reads");
    EXPECT_EQ(two.get("/reads").body, "writes");
}

TEST_P(Sessions, are_none_for_cookies_nobody_gave) {
    for (const std::string& token : {std::string("x"), std::string(43, 'A'), std::string(5000, 'a')}) {
        auto browser = client();
        browser.set_cookie(kSessionCookie, token);
        EXPECT_EQ(browser.get("/").status, 303) << token.size();
    }
}

TEST_P(Sessions, lock_later_when_another_node_saw_the_person_work) {
    auto browser = signed_in(clerk);
    browser.get("/");
    pass_minutes(16);
    db().write([&](db::Tx& tx) {
        tx.exec(db::Sql{"test.seen_elsewhere", "UPDATE session SET last_seen_at = $1 WHERE account = $2"},
                Instant{clock::now().ms - 60'000}, clerk.account);
    });
    EXPECT_EQ(browser.get("/").status, 200);
    EXPECT_EQ(audited("session.lock"), 0);
}

TEST(Device, is_told_in_words) {
    EXPECT_EQ(device_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"),
              "Firefox, Windows");
    EXPECT_EQ(device_words("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"),
              "Edge, Windows");
    EXPECT_EQ(device_words("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"),
              "Chrome, Android");
    EXPECT_EQ(device_words("curl/8"), "curl/8");
    EXPECT_EQ(device_words(""), "");
}

}  // namespace dinh::accounts
