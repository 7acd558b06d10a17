// Codes of the second step that are none, typed wherever one is asked for: each is just a wrong code, counted and shown
// nowhere; the right one is then taken.
#include <gmock/gmock.h>

#include "modules/accounts/second_factor/second_factor.hpp"
#include "modules/accounts/tests/with_factor.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::Not;

namespace {

constexpr const char* kMarkup = "<script>alert(1)</script>{{X}}";
const std::string kEndless(10'000, '1');

std::vector<std::string> no_codes() {
    return {"",
            "   ",
            "12345",
            "1234567",
            "abcdef",
            "12 34 5",
            "-12345",
            "+12345",
            "1e5",
            "0x1234",
            "12345\x01",
            "１２３４５６",
            "٠١٢٣٤٥",
            "AAAA-AAAA",
            "aaaaaaaa",
            "----- ---",
            "' OR '1'='1",
            "%31%32%33%34%35%36",
            kMarkup,
            kEndless,
            std::string(10'000, ' '),
            std::string(5'000, '-')};
}

}  // namespace

class SecondFactorCodes : public WithFactor {
protected:
    std::int64_t failures() {
        return db().reading([&](db::Conn& conn) {
            return conn.integer(db::Sql{"test.failures", "SELECT failures FROM account WHERE id = $1"}, clerk.account);
        });
    }
    void forget_failures() { change("UPDATE account SET failures = 0, locked_until = NULL WHERE id = $1", clerk); }
    void refuses(test::HttpClient& browser, const std::string& code) {
        forget_failures();
        const auto answer = second_step(browser, code);
        EXPECT_EQ(answer.status, 422) << code.substr(0, 40);
        EXPECT_THAT(answer.body, HasSubstr("Mã không đúng hoặc đã dùng")) << code.substr(0, 40);
        EXPECT_THAT(answer.body, Not(HasSubstr("alert(1)"))) << "what was typed is a secret and stands nowhere";
        EXPECT_EQ(failures(), 1) << code.substr(0, 40);
        EXPECT_EQ(browser.get("/").header("location"), "/sessions/second-step") << code.substr(0, 40);
    }
};
DINH_BOTH_ENGINES(SecondFactorCodes);

TEST_P(SecondFactorCodes, that_are_none_are_counted_and_let_nobody_in) {
    auto setting_up = signed_in(clerk);
    const std::string secret = set_up_app(setting_up);
    const auto sheet = sheet_;
    auto browser = client();
    sign_in_as(browser, "thult");
    for (const auto& code : no_codes()) refuses(browser, code);
    const std::string now = crypto::totp_code(secret, clock::now());
    for (const std::string& code : {crypto::totp_code(secret, {clock::now().ms - 300'000}),
                                    crypto::totp_code(secret, {clock::now().ms + 300'000}),
                                    crypto::totp_code(crypto::new_totp_secret(), clock::now()), now + "0", now + now,
                                    now + sheet[0], sheet[0] + sheet[1], sheet[0].substr(1), sheet[0] + "A"})
        refuses(browser, code);
    EXPECT_EQ(account(clerk).codes_left, 10) << "none of the sheet was used";
    forget_failures();
    EXPECT_EQ(second_step(browser, now.substr(0, 3) + " " + now.substr(3)).status, 303);
    EXPECT_EQ(browser.get("/").status, 200);
}

TEST_P(SecondFactorCodes, of_another_person_are_none) {
    auto theirs = signed_in(stranger);
    const std::string foreign = set_up_app(theirs);
    const auto foreign_sheet = sheet_;
    auto mine = signed_in(clerk);
    set_up_app(mine);
    auto browser = client();
    sign_in_as(browser, "thult");
    refuses(browser, crypto::totp_code(foreign, clock::now()));
    refuses(browser, foreign_sheet[0]);
    EXPECT_EQ(account(stranger).codes_left, 10);
}

TEST_P(SecondFactorCodes, of_a_form_without_them_are_none) {
    auto setting_up = signed_in(clerk);
    set_up_app(setting_up);
    auto browser = client();
    sign_in_as(browser, "thult");
    browser.get("/sessions/second-step");
    EXPECT_EQ(browser.post("/sessions/second-step", {}).status, 422);
    EXPECT_EQ(browser.post("/sessions/second-step", {{"code", "1"}, {"code", "2"}, {"codes", "3"}}).status, 422);
    EXPECT_EQ(failures(), 2);
}

TEST_P(SecondFactorCodes, set_nothing_up_nor_do_secrets_that_were_not_given) {
    auto browser = signed_in(clerk);
    const std::string path = "/accounts/me/second-factor";
    const std::string sealed = browser.get(path).input("sealed");
    const auto refused = [&](const std::string& secret, const std::string& code) {
        browser.get(path);
        const auto answer = browser.post(path, {{"sealed", secret}, {"code", code}});
        EXPECT_EQ(answer.status, 422) << secret.substr(0, 20) << " " << code.substr(0, 40);
        EXPECT_THAT(answer.body, Not(HasSubstr("alert(1)")));
        EXPECT_FALSE(secret_of(answer.body).empty()) << "it can be tried again";
    };
    for (const auto& code : no_codes()) refused(sealed, code);
    for (const std::string& secret : {std::string(), std::string("x"), sealed.substr(1), sealed + "A", "A" + sealed,
                                      std::string(kMarkup), kEndless, std::string("../../keys")})
        refused(secret, "123456");
    EXPECT_EQ(account(clerk).second_factor, "");
    EXPECT_EQ(audited("second_factor.enrol"), 0);
    set_up_app(browser);
    EXPECT_EQ(account(clerk).second_factor, "totp");
}

TEST_P(SecondFactorCodes, are_kept_when_the_password_is_none) {
    auto browser = signed_in(clerk);
    set_up_app(browser);
    for (const std::string& password :
         {std::string(), std::string(" "), std::string(kMarkup), kEndless, std::string("\x01\x02"),
          std::string(kPassword) + " ", std::string(kPassword).substr(1)}) {
        forget_failures();
        browser.get("/accounts/me/second-factor");
        const auto answer = browser.del("/accounts/me/second-factor", {{"password", password}});
        EXPECT_EQ(answer.status, 422) << password.substr(0, 40);
        EXPECT_THAT(answer.body, Not(HasSubstr("alert(1)")));
        EXPECT_EQ(failures(), 1) << password.substr(0, 40);
    }
    EXPECT_EQ(account(clerk).second_factor, "totp");
    EXPECT_EQ(audited("second_factor.remove"), 0);
}

}  // namespace dinh::accounts
