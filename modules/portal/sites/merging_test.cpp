// What becomes of sites when agencies merge, divide, dissolve and get other names, by the directory's own deeds.
#include "modules/portal/tests/site_desk.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::portal {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr db::Sql kDecision{
    "test.decision",
    "INSERT INTO reorganisation (id, kind, state, day, basis, staff, leaders, name, abbreviation, code, parent, "
    "created_at, created_by_person) VALUES ($1, $2, 'planned', $3, 'NQ 18', 'move', 'move', $4, $5, '', 0, $6, 0)"};
constexpr db::Sql kOf{"test.decision_of",
                      "INSERT INTO reorganisation_agency (reorganisation, agency, position) VALUES ($1, $2, $3)"};
constexpr db::Sql kTo{"test.decision_to",
                      "INSERT INTO reorganisation_target (reorganisation, position, agency, name, abbreviation) VALUES "
                      "($1, $2, $3, $4, $5)"};
constexpr db::Sql kUnit{"test.decision_unit",
                        "INSERT INTO reorganisation_unit (reorganisation, unit, target) VALUES ($1, $2, $3)"};
constexpr db::Sql kTargets{"test.targets",
                           "SELECT agency FROM reorganisation_target WHERE reorganisation = $1 ORDER BY position"};
constexpr db::Sql kMoved{"test.moved",
                         "SELECT COALESCE(SUM(moved), 0) FROM hand_over_line WHERE what = 'Trang thông tin điện tử'"};

class SiteMergingTest : public test::SiteDesk {
protected:
    void SetUp() override {
        SiteDesk::SetUp();
        module::Manifest portal;
        portal.name = "portal";
        portal.reorganised = sites_reorganised;
        directory::hear_reorganised(portal);
        jobs::set_kinds(directory::manifest().jobs);
        events::set_hearers({{"portal.rename_site", std::string(directory::kReorganised), hear_rename}});
        house_.db = &db();
    }
    // A target of 0 is made on the day, "Sở Mới 1".
    std::vector<Id> decide(const char* kind, const std::vector<Id>& from, const std::vector<Id>& to,
                           const std::map<Id, int>& units = {}) {
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            tx.exec(kDecision, id, kind, clock::today(), "Sở Đổi mới", "SĐM", clock::now());
            int place = 0;
            for (const Id agency : from) tx.exec(kOf, id, agency, place++);
            place = 0;
            for (const Id agency : to) {
                const std::string number = std::to_string(place + 1);
                tx.exec(kTo, id, place++, agency, agency == 0 ? "Sở Mới " + number : "",
                        agency == 0 ? "SM" + number : "");
            }
            for (const auto& [unit, target] : units) tx.exec(kUnit, id, unit, target);
            jobs::put(tx, "directory.reorganise", "{}");
        });
        jobs::run_all(house_);
        while (events::deliver(db()) > 0) {}
        look_again();
        return db().reading([&](db::Conn& conn) {
            std::vector<Id> targets;
            for (const auto& row : conn.query(kTargets, id)) targets.push_back(row.integer(0));
            return targets;
        });
    }
    std::int64_t moved() {
        return db().reading([](db::Conn& conn) { return conn.integer(kMoved); });
    }
    bool sees(const Actor& actor, Id id) {
        return db().reading([&](db::Conn& conn) {
            try {
                return visible_site(conn, actor, id).id == id;
            } catch (const NotFound&) {
                return false;
            }
        });
    }
    House house_;
};
DINH_BOTH_ENGINES(SiteMergingTest);

}  // namespace

TEST_P(SiteMergingTest, merged_into_an_agency_with_a_site_it_becomes_an_archive_that_leads_there) {
    const Id old = open(office_.agency), living = open(other_.agency);
    act(add_host, administrator_, old, "skhcn.vn");
    CategoryInput own;
    own.name = "Chuyển đổi số";
    act(add_category, office_.chief, old, own);
    decide("merge", {office_.agency}, {other_.agency});

    const Site archive = site(old);
    EXPECT_FALSE(archive.open());
    EXPECT_EQ(archive.merged_into, living);
    EXPECT_EQ(archive.owner_agency, other_.agency);
    EXPECT_EQ(archive.slug, "so-khoa-hoc-va-cong-nghe") << "read at its old address";
    EXPECT_EQ(archive.name, "Sở Khoa học và Công nghệ");
    EXPECT_EQ(leads_to(old, "/"), "/trang/so-tai-chinh");
    EXPECT_EQ(leads_to(old, "/muc/tin-tuc-su-kien"), "/trang/so-tai-chinh/muc/tin-tuc-su-kien");
    EXPECT_EQ(leads_to(old, "/hoi-dap"), "/trang/so-tai-chinh/hoi-dap");
    EXPECT_EQ(leads_to(old, "/muc/chuyen-doi-so"), std::nullopt) << "only the archive has it";
    EXPECT_EQ(leads_to(old, "/bai/tin-cu"), std::nullopt);
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return hosts_of(conn, old); }), ElementsAre("skhcn.vn"));
    EXPECT_THAT(history(old).front(), HasSubstr("Thành trang lưu trữ từ ngày 20/11/2026"));
    EXPECT_THAT(history(living).front(), HasSubstr("Tiếp nối trang Sở Khoa học và Công nghệ"));
    EXPECT_EQ(moved(), 1);
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return open_site_of(conn, other_.agency)->id; }), living);
}

