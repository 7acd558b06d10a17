// An article's way: written, passed from hand to hand, published, corrected, withdrawn.
#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/tests/article_desk.hpp"
#include "platform/search/search.hpp"

namespace dinh::portal {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using dinh::test::refusals;
using dinh::test::stored;

class ArticleTest : public dinh::test::ArticleDesk {
protected:
    std::vector<std::string> events() {
        return db().reading([](db::Conn& conn) {
            std::vector<std::string> kinds;
            for (const auto& row : conn.query({"test.events", "SELECT kind FROM event ORDER BY id"}))
                if (row.view(0).starts_with("portal.")) kinds.push_back(row.text(0));
            return kinds;
        });
    }
    // As the public search of a site asks.
    std::size_t found_by_readers(Id site, const std::string& words) {
        Actor reader;
        reader.grantees = {site};
        return db().reading([&](db::Conn& conn) { return search::find(conn, reader, {.text = words}).hits.size(); });
    }
    std::size_t found_by(const Actor& actor, const std::string& words) {
        return db().reading([&](db::Conn& conn) { return search::find(conn, actor, {.text = words}).hits.size(); });
    }
    void correct(const Actor& actor, Id id, const ArticleInput& typed, std::string_view note) {
        write([&](db::Tx& tx) { correct_article(tx, actor, id, told(tx, id).version, typed, note, {}); });
    }
    void change(const Actor& actor, Id id, const ArticleInput& typed) {
        write([&](db::Tx& tx) { change_article(tx, actor, id, told(tx, id).version, typed, {}); });
    }
};
DINH_BOTH_ENGINES(ArticleTest);

}  // namespace

TEST(ArticleSteps, lead_from_role_to_role) {
    EXPECT_EQ(first_state(1), "awaiting_approval");
    EXPECT_EQ(next_state(1, "awaiting_approval"), "");
    EXPECT_EQ(first_state(2), "awaiting_edit");
    EXPECT_EQ(next_state(2, "awaiting_edit"), "awaiting_approval");
    EXPECT_EQ(first_state(3), "awaiting_edit");
    EXPECT_EQ(next_state(3, "awaiting_edit"), "awaiting_review");
    EXPECT_EQ(next_state(3, "awaiting_review"), "awaiting_approval");
    EXPECT_EQ(next_state(1, "awaiting_edit"), "awaiting_approval") << "the site has fewer steps meanwhile";
    EXPECT_EQ(role_awaited("awaiting_review"), "secretary");
    EXPECT_EQ(role_awaited("published"), "");
    Site site;
    site.steps = 3;
    Category category;
    EXPECT_EQ(steps_of(site, category), 3);
    category.steps = 1;
    EXPECT_EQ(steps_of(site, category), 1) << "the category's own";
}

TEST_P(ArticleTest, goes_by_one_step_to_the_readers) {
    steps(1);
    const Id id = submitted();
    EXPECT_EQ(told(id).state, "awaiting_approval");
    EXPECT_EQ(told(id).slug, "khai-giang-lop-ky-nang-so");
    EXPECT_THAT(work_of(office_.director.post), ElementsAre("portal.approve"));
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_THAT(shown_at(site_), IsEmpty());
    pass(office_.director, id);
    EXPECT_EQ(told(id).state, "published");
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
    EXPECT_THAT(shown_at(site_), ElementsAre("Khai giảng lớp kỹ năng số"));
    EXPECT_THAT(shown_at(other_site_), IsEmpty());
    EXPECT_TRUE(reads(site_, "khai-giang-lop-ky-nang-so"));
    EXPECT_FALSE(reads(other_site_, "khai-giang-lop-ky-nang-so"));
    EXPECT_THAT(events(), Contains("portal.published"));
    EXPECT_THAT(notices_of(office_.specialist.person),
                ElementsAre("Bài “Khai giảng lớp kỹ năng số” đã được xuất bản."));
}

TEST_P(ArticleTest, goes_by_two_and_by_three_steps) {
    const Id two = submitted();
    EXPECT_THAT(work_of(office_.chief.post), ElementsAre("portal.edit"));
    pass(office_.chief, two);
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_EQ(told(two).state, "awaiting_approval");
    pass(office_.director, two);
    EXPECT_EQ(told(two).state, "published");
    steps(3);
    const Id three = submitted("Bài thứ hai");
    pass(office_.chief, three);
    EXPECT_EQ(told(three).state, "awaiting_review");
    EXPECT_THAT(work_of(office_.chief.post), ElementsAre("portal.review"));
    pass(office_.chief, three);
    EXPECT_EQ(told(three).state, "awaiting_approval");
    pass(office_.deputy, three);
    EXPECT_EQ(told(three).state, "published");
}

