// The administration's pages: forms without script, faults beside what was typed, conflicts, rights.
#include "modules/directory/tests/visit.hpp"

namespace dinh::directory {

namespace {

using test::FormFields;

class AdministrationTest : public test::Visit {
protected:
    FormFields new_agency() const {
        return {{"name", "Sở Nội vụ"},  {"abbreviation", "SNV"}, {"kind", "department"},
                {"parent", "UBND"},     {"tenant", "yes"},       {"qd20", "H55.05"},
                {"from", "01/11/2026"}, {"basis", "NQ 9"},       {"deed_key", "k1"}};
    }
    // Opens a form, types over what it holds, and sends it.
    test::Answer fill_in(Id person, const std::string& form, const std::string& to, FormFields typed,
                         bool ends = false) {
        const auto page = get(person, form);
        EXPECT_EQ(page.status, 200) << form;
        typed.emplace_back("version", page.input("version"));
        typed.emplace_back("deed_key", page.input("deed_key"));
        return ends ? end(person, to, std::move(typed)) : post(person, to, std::move(typed));
    }
};
DINH_BOTH_ENGINES(AdministrationTest);

}  // namespace

TEST_P(AdministrationTest, an_agency_is_added_shown_and_found_on_its_days) {
    const auto made = post(admin_, "/directory/agencies", new_agency());
    ASSERT_EQ(made.status, 303) << made.body;
    const auto page = get(admin_, made.location);
    for (const char* text : {"Sở Nội vụ", "H55.05", "NQ 9", "Đổi tên, mã, cấp trên", "Thêm cơ quan Sở Nội vụ"})
        EXPECT_TRUE(page.has(text)) << text;
    EXPECT_TRUE(get(admin_, "/directory/agencies").has("Sở Nội vụ"));
    EXPECT_FALSE(get(admin_, "/directory/agencies", {{"on", "31/10/2026"}}).has("Sở Nội vụ"));
    EXPECT_TRUE(get(admin_, "/directory/agencies", {{"q", "noi vu"}}).has("Sở Nội vụ"));
    EXPECT_TRUE(get(admin_, "/directory/agencies", {{"on", "hôm qua"}}).has("Không rõ ngày đã gõ"));
    EXPECT_FALSE(get(director_, made.location).has("Đổi tên, mã, cấp trên"));
}

TEST_P(AdministrationTest, the_same_form_twice_makes_one) {
    const auto first = post(admin_, "/directory/agencies", new_agency()),
               second = post(admin_, "/directory/agencies", new_agency());
    EXPECT_EQ(first.location, second.location);
    look();
    EXPECT_EQ(directory_->suggest("noi vu", 5).size(), 1U);
}

TEST_P(AdministrationTest, a_faulty_form_comes_back_as_typed) {
    auto fields = new_agency();
    fields[0].second = "";
    fields[2].second = "castle";
    fields[3].second = "Không Có Cơ Quan Này";
    fields[6].second = "31/02/2026";
    const auto page = post(admin_, "/directory/agencies", fields);
    EXPECT_EQ(page.status, 422);
    for (const char* text :
         {"Tên đầy đủ: hãy điền mục này.", "Không rõ cơ quan nào", "hãy ghi ngày có thật", "value=\"31/02/2026\"",
          "value=\"Không Có Cơ Quan Này\"", "value=\"SNV\"", "href=\"#name\""})
        EXPECT_TRUE(page.has(text)) << text;
    fields = new_agency();
    fields[5].second = "H55.12";
    EXPECT_TRUE(post(admin_, "/directory/agencies", fields).has("Mã H55.12 đang dùng cho cơ quan khác."));
}

TEST_P(AdministrationTest, a_new_version_conflicts_with_another_made_meanwhile) {
    const FormFields typed{{"name", "Sở Khoa học và Đổi mới"},
                           {"abbreviation", "SKHĐM"},
                           {"kind", "department"},
                           {"parent", "UBND"},
                           {"from", "01/12/2026"},
                           {"basis", "NQ 1"}};
    auto late = typed;
    late.emplace_back("version", "1");
    EXPECT_EQ(
        fill_in(admin_, at("agencies", department_, "/versions/new"), at("agencies", department_, "/versions"), typed)
            .status,
        303);
    late[0].second = "Sở Đến Muộn";
    const auto page = post(admin_, at("agencies", department_, "/versions"), late);
    EXPECT_EQ(page.status, 409);
    for (const char* text : {"Có người vừa sửa", "Bản hiện nay", "Sở Khoa học và Đổi mới", "value=\"Sở Đến Muộn\""})
        EXPECT_TRUE(page.has(text)) << text;
    EXPECT_EQ(page.input("version"), "2");
}

TEST_P(AdministrationTest, a_partner_is_closed_with_its_successor) {
    const auto page = fill_in(admin_, at("agencies", partner_, "/closing"), at("agencies", partner_, "/closings"),
                              {{"day", "20/11/2026"}, {"successor", "VP"}, {"basis", "NQ 2"}});
    ASSERT_EQ(page.status, 303) << page.body;
    const auto shown = get(admin_, at("agencies", partner_));
    EXPECT_TRUE(shown.has("kết thúc ngày 20/11/2026"));
    EXPECT_TRUE(shown.has("Nay là"));
}

TEST_P(AdministrationTest, what_works_in_the_house_is_ended_by_a_reorganisation_that_hands_over) {
    const auto form = get(admin_, at("agencies", department_, "/closing"));
    EXPECT_EQ(form.status, 303);
    EXPECT_EQ(form.location, "/directory/reorganisations/new?kind=dissolve&agency=" + std::to_string(department_));
    const auto draft =
        get(admin_, "/directory/reorganisations/new", {{"kind", "dissolve"}, {"agency", std::to_string(department_)}});
    EXPECT_EQ(draft.status, 200);
    EXPECT_TRUE(draft.has("Sở Khoa học và Công nghệ"));
    EXPECT_TRUE(get(admin_, at("agencies", department_)).has("kind=dissolve"));
    const auto forced = post(admin_, at("agencies", department_, "/closings"),
                             {{"day", "20/11/2026"}, {"successor", "VP"}, {"basis", "NQ 2"}, {"version", "1"}});
    EXPECT_EQ(forced.status, 422);
    EXPECT_TRUE(forced.has("Sắp xếp cơ quan"));
    EXPECT_FALSE(get(admin_, at("agencies", department_)).has("kết thúc ngày"));
}

TEST_P(AdministrationTest, bodies_units_posts_and_clerks_are_kept_by_forms) {
    const std::string agency = at("agencies", department_);
    EXPECT_EQ(fill_in(it_, agency + "/bodies/new", agency + "/bodies",
                      {{"name", "Trung tâm Số"},
                       {"abbreviation", "TTS"},
                       {"place_name", "Thái Nguyên"},
                       {"collective", "0"},
                       {"from", "20/11/2026"}})
                  .status,
              303);
    EXPECT_EQ(fill_in(it_, agency + "/units/new", agency + "/units",
                      {{"name", "Phòng Mới"}, {"kind", "division"}, {"from", "20/11/2026"}})
                  .status,
              303);
    look();
    const Id unit = directory_->units_of(department_).front()->name == "Phòng Mới"
                        ? directory_->units_of(department_).front()->id
                        : directory_->units_of(department_).back()->id;
    EXPECT_EQ(fill_in(it_, agency + "/posts/new", agency + "/posts",
                      {{"title", "Văn thư"},
                       {"unit", std::to_string(unit)},
                       {"roles", "records_clerk"},
                       {"roles", "specialist"},
                       {"from", "20/11/2026"}})
                  .status,
              303);
    look();
    const auto posts = directory_->posts_of_unit(unit);
    ASSERT_EQ(posts.size(), 1U);
    EXPECT_EQ(posts.front()->roles.size(), 2U);
    EXPECT_EQ(fill_in(it_, agency + "/clerkships/new", agency + "/clerkships",
                      {{"body", std::to_string(department_body_)},
                       {"post", "Văn thư, Phòng Mới, Sở Khoa học và Công nghệ"},
                       {"from", "20/11/2026"}})
                  .status,
              303);
    const auto shown = get(it_, agency);
    for (const char* text : {"Trung tâm Số", "Phòng Mới", "Văn thư cơ quan", "thôi giữ"})
        EXPECT_TRUE(shown.has(text)) << text;
    EXPECT_EQ(
        fill_in(it_, at("units", unit, "/edit"), at("units", unit), {{"name", "Phòng Đổi"}, {"kind", "team"}}).status,
        303);
    EXPECT_EQ(fill_in(it_, at("units", unit, "/closing"), at("units", unit), {{"day", "20/11/2026"}}, true).status,
              422);
    EXPECT_EQ(fill_in(it_, at("posts", posts.front()->id, "/closing"), at("posts", posts.front()->id),
                      {{"day", "20/11/2026"}}, true)
                  .status,
              303);
    EXPECT_EQ(fill_in(it_, at("units", unit, "/closing"), at("units", unit), {{"day", "20/11/2026"}}, true).status,
              303);
}

TEST_P(AdministrationTest, a_person_comes_holds_a_post_and_leaves) {
    const auto made =
        fill_in(it_, "/directory/people/new", "/directory/people",
                {{"full_name", "Hoàng Thị Mới"}, {"code", "CB77"}, {"phone", "0912"}, {"email", "moi@coquan.vn"}});
    ASSERT_EQ(made.status, 303) << made.body;
    write([&](db::Tx& tx) {
        return add_post(tx, system_, {department_, division_, "Kế toán", {"specialist"}, "", 0, from_});
    });
    EXPECT_EQ(fill_in(it_, made.location + "/appointments/new", made.location + "/appointments",
                      {{"post", "Kế toán, Phòng Chuyển đổi số, Sở Khoa học và Công nghệ"},
                       {"kind", "concurrent"},
                       {"from", "20/11/2026"}})
                  .status,
              303);
    const auto shown = get(it_, made.location);
    for (const char* text : {"Hoàng Thị Mới", "CB77", "Kiêm nhiệm", "đang giữ", "từ 20/11/2026"})
        EXPECT_TRUE(shown.has(text)) << text;
    EXPECT_TRUE(get(it_, "/directory/people", {{"q", "hoang thi"}}).has("Hoàng Thị Mới"));
    const std::string ending = shown.after("href=\"/directory/appointments/");
    const std::string appointment = "/directory/appointments/" + ending.substr(0, ending.find('/'));
    EXPECT_EQ(
        fill_in(it_, appointment + "/ending", appointment, {{"until", "20/11/2026"}, {"reason", ""}}, true).status,
        422);
    now_.advance_ms(86'400'000);
    EXPECT_EQ(
        fill_in(it_, appointment + "/ending", appointment, {{"until", "21/11/2026"}, {"reason", "Điều động"}}, true)
            .status,
        303);
    EXPECT_EQ(fill_in(it_, made.location + "/leaving", made.location + "/leavings",
                      {{"day", "21/11/2026"}, {"reason", "Nghỉ hưu"}})
                  .status,
              303);
    EXPECT_TRUE(get(it_, made.location).has("đã nghỉ"));
}

TEST_P(AdministrationTest, an_it_officer_sees_and_keeps_his_own_agency_only) {
    EXPECT_EQ(get(specialist_, "/directory/people").status, 403);
    EXPECT_EQ(get(specialist_, at("people", head_)).status, 403);
    const auto list = get(it_, "/directory/people");
    EXPECT_TRUE(list.has("Đỗ Văn Trưởng"));
    EXPECT_FALSE(list.has("Lê Thị Thư"));
    EXPECT_EQ(get(it_, at("people", clerk_)).status, 404);
    EXPECT_EQ(get(it_, at("people", 12345)).status, 404);
    EXPECT_EQ(get(it_, at("agencies", committee_, "/versions/new")).status, 403);
    EXPECT_EQ(get(it_, at("agencies", committee_, "/units/new")).status, 403);
    EXPECT_EQ(post(it_, at("agencies", committee_, "/units"), {{"name", "X"}, {"kind", "team"}, {"from", "20/11/2026"}})
                  .status,
              403);
    EXPECT_EQ(get(admin_, "/directory/people").status, 200);
    EXPECT_EQ(get(admin_, at("people", clerk_)).status, 200);
}

TEST_P(AdministrationTest, everybody_delegates_his_own_post) {
    const FormFields typed{{"from_post", std::to_string(head_post_)},
                           {"to_person", "Nguyễn Hoà Bình"},
                           {"purpose", "work"},
                           {"from", "20/11/2026"},
                           {"until", "30/11/2026"},
                           {"basis", "12/GUQ"}};
    EXPECT_EQ(fill_in(head_, "/directory/delegations/new", "/directory/delegations", typed).status, 303);
    const auto page = get(head_, "/directory/delegations");
    for (const char* text :
         {"Tôi ủy quyền", "Nguyễn Hoà Bình", "12/GUQ", "từ 20/11/2026 đến hết 30/11/2026", "đang có hiệu lực"})
        EXPECT_TRUE(page.has(text)) << text;
    EXPECT_TRUE(get(specialist_, "/directory/delegations").has("Tôi được ủy quyền"));
    EXPECT_TRUE(get(it_, "/directory/delegations").has("Trong cơ quan, đang có hiệu lực"));
    EXPECT_FALSE(get(clerk_, "/directory/delegations").has("12/GUQ"));
    const std::string path = "/directory/delegations/" + page.after("action=\"/directory/delegations/");
    EXPECT_EQ(end(specialist_, path, {{"version", "1"}, {"deed_key", "a"}}).status, 403);
    EXPECT_EQ(end(head_, path, {{"version", "1"}, {"deed_key", "b"}}).status, 303);
    EXPECT_EQ(end(head_, path, {{"version", "1"}, {"deed_key", "c"}}).status, 409);
    EXPECT_TRUE(get(head_, "/directory/delegations").has("đã kết thúc"));
    EXPECT_EQ(fill_in(head_, "/directory/delegations/new", "/directory/delegations",
                      {{"from_post", std::to_string(director_post_)},
                       {"to_person", "Nguyễn Hoà Bình"},
                       {"purpose", "work"},
                       {"from", "20/11/2026"},
                       {"until", "30/11/2026"},
                       {"basis", "12/GUQ"}})
                  .status,
              403);
}

TEST_P(AdministrationTest, a_group_is_made_from_typed_lines_and_kept) {
    const auto made = fill_in(clerk_, "/directory/groups/new", "/directory/groups",
                              {{"name", "Nơi nhận thường dùng"},
                               {"owner", std::to_string(office_)},
                               {"shared", "no"},
                               {"members", "SKHCN\r\ncong an tinh\r\n"},
                               {"from", "20/11/2026"}});
    ASSERT_EQ(made.status, 303) << made.body;
    const auto shown = get(clerk_, made.location);
    for (const char* text : {"Nơi nhận thường dùng", "Công an tỉnh", "2 cơ quan", "Bỏ khỏi nhóm"})
        EXPECT_TRUE(shown.has(text)) << text;
    EXPECT_EQ(get(specialist_, made.location).status, 404) << "not shared";
    const auto faulty = fill_in(clerk_, made.location + "/members/new", made.location + "/members",
                                {{"members", "UBND\nHội Không Có"}, {"from", "20/11/2026"}});
    EXPECT_EQ(faulty.status, 422);
    EXPECT_TRUE(faulty.has("Không rõ cơ quan nào: “Hội Không Có”."));
    EXPECT_TRUE(faulty.has("UBND\nHội Không Có</textarea>"));
    EXPECT_EQ(fill_in(clerk_, made.location + "/members/new", made.location + "/members",
                      {{"members", "UBND"}, {"from", "20/11/2026"}})
                  .status,
              303);
    const std::string member = made.location + "/members/" + std::to_string(partner_);
    EXPECT_EQ(fill_in(clerk_, member + "/ending", member, {{"until", "20/11/2026"}}, true).status, 303);
    EXPECT_TRUE(get(clerk_, made.location).has("đã ra khỏi nhóm"));
    EXPECT_EQ(
        fill_in(clerk_, made.location + "/edit", made.location, {{"name", "Nơi nhận chung"}, {"shared", "yes"}}).status,
        303);
    EXPECT_EQ(get(specialist_, made.location).status, 200);
    EXPECT_EQ(fill_in(clerk_, made.location + "/closing", made.location, {{"until", "20/11/2026"}}, true).status, 303);
    EXPECT_FALSE(get(clerk_, "/directory/groups").has("Nơi nhận chung"));
}

TEST_P(AdministrationTest, a_table_is_tried_then_applied_once) {
    const std::string table =
        "Mã cán bộ,Họ và tên,Cơ quan,Đơn vị,Chức vụ\r\nCB81,Người Một,SKHCN,CĐS,Kế toán\r\nCB82,Người Hai,SKHCN,Phòng "
        "X,Kế toán\r\n";
    EXPECT_EQ(get(specialist_, "/directory/imports/new").status, 403);
    EXPECT_EQ(post(it_, "/directory/imports", {{"deed_key", "i0"}}).status, 422);
    const auto made = post(it_, "/directory/imports", {{"deed_key", "i1"}}, {upload(table)});
    ASSERT_EQ(made.status, 303) << made.body;
    const auto tried = get(it_, made.location);
    for (const char* text :
         {"Chạy thử, chưa ghi gì", "1 dòng dùng được, 1 dòng có lỗi.", "<del>Phòng X</del>", "Ghi 1 dòng"})
        EXPECT_TRUE(tried.has(text)) << text;
    look();
    EXPECT_TRUE(directory_->suggest("x", 1).empty());
    EXPECT_EQ(get(head_, made.location).status, 403);
    EXPECT_EQ(get(admin_, made.location).status, 404) << "another's table";
    EXPECT_TRUE(get(it_, made.location, {{"format", "csv"}}).has("3,Đơn vị,Phòng X,"));
    EXPECT_EQ(post(it_, made.location + "/runs", {{"version", "1"}, {"deed_key", "i2"}}).status, 303);
    EXPECT_TRUE(get(it_, made.location).has("Đã ghi 1 người mới, 1 vị trí mới, 1 lượt giao vị trí"));
    EXPECT_EQ(post(it_, made.location + "/runs", {{"version", "1"}, {"deed_key", "i3"}}).status, 409);
    EXPECT_TRUE(get(it_, "/directory/imports/example").has("Mã cán bộ,Họ và tên"));
}

}  // namespace dinh::directory
