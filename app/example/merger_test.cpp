// The merger of the example, replayed: whatever was open in a body that ended is accounted for.
#include "app/example/merger.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/assembly.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/reports/reports.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/audit/audit.hpp"
#include "platform/config/config.hpp"
#include "platform/db/filter.hpp"
#include "platform/worker/worker.hpp"
#include "tests/support/support.hpp"

namespace dinh::app::example {

namespace {

#define OPEN_INCOMING                                                                                               \
    "state IN ('awaiting_receipt', 'awaiting_sorting', 'awaiting_direction', 'awaiting_assignment', 'in_process', " \
    "'awaiting_confirmation')"
#define OPEN_OUTGOING                                                                                                \
    "state IN ('drafting', 'in_consultation', 'awaiting_content_check', 'awaiting_form_check', 'awaiting_preview', " \
    "'awaiting_signature', 'returned', 'withdrawn', 'approved', 'signed_awaiting_number', 'numbered_awaiting_seal')"

// What is open, all in all and what of it nobody answers for any more: $1 the day.
struct Account {
    const char* what;
    db::Sql all, of_the_ended;
};
#define ENDED(column) \
    "EXISTS (SELECT 1 FROM agency a WHERE a.id = " column " AND a.until_day IS NOT NULL AND a.until_day <= $1)"
const Account kAccounts[] = {
    {"incoming documents",
     {"merger.incoming", "SELECT COUNT(*) FROM incoming_document WHERE " OPEN_INCOMING " AND origin_agency <> 0"},
     {"merger.incoming_lost",
      "SELECT COUNT(*) FROM incoming_document d WHERE d." OPEN_INCOMING " AND " ENDED("d.owner_agency")}},
    {"outgoing documents",
     {"merger.outgoing", "SELECT COUNT(*) FROM outgoing_document WHERE " OPEN_OUTGOING},
     {"merger.outgoing_lost",
      "SELECT COUNT(*) FROM outgoing_document d WHERE d." OPEN_OUTGOING " AND " ENDED("d.owner_agency")}},
    {"petitions",
     {"merger.petitions", "SELECT COUNT(*) FROM petition WHERE state = 'awaiting_direction'"},
     {"merger.petitions_lost",
      "SELECT COUNT(*) FROM petition d WHERE d.state = 'awaiting_direction' AND " ENDED("d.owner_agency")}},
    {"meetings to come",
     {"merger.meetings", "SELECT COUNT(*) FROM calendar_entry WHERE state = 'accepted'"},
     {"merger.meetings_lost",
      "SELECT COUNT(*) FROM calendar_entry d WHERE d.state = 'accepted' AND (d.owner_agency = 0 OR " ENDED(
          "d.owner_agency") ")"}},
    {"planned recipients",
     {"merger.places", "SELECT COUNT(*) FROM recipient WHERE state = 'planned' AND agency <> 0"},
     {"merger.places_lost",  // Of a divided one the drafter is told the successors when he submits, and chooses.
      "SELECT COUNT(*) FROM recipient d WHERE d.state = 'planned' AND (SELECT COUNT(*) FROM agency_successor s WHERE "
      "s.agency = d.agency) < 2 AND " ENDED("d.agency")}},
};
constexpr db::Sql kWorkLost{
    "merger.work_lost",
    "SELECT COUNT(*) FROM work_item w WHERE w.is_open = 1 AND (EXISTS (SELECT 1 FROM agency a WHERE a.id = w.agency "
    "AND a.until_day IS NOT NULL AND a.until_day <= $1) OR EXISTS (SELECT 1 FROM post p WHERE p.id = w.holder AND "
    "p.until_day IS NOT NULL AND p.until_day <= $1) OR EXISTS (SELECT 1 FROM unit u WHERE u.id = w.holder AND "
    "u.until_day IS NOT NULL AND u.until_day <= $1))"};
constexpr db::Sql kWorkSubjects{
    "merger.work_subjects",
    "SELECT COUNT(*) FROM (SELECT DISTINCT subject_kind, subject FROM work_item WHERE is_open = 1) x"};
constexpr db::Sql kPartsLost{
    "merger.parts_lost",
    "SELECT COUNT(*) FROM forwarding f WHERE f.state IN ('unread', 'read', 'in_process') AND f.receiver_kind = 'post' "
    "AND EXISTS (SELECT 1 FROM post p WHERE p.id = f.receiver AND p.until_day IS NOT NULL AND p.until_day <= $1)"};
constexpr db::Sql kStepsLost{
    "merger.steps_lost",
    "SELECT COUNT(*) FROM route_step s WHERE s.state IN ('waiting', 'current') AND EXISTS (SELECT 1 FROM post p WHERE "
    "p.id = s.post AND p.until_day IS NOT NULL AND p.until_day <= $1)"};
constexpr db::Sql kSeriesLost{
    "merger.series_lost",
    "SELECT COUNT(*) FROM series s JOIN issuing_body b ON b.id = s.issuing_body WHERE s.until_day IS NULL AND "
    "b.until_day IS NOT NULL AND b.until_day <= $1"};
constexpr db::Sql kMembersLost{
    "merger.members_lost",
    "SELECT COUNT(*) FROM recipient_group_member m JOIN agency a ON a.id = m.agency WHERE (m.until_day IS NULL OR "
    "m.until_day > $1) AND a.until_day IS NOT NULL AND a.until_day <= $1"};
constexpr db::Sql kGroupsLost{
    "merger.groups_lost",
    "SELECT COUNT(*) FROM recipient_group g JOIN agency a ON a.id = g.owner_agency WHERE g.until_day IS NULL AND "
    "a.until_day IS NOT NULL AND a.until_day <= $1"};
constexpr db::Sql kDelegations{"merger.delegations", "SELECT COUNT(*) FROM delegation WHERE ended_at IS NULL"};
constexpr db::Sql kDelegationsLost{
    "merger.delegations_lost",
    "SELECT COUNT(*) FROM delegation d WHERE d.ended_at IS NULL AND d.until_day >= $1 AND EXISTS (SELECT 1 FROM post p "
    "WHERE p.id = d.from_post AND p.until_day IS NOT NULL AND p.until_day <= $1)"};
constexpr db::Sql kLinesLeft{"merger.lines_left", "SELECT COUNT(*) FROM hand_over WHERE state <> 'done'"};
constexpr db::Sql kChoicesLeft{"merger.choices_left", "SELECT COUNT(*) FROM hand_over_choice WHERE done = 0"};
constexpr db::Sql kChoices{"merger.choices", "SELECT COUNT(*) FROM hand_over_choice"};
constexpr db::Sql kIssued{
    "merger.issued",
    "SELECT id, owner_agency, origin_agency, issuing_body, body_name, mark FROM outgoing_document WHERE state = "
    "'issued' ORDER BY id"};
// Registers of today's bodies that began with the merger: where their numbers stand.
constexpr db::Sql kFreshSeries{
    "merger.fresh_series",
    "SELECT COUNT(*), COALESCE(MIN(s.first), 0), COALESCE(MAX(s.first), 0), COALESCE(MAX(s.last), 0) FROM series s "
    "JOIN issuing_body b ON b.id = s.issuing_body WHERE b.from_day = $1"};
constexpr db::Sql kTenantsEnded{"merger.ended", "SELECT COUNT(*) FROM agency WHERE tenant = 1 AND until_day = $1"};
constexpr db::Sql kWithoutSuccessor{
    "merger.without_successor",
    "SELECT COUNT(*) FROM agency a WHERE a.until_day = $1 AND NOT EXISTS (SELECT 1 FROM agency_successor s WHERE "
    "s.agency = a.id)"};

std::vector<std::string> lines(db::Conn& conn, const db::Sql& sql) {
    std::vector<std::string> all;
    for (const auto& row : conn.query(sql)) {
        std::string line = row.text(4) + "|" + row.text(5);
        for (int i = 0; i < 4; ++i) line += "|" + std::to_string(row.integer(i));
        all.push_back(line);
    }
    return all;
}

class Merger : public testing::Test {
protected:
    void SetUp() override {
        worker::set_program(DINH_PROGRAM);
        assembly_ = std::make_unique<Assembly>(
            config::read_text("", folder_.path(), "test", {{"data.folder", (folder_.path() / "data").string()}}),
            Schema::migrate);
        {
            const clock::Frozen time(clock::start_of(*clock::make_day(2025, 6, 2)));
            formers_ = fill_former(db(), province_);
        }
        tell_june(db(), *assembly_->house().files, province_, formers_);
    }
    db::Database& db() { return assembly_->db(); }
    std::int64_t number(const db::Sql& sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer(sql); });
    }
    std::int64_t on_day(const db::Sql& sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer(sql, merger_day()); });
    }

    test::TempDir folder_;
    std::unique_ptr<Assembly> assembly_;
    Province province_;
    std::vector<Former> formers_;
};

}  // namespace

