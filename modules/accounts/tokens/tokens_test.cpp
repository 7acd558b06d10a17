// Tokens: shown once, act as their owner, end.
#include <gmock/gmock.h>

#include "modules/accounts/tests/with_factor.hpp"
#include "modules/accounts/tokens/calls.hpp"
#include "modules/accounts/tokens/tokens.hpp"
#include "platform/log/log.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::Not;

namespace {

const std::pair<std::string, std::string> kReads{"scope", "notes:read"};

}  // namespace

class Tokens : public Front {
protected:
    // A module beside this one, for scopes of more than one.
    Tokens() {
        router.belong("notes", "Ghi chú");
        router.get("/notes", [](web::Context& c) { return web::text("notes of " + c.actor().name); });
        router
            .post("/notes",
                  [this](web::Context&) {
                      ++notes_;
                      return web::see_other("/notes/" + std::to_string(notes_));
                  })
            .says("Ghi")
            .takes({web::api::line("text", "Nội dung")});
    }
    std::string make(test::HttpClient& browser, const std::string& expires = "31/12/2026") {
        browser.get("/accounts/me");
        const auto made = browser.post("/accounts/me/tokens",
                                       {{"name", "Phần mềm kế toán"}, {"expires", expires}, {"scope", "notes:read"}});
        const auto from = made.body.find("dinh_");
        return from == std::string::npos ? "" : made.body.substr(from, 48);
    }
    test::HttpAnswer with(const std::string& authorization, const std::string& path = "/") {
        return client().get(path, {{"Authorization", authorization}, {"Accept", "application/json"}});
    }
    std::string make_for(test::HttpClient& browser, const test::HttpPairs& scopes) {
        browser.get("/accounts/me");
        test::HttpPairs fields{{"name", "Phần mềm"}, {"expires", "31/12/2026"}};
        fields.insert(fields.end(), scopes.begin(), scopes.end());
        const auto made = browser.post("/accounts/me/tokens", fields);
        const auto from = made.body.find("dinh_");
        return from == std::string::npos ? "" : made.body.substr(from, 48);
    }
    test::HttpAnswer call(const std::string& token, const std::string& body, const std::string& key = "") {
        test::HttpPairs headers{{"Authorization", "Bearer " + token}};
        if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
        return client().send("POST", "/api/v1/notes", body, "application/json", headers);
    }
    int notes_ = 0;
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
    EXPECT_EQ(browser.post("/accounts/me/tokens", {{"name", ""}, {"expires", "31/12/2026"}, kReads}).status, 422);
    EXPECT_EQ(browser.post("/accounts/me/tokens", {{"name", "a"}, {"expires", "31/02/2026"}, kReads}).status, 422);
    const auto past = browser.post("/accounts/me/tokens", {{"name", "giữ tên"}, {"expires", "01/11/2026"}, kReads});
    EXPECT_THAT(past.body, HasSubstr("Ngày hết hạn đã qua"));
    EXPECT_THAT(past.body, HasSubstr("giữ tên"));
    EXPECT_THAT(browser.post("/accounts/me/tokens", {{"name", "a"}, {"expires", "31/12/2028"}, kReads}).body,
                HasSubstr("không quá một năm"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 0);
}

TEST_P(Tokens, are_made_once_for_a_form_sent_twice) {
    auto browser = signed_in(clerk);
    const std::string key = browser.get("/accounts/me").input("deed_key");
    const test::HttpPairs fields{{"name", "một"}, {"expires", "31/12/2026"}, kReads, {"deed_key", key}};
    EXPECT_THAT(browser.post("/accounts/me/tokens", fields).body, HasSubstr("dinh_"));
    browser.get("/accounts/me");
    EXPECT_THAT(browser.post("/accounts/me/tokens", fields).body, HasSubstr("đã hiện một lần"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 1);
}

TEST_P(Tokens, do_only_what_their_scopes_open) {
    auto browser = signed_in(clerk);
    const std::string reads = make_for(browser, {{"scope", "notes:read"}});
    const std::string writes = make_for(browser, {{"scope", "notes:write"}, {"scope", "notes:write"}});
    const std::string elsewhere = make_for(browser, {{"scope", "accounts:read"}});
    EXPECT_EQ(with("Bearer " + reads, "/notes").body, "notes of Lê Thị Thư");
    EXPECT_EQ(with("Bearer " + writes, "/notes").status, 403);
    EXPECT_THAT(with("Bearer " + elsewhere, "/notes").body, HasSubstr("notes:read"));
    EXPECT_EQ(call(reads, R"({"text":"a"})").status, 403);
    EXPECT_EQ(call(writes, R"({"text":"a"})").status, 201);
    EXPECT_EQ(notes_, 1);
    const auto page = browser.get("/accounts/me").body;
    EXPECT_THAT(page, HasSubstr("Ghi chú: đọc<"));
    EXPECT_THAT(page, HasSubstr("Ghi chú: ghi<"));
}

TEST_P(Tokens, need_a_scope_that_there_is) {
    auto browser = signed_in(clerk);
    EXPECT_EQ(make_for(browser, {}), "");
    EXPECT_EQ(make_for(browser, {{"scope", "notes"}}), "");
    EXPECT_EQ(make_for(browser, {{"scope", "notes:read"}, {"scope", "notes:read notes:write"}}), "");
    EXPECT_EQ(make_for(browser, {{"scope", "nothing:read"}}), "");
    EXPECT_EQ(make_for(browser, {{"scope", ":read"}}), "");
    EXPECT_THAT(browser.post("/accounts/me/tokens", {{"name", "a"}, {"expires", "31/12/2026"}}).body,
                HasSubstr("Hãy chọn ít nhất một phạm vi"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 0);
}

TEST_P(Tokens, made_before_there_were_scopes_keep_what_they_could) {
    auto browser = signed_in(clerk);
    const std::string token = make(browser);
    db().write([](db::Tx& tx) { tx.exec(db::Sql{"test.old", "UPDATE api_token SET scopes = NULL"}); });
    EXPECT_EQ(with("Bearer " + token, "/notes").status, 200);
    EXPECT_EQ(call(token, R"({"text":"a"})").status, 201);
    EXPECT_THAT(browser.get("/accounts/me").body, HasSubstr("mọi việc của bạn"));
}

TEST_P(Tokens, in_an_address_end_at_once_and_their_owner_is_told) {
    const log::Captured captured;
    auto browser = signed_in(clerk);
    const std::string token = make(browser), other = make(browser);
    EXPECT_EQ(client().get("/notes?access_token=" + token).status, 400);
    EXPECT_EQ(with("Bearer " + token, "/notes").status, 401);
    EXPECT_EQ(with("Bearer " + other, "/notes").status, 200);
    EXPECT_EQ(client().get("/notes?access_token=" + token).status, 400) << "the second time nothing is left to end";
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token WHERE leaked_at IS NOT NULL"), 1);
    EXPECT_EQ(audited("token.leak"), 1);
    EXPECT_EQ(db().reading([&](db::Conn& c) {
        return c.integer(db::Sql{"test.notices", "SELECT COUNT(*) FROM notice WHERE holder = $1"}, clerk.person);
    }),
              1);
    EXPECT_EQ(captured.count("ACCOUNTS_TOKEN_LEAKED"), 1);
    for (const auto& line : captured.lines()) EXPECT_THAT(line, Not(HasSubstr(token)));
}

TEST_P(Tokens, of_others_that_stand_nowhere_are_no_news) {
    EXPECT_EQ(client().get("/notes?t=dinh_" + std::string(43, 'a')).status, 400);
    EXPECT_EQ(audited("token.leak"), 0);
}

TEST_P(Tokens, wait_when_they_call_too_often) {
    auto browser = signed_in(clerk);
    const std::string token = make(browser), other = make(browser);
    db().write([](db::Tx& tx) {
        settings::set(tx, Actor::system(), "accounts.token_calls_per_minute", "60", clock::today(), "");
    });
    pass_cache();
    for (int i = 0; i < 60; ++i) ASSERT_EQ(with("Bearer " + token, "/notes").status, 200) << i;
    const auto refused = with("Bearer " + token, "/notes");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("retry-after"), "60") << "the minute has just begun";
    EXPECT_EQ(with("Bearer " + other, "/notes").status, 200);
    pass_minutes(1);
    EXPECT_EQ(with("Bearer " + token, "/notes").status, 200);
}

TEST_P(Tokens, do_a_call_once_for_each_key) {
    auto browser = signed_in(clerk);
    const std::string token = make_for(browser, {{"scope", "notes:write"}});
    const auto first = call(token, R"({"text":"a"})", "key-1");
    EXPECT_EQ(first.status, 201);
    const auto again = call(token, R"({"text":"a"})", "key-1");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(notes_, 1);
    EXPECT_EQ(call(token, R"({"text":"b"})", "key-1").status, 422) << "a key stands for one call";
    EXPECT_EQ(call(token, R"({"text":"a"})", std::string(201, 'k')).status, 422);
    EXPECT_EQ(notes_, 1);
    auto second = signed_in(stranger);
    const std::string foreign = make_for(second, {{"scope", "notes:write"}});
    EXPECT_EQ(call(foreign, R"({"text":"a"})", "key-1").status, 201) << "keys of others are theirs";
    EXPECT_EQ(notes_, 2);
}

TEST_P(Tokens, answer_a_call_that_still_runs_with_a_conflict) {
    const web::Session session{.id = 1, .actor = {.person = clerk.person}};
    EXPECT_FALSE(call_begun(house, session, "k", "call"));
    EXPECT_THROW(call_begun(house, session, "k", "call"), Conflict);
    pass_minutes(3);
    EXPECT_FALSE(call_begun(house, session, "k", "call")) << "who stopped without a word is not waited for";
    EXPECT_THROW(call_begun(house, session, "k", "call"), Conflict);
    call_done(house, session, "k", "");
    EXPECT_FALSE(call_begun(house, session, "k", "call")) << "a failed call may be made again";
    call_done(house, session, "k", "201{}");
    EXPECT_EQ(call_begun(house, session, "k", "call"), "201{}");
    db().write([](db::Tx& tx) { EXPECT_EQ(forget_calls(tx, {clock::now().ms + 1}, 10), 1); });
}

TEST_P(Tokens, are_made_once_by_two_calls_at_once) {
    const web::Session session{.id = 1, .actor = {.person = clerk.person}};
    test::one_wins("call", "Conflict", [&] { call_begun(house, session, "same", "call"); });
}

TEST_P(Tokens, are_told_of_on_the_page_of_calls) {
    auto browser = signed_in(clerk);
    const auto page = browser.get("/api").body;
    EXPECT_THAT(page, HasSubstr("POST /api/v1/notes"));
    EXPECT_THAT(page, HasSubstr("notes:write"));
    EXPECT_THAT(page, HasSubstr("/accounts/me/tokens")) << "with what is done by hand only";
}

class TokensWithFactor : public WithFactor {};
DINH_BOTH_ENGINES(TokensWithFactor);

TEST_P(TokensWithFactor, ask_for_the_code_again) {
    auto browser = signed_in(clerk, true);
    const std::string secret = set_up_app(browser);
    const test::HttpPairs fields{{"name", "a"}, {"expires", "31/12/2026"}, {"scope", "accounts:read"}};
    const auto sent = [&](const std::string& code) {
        browser.get("/accounts/me");
        auto all = fields;
        if (!code.empty()) all.emplace_back("code", code);
        return browser.post("/accounts/me/tokens", all);
    };
    EXPECT_THAT(browser.get("/accounts/me").body, HasSubstr("name=\"code\""));
    EXPECT_EQ(sent("").status, 422);
    EXPECT_EQ(sent("000000").status, 422);
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 0);
    const std::string code = crypto::totp_code(secret, clock::now());
    EXPECT_THAT(sent(code).body, HasSubstr("dinh_"));
    EXPECT_EQ(sent(code).status, 422) << "a code is good once";
    EXPECT_THAT(sent(sheet_.front()).body, HasSubstr("dinh_"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 2);
}

}  // namespace dinh::accounts
