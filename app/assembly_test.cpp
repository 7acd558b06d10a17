#include "app/assembly.hpp"

#include <gtest/gtest.h>

#include "app/example/year.hpp"
#include "app/modules.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/audit/audit.hpp"
#include "platform/ids/ids.hpp"
#include "platform/worker/worker.hpp"
#include "tests/support/support.hpp"

namespace dinh::app {

namespace {

config::Config config_in(const test::TempDir& folder) {
    return config::read_text("", folder.path(), "test", {{"data.folder", (folder.path() / "data").string()}});
}

constexpr db::Sql kKept{"test.kept_counts", "SELECT SUM(open_items) FROM work_count"};
constexpr db::Sql kRecount{"test.recount", "SELECT COUNT(*) FROM work_item WHERE is_open = 1"};
constexpr db::Sql kWrongHolders{
    "test.wrong_holders",
    "SELECT COUNT(*) FROM (SELECT holder, item_class, COUNT(*) AS n FROM work_item WHERE is_open = 1 "
    "GROUP BY holder, item_class) w LEFT JOIN work_count c ON c.holder = w.holder AND c.item_class = w.item_class "
    "WHERE c.open_items IS NULL OR c.open_items <> w.n"};
constexpr db::Sql kIncoming{"test.incoming", "SELECT COUNT(*) FROM incoming_document"};
constexpr db::Sql kAudited{"test.audited",
                           "INSERT INTO audit_entry (id, at, person, person_name, capacity, post, agency, deed, kind, "
                           "record, detail, digest) VALUES ($1, $2, 0, '', '', 0, 0, '', '', 0, '', '')"};
constexpr db::Sql kNewer{"test.newer_schema",
                         "INSERT INTO schema_migration (part, number, name, applied_at, serves, checksum) VALUES ($1, "
                         "9999, $2, $3, 9999, '')"};

}  // namespace

TEST(Assembly, leads_every_entry_of_the_menu_to_a_page) {
    test::TempDir folder;
    Assembly assembly(config_in(folder), Schema::migrate);
    web::Router router;
    assembly.fill(router);
    router.finish();
    int entries = 0;
    for (const auto& manifest : assembly.modules())
        for (const auto& entry : manifest.menu) {
            web::Pairs places;
            bool other = false;
            const auto path = entry.path.substr(0, entry.path.find('?'));
            EXPECT_NE(router.find(web::Method::get, path, places, other), nullptr) << entry.path;
            ++entries;
        }
    EXPECT_GT(entries, 5);
}

TEST(Assembly, refuses_a_second_holder_of_the_folder) {
    test::TempDir folder;
    Assembly first(config_in(folder), Schema::migrate);
    first.lock_folder();
    Assembly second(config_in(folder), Schema::check);
    EXPECT_THROW(second.lock_folder(), Unavailable);
}

TEST(Assembly, refuses_a_database_of_a_newer_program) {
    test::TempDir folder;
    {
        Assembly assembly(config_in(folder), Schema::migrate);
        assembly.db().write([](db::Tx& tx) { tx.exec(kNewer, "documents", "9999_of_tomorrow", clock::now()); });
    }
    EXPECT_THROW(Assembly(config_in(folder), Schema::migrate), Unavailable);
}

TEST(Assembly, makes_greater_ids_than_before_it_was_stopped_and_the_clock_set_back) {
    test::TempDir folder;
    const Id before_the_stop = ids::make_at(clock::now().ms + 3'600'000, 7);
    {
        Assembly assembly(config_in(folder), Schema::migrate);
        ASSERT_LT(ids::make(), before_the_stop);
        assembly.db().write([&](db::Tx& tx) { tx.exec(kAudited, before_the_stop, clock::now()); });
    }
    const Assembly assembly(config_in(folder), Schema::check);
    EXPECT_GT(ids::make(), before_the_stop);
}

TEST(Assembly, names_each_module_once) {
    std::set<std::string> names;
    for (const auto& name : module_names()) EXPECT_TRUE(names.insert(name).second) << name;
}

TEST(Example, accounts_for_every_number_and_every_open_item) {
    test::TempDir folder;
    worker::set_program(DINH_PROGRAM);
    Assembly assembly(config_in(folder), Schema::migrate);
    auto& database = assembly.db();
    const Instant now = *clock::parse_instant("2026-11-20T09:00:00.000Z");
    const Day first = clock::day_of(now) - 60;
    example::Random random(7);
    example::Province province;
    {
        const clock::Frozen time(clock::start_of(first));
        province = example::fill_directory(database, random);
        example::open_registers(database, province, clock::year(first));
    }
    example::fill_year(database, *assembly.house().files, province, random, first, now, 0.02);
    database.read([](db::Conn& conn) {
        EXPECT_GT(conn.integer(kIncoming), 90);
        EXPECT_TRUE(documents::check_series(conn).empty());
        EXPECT_GT(conn.integer(kRecount), 0);
        EXPECT_EQ(conn.integer(kKept), conn.integer(kRecount));
        EXPECT_EQ(conn.integer(kWrongHolders), 0);
    });
    const auto verdict = audit::verify(database);
    EXPECT_TRUE(verdict.proven) << verdict.fault;
}

}  // namespace dinh::app