TEST_P(ArticleTest, is_passed_on_by_nobody_but_who_holds_the_step) {
    const Id id = submitted();
    EXPECT_THROW(pass(office_.director, id), Forbidden) << "the editor first";
    EXPECT_THROW(pass(office_.specialist, id), Forbidden) << "the writer himself";
    EXPECT_THROW(pass(other_.chief, id), NotFound) << "another site's editor";
    EXPECT_THROW(on(send_back, office_.director, id, "x"), Forbidden);
    EXPECT_THROW(on(submit_article, office_.specialist, id), Refused) << "twice";
    pass(office_.chief, id);
    EXPECT_THROW(pass(office_.chief, id), Forbidden);
    pass(office_.director, id);
    EXPECT_THROW(pass(office_.director, id), Refused) << "nothing to pass on";
    EXPECT_THROW(on(send_back, office_.director, id, "x"), Refused);
}

TEST_P(ArticleTest, says_all_that_is_missing_at_once) {
    ArticleInput bad = input("");
    bad.kind = "poem", bad.language = "xx", bad.category = other_category_.id;
    bad.video = "javascript:alert(1)";
    bad.summary = "Tài liệu TUYỆT MẬT";
    EXPECT_THAT(refusals([&] { draft(bad); }),
                testing::UnorderedElementsAre("title", "summary", "video", "category", "kind", "language"));
    ArticleInput event = input();
    event.kind = "event";
    EXPECT_THAT(refusals([&] { draft(event); }), ElementsAre("starts_at"));
    event.starts_at = clock::now();
    event.ends_at = Instant{clock::now().ms - 1};
    EXPECT_THAT(refusals([&] { draft(event); }), ElementsAre("ends_at"));
    ArticleInput alien = input();
    alien.site = 12345;
    EXPECT_THROW(draft(alien), NotFound);
    EXPECT_THROW(draft(input(), other_.specialist), Forbidden) << "of another agency";
}

TEST_P(ArticleTest, is_not_submitted_unfinished) {
    ArticleInput empty = input();
    empty.body = "<p> </p>";
    const Id id = draft(empty, office_.specialist, {{"anh.jpg", stored("picture", "image/jpeg")}});
    EXPECT_THAT(refusals([&] { on(submit_article, office_.specialist, id); }), ElementsAre("body", "files"));
    EXPECT_EQ(told(id).state, "draft");
    EXPECT_TRUE(told(id).slug.starts_with('~')) << "no address yet";
    for (const auto& member : members(site_))
        if (member.role == "editor")
            write([&](db::Tx& tx) {
                tx.exec({"test.drop_member", "DELETE FROM portal_member WHERE id = $1"}, member.id);
            });
    const Id other = draft();
    EXPECT_THAT(refusals([&] { on(submit_article, office_.specialist, other); }), ElementsAre(""))
        << "nobody edits for the site";
}

TEST_P(ArticleTest, comes_back_with_the_reason_and_goes_again) {
    const Id id = submitted();
    EXPECT_THAT(refusals([&] { on(send_back, office_.chief, id, " "); }), ElementsAre("reason"));
    on(send_back, office_.chief, id, "Thiếu nguồn ảnh");
    EXPECT_EQ(told(id).state, "returned");
    EXPECT_EQ(told(id).reason, "Thiếu nguồn ảnh");
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("portal.returned"));
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_THAT(notices_of(office_.specialist.person), SizeIs(1));
    ArticleInput again = input("Tiêu đề khác hẳn");
    change(office_.specialist, id, again);
    on(submit_article, office_.specialist, id);
    EXPECT_THAT(work_of(office_.specialist.post), IsEmpty());
    EXPECT_EQ(told(id).slug, "khai-giang-lop-ky-nang-so") << "the address stays";
    EXPECT_THAT(editions(id), SizeIs(2));
}

