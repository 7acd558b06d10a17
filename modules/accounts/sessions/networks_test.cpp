// From outside the institution's networks nobody works without a second factor.
#include "modules/accounts/sessions/networks.hpp"

#include <gmock/gmock.h>

#include "modules/accounts/second_factor/second_factor.hpp"
#include "modules/accounts/tests/front.hpp"

namespace dinh::accounts {

using testing::HasSubstr;

TEST(Networks, hold_addresses_of_both_families) {
    struct Case {
        const char* list;
        const char* address;
        bool inside;
    };
    for (const auto& [list, address, inside] :
         {Case{"10.0.0.0/8", "10.255.0.1", true}, Case{"10.0.0.0/8", "11.0.0.1", false},
          Case{"192.168.4.0/22", "192.168.7.255", true}, Case{"192.168.4.0/22", "192.168.8.0", false},
          Case{"203.113.1.7", "203.113.1.7", true}, Case{"203.113.1.7", "203.113.1.8", false},
          Case{"0.0.0.0/0", "8.8.8.8", true}, Case{"0.0.0.0/0", "2001:db8::1", false},
          Case{"10.0.0.0/8", "::ffff:10.1.2.3", true}, Case{"2001:db8:40::/44", "2001:db8:4f::1", true},
          Case{"2001:db8:40::/44", "2001:db8:50::1", false}, Case{"::1", "::1", true}, Case{"::1", "::2", false},
          Case{"10.0.0.0/8, 2001:db8::/32", "2001:db8::9", true}, Case{"10.0.0.0/8;172.16.0.0/12 ", "172.31.0.1", true},
          Case{"", "127.0.0.1", false}, Case{"10.0.0.0/8", "", false}, Case{"10.0.0.0/8", "10.0.0.1 ", false},
          Case{"0.0.0.0/0", "mot.may.vn", false}}) {
        const auto networks = Networks::parse(list);
        ASSERT_TRUE(networks) << list;
        EXPECT_EQ(networks->contains(address), inside) << list << " / " << address;
    }
}

TEST(Networks, refuse_what_is_no_network) {
    for (const char* list : {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "::/129", "may-chu", "10.0.0.0/8/8",
                             "10.0.0.0/8x", "10.0.0.0/8, ?", "<script>", "{{X}}"})
        EXPECT_FALSE(Networks::parse(list)) << list;
    EXPECT_FALSE(Networks::parse(std::string(10'000, '1')));
}

TEST(RemoteRoles, are_words_of_roles_or_everybody) {
    EXPECT_EQ(remote_roles_of("Tất cả"), std::vector<std::string>{"*"});
    EXPECT_EQ(remote_roles_of("*"), std::vector<std::string>{"*"});
    EXPECT_EQ(remote_roles_of("administrator, records_clerk"),
              (std::vector<std::string>{"administrator", "records_clerk"}));
    EXPECT_FALSE(remote_roles_of("administrator, vua"));
}

class Remote : public Front {
protected:
    Remote() { trusted_proxies = {"127.0.0.1"}; }
    static test::HttpPairs from(const char* address) { return {{"X-Forwarded-For", address}}; }
    std::string place(const Worker& worker, const char* address) {
        auto browser = signed_in(worker);
        const auto answer = browser.get("/", from(address));
        return answer.status == 200 ? "in" : std::string(answer.header("location"));
    }
    void set(const char* key, const char* value) {
        db().write([&](db::Tx& tx) { settings::set(tx, Actor::system(), key, value, clock::today(), "NĐ 331"); });
        pass_cache();
    }
    static constexpr const char* kOutside = "/sessions/outside";
};
DINH_BOTH_ENGINES(Remote);

TEST_P(Remote, work_without_a_factor_is_refused_outside_and_free_inside) {
    for (const char* address : {"10.1.2.3", "192.168.1.9", "::1", "fd00::7", "172.20.0.1"})
        EXPECT_EQ(place(clerk, address), "in") << address;
    for (const char* address : {"113.160.1.9", "2001:ee0::5", "172.32.0.1"})
        EXPECT_EQ(place(clerk, address).substr(0, 17), kOutside) << address;
}

TEST_P(Remote, work_says_what_to_do_and_lets_out) {
    auto browser = signed_in(clerk);
    const auto page = browser.get(kOutside, from("113.160.1.9"));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Lê Thị Thư"));
    EXPECT_THAT(page.body, HasSubstr("113.160.1.9"));
    EXPECT_EQ(browser.get("/", from("10.1.2.3")).status, 200) << "the same session, back inside";
    browser.get(kOutside, from("113.160.1.9"));
    EXPECT_EQ(browser.del("/sessions/current").header("location"), "/sessions/new");
}

TEST_P(Remote, setting_up_of_a_factor_or_a_password_is_refused_outside) {
    auto browser = signed_in(clerk);
    for (const char* path : {"/accounts/me/second-factor", "/accounts/me/password"})
        EXPECT_EQ(browser.get(path, from("113.160.1.9")).header("location").substr(0, 17), kOutside) << path;
    EXPECT_EQ(browser.get("/accounts/me/second-factor", from("10.0.0.1")).status, 200);
}

TEST_P(Remote, work_with_a_factor_is_free) {
    change("UPDATE account SET second_factor = 'totp' WHERE id = $1", clerk);
    auto browser = signed_in(clerk, true);
    EXPECT_EQ(browser.get("/", from("113.160.1.9")).status, 200);
}

TEST_P(Remote, addresses_are_believed_from_trusted_proxies_only) {
    trusted_proxies = {"192.0.2.1"};
    EXPECT_EQ(place(clerk, "113.160.1.9"), "in") << "what a stranger writes moves nobody outside";
    set("accounts.inner_networks", "203.113.0.0/16");
    EXPECT_EQ(place(clerk, "203.113.1.1").substr(0, 17), kOutside) << "nor inside";
}

TEST_P(Remote, roles_and_networks_are_settings) {
    set("accounts.inner_networks", "203.113.0.0/16, 2001:db8::/32");
    EXPECT_EQ(place(clerk, "203.113.9.9"), "in");
    EXPECT_EQ(place(clerk, "2001:db8::1"), "in");
    EXPECT_EQ(place(clerk, "10.1.2.3").substr(0, 17), kOutside);
    set("accounts.remote_second_factor_roles", "administrator, it_officer");
    EXPECT_EQ(place(clerk, "10.1.2.3"), "in");
    EXPECT_EQ(place(officer, "10.1.2.3").substr(0, 17), kOutside);
}

TEST_P(Remote, settings_that_are_no_networks_or_roles_are_refused) {
    for (const char* list : {"", "10.0.0.0/40", "moi noi", "{{X}}"})
        EXPECT_THROW(set("accounts.inner_networks", list), Refused) << list;
    EXPECT_THROW(set("accounts.remote_second_factor_roles", "vua"), Refused);
    EXPECT_THROW(set("accounts.remote_second_factor", "0"), Refused) << "the law asks for it";
}

}  // namespace dinh::accounts
