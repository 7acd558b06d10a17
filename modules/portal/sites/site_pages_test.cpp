// The pages of sites as keepers, strangers and administrators meet them.
#include "modules/directory/directory.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/site_desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/forms.hpp"

namespace dinh::portal {

namespace {

using test::FormFields;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPath = "/portal/sites";

class SitePagesTest : public test::SiteDesk, protected test::Visitor {
protected:
    SitePagesTest() : Visitor(kPath) {}
    void SetUp() override {
        SiteDesk::SetUp();
        site_routes(router_);
        worklist::manifest().routes(router_);
        Visitor::open(db());
        directory::now(house_);
        site_ = SiteDesk::open(office_.agency);
        theirs_ = SiteDesk::open(other_.agency);
    }
    std::string path(Id site, const std::string& part = "") const {
        return std::string(kPath) + "/" + std::to_string(site) + part;
    }
    test::Answer send_deed(const Actor& actor, const std::string& part, FormFields fields,
                           const std::string& stale = "") {
        fields.emplace_back("version", stale.empty() ? std::to_string(version(site_)) : stale);
        return post(actor, path(site_, part), std::move(fields));
    }
    FormFields facts() const {
        return {{"name", "Sở KH&CN"}, {"answerable", "Sở"}, {"responsible", "Trần Giám Đốc"},
                {"colour", "red"},    {"steps", "3"},       {"english", "no"},
                {"comments", "yes"},  {"ratings", "no"},    {"email", "a@example.vn"},
                {"phone", "0208"}};
    }
    FormFields named(const std::string& name) const {
        return {{"name", name}, {"parent", "0"}, {"item", ""}, {"steps", "0"}, {"position", ""}};
    }
    Id site_ = 0, theirs_ = 0;
};
DINH_BOTH_ENGINES(SitePagesTest);

}  // namespace

TEST_P(SitePagesTest, lists_own_sites_and_to_administrators_all) {
    const auto mine = get(office_.specialist, kPath);
    EXPECT_EQ(mine.status, 200);
    EXPECT_TRUE(mine.has("Sở Khoa học và Công nghệ"));
    EXPECT_FALSE(mine.has("Sở Tài chính"));
    EXPECT_FALSE(mine.has("Mở trang cho mọi cơ quan"));
    EXPECT_LE(mine.queries, 13);
    const auto all = get(administrator_, kPath);
    EXPECT_TRUE(all.has("Sở Tài chính"));
    EXPECT_TRUE(all.has("Mở trang cho mọi cơ quan"));
    EXPECT_LE(all.queries, 13);
    EXPECT_TRUE(get(commune_head_, kPath).has("Ủy ban nhân dân xã Phú Bình chưa có trang."));
    EXPECT_EQ(get(Actor{}, kPath).status, 403);
}

TEST_P(SitePagesTest, opens_one_and_all) {
    EXPECT_EQ(post(office_.director, kPath, {{"agency", std::to_string(commune_)}}).status, 403);
    EXPECT_EQ(post(commune_head_, kPath, {{"agency", "x"}}).status, 422);
    const auto opened = post(commune_head_, kPath, {{"agency", std::to_string(commune_)}});
    EXPECT_EQ(opened.status, 303);
    EXPECT_TRUE(get(commune_head_, opened.location).has("Xã Phú Bình"));
    EXPECT_EQ(post(commune_head_, kPath, {{"agency", std::to_string(commune_)}}).status, 422);
    EXPECT_EQ(post(office_.director, kPath, {{"all", "1"}}).status, 403);
    EXPECT_EQ(post(administrator_, kPath, {{"all", "1"}}).status, 303);
    EXPECT_TRUE(get(administrator_, kPath).has("Cổng thông tin điện tử tỉnh Thái Nguyên"));
}

TEST_P(SitePagesTest, shows_a_site_to_its_people_and_nothing_of_it_to_others) {
    const auto shown = get(office_.director, path(site_));
    EXPECT_EQ(shown.status, 200);
    for (const char* words : {"Trần Giám Đốc – Giám đốc", "Trưởng, Phó Trưởng Ban Biên tập", "Tin tức, sự kiện",
                              "Giới thiệu › Chức năng, nhiệm vụ", "/muc/tin-tuc-su-kien", "Sửa thông tin", "Giao người",
                              "Mở trang của Sở Khoa học và Công nghệ"})
        EXPECT_TRUE(shown.has(words)) << words;
    EXPECT_LE(shown.queries, 14);
    EXPECT_FALSE(shown.has("Thêm tên miền"));
    EXPECT_TRUE(get(administrator_, path(site_)).has("Thêm tên miền"));
    EXPECT_FALSE(get(office_.specialist, path(site_)).has("Sửa thông tin"));
    const auto hidden = get(office_.director, path(theirs_)), absent = get(office_.director, path(4711));
    EXPECT_EQ(hidden.status, 404);
    EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << "not even that there is one";
    for (const char* part : {"/changes/new", "/members/new", "/categories/new", "/hosts/new"}) {
        EXPECT_EQ(get(office_.director, path(theirs_, part)).status, 404) << part;
        EXPECT_EQ(get(office_.specialist, path(site_, part)).status, 403) << part;
    }
}

TEST_P(SitePagesTest, never_does_anything_to_a_site_of_others) {
    const std::string at = std::to_string(version(theirs_));
    const std::string category_path = "/categories/" + std::to_string(categories(theirs_).front().id);
    const std::string member_path = "/members/" + std::to_string(members(theirs_).front().id);
    for (const std::string& part :
         {std::string("/changes"), std::string("/members"), std::string("/categories"), std::string("/hosts"),
          category_path + "/changes", category_path, member_path, std::string("/hosts/a.vn")}) {
        auto fields = facts();
        fields.insert(fields.end(), {{"version", at}, {"role", "editor"}, {"host", "a.vn"}});
        if (part == category_path || part == member_path || part == "/hosts/a.vn")
            fields.emplace_back("_method", "delete");
        EXPECT_EQ(post(office_.director, path(theirs_, part), fields).status, 404) << part;
    }
    // A part of another site is not reached through one's own.
    EXPECT_EQ(send_deed(office_.director, category_path + "/changes", named("Của tôi"), "1").status, 404);
    EXPECT_EQ(send_deed(office_.director, member_path, {{"_method", "delete"}}).status, 404);
    EXPECT_EQ(version(theirs_), std::stoi(at));
    EXPECT_EQ(history(theirs_).size(), 1U);
}

TEST_P(SitePagesTest, changes_what_the_site_says) {
    EXPECT_TRUE(get(office_.chief, path(site_, "/changes/new")).has("value=\"Sở Khoa học và Công nghệ\""));
    const auto bad = send_deed(office_.chief, "/changes", test::with(facts(), "email", "không có"));
    EXPECT_TRUE(test::says_fault_of(bad, "email"));
    EXPECT_TRUE(bad.has("value=\"không có\""));
    EXPECT_TRUE(test::says_fault_of(send_deed(office_.chief, "/changes", test::with(facts(), "steps", "9")), "steps"));
    EXPECT_TRUE(
        test::says_fault_of(send_deed(office_.chief, "/changes", test::with(facts(), "colour", "x")), "colour"));
    EXPECT_TRUE(
        test::says_fault_of(send_deed(office_.chief, "/changes", test::with(facts(), "ratings", "maybe")), "ratings"));
    EXPECT_TRUE(
        test::says_fault_of(send_deed(office_.chief, "/changes", test::with(facts(), "name", test::kEndless)), "name"));
    EXPECT_TRUE(test::shows_markup_as_text(
        send_deed(office_.chief, "/changes", test::with(test::with(facts(), "name", test::kMarkup), "steps", "9"))));
    const auto stale = send_deed(office_.chief, "/changes", facts(), "9");
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(stale.has("value=\"Sở KH&amp;CN\""));
    EXPECT_EQ(send_deed(office_.specialist, "/changes", facts()).status, 403);
    EXPECT_EQ(send_deed(office_.chief, "/changes", facts()).status, 303);
    EXPECT_EQ(site(site_).name, "Sở KH&CN");
    EXPECT_TRUE(site(site_).comments);
    EXPECT_TRUE(get(office_.chief, path(site_)).has("Sở KH&amp;CN"));
}

TEST_P(SitePagesTest, names_people_of_the_agency_and_of_others) {
    EXPECT_TRUE(get(office_.chief, path(site_, "/members/new")).has("Nguyễn Văn Chuyên – Chuyên viên"));
    const auto name = [&](FormFields fields) { return send_deed(office_.chief, "/members", std::move(fields)); };
    EXPECT_TRUE(test::says_fault_of(name({{"role", "king"}}), "role"));
    EXPECT_TRUE(test::says_fault_of(name({{"role", "editor"}}), "post"));
    EXPECT_TRUE(test::says_fault_of(name({{"role", "editor"}, {"post", "abc"}}), "post"));
    const std::string post = std::to_string(office_.specialist.post);
    EXPECT_TRUE(test::says_fault_of(name({{"role", "editor"}, {"post", post}, {"other", "Ai đó"}}), "other"));
    const auto unknown = name({{"role", "editor"}, {"post", ""}, {"other", "Không Ai Cả"}});
    EXPECT_TRUE(test::says_fault_of(unknown, "other"));
    EXPECT_TRUE(unknown.has("value=\"Không Ai Cả\""));
    EXPECT_EQ(name({{"role", "editor"}, {"post", post}}).status, 303);
    EXPECT_TRUE(test::says_fault_of(name({{"role", "contributor"}, {"other", "Nguyễn Văn Chuyên"}}), "other"))
        << "two people bear the name";
    const std::string chosen = std::to_string(other_.specialist.person);
    EXPECT_EQ(
        name({{"role", "contributor"}, {"other", "Nguyễn Văn Chuyên – Chuyên viên"}, {"other_id", chosen}}).status,
        303);
    EXPECT_THAT(posts_of(site_, "contributor"), testing::ElementsAre(other_.specialist.post));
    EXPECT_TRUE(get(other_.specialist, path(site_)).has("Sở Tài chính"));
    const Id first = members(site_).front().id;
    const std::string part = "/members/" + std::to_string(first);
    EXPECT_EQ(get(office_.chief, path(site_, part + "/ending")).status, 200);
    EXPECT_EQ(get(office_.chief, path(site_, "/members/4711/ending")).status, 404);
    EXPECT_EQ(send_deed(office_.chief, part, {{"_method", "delete"}}).status, 303);
    EXPECT_EQ(send_deed(office_.chief, part, {{"_method", "delete"}}).status, 404);
}

TEST_P(SitePagesTest, refuses_somebody_of_another_agency_at_the_box_he_was_named_in) {
    const std::string chosen = std::to_string(other_.specialist.person);
    const FormFields fields{
        {"role", "contributor"}, {"other", "Nguyễn Văn Chuyên – Chuyên viên"}, {"other_id", chosen}};
    EXPECT_EQ(send_deed(office_.chief, "/members", fields).status, 303);
    const auto again = send_deed(office_.chief, "/members", fields);
    EXPECT_TRUE(test::says_fault_of(again, "other"));
    EXPECT_FALSE(test::says_fault_of(again, "post"));
    EXPECT_TRUE(again.has("value=\"Nguyễn Văn Chuyên – Chuyên viên\""));
    const auto torn = send_deed(office_.chief, "/members", test::with(fields, "other_id", "abc"));
    EXPECT_TRUE(test::says_fault_of(torn, "other"));
    EXPECT_FALSE(test::says_fault_of(torn, "other_id")) << "nobody sees that box";
}

TEST_P(SitePagesTest, warns_when_nobody_holds_a_step) {
    EXPECT_FALSE(get(office_.chief, path(site_)).has("bài chờ bước này không đi tiếp được"));
    for (const auto& one : members(site_))
        if (one.role == "editor") act(end_member, office_.chief, site_, one.id);
    EXPECT_TRUE(get(office_.chief, path(site_)).has("Chưa có người giữ vai trò Biên tập viên"));
    EXPECT_TRUE(get(office_.chief, kPath).has("Chưa có người giữ vai trò Biên tập viên"));
}

TEST_P(SitePagesTest, keeps_categories) {
    const auto bad = send_deed(office_.chief, "/categories", named("Hỏi đáp"));
    EXPECT_TRUE(test::says_fault_of(bad, "name"));
    EXPECT_TRUE(bad.has("value=\"Hỏi đáp\""));
    for (const char* field : {"position", "steps", "parent"})
        EXPECT_TRUE(test::says_fault_of(
            send_deed(office_.chief, "/categories", test::with(named("Mục mới"), field, "ba")), field))
            << field;
    EXPECT_EQ(send_deed(office_.chief, "/categories", named("Mục mới"), "9").status, 409);
    EXPECT_EQ(send_deed(office_.chief, "/categories", named("Mục mới")).status, 303);
    const auto one = category(site_, "muc-moi");
    const std::string part = "/categories/" + std::to_string(one.id);
    EXPECT_TRUE(get(office_.chief, path(site_, part + "/changes/new")).has("value=\"Mục mới\""));
    EXPECT_EQ(send_deed(office_.chief, part + "/changes", named("Mục khác"), "1").status, 303);
    EXPECT_EQ(send_deed(office_.chief, part + "/changes", named("Mục lạ"), "1").status, 409);
    EXPECT_EQ(send_deed(office_.specialist, part + "/changes", named("Mục lạ"), "2").status, 403);
    EXPECT_TRUE(get(office_.chief, path(site_, part + "/ending")).has("Mục khác"));
    EXPECT_EQ(send_deed(office_.chief, part, {{"_method", "delete"}}, "2").status, 303);
    EXPECT_FALSE(category(site_, "muc-khac").open);
}

TEST_P(SitePagesTest, keeps_hosts) {
    const auto add = [&](const std::string& host) { return send_deed(administrator_, "/hosts", {{"host", host}}); };
    for (const char* host : {"EXAMPLE.vn:80", "a.b/../", "sở.vn", "", "<b>a.vn</b>"})
        EXPECT_TRUE(test::says_fault_of(add(host), "host")) << host;
    EXPECT_EQ(send_deed(office_.director, "/hosts", {{"host", "skhcn.vn"}}).status, 403);
    EXPECT_EQ(add("SKHCN.vn").status, 303);
    EXPECT_TRUE(get(administrator_, path(site_)).has("/hosts/skhcn.vn/ending"));
    EXPECT_EQ(get(administrator_, path(site_, "/hosts/skhcn.vn/ending")).status, 200);
    EXPECT_EQ(send_deed(administrator_, "/hosts/khac.vn", {{"_method", "delete"}}).status, 404);
    EXPECT_EQ(send_deed(administrator_, "/hosts/skhcn.vn", {{"_method", "delete"}}).status, 303);
    EXPECT_FALSE(get(administrator_, path(site_)).has("/hosts/skhcn.vn/ending"));
}

TEST_P(SitePagesTest, a_double_submit_names_once) {
    FormFields fields{{"role", "editor"},
                      {"post", std::to_string(office_.specialist.post)},
                      {"version", std::to_string(version(site_))},
                      {"deed_key", "once"}};
    EXPECT_EQ(post(office_.chief, path(site_, "/members"), fields).status, 303);
    EXPECT_EQ(post(office_.chief, path(site_, "/members"), fields).status, 303);
    EXPECT_EQ(posts_of(site_, "editor").size(), 2U);
}

}  // namespace dinh::portal