TEST_F(Merger, leaves_nothing_open_without_a_living_owner_and_loses_nothing) {
    std::map<std::string, std::int64_t> before;
    for (const auto& one : kAccounts) {
        before[one.what] = number(one.all);
        EXPECT_GT(before[one.what], 0) << one.what;
    }
    const auto delegations = number(kDelegations), work = number(kWorkSubjects);
    EXPECT_GT(delegations, 0);
    EXPECT_GT(work, 0);
    const auto issued = db().reading([](db::Conn& conn) { return lines(conn, kIssued); });
    EXPECT_GT(issued.size(), 20u);

    const clock::Frozen time(at_work(merger_day(), 0.5));
    Random random(7);
    complete_directory(db(), province_, random);
    open_registers(db(), province_, 2025);
    const auto with_today = number(kDelegations);
    carry_out_merger(db(), province_, formers_);

    EXPECT_EQ(on_day(kTenantsEnded), static_cast<std::int64_t>(formers_.size()));
    EXPECT_EQ(on_day(kWithoutSuccessor), 0);
    for (const auto& one : kAccounts) {
        EXPECT_EQ(number(one.all), before[one.what]) << one.what;
        EXPECT_EQ(on_day(one.of_the_ended), 0) << one.what;
    }
    EXPECT_EQ(number(kWorkSubjects), work);
    for (const auto* lost :
         {&kWorkLost, &kPartsLost, &kStepsLost, &kSeriesLost, &kMembersLost, &kGroupsLost, &kDelegationsLost})
        EXPECT_EQ(on_day(*lost), 0) << lost->name;
    EXPECT_LT(number(kDelegations), with_today) << "those of posts that ended are ended";
    EXPECT_EQ(number(kLinesLeft), 0);
    EXPECT_GT(number(kChoices), 0) << "a divided body's records were chosen for";
    EXPECT_EQ(number(kChoicesLeft), 0);
    EXPECT_EQ(db().reading([](db::Conn& conn) { return lines(conn, kIssued); }), issued)
        << "what was issued keeps the names and signs of its day";
    db().read([](db::Conn& conn) { EXPECT_TRUE(documents::check_series(conn).empty()); });
}

