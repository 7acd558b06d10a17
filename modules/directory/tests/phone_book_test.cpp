// The phone book and what boxes propose, as people meet them.
#include "modules/directory/tests/visit.hpp"

namespace dinh::directory {

namespace {

class PhoneBookTest : public test::Visit {};
DINH_BOTH_ENGINES(PhoneBookTest);

}  // namespace

TEST_P(PhoneBookTest, shows_the_agencies_and_their_people) {
    const auto all = get(specialist_, "/directory");
    EXPECT_EQ(all.status, 200);
    for (const char* text : {"Sở Khoa học và Công nghệ", "Công an tỉnh", "SKHCN · H55.12", "Có con dấu"})
        EXPECT_TRUE(all.has(text)) << text;
    const auto one = get(specialist_, "/directory", {{"agency", std::to_string(department_)}});
    for (const char* text : {"Phòng Chuyển đổi số", "Đỗ Văn Trưởng", "Trưởng phòng", "Lãnh đạo cơ quan", "Giám đốc"})
        EXPECT_TRUE(one.has(text)) << text;
    EXPECT_FALSE(one.has("Lê Thị Thư"));
}

TEST_P(PhoneBookTest, finds_people_with_or_without_marks_and_by_number) {
    for (const char* typed : {"do van truong", "Đỗ Văn", "TRUONG", "truong phong"})
        EXPECT_TRUE(get(clerk_, "/directory", {{"q", typed}}).has("Đỗ Văn Trưởng")) << typed;
    const auto phone = directory_->person(head_)->phone;
    EXPECT_TRUE(get(clerk_, "/directory", {{"q", phone.substr(4)}}).has("Đỗ Văn Trưởng"));
    EXPECT_TRUE(get(clerk_, "/directory", {{"q", "zzz"}}).has("Không tìm thấy ai"));
    EXPECT_EQ(get(clerk_, "/directory", {{"q", std::string(5000, 'x') + "<script>"}}).status, 200);
}

TEST_P(PhoneBookTest, proposes_agencies_as_lines_and_as_json) {
    const auto lines = get(clerk_, "/directory/agencies/suggest", {{"q", "skh"}});
    EXPECT_EQ(lines.status, 200);
    EXPECT_EQ(lines.body.rfind("<li role=\"option\" data-id=\"" + std::to_string(department_) +
                                   "\" data-text=\"Sở Khoa học và Công nghệ\">",
                               0),
              0U)
        << lines.body;
    const auto json = get(clerk_, "/directory/agencies/suggest", {{"q", "skh"}}, true);
    EXPECT_EQ(json.content_type, "application/json");
    EXPECT_TRUE(json.has("\"id\":\"" + std::to_string(department_) + "\"")) << json.body;
    EXPECT_EQ(get(clerk_, "/directory/agencies/suggest", {{"q", ""}}).body, "");
    EXPECT_EQ(get(clerk_, "/directory/agencies/suggest", {{"q", "\"><b>"}}).body, "");
}

TEST_P(PhoneBookTest, proposes_people_and_posts) {
    EXPECT_TRUE(get(clerk_, "/directory/people/suggest", {{"q", "bach"}})
                    .has("data-text=\"Lương Xuân Bách – Giám đốc, Sở Khoa học và Công nghệ\""));
    const auto posts = get(clerk_, "/directory/posts/suggest", {{"q", "truong phong"}});
    EXPECT_TRUE(posts.has("data-text=\"Trưởng phòng, Phòng Chuyển đổi số, Sở Khoa học và Công nghệ\"")) << posts.body;
    EXPECT_EQ(
        get(clerk_, "/directory/posts/suggest", {{"q", "truong phong"}, {"agency", std::to_string(office_)}}).body, "");
}

}  // namespace dinh::directory
