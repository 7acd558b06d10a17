// Asking, and who answers.
#include "modules/portal/questions/deadlines.hpp"
#include "modules/portal/tests/question_desk.hpp"

namespace dinh::portal {

namespace {

using test::day;
using test::refusals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class QuestionTest : public test::QuestionDesk {
protected:
    std::vector<std::string> refused(const QuestionInput& one) {
        return refusals([&] { ask(one); });
    }
    // A deed of the chief of office, who sorts, on the newest version.
    template <class F>
    std::vector<std::string> refused_deed(Id id, F&& work) {
        return refusals([&] { deed(id, work); });
    }
    void extend_to(const Actor& actor, Id id, Day until) {
        deed(id, [&](db::Tx& tx, std::int64_t at) { extend_question(tx, actor, id, at, until, "Phải đo đạc lại"); });
    }
};

TEST_P(QuestionTest, what_is_asked_waits_for_the_editors_with_its_days) {
    const Id id = ask(input());
    const Question one = found(id);
    EXPECT_EQ(one.state, "received");
    EXPECT_EQ(one.due, day(12, 7)) << "ten working days; 24 November is a holiday";
    EXPECT_FALSE(one.notice_due);
    EXPECT_THAT(work_of(office_.chief.post), ElementsAre("portal.sort_question"));
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
    EXPECT_TRUE(sees(office_.chief, id) && sees(office_.director, id));
    EXPECT_FALSE(sees(office_.specialist, id) || sees(office_.head, id) || sees(office_.clerk, id));
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return asker_of(conn, id).name; }), "Lê Quyzamba");
    EXPECT_THAT(listed(office_.chief, "new"), ElementsAre(id));
}

TEST_P(QuestionTest, a_request_for_information_is_told_of_in_three_days_and_answered_in_ten) {
    const Id id = ask(information());
    EXPECT_EQ(found(id).notice_due, day(11, 26));
    EXPECT_EQ(found(id).due, day(12, 7));
    EXPECT_FALSE(found(id).may_publish) << "what is given to one is not published as an answer";
    now_.set({clock::start_of(day(11, 27)).ms});
    EXPECT_THAT(listed(office_.chief, "overdue"), ElementsAre(id));
    assign(id, {office_.division, 0});
    EXPECT_EQ(found(id).noticed_day, day(11, 27));
    EXPECT_THAT(listed(office_.chief, "overdue"), IsEmpty());
}

TEST_P(QuestionTest, days_go_round_the_new_year_holidays_by_the_way_it_came) {
    const auto network = question_days("information", "network", day(2, 12));
    ASSERT_TRUE(network);
    EXPECT_EQ(network->notice_due, day(2, 24));
    EXPECT_EQ(network->due, day(3, 5));
    const auto by_post = question_days("information", "post", day(2, 12));
    EXPECT_EQ(by_post->notice_due, day(2, 26));
    EXPECT_EQ(by_post->due, day(3, 12));
    EXPECT_FALSE(question_days("information", "in_person", day(2, 12))->notice_due);
    EXPECT_FALSE(question_days("question", "network", day(1, 1, 2015))) << "before the rules hold";
}

TEST_P(QuestionTest, asking_says_all_that_is_wrong_at_once) {
    QuestionInput one = information();
    one.subject = "";
    one.body = std::string(5001, 'x');
    one.field = "moon";
    one.provision = "";
    one.purpose = "";
    one.sender = {"", "12", "nobody", "", "12345"};
    EXPECT_THAT(refused(one), testing::UnorderedElementsAre("field", "subject", "body", "name", "phone", "email",
                                                            "address", "id_number", "provision", "purpose"));
}

TEST_P(QuestionTest, asking_needs_a_way_to_answer_but_feedback_needs_neither_name_nor_contact) {
    QuestionInput one = input();
    one.sender.phone = one.sender.email = "";
    EXPECT_THAT(refused(one), ElementsAre("phone"));
    one.kind = "feedback";
    one.sender = {};
    EXPECT_THAT(refused(one), IsEmpty());
}

TEST_P(QuestionTest, secret_words_and_the_senders_name_in_the_subject_are_refused) {
    QuestionInput one = input();
    one.body = "TUYỆT MẬT\nKế hoạch";
    EXPECT_THAT(refused(one), ElementsAre("body"));
    one = input();
    one.subject = "Đơn của LÊ  QUYZAMBA";
    EXPECT_THAT(refused(one), ElementsAre("subject"));
    one.subject = "Gọi số +84 912.777.333";
    EXPECT_THAT(refused(one), ElementsAre("subject"));
    one.subject = "Viết về Quyzamba@Example.vn";
    EXPECT_THAT(refused(one), ElementsAre("subject"));
}

