// People of a site and its categories: named and ended, added, changed and closed.
#include "modules/portal/tests/site_desk.hpp"

namespace dinh::portal {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// A placing as articles leave it; only that it is shown matters here.
constexpr db::Sql kArticle{
    "test.article",
    "INSERT INTO portal_article (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, site, category, kind, language, slug, title, summary, body, state, changed_at) VALUES ($1, $2, "
    "$2, '2026-11-20', $3, 0, 0, $4, $5, 'article', 'vi', $6, 'Tin', '', '', 'published', $3)"};
constexpr db::Sql kPlacing{"test.placing",
                           "INSERT INTO portal_placing (article, site, category, slug, language, kind, state, shown, "
                           "changed_at) VALUES ($1, $2, $3, $4, 'vi', 'article', 'own', $5, $6)"};

class SiteMembersTest : public test::SiteDesk {
protected:
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = open(office_.agency);
    }
    Id name(const Actor& actor, Id post, std::string_view role) { return act(name_member, actor, site_, post, role); }
    Id member(Id post, std::string_view role) {
        for (const auto& one : members(site_))
            if (one.post == post && one.role == role) return one.id;
        return 0;
    }
    Id add(const CategoryInput& input) { return act(add_category, office_.chief, site_, input); }
    Id add_named(const std::string& name, Id parent = 0) {
        CategoryInput input;
        input.name = name;
        input.parent = parent;
        return add(input);
    }
    Category found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_category(conn, id); });
    }
    void change(const Actor& actor, Id id, const CategoryInput& input, std::int64_t at = 0) {
        const auto read = at != 0 ? at : found(id).version;
        write([&](db::Tx& tx) { change_category(tx, actor, id, read, input); });
    }
    void close(const Actor& actor, Id id, std::int64_t at = 0) {
        const auto read = at != 0 ? at : found(id).version;
        write([&](db::Tx& tx) { close_category(tx, actor, id, read); });
    }
    void show_article(Id category, bool shown) {
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            tx.exec(kArticle, id, office_.agency, clock::now(), site_, category, "tin-" + std::to_string(id));
            tx.exec(kPlacing, id, site_, category, "tin-" + std::to_string(id), shown, clock::now());
        });
    }
    Id site_ = 0;
};
DINH_BOTH_ENGINES(SiteMembersTest);

}  // namespace

TEST_P(SiteMembersTest, names_somebody_who_is_told_so) {
    name(office_.director, office_.specialist.post, "editor");
    EXPECT_NE(member(office_.specialist.post, "editor"), 0);
    EXPECT_THAT(history(site_), Contains("Giao Biên tập viên: Nguyễn Văn Chuyên – Chuyên viên"));
    EXPECT_THAT(notices_of(office_.specialist.post),
                ElementsAre("Bạn được giao làm Biên tập viên của Sở Khoa học và Công nghệ"));
    name(office_.chief, other_.specialist.post, "contributor");
    EXPECT_NE(member(other_.specialist.post, "contributor"), 0) << "people of other agencies write too";
    name(office_.chief, office_.specialist.post, "manager");
    name(office_.specialist, office_.head.post, "secretary");
}

TEST_P(SiteMembersTest, refuses_unknown_roles_vacant_and_closed_posts_and_twice_the_same) {
    const auto refused = [&](Id post, std::string_view role) {
        return test::refusals([&] { name(office_.director, post, role); });
    };
    EXPECT_THAT(refused(office_.specialist.post, "king"), ElementsAre("role"));
    EXPECT_THAT(refused(0, "editor"), ElementsAre("post"));
    EXPECT_THAT(refused(4711, ""), ElementsAre("role", "post"));
    EXPECT_THAT(refused(office_.director.post, "approver"), ElementsAre("post"));
    Id vacant = 0;
    write([&](db::Tx& tx) {
        vacant = directory::add_post(
            tx, Actor::system(),
            {office_.agency, office_.division, "Chuyên viên", {"specialist"}, "", 0, test::day(1, 1)});
    });
    EXPECT_THAT(refused(vacant, "editor"), ElementsAre("post"));
    EXPECT_EQ(version(site_), 1);
}

