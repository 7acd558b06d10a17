// What the work calendar leaves behind: search entries, plans of its statements, and nothing of an invitation that
// proved secret.
#include <gmock/gmock.h>

#include "modules/documents/documents.hpp"
#include "modules/meetings/entries/entry_index.hpp"
#include "modules/meetings/feeds/feeds.hpp"
#include "modules/meetings/tests/house.hpp"
#include "platform/events/events.hpp"
#include "platform/grants/grants.hpp"
#include "platform/search/search.hpp"
#include "tests/support/columns.hpp"
#include "tests/support/plans.hpp"

namespace dinh::meetings {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Id kInvitation = 55;
// Stands nowhere else, and reads the same folded and in lower case.
constexpr const char* kRare = "quyzamba";

class TracesTest : public test::House {
protected:
    Id from_invitation() {
        write(
            [&](db::Tx& tx) { grants::give(tx, documents::kIncoming, kInvitation, office_.agency, "clerk", "open"); });
        auto one = input();
        one.incoming = kInvitation;
        one.subject = one.place = one.guests = std::string("Họp ") + kRare;
        one.units = {office_.division};
        return enter(one);
    }
    std::vector<Id> finds(const Actor& actor, const std::string& words) {
        search::Query query;
        query.text = words;
        std::vector<Id> ids;
        db().read([&](db::Conn& conn) {
            ids.clear();
            for (const auto& hit : search::find(conn, actor, query).hits) ids.push_back(hit.record);
        });
        return ids;
    }
};
DINH_BOTH_ENGINES(TracesTest);

}  // namespace

TEST_P(TracesTest, those_concerned_find_an_entry_and_others_do_not) {
    const Id id = from_invitation();
    EXPECT_EQ(found(id).source, "invitation");
    for (const Actor* actor : {&office_.deputy.actor, &office_.head.actor, &office_.clerk.actor})
        EXPECT_THAT(finds(*actor, kRare), ElementsAre(id));
    EXPECT_THAT(finds(office_.second_head.actor, kRare), IsEmpty());
    EXPECT_THAT(finds(other_.director.actor, kRare), IsEmpty());
    dinh::House house;
    house.db = &db();
    index_entries_again(house);
    EXPECT_THAT(finds(office_.deputy.actor, kRare), ElementsAre(id));
}

TEST_P(TracesTest, an_invitation_that_proves_secret_leaves_no_word_behind) {
    const Id id = from_invitation();
    auto changed = input();
    changed.subject = std::string("Đổi ") + kRare;
    changed.units = {office_.division};
    write([&](db::Tx& tx) { change_entry(tx, office_.clerk.actor, id, 1, changed); });
    ASSERT_FALSE(dinh::test::columns_with(db(), kRare).empty());
    const auto hearers = manifest().hearers;
    ASSERT_EQ(hearers.at(0).kind, documents::kRemovedAsSecret);
    events::Event event;
    event.subject = kInvitation;
    for (int i = 0; i < 2; ++i) write([&](db::Tx& tx) { hearers.at(0).hear(tx, event); });
    EXPECT_THAT(dinh::test::columns_with(db(), kRare), IsEmpty());
    EXPECT_FALSE(sees(office_.clerk.actor, id));
    EXPECT_THAT(work_of(office_.division), IsEmpty());
    const auto read = found(id).version;
    EXPECT_THROW(write([&](db::Tx& tx) { cancel_entry(tx, office_.clerk.actor, id, read, "x"); }), NotFound);
}

TEST_P(TracesTest, what_is_to_come_goes_to_the_successor) {
    const Id later = enter(input());
    auto past = input();
    past.starts = test::at(test::day(11, 18), 8), past.ends = test::at(test::day(11, 18), 9);
    const Id earlier = enter(past);
    bool done = false;
    write([&](db::Tx& tx) { done = hand_over_entries(tx, office_.agency, other_.agency, monday_); });
    EXPECT_TRUE(done);
    EXPECT_EQ(found(later).agency, other_.agency);
    EXPECT_EQ(found(earlier).agency, office_.agency);
    EXPECT_THAT(finds(other_.clerk.actor, "Giao ban"), ElementsAre(later));
}

TEST_P(TracesTest, no_page_reads_a_whole_table) {
    const Id id = from_invitation();
    db().write([&](db::Tx& tx) {
        dinh::test::Plans plans(tx);
        find_entry(plans, id);
        entries_between(plans, office_.agency, monday_, monday_ + 6);
        entries_of(plans, office_.deputy.actor.grantees, monday_, monday_ + 6);
        clashes_of(plans, *directory_, office_.agency, {*find_entry(plans, id)});
        week_of(plans, office_.agency, monday_);
        feeds_of(plans, office_.head.person);
        feed_behind(plans, std::string(43, 'a'));
        forget_invitation(plans, 77);
        finish_past(plans, clock::now());
        EXPECT_THAT(plans.full_scans(), IsEmpty()) << plans.text();
    });
}

}  // namespace dinh::meetings
