// What the committee's office does until the slip is written.
#include <gmock/gmock.h>

#include "modules/submissions/tests/house.hpp"

namespace dinh::submissions {

namespace {

using test::day;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class ExaminationTest : public test::House {
protected:
    void ask(Id id, const std::vector<Id>& agencies, std::string_view question = "Nguồn kinh phí?",
             std::optional<Day> due = day(11, 25)) {
        act(ask_opinion, office_.specialist, id, agencies, question, due);
    }
    void answer(const test::Member& who, const Consultation& one, std::string_view text, std::string_view mark = "") {
        write([&](db::Tx& tx) {
            give_opinion(tx, who.actor, one.id, one.version, {std::string(text), std::string(mark)});
        });
    }
};
DINH_BOTH_ENGINES(ExaminationTest);

}  // namespace

TEST_P(ExaminationTest, is_received_by_the_clerk_of_the_committee_and_its_deadline_begins) {
    const Id id = submitted();
    EXPECT_THROW(write([&, at = version(id)](db::Tx& tx) { receive(tx, committee_.head.actor, *directory_, id, at); }),
                 Forbidden);
    receive_it(id);
    EXPECT_EQ(found(id).due, day(11, 30)) << "five working days after Friday; the 24th is a holiday";
    EXPECT_THAT(work_of(office_.clerk), IsEmpty());
    EXPECT_THAT(work_of(office_.head), ElementsAre("submissions.assign"));
    EXPECT_THROW(receive_it(id), Refused) << "twice";
}

TEST_P(ExaminationTest, is_assigned_to_a_unit_or_a_person_of_the_office) {
    const Id id = submitted();
    receive_it(id);
    const auto refused = [&](Examiner examiner) { return test::refusals([&] { assign_it(id, examiner); }); };
    EXPECT_THAT(refused({}), ElementsAre("examiner"));
    EXPECT_THAT(refused({office_.unit, office_.specialist.post}), ElementsAre("examiner"));
    EXPECT_THAT(refused({0, sender_.specialist.post}), ElementsAre("examiner")) << "of the sender";
    EXPECT_THAT(refused({other_.unit, 0}), ElementsAre("examiner"));
    EXPECT_THAT(refused({0, 99}), ElementsAre("examiner"));
    EXPECT_THROW(write([&, at = version(id)](db::Tx& tx) {
                     assign(tx, office_.clerk.actor, *directory_, id, at, {office_.unit, 0});
                 }),
                 Forbidden);
    assign_it(id, {office_.unit, 0});
    EXPECT_TRUE(sees(office_.leader, id));
    EXPECT_FALSE(sees(office_.specialist, id));
    act(hand_on, office_.leader, id, office_.specialist.post);
    EXPECT_THAT(work_of(office_.specialist), ElementsAre("submissions.examine"));
    EXPECT_TRUE(reads(office_.specialist, documents::kOutgoing, letter_));
    EXPECT_THAT(test::refusals([&] { act(hand_on, office_.leader, id, office_.second.post); }), ElementsAre("post"))
        << "of another unit";
    assign_it(id, {0, office_.second.post});
    EXPECT_FALSE(sees(office_.specialist, id)) << "somebody else examines";
    EXPECT_THAT(work_of(office_.specialist), IsEmpty());
    EXPECT_THAT(work_of(office_.second), ElementsAre("submissions.examine"));
}

TEST_P(ExaminationTest, is_returned_once_with_all_reasons_and_comes_back_to_the_same_examiner) {
    const Id id = examined();
    EXPECT_THAT(test::refusals([&] { act(give_back, office_.specialist, id, ""); }), ElementsAre("reasons"));
    EXPECT_THAT(test::refusals([&] { act(give_back, office_.specialist, id, std::string(4001, 'a')); }),
                ElementsAre("reasons"));
    EXPECT_THROW(act(give_back, office_.head, id, "x"), Forbidden);
    act(give_back, office_.specialist, id, "Thiếu báo cáo\nDự thảo sai thể thức");
    EXPECT_EQ(state(id), "returned");
    EXPECT_EQ(found(id).complete_due, day(11, 30));
    EXPECT_THAT(work_of(sender_.specialist), ElementsAre("submissions.complete"));
    EXPECT_EQ(notices_of(sender_.specialist).size(), 1U);
    EXPECT_THAT(work_of(office_.specialist), IsEmpty());
    wait_until(day(11, 25));
    add_draft(id);
    write([&, at = version(id)](db::Tx& tx) { submit(tx, sender_.specialist.actor, *directory_, id, at); });
    EXPECT_EQ(state(id), "in_examination");
    EXPECT_EQ(found(id).due, day(12, 2)) << "counted anew";
    EXPECT_THAT(work_of(office_.specialist), ElementsAre("submissions.examine"));
    EXPECT_THROW(act(give_back, office_.specialist, id, "Lại thiếu"), Refused) << "once only";
}

TEST_P(ExaminationTest, asks_other_agencies_who_read_it_and_answer) {
    const Id id = examined();
    EXPECT_FALSE(sees(other_.head, id));
    ask(id, {other_.agency, other_.agency});
    ASSERT_EQ(asked(id).size(), 1U) << "named twice, asked once";
    EXPECT_TRUE(sees(other_.head, id));
    EXPECT_TRUE(reads(other_.clerk, documents::kOutgoing, letter_));
    EXPECT_FALSE(sees(other_.specialist, id));
    EXPECT_THAT(work_of(other_.clerk), ElementsAre("submissions.opinion"));
    const auto one = asked(id).front();
    EXPECT_THAT(test::refusals([&] { answer(other_.head, one, " "); }), ElementsAre("text"));
    EXPECT_THAT(test::refusals([&] { answer(other_.head, one, "Thống nhất", std::string(61, 'a')); }),
                ElementsAre("mark"));
    EXPECT_THROW(answer(office_.head, one, "Không phải việc của tôi"), Forbidden);
    EXPECT_THROW(answer(sender_.head, one, "Tự trả lời"), Forbidden);
    answer(other_.head, one, "Thống nhất với dự thảo", "77/STC-NS");
    EXPECT_EQ(asked(id).front().state, "answered");
    EXPECT_FALSE(asked(id).front().late);
    EXPECT_THAT(work_of(other_.clerk), IsEmpty());
    EXPECT_EQ(notices_of(office_.specialist).size(), 1U);
    EXPECT_THROW(answer(other_.head, one, "Lần nữa"), Conflict);
    EXPECT_THROW(answer(other_.head, asked(id).front(), "Lần nữa"), Refused);
}

TEST_P(ExaminationTest, refuses_to_ask_whom_it_makes_no_sense_to_ask) {
    const Id id = examined();
    const auto refused = [&](const std::vector<Id>& agencies, std::string_view question, std::optional<Day> due) {
        return test::refusals([&] { ask(id, agencies, question, due); });
    };
    EXPECT_THAT(refused({}, "", std::nullopt), ElementsAre("agencies", "question", "due"));
    EXPECT_THAT(refused({sender_.agency}, "x", day(11, 25)), ElementsAre("agencies"));
    EXPECT_THAT(refused({committee_.agency}, "x", day(11, 25)), ElementsAre("agencies"));
    EXPECT_THAT(refused({99}, "x", day(11, 25)), ElementsAre("agencies"));
    EXPECT_THAT(refused({other_.agency}, "x", day(11, 19)), ElementsAre("due"));
    EXPECT_THAT(refused({other_.agency}, std::string(4001, 'x'), day(11, 25)), ElementsAre("question"));
    ask(id, {other_.agency});
    EXPECT_THAT(refused({other_.agency}, "x", day(11, 25)), ElementsAre("agencies")) << "asked already";
    EXPECT_THROW(act(ask_opinion, office_.head, id, std::vector<Id>{other_.agency}, "x", std::optional(day(11, 25))),
                 Forbidden);
}

TEST_P(ExaminationTest, a_late_opinion_is_taken_and_marked) {
    const Id id = examined();
    ask(id, {other_.agency});
    wait_until(day(11, 26));
    answer(other_.clerk, asked(id).front(), "Thống nhất");
    EXPECT_TRUE(asked(id).front().late);
}

TEST_P(ExaminationTest, nobody_waits_for_opinions_of_what_was_returned_or_withdrawn) {
    const Id id = examined();
    ask(id, {other_.agency});
    const auto one = asked(id).front();
    act(give_back, office_.specialist, id, "Thiếu báo cáo");
    EXPECT_EQ(asked(id).front().state, "lapsed");
    EXPECT_THAT(work_of(other_.clerk), IsEmpty());
    EXPECT_THROW(answer(other_.head, one, "Muộn"), Conflict);
    EXPECT_THROW(answer(other_.head, asked(id).front(), "Muộn"), Refused);
    EXPECT_THROW(answer(other_.head, Consultation{.id = 5, .version = 1}, "x"), NotFound);
}

}  // namespace dinh::submissions
