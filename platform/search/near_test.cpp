#include "platform/search/near.hpp"

#include <gmock/gmock.h>

#include "tests/support/columns.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::search {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<Id> records(const std::vector<Hit>& hits) {
    std::vector<Id> all;
    for (const auto& hit : hits) all.push_back(hit.record);
    return all;
}

class Near : public test::OnBothEngines {
protected:
    Near() : OnBothEngines({"search"}) {}
    static Entry entry(Id record, std::string title, std::vector<Id> grantees = {7}, std::string words = "") {
        Entry made;
        made.kind = "incoming";
        made.record = record;
        made.title = std::move(title);
        made.words = std::move(words);
        made.grantees = std::move(grantees);
        made.day = *clock::make_day(2026, 11, 1) + static_cast<int>(record % 20);
        made.link = "/documents/incoming/" + std::to_string(record);
        return made;
    }
    void keep(const Entry& made) {
        db().write([&](db::Tx& tx) { put(tx, made); });
    }
    void learn_all() {
        while (db().writing([](db::Tx& tx) { return learn_words(tx, 2); }) > 0) {}
    }
    Answer ask(Query query, std::vector<Id> grantees = {7}) {
        Actor actor;
        actor.person = 1;
        actor.grantees = std::move(grantees);
        return db().reading([&](db::Conn& conn) { return find(conn, actor, query); });
    }
    Answer near(std::string text, std::vector<Id> grantees = {7}) {
        Query query;
        query.text = std::move(text);
        query.few = 3;
        return ask(query, std::move(grantees));
    }
};

TEST(NearWords, count_letters_added_left_out_changed_and_swapped) {
    EXPECT_EQ(edits_between("chuyen", "chuyen", 2), 0);
    EXPECT_EQ(edits_between("chuyn", "chuyen", 1), 1);
    EXPECT_EQ(edits_between("chuyenn", "chuyen", 1), 1);
    EXPECT_EQ(edits_between("chuyan", "chuyen", 1), 1);
    EXPECT_EQ(edits_between("chyuen", "chuyen", 1), 1);
    EXPECT_EQ(edits_between("cyhuen", "chuyen", 1), 2) << "more than asked for";
    EXPECT_EQ(edits_between("a", "abcdef", 2), 3);
    EXPECT_EQ(edits_between("", "ab", 2), 2);
}

TEST(NearWords, allow_edits_by_length) {
    EXPECT_EQ(edits_allowed(3), 0);
    EXPECT_EQ(edits_allowed(4), 1);
    EXPECT_EQ(edits_allowed(7), 1);
    EXPECT_EQ(edits_allowed(8), 2);
}

TEST(NearWords, share_a_form_when_they_are_near) {
    for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
             {"chuyn", "chuyen"}, {"thuu", "thu"}, {"internett", "internet"}, {"intrenat", "internet"}}) {
        const auto forms = forms_of(one), others = forms_of(other);
        const bool share = std::any_of(forms.begin(), forms.end(), [&](const auto& form) {
            return std::find(others.begin(), others.end(), form) != others.end();
        });
        EXPECT_TRUE(share) << one << " " << other;
    }
    EXPECT_THAT(forms_of("ab"), IsEmpty());
    EXPECT_THAT(forms_of("a1b2"), IsEmpty());
    EXPECT_THAT(forms_of(std::string(21, 'a')), IsEmpty());
    EXPECT_THAT(forms_of("dat"), ElementsAre("dat"));
}

TEST_P(Near, proposes_what_may_have_been_meant_and_finds_it) {
    keep(entry(1, "Kế hoạch chuyển đổi số của tỉnh"));
    keep(entry(2, "Báo cáo khác"));
    learn_all();
    for (const auto& [typed, meant] :
         std::vector<std::pair<std::string, std::string>>{{"chuyn doi so", "chuyen doi so"},
                                                          {"chyuen doi so", "chuyen doi so"},
                                                          {"hoahc chuyeen", "hoach chuyen"},
                                                          {"kế hoạch chuyểnn đổi", "kế hoạch chuyển đổi"}}) {
        const Answer answer = near(typed);
        EXPECT_THAT(answer.hits, IsEmpty()) << typed;
        EXPECT_EQ(answer.near, meant) << typed;
        EXPECT_THAT(records(answer.near_hits), ElementsAre(1)) << typed;
    }
}

