#include "platform/db/filter.hpp"

#include "tests/support/databases.hpp"

namespace dinh::db {

class FilterTest : public test::OnBothEngines {
protected:
    FilterTest()
        : OnBothEngines({{"f", 1, "0001_f", "CREATE TABLE f (id $id PRIMARY KEY, state $int, words text);"}}) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        db().write([](Tx& tx) {
            for (int id = 1; id <= 20; ++id) {
                tx.exec({"f", "INSERT INTO f (id, state, words) VALUES ($1, $2, $3)"}, id, id % 4,
                        "w" + std::to_string(id));
            }
        });
    }
    std::vector<std::int64_t> ids(const Filter& filter, std::int64_t limit = -1) {
        std::vector<std::int64_t> found;
        const Rows rows = db().reading(
            [&](Conn& conn) { return filter.run(conn, "f.list", "SELECT id FROM f", "ORDER BY id DESC", limit); });
        for (const auto& row : rows) found.push_back(row.integer(0));
        return found;
    }
};
DINH_BOTH_ENGINES(FilterTest);

using Ids = std::vector<std::int64_t>;

TEST_P(FilterTest, joins_conditions_with_and) {
    EXPECT_EQ(ids(Filter(), 2), (Ids{20, 19}));
    EXPECT_EQ(ids(Filter().where("state = ?", 1).where("id > ?", 10)), (Ids{17, 13}));
    EXPECT_EQ(ids(Filter().where("id = ? OR id = ?", 3, 4).where("state = ?", 3)), (Ids{3}));
    EXPECT_EQ(ids(Filter().where("words IS NULL")), (Ids{}));
}

TEST_P(FilterTest, matches_any_of_a_list_and_nothing_of_an_empty_one) {
    EXPECT_EQ(ids(Filter().in("id", {5, 7, 99})), (Ids{7, 5}));
    EXPECT_EQ(ids(Filter().where("id > ?", 5).in("id", {5, 7}).where("state = ?", 3)), (Ids{7}));
    EXPECT_EQ(ids(Filter().in("id", {5, 7, 9}).where("id > ?", 5).in("state", {1, 2})), (Ids{9}));
    EXPECT_EQ(ids(Filter().in("id", {})), (Ids{}));
}

TEST_P(FilterTest, binds_values_of_the_head_first) {
    Filter filter;
    filter.bind("w3", 2).where("id < ?", 9);
    const Rows rows = db().reading([&](Conn& conn) {
        return filter.run(conn, "f.joined", "SELECT id FROM (SELECT id FROM f WHERE words <> ? AND state > ?) x",
                          "ORDER BY id");
    });
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.first().integer(0), 7);
}

TEST_P(FilterTest, never_lets_a_value_become_sql) {
    EXPECT_EQ(ids(Filter().where("words = ?", "w1' OR '1'='1")), (Ids{}));
    EXPECT_EQ(ids(Filter().where("words = ? OR words = ?", "w5", "w6); DROP TABLE f; --")), (Ids{5}));
}

TEST(Filter, refuses_values_that_do_not_fit_the_marks) {
    EXPECT_THROW(Filter().where("a = ?"), std::logic_error);
    EXPECT_THROW(Filter().where("a = ?", 1, 2), std::logic_error);
}

}  // namespace dinh::db
