// Share once, and what authors are paid.
#include "modules/portal/articles/placing.hpp"

#include "modules/portal/articles/compare.hpp"
#include "modules/portal/articles/fees.hpp"
#include "modules/portal/articles/jobs.hpp"
#include "modules/portal/articles/pictures.hpp"
#include "modules/portal/tests/article_desk.hpp"
#include "platform/jobs/queue.hpp"
#include "platform/search/search.hpp"
#include "tests/support/plans.hpp"

namespace dinh::portal {

namespace {

using dinh::test::refusals;
using dinh::test::stored;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class PlacingTest : public dinh::test::ArticleDesk {
protected:
    static void SetUpTestSuite() { settings::declare(portal::manifest().settings); }
    static void TearDownTestSuite() { settings::declare({}); }

    void offer(const Actor& actor, Id id, const std::vector<Id>& sites) {
        write([&](db::Tx& tx) { offer_article(tx, actor, id, told(tx, id).version, sites); });
    }
    void demand(const Actor& actor, Id id, const std::vector<Id>& sites, Day due) {
        write([&](db::Tx& tx) { demand_article(tx, actor, id, told(tx, id).version, sites, due); });
    }
    void accept(const Actor& actor, Id id, Id site, Id category) {
        write([&](db::Tx& tx) { accept_article(tx, actor, id, site, category); });
    }
    std::vector<Placing> placings(Id id) {
        return db().reading([&](db::Conn& conn) { return placings_of(conn, id); });
    }
    std::size_t asked(const Actor& actor) {
        return db().reading([&](db::Conn& conn) { return asked_of(conn, actor, 50).size(); });
    }
    // Published on the province's portal by the chief of its office.
    Id of_the_province(const std::string& title = "Phòng, chống mưa lũ") {
        ArticleInput typed = input(title);
        typed.site = portal_;
        typed.category = categories(portal_).front().id;
        const Id id = draft(typed, chief_);
        on(submit_article, chief_, id);
        while (told(id).state != "published") pass(chief_, id);
        return id;
    }
    void grade(const Actor& actor, Id id, const std::string& kind, int tenths, const std::string& payee) {
        write([&](db::Tx& tx) {
            grade_fee(tx, actor, id, told(tx, id).version, {.kind = kind, .payee = payee, .factor_tenths = tenths});
        });
    }
    FeeSum sum() {
        return db().reading([&](db::Conn& conn) { return sum_of_fees(conn, site_, "2026-11"); });
    }
};
DINH_BOTH_ENGINES(PlacingTest);

}  // namespace

TEST_P(PlacingTest, stands_on_another_site_without_being_copied) {
    const Id id = published();
    EXPECT_THROW(offer(office_.specialist, id, {other_site_}), Forbidden);
    EXPECT_THAT(refusals([&] { offer(office_.chief, id, {}); }), ElementsAre("sites"));
    EXPECT_THAT(refusals([&] { offer(office_.chief, id, {site_}); }), ElementsAre("sites")) << "its own";
    EXPECT_THAT(refusals([&] { offer(office_.chief, draft(), {other_site_}); }), ElementsAre("")) << "a draft";
    offer(office_.chief, id, {other_site_});
    EXPECT_THAT(work_of(other_.chief.post), ElementsAre("portal.place"));
    EXPECT_THAT(work_of(other_.director.post), ElementsAre("portal.place"));
    EXPECT_TRUE(sees(other_.chief, id)) << "who decides reads it";
    EXPECT_FALSE(sees(other_.specialist, id));
    EXPECT_THAT(shown_at(other_site_), IsEmpty()) << "not before it is accepted";
    EXPECT_EQ(asked(other_.chief), 1U);
    EXPECT_EQ(asked(other_.specialist), 0U);
    EXPECT_THROW(accept(other_.specialist, id, other_site_, other_category_.id), NotFound);
    EXPECT_THAT(refusals([&] { accept(other_.chief, id, other_site_, category_.id); }), ElementsAre("category"));
    accept(other_.chief, id, other_site_, other_category_.id);
    EXPECT_THAT(work_of(other_.director.post), IsEmpty());
    EXPECT_THAT(shown_at(other_site_, other_category_.id), ElementsAre("Khai giảng lớp kỹ năng số"));
    EXPECT_TRUE(reads(other_site_, "khai-giang-lop-ky-nang-so"));
    EXPECT_THROW(accept(other_.chief, id, other_site_, other_category_.id), Conflict) << "answered before";
    write([&](db::Tx& tx) {
        correct_article(tx, office_.chief, id, told(tx, id).version, input("Tên mới"), "Sửa tên", {});
    });
    EXPECT_THAT(shown_at(other_site_), ElementsAre("Tên mới"));
    on(withdraw_article, office_.chief, id, "Sai");
    EXPECT_THAT(shown_at(other_site_), IsEmpty()) << "gone everywhere";
    EXPECT_FALSE(reads(other_site_, "khai-giang-lop-ky-nang-so"));
}

TEST_P(PlacingTest, keeps_both_addresses_when_two_have_one_name) {
    ArticleInput theirs = input("Thông báo");
    theirs.site = other_site_, theirs.category = other_category_.id;
    const Id other = draft(theirs, other_.specialist);
    on(submit_article, other_.specialist, other);
    const Id id = published("Thông báo");
    offer(office_.chief, id, {other_site_});
    accept(other_.chief, id, other_site_, other_category_.id);
    EXPECT_EQ(told(other).slug, "thong-bao");
    EXPECT_EQ(placings(id).front().slug, "thong-bao-2");
    EXPECT_TRUE(reads(other_site_, "thong-bao-2"));
}

TEST_P(PlacingTest, is_declined_with_the_reason) {
    const Id id = published();
    offer(office_.chief, id, {other_site_});
    const auto decline = [&](std::string_view reason) {
        write([&](db::Tx& tx) { decline_article(tx, other_.chief, id, other_site_, reason); });
    };
    EXPECT_THAT(refusals([&] { decline(""); }), ElementsAre("reason"));
    decline("Không thuộc lĩnh vực");
    EXPECT_EQ(placings(id).front().state, "declined");
    EXPECT_EQ(placings(id).front().changed_by, "Vũ Chánh Văn Phòng – Chánh Văn phòng: Không thuộc lĩnh vực");
    EXPECT_THAT(work_of(other_.chief.post), IsEmpty());
    EXPECT_THROW(decline("x"), Conflict);
    offer(office_.chief, id, {other_site_});
    EXPECT_EQ(placings(id).front().state, "offered") << "asked again";
}

TEST_P(PlacingTest, is_asked_for_by_the_province_alone_with_a_day) {
    const Id own = published(), id = of_the_province();
    const Day due = clock::today() + 3;
    EXPECT_THROW(demand(office_.director, own, {other_site_}, due), Forbidden);
    EXPECT_THAT(refusals([&] { demand(chief_, id, {}, clock::today() - 1); }),
                testing::UnorderedElementsAre("sites", "due"));
    demand(chief_, id, {site_, other_site_}, due);
    EXPECT_THAT(placings(id), SizeIs(2));
    EXPECT_EQ(placings(id).front().state, "demanded");
    EXPECT_EQ(*placings(id).front().due, due);
    const auto version = told(id).version;
    accept(office_.chief, id, site_, category_.id);
    EXPECT_EQ(told(id).version, version) << "whoever has it open at home meets no conflict";
    EXPECT_THAT(shown_at(site_), testing::UnorderedElementsAre("Phòng, chống mưa lũ", told(own).title));
    demand(chief_, id, {site_, other_site_}, due + 1);
    EXPECT_THAT(shown_at(site_), SizeIs(2)) << "who has it is not asked again";
}

TEST_P(PlacingTest, is_pushed_to_ninety_two_sites_in_one_deed) {
    std::vector<Id> sites;
    write([&](db::Tx& tx) {
        for (int n = 0; n < 92; ++n) {
            const std::string name = "Ủy ban nhân dân xã số " + std::to_string(n);
            dinh::test::OfficeMaker maker(tx, "xa-" + std::to_string(n), name, "UBND");
            maker.agency("commune", province_);
            maker.member(0, "Phó Chủ tịch", {"deputy_agency_leader"}, "Phó Chủ tịch Xã");
        }
    });
    look_again();
    for (const auto& agency : directory_->agencies)
        if (agency.slug.starts_with("xa-")) sites.push_back(open(agency.id));
    ASSERT_THAT(sites, SizeIs(92));
    const Id id = of_the_province();
    const auto began = clock::steady_ms();
    demand(chief_, id, sites, clock::today() + 2);
    RecordProperty("demand_ms", static_cast<int>(clock::steady_ms() - began));
    EXPECT_THAT(placings(id), SizeIs(92));
    std::int64_t items = 0;
    db().read([&](db::Conn& conn) {
        items =
            conn.integer({"test.items", "SELECT COUNT(*) FROM work_item WHERE kind = 'portal.place' AND is_open = 1"});
    });
    EXPECT_EQ(items, 92);
    const Id last = directory_->agency_by_slug("xa-91")->id;
    const Actor officer = directory_->actor_of(directory_->with_role(last, "deputy_agency_leader").front()->holder);
    const db::QueryCount counting;
    EXPECT_TRUE(sees(officer, id));
    EXPECT_LE(counting.count(), 10) << "one of 92 who were asked";
}

TEST_P(PlacingTest, two_who_answer_at_once_give_one_answer) {
    const Id id = published();
    offer(office_.chief, id, {other_site_});
    dinh::test::one_wins("accept", "Conflict", [&] { accept(other_.chief, id, other_site_, other_category_.id); });
    EXPECT_THAT(shown_at(other_site_), SizeIs(1));
}

TEST_P(PlacingTest, pays_what_was_graded_and_approved) {
    const Id id = published(), other = published("Bài thứ hai");
    EXPECT_THROW(grade(office_.specialist, id, "news", 10, "x"), Forbidden);
    EXPECT_THAT(refusals([&] { grade(office_.chief, id, "poem", 10, ""); }),
                testing::UnorderedElementsAre("kind", "payee"));
    EXPECT_THAT(refusals([&] { grade(office_.chief, id, "news", 101, "A"); }), ElementsAre("factor"));
    EXPECT_THAT(refusals([&] { grade(office_.chief, draft(), "news", 10, "A"); }), ElementsAre(""));
    grade(office_.chief, id, "news", 25, "Nguyễn Văn Chuyên");
    grade(office_.chief, id, "news", 20, "Nguyễn Văn Chuyên");
    grade(office_.chief, other, "reportage", 45, "Nguyễn Văn Chuyên");
    EXPECT_EQ(sum().dong, 234'000 * 2 + 234'000 * 45 / 10);
    const auto approve = [&](const Actor& actor, std::int64_t dong) {
        write([&](db::Tx& tx) { approve_fees(tx, actor, site_, "2026-11", dong); });
    };
    EXPECT_THROW(approve(office_.chief, sum().graded_dong), Forbidden);
    EXPECT_THROW(approve(other_.director, sum().graded_dong), NotFound);
    EXPECT_THROW(approve(office_.director, 1), Conflict) << "another sum than was seen";
    dinh::test::one_wins("approve", "Refused", [&, dong = sum().graded_dong] { approve(office_.director, dong); });
    EXPECT_EQ(sum().graded_dong, 0);
    EXPECT_THAT(refusals([&] { grade(office_.chief, id, "news", 30, "A"); }), ElementsAre("")) << "it stays";
}

TEST_P(PlacingTest, a_picture_is_made_before_what_has_waited_longer) {
    auto kinds = article_jobs();
    kinds.push_back({.name = "texts", .job_class = jobs::Class::child, .work = [](House&, const jobs::Job&) {}});
    jobs::set_kinds(kinds);
    write([](db::Tx& tx) { jobs::put(tx, "texts", "{}", Instant{clock::now().ms - 3'600'000}); });
    draft(input(), office_.specialist, {{"anh.jpg", stored("picture", "image/jpeg")}});
    const auto first = jobs::queue::claim(db(), jobs::Class::child, 60);
    const auto second = jobs::queue::claim(db(), jobs::Class::child, 60);
    jobs::set_kinds({});
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->job.kind, "portal.pictures");
    EXPECT_EQ(second->job.kind, "texts");
}

