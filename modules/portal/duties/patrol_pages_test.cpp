// The pages of the patrol: lists, small deeds, who sees them.
#include "modules/portal/duties/patrol.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/article_desk.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::portal {

namespace {

constexpr const char* kPath = "/portal/links";

class PatrolPagesTest : public dinh::test::ArticleDesk, protected dinh::test::Visitor {
protected:
    PatrolPagesTest() : Visitor(kPath) {}
    void SetUp() override {
        ArticleDesk::SetUp();
        duty_routes(router_);
        Visitor::open(db());
        auto typed = input("Bài có liên kết");
        typed.body = "<p><a href=\"/trang/khong-co/x\">x</a></p>";
        const Id id = draft(typed);
        on(submit_article, office_.specialist, id);
        pass(office_.chief, id);
        pass(office_.director, id);
        patrol(house_);
        link_ = db().reading([&](db::Conn& conn) { return findings_of(conn, site_, {.view = "bad"}).at(0).id; });
    }
    std::string path() const { return std::string(kPath) + "/" + std::to_string(site_); }
    std::string below(const std::string& deed) const { return path() + "/findings/" + std::to_string(link_) + deed; }
    Id link_ = 0;
};
DINH_BOTH_ENGINES(PatrolPagesTest);

}  // namespace

TEST_P(PatrolPagesTest, shows_each_finding_with_its_page_and_who_cares_for_it) {
    const auto all = get(office_.specialist, kPath);
    EXPECT_EQ(all.status, 200);
    EXPECT_TRUE(all.has(path() + "\""));
    const auto page = get(office_.specialist, path());
    EXPECT_EQ(page.status, 200);
    EXPECT_LE(page.queries, 30);
    for (const char* words : {"/trang/khong-co/x", "Bài có liên kết", "Hỏng", "Nguyễn Văn Chuyên", "Kiểm tra ngày"})
        EXPECT_TRUE(page.has(words)) << words;
    EXPECT_TRUE(get(office_.specialist, path(), {{"who", "mine"}}).has("/trang/khong-co/x"));
    EXPECT_FALSE(get(office_.chief, path(), {{"who", "mine"}}).has("/trang/khong-co/x"));
    EXPECT_TRUE(get(office_.chief, path(), {{"view", "moved"}}).has("Không có liên kết nào"));
    EXPECT_EQ(get(other_.director, path()).status, 404);
    EXPECT_TRUE(page.has(path() + "/table.csv\""));
    for (const char* table : {"/table.csv", "/table.xlsx"}) {
        EXPECT_EQ(get(office_.specialist, path() + table).status, 200);
        EXPECT_EQ(get(other_.director, path() + table).status, 404);
    }
    EXPECT_TRUE(get(office_.specialist, path() + "/table.csv").has("/trang/khong-co/x"));
}

TEST_P(PatrolPagesTest, a_link_is_ignored_with_a_reason_and_taken_up_again) {
    EXPECT_EQ(get(office_.specialist, below("/ignoring/new")).status, 200);
    EXPECT_EQ(get(other_.director, below("/ignoring/new")).status, 404);
    const auto version = [&](const std::string& form) { return get(office_.specialist, below(form)).input("version"); };
    EXPECT_EQ(
        post(office_.specialist, below("/ignoring"), {{"version", version("/ignoring/new")}, {"reason", "x"}}).status,
        422);
    const auto done = post(office_.specialist, below("/ignoring"),
                           {{"version", version("/ignoring/new")}, {"reason", "Trang cũ, giữ để tham khảo"}});
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(done.location, path());
    EXPECT_TRUE(get(office_.specialist, path(), {{"view", "marked"}}).has("Bỏ qua vì: Trang cũ, giữ để tham khảo"));
    const auto ended =
        post(office_.specialist, below("/mark"), {{"version", version("/mark/ending")}, {"_method", "delete"}});
    EXPECT_EQ(ended.status, 303);
    EXPECT_EQ(post(office_.specialist, below("/check"), {{"version", version("/check/new")}}).status, 303);
    EXPECT_EQ(post(office_.specialist, below("/mending"), {{"version", "99"}}).status, 409);
}

}  // namespace dinh::portal