TEST_P(Near, changes_nothing_that_was_asked_and_found) {
    keep(entry(1, "Chuyên đề"));
    keep(entry(2, "Chuyên môn"));
    keep(entry(3, "Chuyên viên"));
    keep(entry(4, "Chuyến đi thực tế"));
    learn_all();
    const Answer enough = near("chuyen");
    EXPECT_EQ(enough.hits.size(), 4u);
    EXPECT_EQ(enough.near, "");
    EXPECT_EQ(near("mon").near, "") << "short words are left as they are";
    EXPECT_EQ(near("khongcotunaonhuthe").near, "");
    EXPECT_EQ(near("12345").near, "");
}

TEST_P(Near, replaces_the_word_without_which_the_others_are_found) {
    keep(entry(1, "Kế hoạch năm trước 125"));
    keep(entry(2, "Kế hoạch năm trước 77", {8}));
    keep(entry(3, "Kế hoạc năm trước 99"));
    keep(entry(4, "Kế hoạc năm trướng 77"));
    learn_all();
    EXPECT_EQ(near("kế hoạch trước 77").near, "") << "the number is at fault, and numbers are not mistyped";
    EXPECT_EQ(near("kế hoạch trước 99").near, "kế hoạc trước 99");
    EXPECT_EQ(near("kế hoạnh trướt 125").near, "kế hoạch trước 125") << "no one word alone is at fault";
}

TEST_P(Near, proposes_only_when_more_is_found_by_it) {
    keep(entry(1, "Chương trình"));
    keep(entry(2, "Thương mại"));
    keep(entry(3, "Thương binh"));
    learn_all();
    const Answer one = near("chuong");
    EXPECT_THAT(records(one.hits), ElementsAre(1));
    EXPECT_EQ(one.near, "thuong");
    EXPECT_THAT(one.near_hits, IsEmpty()) << "what was asked for is shown, nothing else";
    EXPECT_EQ(near("thuong").near, "");
}

// The words are learnt from everything, but said only to those who find something by them.
TEST_P(Near, tells_nobody_words_of_what_he_may_not_see) {
    keep(entry(1, "Đơn tố cáo ông Zanzibar", {8}));
    learn_all();
    EXPECT_EQ(near("zanzibra").near, "");
    EXPECT_EQ(near("zanzibra", {8}).near, "zanzibar");
}

TEST_P(Near, learns_each_entry_once_and_late_ones_again) {
    keep(entry(5, "Giải phóng mặt bằng"));
    EXPECT_EQ(db().writing([](db::Tx& tx) { return learn_words(tx, 10); }), 1);
    EXPECT_EQ(db().writing([](db::Tx& tx) { return learn_words(tx, 10); }), 0);
    EXPECT_EQ(near("phongg").near, "phong");
    const Id now = ids::make();
    keep(entry(now, "Trường học"));
    learn_all();
    keep(entry(now - 1, "Nghiên cứu"));
    learn_all();
    EXPECT_EQ(near("nghienn").near, "");
    db().write([](db::Tx& tx) { learn_again(tx); });
    learn_all();
    EXPECT_EQ(near("nghienn").near, "nghien");
}