TEST_P(SiteMembersTest, people_are_named_and_ended_by_managers_alone) {
    const Id editor = member(office_.chief.post, "editor");
    EXPECT_THROW(name(office_.specialist, office_.head.post, "editor"), Forbidden);
    EXPECT_THROW(name(other_.director, other_.head.post, "editor"), NotFound);
    EXPECT_THROW(act(end_member, office_.specialist, site_, editor), Forbidden);
    EXPECT_THROW(act(end_member, other_.director, site_, editor), NotFound);
    EXPECT_THROW(act_at(name_member, office_.director, site_, 7, office_.head.post, "editor"), Conflict);
    EXPECT_THROW(act_at(end_member, office_.director, site_, 7, editor), Conflict);
    one_conflict("name", name_member, office_.director, site_, office_.head.post, "editor");
    one_conflict("end", end_member, office_.director, site_, editor);
    EXPECT_THROW(act(end_member, office_.director, site_, editor), NotFound) << "ended before";
}

TEST_P(SiteMembersTest, the_last_approver_stays) {
    const Id theirs = open(other_.agency);
    act(end_member, office_.chief, site_, member(office_.deputy.post, "approver"));
    EXPECT_THAT(
        test::refusals([&] { act(end_member, office_.chief, site_, member(office_.director.post, "approver")); }),
        ElementsAre(""));
    act(end_member, office_.chief, site_, member(office_.chief.post, "editor"));
    EXPECT_THROW(act(end_member, office_.chief, site_, members(theirs).front().id), NotFound) << "of another site";
    EXPECT_THAT(posts_of(site_, "approver"), ElementsAre(office_.director.post));
}

TEST_P(SiteMembersTest, a_category_gets_an_address_from_its_name_and_stands_last) {
    const auto last = categories(site_).back();
    CategoryInput input;
    input.name = " Cải cách  hành chính ";
    input.name_en = "Administrative reform";
    input.item = "procedures";
    input.steps = 3;
    const Category one = found(add(input));
    EXPECT_EQ(one.slug, "cai-cach-hanh-chinh");
    EXPECT_EQ(one.name, "Cải cách hành chính");
    EXPECT_EQ(one.item, "procedures");
    EXPECT_EQ(one.steps, 3);
    EXPECT_GT(one.position, last.position);
    EXPECT_TRUE(one.open);
    EXPECT_EQ(categories(site_).back().id, one.id);
    EXPECT_THAT(history(site_), Contains("Thêm chuyên mục “Cải cách hành chính”"));
}

TEST_P(SiteMembersTest, a_category_is_refused_with_all_reasons) {
    const auto refused = [&](const CategoryInput& input) { return test::refusals([&] { add(input); }); };
    CategoryInput bad;
    bad.name_en = std::string(201, 'x');
    bad.item = "nothing";
    bad.steps = 4;
    bad.position = -1;
    bad.parent = 4711;
    EXPECT_THAT(refused(bad), ElementsAre("name", "name_en", "item", "steps", "position", "parent"));
    CategoryInput one;
    for (const char* name :
         {"Tin tức, sự kiện", "TIN TUC SU KIEN", "Hỏi đáp", "Niêm yết", "Văn bản", "Tìm", "EN", "!!!"}) {
        one.name = name;
        EXPECT_THAT(refused(one), ElementsAre("name")) << name;
    }
    one.name = "Công báo tỉnh";
    one.item = "gazette";
    EXPECT_THAT(refused(one), ElementsAre("item")) << "of the province alone";
    one.item = "";
    one.parent = category(open(other_.agency), "gioi-thieu").id;
    EXPECT_THAT(refused(one), ElementsAre("parent")) << "of another site";
}

TEST_P(SiteMembersTest, categories_stand_three_deep_and_never_below_themselves) {
    const Id top = add_named("Cấp một"), second = add_named("Cấp hai", top), third = add_named("Cấp ba", second);
    EXPECT_THAT(test::refusals([&] { add_named("Cấp bốn", third); }), ElementsAre("parent"));
    const auto move = [&](Id id, Id parent) {
        CategoryInput input;
        input.name = found(id).name;
        input.parent = parent;
        return test::refusals([&] { change(office_.chief, id, input); });
    };
    EXPECT_THAT(move(top, top), ElementsAre("parent"));
    EXPECT_THAT(move(top, third), ElementsAre("parent"));
    EXPECT_THAT(move(second, 0), IsEmpty());
    const Id other = add_named("Cây khác");
    EXPECT_THAT(move(second, other), IsEmpty());
    EXPECT_THAT(move(other, top), ElementsAre("parent")) << "what is below goes along";
}

