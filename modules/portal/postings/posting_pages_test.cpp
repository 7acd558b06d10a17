// The pages of postings as keepers and readers meet them.
#include "modules/portal/portal.hpp"
#include "modules/portal/postings/posting.hpp"
#include "modules/portal/tests/site_desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/forms.hpp"

namespace dinh::portal {

namespace {

using test::FormFields;
using testing::HasSubstr;
using testing::Not;

class PostingPagesTest : public test::SiteDesk, protected test::Visitor {
protected:
    PostingPagesTest() : Visitor("/portal/postings") {}
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = SiteDesk::open(office_.agency);
        theirs_ = SiteDesk::open(other_.agency);
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        Visitor::open(db());
        directory::now(house_);
        base_ = base_path(site(site_).slug);
    }
    FormFields typed(FormFields more = {}) const {
        FormFields fields{{"kind", "dau_gia"},     {"subject", "Đấu giá xe ô tô"}, {"from", "20/11/2026"},
                          {"until", "20/12/2026"}, {"places", "Trụ sở"},           {"text", "Giá 150.000.000 đồng"}};
        for (const auto& [name, value] : more) fields = test::with(std::move(fields), name, value);
        return fields;
    }
    std::string propose(FormFields more = {}) {
        const auto done = post(office_.specialist, "/portal/postings/new", typed(std::move(more)));
        EXPECT_EQ(done.status, 303) << done.body.substr(0, 3000);
        return done.location;
    }
    FormFields versioned(const std::string& path, FormFields fields = {}) {
        const Id id = *ids::parse(path.substr(path.rfind('/') + 1));
        const auto one = db().reading([&](db::Conn& conn) { return find_posting(conn, id); });
        fields.emplace_back("version", std::to_string(one->version));
        return fields;
    }
    test::Answer deed(const Actor& actor, const std::string& path, const std::string& part, FormFields fields = {}) {
        return post(actor, path + part, versioned(path, std::move(fields)));
    }
    std::string public_path(const std::string& path) const {
        return base_ + "/niem-yet/bai/" + path.substr(path.rfind('/') + 1);
    }
    Id site_ = 0, theirs_ = 0;
    std::string base_;
};
DINH_BOTH_ENGINES(PostingPagesTest);

}  // namespace

TEST_P(PostingPagesTest, a_posting_goes_from_its_form_to_its_readers_and_its_proof) {
    EXPECT_EQ(get(office_.specialist, "/portal/postings/new").status, 200);
    const std::string path = propose();
    EXPECT_EQ(get({}, public_path(path)).status, 404);
    EXPECT_THAT(get(office_.specialist, path).body, Not(HasSubstr("/approval")));
    EXPECT_THAT(get(office_.director, path).body, HasSubstr("/approval"));
    EXPECT_EQ(get(office_.director, path + "/approval").status, 200);
    EXPECT_EQ(get(office_.director, path + "/proof").status, 404);
    ASSERT_EQ(deed(office_.director, path, "/approval").status, 303);
    const auto shown = get({}, public_path(path));
    EXPECT_EQ(shown.status, 200);
    for (const char* words : {"Đấu giá xe ô tô", "150.000.000", "20/12/2026", "Trụ sở"})
        EXPECT_THAT(shown.body, HasSubstr(words));
    EXPECT_THAT(get({}, base_ + "/niem-yet").body, HasSubstr(public_path(path)));
    EXPECT_THAT(get({}, base_ + "/niem-yet/dau-gia").body, HasSubstr(public_path(path)));
    EXPECT_THAT(get({}, base_ + "/niem-yet/tuyen-dung").body, Not(HasSubstr(public_path(path))));
    EXPECT_EQ(get({}, base_ + "/niem-yet", {{"loai", "dau-gia"}}).location, base_ + "/niem-yet/dau-gia");
    EXPECT_EQ(get({}, base_ + "/niem-yet/xyz").status, 404);
    EXPECT_EQ(get({}, base_path(site(theirs_).slug) + "/niem-yet/bai/" + path.substr(path.rfind('/') + 1)).status, 404);
    ASSERT_EQ(deed(office_.director, path, "/end", {{"reason", "Đăng nhầm"}}).status, 303);
    const auto over = get({}, public_path(path));
    EXPECT_EQ(over.status, 200);
    EXPECT_THAT(over.body, HasSubstr("Niêm yết đã kết thúc ngày 20/11/2026"));
    EXPECT_THAT(over.body, Not(HasSubstr("150.000.000")));
    const auto proof = get(office_.specialist, path + "/proof");
    for (const char* words : {"Biên bản kết thúc niêm yết", "Đăng nhầm", "SHA-256", "20/11/2026 10:00"})
        EXPECT_THAT(proof.body, HasSubstr(words));
}