TEST_P(Near, learnt_by_two_at_once_is_there_once) {
    for (Id record = 1; record <= 20; ++record) keep(entry(record, "Chuyển đổi số " + std::to_string(record)));
    const auto outcomes = test::at_once(4, [&](int) { db().write([](db::Tx& tx) { learn_words(tx, 100); }); });
    EXPECT_EQ(test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
    EXPECT_EQ(near("chuyenn").near, "chuyen");
}

TEST_P(Near, takes_expressions_and_floods_as_plain_words) {
    keep(entry(1, "Chuyển đổi số"));
    learn_all();
    for (const std::string& typed : std::vector<std::string>{
             "\" OR 1=1 --", "chuyenn AND (doi OR NOT so)", "chuyenn & !doi | so:*", "NEAR(chuyen doi, 3)",
             "meta:chuyen*", "'); DROP TABLE search_near; --", std::string(100'000, 'x'), std::string(100'000, '"'),
             "\xff\xfe\x00\x01", "{}[]\"\",\"", "''''''"}) {
        const Answer answer = near(typed);
        EXPECT_THAT(answer.hits, IsEmpty()) << typed.substr(0, 40);
    }
    std::string many;
    for (int i = 0; i < 20'000; ++i) many += "chuyenn" + std::string(1, static_cast<char>('a' + i % 26)) + " ";
    EXPECT_NO_THROW(near(many));
}

TEST_P(Near, keeps_to_the_filters_of_the_question) {
    keep(entry(1, "Chuyển đổi số"));
    learn_all();
    Query query;
    query.text = "chuyenn";
    query.few = 3;
    query.kinds = {"outgoing"};
    EXPECT_EQ(ask(query).near, "");
    query.kinds = {"incoming"};
    EXPECT_EQ(ask(query).near, "chuyen");
    query.few = 0;
    EXPECT_EQ(ask(query).near, "") << "only when asked for";
}

TEST_P(Near, narrows_by_the_further_words) {
    keep(entry(1, "Về đất đai", {7}, "Báo cáo Sở Kế hoạch và Đầu tư Nông Bích Hiền"));
    keep(entry(2, "Về đất đai", {7}, "Kế hoạch Sở Nội vụ"));
    keep(entry(3, "Về đất đai của Sở Nội vụ", {7}, "Công văn"));
    Query query;
    query.text = "đất đai";
    query.begins = "Kế hoạch";
    EXPECT_THAT(records(ask(query).hits), ElementsAre(2)) << "not by the name of the author";
    query.begins = "";
    query.also = {"sở nội vụ"};
    EXPECT_THAT(records(ask(query).hits), ElementsAre(2)) << "not by the title";
    query.also = {"bich hien", "so ke hoach"};
    EXPECT_THAT(records(ask(query).hits), ElementsAre(1));
    query.also = {"\" OR *", "hiền) | (a"};
    EXPECT_THAT(records(ask(query).hits), IsEmpty());
}

TEST_P(Near, narrows_to_what_an_agency_sees_too) {
    keep(entry(1, "Về đất đai", {7, 100}));
    keep(entry(2, "Về đất đai", {7}));
    keep(entry(3, "Về đất đai", {100}));
    keep(entry(4, "Về đất đai", {7, 101}));
    Query query;
    query.text = "đất đai";
    query.given_to = {100};
    EXPECT_THAT(records(ask(query).hits), ElementsAre(1));
    query.given_to = {100, 101};
    EXPECT_THAT(records(ask(query).hits), UnorderedElementsAre(1, 4));
}

TEST_P(Near, sorts_by_day_when_asked) {
    Entry old = entry(10, "Đất đai");
    old.day = *clock::make_day(2026, 1, 1);
    Entry newest = entry(2, "Họp bàn nhiều việc, trong đó có đất ở, đai trạng", {7}, "đất đai");
    newest.day = *clock::make_day(2026, 11, 1);
    keep(old);
    keep(newest);
    Query query;
    query.text = "đất đai";
    EXPECT_THAT(records(ask(query).hits), ElementsAre(10, 2));
    query.by_day = true;
    EXPECT_THAT(records(ask(query).hits), ElementsAre(2, 10));
}

TEST_P(Near, forgets_the_words_that_only_a_dropped_entry_held) {
    keep(entry(1, "Chuyển quyzamba"));
    keep(entry(2, "Chuyển đổi số"));
    learn_all();
    db().write([](db::Tx& tx) { drop(tx, "incoming", 1); });
    EXPECT_THAT(test::columns_with(db(), "quyzamb"), IsEmpty());
    EXPECT_EQ(near("chuyn").near, "chuyen") << "still held by the other";
}

TEST_P(Near, reads_no_whole_table) {
    keep(entry(1, "Chuyển đổi số"));
    learn_all();
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        Actor actor;
        actor.grantees = {7};
        Query query;
        query.text = "chuyenn";
        near_text(plans, actor, query, 0);
        learn_words(plans, 10);
        EXPECT_THAT(plans.full_scans({"search_entry", "search_near"}), IsEmpty()) << plans.text();
    });
}

TEST(Declared, kinds_and_lists_are_known_once) {
    EXPECT_FALSE(is_restricted("near_test"));
    restrict_kind("near_test");
    restrict_kind("near_test");
    EXPECT_TRUE(is_restricted("near_test"));
    declare_list({"/near_test", "Thử"});
    declare_list({"/near_test", "Thử"});
    const auto all = lists();
    EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const List& one) { return one.path == "/near_test"; }), 1);
}

DINH_BOTH_ENGINES(Near);

}  // namespace

}  // namespace dinh::search