TEST_P(QuestionTest, unknown_kinds_closed_sites_and_days_to_come_are_refused) {
    QuestionInput one = input("gossip");
    EXPECT_THAT(refused(one), ElementsAre("kind"));
    one = input();
    one.site = 4711;
    EXPECT_THAT(refused(one), ElementsAre(""));
    one = input();
    one.received_day = day(11, 21);
    EXPECT_THAT(
        refusals([&] { write([&](db::Tx& tx) { ask_question(tx, office_.chief, *directory_, one, {}, "SECOND"); }); }),
        ElementsAre("received_day"));
}

TEST_P(QuestionTest, who_sorts_enters_what_came_by_post_others_may_not) {
    QuestionInput one = information();
    one.channel = "post";
    one.received_day = day(11, 18);
    EXPECT_THROW(write([&](db::Tx& tx) { ask_question(tx, office_.specialist, *directory_, one, {}, "X"); }),
                 Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { ask_question(tx, other_.chief, *directory_, one, {}, "X"); }), Forbidden);
    const Id id =
        db().writing([&](db::Tx& tx) { return ask_question(tx, office_.chief, *directory_, one, {}, test::kCode); });
    EXPECT_EQ(found(id).received_day, day(11, 18));
    EXPECT_EQ(found(id).notice_due, day(11, 26)) << "five working days";
}

TEST_P(QuestionTest, a_code_belongs_to_one_question) {
    ask(input());
    EXPECT_THROW(ask(input()), db::UniqueViolation);
}

TEST_P(QuestionTest, assigning_shows_it_to_the_unit_and_takes_it_from_the_one_before) {
    const Id id = ask(input());
    assign(id, {office_.division, 0});
    EXPECT_EQ(found(id).state, "assigned");
    EXPECT_TRUE(sees(office_.head, id));
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_THAT(work_of(office_.division), ElementsAre("portal.draft_answer"));
    EXPECT_THAT(listed(office_.head, "mine"), ElementsAre(id));
    assign(id, {office_.second_division, 0});
    EXPECT_FALSE(sees(office_.head, id));
    EXPECT_TRUE(sees(office_.second_head, id));
    EXPECT_THAT(work_of(office_.division), IsEmpty());
}

TEST_P(QuestionTest, a_unit_leader_hands_it_on_within_the_unit) {
    const Id id = ask(input());
    assign(id, {office_.division, 0});
    deed(id, [&](db::Tx& tx, std::int64_t at) {
        hand_question_on(tx, office_.head, *directory_, id, at, office_.specialist.post);
    });
    EXPECT_TRUE(sees(office_.specialist, id) && sees(office_.head, id));
    EXPECT_FALSE(sees(office_.second_specialist, id));
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("portal.draft_answer"));
    EXPECT_THAT(refused_deed(id,
                             [&](db::Tx& tx, std::int64_t at) {
                                 hand_question_on(tx, office_.head, *directory_, id, at, office_.second_head.post);
                             }),
                ElementsAre("post"));
    EXPECT_THROW(deed(id,
                      [&](db::Tx& tx, std::int64_t at) {
                          hand_question_on(tx, office_.chief, *directory_, id, at, office_.specialist.post);
                      }),
                 Forbidden);
}

TEST_P(QuestionTest, assigning_refuses_nobody_both_others_and_unknown_fields) {
    const Id id = ask(input());
    const auto to = [&](const QuestionHolder& holder, const char* field) {
        return refused_deed(id, [&](db::Tx& tx, std::int64_t at) {
            assign_question(tx, office_.chief, *directory_, id, at, holder, field, "");
        });
    };
    EXPECT_THAT(to({}, "land"), ElementsAre("holder"));
    EXPECT_THAT(to({office_.division, office_.head.post}, "land"), ElementsAre("holder"));
    EXPECT_THAT(to({other_.division, 0}, "land"), ElementsAre("holder"));
    EXPECT_THAT(to({0, other_.head.post}, "land"), ElementsAre("holder"));
    EXPECT_THAT(to({office_.division, 0}, "moon"), ElementsAre("field"));
    EXPECT_THROW(
        deed(id,
             [&](db::Tx& tx, std::int64_t at) {
                 assign_question(tx, office_.specialist, *directory_, id, at, {office_.division, 0}, "land", "");
             }),
        NotFound)
        << "who does not see it";
}