TEST_P(ArticleTest, is_changed_by_whoever_holds_it) {
    const Id id = submitted();
    EXPECT_THROW(change(office_.specialist, id, input("Sửa")), Forbidden) << "it is with the editor";
    ArticleInput edited = input("Khai giảng lớp kỹ năng số năm 2026");
    change(office_.chief, id, edited);
    pass(office_.chief, id);
    const auto kept = editions(id);
    ASSERT_THAT(kept, SizeIs(2));
    EXPECT_EQ(kept[0].title, "Khai giảng lớp kỹ năng số năm 2026");
    EXPECT_EQ(kept[0].label, "Vũ Chánh Văn Phòng – Chánh Văn phòng");
    EXPECT_EQ(kept[1].title, "Khai giảng lớp kỹ năng số");
    pass(office_.director, id);
    EXPECT_THAT(editions(id), SizeIs(2)) << "nothing was changed in this step";
    EXPECT_THROW(change(office_.specialist, id, input()), Refused) << "published: corrected, not changed";
}

TEST_P(ArticleTest, is_corrected_at_its_address_and_says_so) {
    const Id id = published();
    EXPECT_THROW(correct(office_.specialist, id, input("Mới"), "x"), Forbidden);
    EXPECT_THAT(refusals([&] { correct(office_.chief, id, input(""), ""); }), ElementsAre("title", "note"));
    correct(office_.chief, id, input("Khai giảng lớp kỹ năng số lần hai"), "Sửa tên lớp");
    EXPECT_EQ(told(id).slug, "khai-giang-lop-ky-nang-so");
    EXPECT_TRUE(reads(site_, "khai-giang-lop-ky-nang-so"));
    EXPECT_THAT(shown_at(site_), ElementsAre("Khai giảng lớp kỹ năng số lần hai"));
    EXPECT_EQ(editions(id).front().note, "Sửa tên lớp");
    EXPECT_EQ(editions(id).back().title, "Khai giảng lớp kỹ năng số");
    const Id open = draft();
    EXPECT_THROW(correct(office_.chief, open, input(), "x"), Refused);
}

TEST_P(ArticleTest, is_gone_when_withdrawn_and_may_come_back_to_its_address) {
    const Id id = published();
    EXPECT_THROW(on(withdraw_article, office_.specialist, id, "x"), Forbidden);
    EXPECT_THAT(refusals([&] { on(withdraw_article, office_.chief, id, ""); }), ElementsAre("reason"));
    on(withdraw_article, office_.chief, id, "Sai số liệu");
    EXPECT_EQ(told(id).state, "withdrawn");
    EXPECT_THAT(shown_at(site_), IsEmpty());
    EXPECT_FALSE(reads(site_, "khai-giang-lop-ky-nang-so"));
    EXPECT_EQ(found_by_readers(site_, "khai giảng"), 0U);
    EXPECT_THAT(events(), ElementsAre("portal.published", "portal.withdrawn"));
    EXPECT_THROW(on(withdraw_article, office_.chief, id, "x"), Refused);
    change(office_.specialist, id, input());
    on(submit_article, office_.specialist, id);
    pass(office_.chief, id);
    pass(office_.director, id);
    EXPECT_TRUE(reads(site_, "khai-giang-lop-ky-nang-so"));
}

TEST_P(ArticleTest, is_dropped_by_its_writer_before_it_is_published) {
    const Id id = draft();
    EXPECT_THROW(on(drop_article, office_.chief, id), Forbidden);
    on(drop_article, office_.specialist, id);
    EXPECT_EQ(told(id).state, "dropped");
    EXPECT_THAT(listed(office_.specialist, "mine"), IsEmpty());
    EXPECT_THROW(on(submit_article, office_.specialist, id), Refused);
    EXPECT_THROW(change(office_.specialist, id, input()), Refused);
    const Id waiting = submitted();
    EXPECT_THROW(on(drop_article, office_.specialist, waiting), Refused);
}

TEST_P(ArticleTest, has_an_address_no_other_has) {
    std::vector<std::string> slugs;
    for (int n = 0; n < 3; ++n) slugs.push_back(told(submitted("Thông báo")).slug);
    EXPECT_THAT(slugs, ElementsAre("thong-bao", "thong-bao-2", "thong-bao-3"));
    const std::string endless(240, 'x');
    const std::string first = told(submitted(endless)).slug, second = told(submitted(endless)).slug;
    EXPECT_EQ(first.size(), 80U);
    EXPECT_EQ(second.size(), 80U);
    EXPECT_NE(first, second);
    EXPECT_NE(told(submitted(endless)).slug, second);
}

