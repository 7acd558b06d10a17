// Whom the head named, and how sight follows the people concerned.
#include <gmock/gmock.h>

#include "modules/petitions/tests/visit.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::petitions {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::HasSubstr;

class OfficersTest : public test::VisitDesk {
protected:
    Id name(const Actor& actor, Id post, std::string_view task) {
        return db().writing([&](db::Tx& tx) { return name_officer(tx, actor, *directory_, office_.body, post, task); });
    }
    void end(const Actor& actor, Id officer, std::int64_t version) {
        write([&](db::Tx& tx) { end_officer(tx, actor, *directory_, officer, version); });
    }
};
DINH_BOTH_ENGINES(OfficersTest);

}  // namespace

TEST_P(OfficersTest, named_ones_see_earlier_petitions_and_ended_ones_no_more) {
    const Id id = take(input());
    const Id officer = name(office_.head.actor, office_.chief.post, "direction");
    EXPECT_TRUE(sees(office_.chief.actor, id));
    EXPECT_EQ(get(office_.chief.actor, path(id)).status, 200);
    end(office_.head.actor, officer, 1);
    EXPECT_FALSE(sees(office_.chief.actor, id));
    EXPECT_THROW(end(office_.head.actor, officer, 1), Conflict);
    EXPECT_THROW(end(office_.head.actor, 99, 1), NotFound);
}

TEST_P(OfficersTest, a_receptionist_takes_in_and_does_not_decide) {
    name(office_.head.actor, office_.specialist.post, "reception");
    const Id id = take_as(office_.specialist.actor, input());
    EXPECT_TRUE(sees(office_.specialist.actor, id));
    write([&](db::Tx& tx) { EXPECT_THROW(guide(tx, office_.specialist.actor, id, 1, "Gửi xã"), Forbidden); });
}

TEST_P(OfficersTest, only_the_head_names_and_only_own_people_once) {
    for (const auto* other : {&office_.clerk, &office_.deputy, &office_.chief, &other_.head})
        EXPECT_THROW(name(other->actor, office_.deputy.post, "direction"), Forbidden);
    EXPECT_THAT(refusals([&] { name(office_.head.actor, other_.clerk.post, "chairing"); }),
                ElementsAre("post", "task"));
    EXPECT_THAT(refusals([&] { name(office_.head.actor, 99, "direction"); }), ElementsAre("post"));
    dinh::test::one_wins("name", "Refused", [&] { name(office_.head.actor, office_.deputy.post, "direction"); });
    EXPECT_THAT(refusals([&] { name(office_.head.actor, office_.deputy.post, "direction"); }), ElementsAre("post"));
    const Id officer = name(office_.head.actor, office_.chief.post, "reception");
    EXPECT_THROW(end(other_.head.actor, officer, 1), NotFound);
    dinh::test::one_wins("end", "Conflict", [&] { end(office_.head.actor, officer, 1); });
}

TEST_P(OfficersTest, a_new_clerk_sees_what_was_taken_in_before) {
    const Id id = take(input());
    write([&](db::Tx& tx) { directory::add_clerkship(tx, office_.second_leader.post, office_.body, day(1, 1)); });
    look_again();
    write([&](db::Tx& tx) { keep_sight(tx, *directory_, office_.body); });
    EXPECT_TRUE(sees(office_.second_leader.actor, id));
}

TEST_P(OfficersTest, the_page_names_and_ends) {
    EXPECT_EQ(get(office_.clerk.actor, "/petitions/officers").status, 403);
    const auto body = std::to_string(office_.body);
    const auto bad = post(office_.head.actor, "/petitions/officers",
                          {{"issuing_body", body}, {"post", "abc"}, {"task", "direction"}});
    EXPECT_EQ(bad.status, 422);
    const auto done =
        post(office_.head.actor, "/petitions/officers",
             {{"issuing_body", body}, {"post", std::to_string(office_.deputy.post)}, {"task", "direction"}});
    EXPECT_EQ(done.status, 303);
    const auto page = get(office_.head.actor, "/petitions/officers");
    EXPECT_THAT(page.body, HasSubstr("Phạm Phó Giám Đốc"));
    const std::string officer = page.after("action=\"/petitions/officers/");
    EXPECT_EQ(
        post(office_.head.actor, "/petitions/officers/" + officer, {{"_method", "delete"}, {"version", "1"}}).status,
        303);
    EXPECT_EQ(
        post(office_.head.actor, "/petitions/officers/" + officer, {{"_method", "delete"}, {"version", "1"}}).status,
        409);
}

}  // namespace dinh::petitions
