// Tokens: shown once, act as their owner, end.
#include <gmock/gmock.h>

#include "modules/accounts/tests/front.hpp"
#include "modules/accounts/tokens/tokens.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::Not;

class Tokens : public Front {
protected:
    std::string make(test::HttpClient& browser, const std::string& expires = "31/12/2026") {
        browser.get("/accounts/me");
        const auto made = browser.post("/accounts/me/tokens", {{"name", "Phần mềm kế toán"}, {"expires", expires}});
        const auto from = made.body.find("dinh_");
        return from == std::string::npos ? "" : made.body.substr(from, 48);
    }
    test::HttpAnswer with(const std::string& authorization, const std::string& path = "/") {
        return client().get(path, {{"Authorization", authorization}, {"Accept", "application/json"}});
    }
};
DINH_BOTH_ENGINES(Tokens);

TEST_P(Tokens, act_as_their_owner) {
    auto browser = signed_in(clerk);
    const std::string token = make(browser);
    ASSERT_EQ(token.size(), 48u);
    EXPECT_EQ(with("Bearer " + token).body, "front of Lê Thị Thư");
    EXPECT_EQ(with("bearer " + token).status, 200);
    EXPECT_THAT(browser.get("/accounts/me").body, Not(HasSubstr(token)));
    EXPECT_THAT(browser.get("/accounts/me").body, HasSubstr("Phần mềm kế toán"));
}

TEST_P(Tokens, are_refused_when_they_are_not_whole_or_not_ours) {
    auto browser = signed_in(clerk);
    const std::string token = make(browser);
    for (const std::string& header :
         {std::string("Bearer "), "Bearer " + token.substr(1), "Basic " + token, token, "Bearer x" + token,
          "Bearer " + std::string(48, 'a'), "Bearer dinh_" + std::string(43, 'a')})
        EXPECT_EQ(with(header).status, 401) << header;
}

TEST_P(Tokens, end_by_hand_by_day_by_reset_and_with_the_account) {
    auto browser = signed_in(clerk);
    const std::string one = make(browser), two = make(browser, "24/11/2026"), three = make(browser);
    const Id id = db().reading([&](db::Conn& c) { return tokens_of(c, clerk.account, clock::today()).back().id; });
    browser.get("/accounts/me");
    EXPECT_EQ(browser.del("/accounts/me/tokens/" + std::to_string(id)).status, 303);
    EXPECT_EQ(with("Bearer " + one).status, 401);
    EXPECT_EQ(with("Bearer " + two).status, 200);
    pass_minutes(2 * 24 * 60);
    EXPECT_EQ(with("Bearer " + two).status, 401);
    EXPECT_EQ(with("Bearer " + three).status, 200);
    db().write([&](db::Tx& tx) { reset(tx, Actor::system(), "thult", "tạm thời một hai ba"); });
    EXPECT_EQ(with("Bearer " + three).status, 401);
}

TEST_P(Tokens, cannot_change_the_account_that_made_them) {
    auto browser = signed_in(clerk);
    const std::string token = make(browser);
    EXPECT_EQ(with("Bearer " + token, "/accounts/me").status, 403);
    auto program = client();
    const auto answer = program.post("/accounts/me/tokens", {{"name", "hai"}, {"expires", "31/12/2026"}},
                                     {{"Authorization", "Bearer " + token}});
    EXPECT_EQ(answer.status, 403);
}

TEST_P(Tokens, of_others_cannot_be_ended) {
    auto browser = signed_in(clerk), other = signed_in(stranger);
    make(browser);
    const Id id = db().reading([&](db::Conn& c) { return tokens_of(c, clerk.account, clock::today()).front().id; });
    other.get("/accounts/me");
    EXPECT_EQ(other.del("/accounts/me/tokens/" + std::to_string(id)).status, 404);
}

TEST_P(Tokens, need_a_name_and_a_day_within_a_year) {
    auto browser = signed_in(clerk);
    browser.get("/accounts/me");
    EXPECT_EQ(browser.post("/accounts/me/tokens", {{"name", ""}, {"expires", "31/12/2026"}}).status, 422);
    EXPECT_EQ(browser.post("/accounts/me/tokens", {{"name", "a"}, {"expires", "31/02/2026"}}).status, 422);
    const auto past = browser.post("/accounts/me/tokens", {{"name", "giữ tên"}, {"expires", "01/11/2026"}});
    EXPECT_THAT(past.body, HasSubstr("Ngày hết hạn đã qua"));
    EXPECT_THAT(past.body, HasSubstr("giữ tên"));
    EXPECT_THAT(browser.post("/accounts/me/tokens", {{"name", "a"}, {"expires", "31/12/2028"}}).body,
                HasSubstr("không quá một năm"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 0);
}

TEST_P(Tokens, are_made_once_for_a_form_sent_twice) {
    auto browser = signed_in(clerk);
    const std::string key = browser.get("/accounts/me").input("deed_key");
    const test::HttpPairs fields{{"name", "một"}, {"expires", "31/12/2026"}, {"deed_key", key}};
    EXPECT_THAT(browser.post("/accounts/me/tokens", fields).body, HasSubstr("dinh_"));
    browser.get("/accounts/me");
    EXPECT_THAT(browser.post("/accounts/me/tokens", fields).body, HasSubstr("đã hiện một lần"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 1);
}

}  // namespace dinh::accounts
