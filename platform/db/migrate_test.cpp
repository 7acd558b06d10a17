#include "platform/db/migrate.hpp"

#include <gmock/gmock.h>

#include "platform/embed/embed.hpp"
#include "tests/support/databases.hpp"

namespace dinh::db {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

Migration step(int number, std::string sql, std::string part = "p") {
    return {std::move(part), number, "000" + std::to_string(number) + "_step", std::move(sql)};
}

std::string failure(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST(Expand, writes_types_for_each_engine) {
    const auto migration =
        step(1, "CREATE TABLE a (id $id PRIMARY KEY, n $int, b $bool, d $bytes, t $time, r $real, w text);");
    EXPECT_THAT(
        expand(migration, Engine::sqlite),
        ElementsAre(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER, b INTEGER, d BLOB, t TEXT, r REAL, w text) STRICT"));
    EXPECT_THAT(
        expand(migration, Engine::postgresql),
        ElementsAre("CREATE TABLE a (id bigint PRIMARY KEY, n bigint, b smallint, d bytea, t text, r double precision, "
                    "w text)"));
}

TEST(Expand, keeps_the_lines_of_its_engine) {
    const auto migration = step(1,
                                "CREATE TABLE a (x $int) -- why; not\n;\n"
                                "-- engine: sqlite\nCREATE VIRTUAL TABLE s USING fts5(x);\n"
                                "  -- engine: postgresql\nCREATE INDEX i ON a (x);\n"
                                "-- engine: both\nINSERT INTO a VALUES (1);");
    EXPECT_THAT(expand(migration, Engine::sqlite),
                ElementsAre("CREATE TABLE a (x INTEGER) STRICT", "CREATE VIRTUAL TABLE s USING fts5(x)",
                            "INSERT INTO a VALUES (1)"));
    EXPECT_THAT(expand(migration, Engine::postgresql),
                ElementsAre("CREATE TABLE a (x bigint)", "CREATE INDEX i ON a (x)", "INSERT INTO a VALUES (1)"));
}

TEST(Expand, does_not_split_or_change_quoted_text) {
    const auto migration =
        step(1, "INSERT INTO a VALUES ('một; $id ''hai'' -- ba');/* ; $nothing */ UPDATE \"b;c\" SET x = 1");
    EXPECT_THAT(expand(migration, Engine::postgresql),
                ElementsAre("INSERT INTO a VALUES ('một; $id ''hai'' -- ba')", "UPDATE \"b;c\" SET x = 1"));
    const auto function =
        step(1, "CREATE FUNCTION f() RETURNS void AS $$ BEGIN a; b; END $$ LANGUAGE plpgsql; SELECT 1;");
    EXPECT_EQ(expand(function, Engine::postgresql).size(), 2U);
    const auto trigger =
        step(1, "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = 1; DELETE FROM b; END; SELECT 1;");
    EXPECT_EQ(expand(trigger, Engine::sqlite).size(), 2U);
}

TEST(Expand, marks_tables_without_rowid_strict_too) {
    EXPECT_THAT(expand(step(1, "create table a (x $int primary key) without rowid;"), Engine::sqlite),
                ElementsAre("create table a (x INTEGER primary key) without rowid, STRICT"));
}

TEST(Expand, refuses_what_it_does_not_understand) {
    EXPECT_THROW(expand(step(1, "CREATE TABLE a (x $word);"), Engine::sqlite), Error);
    EXPECT_THROW(expand(step(1, "INSERT INTO a VALUES ('x);"), Engine::sqlite), Error);
    EXPECT_THROW(expand(step(1, "-- engine: oracle\nSELECT 1;"), Engine::sqlite), Error);
}

class MigrateTest : public test::OnBothEngines {
protected:
    MigrateTest() : OnBothEngines(std::vector<Migration>{}) {}
    const Migration first_ = step(1, "CREATE TABLE a (id $id PRIMARY KEY);");
    const Migration second_ =
        step(2, "ALTER TABLE a ADD COLUMN words text;\nINSERT INTO a (id, words) VALUES (1, 'x');");
};
DINH_BOTH_ENGINES(MigrateTest);

TEST_P(MigrateTest, applies_what_is_pending_once) {
    EXPECT_THAT(schema_state(db(), {first_, second_}).pending, ElementsAre("p/0001_step", "p/0002_step"));
    migrate(db(), {first_});
    EXPECT_THAT(schema_state(db(), {first_, second_}).pending, ElementsAre("p/0002_step"));
    migrate(db(), {first_, second_});
    migrate(db(), {first_, second_});
    const SchemaState state = schema_state(db(), {first_, second_});
    EXPECT_EQ(state.applied, 2);
    EXPECT_THAT(state.pending, IsEmpty());
    EXPECT_THAT(state.unknown, IsEmpty());
    EXPECT_TRUE(state.served);
    EXPECT_EQ(db().reading([](Conn& conn) { return conn.integer({"c", "SELECT count(*) FROM a"}); }), 1);
}

TEST_P(MigrateTest, leaves_nothing_of_a_migration_that_fails_and_names_it) {
    const auto bad = step(2, "CREATE TABLE b (id $id PRIMARY KEY); INSERT INTO nowhere VALUES (1);");
    EXPECT_THAT(failure([&] { migrate(db(), {first_, bad}); }), HasSubstr("p/0002_step"));
    EXPECT_EQ(schema_state(db(), {first_, bad}).applied, 1);
    migrate(db(), {first_, step(2, "CREATE TABLE b (id $id PRIMARY KEY);")});
}

TEST_P(MigrateTest, refuses_a_migration_changed_after_it_was_applied) {
    migrate(db(), {first_});
    EXPECT_THAT(failure([&] { migrate(db(), {step(1, "CREATE TABLE a (id $id PRIMARY KEY, x $int);")}); }),
                HasSubstr("was changed"));
}

TEST_P(MigrateTest, lets_two_migrators_at_once_do_the_work_once) {
    std::vector<Migration> many{first_, second_};
    for (int i = 3; i < 9; ++i)
        many.push_back(step(i, "CREATE TABLE t" + std::to_string(i) + " (id $id PRIMARY KEY);"));
    const auto other = Database::open(database().options());
    const auto outcomes = test::at_once(4, [&](int i) { migrate(i % 2 ? db() : *other, many); });
    EXPECT_EQ(test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
    EXPECT_EQ(schema_state(db(), many).applied, 8);
}

TEST_P(MigrateTest, says_whether_a_newer_schema_still_serves_this_binary) {
    migrate(db(), {first_, step(2, "-- serves: 1\nALTER TABLE a ADD COLUMN words text;")});
    SchemaState state = schema_state(db(), {first_});
    EXPECT_THAT(state.unknown, ElementsAre("p/0002_step"));
    EXPECT_TRUE(state.served);
    EXPECT_NO_THROW(migrate(db(), {first_}));

    migrate(db(), {first_, step(2, "-- serves: 1\nALTER TABLE a ADD COLUMN words text;"),
                   step(3, "ALTER TABLE a DROP COLUMN words;")});
    state = schema_state(db(), {first_});
    EXPECT_FALSE(state.served);
    EXPECT_THAT(failure([&] { migrate(db(), {first_}); }), HasSubstr("newer"));
    EXPECT_THROW(migrate(db(), {first_, step(4, "-- serves: soon\nSELECT 1;")}), Error);
}

TEST_P(MigrateTest, applies_every_migration_of_this_repository) {
    // Every module may refer to the directory.
    std::vector<std::string> modules{"directory"};
    for (const std::string_view path : embed::list("modules/")) {
        const std::string name(path.substr(8, path.find('/', 8) - 8));
        const bool known = std::find(modules.begin(), modules.end(), name) != modules.end();
        if (!known && path.substr(8 + name.size()).starts_with("/schema/")) modules.push_back(name);
    }
    ASSERT_GT(modules.size(), 3U);
    const auto all = embedded_migrations(modules);
    ASSERT_FALSE(all.empty());
    migrate(db(), all);
    EXPECT_THAT(schema_state(db(), all).pending, IsEmpty());
}

TEST(Migrations, of_unknown_parts_are_refused) { EXPECT_THROW(embedded_migrations_of({"no_such_part"}), Error); }

}  // namespace dinh::db