TEST_P(SiteMembersTest, a_renamed_category_is_found_at_its_old_address) {
    const Id id = add_named("Tin nhanh");
    CategoryInput input;
    input.name = "Tin trong tỉnh";
    change(office_.chief, id, input);
    EXPECT_EQ(found(id).slug, "tin-trong-tinh");
    EXPECT_EQ(leads_to(site_, "/muc/tin-nhanh"), "/muc/tin-trong-tinh");
    input.name = "Tin mới";
    change(office_.chief, id, input);
    EXPECT_EQ(leads_to(site_, "/muc/tin-nhanh"), "/muc/tin-moi") << "no chain";
    input.name = "Tin nhanh";
    change(office_.chief, id, input);
    EXPECT_EQ(leads_to(site_, "/muc/tin-nhanh"), std::nullopt) << "it is an address of today again";
    EXPECT_EQ(leads_to(site_, "/muc/tin-moi"), "/muc/tin-nhanh");
    add_named("Tin mới");
    EXPECT_EQ(leads_to(site_, "/muc/tin-moi"), std::nullopt) << "what stands there now is shown";
    EXPECT_THAT(history(site_), Contains("Đổi tên chuyên mục “Tin nhanh” thành “Tin trong tỉnh”"));
}

TEST_P(SiteMembersTest, a_category_closes_when_nothing_is_shown_in_it) {
    const Id id = add_named("Chuyên đề"), sub = add_named("Phần một", id);
    EXPECT_THAT(test::refusals([&] { close(office_.chief, id); }), ElementsAre(""));
    show_article(sub, true);
    EXPECT_THAT(test::refusals([&] { close(office_.chief, sub); }), ElementsAre(""));
    const Id empty = add_named("Trống");
    show_article(empty, false);
    close(office_.chief, empty);
    EXPECT_FALSE(found(empty).open);
    EXPECT_THAT(test::refusals([&] { close(office_.chief, empty); }), ElementsAre(""));
    CategoryInput input;
    input.name = "Trống";
    EXPECT_THAT(test::refusals([&] { change(office_.chief, empty, input); }), ElementsAre(""));
    EXPECT_THAT(test::refusals([&] { add(input); }), ElementsAre("name")) << "its address is not given away";
    input.name = "Dưới mục đã đóng";
    input.parent = empty;
    EXPECT_THAT(test::refusals([&] { add(input); }), ElementsAre("parent"));
}

TEST_P(SiteMembersTest, categories_are_kept_by_managers_and_never_across_sites) {
    const Id id = add_named("Chuyên đề");
    CategoryInput input;
    input.name = "Khác";
    EXPECT_THROW(act(add_category, office_.specialist, site_, input), Forbidden);
    EXPECT_THROW(act(add_category, other_.director, site_, input), NotFound);
    EXPECT_THROW(change(office_.specialist, id, input), Forbidden);
    EXPECT_THROW(change(other_.director, id, input), NotFound);
    EXPECT_THROW(close(office_.specialist, id), Forbidden);
    EXPECT_THROW(close(other_.director, id), NotFound);
    EXPECT_THROW(change(office_.chief, id, input, 9), Conflict);
    EXPECT_THROW(close(office_.chief, id, 9), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { change_category(tx, office_.chief, 4711, 1, input); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { close_category(tx, office_.chief, 4711, 1); }), NotFound);
}

TEST_P(SiteMembersTest, of_two_at_once_one_meets_a_conflict) {
    const Id id = add_named("Chuyên đề");
    CategoryInput input;
    input.name = "Chuyên đề năm";
    one_conflict("add", add_category, office_.chief, site_, input);
    const auto at = found(id).version;
    input.name = "Đổi tên";
    test::one_wins("change", "Conflict", [&] { change(office_.chief, id, input, at); });
    const auto then = found(id).version;
    test::one_wins("close", "Conflict", [&] { close(office_.chief, id, then); });
}

TEST_P(SiteMembersTest, two_that_would_go_below_each_other_do_not_both) {
    const Id first = add_named("Một"), second = add_named("Hai");
    const auto outcomes = test::at_once(2, [&](int i) {
        CategoryInput input;
        input.name = i == 0 ? "Một" : "Hai";
        input.parent = i == 0 ? second : first;
        change(office_.chief, i == 0 ? first : second, input, 1);
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 1) << testing::PrintToString(outcomes);
    EXPECT_EQ(test::count(outcomes, "Refused"), 1) << testing::PrintToString(outcomes);
}

}  // namespace dinh::portal
