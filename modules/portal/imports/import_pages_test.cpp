// The pages on which an old site is taken over.
#include "modules/portal/portal.hpp"
#include "modules/portal/tests/import_desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/forms.hpp"

namespace dinh::portal {

namespace {

using test::FormFields;
using test::in_category;
using test::wxr;
using test::wxr_item;
using testing::HasSubstr;
using testing::Not;

class SiteImportPagesTest : public test::SiteDesk, protected test::Visitor {
protected:
    SiteImportPagesTest() : Visitor("/portal/library") {}
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = SiteDesk::open(office_.agency);
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        Visitor::open(db());
        directory::now(house_);
        path_ = "/portal/sites/" + std::to_string(site_) + "/imports";
    }
    FormFields typed(FormFields more = {}) {
        FormFields fields{{"form", "wordpress"}, {"category", std::to_string(categories(site_).front().id)}};
        for (const auto& [name, value] : more) fields = test::with(std::move(fields), name, value);
        return fields;
    }
    test::Answer bring(const FormFields& fields, const std::string& content) {
        return post(office_.director, path_, fields, {upload("export", "cu.xml", content)});
    }
    Id id_of(const test::Answer& answer) { return *ids::parse(answer.location.substr(answer.location.rfind('/') + 1)); }
    Id site_ = 0;
    std::string path_;
};
DINH_BOTH_ENGINES(SiteImportPagesTest);

std::string one_article() {
    return wxr(
        wxr_item(
            {.id = 7, .title = "Chè &lt;b&gt; Tân Cương", .body = "<p>Chè.</p>", .more = in_category("che", "Chè")}) +
        wxr_item({.id = 8, .title = "", .body = "<p>x</p>"}));
}

}  // namespace

TEST_P(SiteImportPagesTest, an_old_site_goes_from_its_file_to_its_readers_and_back) {
    EXPECT_THAT(get(office_.director, "/portal/sites/" + std::to_string(site_)).body, HasSubstr(path_));
    EXPECT_EQ(get(office_.director, path_).status, 200);
    const auto brought = bring(typed(), one_article());
    ASSERT_EQ(brought.status, 303) << brought.body.substr(0, 3000);
    const Id id = id_of(brought);
    EXPECT_THAT(get(office_.director, brought.location).body, HasSubstr("Đang chạy thử"));
    try_site_import(house_, id);
    const auto tried = get(office_.director, brought.location);
    for (const char* words :
         {"Chạy thử, chưa ghi gì", "Chè Tân Cương", "Sẽ ghi", "Không có tiêu đề", "15/11/2023", "Ghi 1 bài"})
        EXPECT_THAT(tried.body, HasSubstr(words));
    EXPECT_THAT(get(office_.director, brought.location, {{"state", "faulty"}}).body, Not(HasSubstr("Tân Cương")));
    const auto run = [&](const std::string& part, const std::string& version) {
        return post(office_.director, brought.location + part, {{"version", version}});
    };
    EXPECT_EQ(run("/runs", "99").status, 409);
    ASSERT_EQ(run("/runs", tried.input("version")).status, 303);
    EXPECT_EQ(run("/runs", tried.input("version")).status, 409) << "twice";
    apply_site_import(house_, id);
    const auto done = get(office_.director, brought.location);
    EXPECT_THAT(done.body, HasSubstr("Đã ghi 1 bài"));
    EXPECT_THAT(done.body, HasSubstr("href=\"/portal/articles/"));
    ASSERT_EQ(run("/undoings", done.input("version")).status, 303);
    undo_site_import(house_, id);
    EXPECT_THAT(get(office_.director, brought.location).body, HasSubstr("Đã hoàn tác 1 bài"));
    EXPECT_THAT(get(office_.director, path_).body, HasSubstr("Đã hoàn tác"));
}

TEST_P(SiteImportPagesTest, bad_input_comes_back_at_its_field) {
    EXPECT_TRUE(test::says_fault_of(bring(typed({{"form", "joomla"}}), "<rss/>"), "form"));
    EXPECT_TRUE(test::says_fault_of(bring(typed({{"category", "4711"}}), "<rss/>"), "category"));
    EXPECT_TRUE(test::says_fault_of(bring(typed({{"old_address", "cu.vn"}}), "<rss/>"), "old_address"));
    EXPECT_TRUE(test::says_fault_of(post(office_.director, path_, typed()), "export"));
    EXPECT_TRUE(test::says_fault_of(bring(typed(), std::string("\x7f"
                                                               "ELF\x02\x01\x01\0",
                                                               8)),
                                    "export"));
    const auto none = bring(typed(), "<?xml version=\"1.0\"?><rss><channel/></rss>");
    ASSERT_EQ(none.status, 303);
    try_site_import(house_, id_of(none));
    EXPECT_THAT(get(office_.director, none.location).body, HasSubstr("WXR"));
    EXPECT_EQ(post(office_.director, none.location + "/runs", {{"version", "2"}}).status, 409);
    EXPECT_EQ(get(office_.director, none.location, {{"after", "x"}, {"state", "'"}}).status, 200);
}

TEST_P(SiteImportPagesTest, are_for_those_who_publish_or_manage) {
    const auto brought = bring(typed(), one_article());
    EXPECT_EQ(get(office_.specialist, path_).status, 403);
    EXPECT_EQ(get(other_.director, path_).status, 404);
    EXPECT_EQ(get(office_.specialist, brought.location).status, 404);
    EXPECT_EQ(get(other_.director, brought.location).status, 404);
    EXPECT_EQ(post(office_.specialist, brought.location + "/runs", {{"version", "1"}}).status, 404);
    EXPECT_EQ(get(administrator_, brought.location).status, 200);
    EXPECT_EQ(get(office_.director, "/portal/imports/4711").status, 404);
}

}  // namespace dinh::portal