TEST_P(SiteMergingTest, an_archive_is_read_and_never_written) {
    const Id old = open(office_.agency);
    open(other_.agency);
    decide("merge", {office_.agency}, {other_.agency});
    EXPECT_TRUE(sees(other_.director, old));
    EXPECT_THROW(act(change_site, other_.director, old, SiteInput{}), Forbidden);
    EXPECT_THROW(act(name_member, other_.director, old, other_.head.post, "editor"), Forbidden);
    EXPECT_THROW(act(end_member, other_.director, old, members(old).front().id), Forbidden);
    EXPECT_THROW(act(add_category, other_.director, old, CategoryInput{}), Forbidden);
    EXPECT_THROW(act(add_host, administrator_, old, "b.vn"), Forbidden);
    const auto one = categories(old).front();
    EXPECT_THROW(write([&](db::Tx& tx) { close_category(tx, other_.director, one.id, one.version); }), Forbidden);
    EXPECT_THAT(test::refusals([&] { open(office_.agency, administrator_); }), ElementsAre("agency"))
        << "the agency has ended";
}

TEST_P(SiteMergingTest, two_that_become_a_new_agency_keep_the_first_ones_site) {
    const Id first = open(office_.agency), second = open(other_.agency);
    const Id next = decide("merge", {office_.agency, other_.agency}, {0}).front();
    const Site living = site(first);
    EXPECT_TRUE(living.open());
    EXPECT_EQ(living.owner_agency, next);
    EXPECT_EQ(living.name, "Sở Mới 1");
    EXPECT_EQ(living.answerable, "Sở Mới 1");
    EXPECT_EQ(living.slug, "so-khoa-hoc-va-cong-nghe") << "addresses live on";
    EXPECT_EQ(site(second).merged_into, first);
    EXPECT_FALSE(site(second).open());
    EXPECT_EQ(leads_to(second, "/"), "/trang/so-khoa-hoc-va-cong-nghe");
    EXPECT_TRUE(sees(office_.director, first));
    EXPECT_THAT(posts_of(first, "approver"), Contains(office_.director.post)) << "posts that moved keep their roles";
    SiteInput input;
    input.name = input.answerable = input.responsible = "Sở Mới";
    input.colour = "blue";
    act(change_site, office_.director, first, input);
}

TEST_P(SiteMergingTest, what_somebody_typed_is_not_renamed) {
    const Id id = open(office_.agency);
    SiteInput input;
    input.name = "Khoa học Thái Nguyên";
    input.answerable = "Sở Khoa học và Công nghệ";
    input.responsible = "Trần Giám Đốc";
    input.colour = "blue";
    act(change_site, office_.director, id, input);
    decide("merge", {office_.agency, other_.agency}, {0});
    EXPECT_EQ(site(id).name, "Khoa học Thái Nguyên");
    EXPECT_EQ(site(id).answerable, "Sở Mới 1");
    EXPECT_EQ(site(id).responsible, "Trần Giám Đốc");
}

TEST_P(SiteMergingTest, archives_of_archives_lead_to_the_one_that_lives) {
    const Id first = open(office_.agency), second = open(other_.agency), third = open(commune_);
    decide("merge", {office_.agency}, {other_.agency});
    decide("merge", {other_.agency}, {commune_});
    EXPECT_EQ(site(first).merged_into, third);
    EXPECT_EQ(site(second).merged_into, third);
    EXPECT_TRUE(sees(commune_head_, first)) << "the one after next reads it too";
}

TEST_P(SiteMergingTest, an_agency_that_parts_went_from_keeps_its_site) {
    const Id id = open(office_.agency);
    decide("separate", {office_.agency}, {0}, {{office_.second_division, 0}});
    EXPECT_TRUE(site(id).open());
    EXPECT_EQ(site(id).owner_agency, office_.agency);
}

TEST_P(SiteMergingTest, of_a_divided_agency_the_site_goes_to_the_first) {
    const Id id = open(office_.agency);
    const auto next = decide("split", {office_.agency}, {0, 0}, {{office_.division, 0}, {office_.second_division, 1}});
    ASSERT_EQ(next.size(), 2U);
    EXPECT_TRUE(site(id).open());
    EXPECT_EQ(site(id).owner_agency, next[0]);
}

TEST_P(SiteMergingTest, a_renamed_agency_renames_its_site) {
    const Id id = open(office_.agency);
    decide("rename", {office_.agency}, {});
    EXPECT_EQ(site(id).name, "Sở Đổi mới");
    EXPECT_EQ(site(id).answerable, "Sở Đổi mới");
    EXPECT_EQ(site(id).slug, "so-khoa-hoc-va-cong-nghe");
    const auto version_then = version(id);
    write([&](db::Tx& tx) { site_renamed(tx, office_.agency, clock::today()); });
    write([&](db::Tx& tx) { site_renamed(tx, 4711, clock::today()); });
    EXPECT_EQ(version(id), version_then) << "heard twice it changes nothing";
}

TEST_P(SiteMergingTest, without_a_site_there_is_nothing_to_do) {
    open(other_.agency);
    decide("merge", {office_.agency}, {other_.agency});
    EXPECT_EQ(moved(), 0);
}

TEST_P(SiteMergingTest, cut_in_the_middle_nothing_happened) {
    const Id id = open(office_.agency);
    open(other_.agency);
    write([&](db::Tx& tx) {
        tx.exec({"test.end", "UPDATE agency SET until_day = '2026-11-20' WHERE id = $1"}, office_.agency);
    });
    EXPECT_THROW(write([&](db::Tx& tx) {
                     sites_reorganised(tx, office_.agency, other_.agency, clock::today());
                     throw std::runtime_error("cut");
                 }),
                 std::runtime_error);
    EXPECT_TRUE(site(id).open());
    EXPECT_EQ(leads_to(id, "/"), std::nullopt);
    write([&](db::Tx& tx) { EXPECT_TRUE(sites_reorganised(tx, office_.agency, other_.agency, clock::today())); });
    EXPECT_FALSE(site(id).open());
}

}  // namespace dinh::portal
