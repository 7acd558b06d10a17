#include "modules/portal/reading/text_pages.hpp"
#include "modules/portal/tests/reading_desk.hpp"

namespace dinh::portal {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::size_t weight(const std::vector<std::string>& page) {
    std::size_t sum = 0;
    for (const auto& words : page) sum += text::html_escape(words).size() + 8;
    return sum;
}

class TextTest : public test::ReadingDesk {
protected:
    // The pages one after another as their links lead, each within its weight.
    std::string whole(std::string below, int& count) {
        std::string all;
        for (count = 0; !below.empty() && count < 100; ++count) {
            const auto answer = read(below);
            EXPECT_EQ(answer.status, 200) << below;
            EXPECT_LE(answer.body.size(), reading::kMostTextPage) << below;
            all += answer.body;
            const auto next = answer.body.find("\" rel=\"next\"");
            const auto from = answer.body.rfind("href=\"", next) + 6;
            below = next == answer.body.npos ? "" : answer.body.substr(from, next - from);
        }
        return all;
    }
};
DINH_BOTH_ENGINES(TextTest);

}  // namespace

TEST(TextPages, lines_become_paragraphs_and_pages_keep_their_weight) {
    EXPECT_THAT(reading::text_pages("một\n\nhai", 500), ElementsAre(ElementsAre("một", "hai")));
    EXPECT_THAT(reading::text_pages("", 500), ElementsAre(ElementsAre()));
    std::string plain;
    for (int n = 0; n < 300; ++n) plain += "Câu thứ " + std::to_string(n) + " & <dấu> \"ngoặc\" ";
    for (const std::string& words : {plain, plain + "\n" + plain, std::string(3'000, 'x'), std::string(3'000, '"')}) {
        const auto pages = reading::text_pages(words, 1'000);
        EXPECT_GT(pages.size(), 2u);
        std::string joined;
        for (const auto& page : pages) {
            EXPECT_LE(weight(page), 1'000u);
            EXPECT_FALSE(page.empty());
            for (const auto& line : page) {
                EXPECT_TRUE(text::is_utf8(line));
                joined += line;
            }
        }
        const auto without_blanks = [](std::string all) {
            std::erase_if(all, [](char c) { return c == ' ' || c == '\n'; });
            return all;
        };
        EXPECT_EQ(without_blanks(joined), without_blanks(words));
    }
}

TEST_P(TextTest, a_long_article_is_read_in_pages_of_five_kilobytes) {
    auto typed = input("Báo cáo \"kinh tế\" – xã hội & quốc phòng năm 2026 của tỉnh, trình kỳ họp cuối năm");
    typed.body.clear();
    for (int n = 0; n < 120; ++n)
        typed.body +=
            "<p>Mục " + std::to_string(n) + ": tốc độ tăng trưởng đạt <strong>8,5%</strong> & thu ngân sách.</p>";
    const Id id = published(typed);
    int count = 0;
    const std::string all = whole(base_ + "/gon" + address(id), count);
    EXPECT_GE(count, 3);
    for (const int n : {0, 60, 119}) EXPECT_THAT(all, HasSubstr("Mục " + std::to_string(n) + ": tốc độ"));
    EXPECT_THAT(all, Not(HasSubstr("<strong>")));
    EXPECT_EQ(page("/gon" + address(id) + "/99").status, 404);
    EXPECT_THAT(page(address(id)).body, HasSubstr("href=\"" + base_ + "/gon" + address(id) + "\""));
}

TEST_P(TextTest, lists_of_the_longest_titles_stay_within_five_kilobytes) {
    const std::string words =
        "Nghị quyết về việc đẩy mạnh chuyển đổi số & cải cách “thủ tục” hành chính ở những xã vùng cao "
        "đặc biệt khó khăn trong giai đoạn 2026 đến 2030 ";
    for (int n = 0; n < 18; ++n) published((words + words).substr(0, 280) + " số " + std::to_string(n));
    int count = 0;
    const std::string home = whole(base_ + "/gon", count);
    EXPECT_EQ(count, 3);
    EXPECT_THAT(home, HasSubstr("href=\"" + base_ + "/gon/muc\""));
    whole(base_ + "/gon/muc/" + category_.slug, count);
    EXPECT_EQ(count, 3);
    EXPECT_LE(page("/gon/muc").body.size(), reading::kMostTextPage);
    EXPECT_EQ(page("/gon/muc/khong-co").status, 404);
    EXPECT_EQ(page("/gon/trang/9").status, 404);
}

TEST_P(TextTest, the_directory_is_there_in_words_alone) {
    const auto answer = page("/gon/danh-ba");
    EXPECT_THAT(answer.body, HasSubstr("<p>Trần Giám Đốc, Giám đốc"));
    EXPECT_LE(answer.body.size(), reading::kMostTextPage);
}

}  // namespace dinh::portal
