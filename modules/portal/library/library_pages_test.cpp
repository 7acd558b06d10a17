// The pages of the library as keepers and readers meet them.
#include "modules/portal/library/library_pages.hpp"
#include "modules/portal/library/library.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/tests/site_desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/module/offers.hpp"
#include "tests/support/forms.hpp"

namespace dinh::portal {

namespace {

using test::FormFields;
using testing::HasSubstr;
using testing::Not;

class LibraryPagesTest : public test::SiteDesk, protected test::Visitor {
protected:
    LibraryPagesTest() : Visitor("/portal/library") {}
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
        FormFields fields{{"kind", "quyet_dinh_qppl"},
                          {"number", "05/2026/QĐ-UBND"},
                          {"day", "01/11/2026"},
                          {"body", "UBND tỉnh"},
                          {"subject", "Quy định giá đất"},
                          {"effective_from", "15/11/2026"},
                          {"field", "dat_dai"},
                          {"text", "Điều 1. Phạm vi\nMột.\nĐiều 2. Hiệu lực\nHai."}};
        for (const auto& [name, value] : more) fields = test::with(std::move(fields), name, value);
        return fields;
    }
    std::string propose(FormFields more = {}) {
        const auto done = post(office_.specialist, "/portal/library/new", typed(std::move(more)),
                               {upload("files", "qd.txt", "Toàn văn")});
        EXPECT_EQ(done.status, 303) << done.body.substr(0, 3000);
        return done.location;
    }
    FormFields versioned(const std::string& path, FormFields fields = {}) {
        const Id id = *ids::parse(path.substr(path.rfind('/') + 1));
        const auto one = db().reading([&](db::Conn& conn) { return find_document(conn, id); });
        fields.emplace_back("version", std::to_string(one->version));
        return fields;
    }
    test::Answer deed(const Actor& actor, const std::string& path, const std::string& part, FormFields fields = {}) {
        return post(actor, path + part, versioned(path, std::move(fields)));
    }
    Id site_ = 0, theirs_ = 0;
    std::string base_;
};
DINH_BOTH_ENGINES(LibraryPagesTest);

}  // namespace

TEST_P(LibraryPagesTest, a_document_goes_from_its_form_to_its_readers) {
    EXPECT_EQ(get(office_.specialist, "/portal/library/new").status, 200);
    const std::string path = propose(), slug = "/van-ban/quyet-dinh-05-2026-qd-ubnd";
    EXPECT_EQ(get({}, base_ + slug).status, 404);
    EXPECT_THAT(get(office_.specialist, path).body, Not(HasSubstr("/approval")));
    EXPECT_THAT(get(office_.director, "/portal/library", {{"view", "waiting"}}).body, HasSubstr(path));
    ASSERT_EQ(deed(office_.director, path, "/approval").status, 303);
    ASSERT_EQ(deed(office_.director, path, "/relations", {{"kind", "guides"}, {"target", "31/2024/QH15"}}).status, 303);
    const auto page = get({}, base_ + slug);
    EXPECT_EQ(page.status, 200);
    for (const char* words : {"Quy định giá đất", "Còn hiệu lực", "id=\"dieu-2\"", "href=\"#dieu-2\"", "31/2024/QH15",
                              "Hướng dẫn, quy định chi tiết", "qd.txt"})
        EXPECT_THAT(page.body, HasSubstr(words));
    EXPECT_EQ(get({}, base_ + slug + "/tep/1").status, 200);
    EXPECT_EQ(get({}, base_ + slug + "/tep/2").status, 404);
    EXPECT_EQ(get({}, base_ + slug + "/tep/x").status, 404);
    EXPECT_EQ(get({}, base_path(site(theirs_).slug) + slug).status, 404);
    EXPECT_EQ(get(office_.specialist, path + "/files/1").status, 200);
    ASSERT_EQ(deed(office_.director, path, "/withdrawal", {{"reason", "Nhầm"}}).status, 303);
    EXPECT_EQ(get({}, base_ + slug).status, 404);
}

