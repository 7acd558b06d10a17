#include <gtest/gtest.h>

#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "tests/support/databases.hpp"

namespace dinh::worklist {

namespace {

class ForgettingItemsTest : public test::OnBothEngines {
protected:
    ForgettingItemsTest() : OnBothEngines({"audit", "deed", "events", "grants", "directory", "worklist"}) {}
    void put_one(Id subject, Id part, std::string_view kind = "documents.handle") {
        Item item;
        item.kind = kind;
        item.subject_kind = "incoming";
        item.subject = subject;
        item.part = part;
        item.holder = 50;
        item.agency = 1;
        item.title = "Về việc họp giao ban";
        db().write([&](db::Tx& tx) { put(tx, item); });
    }
    std::int64_t count(const char* sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer({"test.count", sql}); });
    }
};
DINH_BOTH_ENGINES(ForgettingItemsTest);

}  // namespace

TEST_P(ForgettingItemsTest, open_and_finished_items_of_the_subject_go_and_counts_stay_right) {
    put_one(12, 1);
    put_one(12, 2);
    put_one(13, 1);
    db().write([](db::Tx& tx) { finish(tx, "incoming", 12, 1, 50); });
    db().write([](db::Tx& tx) { forget(tx, "incoming", 12, "/documents/incoming/12"); });
    EXPECT_EQ(count("SELECT COUNT(*) FROM work_item"), 1);
    EXPECT_EQ(count("SELECT open_items FROM work_count WHERE holder = 50 AND item_class = 'work'"), 1);
}

TEST_P(ForgettingItemsTest, notices_that_lead_to_the_page_or_below_it_go_and_no_others) {
    db().write([](db::Tx& tx) {
        for (const char* link : {"/documents/incoming/12", "/documents/incoming/12/slip", "/documents/incoming/12?a=1",
                                 "/documents/incoming/12#files", "/documents/incoming/123", "/documents/incoming/1",
                                 "/documents/outgoing/12", "/documents/incoming"})
            notify(tx, 50, "Được xin ý kiến", link);
        forget(tx, "incoming", 12, "/documents/incoming/12");
    });
    EXPECT_EQ(count("SELECT COUNT(*) FROM notice"), 4);
    EXPECT_EQ(count("SELECT COUNT(*) FROM notice WHERE link = '/documents/incoming/123'"), 1);
}

TEST_P(ForgettingItemsTest, what_is_left_open_is_of_the_kind_named) {
    put_one(12, 1);
    put_one(12, 2, "documents.information");
    db().write([](db::Tx& tx) { finish_all_but(tx, "incoming", 12, "documents.information"); });
    EXPECT_EQ(count("SELECT COUNT(*) FROM work_item WHERE is_open = 1 AND kind = 'documents.information'"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM work_item WHERE is_open = 1"), 1);
}

}  // namespace dinh::worklist
