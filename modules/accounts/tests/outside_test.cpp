// Work from outside the office: the second step is asked for where it has not been passed, and links lead, after all
// that is asked, to the very place and never out of the house.
#include <gmock/gmock.h>

#include "modules/accounts/sessions/networks.hpp"
#include "modules/accounts/sessions/places.hpp"
#include "modules/accounts/tests/with_factor.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kFar = "113.160.1.9";
constexpr const char* kNear = "10.1.2.3";

class Outside : public WithFactor {
protected:
    Outside() {
        trusted_proxies = {"127.0.0.1"};
        router.get("/notes/new", [](web::Context& c) {
            return web::text("<input name=\"_csrf\" value=\"" + c.csrf_token() + "\">");
        });
        router.post("/notes", [](web::Context&) { return web::see_other("/"); });
    }
    static test::HttpPairs from(const char* address) { return {{"X-Forwarded-For", address}}; }
    void set(const char* key, const char* value) {
        db().write([&](db::Tx& tx) { settings::set(tx, Actor::system(), key, value, clock::today(), "QĐ 5"); });
        pass_cache();
    }
    test::HttpAnswer step(test::HttpClient& browser, const std::string& secret, const char* address,
                          const std::string& next = "") {
        clock_.advance_ms(60'000);
        const auto page = browser.get(
            next.empty() ? "/sessions/second-step" : "/sessions/second-step?next=" + encoded(next), from(address));
        return browser.post("/sessions/second-step",
                            {{"code", crypto::totp_code(secret, clock::now())}, {"next", page.input("next")}},
                            from(address));
    }
};
DINH_BOTH_ENGINES(Outside);

TEST_P(Outside, a_session_begun_inside_asks_for_the_factor_before_it_goes_on) {
    auto browser = signed_in(clerk);
    const auto secret = set_up_app(browser);
    auto other = client();
    sign_in_as(other, "thult");
    step(other, secret, kNear);
    EXPECT_EQ(other.get("/", from(kNear)).status, 200);
    const auto asked = other.get("/accounts/me?x=1", from(kFar));
    EXPECT_EQ(asked.header("location"), "/sessions/second-step?next=%2Faccounts%2Fme%3Fx%3D1");
    EXPECT_EQ(step(other, secret, kFar, "/accounts/me?x=1").header("location"), "/accounts/me?x=1");
    EXPECT_EQ(other.get("/", from(kFar)).status, 200);
    EXPECT_EQ(other.get("/", from(kNear)).status, 200) << "and back inside";
}

TEST_P(Outside, nothing_typed_is_lost_when_the_factor_is_asked_for) {
    auto browser = signed_in(clerk);
    const auto secret = set_up_app(browser);
    auto other = client();
    sign_in_as(other, "thult");
    step(other, secret, kNear);
    other.get("/notes/new", from(kNear));
    const auto kept = other.post("/notes", {{"text", "Đã viết dở"}}, from(kFar));
    EXPECT_EQ(kept.status, 303);
    EXPECT_THAT(std::string(kept.header("location")), HasSubstr("/sessions/second-step"));
    EXPECT_EQ(step(other, secret, kFar).header("location"), "/sessions/kept-forms");
    EXPECT_THAT(other.get("/sessions/kept-forms", from(kFar)).body, HasSubstr("Đã viết dở"));
}

TEST_P(Outside, the_same_code_does_not_open_twice) {
    auto browser = signed_in(clerk);
    const auto secret = set_up_app(browser);
    auto other = client();
    sign_in_as(other, "thult");
    step(other, secret, kNear);
    const auto code = crypto::totp_code(secret, clock::now());
    other.get("/sessions/second-step", from(kFar));
    EXPECT_EQ(other.post("/sessions/second-step", {{"code", code}}, from(kFar)).status, 422);
    EXPECT_THAT(std::string(other.get("/", from(kFar)).header("location")), HasSubstr("/sessions/second-step"));
}

TEST_P(Outside, roles_kept_inside_do_not_work_from_anywhere_else) {
    change("UPDATE account SET second_factor = 'totp' WHERE id = $1", officer);
    set("accounts.inside_only_roles", "administrator, it_officer");
    auto browser = signed_in(officer, true);
    EXPECT_EQ(browser.get("/", from(kNear)).status, 200);
    const auto asked = browser.get("/", from(kFar));
    EXPECT_THAT(std::string(asked.header("location")), HasSubstr("/sessions/outside"));
    EXPECT_THAT(browser.get("/sessions/outside", from(kFar)).body, HasSubstr("chỉ làm việc được trong mạng nội bộ"));
    EXPECT_EQ(browser.get("/", from("::ffff:10.1.2.3")).status, 200);
    set("accounts.inside_only_roles", "không");
    EXPECT_EQ(browser.get("/", from(kFar)).status, 200);
}

TEST_P(Outside, settings_of_roles_that_nobody_has_are_refused) {
    for (const char* list : {"", "vua", "administrator; vua", "<b>"})
        EXPECT_THROW(set("accounts.inside_only_roles", list), Refused) << list;
}

TEST_P(Outside, a_chain_of_addresses_is_believed_only_as_far_as_the_trusted_proxy) {
    auto browser = signed_in(clerk);
    EXPECT_THAT(std::string(browser.get("/", from("10.0.0.1, 113.160.1.9")).header("location")),
                HasSubstr("/sessions/outside"))
        << "the client wrote an inner address before the proxy wrote his own";
}

TEST(Places, are_paths_of_this_house_alone) {
    for (const char* bad : {"",
                            "//evil.vn",
                            "///evil.vn",
                            "/\\evil.vn",
                            "\\\\evil.vn",
                            "https://evil.vn",
                            "javascript:alert(1)",
                            "evil.vn",
                            "/a\\b",
                            "/a b",
                            "/a\tb",
                            "/\tevil",
                            "/a\r\nLocation: x",
                            "/\x01",
                            "/a\x7f",
                            "/đ",
                            "?x",
                            "#x",
                            "/sessions/current",
                            "/sessions"})
        EXPECT_EQ(safe_place(bad), "") << bad;
    EXPECT_EQ(safe_place("/" + std::string(1000, 'a')), "");
    for (const char* good : {"/", "/documents/incoming/12?view=all&from=01%2F11%2F2026", "/a/%2F%2Fevil.vn",
                             "/search?q=%C4%91%E1%BA%A5t", "/a?next=//evil.vn", "/%5Cevil.vn"})
        EXPECT_EQ(safe_place(good), good);
}

TEST_P(Outside, a_link_leads_after_sign_in_and_factor_to_the_very_place) {
    auto browser = signed_in(clerk);
    const auto secret = set_up_app(browser);
    const std::string place = "/accounts/me?q=%C4%91%E1%BA%A5t+%26+nh%C3%A0&from=01%2F11%2F2026";
    auto other = client();
    const auto asked = other.get(place, from(kFar));
    const auto page = other.get(std::string(asked.header("location")), from(kFar));
    const auto half = other.post(
        "/sessions", {{"username", "thult"}, {"password", kPassword}, {"next", page.input("next")}}, from(kFar));
    EXPECT_EQ(half.header("location"), place);
    EXPECT_EQ(other.get(place, from(kFar)).header("location"), "/sessions/second-step?next=" + encoded(place));
    EXPECT_EQ(step(other, secret, kFar, place).header("location"), place);
}

TEST_P(Outside, the_second_step_and_the_unlocking_lead_to_no_other_site) {
    for (const char* next : {"//evil.vn", "/\\evil.vn", "/a\nb", "https://evil.vn"}) {
        auto browser = signed_in(clerk);
        pass_minutes(20);
        browser.get("/sessions/unlock");
        EXPECT_EQ(browser.post("/sessions/unlock", {{"password", kPassword}, {"next", next}}).header("location"), "/")
            << next;
    }
    auto browser = signed_in(clerk);
    const auto secret = set_up_app(browser);
    for (const char* next : {"//evil.vn", "/\\evil.vn"}) {
        auto other = client();
        sign_in_as(other, "thult");
        clock_.advance_ms(60'000);
        other.get("/sessions/second-step");
        EXPECT_EQ(
            other.post("/sessions/second-step", {{"code", crypto::totp_code(secret, clock::now())}, {"next", next}})
                .header("location"),
            "/")
            << next;
    }
}

// What a messenger fetches to show a picture of the link.
TEST_P(Outside, robots_of_messengers_see_the_sign_in_and_nothing_of_the_record) {
    for (const char* robot :
         {"facebookexternalhit/1.1", "ZaloBot/1.0", "TelegramBot (like TwitterBot)", "WhatsApp/2.23.20", "Viber/13"}) {
        auto browser = client();
        const auto answer = browser.get("/accounts/me", {{"User-Agent", robot}, {"X-Forwarded-For", kFar}});
        EXPECT_EQ(answer.status, 303) << robot;
        EXPECT_EQ(answer.body, "") << robot;
        const auto page = browser.follow(answer);
        EXPECT_THAT(page.body, HasSubstr("<title>Đăng nhập"));
        EXPECT_THAT(page.body, Not(HasSubstr("og:")));
        EXPECT_THAT(page.body, Not(HasSubstr("Lê Thị Thư")));
    }
}

}  // namespace dinh::accounts
