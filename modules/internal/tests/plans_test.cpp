// No list and no page of this module reads a whole table.
#include <gmock/gmock.h>

#include "modules/internal/tests/house.hpp"
#include "tests/support/plans.hpp"

namespace dinh::internal {

namespace {

class PlansTest : public test::House {};
DINH_BOTH_ENGINES(PlansTest);

}  // namespace

TEST_P(PlansTest, of_lists_pages_and_the_series_use_indexes) {
    const Id id = sent();
    tell(message());
    open_book();
    db().read([&](db::Conn& conn) {
        dinh::test::Plans plans(conn);
        const Actor& actor = office_.leader.actor;
        for (const char* view : {"todo", "received", "approval", "drafts", "sent"}) {
            LetterFilter filter;
            filter.view = view;
            list_letters(plans, actor, filter);
            filter.kind = "notice";
            list_letters(plans, actor, filter);
            letter_lines(plans, actor, filter, {id});
        }
        open_letters(plans, office_.agency);
        find_letter(plans, id);
        receivers_of(plans, id);
        readings_of(plans, id);
        answers_of(plans, id);
        editions_of(plans, id);
        answered_by(plans, id);
        for (const bool of_sent : {true, false}) list_messages(plans, actor, of_sent, 0, 50);
        message_receivers(plans, id);
        message_answers(plans, id);
        series_of(plans, office_.agency, office_.division);
        entries_of(plans, 1, 0, 50);
        EXPECT_THAT(plans.full_scans(), testing::IsEmpty()) << plans.text();
    });
}

}  // namespace dinh::internal
