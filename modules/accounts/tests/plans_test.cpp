// No page and no request of this module reads a whole table.
#include <gmock/gmock.h>

#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/second_factor/second_factor_store.hpp"
#include "modules/accounts/sessions/kept_forms.hpp"
#include "modules/accounts/tokens/tokens.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::accounts {

class Plans : public test::OnBothEngines {
protected:
    Plans() : OnBothEngines({"deed", "audit", "directory", "accounts"}) {}
};
DINH_BOTH_ENGINES(Plans);

TEST_P(Plans, of_what_is_asked_at_each_request_and_page_use_indexes) {
    db().read([](db::Conn& conn) {
        test::Plans plans(conn);
        const Instant now = clock::now();
        find_session(plans, "x");
        sessions_of(plans, 1, now);
        tokens_of(plans, 1, clock::today());
        has_kept_forms(plans, 1, now);
        unused_codes(plans, 1);
        read_factor(plans, 1);
        find_account(plans, 1);
        account_of_person(plans, 1);
        account_named(plans, "x");
        people_with_account(plans, {1, 2, 3});
        for (const Shown shown :
             {Shown::all, Shown::locked, Shown::off, Shown::no_second_factor, Shown::never_signed_in}) {
            list_accounts(plans, {.shown = shown, .people = {}, .after = "", .most = 50}, now);
            list_accounts(plans, {.shown = shown, .people = std::vector<Id>{1, 2}, .after = "b", .most = 50}, now);
        }
        EXPECT_THAT(plans.full_scans(), testing::IsEmpty()) << plans.text();
    });
}

TEST_P(Plans, of_the_counting_of_attempts_and_the_sweep_use_indexes) {
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        const Instant now = clock::now();
        count_attempt(plans, "x", "y", now);
        mark_seen(plans, 1, now);
        forget_sessions(plans, now, 10);
        forget_unknown_names(plans, now, 10);
        forget_kept_forms(plans, now, 10);
        EXPECT_THAT(plans.full_scans(), testing::IsEmpty()) << plans.text();
    });
}

}  // namespace dinh::accounts