TEST_P(LibraryPagesTest, readers_filter_the_list) {
    deed(office_.director, propose(), "/approval");
    const auto listed = [&](FormFields query) { return get({}, base_ + "/van-ban", query).has("05/2026"); };
    EXPECT_TRUE(listed({}));
    for (const auto& good : {FormFields{{"so", "5/2026"}},
                             {{"loai", "quyet_dinh_qppl"}},
                             {{"linh-vuc", "dat_dai"}},
                             {{"nam", "2026"}},
                             {{"hieu-luc", "in_force"}},
                             {{"q", "gia dat"}}})
        EXPECT_TRUE(listed(good)) << good[0].first;
    // The box keeps what was typed, so the number itself is not looked for here.
    for (const auto& none : {FormFields{{"loai", "cong_van"}},
                             {{"linh-vuc", "y_te"}},
                             {{"nam", "2019"}},
                             {{"hieu-luc", "ended"}},
                             {{"q", "rung"}},
                             {{"trang", "9"}}})
        EXPECT_FALSE(listed(none)) << none[0].first;
    for (const auto& odd :
         {FormFields{{"loai", "x"}}, {{"nam", "abc"}}, {{"hieu-luc", "'"}}, {{"trang", "-1"}}, {{"nam", "99999"}}})
        EXPECT_TRUE(listed(odd)) << odd[0].first << " is left out";
    EXPECT_TRUE(test::shows_markup_as_text(get({}, base_ + "/van-ban", {{"so", test::kMarkup}})));
}

TEST_P(LibraryPagesTest, readers_find_it_by_the_search_of_its_site_and_of_all) {
    const std::string path = propose(), shown = base_ + "/van-ban/quyet-dinh-05-2026-qd-ubnd\"";
    const std::string elsewhere = base_path(site(theirs_).slug);
    const auto found = [&](const std::string& base, FormFields more = {}) {
        FormFields query{{"q", "giá đất"}};
        query.insert(query.end(), more.begin(), more.end());
        return get({}, base + "/tim", query).body;
    };
    EXPECT_THAT(found(base_), Not(HasSubstr(shown)));
    ASSERT_EQ(deed(office_.director, path, "/approval").status, 303);
    EXPECT_THAT(found(base_), HasSubstr(shown));
    EXPECT_THAT(found(base_, {{"kind", "/van-ban"}}), HasSubstr(shown));
    EXPECT_THAT(found(base_, {{"kind", "article"}}), Not(HasSubstr(shown)));
    EXPECT_THAT(found(elsewhere), Not(HasSubstr(shown)));
    EXPECT_THAT(found(elsewhere, {{"where", "all"}}), HasSubstr(shown));
    EXPECT_THAT(found(elsewhere, {{"where", "all"}}), HasSubstr(site(site_).name));
    ASSERT_EQ(deed(office_.director, path, "/withdrawal", {{"reason", "Ban hành nhầm thẩm quyền"}}).status, 303);
    EXPECT_THAT(found(base_), Not(HasSubstr(shown)));
    EXPECT_THAT(found(elsewhere, {{"where", "all"}}), Not(HasSubstr(shown)));
}

TEST_P(LibraryPagesTest, bad_input_comes_back_as_typed) {
    for (const char* field : {"day", "effective_from", "expires_from"})
        for (const auto& day : test::kNoDays)
            EXPECT_EQ(post(office_.specialist, "/portal/library/new", typed({{field, day}})).status, 422) << day;
    const auto marked = post(office_.specialist, "/portal/library/new",
                             typed({{"kind", "x"}, {"subject", test::kMarkup}, {"text", test::kMarkup}}));
    EXPECT_TRUE(test::says_fault_of(marked, "kind"));
    EXPECT_TRUE(test::shows_markup_as_text(marked));
    for (const char* field : {"number", "body", "signer", "subject"})
        EXPECT_EQ(post(office_.specialist, "/portal/library/new", typed({{field, test::kEndless}})).status, 422);
}

