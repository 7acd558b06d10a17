// The pages of articles as writers, editors and strangers meet them.
#include "modules/portal/articles/fees.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/article_desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/forms.hpp"

namespace dinh::portal {

namespace {

using dinh::test::Answer;
using dinh::test::FormFields;
using dinh::test::with;
using testing::IsEmpty;

constexpr const char* kPath = "/portal/articles";

class ArticlePagesTest : public dinh::test::ArticleDesk, protected dinh::test::Visitor {
protected:
    ArticlePagesTest() : Visitor(kPath) {}
    static void SetUpTestSuite() { settings::declare(portal::manifest().settings); }
    static void TearDownTestSuite() { settings::declare({}); }
    void SetUp() override {
        ArticleDesk::SetUp();
        article_routes(router_);
        worklist::manifest().routes(router_);
        Visitor::open(db());
        directory::now(house_);
    }
    std::string path(Id id, const std::string& part = "") const {
        return std::string(kPath) + "/" + std::to_string(id) + part;
    }
    FormFields typed(FormFields more = {}) const {
        FormFields fields{{"site", std::to_string(site_)},
                          {"category", std::to_string(category_.id)},
                          {"kind", "article"},
                          {"language", "vi"},
                          {"title", "Khai giảng lớp kỹ năng số"},
                          {"summary", "Lớp có 45 học viên"},
                          {"body", "Sáng nay lớp học khai giảng.\n\nCó 45 học viên."}};
        for (const auto& [name, value] : more) fields = with(std::move(fields), name, value);
        return fields;
    }
    Id written(FormFields more = {}) {
        const auto answer = post(office_.specialist, kPath, typed(std::move(more)));
        EXPECT_EQ(answer.status, 303) << answer.body;
        return ids::parse(answer.location.substr(answer.location.rfind('/') + 1)).value_or(0);
    }
    Answer deed(const Actor& actor, Id id, const std::string& part, FormFields fields = {},
                const std::string& stale = "") {
        fields.emplace_back("version", stale.empty() ? std::to_string(told(id).version) : stale);
        return post(actor, path(id, "/" + part), std::move(fields));
    }
};
DINH_BOTH_ENGINES(ArticlePagesTest);

}  // namespace

TEST_P(ArticlePagesTest, lead_from_the_first_word_to_the_readers) {
    EXPECT_TRUE(get(office_.specialist, "/portal/articles/new").has("data-rich"));
    const std::string wanted = std::to_string(category_.id);
    EXPECT_TRUE(get(office_.specialist, "/portal/articles/new", {{"category", wanted}})
                    .has("<option value=\"" + wanted + "\" selected>"))
        << "as the checklist leads there";
    const Id id = written();
    EXPECT_EQ(told(id).body, "<p>Sáng nay lớp học khai giảng.</p>\n<p>Có 45 học viên.</p>");
    const auto page = get(office_.specialist, path(id));
    EXPECT_TRUE(page.has("<p>Có 45 học viên.</p>")) << "as readers will see it";
    EXPECT_TRUE(page.has("Trình"));
    EXPECT_LE(page.queries, 27);
    EXPECT_EQ(deed(office_.specialist, id, "submission").status, 303);
    EXPECT_TRUE(get(office_.chief, kPath, {{"view", "waiting"}}).has("Khai giảng lớp kỹ năng số"));
    EXPECT_EQ(deed(office_.chief, id, "passing").status, 303);
    EXPECT_TRUE(get(office_.director, path(id, "/passing/new")).has("publish_at"));
    EXPECT_FALSE(get(office_.director, kPath).has("passing")) << "a list has no deeds";
    EXPECT_TRUE(get(office_.chief, kPath).has("/portal/articles/fees"));
    EXPECT_FALSE(get(office_.specialist, kPath).has("/portal/articles/fees")) << "he grades none";
    EXPECT_FALSE(get(office_.specialist, kPath).has("/portal/articles/calendar"));
    EXPECT_EQ(deed(office_.director, id, "passing", {{"publish_at", "21/11/2026"}, {"publish_hour", "7h30"}}).status,
              303);
    EXPECT_EQ(*told(id).publish_at, *clock::parse_instant("2026-11-21T00:30:00Z"));
    const auto month = get(office_.chief, "/portal/articles/calendar");
    EXPECT_TRUE(month.has("07:30") && month.has("Thứ Bảy 21/11/2026"));
    EXPECT_TRUE(month.has("<td aria-current=\"date\"")) << "today";
    EXPECT_EQ(deed(office_.director, id, "passing").status, 303);
    EXPECT_EQ(told(id).state, "published");
    EXPECT_TRUE(get(office_.chief, path(id)).has("/trang/so-khoa-hoc-va-cong-nghe/bai/khai-giang-lop-ky-nang-so"));
}

TEST_P(ArticlePagesTest, begin_where_the_writer_or_the_checklist_left_off) {
    const auto chosen = [&](const FormFields& query) {
        const auto page = get(office_.specialist, "/portal/articles/new", query);
        EXPECT_LE(page.queries, 21);
        return page.has("value=\"" + std::to_string(category_.id) + "\" selected");
    };
    const std::string site = std::to_string(site_), category = std::to_string(category_.id);
    EXPECT_FALSE(chosen({}));
    EXPECT_TRUE(chosen({{"site", site}, {"category", category}})) << "as the link of the checklist asks";
    EXPECT_FALSE(chosen({{"site", site}, {"category", std::to_string(other_category_.id)}})) << "of another site";
    EXPECT_FALSE(chosen({{"site", site}, {"category", "x"}}));
    const Id id = written();
    EXPECT_TRUE(chosen({{"site", site}})) << "what was written last";
    EXPECT_TRUE(get(office_.specialist, path(id)).has("translation_of=" + std::to_string(id)));
    const auto form =
        get(office_.specialist, "/portal/articles/new", {{"site", site}, {"translation_of", std::to_string(id)}});
    EXPECT_TRUE(form.has("Bản dịch của bài:") && form.has("Khai giảng lớp kỹ năng số"));
    EXPECT_FALSE(form.has("<option value=\"vi\"")) << "in another language than the original";
    EXPECT_FALSE(get(other_.specialist, "/portal/articles/new", {{"translation_of", std::to_string(id)}})
                     .has("Khai giảng lớp kỹ năng số"));
}

TEST_P(ArticlePagesTest, clean_what_is_pasted_and_say_so) {
    const Id id = written({{"body", "<p onclick='x()'>Tin</p><script>alert(1)</script><p>Hết</p>"}});
    EXPECT_EQ(told(id).body, "<p>Tin</p>\n<p>Hết</p>");
    const auto page = get(office_.specialist, path(id));
    EXPECT_FALSE(page.has("alert(1)"));
}

TEST_P(ArticlePagesTest, show_the_form_again_with_all_that_was_typed) {
    const auto bad =
        post(office_.specialist, kPath, typed({{"title", ""}, {"category", ""}, {"summary", dinh::test::kMarkup}}));
    EXPECT_TRUE(dinh::test::says_fault_of(bad, "title"));
    EXPECT_TRUE(dinh::test::says_fault_of(bad, "category"));
    EXPECT_TRUE(bad.has("Sáng nay lớp học khai giảng.")) << "the text too";
    EXPECT_TRUE(dinh::test::shows_markup_as_text(bad));
    for (const auto& day : dinh::test::kNoDays)
        EXPECT_TRUE(dinh::test::says_fault_of(
            post(office_.specialist, kPath, typed({{"kind", "event"}, {"starts_at", day}})), "starts_at"))
            << day;
    for (const char* hour : {"25:00", "7", "aa:bb", "7:60", "07:300", ":"})
        EXPECT_TRUE(dinh::test::says_fault_of(
            post(office_.specialist, kPath, typed({{"starts_at", "21/11/2026"}, {"starts_hour", hour}})),
            "starts_hour"))
            << hour;
    for (const auto& number : dinh::test::kNoIds)
        EXPECT_EQ(post(office_.specialist, kPath, typed({{"category", number}})).status, 422) << number;
    EXPECT_THAT(listed(office_.specialist, "mine"), IsEmpty());
}

TEST_P(ArticlePagesTest, refuse_twenty_megabytes_in_plain_words) {
    const auto answer = post(office_.specialist, kPath, typed({{"body", std::string(20 << 20, 'x')}}));
    EXPECT_EQ(answer.status, 422);
    EXPECT_TRUE(answer.has("Nội dung dài 20 MB, nhiều nhất được 1 MB"));
}

TEST_P(ArticlePagesTest, keep_what_was_typed_over_anothers_change) {
    const Id id = written();
    const std::string stale = std::to_string(told(id).version);
    EXPECT_EQ(deed(office_.specialist, id, "changes", typed({{"title", "Thứ nhất"}})).status, 303);
    const auto late = deed(office_.specialist, id, "changes", typed({{"title", "Thứ hai"}}), stale);
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(late.has("value=\"Thứ hai\""));
    EXPECT_TRUE(late.has("<del>Thứ nhất</del>") && late.has("<ins>Thứ hai</ins>")) << "what saving it would undo";
    EXPECT_EQ(late.input("version"), std::to_string(told(id).version)) << "so that it may be sent again";
    EXPECT_EQ(told(id).title, "Thứ nhất");
    EXPECT_EQ(deed(office_.specialist, id, "submission", {}, stale).status, 409);
}

TEST_P(ArticlePagesTest, are_not_there_for_people_of_other_sites) {
    const Id id = submitted();
    for (const char* part : {"", "/changes/new", "/editions", "/placings", "/passing/new", "/return/new", "/files/1",
                             "/fee/new", "/pin/new"})
        EXPECT_EQ(get(other_.chief, path(id, part)).status, 404) << part;
    for (const char* part : {"passing", "return", "withdrawal", "changes", "placings", "dropping", "fee"})
        EXPECT_EQ(deed(other_.chief, id, part, typed({{"reason", "x"}})).status, 404) << part;
    EXPECT_FALSE(get(other_.chief, kPath, {{"view", "drafts"}, {"site", std::to_string(site_)}}).has("Khai giảng"));
    EXPECT_FALSE(get(other_.chief, "/portal/articles/calendar", {{"site", std::to_string(site_)}}).has("Khai giảng"));
    EXPECT_EQ(get(other_.chief, "/portal/articles/fees", {{"site", std::to_string(site_)}}).status, 404);
    const auto call = get(other_.chief, "/api/v1" + path(id), {}, true);
    EXPECT_EQ(call.status, 404);
    EXPECT_FALSE(get(other_.chief, std::string("/api/v1") + kPath, {{"view", "waiting"}}, true).has("Khai giảng"));
}

TEST_P(ArticlePagesTest, forbid_what_is_anothers_deed) {
    const Id id = submitted();
    EXPECT_EQ(get(office_.specialist, path(id, "/passing/new")).status, 403);
    EXPECT_EQ(get(office_.specialist, path(id, "/changes/new")).status, 403);
    EXPECT_EQ(deed(office_.director, id, "return", {{"reason", "x"}}).status, 403);
    const auto empty = deed(office_.chief, id, "return", {{"reason", ""}});
    EXPECT_TRUE(dinh::test::says_fault_of(empty, "reason"));
}

TEST_P(ArticlePagesTest, show_changed_paragraphs_between_editions) {
    const Id id = published();
    EXPECT_EQ(
        deed(office_.chief, id, "changes", typed({{"body", "Chiều nay lớp học khai giảng."}, {"note", "Sửa buổi"}}))
            .status,
        303);
    const auto page = get(office_.chief, path(id, "/editions"), {{"from", "1"}, {"to", "2"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.has("<del>Sáng nay lớp học đã khai giảng.</del>"));
    EXPECT_TRUE(page.has("<ins>Chiều nay lớp học khai giảng.</ins>"));
    EXPECT_TRUE(page.has("Sửa buổi"));
    EXPECT_EQ(get(office_.chief, path(id, "/editions"), {{"from", "x"}, {"to", "99"}}).status, 200);
}

TEST_P(ArticlePagesTest, ask_other_sites_and_show_who_has_not) {
    const Id id = published();
    EXPECT_TRUE(get(office_.chief, path(id, "/placings")).has("Sở Tài chính"));
    EXPECT_TRUE(dinh::test::says_fault_of(deed(office_.chief, id, "placings"), "sites"));
    EXPECT_EQ(deed(office_.chief, id, "placings", {{"sites", std::to_string(other_site_)}}).status, 303);
    EXPECT_TRUE(get(office_.chief, path(id, "/placings")).has("0/1 trang đã đăng"));
    EXPECT_TRUE(get(other_.chief, "/portal/articles/offers").has("Khai giảng lớp kỹ năng số"));
    const std::string answer = "placings/" + std::to_string(other_site_) + "/acceptance";
    EXPECT_EQ(get(other_.specialist, path(id, "/" + answer + "/new")).status, 404);
    EXPECT_TRUE(dinh::test::says_fault_of(deed(other_.chief, id, answer), "category"));
    EXPECT_EQ(deed(other_.chief, id, answer, {{"category", std::to_string(other_category_.id)}}).status, 303);
    EXPECT_TRUE(get(office_.chief, path(id, "/placings")).has("1/1 trang đã đăng"));
}

TEST_P(ArticlePagesTest, grade_fees_and_give_them_away_as_a_table) {
    const Id id = published();
    for (const char* factor : {"", "x", "-1", "4,55", "1e3", ",5", "12345"})
        EXPECT_TRUE(dinh::test::says_fault_of(
            deed(office_.chief, id, "fee", {{"kind", "news"}, {"factor", factor}, {"payee", "A"}}), "factor"))
            << factor;
    EXPECT_EQ(
        deed(office_.chief, id, "fee", {{"kind", "news"}, {"factor", "4,5"}, {"payee", "Nguyễn Văn Chuyên"}}).status,
        303);
    const auto page = get(office_.director, "/portal/articles/fees");
    EXPECT_TRUE(page.has("1.053.000"));
    const auto approve = [&](const std::string& sum) {
        return post(office_.director, "/portal/articles/fees/approval",
                    {{"site", std::to_string(site_)}, {"month", "2026-11"}, {"sum", sum}});
    };
    EXPECT_EQ(approve("1").status, 409);
    EXPECT_EQ(approve(page.input("sum")).status, 303);
    EXPECT_TRUE(get(office_.director, "/portal/articles/fees.csv").has("1053000"));
    EXPECT_EQ(get(office_.specialist, "/portal/articles/fees").status, 403);
}

}  // namespace dinh::portal
