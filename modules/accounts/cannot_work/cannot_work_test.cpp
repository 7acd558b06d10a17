#include "modules/accounts/cannot_work/cannot_work.hpp"

#include <gmock/gmock.h>

#include "modules/accounts/tests/front.hpp"
#include "platform/error/error.hpp"
#include "platform/settings/settings.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::accounts {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CannotWork : public Front {
protected:
    void SetUp() override {
        Front::SetUp();
        change("UPDATE account SET second_factor = 'totp' WHERE id = $1", admin);
    }
    std::vector<Obstacle> of(const Worker& worker, const std::optional<std::vector<Id>>& agencies = std::nullopt) {
        return db().reading([&](db::Conn& conn) -> std::vector<Obstacle> {
            const auto directory = directory::load(conn, clock::today());
            const auto stuck =
                who_cannot_work(conn, *directory, agencies, read_limits(conn, clock::today()), clock::now());
            for (const auto& one : stuck)
                if (one.person == worker.person) return one.why;
            return {};
        });
    }
    void lock(const Worker& worker) {
        change("UPDATE account SET locked_until = '2026-11-23T09:00:00.000Z', failures = 5 WHERE id = $1", worker);
    }
    void off(const Worker& worker, const char* reason) {
        db().write([&](db::Tx& tx) { disable_account(tx, system_, worker.account, 0, reason); });
    }
    void unlock(const Worker& worker) {
        db().write([&](db::Tx& tx) { unlock_one(tx, system_, worker.account); });
    }
    void reset(const Worker& worker, const Actor& by) {
        db().write([&](db::Tx& tx) { reset_one(tx, by, worker.account, "$x$"); });
    }
    static std::string box(const Worker& worker) { return "value=\"" + std::to_string(worker.account) + "\""; }
    static test::HttpPairs chosen(std::initializer_list<Worker> workers) {
        test::HttpPairs fields;
        for (const auto& one : workers) fields.emplace_back("account", std::to_string(one.account));
        return fields;
    }
    test::HttpAnswer send(test::HttpClient& browser, const char* what, test::HttpPairs fields) {
        fields.emplace_back("deed_key", browser.get("/accounts/cannot-work?why=").input("deed_key"));
        return browser.post(std::string("/accounts/cannot-work/") + what, fields);
    }
    const Actor system_ = Actor::system();
};
DINH_BOTH_ENGINES(CannotWork);

}  // namespace

TEST_P(CannotWork, says_of_each_person_what_stands_in_the_way) {
    EXPECT_THAT(of(clerk), IsEmpty());
    EXPECT_THAT(of(idle), ElementsAre(Obstacle::no_post));
    lock(clerk);
    EXPECT_THAT(of(clerk), ElementsAre(Obstacle::locked));
    pass_minutes(12 * 60);
    EXPECT_THAT(of(clerk), IsEmpty()) << "the lock has ended";
    off(clerk, "Nghỉ phép dài");
    EXPECT_THAT(of(clerk), ElementsAre(Obstacle::off));
    change("UPDATE account SET second_factor = 'codes', codes_left = 0 WHERE id = $1", auditor);
    EXPECT_THAT(of(auditor), ElementsAre(Obstacle::no_codes));
    change("UPDATE account SET second_factor = '' WHERE id = $1", admin);
    EXPECT_THAT(signed_in(officer).get("/accounts/cannot-work").body, Not(HasSubstr("Đặng Quốc Khánh")))
        << "whom he may not see";
    EXPECT_THAT(of(admin), ElementsAre(Obstacle::no_second_factor));
    EXPECT_THAT(of(officer), IsEmpty()) << "the rule asks it of administrators";
    change("DELETE FROM account WHERE id = $1", stranger);
    EXPECT_THAT(of(stranger), ElementsAre(Obstacle::no_account));
    db().write([&](db::Tx& tx) {
        tx.exec(db::Sql{"test.close", "UPDATE agency SET until_day = '2026-11-01' WHERE id = $1"}, other_department);
    });
    EXPECT_THAT(of(stranger), ElementsAre(Obstacle::no_account, Obstacle::closed_agency));
}

TEST_P(CannotWork, shows_administrators_everybody_and_officers_their_agency) {
    lock(clerk);
    lock(stranger);
    EXPECT_THAT(of(stranger, std::vector<Id>{department}), IsEmpty());
    auto all = signed_in(admin, true), some = signed_in(officer), none = signed_in(stranger),
         reads = signed_in(auditor);
    const auto everybody = all.get("/accounts/cannot-work");
    for (const char* name : {"Lê Thị Thư", "Hoàng Văn Lạ", "Vũ Chưa Có Việc", "Không giữ vị trí nào"})
        EXPECT_THAT(everybody.body, HasSubstr(name));
    const auto own = some.get("/accounts/cannot-work?why=locked");
    EXPECT_THAT(own.body, HasSubstr("Lê Thị Thư"));
    EXPECT_THAT(own.body, Not(HasSubstr("Hoàng Văn Lạ")));
    const std::string other = "/accounts/cannot-work?agency=" + std::to_string(other_department);
    EXPECT_THAT(all.get(other).body, Not(HasSubstr("Lê Thị Thư")));
    EXPECT_THAT(some.get(other).body, Not(HasSubstr("Hoàng Văn Lạ")));
    EXPECT_EQ(none.get("/accounts/cannot-work").status, 403);
    EXPECT_THAT(reads.get("/accounts/cannot-work").body, Not(HasSubstr("type=\"checkbox\""))) << "he only reads";
    change("DELETE FROM account WHERE id = $1", clerk);
    EXPECT_THAT(all.get("/accounts/cannot-work").body, HasSubstr("/accounts/new?person="));
    EXPECT_THAT(reads.get("/accounts/cannot-work").body, Not(HasSubstr("/accounts/new?person=")));
    for (const char* odd : {"?why=%3Cscript%3E", "?page=99", "?page=-1", "?page=99999999999999999999", "?agency=x"})
        EXPECT_EQ(all.get(std::string("/accounts/cannot-work") + odd).status, 200) << odd;
}