TEST_P(PlacingTest, a_picture_is_shown_when_it_was_made_and_said_in_words) {
    const Id id = draft(input(), office_.specialist, {{"anh.jpg", stored("picture", "image/jpeg")}});
    const auto pictures = [&] { return db().reading([&](db::Conn& conn) { return pictures_of(conn, id); }); };
    ASSERT_THAT(pictures(), SizeIs(1));
    const int position = pictures()[0].ref.position;
    EXPECT_TRUE(pictures()[0].leading);
    EXPECT_THAT(refusals([&] { on(submit_article, office_.specialist, id); }), ElementsAre("files"));
    EXPECT_THAT(refusals([&] { on(describe_picture, office_.specialist, id, position, " ", false); }),
                ElementsAre("alt"));
    EXPECT_THROW(on(describe_picture, office_.chief, id, position, "Lớp học", false), Forbidden);
    on(describe_picture, office_.specialist, id, position, "Học viên bên máy tính", false);
    EXPECT_EQ(told(id).picture_alt, "Học viên bên máy tính");
    on(submit_article, office_.specialist, id);
    const auto keep = [&] {
        write([&](db::Tx& tx) {
            keep_pictures(tx, id, position,
                          {{"640", stored("w640", "image/webp")}, {"jpeg", stored("jpg", "image/jpeg")}});
        });
    };
    keep();
    keep();
    ASSERT_THAT(pictures(), SizeIs(1)) << "made once";
    EXPECT_THAT(pictures()[0].forms, SizeIs(2));
    on(remove_file, office_.chief, id, position);
    EXPECT_THAT(pictures(), IsEmpty());
    EXPECT_EQ(told(id).picture, 0);
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return files::of_record(conn, kArticle, id); }), IsEmpty());
}

