#include <gmock/gmock.h>

#include "platform/search/search.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/support.hpp"

namespace dinh::search {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Merging : public test::OnBothEngines {
protected:
    Merging() : OnBothEngines({"search"}) {}

    // With words of its own, so that the index has some pages.
    void keep(Id record, const std::string& title) {
        Entry entry{.kind = "incoming", .record = record, .title = title, .grantees = {7}, .day = clock::today()};
        for (int n = 0; n < 60; ++n) entry.words += " chu" + std::to_string(record * 1000 + n);
        db().write([&](db::Tx& tx) { put(tx, entry); });
    }
    std::vector<Id> found(const std::string& text) {
        Actor actor;
        actor.grantees = {7};
        Query query;
        query.text = text;
        std::vector<Id> records;
        db().read([&](db::Conn& conn) {
            for (const auto& hit : find(conn, actor, query).hits) records.push_back(hit.record);
        });
        std::sort(records.begin(), records.end());
        return records;
    }
    int parts() { return db().reading(index_parts); }
    int merge_all(int pages) {
        int deeds = 0;
        bool more = db().writing(begin_merging);
        for (; more; ++deeds) more = db().writing([&](db::Tx& tx) { return go_on_merging(tx, pages); });
        return deeds;
    }
};
DINH_BOTH_ENGINES(Merging);

}  // namespace

TEST_P(Merging, all_parts_become_one_in_which_the_same_is_found) {
    for (Id record = 1; record <= 150; ++record) keep(record, "Báo cáo số " + std::to_string(record));
    for (Id record = 1; record <= 20; ++record) keep(record, "Kế hoạch số " + std::to_string(record));
    db().write([](db::Tx& tx) { drop(tx, "incoming", 150); });
    const auto before = found("kế hoạch");
    if (sqlite()) EXPECT_GT(parts(), 1);
    const int deeds = merge_all(1);
    EXPECT_EQ(parts(), sqlite() ? 1 : 0);
    if (sqlite()) EXPECT_GT(deeds, 1) << "all at once";
    EXPECT_EQ(found("kế hoạch"), before);
    EXPECT_THAT(found("báo cáo 149"), ElementsAre(149));
    EXPECT_THAT(found("báo cáo 15"), ElementsAre()) << "what is a plan now";
    EXPECT_THAT(found("báo cáo 150"), IsEmpty());
    EXPECT_FALSE(db().writing(begin_merging)) << "there is one part";
}

TEST_P(Merging, an_empty_index_has_nothing_to_put_together) {
    EXPECT_FALSE(db().writing(begin_merging));
    EXPECT_FALSE(db().writing([](db::Tx& tx) { return go_on_merging(tx, 16); }));
}

TEST_P(Merging, a_deed_that_fails_leaves_the_parts_as_they_were) {
    for (Id record = 1; record <= 3; ++record) keep(record, "Báo cáo");
    const int before = parts();
    EXPECT_THROW(db().write([](db::Tx& tx) {
        begin_merging(tx);
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(parts(), before);
    EXPECT_THAT(found("báo cáo"), ElementsAre(1, 2, 3));
}

TEST_P(Merging, what_is_kept_meanwhile_is_found) {
    for (Id record = 1; record <= 50; ++record) keep(record, "Báo cáo");
    const auto outcomes = test::at_once(3, [&](int i) {
        if (i == 0) merge_all(1);
        for (Id n = 1; i > 0 && n <= 20; ++n) keep(i * 1000 + n, "Tờ trình");
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 3) << testing::PrintToString(outcomes);
    EXPECT_EQ(found("tờ trình").size(), 40u);
    EXPECT_EQ(found("báo cáo").size(), 50u);
}

}  // namespace dinh::search
