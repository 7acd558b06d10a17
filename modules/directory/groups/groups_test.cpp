#include "modules/directory/groups/groups.hpp"

#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

using test::refusals;
using testing::ElementsAre;

class GroupsTest : public test::Province {
protected:
    void SetUp() override {
        Province::SetUp();
        group_ = write([&](db::Tx& tx) { return add_group(tx, system_, office_, "Các sở", {department_}, today_); });
    }
    std::vector<Id> members() {
        look();
        return directory_->group(group_)->members;
    }
    Id group_ = 0;
};
DINH_BOTH_ENGINES(GroupsTest);

}  // namespace

TEST_P(GroupsTest, is_a_dated_list) {
    write([&](db::Tx& tx) { add_members(tx, system_, group_, 1, {partner_}, today_ + 1); });
    EXPECT_THAT(members(), ElementsAre(department_));
    now_.advance_ms(86'400'000);
    EXPECT_THAT(members(), ElementsAre(department_, partner_));
    write([&](db::Tx& tx) { remove_member(tx, system_, group_, 2, department_, today_ + 1); });
    EXPECT_THAT(members(), ElementsAre(partner_));
    EXPECT_EQ(read([&](db::Conn& conn) { return members_of(conn, group_); }).size(), 2U) << "the past stays";
}

TEST_P(GroupsTest, refuses_doubles_closed_agencies_and_stale_versions) {
    const Id closed = write([&](db::Tx& tx) {
        return add_agency(
            tx, system_, {"cu", "Sở Cũ", "Sở Cũ", "SC", "department", "", "", committee_, true, from_, today_, {}, ""});
    });
    const auto add = [&](std::vector<Id> agencies, std::int64_t version = 1) {
        write([&](db::Tx& tx) { add_members(tx, system_, group_, version, agencies, today_); });
    };
    EXPECT_THAT(refusals([&] { add({department_, closed}); }), ElementsAre("members", "members"));
    EXPECT_THAT(refusals([&] { add({}); }), ElementsAre("members"));
    EXPECT_THROW(add({partner_}, 5), Conflict);
    EXPECT_THAT(refusals([&] { write([&](db::Tx& tx) { remove_member(tx, system_, group_, 1, partner_, today_); }); }),
                ElementsAre(""));
    EXPECT_THAT(refusals([&] { write([&](db::Tx& tx) { return add_group(tx, system_, office_, "", {}, today_); }); }),
                ElementsAre("name", "members"));
}

TEST_P(GroupsTest, is_kept_by_clerks_of_its_agency) {
    const Actor clerk = actor(clerk_), specialist = actor(specialist_);
    write([&](db::Tx& tx) { change_group(tx, clerk, group_, 1, "Các sở, ngành", true); });
    EXPECT_THROW(write([&](db::Tx& tx) { change_group(tx, specialist, group_, 2, "Khác", true); }), Forbidden);
    write([&](db::Tx& tx) { close_group(tx, clerk, group_, 2, today_ + 1); });
    now_.advance_ms(86'400'000);
    look();
    EXPECT_EQ(directory_->group(group_), nullptr);
}

TEST_P(GroupsTest, two_at_once_add_once) {
    const auto outcomes = dinh::test::two_at_once(
        2, [&] { db().write([&](db::Tx& tx) { add_members(tx, system_, group_, 1, {partner_}, today_); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

}  // namespace dinh::directory
