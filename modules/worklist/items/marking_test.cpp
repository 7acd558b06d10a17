#include <gtest/gtest.h>

#include "modules/worklist/items/items.hpp"
#include "platform/events/events.hpp"
#include "tests/support/databases.hpp"

namespace dinh::worklist {

namespace {

class MarkingTest : public test::OnBothEngines {
protected:
    MarkingTest() : OnBothEngines({"audit", "deed", "events", "grants", "directory", "worklist"}) {}
    void put_one(Id subject, Id part, Id holder, Class item_class) {
        Item item;
        item.kind = "documents.information";
        item.subject_kind = "incoming";
        item.subject = subject;
        item.part = part;
        item.holder = holder;
        item.agency = 1;
        item.title = "Về việc họp giao ban";
        item.item_class = item_class;
        db().write([&](db::Tx& tx) { put(tx, item); });
    }
    std::vector<Id> items_of(Id holder) {
        constexpr db::Sql kItems{"test.items",
                                 "SELECT id FROM work_item WHERE holder = $1 AND is_open = 1 ORDER BY part"};
        return db().reading([&](db::Conn& conn) {
            std::vector<Id> list;
            for (const auto& row : conn.query(kItems, holder)) list.push_back(row.integer(0));
            return list;
        });
    }
    void mark(const std::vector<Id>& items) {
        db().write([&](db::Tx& tx) { finish_many(tx, reader_, items); });
    }
    Counts counts() {
        return db().reading([&](db::Conn& conn) { return counts_of(conn, reader_, clock::today()); });
    }

    Actor reader_ = [] {
        Actor actor;
        actor.person = 9;
        actor.grantees = {9, 50};
        return actor;
    }();
};
DINH_BOTH_ENGINES(MarkingTest);

}  // namespace

TEST_P(MarkingTest, ends_own_information_tells_its_module_and_leaves_work_and_others_alone) {
    put_one(100, 11, 50, Class::information);
    put_one(100, 12, 50, Class::work);
    put_one(100, 13, 51, Class::information);
    std::vector<std::string> heard;
    events::set_hearers({{"test.read", std::string(kItemRead), [&](db::Tx&, const events::Event& event) {
                              heard.push_back(std::to_string(event.subject) + " " + std::to_string(event.person) + " " +
                                              event.payload);
                          }}});
    auto all = items_of(50);
    const auto others = items_of(51);
    all.insert(all.end(), others.begin(), others.end());
    mark(all);
    mark(all);
    while (events::deliver(db()) > 0) {}
    events::set_hearers({});
    EXPECT_EQ(heard, std::vector<std::string>{"100 9 {\"subject_kind\":\"incoming\",\"part\":\"11\"}"});
    EXPECT_EQ(items_of(50).size(), 1U);
    EXPECT_EQ(items_of(51).size(), 1U);
    EXPECT_EQ(counts().information, 0);
    EXPECT_EQ(counts().work, 1);
}

}  // namespace dinh::worklist
