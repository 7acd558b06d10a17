#include "modules/internal/export_sources.hpp"

#include <gmock/gmock.h>

#include "modules/internal/tests/house.hpp"

namespace dinh::internal {

namespace {

class ExportTest : public test::House {
protected:
    std::vector<exports::Record> taken(std::size_t source, const std::string& after = "", int most = 10) {
        const exports::Scope scope{office_.agency, 0, test::day(11, 1), test::day(11, 30)};
        return db().reading([&](db::Conn& conn) { return export_sources()[source].read(conn, scope, after, most); });
    }
};
DINH_BOTH_ENGINES(ExportTest);

}  // namespace

TEST_P(ExportTest, takes_letters_and_messages_of_the_agency_in_steps) {
    const Id first = sent(), second = sent();
    tell(message());
    const auto letters = taken(0);
    ASSERT_EQ(letters.size(), 2U);
    EXPECT_EQ(letters[0].cells.size(), export_sources()[0].columns.size());
    EXPECT_EQ(letters[0].id, first);
    EXPECT_EQ(taken(0, letters[0].key, 1).at(0).id, second);
    EXPECT_TRUE(taken(0, letters[1].key).empty());
    const auto messages = taken(1);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].cells.size(), export_sources()[1].columns.size());
    const exports::Scope other{other_.agency, 0, {}, {}};
    EXPECT_TRUE(db().reading([&](db::Conn& conn) { return export_sources()[0].read(conn, other, "", 10); }).empty());
}

}  // namespace dinh::internal
