// The pages of duties: list, checklist, marks, and the list that citizens read.
#include "modules/portal/duties/duty.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/article_desk.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::portal {

namespace {

using dinh::test::day;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPath = "/portal/duties";

class DutyPagesTest : public dinh::test::ArticleDesk, protected dinh::test::Visitor {
protected:
    DutyPagesTest() : Visitor(kPath) {}
    void SetUp() override {
        ArticleDesk::SetUp();
        duty_routes(router_);
        Visitor::open(db());
        directory::now(house_);
        for (const Id one : {site_, other_site_, portal_})
            write([&](db::Tx& tx) { check_site(tx, *directory_, one, clock::today()); });
    }
    std::string path(Id site, const std::string& part = "") const {
        return std::string(kPath) + "/" + std::to_string(site) + part;
    }
    void publish_news() {
        auto typed = input();
        typed.category = category(site_, "tin-tuc-su-kien").id;
        const Id id = draft(typed);
        on(submit_article, office_.specialist, id);
        pass(office_.chief, id);
        pass(office_.director, id);
    }
    dinh::test::Answer mark(const Actor& actor, const std::string& item, const std::string& reason,
                            const std::string& at = "") {
        return post(actor, path(site_, "/items/" + item + "/exemption"),
                    {{"version", at.empty() ? std::to_string(version(site_)) : at}, {"reason", reason}, {"until", ""}});
    }
};
DINH_BOTH_ENGINES(DutyPagesTest);

}  // namespace

TEST_P(DutyPagesTest, lists_the_sites_worst_first_with_what_they_lack) {
    publish_news();
    write([&](db::Tx& tx) { check_site(tx, *directory_, site_, clock::today()); });
    const auto all = get(administrator_, kPath);
    EXPECT_EQ(all.status, 200);
    EXPECT_THAT(all.body, HasSubstr("Chung các trang dưới đây"));
    EXPECT_LE(all.queries, 20);
    const auto better = all.body.find(">Sở Khoa học và Công nghệ<"), worse = all.body.find(">Sở Tài chính<");
    ASSERT_NE(better, std::string::npos);
    EXPECT_LT(worse, better);
    const auto communes = get(administrator_, kPath, {{"kind", "commune"}});
    EXPECT_THAT(communes.body, HasSubstr("Không có trang nào ở mục này"));
    const auto departments = get(administrator_, kPath, {{"kind", "department"}, {"view", "lacking"}});
    EXPECT_THAT(departments.body, Not(HasSubstr(">Cổng thông tin điện tử tỉnh Thái Nguyên<")));
    EXPECT_THAT(departments.body, HasSubstr(">Sở Tài chính<"));
    const auto mine = get(office_.specialist, kPath);
    EXPECT_THAT(mine.body, Not(HasSubstr("Sở Tài chính")));
    EXPECT_THAT(mine.body, HasSubstr(path(site_) + "\""));
    EXPECT_EQ(get(office_.specialist, kPath, {{"agency", std::to_string(office_.agency)}}).location, path(site_));
    EXPECT_EQ(get(office_.specialist, kPath, {{"agency", std::to_string(other_.agency)}}).status, 200);
}

TEST_P(DutyPagesTest, gives_the_list_as_a_table) {
    const auto csv = get(administrator_, "/portal/duties.csv", {{"kind", "department"}});
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(csv.body, HasSubstr("Sở Tài chính"));
    EXPECT_THAT(csv.body, Not(HasSubstr("Cổng thông tin điện tử")));
    EXPECT_THAT(get(other_.specialist, "/portal/duties.csv").body, Not(HasSubstr("Khoa học")));
    EXPECT_EQ(get(administrator_, "/portal/duties.xlsx").body.substr(0, 2), "PK");
}

TEST_P(DutyPagesTest, the_checklist_says_since_when_by_which_rule_who_and_how) {
    const auto page = get(office_.specialist, path(site_));
    EXPECT_EQ(page.status, 200);
    EXPECT_LE(page.queries, 30);
    for (const char* words :
         {"Thiếu", "20/11/2026", "Luật Tiếp cận thông tin số 104/2016/QH13, Điều 19 khoản 1 điểm đ", "(cần đối chiếu)",
          "Vũ Chánh Văn Phòng – Chánh Văn phòng", "Viết bài vào chuyên mục “Tin tức, sự kiện”",
          "Giám đốc Trần Giám Đốc: thiếu số điện thoại", "Bổ sung trong Danh bạ", "Chưa có nguồn",
          "Chưa phát sinh; chỉ phải công khai khi có"})
        EXPECT_TRUE(page.has(words)) << words;
    EXPECT_FALSE(page.has("/exemption/new")) << "he manages nothing";
    EXPECT_FALSE(page.has("Sửa thông tin trang")) << "nor this";
    EXPECT_TRUE(get(office_.director, path(site_)).has("Sửa thông tin trang"));
    EXPECT_FALSE(page.has("<svg class=\"chart\"")) << "one day makes no line";
    EXPECT_TRUE(get(office_.director, path(site_)).has("/items/news/exemption/new"));
    EXPECT_LT(page.body.find(">Thiếu</span>"), page.body.find(">Đủ</span>"));
}