TEST_P(PostingPagesTest, the_approver_answers_for_personal_data) {
    const std::string path = propose({{"text", "Ông A, CCCD 019085012345\n\nBị xử phạt"}});
    const auto form = get(office_.director, path + "/approval");
    EXPECT_THAT(form.body, HasSubstr("019…45"));
    const auto refused = deed(office_.director, path, "/approval");
    EXPECT_EQ(refused.status, 422);
    FormFields answers;
    for (auto at = form.body.find("name=\"finding_"); at != std::string::npos;
         at = form.body.find("name=\"finding_", at + 1)) {
        const auto from = at + 6;
        answers.emplace_back(form.body.substr(from, form.body.find('"', from) - from), "Luật yêu cầu công khai");
    }
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(deed(office_.director, path, "/approval", answers).status, 303);
    EXPECT_THAT(get(office_.director, path).body, HasSubstr("Luật yêu cầu công khai – Trần Giám Đốc"));
}

TEST_P(PostingPagesTest, bad_input_comes_back_as_typed) {
    for (const char* field : {"from", "until"})
        for (const auto& day : test::kNoDays)
            EXPECT_EQ(post(office_.specialist, "/portal/postings/new", typed({{field, day}})).status, 422) << day;
    const auto marked = post(office_.specialist, "/portal/postings/new",
                             typed({{"kind", "x"}, {"subject", test::kMarkup}, {"text", test::kMarkup}}));
    EXPECT_TRUE(test::says_fault_of(marked, "kind"));
    EXPECT_TRUE(test::shows_markup_as_text(marked));
    for (const auto& one : {FormFields{{"subject", ""}},
                            {{"subject", test::kEndless}},
                            {{"places", test::kEndless}},
                            {{"kind", ""}},
                            {{"until", "01/12/2026"}},
                            {{"until", ""}},
                            {{"from", ""}}})
        EXPECT_EQ(post(office_.specialist, "/portal/postings/new", typed(one)).status, 422) << one[0].first;
    const std::string endless(3 << 20, 'x');
    EXPECT_EQ(post(office_.specialist, "/portal/postings/new", typed({{"text", endless}})).status, 422);
}

TEST_P(PostingPagesTest, strangers_find_nothing_and_the_stale_are_told) {
    const std::string path = propose();
    for (const char* part :
         {"", "/approval", "/change", "/return", "/drop", "/end", "/correction", "/proof", "/files/1"})
        EXPECT_EQ(get(other_.director, path + part).status, 404) << part;
    EXPECT_EQ(get(other_.director, "/portal/postings", {{"site", std::to_string(site_)}}).status, 404);
    EXPECT_THAT(get(other_.director, "/portal/postings", {{"view", "waiting"}}).body, Not(HasSubstr("Đấu giá xe")));
    EXPECT_THAT(get(office_.head, "/portal/postings", {{"view", "waiting"}}).body, HasSubstr("Đấu giá xe"));
    EXPECT_EQ(get(office_.specialist, path + "/approval").status, 403);
    EXPECT_EQ(post(office_.director, path + "/approval", {{"version", "7"}}).status, 409);
    const auto stale =
        post(office_.specialist, path + "/change", test::with(typed({{"subject", "Sửa sau"}}), "version", "7"));
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Sửa sau"));
    EXPECT_EQ(deed(office_.director, path, "/return", {{"reason", ""}}).status, 422);
    EXPECT_EQ(deed(office_.director, path, "/return", {{"reason", "Thiếu tệp"}}).status, 303);
    EXPECT_EQ(post(office_.specialist, path + "/change", versioned(path, typed({{"subject", "Đủ tệp"}})),
                   {upload("files", "ds.csv", "Họ và tên,Ngày sinh,Số CCCD\nNông Văn An,1/1/1980,019080012345\n")})
                  .status,
              303);
    EXPECT_THAT(get(office_.director, path).body, HasSubstr("ds.csv, dòng 2"));
    EXPECT_EQ(deed(office_.specialist, path, "/files/1", {{"_method", "delete"}}).status, 303);
    EXPECT_THAT(get(office_.director, path).body, Not(HasSubstr("ds.csv, dòng")));
}

}  // namespace dinh::portal
