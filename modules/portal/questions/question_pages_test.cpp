// The pages of officials: list, record, deeds, figures; and that others see nothing of them.
#include <regex>

#include "modules/portal/tests/question_visit.hpp"
#include "platform/audit/audit.hpp"
#include "tests/support/columns.hpp"

namespace dinh::portal {

namespace {

using dinh::test::says_fault_of;
using test::Answer;
using test::FormFields;
using test::Member;
using test::with;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class QuestionPagesTest : public test::QuestionVisit {
protected:
    static FormFields drafted() {
        return {{"answer", "Kết quả có trong mười ngày."},
                {"public_subject", "Thời hạn cấp giấy"},
                {"public_body", "Bao giờ có kết quả?"},
                {"publish", "1"}};
    }
    // Without what differs each time.
    static std::string plain(const Answer& answer) {
        static const std::regex numbers("[0-9]{15,}|[0-9a-f]{8}-[0-9a-f-]{20,}|<b>[0-9A-Z-]{6,}</b>");
        return std::to_string(answer.status) + std::regex_replace(dinh::test::lasting(answer.body), numbers, "#");
    }
    std::string everything_seen_by(const Actor& actor) {
        std::string all;
        for (const char* view : {"new", "mine", "approval", "overdue", "answered", "ended", "all"})
            for (const char* page : {"/portal/questions", "/portal/questions.csv"})
                all += plain(get(actor, page, {{"view", view}}));
        for (const char* words : {"thời hạn", "Quyzamba", "giấy", "đất"}) {
            all += plain(get(actor, "/portal/questions", {{"q", words}, {"view", "all"}}));
            all += plain(get(actor, "/search", {{"q", words}}));
        }
        for (const char* page :
             {"/portal/questions/figures", "/worklist", "/worklist/known", "/worklist/done", "/worklist/notices"})
            all += plain(get(actor, page));
        return all;
    }
};

TEST_P(QuestionPagesTest, from_the_list_to_the_public_answer_by_forms_alone) {
    const Id id = ask(input());
    EXPECT_TRUE(get(office_.chief, "/portal/questions").has(input().subject));
    EXPECT_TRUE(get(office_.chief, path(id)).has("/assignment"));
    EXPECT_EQ(get(office_.chief, path(id, "/assignment")).status, 200);
    EXPECT_TRUE(
        says_fault_of(web_deed(office_.chief, id, "/assignment", {{"holder", ""}, {"field", "land"}}), "holder"));
    const FormFields to{{"holder", "u" + std::to_string(office_.division)}, {"field", "land"}, {"note", ""}};
    EXPECT_EQ(web_deed(office_.chief, id, "/assignment", to).status, 303);
    EXPECT_EQ(web_deed(office_.head, id, "/handing-on", {{"post", std::to_string(office_.specialist.post)}}).status,
              303);
    EXPECT_TRUE(get(office_.specialist, path(id, "/answer")).has("Bao giờ có kết quả?"));
    EXPECT_TRUE(says_fault_of(web_deed(office_.specialist, id, "/answer", with(drafted(), "answer", "")), "answer"));
    EXPECT_TRUE(says_fault_of(
        web_deed(office_.specialist, id, "/answer", with(drafted(), "answer", "Gọi 0987 654 321")), "checked"));
    EXPECT_EQ(web_deed(office_.specialist, id, "/answer", drafted()).status, 303);
    EXPECT_EQ(web_deed(office_.director, id, "/return", {{"reason", "Rõ hơn"}}).status, 303);
    EXPECT_TRUE(get(office_.specialist, path(id)).has("Rõ hơn"));
    EXPECT_EQ(web_deed(office_.specialist, id, "/answer", drafted()).status, 303);
    EXPECT_EQ(web_deed(office_.specialist, id, "/approval", {}).status, 403);
    EXPECT_EQ(web_deed(office_.director, id, "/approval", {}, "1").status, 409);
    EXPECT_EQ(web_deed(office_.director, id, "/approval", {}).status, 303);
    EXPECT_TRUE(read(base_ + "/hoi-dap").has("Thời hạn cấp giấy"));
    EXPECT_EQ(web_deed(office_.director, id, "/reopening", {{"reason", "Sai"}}).status, 303);
    EXPECT_FALSE(read(base_ + "/hoi-dap").has("Thời hạn cấp giấy"));
}

TEST_P(QuestionPagesTest, readers_find_an_answer_by_the_search_once_it_is_public) {
    const Id id = ask(input());
    const std::string shown = base_ + "/hoi-dap/" + std::to_string(id) + "\"";
    const auto found = [&](const std::string& base, const char* where) {
        return read(base + "/tim", {{"q", "thời hạn"}, {"where", where}}).body;
    };
    assign(id, {office_.division, 0});
    answer(id, draft());
    EXPECT_THAT(found(base_, ""), Not(HasSubstr(shown)));
    approve(id);
    EXPECT_THAT(found(base_, ""), HasSubstr(shown));
    EXPECT_THAT(found(other_base_, ""), Not(HasSubstr(shown)));
    EXPECT_THAT(found(other_base_, "all"), HasSubstr(shown));
    EXPECT_THAT(found(other_base_, "all"), Not(HasSubstr(input().subject)));
}

TEST_P(QuestionPagesTest, passed_on_turned_away_and_extended_by_forms) {
    const Id id = ask(input());
    EXPECT_TRUE(get(office_.chief, path(id, "/passing")).has("Đại Từ"));
    EXPECT_TRUE(says_fault_of(web_deed(office_.chief, id, "/passing", {{"site", "x"}, {"reason", "Xã"}}), "site"));
    EXPECT_TRUE(
        says_fault_of(web_deed(office_.chief, id, "/extension", {{"until", "31/02/2026"}, {"reason", "x"}}), "until"));
    EXPECT_EQ(web_deed(office_.chief, id, "/extension", {{"until", "10/12/2026"}, {"reason", "Đo lại"}}).status, 303);
    const Answer passed =
        web_deed(office_.chief, id, "/passing", {{"site", std::to_string(other_site_)}, {"reason", "Thuộc xã"}});
    EXPECT_EQ(passed.location, "/portal/questions") << "who no longer sees it is led to the list";
    EXPECT_TRUE(says_fault_of(web_deed(other_.chief, id, "/turning-away", {{"as", "x"}, {"reason", "x"}}), "as"));
    EXPECT_EQ(web_deed(other_.chief, id, "/turning-away", {{"as", "complaint"}, {"reason", "Gửi nơi tiếp"}}).status,
              303);
    const Answer seen = look_up(test::kCode);
    EXPECT_TRUE(seen.has("Gửi nơi tiếp"));
    EXPECT_TRUE(seen.has("/tim?q="));
}

TEST_P(QuestionPagesTest, entered_by_an_official_its_code_is_shown_once) {
    FormFields fields{{"site", std::to_string(site_)}, {"kind", "information"},     {"channel", "post"},
                      {"received_day", "18/11/2026"},  {"subject", "Quy hoạch xã"}, {"body", "Bản đồ quy hoạch"},
                      {"field", "construction"},       {"provision", "copy"},       {"purpose", "Tìm hiểu"},
                      {"name", "Lê Quyzamba"},         {"phone", "0912 777 333"},   {"address", "Xóm 5"},
                      {"id_number", "019012345678"},   {"deed_key", "k1"}};
    EXPECT_EQ(get(office_.specialist, "/portal/questions/new").status, 403);
    EXPECT_TRUE(get(office_.chief, "/portal/questions/new").has("Cách gửi"));
    EXPECT_TRUE(says_fault_of(post(office_.chief, "/portal/questions/new", with(fields, "received_day", "mai")),
                              "received_day"));
    EXPECT_TRUE(
        says_fault_of(post(office_.chief, "/portal/questions/new", with(fields, "channel", "bird")), "channel"));
    const auto elsewhere = with(fields, "site", std::to_string(other_site_));
    EXPECT_EQ(post(office_.chief, "/portal/questions/new", elsewhere).status, 403);
    const Answer done = post(office_.chief, "/portal/questions/new", fields);
    ASSERT_EQ(done.status, 200);
    EXPECT_EQ(found(newest()).channel, "post");
    static const std::regex shown("<b>([A-Z2-7-]{19})</b>");
    std::smatch code;
    ASSERT_TRUE(std::regex_search(done.body, code, shown));
    EXPECT_TRUE(look_up(code[1]).has("Quy hoạch xã"));
}

TEST_P(QuestionPagesTest, reading_the_sender_is_noted_and_lists_never_show_him) {
    const Id id = ask(input());
    audit::flush_views(db());  // of tests before this one
    const Answer shown = get(office_.chief, path(id));
    EXPECT_TRUE(shown.has("Lê Quyzamba") && shown.has("0912 777 333"));
    EXPECT_EQ(audit::flush_views(db()), 1);
    for (const char* page : {"/portal/questions", "/portal/questions.csv", "/worklist", "/portal/questions/figures"})
        EXPECT_FALSE(get(office_.chief, page).has("Quyzamba")) << page;
    EXPECT_EQ(get(office_.chief, "/portal/questions", {{"q", "Quyzamba"}, {"view", "all"}}).has(input().subject),
              false);
    EXPECT_TRUE(get(office_.chief, "/portal/questions", {{"q", "thời hạn"}, {"view", "all"}}).has(input().subject));
}

TEST_P(QuestionPagesTest, to_those_it_was_not_given_to_a_question_does_not_exist) {
    const std::vector<const Member*> strangers{&office_.clerk,   &office_.specialist, &office_.second_head,
                                               &other_.director, &other_.chief,       &other_.specialist};
    const auto seen = [&] {
        std::vector<std::string> all;
        for (const auto* one : strangers) all.push_back(everything_seen_by(*one));
        return all;
    };
    const auto before = seen();
    const Id id = ask(input());
    const auto unchanged = [&](const char* after_what) {
        const auto now = seen();
        for (std::size_t i = 0; i < now.size(); ++i)
            EXPECT_EQ(now[i], before[i]) << strangers[i]->name << " after " << after_what;
        for (const auto* one : strangers) {
            for (const char* part : {"", "/assignment", "/answer", "/approval", "/files/1"})
                EXPECT_EQ(plain(get(*one, path(id, part))), plain(get(*one, path(99, part)))) << one->name << part;
            EXPECT_EQ(web_deed(*one, id, "/refusal", {{"as", "insult"}, {"reason", "x"}}).status, 404);
        }
    };
    unchanged("asking");
    assign(id, {office_.division, 0});
    answer(id, draft());
    unchanged("drafting");
    approve(id);
    unchanged("publishing");
}

TEST_P(QuestionPagesTest, who_asks_stands_with_the_sender_alone) {
    QuestionInput one = information();
    const Id id = ask(one);
    const Id second = answered(input(), "BBBBBBBBBBBBBBBB");
    write([&](db::Tx& tx) { rate_answer(tx, "BBBBBBBBBBBBBBBB", 3, "Tốt"); });
    deed(id, [&](db::Tx& tx, std::int64_t at) {
        pass_question_on(tx, office_.chief, *directory_, id, at, other_site_, "Thuộc xã");
    });
    get(other_.chief, path(id));
    get(office_.chief, path(second));
    look_up("BBBB-BBBB-BBBB-BBBB");
    audit::flush_views(db());
    const auto columns = dinh::test::columns_with(db(), "quyzamb");
    EXPECT_THAT(columns, Not(IsEmpty())) << "they would be found";
    EXPECT_THAT(columns, Each(StartsWith("portal_question_sender.")));
    for (const char* word : {"777 333", "019012345678"})
        EXPECT_THAT(dinh::test::columns_with(db(), word), Each(StartsWith("portal_question_sender."))) << word;
    EXPECT_THAT(dinh::test::columns_with(db(), "bbbbbbbbbbbb"), IsEmpty()) << "a code is kept as its digest";
    EXPECT_THAT(dinh::test::columns_with(db(), "203.0.113"), IsEmpty()) << "floods are counted without addresses";
    for (const auto& line : captured_.lines())
        for (const char* word : {"uyzamb", "777 333", "019012345678", "BBBB"}) EXPECT_THAT(line, Not(HasSubstr(word)));
}

TEST_P(QuestionPagesTest, figures_are_of_the_sites_one_sorts_for) {
    answered(input());
    const Answer mine = get(office_.chief, "/portal/questions/figures");
    EXPECT_TRUE(mine.has("<td>11/2026</td>"));
    EXPECT_FALSE(get(other_.chief, "/portal/questions/figures").has("<td>11/2026</td>"));
    EXPECT_FALSE(get(office_.specialist, "/portal/questions/figures").has("<td>11/2026</td>"));
    EXPECT_EQ(get(office_.chief, "/portal/questions/figures.xlsx").status, 200);
    EXPECT_LE(mine.queries, 30);
    EXPECT_LE(get(office_.chief, "/portal/questions").queries, 30);
}

TEST_P(QuestionPagesTest, an_archive_takes_no_questions_and_nothing_is_done_on_it) {
    const Id id = ask(input());
    write([&](db::Tx& tx) {
        tx.exec(db::Sql{"test.archive", "UPDATE portal_site SET state = 'archive' WHERE id = $1"}, site_);
    });
    EXPECT_EQ(read(base_ + "/hoi-dap/moi").status, 404);
    EXPECT_EQ(web_deed(office_.chief, id, "/refusal", {{"as", "insult"}, {"reason", "x"}}).status, 403);
    EXPECT_TRUE(look_up(test::kCode).has("Mới đến"));
}

DINH_BOTH_ENGINES(QuestionPagesTest);

}  // namespace

}  // namespace dinh::portal