TEST_P(PlacingTest, no_list_reads_a_whole_table) {
    const Id id = published();
    offer(office_.chief, id, {other_site_});
    grade(office_.chief, id, "news", 20, "A");
    db().read([&](db::Conn& conn) {
        dinh::test::Plans plans(conn);
        for (const char* view : {"mine", "waiting", "drafts", "scheduled", "published", "withdrawn"}) {
            ArticleFilter filter;
            filter.view = view;
            list_articles(plans, office_.chief, filter);
        }
        ShownFilter shown;
        shown.site = site_;
        shown_articles(plans, shown);
        count_shown(plans, shown);
        shown.category = category_.id;
        shown_articles(plans, shown);
        shown_article(plans, site_, "x");
        editions_of(plans, id);
        placings_of(plans, id);
        asked_of(plans, other_.chief, 10);
        list_fees(plans, {.site = site_, .month = "2026-11"});
        sum_of_fees(plans, site_, "2026-11");
        EXPECT_THAT(plans.full_scans({"picked"}), IsEmpty()) << plans.text();  // the rows of the page asked for
    });
}

TEST(CompareLines, tells_what_is_gone_and_what_came) {
    using Change = ComparedLine::Change;
    EXPECT_THAT(compare_lines("a\nb\nc", "a\nx\nc"),
                ElementsAre(ComparedLine{Change::same, "a"}, ComparedLine{Change::gone, "b"},
                            ComparedLine{Change::added, "x"}, ComparedLine{Change::same, "c"}));
    EXPECT_THAT(compare_lines("", "a"), ElementsAre(ComparedLine{Change::added, "a"}));
    EXPECT_THAT(compare_lines("a", ""), ElementsAre(ComparedLine{Change::gone, "a"}));
    EXPECT_THAT(compare_lines("a\na", "a"),
                ElementsAre(ComparedLine{Change::same, "a"}, ComparedLine{Change::gone, "a"}));
    EXPECT_THAT(compare_lines("", ""), IsEmpty());
    std::string long_one, other;
    for (int n = 0; n < 3000; ++n) long_one += "x" + std::to_string(n) + "\n", other += "y" + std::to_string(n) + "\n";
    EXPECT_THAT(compare_lines(long_one, other), SizeIs(6000));
}

}  // namespace dinh::portal