TEST_P(DutyPagesTest, shows_the_score_as_a_line_and_in_words) {
    now_.advance_ms(3 * 86'400'000LL);
    publish_news();
    write([&](db::Tx& tx) { check_site(tx, *directory_, site_, clock::today()); });
    const auto page = get(office_.director, path(site_));
    EXPECT_TRUE(page.has("points=\"30,"));
    EXPECT_TRUE(page.has("Ngày 20/11/2026: "));
    EXPECT_TRUE(page.has("; ngày 23/11/2026: "));
    EXPECT_TRUE(page.has(">Đủ</span>"));
}

TEST_P(DutyPagesTest, others_do_not_learn_that_there_is_a_checklist) {
    const auto strange = get(other_.director, path(site_)), absent = get(other_.director, path(1));
    EXPECT_EQ(strange.status, 404);
    EXPECT_EQ(absent.status, 404);
    const auto watched = get(chief_, path(site_));
    EXPECT_EQ(watched.status, 200) << "edits the province's portal";
    EXPECT_TRUE(watched.has(">Thiếu</span>"));
    EXPECT_FALSE(watched.has("Viết bài vào chuyên mục")) << "of others";
    EXPECT_EQ(get(other_.director, path(site_, "/items/news/exemption/new")).status, 404);
    EXPECT_EQ(get(office_.director, path(site_, "/items/gazette/exemption/new")).status, 404);
    EXPECT_EQ(get(office_.specialist, path(site_, "/items/news/exemption/new")).status, 403);
}

TEST_P(DutyPagesTest, marks_an_item_and_ends_the_mark) {
    EXPECT_EQ(get(office_.director, path(site_, "/items/research/exemption/new")).status, 200);
    const auto refused = mark(office_.director, "research", "ngắn");
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("value=\"ngắn\"")) << "as typed";
    EXPECT_EQ(post(office_.director, path(site_, "/items/research/exemption"),
                   {{"version", std::to_string(version(site_))}, {"reason", "Cơ quan không có đề tài"}, {"until", "x"}})
                  .status,
              422);
    EXPECT_EQ(mark(office_.specialist, "research", "Cơ quan không có đề tài").status, 403);
    EXPECT_EQ(mark(office_.director, "research", "Cơ quan không có đề tài", "1000").status, 409);
    const auto done = mark(office_.director, "research", "Cơ quan không có đề tài");
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(done.location, path(site_));
    const auto page = get(office_.director, path(site_));
    EXPECT_TRUE(page.has("Không áp dụng: Cơ quan không có đề tài (Trần Giám Đốc – Giám đốc)"));
    EXPECT_TRUE(page.has("/items/research/exemption/ending"));
    const auto ended = post(office_.director, path(site_, "/items/research/exemption"),
                            {{"version", std::to_string(version(site_))}, {"_method", "delete"}});
    EXPECT_EQ(ended.status, 303);
    EXPECT_FALSE(get(office_.director, path(site_)).has("Không áp dụng: Cơ quan"));
}

TEST_P(DutyPagesTest, citizens_read_what_must_be_public_and_where_it_is) {
    publish_news();
    mark(office_.director, "research", "Cơ quan không có đề tài");
    const std::string base = base_path(site(site_).slug);
    const auto page = get(Actor{}, base + "/cong-khai");
    EXPECT_EQ(page.status, 200);
    EXPECT_LE(page.queries, 20);
    for (const std::string& words :
         {std::string("Danh mục thông tin phải được công khai"), base + "/muc/tin-tuc-su-kien", base + "/danh-ba",
          base + "/van-ban", base + "/niem-yet/ngan-sach", base + "/hoi-dap", std::string("20/11/2026"),
          std::string("không áp dụng với cơ quan này"), std::string("2 ngày làm việc từ khi có thay đổi"),
          std::string("Điều 19 khoản 1 điểm g")})
        EXPECT_TRUE(page.has(words)) << words;
    EXPECT_FALSE(page.has("Cơ quan không có đề tài")) << "the reason is for those who work on it";
    EXPECT_FALSE(page.has("/muc/de-tai-khoa-hoc\">Chương trình, đề tài khoa học: danh mục")) << "no link";
    EXPECT_EQ(get(Actor{}, "/trang/khong-co/cong-khai").status, 404);
}

}  // namespace dinh::portal
