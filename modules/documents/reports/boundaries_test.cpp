// Reports after a merger and a division: as it was and in present boundaries, kept and counted slowly alike.
#include <gmock/gmock.h>

#include "modules/documents/handling/handling.hpp"
#include "modules/documents/reports/asked.hpp"
#include "modules/documents/tests/out_desk.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"
#include "tests/support/plans.hpp"

namespace dinh::documents {

namespace {

using namespace reports;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr db::Sql kDecision{
    "test.boundaries_decision",
    "INSERT INTO reorganisation (id, kind, state, day, basis, staff, leaders, name, abbreviation, code, parent, "
    "created_at, created_by_person) VALUES ($1, $2, 'planned', $3, 'NQ 18', $5, $5, '', '', '', 0, $4, 0)"};
constexpr db::Sql kOf{"test.boundaries_of",
                      "INSERT INTO reorganisation_agency (reorganisation, agency, position) VALUES ($1, $2, 0)"};
constexpr db::Sql kTo{"test.boundaries_to",
                      "INSERT INTO reorganisation_target (reorganisation, position, agency, name, abbreviation) VALUES "
                      "($1, $2, $3, '', '')"};
constexpr db::Sql kChooseFirst{"test.boundaries_choose", "UPDATE hand_over_choice SET to_agency = $1 WHERE done = 0"};

const char* const kColumns[] = {
    "carried", "received", "closed_on_time", "closed_late", "closed", "open", "open_in_time", "open_overdue", ""};

class Boundaries : public test::OutDesk {
protected:
    void SetUp() override {
        OutDesk::SetUp();
        const auto documents = documents::manifest();
        directory::hear_reorganised(documents);
        jobs::set_kinds(directory::manifest().jobs);
        house_.db = &db();
    }
    void at(const char* instant) { now_.set(*clock::parse_instant(instant)); }
    Id arrived(const Actor& clerk, Id body) {
        auto one = input();
        one.issuing_body = body;
        one.document_day = clock::today();
        return db().writing([&](db::Tx& tx) { return register_incoming(tx, clerk, one, {}); });
    }
    void close(const Actor& actor, Id doc) {
        write([&, read = version(doc)](db::Tx& tx) { close_incoming(tx, actor, doc, read, "done", "", ""); });
    }
    // October: three for the other agency, one of them closed; two for the office. On 2 November the other one ends.
    void end_other(const char* kind, const std::vector<Id>& targets) {
        at("2026-10-12T03:00:00Z");
        const Id closed = arrived(other_.clerk, other_.body);
        arrived(other_.clerk, other_.body);
        passed_ = arrived(other_.clerk, other_.body);
        arrived(office_.clerk, office_.body);
        arrived(office_.clerk, office_.body);
        at("2026-10-20T03:00:00Z");
        close(other_.clerk, closed);
        count();
        at("2026-11-02T03:00:00Z");
        write([&](db::Tx& tx) {
            const Id id = ids::make();
            tx.exec(kDecision, id, kind, clock::today(), clock::now(), targets.size() > 1 ? "move" : "end");
            tx.exec(kOf, id, other_.agency);
            int place = 0;
            for (const Id target : targets) tx.exec(kTo, id, place++, target);
            jobs::put(tx, "directory.reorganise", "{}");
        });
        jobs::run_all(house_);
        look_again();
        at("2026-11-06T03:00:00Z");
    }
    void count() {
        look_again();
        count_all(db(), *directory_, clock::today());
    }
    std::int64_t slow(const std::vector<Id>& agencies, const char* period, const char* column) {
        return db().reading([&](db::Conn& conn) {
            return figure(sums_of(cases(conn, *directory_, agencies, *period_of(period), clock::today())),
                          {"incoming", column, {}, {}});
        });
    }
    std::map<Id, std::vector<Sum>> kept_of(const char* period, bool present) {
        return db().reading([&](db::Conn& conn) {
            auto all = kept(conn, *period_of(period), clock::today());
            if (present) all = in_present(*directory_, std::move(all));
            std::map<Id, std::vector<Sum>> sums;
            for (auto& one : all) sums[one.agency] = std::move(one.sums);
            return sums;
        });
    }
    std::string figures(const char* agency_period, bool present) {
        return get(office_.director, "/documents/reports/table.csv",
                   {{"agency", std::to_string(office_.agency)},
                    {"period", agency_period},
                    {"boundaries", present ? "now" : "then"}})
            .body;
    }
    House house_;
    Id passed_ = 0;
};
DINH_BOTH_ENGINES(Boundaries);

}  // namespace

TEST_P(Boundaries, as_it_was_counts_by_the_agencies_of_the_day) {
    end_other("merge", {office_.agency});
    ASSERT_EQ(found(passed_).owner_agency, office_.agency);
    EXPECT_EQ(slow({other_.agency}, "2026-10", "received"), 3);
    EXPECT_EQ(slow({other_.agency}, "2026-10", "open"), 2) << "they were with it at the end of October";
    EXPECT_EQ(slow({office_.agency}, "2026-10", "received"), 2);
    EXPECT_EQ(slow({office_.agency}, "2026-11", "carried"), 4);
    EXPECT_EQ(slow({other_.agency}, "2026-11", ""), 0);
    close(directory_->actor_of(office_.clerk.person), passed_);
    EXPECT_EQ(slow({other_.agency}, "2026-10", "open"), 2);
    EXPECT_EQ(slow({office_.agency}, "2026-11", "closed"), 1);
}

TEST_P(Boundaries, present_ones_add_the_predecessor_to_its_successor) {
    end_other("merge", {office_.agency});
    const auto whole = whole_of(*directory_, office_.agency);
    EXPECT_THAT(whole.agencies, ElementsAre(office_.agency, other_.agency));
    EXPECT_THAT(whole.divided, IsEmpty());
    EXPECT_EQ(present_of(*directory_, other_.agency), office_.agency);
    EXPECT_EQ(slow(whole.agencies, "2026-10", "received"), 5);
    EXPECT_EQ(slow(whole.agencies, "2026-10", "closed"), 1);
    EXPECT_EQ(slow(whole.agencies, "2026-11", "carried"), 4);
}

TEST_P(Boundaries, kept_sums_are_those_counted_slowly_in_both) {
    end_other("merge", {office_.agency});
    close(directory_->actor_of(office_.clerk.person), passed_);
    count();
    const auto whole = whole_of(*directory_, office_.agency).agencies;
    for (const char* period : {"2026-10", "2026-11"}) {
        const auto then = kept_of(period, false), now = kept_of(period, true);
        ASSERT_EQ(now.count(other_.agency), 0u);
        for (const char* column : kColumns) {
            const Cell cell{"incoming", column, {}, {}};
            for (const auto& [agency, sums] : then)
                EXPECT_EQ(figure(sums, cell), slow({agency}, period, column)) << period << " " << column;
            EXPECT_EQ(figure(now.at(office_.agency), cell), slow(whole, period, column)) << period << " " << column;
        }
    }
}

// Passed within the quarter: received by one, with another at its end; closed before, after, and never.
TEST_P(Boundaries, month_and_quarter_of_a_merger_are_those_counted_slowly_for_every_agency) {
    end_other("merge", {office_.agency});
    close(directory_->actor_of(office_.clerk.person), passed_);
    arrived(directory_->actor_of(office_.clerk.person), office_.body);
    count();
    ASSERT_EQ(slow({office_.agency}, "2026-q4", "received"), 5) << "two that the other one received are with it";
    for (const char* period : {"2026-10", "2026-11", "2026-q4"}) {
        const auto then = kept_of(period, false), now = kept_of(period, true);
        for (const auto& agency : directory_->agencies) {
            if (!agency.tenant) continue;
            const auto at_its_time = then.find(agency.id), today = now.find(agency.id);
            const auto whole = whole_of(*directory_, agency.id).agencies;
            for (const char* column : kColumns) {
                const Cell cell{"incoming", column, {}, {}};
                EXPECT_EQ(at_its_time == then.end() ? 0 : figure(at_its_time->second, cell),
                          slow({agency.id}, period, column))
                    << agency.name << " " << period << " " << column;
                if (present_of(*directory_, agency.id) != agency.id) continue;
                EXPECT_EQ(today == now.end() ? 0 : figure(today->second, cell), slow(whole, period, column))
                    << agency.name << " today " << period << " " << column;
            }
        }
    }
    const auto sums = kept_of("2026-q4", false);
    const auto of = [&](const char* column) { return figure(sums.at(office_.agency), {"incoming", column, {}, {}}); };
    EXPECT_EQ(of("carried") + of("received"), of("closed") + of("open"));
}

TEST_P(Boundaries, a_quarter_of_its_own_is_in_no_row_of_months) {
    end_other("merge", {office_.agency});
    close(directory_->actor_of(office_.clerk.person), passed_);
    count();
    const auto closed = db().reading([&](db::Conn& conn) {
        return closed_by_month(conn, office_.agency, *period_of("2026-07"), *period_of("2027-03"));
    });
    ASSERT_EQ(closed.size(), 1u);
    EXPECT_EQ(closed[0].month, "2026-11");
    EXPECT_EQ(closed[0].records, 1);
}

TEST_P(Boundaries, an_agency_that_ended_is_counted_for_its_own_months_only) {
    end_other("merge", {office_.agency});
    at("2026-12-20T03:00:00Z");
    count();
    EXPECT_EQ(kept_of("2026-12", false).count(other_.agency), 0u);
    EXPECT_EQ(kept_of("2026-10", false).count(other_.agency), 1u);
}

TEST_P(Boundaries, a_divided_agency_stands_apart_and_is_never_guessed) {
    const Id third = db().writing([&](db::Tx& tx) {
        return directory::add_agency(tx, Actor::system(),
                                     {"so-thu-ba",
                                      "Sở Thứ ba",
                                      "Sở Thứ ba",
                                      "STB",
                                      "department",
                                      "Thái Nguyên",
                                      "NQ",
                                      0,
                                      true,
                                      clock::today() - 400,
                                      {},
                                      {},
                                      ""});
    });
    end_other("split", {office_.agency, third});
    if (!was_divided(*directory_, other_.agency)) GTEST_FAIL() << "the division was not carried out";
    write([&](db::Tx& tx) {
        tx.exec(kChooseFirst, office_.agency);
        jobs::put(tx, "directory.reorganise", "{}");
    });
    jobs::run_all(house_);
    ASSERT_EQ(found(passed_).owner_agency, office_.agency);
    const auto whole = whole_of(*directory_, office_.agency);
    EXPECT_THAT(whole.agencies, ElementsAre(office_.agency));
    EXPECT_THAT(whole.divided, ElementsAre(other_.agency));
    EXPECT_EQ(slow(whole.agencies, "2026-10", "received"), 2);
    EXPECT_EQ(slow(whole.agencies, "2026-11", "carried"), 4) << "a person chose for those two";
    get(office_.director, "/documents/reports");  // reads the directory
    const auto page = get(office_.director, "/documents/reports", {{"period", "2026-10"}, {"boundaries", "now"}});
    EXPECT_TRUE(page.has("Cơ quan đã chia tách, không cộng vào"));
    EXPECT_TRUE(page.has("3 văn bản đến"));
}

TEST_P(Boundaries, are_chosen_on_the_page_and_said_in_every_file) {
    end_other("merge", {office_.agency});
    const Actor director = directory_->actor_of(office_.director.person);
    const auto page = [&](const char* boundaries) {
        return get(director, "/documents/reports", {{"period", "2026-10"}, {"boundaries", boundaries}});
    };
    EXPECT_TRUE(page("then").has("theo cơ quan của thời kỳ đó"));
    EXPECT_TRUE(page("now").has("theo cơ quan hiện nay"));
    EXPECT_TRUE(page("now").has("boundaries=now"));
    EXPECT_EQ(page("xưa").status, 404);
    EXPECT_NE(figures("2026-10", false).find("theo cơ quan của thời kỳ đó"), std::string::npos);
    EXPECT_NE(figures("2026-10", true).find("theo cơ quan hiện nay"), std::string::npos);
    const auto list = get(director, "/documents/reports/documents",
                          {{"agency", std::to_string(office_.agency)},
                           {"period", "2026-10"},
                           {"boundaries", "now"},
                           {"direction", "incoming"},
                           {"column", "received"}});
    EXPECT_TRUE(list.has("5 văn bản"));
    const auto former =
        get(director, "/documents/reports", {{"agency", std::to_string(other_.agency)}, {"period", "2026-10"}});
    EXPECT_EQ(former.status, 200) << "who reads the successor reads its predecessor";
    EXPECT_TRUE(get(director, "/documents/reports/print", {{"period", "2026-10"}, {"boundaries", "now"}})
                    .has("theo cơ quan hiện nay"));
}

TEST_P(Boundaries, read_no_whole_table) {
    end_other("merge", {office_.agency});
    db().write([&](db::Tx& tx) {
        dinh::test::Plans plans(tx);
        cases(plans, *directory_, other_.agency, *period_of("2026-10"), clock::today());
        EXPECT_THAT(plans.full_scans({"incoming_document", "outgoing_document", "forwarding"}), IsEmpty())
            << plans.text();
    });
}

}  // namespace dinh::documents
