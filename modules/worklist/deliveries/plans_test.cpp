// Nothing that is asked every few seconds, and no page, reads a whole table of deliveries.
#include <gmock/gmock.h>

#include "modules/worklist/addresses/addresses.hpp"
#include "modules/worklist/deliveries/store.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::worklist {

namespace {

class DeliveryPlans : public dinh::test::OnBothEngines {
protected:
    DeliveryPlans() : OnBothEngines({"audit", "deed", "events", "grants", "jobs", "directory", "worklist"}) {}
};
DINH_BOTH_ENGINES(DeliveryPlans);

}  // namespace

TEST_P(DeliveryPlans, of_what_looks_for_work_and_of_the_pages_use_indexes) {
    db().read([](db::Conn& conn) {
        dinh::test::Plans plans(conn);
        const Instant now = clock::now();
        store::to_spread(plans, 200);
        store::due(plans, now, 20);
        Outgoing message;
        message.id = message.person = 1;
        store::address_for(plans, message);
        store::add_members(plans, message, 20);
        choices_of(plans, {1, 2, 3});
        reached(plans, {1, 2, 3});
        addresses_of(plans, 1);
        for (const char* state : {"", "waiting", "held", "sent"})
            deliveries(plans, {.state = state, .person = 0, .before = 77, .most = 50});
        deliveries(plans, {.state = {}, .person = 1, .before = 0, .most = 10});
        counts_by_state(plans);
        EXPECT_THAT(plans.full_scans(), testing::IsEmpty()) << plans.text();
    });
}

TEST_P(DeliveryPlans, of_what_a_delivery_goes_through_use_indexes) {
    db().write([](db::Tx& tx) {
        dinh::test::Plans plans(tx);
        const Instant now = clock::now();
        store::count_up(plans, clock::day_of(now), 1, "mail", 5);
        store::claim(plans, 1, now, 1000);
        store::hold(plans, 1, now, "quiet");
        store::sent(plans, 1, 1, "250");
        store::again(plans, 1, 1, now, "later", "450", true);
        store::give_up(plans, 1, 1, "refused", "550");
        store::give_up_all(plans, 1, Way::mail);
        address_failed(plans, 1, Way::mail, "550");
        forget_notices(plans, "/petitions/12");
        forget_old(plans, Limits{}, 10);
        EXPECT_THAT(plans.full_scans(), testing::IsEmpty()) << plans.text();
    });
}

}  // namespace dinh::worklist
