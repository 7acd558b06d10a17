// Pictures in the text of an article, from the form to the readers; readings aloud; the same in other languages.
#include "modules/portal/articles/text_pictures.hpp"

#include "modules/portal/articles/pictures.hpp"
#include "modules/portal/tests/reading_desk.hpp"

namespace dinh::portal {

namespace {

using dinh::test::refusals;
using dinh::test::stored;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kNewFigure =
    "<p>Trước.</p>\n<figure><img src=\"/portal/articles/new/files/le-k3x9.jpg\" alt=\"Lễ &quot;khai giảng&quot;\">"
    "<figcaption>Ảnh: An</figcaption></figure>\n<p>Sau.</p>";

class TextPicturesTest : public test::ReadingDesk {
protected:
    NewFile picture(const std::string& name = "le-k3x9.jpg") { return {name, stored(name, "image/jpeg")}; }
    ArticleInput with_figure() const {
        auto typed = input("Bài có ảnh trong nội dung");
        typed.body = kNewFigure;
        return typed;
    }
    std::vector<Picture> pictures(Id id) {
        return db().reading([&](db::Conn& conn) { return pictures_of(conn, id); });
    }
    std::string file(Id id, int position) const {
        return "/portal/articles/" + std::to_string(id) + "/files/" + std::to_string(position);
    }
    std::string tep(Id id, int position) const {
        return base_ + "/tep/" + std::to_string(id) + "/" + std::to_string(position);
    }
    // How often the page was announced: keys of changes since the last question.
    std::vector<std::string> announced(Id article) {
        const std::string key = "portal:" + std::to_string(site_) + ":" + std::to_string(article);
        return db().reading([&](db::Conn& conn) {
            std::vector<std::string> keys;
            constexpr db::Sql kOf{"test.changes", "SELECT key FROM page_change WHERE key = $1"};
            for (const auto& row : conn.query(kOf, key)) keys.push_back(row.text(0));
            return keys;
        });
    }
};
DINH_BOTH_ENGINES(TextPicturesTest);

}  // namespace

TEST_P(TextPicturesTest, that_come_with_the_form_get_the_address_of_their_file) {
    const Id id = draft(with_figure(), office_.specialist, {picture()});
    const auto list = pictures(id);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_THAT(told(id).body, HasSubstr("<img src=\"" + file(id, list[0].ref.position) + "\" alt=\"Lễ &quot;khai"));
    EXPECT_EQ(list[0].alt, "Lễ \"khai giảng\"") << "said once, for both";
    EXPECT_TRUE(list[0].leading);
    EXPECT_EQ(told(id).picture_alt, "Lễ \"khai giảng\"");
    EXPECT_THAT(refusals([&] { on(submit_article, office_.specialist, id); }), IsEmpty());
}

TEST_P(TextPicturesTest, that_did_not_come_with_the_form_are_refused) {
    EXPECT_THAT(refusals([&] { draft(with_figure(), office_.specialist, {picture("khac.jpg")}); }),
                ElementsAre("body"));
    const Id id = draft();
    EXPECT_THAT(refusals([&] { on(change_article, office_.specialist, id, with_figure(), std::vector<NewFile>{}); }),
                ElementsAre("body"));
    on(change_article, office_.specialist, id, with_figure(), std::vector<NewFile>{picture()});
    EXPECT_THAT(told(id).body, HasSubstr(file(id, pictures(id)[0].ref.position)));
}

TEST_P(TextPicturesTest, are_not_taken_from_under_the_text) {
    const Id id = draft(with_figure(), office_.specialist, {picture(), picture("khac.jpg")});
    const auto list = pictures(id);
    EXPECT_THAT(refusals([&] { on(remove_file, office_.specialist, id, list[0].ref.position); }), ElementsAre(""));
    on(remove_file, office_.specialist, id, list[1].ref.position);
    EXPECT_EQ(pictures(id).size(), 1U);
}

TEST_P(TextPicturesTest, are_shown_to_readers_in_the_forms_made_of_them) {
    const Id id = published("Bài có ảnh trong nội dung");
    const int upload = made(id, "picture", "JFIF", "image/jpeg");
    const std::string begin = "picture-" + std::to_string(upload);
    const int small = made(id, begin + "-320", "small"), middle = made(id, begin + "-640", "middle");
    const int jpeg = made(id, begin + "-jpeg", "jpeg", "image/jpeg");
    lead_with(id, upload, "Lễ");
    auto typed = input("Bài có ảnh trong nội dung");
    typed.picture_alt = "Lễ";
    typed.body = "<figure><img src=\"" + file(id, upload) + "\" alt=\"Lễ\"></figure>\n<p><img src=\"" + file(id, 99) +
                 "\" alt=\"không có\"><img src=\"/portal/articles/5/files/1\" alt=\"của bài khác\">Chữ</p>";
    on(correct_article, office_.chief, id, typed, std::string("Thêm ảnh"), std::vector<NewFile>{});
    const auto body = page(address(id)).body;
    EXPECT_THAT(body, HasSubstr("type=\"image/webp\" srcset=\"" + tep(id, small) + "\">"));
    EXPECT_THAT(body, HasSubstr("type=\"image/webp\" srcset=\"" + tep(id, middle) + "\">"));
    EXPECT_THAT(body, HasSubstr("<img src=\"" + tep(id, jpeg) + "\" alt=\"Lễ\" loading=\"lazy\"></picture></figure>"));
    EXPECT_THAT(body, Not(HasSubstr("/portal/articles/")));
    EXPECT_THAT(body, Not(HasSubstr("class=\"picture\""))) << "the leading one stands in the text already";
    EXPECT_THAT(body, HasSubstr("Chữ"));
}

TEST_P(TextPicturesTest, wait_until_something_was_made_of_them) {
    const Id id = draft(with_figure(), office_.specialist, {picture()});
    on(submit_article, office_.specialist, id);
    pass(office_.chief, id);
    pass(office_.director, id);
    const auto body = page(address(id)).body;
    EXPECT_THAT(body, Not(HasSubstr("<img src")));
    EXPECT_THAT(body, HasSubstr("Ảnh: An"));
}

TEST_P(TextPicturesTest, a_reading_aloud_takes_the_place_of_the_one_before) {
    auto typed = input("Pài có tiếng");
    typed.language = "tyz";
    const Id id = draft(typed, office_.specialist, {{"a.mp3", stored("first", "audio/mpeg")}});
    on(change_article, office_.specialist, id, typed, std::vector<NewFile>{{"b.ogg", stored("second", "audio/ogg")}});
    const auto list = db().reading([&](db::Conn& conn) { return attached_files(conn, id); });
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].role, "audio");
    EXPECT_EQ(list[0].name, "b.ogg");
    on(submit_article, office_.specialist, id);
    pass(office_.chief, id);
    pass(office_.director, id);
    const auto body = page(address(id)).body;
    EXPECT_THAT(body, HasSubstr("<audio controls preload=\"none\" src=\"" + tep(id, list[0].position) + "\""));
    EXPECT_THAT(body, HasSubstr("lang=\"tyz\""));
}