TEST_P(LibraryPagesTest, strangers_find_nothing_and_the_stale_are_told) {
    const std::string path = propose();
    for (const char* part : {"", "/approval", "/change", "/return", "/withdrawal", "/relations/new", "/files/1"})
        EXPECT_EQ(get(other_.director, path + part).status, 404) << part;
    EXPECT_EQ(get(other_.director, "/portal/library", {{"site", std::to_string(site_)}}).status, 404);
    EXPECT_THAT(get(other_.director, "/portal/library", {{"view", "waiting"}}).body, Not(HasSubstr("giá đất")));
    EXPECT_EQ(get(office_.specialist, path + "/approval").status, 403);
    EXPECT_EQ(post(office_.director, path + "/approval", {{"version", "7"}}).status, 409);
    const auto stale =
        post(office_.specialist, path + "/change", test::with(typed({{"subject", "Sửa sau"}}), "version", "7"));
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Sửa sau"));
    EXPECT_EQ(deed(office_.director, path, "/return", {{"reason", "Thiếu"}}).status, 303);
    EXPECT_EQ(post(office_.specialist, path + "/change", versioned(path, typed({{"subject", "Đủ"}}))).status, 303);
    EXPECT_EQ(deed(office_.specialist, path, "/files/1", {{"_method", "delete"}}).status, 303);
    EXPECT_EQ(deed(office_.director, path, "/approval").status, 303);
    const std::string placings = "/portal/library/sites/" + std::to_string(theirs_);
    EXPECT_EQ(get(office_.director, placings + "/placings/new").status, 404);
    EXPECT_EQ(post(other_.director, placings + "/placings", {{"document", "05/2026/QĐ-UBND"}}).status, 303);
    EXPECT_EQ(post(other_.director, placings + "/placings", {{"document", "99/QĐ"}}).status, 422);
    EXPECT_THAT(get({}, base_path(site(theirs_).slug) + "/van-ban").body, HasSubstr("05/2026"));
    EXPECT_EQ(post(other_.director, placings + "/unplacings", {{"document", "05/2026/QĐ-UBND"}}).status, 303);
}

TEST_P(LibraryPagesTest, a_table_is_tried_applied_and_undone) {
    EXPECT_EQ(get(office_.specialist, "/portal/library/imports/new").status, 403);
    EXPECT_EQ(get(office_.chief, "/portal/library/imports/new").status, 200);
    EXPECT_EQ(post(office_.chief, "/portal/library/imports", {}).status, 422);
    const std::string table =
        "Số ký hiệu,Ngày ban hành,Loại văn bản,Trích yếu,Cơ quan ban hành,Tệp\n"
        "12/QĐ-UBND,2/11/2026,Quyết định,Khen thưởng,UBND tỉnh,kt.txt\n13/QĐ-UBND,x,Quyết định,Sai,UBND tỉnh,\n";
    const auto done = post(office_.chief, "/portal/library/imports", {},
                           {upload("table", "bang.csv", table), upload("files", "kt.txt", "Khen")});
    ASSERT_EQ(done.status, 303) << done.body.substr(0, 2000);
    const auto tried = get(office_.chief, done.location);
    EXPECT_THAT(tried.body, HasSubstr("1 dòng dùng được, 1 dòng có lỗi."));
    EXPECT_EQ(get(other_.director, done.location).status, 404);
    EXPECT_EQ(post(office_.chief, done.location + "/runs", {{"version", "9"}}).status, 409);
    EXPECT_EQ(post(office_.chief, done.location + "/runs", {{"version", tried.input("version")}}).status, 303);
    EXPECT_THAT(get({}, base_ + "/van-ban").body, HasSubstr("12/QĐ-UBND"));
    const auto version = get(office_.chief, done.location).input("version");
    EXPECT_EQ(post(office_.chief, done.location + "/undoings", {{"version", version}}).status, 303);
    EXPECT_THAT(get({}, base_ + "/van-ban").body, Not(HasSubstr("12/QĐ-UBND")));
}

