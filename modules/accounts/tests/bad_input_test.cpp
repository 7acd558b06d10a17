// Every field of the pages of accounts, tokens and settings, filled as it should not be.
#include <gmock/gmock.h>

#include "modules/accounts/tests/front.hpp"
#include "platform/text/text.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::Not;

namespace {

constexpr const char* kMarkup = "<script>alert(1)</script>{{X}}";
constexpr const char* kMarkupShown = "&lt;script&gt;alert(1)&lt;/script&gt;{{X}}";

std::string long_word() {
    std::string word;
    while (word.size() < 20'000) word += "ữ";
    return word;
}

struct Bad {
    std::string path;  // asked first, for the token of the form
    std::string to;
    test::HttpPairs good;
    const char* field;
    std::string value;
};

}  // namespace

class BadInput : public Front {
protected:
    test::HttpClient administrator() {
        change("UPDATE account SET second_factor = 'codes', codes_left = 5 WHERE id = $1", admin);
        return signed_in(admin, true);
    }
    static test::HttpAnswer send(test::HttpClient& browser, const Bad& bad) {
        const std::string key = browser.get(bad.path).input("deed_key");
        auto fields = bad.good;
        std::erase_if(fields, [&](const auto& one) { return one.first == bad.field; });
        fields.emplace_back(bad.field, bad.value);
        fields.emplace_back("deed_key", key);
        return browser.post(bad.to, fields);
    }
    static constexpr const char* kSetting = "/settings/accounts.idle_lock_minutes";
    static constexpr const char* kValues = "/settings/accounts.idle_lock_minutes/values";
    static constexpr const char* kTokensPath = "/accounts/me/tokens";
};
DINH_BOTH_ENGINES(BadInput);

TEST_P(BadInput, of_a_setting_comes_back_and_sets_nothing) {
    auto browser = administrator();
    const test::HttpPairs good{{"value", "10"}, {"from", "23/11/2026"}, {"basis", "QĐ 5"}};
    for (const std::string& value :
         {std::string(), std::string("abc"), std::string("-5"), std::string("0"), std::string("61"), std::string("1e3"),
          std::string("99999999999999999999"), std::string("１０"), std::string(kMarkup), long_word()})
        EXPECT_EQ(send(browser, {kSetting, kValues, good, "value", value}).status, 422) << value.substr(0, 40);
    for (const char* day : {"", "31/02/2026", "0/0/0", "hôm qua", "01/01/99999", kMarkup})
        EXPECT_EQ(send(browser, {kSetting, kValues, good, "from", day}).status, 422) << day;
    EXPECT_EQ(send(browser, {kSetting, kValues, good, "basis", std::string(501, 'a')}).status, 422);
    EXPECT_EQ(send(browser, {kSetting, kValues, good, "basis", long_word()}).status, 422);
    EXPECT_EQ(audited("settings.set"), 0);
    const auto shown = send(browser, {kSetting, kValues, {{"value", "x"}, {"from", "23/11/2026"}}, "basis", kMarkup});
    EXPECT_THAT(shown.body, HasSubstr(kMarkupShown));
    EXPECT_THAT(shown.body, Not(HasSubstr("<script>alert(1)")));
}

TEST_P(BadInput, of_a_setting_is_kept_composed_escaped_and_once) {
    auto browser = administrator();
    const std::string key = browser.get(kSetting).input("deed_key");
    const test::HttpPairs fields{{"value", "10"},
                                 {"from", "23/11/2026"},
                                 {"basis", std::string("Quye\xCC\x82\xCC\x81t \x01\x1b") + kMarkup},
                                 {"deed_key", key}};
    EXPECT_EQ(browser.post(kValues, fields).status, 303);
    browser.get(kSetting);
    EXPECT_EQ(browser.post(kValues, fields).status, 303) << "the same form twice";
    EXPECT_EQ(audited("settings.set"), 1);
    const auto page = browser.get(kSetting);
    EXPECT_THAT(page.body, HasSubstr(std::string("Quyết ") + kMarkupShown));
    EXPECT_THAT(page.body, Not(HasSubstr("<script>alert(1)")));
}

TEST_P(BadInput, of_a_token_comes_back_and_makes_none) {
    auto browser = signed_in(clerk);
    const test::HttpPairs good{{"name", "Phần mềm"}, {"expires", "31/12/2026"}, {"scope", "accounts:read"}};
    for (const std::string& name : {std::string(), std::string("\x01\x02 "), std::string(101, 'a'), long_word()})
        EXPECT_EQ(send(browser, {"/accounts/me", kTokensPath, good, "name", name}).status, 422) << name.substr(0, 40);
    for (const char* day : {"", "31/02/2026", "29/02/2027", "mai", "01/01/99999", kMarkup})
        EXPECT_EQ(send(browser, {"/accounts/me", kTokensPath, good, "expires", day}).status, 422) << day;
    const auto shown = send(browser, {"/accounts/me", kTokensPath, {{"name", kMarkup}}, "expires", "31/02/2026"});
    EXPECT_THAT(shown.body, HasSubstr(kMarkupShown));
    EXPECT_THAT(shown.body, HasSubstr("31/02/2026"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM api_token"), 0);
    const auto made = send(browser, {"/accounts/me", kTokensPath, good, "name", kMarkup});
    EXPECT_THAT(made.body, HasSubstr("dinh_"));
    EXPECT_THAT(made.body, Not(HasSubstr("<script>alert(1)")));
    EXPECT_THAT(browser.get("/accounts/me").body, HasSubstr(kMarkupShown));
}

TEST_P(BadInput, of_a_new_account_comes_back_and_makes_none) {
    auto browser = administrator();
    const auto before = count("SELECT COUNT(*) FROM account");
    const Id person_without = db().writing([&](db::Tx& tx) {
        return directory::add_person(tx, Actor::system(), {"CB99", "Mới Vào Làm", "", "", ""});
    });
    pass_cache();
    const std::string ask = "/accounts/new?person=" + std::to_string(person_without);
    const test::HttpPairs good{{"person", std::to_string(person_without)}, {"username", "moi"}};
    for (const std::string& name : {std::string(), std::string("a"), std::string("có dấu"), std::string("thult"),
                                    std::string("THULT"), std::string(101, 'a'), std::string(kMarkup), long_word()})
        EXPECT_EQ(send(browser, {ask, "/accounts", good, "username", name}).status, 422) << name.substr(0, 40);
    for (const char* person : {"", "abc", "-1", "99999999999999999999"})
        EXPECT_EQ(send(browser, {ask, "/accounts", good, "person", person}).status, 422) << person;
    EXPECT_THAT(send(browser, {ask, "/accounts", good, "person", "12345"}).body, HasSubstr("không có trong danh bạ"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM account"), before);
}

TEST_P(BadInput, of_the_reason_to_switch_off_is_refused_or_shown_escaped) {
    auto browser = administrator();
    const std::string path = "/accounts/" + std::to_string(clerk.account), to = path + "/disablings";
    const auto version = browser.get(path).input("version");
    for (const std::string& reason : {std::string(), std::string("\x01\x02"), std::string(201, 'a'), long_word()})
        EXPECT_EQ(send(browser, {path, to, {{"version", version}}, "reason", reason}).status, 422)
            << reason.substr(0, 20);
    EXPECT_EQ(send(browser, {path, to, {{"version", "77"}}, "reason", "Nghỉ"}).status, 409);
    EXPECT_FALSE(account(clerk).disabled_at.has_value());
    EXPECT_EQ(send(browser, {path, to, {{"version", version}}, "reason", kMarkup}).status, 303);
    const auto page = browser.get(path);
    EXPECT_THAT(page.body, HasSubstr(kMarkupShown));
    EXPECT_THAT(page.body, Not(HasSubstr("<script>alert(1)")));
}

TEST_P(BadInput, of_choices_of_ones_own_is_refused) {
    auto browser = signed_in(clerk);
    for (const std::string& post : {std::string("abc"), std::string("-1"), std::to_string(admin.post), long_word()})
        EXPECT_EQ(send(browser, {"/accounts/me", "/accounts/me/acting-post", {}, "post", post}).status, 422)
            << post.substr(0, 20);
    for (const std::string& language : {std::string("fr"), std::string(kMarkup), long_word()})
        EXPECT_EQ(send(browser, {"/accounts/me", "/accounts/me/language", {}, "language", language}).status, 422)
            << language.substr(0, 20);
}

TEST_P(BadInput, at_the_sign_in_is_just_a_wrong_name) {
    for (const std::string& name : {std::string(), std::string("\x01\x02"), std::string(kMarkup), long_word()}) {
        auto browser = client();
        const auto answer = sign_in_as(browser, name);
        EXPECT_EQ(answer.status, 422) << name.substr(0, 20);
        EXPECT_THAT(answer.body, Not(HasSubstr("<script>alert(1)")));
    }
    auto browser = client();
    EXPECT_EQ(sign_in_as(browser, "thult", long_word()).status, 422);
}

TEST_P(BadInput, of_ids_of_others_answers_as_if_there_were_none) {
    auto browser = signed_in(officer);
    const std::string other = "/accounts/" + std::to_string(stranger.account), none = "/accounts/12345";
    EXPECT_EQ(browser.get(other).status, 404);
    EXPECT_EQ(browser.get(other).body.size(), browser.get(none).body.size());
    for (const char* id : {"0", "-1", "abc", "99999999999999999999"})
        EXPECT_EQ(browser.get("/accounts/" + std::string(id)).status, 404) << id;
}

TEST_P(BadInput, of_a_password_is_told_in_english_to_an_english_reader) {
    auto browser = signed_in(clerk);
    browser.set_cookie("lang", "en");
    browser.get("/accounts/me/password");
    const auto page =
        browser.post("/accounts/me/password", {{"current", kPassword}, {"fresh", "ab1"}, {"again", "ab1"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("A password needs at least 14 characters."));
    EXPECT_THAT(page.body, Not(HasSubstr("Mật khẩu")));
}

}  // namespace dinh::accounts
