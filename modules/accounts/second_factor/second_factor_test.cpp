// The second step: set up, asked for, good once.
#include <gmock/gmock.h>

#include "modules/accounts/second_factor/second_factor.hpp"
#include "modules/accounts/tests/with_factor.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::Not;

class SecondFactor : public WithFactor {};
DINH_BOTH_ENGINES(SecondFactor);

TEST_P(SecondFactor, is_set_up_with_a_picture_and_a_key_and_asked_for_at_the_next_sign_in) {
    auto browser = signed_in(clerk);
    const auto page = browser.get("/accounts/me/second-factor");
    EXPECT_THAT(page.body, HasSubstr("<svg"));
    EXPECT_THAT(page.body, Not(HasSubstr("style=")));
    const std::string secret = set_up_app(browser);
    EXPECT_EQ(sheet_.size(), 10u);
    EXPECT_EQ(browser.get("/").status, 200);
    EXPECT_THAT(browser.get("/accounts/me/second-factor").body, Not(HasSubstr("<svg viewBox=\"0 0 4")));

    auto other = client();
    const auto asked = other.follow(sign_in_as(other, "thult"));
    EXPECT_THAT(asked.body, HasSubstr("Mã 6 chữ số"));
    EXPECT_EQ(other.get("/accounts/me").header("location"), "/sessions/second-step?next=%2Faccounts%2Fme");
    const std::string half = other.cookie(kSessionCookie);
    EXPECT_EQ(second_step(other, crypto::totp_code(secret, clock::now())).header("location"), "/");
    EXPECT_NE(other.cookie(kSessionCookie), half);
    EXPECT_EQ(other.get("/").status, 200);
    EXPECT_EQ(audited("session.second_step"), 1);
}

TEST_P(SecondFactor, secrets_and_codes_are_not_readable_in_the_database) {
    auto browser = signed_in(clerk);
    const std::string secret = set_up_app(browser);
    const auto stored = db().reading([](db::Conn& c) {
        return c.query(db::Sql{"test.secret", "SELECT totp_secret FROM account WHERE totp_secret <> ''"})
            .first()
            .text(0);
    });
    EXPECT_THAT(crypto::from_base64url(stored).value_or(""), Not(HasSubstr(secret)));
    EXPECT_FALSE(open_secret(*house.keys, stranger.account, stored));
    EXPECT_EQ(open_secret(*house.keys, clerk.account, stored), secret);
}

TEST_P(SecondFactor, refuses_a_code_that_was_used) {
    auto browser = signed_in(clerk);
    const std::string secret = set_up_app(browser);
    const std::string code = crypto::totp_code(secret, clock::now());
    auto one = client(), two = client();
    sign_in_as(one, "thult");
    EXPECT_EQ(second_step(one, code).status, 303);
    sign_in_as(two, "thult");
    EXPECT_EQ(second_step(two, code).status, 422);
}

TEST_P(SecondFactor, lets_one_of_two_in_who_send_the_same_code_at_once) {
    auto browser = signed_in(clerk);
    const std::string secret = set_up_app(browser);
    const std::string code = crypto::totp_code(secret, clock::now());
    std::vector<Visit> visits;
    for (int i = 0; i < 2; ++i) {
        auto one = client();
        sign_in_as(one, "thult");
        web::Request request;
        request.cookies = {{kSessionCookie, one.cookie(kSessionCookie)}};
        visits.push_back(*visit_of(house, request, true));
    }
    std::atomic<int> right{0};
    test::at_once(2, [&](int i) { right += take_second_step(house, visits[i], code).verdict == CodeVerdict::right; });
    EXPECT_EQ(right, 1);
}

TEST_P(SecondFactor, takes_a_printed_code_once_however_it_is_typed) {
    auto browser = signed_in(clerk);
    set_up_app(browser);
    std::string typed;
    for (const char c : sheet_[3])
        if (c != '-') typed += static_cast<char>(std::tolower(c));
    auto one = client(), two = client();
    sign_in_as(one, "thult");
    EXPECT_EQ(second_step(one, " " + typed + " ").status, 303);
    EXPECT_EQ(account(clerk).codes_left, 9);
    sign_in_as(two, "thult");
    EXPECT_EQ(second_step(two, sheet_[3]).status, 422);
    EXPECT_EQ(second_step(two, sheet_[4]).status, 303);
}

TEST_P(SecondFactor, lets_one_of_two_in_who_send_the_same_printed_code_at_once) {
    auto browser = signed_in(clerk);
    set_up_app(browser);
    std::vector<Visit> visits;
    for (int i = 0; i < 2; ++i) {
        auto one = client();
        sign_in_as(one, "thult");
        web::Request request;
        request.cookies = {{kSessionCookie, one.cookie(kSessionCookie)}};
        visits.push_back(*visit_of(house, request, true));
    }
    std::atomic<int> right{0};
    test::at_once(2,
                  [&](int i) { right += take_second_step(house, visits[i], sheet_[0]).verdict == CodeVerdict::right; });
    EXPECT_EQ(right, 1);
    EXPECT_EQ(account(clerk).codes_left, 9);
}

