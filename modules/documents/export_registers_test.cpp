#include <gmock/gmock.h>

#include "modules/directory/directory.hpp"
#include "modules/documents/export_sources.hpp"
#include "modules/documents/series/series.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/office.hpp"

namespace dinh::documents {

namespace {

using testing::ElementsAre;

class ExportRegisters : public dinh::test::OnBothEngines {
protected:
    ExportRegisters() : OnBothEngines({"audit", "deed", "directory", "documents"}) {}
    dinh::test::Office office(const std::string& slug) {
        auto made = dinh::test::make_office(db(), slug, "Sở " + slug, slug);
        db().read([&](db::Conn& conn) { dinh::test::look_up(*directory::load(conn, clock::today()), made.members()); });
        return made;
    }
    Id open(const dinh::test::Office& office, const std::string& name) {
        Series series;
        series.issuing_body = office.body;
        series.direction = Direction::incoming;
        series.name = name;
        series.form = "{nn}/{kind}-{body}";
        series.period_kind = "year";
        series.period = "2026";
        return db().writing([&](db::Tx& tx) { return open_series(tx, office.clerk, series); });
    }
    std::vector<std::string> registers(Id agency) {
        std::vector<std::string> names;
        for (const auto& one : db().reading([&](db::Conn& conn) {
                 return export_registers().read(conn, {.agency = agency, .part = 0, .from = {}, .to = {}}, "", 50);
             }))
            names.push_back(one.subject);
        return names;
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};
};
DINH_BOTH_ENGINES(ExportRegisters);

}  // namespace

TEST_P(ExportRegisters, of_an_agency_are_read_with_few_statements_however_many_others_there_are) {
    const auto mine = office("mot");
    open(mine, "Sổ đến");
    for (int n = 0; n < 20; ++n) open(office("khac-" + std::to_string(n)), "Sổ của nơi khác");
    db().write([&](db::Tx& tx) {
        constexpr db::Sql kClose{"test.close", "UPDATE issuing_body SET until_day = $2 WHERE id = $1"};
        tx.exec(kClose, mine.body, clock::today());
    });
    const db::QueryCount counting;
    EXPECT_THAT(registers(mine.agency), ElementsAre("Sổ đến")) << "of a body that was closed too";
    EXPECT_LE(counting.count(), 3);
}

}  // namespace dinh::documents
