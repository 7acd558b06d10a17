// Settings: seen and set by administrators, within the law, from a day on.
#include <gmock/gmock.h>

#include "modules/accounts/tests/front.hpp"

namespace dinh::accounts {

using testing::HasSubstr;

class SettingsPages : public Front {
protected:
    test::HttpClient administrator() {
        change("UPDATE account SET second_factor = 'codes', codes_left = 5 WHERE id = $1", admin);
        return signed_in(admin, true);
    }
    static constexpr const char* kPath = "/settings/accounts.idle_lock_minutes";
};
DINH_BOTH_ENGINES(SettingsPages);

TEST_P(SettingsPages, show_value_and_legal_basis) {
    auto browser = administrator();
    const auto list = browser.get("/settings");
    EXPECT_THAT(list.body, HasSubstr("Khóa phiên khi không thao tác"));
    EXPECT_THAT(list.body, HasSubstr("15 phút"));
    EXPECT_THAT(list.body, HasSubstr("331/2026"));
    EXPECT_THAT(browser.get(kPath).body, HasSubstr("Áp dụng từ ngày"));
    EXPECT_EQ(browser.get("/settings/accounts.nothing").status, 404);
}

TEST_P(SettingsPages, take_a_stricter_value_and_act_by_it) {
    auto browser = administrator(), worker = signed_in(clerk);
    browser.get(kPath);
    EXPECT_EQ(
        browser
            .post(std::string(kPath) + "/values", {{"value", "10"}, {"from", "23/11/2026"}, {"basis", "QĐ 5/QĐ-SNV"}})
            .status,
        303);
    EXPECT_THAT(browser.get(kPath).body, HasSubstr("QĐ 5/QĐ-SNV"));
    EXPECT_EQ(audited("settings.set"), 1);
    pass_cache();
    worker.get("/");
    pass_minutes(11);
    EXPECT_EQ(worker.get("/").header("location"), "/sessions/unlock");
}

TEST_P(SettingsPages, refuse_a_laxer_value_a_past_day_and_no_basis_all_at_once) {
    auto browser = administrator();
    browser.get(kPath);
    const auto refused =
        browser.post(std::string(kPath) + "/values", {{"value", "30"}, {"from", "01/11/2026"}, {"basis", ""}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("quá khứ"));
    EXPECT_THAT(refused.body, HasSubstr("căn cứ"));
    EXPECT_EQ(refused.input("value"), "30");
    EXPECT_EQ(browser.post(std::string(kPath) + "/values", {{"value", "abc"}, {"from", "x"}}).status, 422);
}

TEST_P(SettingsPages, are_seen_by_auditors_and_hidden_from_others) {
    auto watcher = signed_in(auditor), other = signed_in(officer);
    EXPECT_EQ(watcher.get("/settings").status, 200);
    watcher.get(kPath);
    EXPECT_EQ(
        watcher.post(std::string(kPath) + "/values", {{"value", "10"}, {"from", "23/11/2026"}, {"basis", "a"}}).status,
        403);
    EXPECT_EQ(other.get("/settings").status, 403);
    EXPECT_EQ(other.get(kPath).status, 403);
}

TEST(LimitsOfTheLaw, are_the_standard_of_each_setting) {
    settings::declare(setting_list());
    for (const auto& one : settings::declared()) {
        // Measures of the institution that no law asks for.
        if (one.key == "accounts.token_calls_per_minute" || one.key == "accounts.inside_only_roles") continue;
        EXPECT_FALSE(one.basis.empty()) << one.key;
        EXPECT_TRUE(one.type == settings::Type::text || !one.law.empty()) << one.key;
        EXPECT_EQ(settings::fault(one.key, one.value, *clock::make_day(2026, 11, 23)), "") << one.key;
    }
}

}  // namespace dinh::accounts