TEST_P(ArticleTest, two_with_one_title_get_two_addresses_at_once) {
    const Id first = draft(input("Thông báo")), second = draft(input("Thông báo"));
    dinh::test::both_win("submit", [&](int n) { on(submit_article, office_.specialist, n == 0 ? first : second); });
    EXPECT_NE(told(first).slug, told(second).slug);
}

TEST_P(ArticleTest, two_at_once_meet_each_other) {
    const Id id = submitted();
    const auto at = told(id).version;
    const auto conflict = [&](const char* name, const std::function<void(db::Tx&)>& work) {
        dinh::test::one_wins(name, "Conflict", [&] { write(work); });
    };
    conflict("change", [&](db::Tx& tx) { change_article(tx, office_.chief, id, at, input("Hai"), {}); });
    const auto then = told(id).version;
    conflict("pass", [&](db::Tx& tx) { pass_article(tx, office_.chief, id, then); });
    const auto last = told(id).version;
    conflict("publish", [&](db::Tx& tx) { pass_article(tx, office_.director, id, last); });
    EXPECT_THAT(events(), ElementsAre("portal.published")) << "once";
    const auto now = told(id).version;
    conflict("withdraw", [&](db::Tx& tx) { withdraw_article(tx, office_.chief, id, now, "x"); });
    EXPECT_THROW(write([&](db::Tx& tx) { withdraw_article(tx, office_.chief, id, at, "x"); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { withdraw_article(tx, other_.chief, id, at, "x"); }), NotFound)
        << "a stranger learns nothing";
}

TEST_P(ArticleTest, is_published_at_its_hour_also_when_the_house_stood_still) {
    const Id id = submitted();
    const Instant hour = *clock::parse_instant("2026-11-21T00:00:00Z");
    EXPECT_THAT(refusals([&] { pass(office_.chief, id, hour); }), ElementsAre("publish_at")) << "not the last step";
    pass(office_.chief, id);
    EXPECT_THAT(refusals([&] { pass(office_.director, id, clock::now()); }), ElementsAre("publish_at"));
    pass(office_.director, id, hour);
    EXPECT_EQ(told(id).state, "scheduled");
    EXPECT_THAT(shown_at(site_), IsEmpty());
    const auto due = [&] { return db().writing([](db::Tx& tx) { return publish_due(tx, clock::now()); }); };
    EXPECT_EQ(due(), 0);
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));
    EXPECT_EQ(due(), 1) << "two days late, because nobody ran";
    EXPECT_EQ(due(), 0) << "once";
    EXPECT_EQ(told(id).state, "published");
    EXPECT_EQ(*told(id).published_at, clock::now()) << "readers see it from now on";
    EXPECT_THAT(shown_at(site_), SizeIs(1));
    EXPECT_THAT(events(), ElementsAre("portal.published"));
}

TEST_P(ArticleTest, of_two_timekeepers_one_publishes) {
    const Id id = submitted();
    pass(office_.chief, id);
    pass(office_.director, id, Instant{clock::now().ms + 1000});
    now_.advance_ms(5000);
    dinh::test::both_win("due", [&] { write([](db::Tx& tx) { publish_due(tx, clock::now()); }); });
    EXPECT_THAT(events(), ElementsAre("portal.published"));
}

TEST_P(ArticleTest, waits_for_its_hour_in_the_hands_of_the_approver) {
    const Id id = submitted();
    pass(office_.chief, id);
    pass(office_.director, id, Instant{clock::now().ms + 86'400'000});
    EXPECT_THROW(change(office_.specialist, id, input("Đổi lén")), Forbidden);
    change(office_.director, id, input("Tiêu đề đã duyệt"));
    EXPECT_EQ(editions(id).front().title, "Tiêu đề đã duyệt");
    pass(office_.director, id);
    EXPECT_EQ(told(id).state, "published") << "at once after all";
}