TEST_P(LibraryPagesTest, the_gazette_is_the_provinces) {
    const Id province = SiteDesk::open(province_);
    const std::string home = base_path(site(province).slug);
    EXPECT_EQ(get({}, base_ + "/cong-bao").status, 404);
    EXPECT_EQ(get({}, home + "/cong-bao").status, 200);
    deed(office_.director, propose(), "/approval");
    const std::string issues = "/portal/library/sites/" + std::to_string(province) + "/issues";
    EXPECT_EQ(get(chief_, issues + "/new").status, 200);
    EXPECT_EQ(post(chief_, issues, {{"day", "31/02/2026"}}).status, 422);
    const auto made = post(chief_, issues, {{"day", "20/11/2026"}});
    ASSERT_EQ(made.status, 303) << made.body.substr(0, 2000);
    const auto step = [&](const std::string& part, FormFields fields, int at) {
        fields.emplace_back("version", std::to_string(at));
        return post(chief_, made.location + part, std::move(fields)).status;
    };
    EXPECT_EQ(step("/items", {{"document", "05/2026/QĐ-UBND"}}, 1), 303);
    const std::string number = made.location.substr(made.location.rfind('/'));
    EXPECT_EQ(get({}, home + "/cong-bao" + number).status, 404);
    EXPECT_EQ(step("/publication", {}, 2), 303);
    const auto page = get({}, home + "/cong-bao" + number);
    EXPECT_THAT(page.body, HasSubstr("Số 1 năm 2026, ngày 20/11/2026"));
    EXPECT_THAT(page.body, HasSubstr("05/2026/QĐ-UBND"));
    EXPECT_EQ(get(office_.director, made.location).status, 404);
}

TEST_P(LibraryPagesTest, an_issued_document_is_proposed_with_what_stands_on_it) {
    const auto stored = files_.put_bytes("Bản đã ký");
    module::lay_open_copies({"paper", [&](db::Conn&, const Actor& actor, Id record) {
                                 const bool own = actor.person == office_.specialist.person;
                                 if (record != 77 || !own) return std::optional<module::PublicCopy>();
                                 return std::optional(module::PublicCopy{.agency = office_.agency,
                                                                         .sort = "quyet_dinh",
                                                                         .number = "21/QĐ-SKHCN",
                                                                         .body = "Sở Khoa học và Công nghệ",
                                                                         .signer = "Trần Giám Đốc",
                                                                         .subject = "Khen thưởng",
                                                                         .day = clock::today(),
                                                                         .files = {{"qd21.txt", stored}}});
                             }});
    library::offer_proposals();
    const auto offers = [&](const Actor& actor) {
        return db().reading([&](db::Conn& conn) { return module::offers_for(house_, conn, actor, "paper", 77); });
    };
    EXPECT_TRUE(offers(other_.specialist).empty());
    ASSERT_EQ(offers(office_.specialist).size(), 1U);
    const std::string path = "/portal/library/new";
    const FormFields query{{"site", std::to_string(site_)}, {"of", "paper"}, {"record", "77"}};
    EXPECT_EQ(offers(office_.specialist)[0].path, path + "?site=" + std::to_string(site_) + "&of=paper&record=77");
    const auto form = get(office_.specialist, path, query);
    EXPECT_THAT(form.body, HasSubstr("21/QĐ-SKHCN"));
    EXPECT_THAT(form.body, HasSubstr("qd21.txt"));
    EXPECT_EQ(get(office_.chief, path, query).status, 404) << "who may not see the document lays nothing open";
    const FormFields fields{{"kind", "quyet_dinh"},
                            {"number", "21/QĐ-SKHCN"},
                            {"day", clock::show(clock::today())},
                            {"body", "Sở Khoa học và Công nghệ"},
                            {"subject", "Khen thưởng"}};
    web::Request request;
    request.method = web::Method::post;
    request.path = path;
    request.query = query;
    request.form = test::with(fields, "_csrf", token(office_.specialist));
    const auto done = send(office_.specialist, std::move(request));
    ASSERT_EQ(done.status, 303) << done.body.substr(0, 2000);
    EXPECT_THAT(get(office_.specialist, done.location).body, HasSubstr("qd21.txt"));
    EXPECT_TRUE(offers(office_.specialist).empty()) << "it is proposed already";
    write([&](db::Tx& tx) { copy_ended(tx, 77); });
    constexpr db::Sql kAsked{"test.asked",
                             "SELECT COUNT(*) FROM work_item WHERE kind = 'portal.legal_recalled' AND holder = $1"};
    EXPECT_EQ(
        db().reading([&](db::Conn& conn) { return conn.integer(kAsked, office_.director.acting_capacity()->post); }),
        1);
    module::lay_open_copies({"paper", [](db::Conn&, const Actor&, Id) { return std::optional<module::PublicCopy>(); }});
}

}  // namespace dinh::portal