TEST_P(SecondFactor, a_new_sheet_ends_the_old_one) {
    auto browser = signed_in(clerk);
    set_up_app(browser);
    const auto old = sheet_;
    browser.get("/accounts/me/second-factor");
    const auto fresh = codes_of(browser.post("/accounts/me/one-time-codes", {}).body);
    ASSERT_EQ(fresh.size(), 10u);
    auto one = client();
    sign_in_as(one, "thult");
    EXPECT_EQ(second_step(one, old[0]).status, 422);
    EXPECT_EQ(second_step(one, fresh[0]).status, 303);
}

TEST_P(SecondFactor, locks_after_wrong_codes_and_does_not_count_anew_with_each_password) {
    auto browser = signed_in(clerk);
    set_up_app(browser);
    auto one = client();
    for (int i = 0; i < 4; ++i) {
        sign_in_as(one, "thult");
        EXPECT_EQ(second_step(one, "000000").status, 422);
    }
    EXPECT_EQ(audited("account.lock"), 0);
    second_step(one, "000000");
    EXPECT_EQ(audited("account.lock"), 1);
    EXPECT_THAT(second_step(one, "000000").body, HasSubstr("đang bị khóa"));
}

TEST_P(SecondFactor, gives_ten_minutes_for_the_code) {
    auto browser = signed_in(clerk);
    const std::string secret = set_up_app(browser);
    auto one = client();
    sign_in_as(one, "thult");
    pass_minutes(11);
    EXPECT_EQ(one.get("/").header("location"), "/sessions/new");
}

TEST_P(SecondFactor, is_not_set_up_with_a_wrong_code_or_a_foreign_secret) {
    auto browser = signed_in(clerk);
    const auto page = browser.get("/accounts/me/second-factor");
    EXPECT_EQ(browser.post("/accounts/me/second-factor", {{"sealed", page.input("sealed")}, {"code", "000000"}}).status,
              422);
    const std::string secret = crypto::new_totp_secret();
    const std::string foreign = seal_secret(*house.keys, stranger.account, secret);
    EXPECT_EQ(browser
                  .post("/accounts/me/second-factor",
                        {{"sealed", foreign}, {"code", crypto::totp_code(secret, clock::now())}})
                  .status,
              422);
    EXPECT_EQ(account(clerk).second_factor, "");
}

TEST_P(SecondFactor, must_be_set_up_by_administrators_before_they_work_and_may_be_a_sheet) {
    auto browser = client();
    const auto sent = browser.follow(sign_in_as(browser, "khanhdq"));
    EXPECT_THAT(sent.body, HasSubstr("Quản trị viên phải bật"));
    EXPECT_EQ(browser.get("/accounts").status, 303);
    const auto sheet = codes_of(browser.post("/accounts/me/one-time-codes", {}).body);
    ASSERT_EQ(sheet.size(), 10u);
    EXPECT_EQ(browser.get("/accounts").status, 200);
    auto again = client();
    EXPECT_THAT(again.follow(sign_in_as(again, "khanhdq")).body, HasSubstr("Một mã trên tờ"));
    EXPECT_EQ(second_step(again, sheet[0]).status, 303);
    EXPECT_EQ(again.get("/accounts").status, 200);
}

TEST_P(SecondFactor, asks_for_a_new_sheet_when_the_last_code_was_used) {
    auto browser = signed_in(clerk);
    browser.get("/accounts/me/second-factor");
    const auto sheet = codes_of(browser.post("/accounts/me/one-time-codes", {}).body);
    change("UPDATE account SET codes_left = 1 WHERE id = $1", clerk);
    auto one = client();
    sign_in_as(one, "thult");
    second_step(one, sheet[0]);
    EXPECT_EQ(one.get("/").header("location"), "/accounts/me/second-factor");
    one.get("/accounts/me/second-factor");
    EXPECT_EQ(codes_of(one.post("/accounts/me/one-time-codes", {}).body).size(), 10u);
    EXPECT_EQ(one.get("/").status, 200);
}

TEST_P(SecondFactor, is_taken_away_only_with_the_password_and_never_by_administrators) {
    auto browser = signed_in(clerk);
    set_up_app(browser);
    browser.get("/accounts/me/second-factor");
    EXPECT_EQ(browser.del("/accounts/me/second-factor", {{"password", "sai"}}).status, 422);
    EXPECT_EQ(account(clerk).second_factor, "totp");
    EXPECT_EQ(browser.del("/accounts/me/second-factor", {{"password", kPassword}}).status, 303);
    EXPECT_EQ(account(clerk).second_factor, "");
    EXPECT_EQ(browser.get("/").status, 200);

    change("UPDATE account SET second_factor = 'codes', codes_left = 5 WHERE id = $1", admin);
    auto chief = signed_in(admin, true);
    chief.get("/accounts/me/second-factor");
    EXPECT_EQ(chief.del("/accounts/me/second-factor", {{"password", kPassword}}).status, 422);
}

TEST(QrCode, is_a_square_of_dark_runs) {
    const Qr qr = qr_code("otpauth://totp/Dinh:thult?secret=ABCDEFGHIJKLMNOP&issuer=Dinh");
    EXPECT_GE(qr.side, 21 + 8);
    EXPECT_TRUE(qr.outline.starts_with("M4 4h7v1h-7z"));
    EXPECT_EQ(qr_code(std::string(5000, 'x')).side, 0);
}

}  // namespace dinh::accounts
