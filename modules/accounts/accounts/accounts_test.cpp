// Administration of accounts: made, reset, unlocked, switched off and on, by whom, and against a stale page.
#include <gmock/gmock.h>

#include "modules/accounts/accounts/people.hpp"
#include "modules/accounts/tests/front.hpp"
#include "platform/log/log.hpp"

namespace dinh::accounts {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Accounts : public Front {
protected:
    test::HttpClient administrator() {
        change("UPDATE account SET second_factor = 'codes', codes_left = 5 WHERE id = $1", admin);
        return signed_in(admin, true);
    }
    std::string path(const Worker& worker, const std::string& rest = "") {
        return "/accounts/" + std::to_string(worker.account) + rest;
    }
    test::HttpAnswer deed(test::HttpClient& browser, const Worker& worker, const std::string& rest,
                          test::HttpPairs more = {}) {
        const auto page = browser.get(path(worker));
        more.emplace_back("version", page.input("version"));
        return browser.post(path(worker, rest), more);
    }
    static std::string printed_password(const std::string& body) {
        const auto at = body.find("<code>", body.find("<code>") + 1) + 6;
        return body.substr(at, body.find("</code>", at) - at);
    }
};
DINH_BOTH_ENGINES(Accounts);

TEST_P(Accounts, are_listed_for_administrators_whole_and_for_officers_by_agency) {
    auto all = administrator(), some = signed_in(officer), none = signed_in(clerk);
    EXPECT_THAT(all.get("/accounts").body, HasSubstr("lahv"));
    EXPECT_THAT(all.get("/accounts").body, HasSubstr("viecvc"));
    const auto own = some.get("/accounts");
    EXPECT_THAT(own.body, HasSubstr("thult"));
    EXPECT_THAT(own.body, Not(HasSubstr("lahv")));
    EXPECT_THAT(some.get("/accounts?agency=" + std::to_string(other_department)).body, Not(HasSubstr("lahv")));
    EXPECT_EQ(none.get("/accounts").status, 403);
}

TEST_P(Accounts, are_found_by_name_without_marks_and_by_state) {
    auto browser = administrator();
    const auto found = browser.get("/accounts?q=le%20thi%20thu");
    EXPECT_THAT(found.body, HasSubstr("thult"));
    EXPECT_THAT(found.body, Not(HasSubstr("lahv")));
    db().write([&](db::Tx& tx) { disable_account(tx, Actor::system(), stranger.account, 0, "nghỉ"); });
    EXPECT_THAT(browser.get("/accounts?state=off").body, HasSubstr("lahv"));
    EXPECT_THAT(browser.get("/accounts?state=off").body, Not(HasSubstr("thult")));
    EXPECT_THAT(browser.get("/accounts?state=locked").body, HasSubstr("Không có ai"));
    EXPECT_EQ(browser.get("/accounts?state=%3Cscript%3E&agency=x&after=%20%3B&q=" + std::string(3000, 'a')).status,
              200);
}

TEST_P(Accounts, are_made_for_people_without_one_and_the_password_is_printed_once) {
    Id person = 0;
    db().write([&](db::Tx& tx) {
        const Day from = *clock::make_day(2026, 1, 1);
        person = directory::add_person(tx, Actor::system(), {"moi1", "Nguyễn Văn Mới", "", "", ""});
        const Id post =
            directory::add_post(tx, Actor::system(), {department, 0, "Chuyên viên", {"specialist"}, "", 9, from});
        directory::appoint(tx, Actor::system(), person, post, "holder", "QĐ 9", from);
    });
    auto browser = signed_in(officer);
    EXPECT_THAT(browser.get("/accounts?state=missing").body, HasSubstr("Nguyễn Văn Mới"));
    const std::string opens = "/accounts/new?person=" + std::to_string(person);
    EXPECT_THAT(browser.get("/accounts?state=missing").body, HasSubstr(opens));
    EXPECT_THAT(signed_in(auditor).get("/accounts?state=missing").body, Not(HasSubstr(opens))) << "he only reads";
    const auto form = browser.get(opens);
    EXPECT_EQ(form.input("username"), "moinv");
    const test::HttpPairs fields{
        {"person", std::to_string(person)}, {"username", "moinv"}, {"deed_key", form.input("deed_key")}};
    const auto slip = browser.post("/accounts", fields);
    EXPECT_EQ(slip.status, 200);
    const std::string password = printed_password(slip.body);
    EXPECT_EQ(password.size(), 19u);
    EXPECT_EQ(audited("account.create"), 7);
    auto fresh = client();
    EXPECT_THAT(fresh.follow(sign_in_as(fresh, "moinv", password)).body, HasSubstr("Mật khẩu mới"));
    browser.get("/accounts/new?person=" + std::to_string(person));
    EXPECT_THAT(browser.post("/accounts", fields).body, HasSubstr("không xem lại được"));
    EXPECT_EQ(audited("account.create"), 7);
}

TEST_P(Accounts, are_refused_with_all_reasons_and_what_was_typed) {
    auto browser = signed_in(officer);
    browser.get("/accounts?state=missing");
    const auto refused = browser.post("/accounts", {{"person", std::to_string(clerk.person)}, {"username", "tinlv"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("đã có người dùng"));
    EXPECT_THAT(refused.body, HasSubstr("đã có tài khoản"));
    EXPECT_EQ(refused.input("username"), "tinlv");
    EXPECT_EQ(browser.post("/accounts", {{"person", std::to_string(stranger.person)}, {"username", "x1"}}).status, 403);
    EXPECT_THAT(browser.post("/accounts", {{"person", std::to_string(clerk.person)}, {"username", "lê thư"}}).body,
                HasSubstr("không dấu"));
}

TEST_P(Accounts, give_one_account_to_a_name_wanted_twice_at_once) {
    db().write([&](db::Tx& tx) {
        tx.exec(db::Sql{"test.drop_session", "DELETE FROM session"});
        tx.exec(db::Sql{"test.drop", "DELETE FROM account WHERE id = $1"}, idle.account);
    });
    const auto outcomes = test::two_at_once(2, [&] {
        db().write([&](db::Tx& tx) { create(tx, Actor::system(), {idle.person, "hai", "", true}, "x"); });
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM account WHERE username = 'hai'"), 1);
}

TEST_P(Accounts, get_a_new_password_that_ends_what_was_open) {
    auto browser = signed_in(officer), theirs = signed_in(clerk);
    theirs.get("/");
    const auto slip = deed(browser, clerk, "/password-resets");
    EXPECT_EQ(slip.status, 200);
    EXPECT_EQ(theirs.get("/").status, 303);
    auto fresh = client();
    EXPECT_EQ(sign_in_as(fresh, "thult").status, 422);
    EXPECT_EQ(sign_in_as(fresh, "thult", printed_password(slip.body)).status, 303);
    EXPECT_TRUE(account(clerk).must_change);
}

TEST_P(Accounts, are_unlocked_switched_off_and_on) {
    auto browser = signed_in(officer);
    for (int i = 0; i < 5; ++i) check_password(house, {"thult", "sai"});
    EXPECT_THAT(browser.get(path(clerk)).body, HasSubstr("đang khóa"));
    EXPECT_EQ(deed(browser, clerk, "/unlockings").status, 303);
    EXPECT_EQ(check_password(house, {"thult", kPassword}).verdict, Verdict::right);
    EXPECT_EQ(deed(browser, clerk, "/disablings", {{"reason", ""}}).status, 422);
    EXPECT_EQ(deed(browser, clerk, "/disablings", {{"reason", "nghỉ thai sản"}}).status, 303);
    EXPECT_THAT(browser.get(path(clerk)).body, HasSubstr("nghỉ thai sản"));
    EXPECT_EQ(check_password(house, {"thult", kPassword}).verdict, Verdict::disabled);
    EXPECT_EQ(deed(browser, clerk, "/disablings", {{"_method", "delete"}}).status, 303);
    EXPECT_EQ(check_password(house, {"thult", kPassword}).verdict, Verdict::right);
    EXPECT_EQ(audited("account.disable"), 1);
    EXPECT_EQ(audited("account.enable"), 1);
    EXPECT_EQ(audited("account.unlock"), 1);
}

TEST_P(Accounts, are_not_changed_from_a_stale_page_nor_twice_at_once) {
    auto browser = signed_in(officer);
    const auto page = browser.get(path(clerk));
    db().write([&](db::Tx& tx) { unlock_account(tx, Actor::system(), clerk.account, 0); });
    EXPECT_EQ(browser.post(path(clerk, "/disablings"), {{"reason", "a"}, {"version", page.input("version")}}).status,
              409);
    browser.get(path(clerk));
    EXPECT_EQ(browser.post(path(clerk, "/disablings"), {{"reason", "a"}}).status, 422);
    const Id version = account(clerk).version;
    const auto outcomes = test::two_at_once(
        2, [&] { db().write([&](db::Tx& tx) { disable_account(tx, Actor::system(), clerk.account, version, "a"); }); });
    EXPECT_EQ(test::count(outcomes, "ok"), 1);
    EXPECT_EQ(test::count(outcomes, "Conflict"), 1);
}

TEST_P(Accounts, of_others_are_as_if_they_were_not) {
    auto browser = signed_in(officer), watcher = signed_in(auditor);
    const auto foreign = browser.get(path(stranger)), absent = browser.get("/accounts/123456789");
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(absent.status, 404);
    EXPECT_EQ(browser.get(path(admin)).status, 404);
    EXPECT_EQ(browser.get("/accounts/abc").status, 404);
    EXPECT_EQ(watcher.get(path(stranger)).status, 200);
    EXPECT_THAT(watcher.get(path(stranger)).body, Not(HasSubstr("password-resets")));
    EXPECT_EQ(watcher.post(path(stranger, "/password-resets"), {{"version", "1"}}).status, 403);
}

TEST_P(Accounts, cannot_be_switched_off_by_their_owner) {
    auto browser = administrator();
    EXPECT_EQ(deed(browser, admin, "/disablings", {{"reason", "thử"}}).status, 422);
    EXPECT_FALSE(account(admin).disabled_at);
}

TEST_P(Accounts, nobody_used_for_so_long_are_switched_off_and_come_back_by_unlocking) {
    clock_.advance_ms(40LL * 86'400'000);
    auto browser = client();
    sign_in_as(browser, "thult");
    clock_.advance_ms(6LL * 86'400'000);
    const Instant since{clock::now().ms - 45LL * 86'400'000};
    EXPECT_EQ(db().writing([&](db::Tx& tx) { return disable_unused(tx, since, 100); }), 5);
    EXPECT_FALSE(account(clerk).disabled_at);
    EXPECT_EQ(account(stranger).disabled_reason, "unused");
    db().write([&](db::Tx& tx) { unlock(tx, Actor::system(), "lahv"); });
    EXPECT_FALSE(account(stranger).disabled_at);
    EXPECT_EQ(db().writing([&](db::Tx& tx) { return disable_unused(tx, since, 100); }), 0);
}

TEST_P(Accounts, unlocking_does_not_bring_back_what_a_person_switched_off) {
    db().write([&](db::Tx& tx) {
        disable_account(tx, Actor::system(), clerk.account, 0, "nghỉ việc");
        unlock(tx, Actor::system(), "thult");
    });
    EXPECT_TRUE(account(clerk).disabled_at);
    EXPECT_THROW(db().write([](db::Tx& tx) { unlock(tx, Actor::system(), "khongco"); }), Refused);
}

TEST_P(Accounts, passwords_are_changed_only_with_the_old_one_and_to_a_good_one) {
    auto browser = signed_in(clerk), elsewhere = signed_in(clerk);
    elsewhere.get("/");
    browser.get("/accounts/me/password");
    const auto wrong =
        browser.post("/accounts/me/password",
                     {{"current", "sai"}, {"fresh", "núi Cốc nước trong"}, {"again", "núi Cốc nước trong"}});
    EXPECT_THAT(wrong.body, HasSubstr("Mật khẩu đang dùng không đúng"));
    const auto bad =
        browser.post("/accounts/me/password", {{"current", kPassword}, {"fresh", "thult1"}, {"again", "khác"}});
    EXPECT_EQ(bad.status, 422);
    EXPECT_THAT(bad.body, HasSubstr("ít nhất 14 ký tự"));
    EXPECT_THAT(bad.body, HasSubstr("chứa tên đăng nhập"));
    EXPECT_THAT(bad.body, HasSubstr("không giống nhau"));
    EXPECT_EQ(
        browser.post("/accounts/me/password", {{"current", kPassword}, {"fresh", kPassword}, {"again", kPassword}})
            .status,
        422);
    EXPECT_EQ(browser
                  .post("/accounts/me/password",
                        {{"current", kPassword}, {"fresh", "núi Cốc nước trong"}, {"again", "núi Cốc nước trong"}})
                  .status,
              303);
    EXPECT_EQ(browser.get("/").status, 200);
    EXPECT_EQ(elsewhere.get("/").status, 303);
}

TEST_P(Accounts, of_administrators_need_a_new_password_every_two_months) {
    change("UPDATE account SET second_factor = 'codes', codes_left = 5 WHERE id = $1", admin);
    clock_.advance_ms(61LL * 86'400'000);
    auto chief = signed_in(admin, true), other = signed_in(clerk);
    EXPECT_EQ(chief.get("/").header("location"), "/accounts/me/password");
    EXPECT_EQ(other.get("/").status, 200);
}

TEST_P(Accounts, say_nothing_of_passwords_in_audit_or_log) {
    dinh::log::Captured captured;
    auto browser = signed_in(officer);
    const std::string password = printed_password(deed(browser, clerk, "/password-resets").body);
    check_password(house, {"thult", "bí mật gõ nhầm"});
    const auto found = db().reading([&](db::Conn& c) {
        return c.integer(
            db::Sql{"test.leak", "SELECT COUNT(*) FROM audit_entry WHERE detail LIKE $1 OR detail LIKE '%bí mật%'"},
            "%" + password + "%");
    });
    EXPECT_EQ(found, 0);
    for (const auto& line : captured.lines()) {
        EXPECT_THAT(line, Not(HasSubstr(password)));
        EXPECT_THAT(line, Not(HasSubstr("bí mật")));
    }
}

TEST(ProposedName, is_the_given_name_and_initials) {
    EXPECT_EQ(proposed_name("Nguyễn Văn An"), "annv");
    EXPECT_EQ(proposed_name("Đặng Quốc Khánh"), "khanhdq");
    EXPECT_EQ(proposed_name("Thư"), "thu");
    EXPECT_EQ(proposed_name(""), "");
}

TEST(TemporaryPassword, is_told_apart_on_paper_and_never_the_same) {
    const std::string one = temporary_password(), two = temporary_password();
    EXPECT_NE(one, two);
    EXPECT_EQ(one.find_first_of("01ilo"), std::string::npos);
    EXPECT_THAT(password_faults(one, "thult", {}, false), IsEmpty());
}

TEST(Password, is_refused_when_it_is_short_plain_or_known) {
    const Limits limits;
    EXPECT_THAT(password_faults("núi Cốc nước trong", "thult", limits, false), IsEmpty());
    EXPECT_THAT(password_faults("ngắn quá 1", "thult", limits, false), testing::SizeIs(1));
    EXPECT_THAT(password_faults("ngắn quá 1", "thult", limits, true), IsEmpty());
    EXPECT_THAT(password_faults("aaaaaaaaaaaaaaaaaaaa", "thult", limits, false), testing::SizeIs(1));
    EXPECT_THAT(password_faults("Mật khẩu của tôi đây", "thult", limits, false), testing::SizeIs(0));
    EXPECT_THAT(password_faults("matkhau cua toi day", "thult", limits, false), testing::SizeIs(1));
    EXPECT_THAT(password_faults("đây là ThuLT của tôi", "thult", limits, false), testing::SizeIs(1));
}

}  // namespace dinh::accounts
