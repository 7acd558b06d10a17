#include "platform/module/offers.hpp"

#include <gtest/gtest.h>

#include "platform/house/house.hpp"
#include "tests/support/databases.hpp"

namespace dinh::module {

namespace {

class OffersTest : public dinh::test::OnBothEngines {
protected:
    OffersTest() : OnBothEngines(std::vector<std::string>{"deed"}) {}
    std::vector<Offered> offers(std::string_view kind, Id record) {
        House house;
        return db().reading([&](db::Conn& conn) { return offers_for(house, conn, Actor::system(), kind, record); });
    }
    static void even_records(const char* kind, const char* title, const std::string& path) {
        offer({.kind = kind, .title = title, .path = [path](House&, db::Conn&, const Actor&, Id record) {
                   return record % 2 == 0 ? path + std::to_string(record) : std::string();
               }});
    }
};
DINH_BOTH_ENGINES(OffersTest);

}  // namespace

TEST_P(OffersTest, are_shown_on_the_records_they_are_for) {
    even_records("paper", "Bind", "/binding/");
    even_records("book", "Lend", "/lending/");
    ASSERT_EQ(offers("paper", 4).size(), 1U);
    EXPECT_EQ(offers("paper", 4)[0].path, "/binding/4");
    EXPECT_EQ(offers("paper", 4)[0].title, "Bind");
    EXPECT_TRUE(offers("paper", 3).empty());
    EXPECT_TRUE(offers("map", 4).empty());
}

TEST_P(OffersTest, named_again_replace_what_stood) {
    even_records("paper", "Bind", "/binding/");
    even_records("paper", "Bind", "/new/");
    ASSERT_EQ(offers("paper", 2).size(), 1U);
    EXPECT_EQ(offers("paper", 2)[0].path, "/new/2");
}

}  // namespace dinh::module
