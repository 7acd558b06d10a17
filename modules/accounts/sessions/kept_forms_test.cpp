// A form that meets a locked or ended session comes back to its owner, and to nobody else.
#include <gmock/gmock.h>

#include "modules/accounts/sessions/kept_forms.hpp"
#include "modules/accounts/tests/front.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::Not;

class KeptForms : public Front {
protected:
    KeptForms() {
        router.get("/notes/new", [](web::Context& c) {
            return web::text("<input name=\"_csrf\" value=\"" + c.csrf_token() + "\">");
        });
        router
            .post("/notes",
                  [this](web::Context& c) {
                      deed::once(*c.house.db, c.actor(), c.request.field("deed_key"), [&](db::Tx&) {
                          noted = c.request.field("text");
                          files = c.request.uploads.size();
                          ++notes;
                          return Id{1};
                      });
                      return web::see_other("/");
                  })
            .uploads(1 << 20);
    }
    test::HttpPairs fields() const { return {{"text", kText}, {"deed_key", "key-1"}, {"password_hint", "a"}}; }
    static constexpr const char* kText = "Dòng một\r\n<b>dòng hai</b> \"&\" 'đ'";
    std::string noted;
    std::size_t files = 0;
    int notes = 0;
};
DINH_BOTH_ENGINES(KeptForms);

TEST_P(KeptForms, come_back_after_unlocking_and_are_sent_as_they_were) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    pass_minutes(16);
    const auto met = browser.post("/notes", fields());
    EXPECT_EQ(met.header("location").substr(0, 16), "/sessions/unlock");
    EXPECT_EQ(notes, 0);
    EXPECT_THAT(browser.follow(met).body, HasSubstr("đã được giữ lại"));
    const auto offered = browser.follow(browser.post("/sessions/unlock", {{"password", kPassword}}));
    EXPECT_THAT(offered.body, HasSubstr("Bạn có biểu mẫu chưa gửi"));
    EXPECT_THAT(offered.body, HasSubstr("action=\"/notes\""));
    EXPECT_THAT(offered.body, HasSubstr("&lt;b&gt;dòng hai&lt;/b&gt;"));
    EXPECT_THAT(offered.body, Not(HasSubstr("<b>dòng hai</b>")));
    const auto forms = kept_forms_of(house, {}, clerk.account, 60);
    ASSERT_EQ(forms.size(), 1u);
    EXPECT_EQ(forms.front().fields, (web::Pairs{{"text", kText}, {"deed_key", "key-1"}, {"password_hint", "a"}}));
    EXPECT_EQ(browser.post("/notes", fields()).status, 303);
    EXPECT_EQ(noted, kText);
    EXPECT_EQ(browser.get("/sessions/kept-forms").status, 303);
}

TEST_P(KeptForms, come_back_after_a_session_ended_and_another_sign_in) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    db().write([&](db::Tx& tx) { end_all_sessions(tx, Actor::system(), clerk.account, 0); });
    pass_cache();
    EXPECT_EQ(browser.post("/notes", fields()).header("location"), "/sessions/new");
    const auto offered = browser.follow(sign_in_as(browser, "thult"));
    EXPECT_THAT(offered.body, HasSubstr("Bạn có biểu mẫu chưa gửi"));
}

TEST_P(KeptForms, name_the_files_that_must_be_chosen_again) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    pass_minutes(16);
    browser.upload("/notes", fields(), {{"scan", "Công văn 12.pdf", "%PDF-1.4"}});
    const auto offered = browser.follow(browser.post("/sessions/unlock", {{"password", kPassword}}));
    EXPECT_THAT(offered.body, HasSubstr("Công văn 12.pdf"));
    EXPECT_THAT(offered.body, HasSubstr("type=\"file\""));
    EXPECT_THAT(offered.body, HasSubstr("name=\"scan\""));
    EXPECT_THAT(offered.body, HasSubstr("enctype=\"multipart/form-data\""));
}

TEST_P(KeptForms, are_shown_to_their_owner_alone) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    pass_minutes(16);
    browser.post("/notes", fields());
    auto other = signed_in(stranger);
    EXPECT_EQ(other.get("/sessions/kept-forms").status, 303);
    const Id form = count("SELECT id FROM kept_form");
    other.get("/accounts/me");
    EXPECT_EQ(other.del("/sessions/kept-forms/" + std::to_string(form)).status, 404);
    EXPECT_TRUE(kept_forms_of(house, {}, stranger.account, 60).empty());
}

TEST_P(KeptForms, lie_sealed_in_the_database) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    pass_minutes(16);
    browser.post("/notes", fields());
    const auto sealed = db().reading([](db::Conn& c) {
        return c.query(db::Sql{"test.sealed", "SELECT sealed FROM kept_form"}).first().bytes(0);
    });
    EXPECT_THAT(sealed, Not(HasSubstr("notes")));
    EXPECT_THAT(sealed, Not(HasSubstr("key-1")));
    // Moved to another account it opens no more.
    change("UPDATE kept_form SET account = $1", stranger);
    EXPECT_TRUE(kept_forms_of(house, {}, stranger.account, 60).empty());
}

TEST_P(KeptForms, are_not_kept_for_another_site_nor_for_passwords) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    const std::string csrf = browser.last_page().input("_csrf");
    pass_minutes(16);
    browser.post("/notes", {{"text", "gài"}, {"_csrf", "x"}});
    browser.post("/notes", {{"text", "gài"}, {"_csrf", csrf}}, {{"Origin", "https://evil.vn"}});
    browser.post("/accounts/me/language", {{"language", "vi"}, {"_csrf", csrf}});
    EXPECT_EQ(count("SELECT COUNT(*) FROM kept_form"), 0);
}

TEST_P(KeptForms, live_an_hour_and_are_five_at_most) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    const std::string csrf = browser.last_page().input("_csrf");
    pass_minutes(16);
    for (int i = 0; i < 7; ++i) {
        browser.post("/notes", {{"text", "lần " + std::to_string(i)}, {"_csrf", csrf}});
        clock_.advance_ms(1000);
    }
    const auto forms = kept_forms_of(house, {}, clerk.account, 60);
    ASSERT_EQ(forms.size(), 5u);
    EXPECT_EQ(forms.front().fields.front().second, "lần 6");
    pass_minutes(61);
    EXPECT_TRUE(kept_forms_of(house, {}, clerk.account, 60).empty());
    db().write([&](db::Tx& tx) { forget_kept_forms(tx, {clock::now().ms - 3'600'000}, 100); });
    EXPECT_EQ(count("SELECT COUNT(*) FROM kept_form"), 0);
}

TEST_P(KeptForms, can_be_dropped) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    pass_minutes(16);
    browser.post("/notes", fields());
    browser.get("/sessions/unlock");
    browser.follow(browser.post("/sessions/unlock", {{"password", kPassword}}));
    const Id form = count("SELECT id FROM kept_form");
    EXPECT_EQ(browser.del("/sessions/kept-forms/" + std::to_string(form)).status, 303);
    EXPECT_EQ(count("SELECT COUNT(*) FROM kept_form"), 0);
}

TEST_P(KeptForms, of_a_script_are_answered_with_401) {
    auto browser = signed_in(clerk);
    browser.get("/notes/new");
    pass_minutes(16);
    EXPECT_EQ(browser.post("/notes", fields(), {{"HX-Request", "true"}}).status, 401);
}

}  // namespace dinh::accounts
