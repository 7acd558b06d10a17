#include "platform/backup/copy.hpp"

#include <gmock/gmock.h>

#include "platform/log/log.hpp"
#include "tests/support/databases.hpp"

namespace dinh::backup {
namespace {

using testing::Contains;

const std::vector<db::Migration>& migrations() {
    static const std::vector<db::Migration> all{
        {"test", 1, "0001_all",
         "CREATE TABLE unit (id $id PRIMARY KEY, parent $id REFERENCES unit(id), name text NOT NULL, weight $real);\n"
         "CREATE TABLE entry (unit $id NOT NULL REFERENCES unit(id), number $int NOT NULL, \"text\" text, data $bytes, "
         "done $bool NOT NULL, PRIMARY KEY (unit, number));\n"
         "CREATE TABLE seeded (name text PRIMARY KEY, value $int NOT NULL);\n"
         "INSERT INTO seeded (name, value) VALUES ('sealer', 0);\n"
         "-- engine: sqlite\nCREATE VIRTUAL TABLE words USING fts5(body);\n"
         "-- engine: postgresql\nCREATE TABLE words (id $id PRIMARY KEY, body tsvector);\n-- engine: both\n"}};
    return all;
}

constexpr db::Sql kUnit{"t.unit", "INSERT INTO unit (id, parent, name, weight) VALUES ($1, $2, $3, $4)"};
constexpr db::Sql kParent{"t.parent", "UPDATE unit SET parent = $2 WHERE id = $1"};
constexpr db::Sql kEntry{"t.entry",
                         "INSERT INTO entry (unit, number, \"text\", data, done) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kSeed{"t.seed", "UPDATE seeded SET value = 7"};
constexpr db::Sql kSeeded{"t.seeded", "SELECT value FROM seeded WHERE name = 'sealer'"};
constexpr db::Sql kUnits{"t.units", "SELECT id, parent, name, weight FROM unit ORDER BY id"};
constexpr db::Sql kEntries{"t.entries", "SELECT unit, number, \"text\", data, done FROM entry ORDER BY unit, number"};

db::Engine other(db::Engine engine) {
    return engine == db::Engine::sqlite ? db::Engine::postgresql : db::Engine::sqlite;
}

std::string dump(db::Database& database) {
    return database.reading([](db::Conn& conn) {
        std::string out;
        for (const auto& row : conn.query(kUnits)) {
            out += std::to_string(row.integer(0)) + "|" + std::to_string(row.maybe_integer(1).value_or(-1)) + "|" +
                   row.text(2) + "|" + (row.null(3) ? "NULL" : std::to_string(row.real(3))) + "\n";
        }
        for (const auto& row : conn.query(kEntries)) {
            out += std::to_string(row.integer(0)) + "|" + std::to_string(row.integer(1)) + "|" +
                   row.maybe_text(2).value_or("NULL") + "|" + row.bytes(3) + "|" + std::to_string(row.integer(4)) +
                   "\n";
        }
        return out;
    });
}

class CopyTest : public test::OnBothEngines {
protected:
    CopyTest() : OnBothEngines(migrations()) {}
    log::Captured quiet_;
    // The other engine, without tables.
    test::TestDatabase target_{other(GetParam()), {}};

    void fill() {
        db().write([](db::Tx& tx) {
            const std::int64_t big = std::int64_t{1} << 62;
            tx.exec(kUnit, 1, nullptr, "Sở Y tế", 1.5);
            tx.exec(kUnit, 2, nullptr, "'; DROP TABLE unit; --", nullptr);
            tx.exec(kUnit, big, 1, "", 0.1);
            tx.exec(kParent, 1, 2);  // the parent has the greater id
            for (int i = 0; i < 1234; ++i) {
                tx.exec(kEntry, i % 2 + 1, i, i % 3 == 0 ? std::optional<std::string>() : "dòng\n" + std::to_string(i),
                        db::Bytes{std::string("\0\xFF\\", 3)}, i % 2 == 0);
            }
            tx.exec(kSeed);
        });
    }
};

TEST_P(CopyTest, copies_every_row_to_the_other_engine) {
    fill();
    const CopyReport report = copy(db(), *target_, migrations());
    EXPECT_EQ(report.rows, 3 + 1234 + 1);
    EXPECT_EQ(dump(*target_), dump(db()));
    EXPECT_NE(dump(db()).find("1|2|Sở Y tế|1.5"), std::string::npos);
    EXPECT_EQ(target_->reading([](db::Conn& conn) { return conn.integer(kSeeded); }), 7)
        << "not the seed of a migration";
}

TEST_P(CopyTest, names_what_only_one_engine_has) {
    fill();
    const CopyReport report = copy(db(), *target_, migrations());
    EXPECT_EQ(report.tables.size(), 3u);
    EXPECT_THAT(report.left_out, Contains("words"));
}

TEST_P(CopyTest, leaves_the_foreign_keys_of_the_target_in_force) {
    fill();
    copy(db(), *target_, migrations());
    EXPECT_THROW(target_->write([](db::Tx& tx) { tx.exec(kEntry, 999, 1, "x", nullptr, false); }),
                 db::ForeignKeyViolation);
}

TEST_P(CopyTest, gives_a_database_that_can_be_copied_back) {
    fill();
    copy(db(), *target_, migrations());
    test::TestDatabase back(engine(), {});
    copy(*target_, *back, migrations());
    EXPECT_EQ(dump(*back), dump(db()));
}

TEST_P(CopyTest, refuses_a_target_that_holds_anything) {
    fill();
    copy(db(), *target_, migrations());
    EXPECT_THROW(copy(db(), *target_, migrations()), Refused);
    EXPECT_EQ(dump(*target_), dump(db()));
}

TEST_P(CopyTest, refuses_a_source_of_another_version) {
    auto more = migrations();
    more.push_back({"test", 2, "0002_more", "CREATE TABLE more (id $id PRIMARY KEY);"});
    EXPECT_THROW(copy(db(), *target_, more), Refused);
    EXPECT_THROW(copy(db(), *target_, {}), Refused);
}

DINH_BOTH_ENGINES(CopyTest);

}  // namespace
}  // namespace dinh::backup