TEST_P(ArticleTest, stands_first_until_its_day) {
    const Id first = published("Bài thứ nhất");
    now_.advance_ms(1000);
    published("Bài thứ hai");
    EXPECT_THAT(shown_at(site_), ElementsAre("Bài thứ hai", "Bài thứ nhất"));
    EXPECT_THROW(on(pin_article, office_.specialist, first, std::optional(clock::today())), Forbidden);
    EXPECT_THAT(refusals([&] { on(pin_article, office_.chief, first, std::optional(clock::today() - 1)); }),
                ElementsAre("until"));
    EXPECT_THAT(refusals([&] { on(pin_article, office_.chief, first, std::optional(clock::today() + 91)); }),
                ElementsAre("until"));
    on(pin_article, office_.chief, first, std::optional(clock::today() + 1));
    EXPECT_THAT(shown_at(site_), ElementsAre("Bài thứ nhất", "Bài thứ hai"));
    now_.advance_ms(3 * 86'400'000LL);
    write([](db::Tx& tx) { publish_due(tx, clock::now()); });
    EXPECT_THAT(shown_at(site_), ElementsAre("Bài thứ hai", "Bài thứ nhất"));
    EXPECT_FALSE(told(first).pinned_until);
}

TEST_P(ArticleTest, is_seen_by_nobody_of_another_site_before_it_is_published) {
    const Id mine = draft(), waiting = submitted("Đang chờ"), out = published("Đã ra");
    for (const Actor& stranger : {Actor(other_.chief), Actor(other_.director), Actor(other_.specialist)}) {
        for (const char* view : {"mine", "waiting", "drafts", "scheduled", "published", "withdrawn"}) {
            EXPECT_THAT(listed(stranger, view), IsEmpty()) << view;
            EXPECT_THAT(listed(stranger, view, site_), IsEmpty()) << view << ", asked by the site's number";
        }
        for (const Id id : {mine, waiting, out}) EXPECT_FALSE(sees(stranger, id));
        EXPECT_EQ(found_by(stranger, "Đang chờ"), 0U);
    }
    EXPECT_EQ(found_by_readers(site_, "Đang chờ"), 0U) << "no draft is in search";
    EXPECT_EQ(found_by_readers(site_, "Đã ra"), 1U);
    EXPECT_EQ(found_by_readers(other_site_, "Đã ra"), 0U);
    EXPECT_TRUE(sees(office_.chief, mine)) << "the editor of the site does";
    EXPECT_FALSE(sees(office_.second_specialist, waiting)) << "a colleague of the writer does not";
    EXPECT_TRUE(sees(office_.second_specialist, out));
}

TEST_P(ArticleTest, stands_in_the_lists_of_those_it_concerns) {
    const Id mine = draft(), waiting = submitted("Đang chờ"), out = published("Đã ra");
    EXPECT_THAT(listed(office_.specialist, "mine"), ElementsAre(out, waiting, mine));
    EXPECT_THAT(listed(office_.chief, "waiting"), ElementsAre(waiting));
    EXPECT_THAT(listed(office_.director, "waiting"), IsEmpty());
    EXPECT_THAT(listed(office_.chief, "drafts"), ElementsAre(mine));
    EXPECT_THAT(listed(office_.second_specialist, "drafts"), IsEmpty());
    EXPECT_THAT(listed(office_.second_specialist, "published"), ElementsAre(out));
    on(withdraw_article, office_.chief, out, "Sai");
    EXPECT_THAT(listed(office_.chief, "withdrawn"), ElementsAre(out));
    EXPECT_THAT(listed(office_.second_specialist, "withdrawn"), IsEmpty());
}

TEST_P(ArticleTest, in_a_part_of_a_category_stands_in_the_whole) {
    Id part = 0;
    write([&](db::Tx& tx) {
        CategoryInput below;
        below.name = "Lớp học số";
        below.parent = category_.id;
        part = add_category(tx, office_.director, site_, find_site(tx, site_)->version, below);
    });
    ArticleInput typed = input();
    typed.category = part;
    const Id id = draft(typed);
    on(submit_article, office_.specialist, id);
    pass(office_.chief, id);
    pass(office_.director, id);
    EXPECT_THAT(shown_at(site_, category_.id), SizeIs(1));
    EXPECT_THAT(shown_at(site_, part), SizeIs(1));
    for (const auto& one : categories(site_)) {
        if (one.id != category_.id && one.id != part) EXPECT_THAT(shown_at(site_, one.id), IsEmpty()) << one.name;
    }
}

}  // namespace dinh::portal