TEST_F(Merger, opens_the_successors_registers_at_1_and_leaves_the_old_names_on_their_day) {
    const clock::Frozen time(at_work(merger_day(), 0.5));
    Random random(7);
    complete_directory(db(), province_, random);
    open_registers(db(), province_, 2025);
    carry_out_merger(db(), province_, formers_);
    db().read([&](db::Conn& conn) {
        const auto rows = conn.query(kFreshSeries, merger_day());
        const auto row = rows.first();
        EXPECT_GT(row.integer(0), 500);
        EXPECT_EQ(row.integer(1), 1);
        EXPECT_EQ(row.integer(2), 1);
        EXPECT_EQ(row.integer(3), 0) << "no number is given yet";
        const Id old = province_.agencies.at("bk-so-noi-vu");
        EXPECT_EQ(directory::version_on(conn, old, merger_day() - 1)->name, "Sở Nội vụ tỉnh Bắc Kạn");
        EXPECT_EQ(directory::agency_of_code(conn, "qd20", "H03.02", merger_day() - 1), old);
        EXPECT_EQ(directory::agency_of_code(conn, "qd20", "H03.02", merger_day(), true),
                  province_.agencies.at("so-noi-vu"));
    });
    while (audit::seal(db(), 0) > 0) {}
    EXPECT_TRUE(audit::verify(db()).proven);
}

// Every agency, those that ended too: what is kept is what the documents say, as it was and in present boundaries.
TEST_F(Merger, keeps_sums_of_months_and_quarters_that_are_those_counted_from_the_documents) {
    namespace reports = documents::reports;
    {
        const clock::Frozen time(at_work(merger_day(), 0.5));
        Random random(7);
        complete_directory(db(), province_, random);
        open_registers(db(), province_, 2025);
        carry_out_merger(db(), province_, formers_);
    }
    const clock::Frozen time(at_work(*clock::make_day(2025, 7, 15), 1.0));
    settle_inheritance(db(), province_);
    const Day today = clock::today();
    const auto directory = db().reading([&](db::Conn& conn) { return directory::load(conn, today); });
    reports::count_all(db(), *directory, today);
    std::int64_t records = 0;
    const auto sums_of = [](const std::vector<reports::AgencySums>& all, Id agency) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.agency == agency; });
        return found == all.end() ? std::vector<reports::Sum>{} : found->sums;
    };
    const auto compare = [&](const std::vector<reports::Sum>& kept, const std::vector<reports::Sum>& slow,
                             const std::string& whose) {
        for (const char* column : {"carried", "received", "closed_on_time", "closed_late", "closed_without_result",
                                   "open_in_time", "open_overdue"}) {
            const auto counted = reports::figure(slow, {"incoming", column, {}, {}});
            EXPECT_EQ(reports::figure(kept, {"incoming", column, {}, {}}), counted) << whose << " " << column;
            records += counted;
        }
        EXPECT_EQ(reports::figure(kept, {"outgoing", "", {}, {}}), reports::figure(slow, {"outgoing", "", {}, {}}))
            << whose;
    };
    db().read([&](db::Conn& conn) {
        for (const char* name : {"2025-06", "2025-07", "2025-q2", "2025-q3"}) {
            const auto period = *reports::period_of(name);
            const auto then = reports::kept(conn, period, today);
            const auto now = reports::in_present(*directory, then);
            for (const auto& agency : directory->agencies) {
                if (!agency.tenant) continue;
                compare(sums_of(then, agency.id),
                        reports::sums_of(reports::cases(conn, *directory, agency.id, period, today)),
                        agency.name + " " + name);
                if (reports::present_of(*directory, agency.id) != agency.id) continue;
                const auto whole = reports::whole_of(*directory, agency.id).agencies;
                compare(sums_of(now, agency.id),
                        reports::sums_of(reports::cases(conn, *directory, whole, period, today)),
                        agency.name + " today " + name);
            }
        }
    });
    EXPECT_GT(records, 100);
}

}  // namespace dinh::app::example