TEST_P(TextPicturesTest, a_later_translation_makes_the_pages_of_the_others_anew) {
    const Id original = published("Khai giảng lớp kỹ năng số");
    const auto in_tongue = [&](const char* language, const std::string& title) {
        auto typed = input(title);
        typed.language = language;
        typed.translation_of = original;
        return published(typed);
    };
    const Id first = in_tongue("en", "Opening of the class");
    const auto of_original = announced(original).size(), of_first = announced(first).size();
    const Id second = in_tongue("tyz", "Khay lớp");
    EXPECT_GT(announced(original).size(), of_original);
    EXPECT_GT(announced(first).size(), of_first) << "its siblings name it too";
    EXPECT_THAT(page(address(original)).body, HasSubstr(base_ + address(second)));
    const auto before = announced(original).size();
    on(withdraw_article, office_.director, second, std::string("Dịch sai"));
    EXPECT_GT(announced(original).size(), before);
    EXPECT_THAT(page(address(original)).body, Not(HasSubstr(base_ + address(second))));
}

TEST(TextPictures, are_found_with_their_places) {
    const std::string html = "<p>a</p>\n<p><img src=\"/portal/articles/7/files/3\" alt=\"x\"></p><img src=\"/b.png\">";
    const auto all = pictures_in(html);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(html.substr(all[0].at, all[0].size), "<img src=\"/portal/articles/7/files/3\" alt=\"x\">");
    EXPECT_EQ(picture_position(all[0], 7), 3);
    EXPECT_EQ(picture_position(all[0], 8), 0);
    EXPECT_EQ(picture_position({0, 0, "/portal/articles/7/files/3x", ""}, 7), 0);
    EXPECT_EQ(picture_position({0, 0, "/portal/articles/7/files/99999999999", ""}, 7), 0);
    EXPECT_TRUE(stands_in_text(html, 7, 3));
    EXPECT_FALSE(stands_in_text("<img src=\"/portal/articles/7/files/3\"", 7, 3)) << "cut off";
    EXPECT_TRUE(pictures_in("<p>không có</p>").empty());
}

}  // namespace dinh::portal