TEST_P(CannotWork, unlocks_those_chosen_and_says_of_the_others_why_not) {
    lock(clerk);
    lock(idle);
    auto browser = signed_in(admin, true);
    const auto some = send(browser, "unlockings", chosen({clerk, auditor}));
    EXPECT_EQ(some.status, 200);
    EXPECT_THAT(some.body, HasSubstr("Đã mở khóa 1 tài khoản."));
    EXPECT_THAT(some.body, HasSubstr("Phạm Kiểm Tra</b>: Tài khoản không bị khóa."));
    EXPECT_FALSE(account(clerk).locked(clock::now()));
    EXPECT_EQ(send(browser, "unlockings", chosen({idle})).status, 303);
    EXPECT_EQ(send(browser, "unlockings", chosen({clerk})).status, 422) << "nobody was helped";
    EXPECT_EQ(audited("account.unlock"), 2);
}

TEST_P(CannotWork, resets_those_chosen_and_prints_their_passwords_once) {
    auto browser = signed_in(officer);
    off(auditor, "Nghỉ phép dài");
    auto fields = chosen({clerk, auditor, officer});
    fields.emplace_back("deed_key", "one-key-for-all");
    browser.get("/accounts/cannot-work");
    const auto slips = browser.post("/accounts/cannot-work/password-resets", fields);
    EXPECT_EQ(slips.status, 200);
    EXPECT_THAT(slips.body, HasSubstr("thult"));
    EXPECT_THAT(slips.body, HasSubstr("Mật khẩu tạm</dt>"));
    EXPECT_THAT(slips.body, HasSubstr("Tài khoản đã tắt: hãy bật lại trước."));
    EXPECT_THAT(slips.body, HasSubstr("Mật khẩu của chính mình thì tự đổi"));
    EXPECT_TRUE(account(clerk).must_change);
    EXPECT_EQ(audited("account.reset_password"), 1);
    const auto again = browser.post("/accounts/cannot-work/password-resets", fields);
    EXPECT_THAT(again.body, HasSubstr("đã hiện một lần"));
    EXPECT_EQ(audited("account.reset_password"), 1) << "sent twice, done once";
}

TEST_P(CannotWork, of_others_are_as_if_they_were_not_and_nothing_is_done) {
    lock(clerk);
    lock(stranger);
    auto browser = signed_in(officer);
    EXPECT_EQ(send(browser, "unlockings", chosen({clerk, stranger})).status, 404);
    EXPECT_EQ(send(browser, "password-resets", chosen({clerk, admin})).status, 404) << "an administrator's is not his";
    EXPECT_EQ(send(browser, "unlockings", {{"account", "77"}}).status, 404);
    EXPECT_TRUE(account(clerk).locked(clock::now())) << "none of them";
    for (const char* odd : {"", "x", "-1", "99999999999999999999"})
        EXPECT_EQ(send(browser, "unlockings", {{"account", odd}}).status, 422) << odd;
    EXPECT_EQ(send(browser, "unlockings", {}).status, 422);
    test::HttpPairs many;
    for (int n = 0; n < 51; ++n) many.emplace_back("account", std::to_string(1000 + n));
    EXPECT_EQ(send(browser, "password-resets", many).status, 422);
    auto clerks = signed_in(stranger);
    auto reads = signed_in(auditor);
    reads.get("/accounts/cannot-work");
    const auto refused = reads.post("/accounts/cannot-work/unlockings", chosen({clerk}));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("Lê Thị Thư</b>: Chỉ quản trị hệ thống")) << "he sees and does nothing";
    clerks.get("/accounts/me");
    EXPECT_EQ(clerks.post("/accounts/cannot-work/unlockings", chosen({clerk})).status, 403);
}

TEST_P(CannotWork, each_deed_is_refused_by_its_rules_and_done_by_one_of_two) {
    EXPECT_THROW(unlock(clerk), Refused);
    off(clerk, "Nghỉ phép dài");
    EXPECT_THROW(unlock(clerk), Refused) << "switched off by a person";
    EXPECT_THROW(reset(clerk, system_), Refused);
    db().write([&](db::Tx& tx) { enable_account(tx, system_, clerk.account, 0); });
    off(clerk, "unused");
    EXPECT_NO_THROW(unlock(clerk));
    Actor own;
    own.person = clerk.person;
    EXPECT_THROW(reset(clerk, own), Refused);
    EXPECT_THROW(db().write([&](db::Tx& tx) { unlock_one(tx, system_, 77); }), NotFound);
    lock(clerk);
    test::one_wins("unlock", "Refused", [&] { unlock(clerk); });
    test::both_win("reset", [&] { reset(clerk, system_); });
    EXPECT_EQ(audited("account.unlock"), 2);
    EXPECT_EQ(audited("account.reset_password"), 2);
}

}  // namespace dinh::accounts
