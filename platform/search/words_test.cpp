#include "platform/search/words.hpp"

#include <gmock/gmock.h>

#include "platform/search/query.hpp"
#include "platform/search/rank.hpp"
#include "platform/search/search.hpp"
#include "platform/search/tokens.hpp"
#include "platform/text/text.hpp"

namespace dinh::search {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> folded(std::string_view text) {
    std::vector<std::string> found;
    for (const auto& word : words_of(text)) found.push_back(word.folded);
    return found;
}

std::string marks(std::string_view word) {
    const auto words = words_of(word);
    return words.size() == 1 ? words[0].marks : "not one word";
}

// As the ranking walks: words that cannot be looked for come empty.
std::vector<std::string> walked(std::string_view text, std::initializer_list<const char*> looked_for) {
    FirstLetters first;
    for (const char* token : looked_for) first.add(token);
    std::vector<std::string> found;
    Words walk(text);
    for (Word word; walk.next(word, first);) found.push_back(word.folded);
    return found;
}

std::vector<std::string> tokens(std::string_view text, Depth depth = Depth::metadata) {
    std::vector<std::string> found;
    add_tokens(text, depth, found);
    return found;
}

class WithAbbreviations : public testing::Test {
protected:
    void SetUp() override {
        set_abbreviations({{"UBND", "Ủy ban nhân dân"}, {"TT HĐND", "Thường trực Hội đồng nhân dân"}, {"X", "một"}});
    }
    void TearDown() override { set_abbreviations({}); }
};

TEST(Words, are_parted_by_all_but_letters_and_digits) {
    EXPECT_THAT(folded("Số: 125/UBND-TH, ngày 05.01.2026 (khẩn)"),
                ElementsAre("so", "125", "ubnd", "th", "ngay", "05", "01", "2026", "khan"));
    EXPECT_THAT(folded(""), IsEmpty());
    EXPECT_THAT(folded(" \t\n…–“”§ "), IsEmpty());
    EXPECT_THAT(folded("a\x01"
                       "b"),
                ElementsAre("a", "b"));
}

TEST(Words, are_passed_over_when_nothing_that_begins_so_is_looked_for) {
    EXPECT_THAT(walked("Đường sắt – đèo Khế, số 05/NQ36", {"duong", "5"}),
                ElementsAre("duong", "", "deo", "", "", "05", "nq36"));
    EXPECT_THAT(walked("Ủy ban\nnhân dân", {"x"}), ElementsAre("", "", "", ""));
    EXPECT_THAT(walked("中文 và chữ", {"chu"}), ElementsAre("", "", "chu"));
    EXPECT_THAT(walked("…", {"a"}), IsEmpty());
}

TEST(Words, are_folded_as_the_rest_of_the_house_folds) {
    const std::string all =
        "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđçñöüß";
    EXPECT_THAT(folded(all), ElementsAre(text::fold(all)));
}

TEST(Words, keep_their_marks_apart) {
    EXPECT_EQ(marks("đường"), "9772");
    EXPECT_EQ(marks("ĐƯỜNG"), "9772");
    EXPECT_EQ(marks("duong"), "");
    EXPECT_EQ(marks("hòa"), marks("hoà"));
    EXPECT_NE(marks("hòa"), marks("hóa"));
    EXPECT_EQ(marks("thuở"), "73");
    EXPECT_EQ(marks("ma"), "");
    EXPECT_EQ(marks("má"), "1");
    EXPECT_EQ(marks("mã"), "4");
}

TEST(Words, know_their_place) {
    const std::string text = "về việc đường";
    const auto words = words_of(text);
    ASSERT_EQ(words.size(), 3u);
    EXPECT_EQ(text.substr(words[0].from, words[0].to - words[0].from), "về");
    EXPECT_EQ(text.substr(words[2].from, words[2].to - words[2].from), "đường");
}

TEST(Words, of_other_scripts_are_plain_too) {
    for (const char* text : {"日本", "Привет", "ไทย", "한국", "\xf0\xa0\x80\x80"}) {
        const auto found = folded(text);
        ASSERT_EQ(found.size(), 1u) << text;
        EXPECT_EQ(found[0].find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string::npos) << text;
    }
    EXPECT_NE(folded("日"), folded("本"));
    EXPECT_THAT(folded("👍🏽"), IsEmpty());
}

TEST(Words, survive_bytes_that_are_no_text) {
    EXPECT_THAT(folded("\xff"
                       "ab\xc3"),
                ElementsAre("ab"));
    EXPECT_THAT(folded(std::string(3, '\0') + "ab"), ElementsAre("ab"));
    EXPECT_THAT(folded("\xe1\xba"), IsEmpty());
    EXPECT_EQ(folded(std::string(10'000, 'a'))[0].size(), 10'000u);
    EXPECT_EQ(token(std::string(10'000, 'a')).size(), 60u);
}

TEST(Tokens, have_no_leading_zeros) {
    EXPECT_EQ(token("05"), "5");
    EXPECT_EQ(token("000"), "0");
    EXPECT_EQ(token("01a"), "1a");
    EXPECT_EQ(token("0"), "0");
    EXPECT_EQ(token("100"), "100");
}

TEST(Tokens, join_dotted_numbers_and_ampersands) {
    EXPECT_THAT(tokens("số 1.234/UBND"), Contains("1234"));
    EXPECT_THAT(tokens("1.500.000 đồng"), Contains("1500000"));
    EXPECT_THAT(tokens("UBND-CNN&XD"), Contains("cnnxd"));
    EXPECT_THAT(tokens("UBND-CNN&XD"), Not(Contains("ubndcnnxd")));
    EXPECT_THAT(tokens("05.01.2026"), Not(Contains("5012026")));
    EXPECT_THAT(tokens("1. 234"), Not(Contains("1234")));
    EXPECT_THAT(tokens("1.234"), Contains("1"));
    EXPECT_THAT(tokens("1.234"), Contains("234"));
}

TEST(Tokens, hold_the_parts_of_mixed_words) {
    EXPECT_THAT(tokens("125a"), testing::UnorderedElementsAre("125a", "125", "a"));
    EXPECT_THAT(tokens("01.TCCB"), testing::UnorderedElementsAre("1", "tccb", "_ptc", "_ptcc"));
    EXPECT_THAT(tokens("125a", Depth::body), ElementsAre("125a"));
}

TEST(Tokens, hold_marks_in_metadata_only) {
    EXPECT_THAT(tokens("đất"), testing::UnorderedElementsAre("dat", "dat_961", "_pda"));
    EXPECT_THAT(tokens("đất", Depth::body), ElementsAre("dat"));
}

TEST(Tokens, are_sorted_and_each_once) { EXPECT_EQ(index_text({"b", "a", "b"}), "a b"); }

TEST(Tokens, hold_the_beginnings_of_words_in_metadata_only) {
    EXPECT_THAT(tokens("chuye 2026 a"), testing::UnorderedElementsAre("chuye", "_pch", "_pchu", "_pchuy", "2026", "a"));
    EXPECT_THAT(tokens("chuye", Depth::body), ElementsAre("chuye"));
    EXPECT_LT(tokens(std::string(10'000, 'a')).size(), 30u);
}

TEST(Tokens, that_are_no_words_are_never_typed) {
    for (const std::string& special :
         {grantee_token(1), kind_token("incoming"), month_token(2026, 1), span_token(1, 0)}) {
        EXPECT_TRUE(special.starts_with("_"));
        for (const auto& word : folded(special)) EXPECT_NE(word, special);
    }
    EXPECT_EQ(kind_token("a\") '&|").find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos);
    EXPECT_NE(grantee_token(1), grantee_token(36));
}

TEST_F(WithAbbreviations, index_the_short_form_with_the_long_one) {
    EXPECT_THAT(tokens("Chủ tịch Ủy ban nhân dân tỉnh", Depth::body), Contains("ubnd"));
    EXPECT_THAT(tokens("thường trực hội đồng nhân dân", Depth::body), testing::IsSupersetOf({"tt", "hdnd"}));
    EXPECT_THAT(tokens("nhân dân ủy ban", Depth::body), Not(Contains("ubnd")));
    EXPECT_THAT(tokens("Ủy ban nhân", Depth::body), Not(Contains("ubnd")));
    EXPECT_THAT(tokens("một", Depth::body), Not(Contains("x")));
}

TEST_F(WithAbbreviations, in_a_query_stand_for_both_forms) {
    const Parsed parsed = parse("ủy ban nhân dân tỉnh");
    ASSERT_EQ(parsed.terms.size(), 2u);
    EXPECT_THAT(parsed.terms[0].any, ElementsAre(ElementsAre("uy", "ban", "nhan", "dan"), ElementsAre("ubnd")));
    EXPECT_TRUE(parsed.marked);
    EXPECT_THAT(parse("UBND").terms[0].also, ElementsAre(ElementsAre("uy", "ban", "nhan", "dan")));
}

TEST(Queries, are_words_ANDed_with_the_last_one_unfinished) {
    const Parsed parsed = parse("  Kế hoạch  chuyể ");
    ASSERT_EQ(parsed.terms.size(), 3u);
    EXPECT_EQ(parsed.terms[1].prefix, "");
    EXPECT_EQ(parsed.terms[2].prefix, "chuye");
    EXPECT_THAT(parsed.terms[0].exact, ElementsAre("ke_61"));
    EXPECT_EQ(parse("k").terms[0].prefix, "") << "one letter begins half of all words";
    EXPECT_EQ(parse("12").terms[0].prefix, "") << "numbers are typed whole";
    EXPECT_FALSE(parse("ke hoach").marked);
}

TEST(Queries, take_signs_in_any_order) {
    const auto words = [](std::string_view typed) {
        std::set<std::string> all;
        for (const auto& term : parse(typed).terms) all.insert(term.any[0].begin(), term.any[0].end());
        return all;
    };
    EXPECT_EQ(words("36-NQ/TW"), words("36/NQ-TW"));
    EXPECT_EQ(words("36-NQ/TW"), words("nq 36 tw"));
    EXPECT_THAT(parse("NQ36").terms[0].any, ElementsAre(ElementsAre("nq36"), ElementsAre("nq", "36")));
    EXPECT_THAT(parse("1.234").terms[0].any, ElementsAre(ElementsAre("1", "234"), ElementsAre("1234")));
    EXPECT_THAT(parse("005").terms[0].any, ElementsAre(ElementsAre("5")));
}

TEST(Queries, of_any_length_and_content_are_understood) {
    EXPECT_THAT(parse("").terms, IsEmpty());
    EXPECT_THAT(parse("!!! \"' -- /* */ ;").terms, IsEmpty());
    EXPECT_EQ(parse(std::string(100'000, 'x')).terms.size(), 1u);
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "w" + std::to_string(i) + " ";
    EXPECT_LE(parse(many).terms.size(), 16u);
    EXPECT_EQ(parse("đất đất đất").terms.size(), 2u);  // the last one is unfinished
    EXPECT_EQ(parse("\xff\xfe\xc3").terms.size(), 0u);
}

TEST(Expressions, quote_every_token) {
    const Parsed parsed = parse("AND NEAR(\"x\") OR * ^ {a b}: c-d' | ! <-> &");
    for (const auto engine : {db::Engine::sqlite, db::Engine::postgresql}) {
        Expression expression(engine);
        for (const auto& term : parsed.terms) expression.add(term);
        const char quote = engine == db::Engine::sqlite ? '"' : '\'';
        std::string outside;
        bool inside = false;
        for (const char c : expression.text()) {
            if (c == quote)
                inside = !inside;
            else if (!inside)
                outside += c;
            else
                EXPECT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') << expression.text();
        }
        EXPECT_FALSE(inside);
        EXPECT_EQ(outside.find_first_not_of(engine == db::Engine::sqlite ? "() ANDOR" : "() &|"), std::string::npos)
            << expression.text();
    }
}

class RankingTest : public testing::Test {
protected:
    double score(std::string_view typed, std::string_view title, std::string_view marks_text = "",
                 std::string_view words = "") {
        const Parsed parsed = parse(typed);
        return Ranking(parsed).score(title, marks_text, words, false, 0.5);
    }
    std::string snippet(std::string_view typed, std::string_view text) {
        const Parsed parsed = parse(typed);
        return Ranking(parsed).snippet(text);
    }
};

TEST_F(RankingTest, puts_numbers_and_signs_before_titles_before_words_before_files) {
    EXPECT_GT(score("125", "Về đất đai", "125/UBND-TH"), score("125", "Về 125 hộ dân", "7/UBND-TH"));
    EXPECT_GT(score("đất", "Về đất đai"), score("đất", "Về rừng", "", "đất"));
    EXPECT_GT(score("đất", "Về rừng", "", "đất"), score("đất", "Về rừng"));
}

TEST_F(RankingTest, puts_words_side_by_side_first) {
    EXPECT_GT(score("chuyển đổi số", "Kế hoạch chuyển đổi số"), score("chuyển đổi số", "Số lượng chuyển, đã đổi"));
}

TEST_F(RankingTest, puts_whole_words_before_beginnings) {
    EXPECT_GT(score("an", "Công tác an sinh"), score("an", "Công tác anh hùng"));
}

TEST_F(RankingTest, shows_the_place_with_the_most_words) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "đất ở nơi khác rất xa ";
    text += "việc thu hồi đất của dự án khu dân cư ";
    for (int i = 0; i < 100; ++i) text += "cuối văn bản ";
    const std::string shown = snippet("thu hoi dat", text);
    EXPECT_THAT(shown, testing::HasSubstr("\x01"
                                          "thu\x02 \x01hồi\x02 \x01đất\x02"));
    EXPECT_TRUE(shown.starts_with("…") && shown.ends_with("…"));
    EXPECT_LT(shown.size(), 600u);
    EXPECT_TRUE(text::is_utf8(shown));
}

TEST_F(RankingTest, shows_nothing_where_nothing_is) {
    EXPECT_EQ(snippet("đất", "không có gì"), "");
    EXPECT_EQ(snippet("đất", ""), "");
    EXPECT_EQ(snippet("đất", "đất"), "\x01đất\x02");
    EXPECT_EQ(snippet("dat",
                      "a\x01"
                      "b\x02 đất\n\x07"),
              "a b  \x01đất\x02  ");
}

TEST_F(RankingTest, shows_a_word_without_end) {
    std::string text(5000, 'b');
    text.append(" ").append(5000, 'a').append(" đ");
    const std::string shown = snippet("aaa", text);
    EXPECT_TRUE(text::is_utf8(shown));
}

}  // namespace

}  // namespace dinh::search