TEST_P(QuestionTest, passed_on_it_waits_at_the_other_site_and_is_gone_here) {
    const Id id = ask(input());
    EXPECT_THAT(refused_deed(id,
                             [&](db::Tx& tx, std::int64_t at) {
                                 pass_question_on(tx, office_.chief, *directory_, id, at, site_, "Không phải của tôi");
                             }),
                ElementsAre("site"));
    EXPECT_THAT(refused_deed(id,
                             [&](db::Tx& tx, std::int64_t at) {
                                 pass_question_on(tx, office_.chief, *directory_, id, at, other_site_, " ");
                             }),
                ElementsAre("reason"));
    deed(id, [&](db::Tx& tx, std::int64_t at) {
        pass_question_on(tx, office_.chief, *directory_, id, at, other_site_, "Thuộc thẩm quyền của xã");
    });
    EXPECT_EQ(found(id).site, other_site_);
    EXPECT_EQ(found(id).owner_agency, other_.agency);
    EXPECT_EQ(found(id).due, day(12, 7)) << "the days go on";
    EXPECT_FALSE(sees(office_.chief, id) || sees(office_.director, id));
    EXPECT_TRUE(sees(other_.chief, id));
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_THAT(work_of(other_.chief.post), ElementsAre("portal.sort_question"));
    const auto one = db().reading([&](db::Conn& conn) { return question_of_code(conn, test::kCode); });
    EXPECT_EQ(one->id, id) << "the code still leads there";
}

TEST_P(QuestionTest, complaints_are_turned_away_by_a_person_words_only_hint) {
    QuestionInput one = input();
    one.body = "Tôi KHIẾU NẠI quyết định thu hồi đất.";
    const Id id = ask(one);
    EXPECT_EQ(hinted_turning(found(id)), "complaint");
    EXPECT_EQ(found(id).state, "received");
    const auto turn = [&](const Actor& who, const char* as, const char* reason) {
        deed(id, [&](db::Tx& tx, std::int64_t at) { turn_question_away(tx, who, id, at, as, reason); });
    };
    EXPECT_THAT(refusals([&] { turn(office_.chief, "gossip", "Lý do"); }), ElementsAre("as"));
    EXPECT_THAT(refusals([&] { turn(office_.chief, "complaint", ""); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { turn(office_.chief, "complaint", "Ông Lê Quyzamba gửi đơn"); }), ElementsAre("reason"))
        << "no word of the sender in what is written down";
    turn(office_.chief, "complaint", "Gửi đơn đến nơi tiếp công dân");
    EXPECT_EQ(found(id).state, "turned_away");
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_THAT(refusals([&] { turn(office_.chief, "complaint", "Lần nữa"); }), ElementsAre(""));
}

TEST_P(QuestionTest, refusing_needs_a_reason_of_the_rules) {
    const Id id = ask(input());
    const auto refuse = [&](const Actor& who, const char* as, const char* reason) {
        deed(id, [&](db::Tx& tx, std::int64_t at) { refuse_question(tx, who, id, at, as, reason); });
    };
    EXPECT_THAT(refusals([&] { refuse(office_.chief, "complaint", "x"); }), ElementsAre("as"));
    EXPECT_THROW(refuse(other_.chief, "insult", "x"), NotFound);
    refuse(office_.director, "insult", "Lời lẽ xúc phạm");
    EXPECT_EQ(found(id).state, "refused");
    EXPECT_EQ(found(id).ended_as, "insult");
}

TEST_P(QuestionTest, extended_once_with_a_reason_and_no_further_than_the_rules_allow) {
    const Id id = ask(information());
    EXPECT_THAT(refusals([&] { extend_to(office_.chief, id, day(12, 7)); }), ElementsAre("until"));
    EXPECT_THAT(refusals([&] { extend_to(office_.chief, id, day(12, 22)); }), ElementsAre("until"));
    extend_to(office_.chief, id, day(12, 21));
    EXPECT_EQ(found(id).due, day(12, 21));
    EXPECT_THAT(refusals([&] { extend_to(office_.chief, id, day(12, 22)); }), ElementsAre(""));
    assign(id, {office_.division, 0});
    EXPECT_THROW(extend_to(office_.head, id, day(12, 22)), Forbidden);
}

DINH_BOTH_ENGINES(QuestionTest);

}  // namespace

}  // namespace dinh::portal
