// An internal document from its draft to its end, and every refusal on the way.
#include <gmock/gmock.h>

#include "modules/internal/tests/house.hpp"

namespace dinh::internal {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class LetterTest : public test::House {};
DINH_BOTH_ENGINES(LetterTest);

}  // namespace

TEST_P(LetterTest, goes_from_the_drafter_over_the_head_of_unit_to_its_receivers) {
    const Id id = draft_it(input());
    EXPECT_EQ(found(id).state, "drafting");
    EXPECT_FALSE(sees(office_.other_leader.actor, id));
    submit_it(id);
    EXPECT_EQ(found(id).state, "awaiting_approval");
    EXPECT_THAT(work_of(office_.leader.post), ElementsAre("internal.approve"));
    EXPECT_THAT(listed(office_.leader.actor, "approval"), ElementsAre(id));
    send_it(id);
    EXPECT_EQ(found(id).state, "sent");
    EXPECT_EQ(found(id).mark, "") << "the unit has no series";
    EXPECT_EQ(found(id).signed_by, "Đỗ Trưởng Phòng – Trưởng phòng");
    EXPECT_THAT(work_of(office_.leader.post), IsEmpty());
    EXPECT_THAT(work_of(office_.other_division), ElementsAre("internal.handle"));
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("internal.read"));
    EXPECT_THAT(listed(office_.other_leader.actor, "todo"), ElementsAre(id));
    EXPECT_THAT(listed(office_.specialist.actor, "sent"), ElementsAre(id));
    EXPECT_FALSE(sees(office_.other_specialist.actor, id)) << "the unit's leader hands it on";
    EXPECT_FALSE(sees(other_.head.actor, id));
}

TEST_P(LetterTest, a_reading_is_seen_by_the_sender_and_ends_what_is_for_information) {
    const Id id = sent();
    open_as(office_.head.actor, id);
    open_as(office_.head.actor, id);
    open_as(office_.specialist.actor, id);
    const auto readings = db().reading([&](db::Conn& conn) { return readings_of(conn, id); });
    ASSERT_EQ(readings.size(), 1U) << "once a person, and the sender's own is none";
    EXPECT_EQ(readings[0].name, "Trần Giám Đốc");
    EXPECT_THAT(work_of(office_.head.post), IsEmpty());
    EXPECT_THAT(listed(office_.head.actor, "todo"), IsEmpty());
    EXPECT_THAT(listed(office_.head.actor, "received"), ElementsAre(id));
    open_as(office_.other_leader.actor, id);
    EXPECT_EQ(part(id, office_.other_division).state, "read");
    EXPECT_THAT(work_of(office_.other_division), ElementsAre("internal.handle")) << "work stays until its result";
}

TEST_P(LetterTest, marking_it_on_the_work_list_is_a_reading) {
    const Id id = sent();
    const Id receiver = part(id, office_.head.post).id;
    write([&](db::Tx& tx) { note_reading_in_list(tx, office_.head.person, id, receiver); });
    write([&](db::Tx& tx) { note_reading_in_list(tx, office_.head.person, id + 1, receiver); });
    EXPECT_EQ(part(id, office_.head.post).read_by, "Trần Giám Đốc");
    EXPECT_THROW(recall_it(id), Refused);
}

TEST_P(LetterTest, is_forwarded_answered_and_closed_with_a_result) {
    const Id id = sent();
    forward_as(office_.other_leader.actor, id, office_.other_division,
               {{{test::House::post(office_.other_specialist), "act"}}, day(11, 25), "Làm giúp"});
    EXPECT_TRUE(sees(office_.other_specialist.actor, id));
    EXPECT_THAT(work_of(office_.other_specialist.post), ElementsAre("internal.handle"));
    EXPECT_EQ(part(id, office_.other_specialist.post).due, day(11, 25));
    write([&](db::Tx& tx) { answer(tx, office_.other_specialist.actor, *directory_, id, "Nộp ở mục nào?"); });
    EXPECT_EQ(notices_of(office_.specialist.post), 1);
    finish_as(office_.other_specialist.actor, id, office_.other_specialist.post);
    EXPECT_EQ(found(id).state, "sent");
    finish_as(office_.other_leader.actor, id, office_.other_division, "Phòng đã nộp");
    EXPECT_EQ(found(id).state, "finished");
    EXPECT_THAT(work_of(office_.other_division), IsEmpty());
    EXPECT_EQ(notices_of(office_.specialist.post), 2) << "told that all is done";
    EXPECT_THAT(listed(office_.other_leader.actor, "todo"), IsEmpty());
}

TEST_P(LetterTest, to_agencies_below_it_comes_to_their_clerk_and_head) {
    auto one = input();
    one.receivers = {{"agency-" + std::to_string(below_.agency), "act"}};
    const Id id = sent(one);
    EXPECT_TRUE(sees(below_.clerk.actor, id));
    EXPECT_TRUE(sees(below_.head.actor, id));
    EXPECT_FALSE(sees(below_.specialist.actor, id));
    finish_as(below_.clerk.actor, id, below_.agency, "Đã nhận");
    EXPECT_EQ(found(id).state, "finished");
}

TEST_P(LetterTest, for_information_alone_it_is_finished_at_once) {
    auto one = input();
    one.receivers = {{post(office_.head), "information"}};
    EXPECT_EQ(found(sent(one)).state, "finished");
}

TEST_P(LetterTest, a_kind_without_approval_is_sent_by_its_drafter) {
    auto one = input();
    one.kind = "passing";
    const Id id = draft_it(one);
    EXPECT_THROW(submit_it(id), Refused) << "nothing to approve";
    send_as(office_.specialist.actor, id);
    EXPECT_EQ(found(id).state, "sent");
    const Id notice = draft_it(input());
    EXPECT_THROW(send_as(office_.specialist.actor, notice), Forbidden);
    EXPECT_THROW(send_as(office_.other_leader.actor, notice), NotFound);
}

TEST_P(LetterTest, is_returned_with_the_reason_and_comes_again) {
    const Id id = draft_it(input());
    submit_it(id);
    const auto back = [&](std::string_view reason) {
        write(
            [&, at = version(id)](db::Tx& tx) { return_draft(tx, office_.leader.actor, *directory_, id, at, reason); });
    };
    EXPECT_THAT(refusals([&] { back(""); }), ElementsAre("reason"));
    back("Thiếu hạn");
    EXPECT_EQ(found(id).note, "Thiếu hạn");
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("internal.redraft"));
    EXPECT_THROW(back("Lại"), Refused) << "not submitted";
    Changes changes{input(), {{"a.pdf", test::stored("a")}}, {}};
    changes.input.subject = "Nộp báo cáo tuần 48";
    write([&, at = version(id)](db::Tx& tx) { change(tx, office_.specialist.actor, *directory_, id, at, changes); });
    changes.files.clear();
    changes.dropped_files = {1};
    write([&, at = version(id)](db::Tx& tx) { change(tx, office_.leader.actor, *directory_, id, at, changes); });
    EXPECT_TRUE(db().reading([&](db::Conn& conn) { return files::of_record(conn, kLetter, id); }).empty());
    submit_it(id);
    send_it(id);
    EXPECT_EQ(found(id).subject, "Nộp báo cáo tuần 48");
    EXPECT_THROW(
        write([&, at = version(id)](db::Tx& tx) { change(tx, office_.leader.actor, *directory_, id, at, changes); }),
        Refused)
        << "what is out is corrected, not changed";
}

TEST_P(LetterTest, a_draft_is_dropped_with_the_reason) {
    const Id id = draft_it(input());
    const auto end = [&](std::string_view reason) {
        write([&, at = version(id)](db::Tx& tx) { drop(tx, office_.specialist.actor, *directory_, id, at, reason); });
    };
    EXPECT_THAT(refusals([&] { end(" "); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { end(std::string(501, 'a')); }), ElementsAre("reason"));
    end("Trùng");
    EXPECT_EQ(found(id).state, "dropped");
    EXPECT_THAT(listed(office_.specialist.actor, "drafts"), IsEmpty());
    EXPECT_THROW(end("Lại"), Refused);
}

TEST_P(LetterTest, refuses_each_field_of_a_draft) {
    const auto bad = [&](auto&& spoil) {
        auto one = input();
        spoil(one);
        return refusals([&] { draft_it(one); });
    };
    EXPECT_THAT(bad([](auto& one) { one.kind = "decree"; }), ElementsAre("kind"));
    EXPECT_THAT(bad([](auto& one) { one.subject = " \x01 "; }), ElementsAre("subject"));
    EXPECT_THAT(bad([](auto& one) { one.subject = std::string(501, 'a'); }), ElementsAre("subject"));
    EXPECT_THAT(bad([](auto& one) { one.subject = "TUYỆT MẬT: kế hoạch"; }), ElementsAre("subject"));
    EXPECT_THAT(bad([](auto& one) { one.body = std::string(20'001, 'a'); }), ElementsAre("body"));
    EXPECT_THAT(bad([](auto& one) { one.body = "Kèm theo\nTỐI MẬT\nxem"; }), ElementsAre("body"));
    EXPECT_THAT(bad([](auto& one) { one.urgency = 9; }), ElementsAre("urgency"));
    EXPECT_THAT(bad([](auto& one) { one.due = day(11, 19); }), ElementsAre("due"));
    EXPECT_THAT(bad([](auto& one) { one.due = day(12, 1, 2028); }), ElementsAre("due"));
    EXPECT_THAT(bad([](auto& one) { one.numbered = true; }), ElementsAre("numbered"));
    EXPECT_THAT(bad([&](auto& one) { one.post = office_.leader.post; }), ElementsAre("post"));
    EXPECT_THAT(bad([](auto& one) { one.kind = "x", one.subject = "", one.urgency = -1; }),
                ElementsAre("kind", "subject", "urgency"))
        << "all at once";
}

TEST_P(LetterTest, refuses_receivers_it_cannot_have) {
    const auto bad = [&](const std::string& party, const std::string& role = "act") {
        auto one = input();
        one.receivers = {{party, role}};
        return refusals([&] { draft_it(one); });
    };
    EXPECT_THAT(bad(unit(other_.division)), ElementsAre("to")) << "another agency";
    EXPECT_THAT(bad(post(other_.leader)), ElementsAre("to"));
    EXPECT_THAT(bad("agency-" + std::to_string(other_.agency)), ElementsAre("to"));
    EXPECT_THAT(bad(unit(office_.division)), ElementsAre("to")) << "its own unit";
    EXPECT_THAT(bad(post(office_.specialist)), ElementsAre("to")) << "himself";
    EXPECT_THAT(bad(unit(office_.other_division), "boss"), ElementsAre("to"));
    for (const char* wrong : {"", "unit-", "unit-x", "42", "unit--1", "post-99999999999999999999"})
        EXPECT_THAT(bad(wrong), ElementsAre("to")) << wrong;
    auto none = input();
    none.receivers.clear();
    const Id id = draft_it(none);
    EXPECT_THAT(refusals([&] { submit_it(id); }), ElementsAre("to"));
    auto empty = input();
    empty.body.clear();
    EXPECT_THAT(refusals([&] { submit_it(draft_it(empty)); }), ElementsAre("body"));
    submit_it(draft_it(empty, {{"a.pdf", test::stored("a")}}));
}

TEST_P(LetterTest, a_receiver_who_left_meanwhile_is_refused_at_sending) {
    auto one = input();
    one.receivers = {{post(office_.other_specialist), "act"}};
    const Id id = draft_it(one);
    constexpr db::Sql kEnd{"test.end", "UPDATE appointment SET until_day = '2026-11-01' WHERE person = $1"};
    write([&](db::Tx& tx) { tx.exec(kEnd, office_.other_specialist.person); });
    look_again();
    EXPECT_THAT(refusals([&] { send_it(id); }), ElementsAre("to"));
}

TEST_P(LetterTest, refuses_what_a_receiver_may_not_do) {
    const Id id = sent();
    const Id unit_id = office_.other_division;
    const auto refused = [&](const Forwarding& to) {
        return refusals([&] { forward_as(office_.other_leader.actor, id, unit_id, to); });
    };
    const std::string specialist = post(office_.other_specialist);
    EXPECT_THAT(refused({{}, {}, ""}), ElementsAre("to"));
    EXPECT_THAT(refused({{{post(other_.leader), "act"}}, {}, ""}), ElementsAre("to"));
    EXPECT_THAT(refused({{{post(office_.head), "information"}}, {}, ""}), ElementsAre("to")) << "has it already";
    EXPECT_THAT(refused({{{specialist, "act"}}, day(11, 28), ""}), ElementsAre("due")) << "after his own deadline";
    EXPECT_THAT(refused({{{specialist, "act"}}, {}, std::string(501, 'a')}), ElementsAre("note"));
    EXPECT_THAT(refusals([&] { finish_as(office_.other_leader.actor, id, unit_id, ""); }), ElementsAre("result"));
    EXPECT_THAT(refusals([&] { finish_as(office_.other_leader.actor, id, unit_id, std::string(2001, 'a')); }),
                ElementsAre("result"));
    EXPECT_THROW(finish_as(office_.head.actor, id, office_.head.post), Refused) << "for information";
    EXPECT_THROW(finish_as(office_.head.actor, id, unit_id), Forbidden);
    EXPECT_THROW(finish_as(other_.head.actor, id, unit_id), NotFound);
    EXPECT_THROW(finish_as(office_.other_leader.actor, id, 4711), NotFound);
    EXPECT_THAT(refusals([&] { write([&](db::Tx& tx) { answer(tx, office_.head.actor, *directory_, id, " \n "); }); }),
                ElementsAre("body"));
    finish_as(office_.other_leader.actor, id, unit_id);
    EXPECT_THROW(finish_as(office_.other_leader.actor, id, unit_id), Refused) << "closed once";
    EXPECT_THROW(forward_as(office_.other_leader.actor, id, unit_id, {{{specialist, "act"}}, {}, ""}), Refused);
}

TEST_P(LetterTest, is_recalled_only_before_anybody_read_it) {
    open_book();
    auto one = input();
    one.numbered = true;
    const Id id = sent(one);
    EXPECT_EQ(found(id).mark, "01/TB-CĐS");
    EXPECT_THAT(refusals([&] { recall_it(id, ""); }), ElementsAre("reason"));
    recall_it(id);
    EXPECT_EQ(found(id).state, "recalled");
    EXPECT_FALSE(sees(office_.other_leader.actor, id));
    EXPECT_TRUE(sees(office_.specialist.actor, id));
    EXPECT_THAT(work_of(office_.other_division), IsEmpty());
    EXPECT_THROW(open_as(office_.other_leader.actor, id), NotFound);
    const Id read = sent();
    open_as(office_.other_leader.actor, read);
    EXPECT_THROW(recall_it(read), Refused);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LetterTest, a_correction_is_read_anew_and_keeps_what_was_said) {
    const Id id = sent();
    open_as(office_.head.actor, id);
    EXPECT_THAT(refusals([&] { correct_it(id, "Nộp trước 15 giờ.", ""); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { correct_it(id, "MẬT\nTỐI MẬT"); }), ElementsAre("body"));
    correct_it(id);
    EXPECT_EQ(found(id).edition, 2);
    EXPECT_EQ(part(id, office_.head.post).state, "unread");
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("internal.read"));
    const auto editions = db().reading([&](db::Conn& conn) { return editions_of(conn, id); });
    ASSERT_EQ(editions.size(), 1U);
    EXPECT_EQ(editions[0].body, input().body);
    open_as(office_.head.actor, id);
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return readings_of(conn, id); }).size(), 2U);
    EXPECT_THROW(correct_it(id), Refused) << "nothing is different";
}

TEST_P(LetterTest, an_answering_letter_is_linked_and_wants_the_first_visible) {
    const Id id = sent();
    auto reply = input();
    reply.post = office_.other_leader.post;
    reply.answers = id;
    reply.receivers = {{unit(office_.division), "information"}};
    const Id second = draft_as(office_.other_leader.actor, reply);
    send_as(office_.other_leader.actor, second);
    const auto replies = db().reading([&](db::Conn& conn) { return answered_by(conn, id); });
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].id, second);
    reply.post = other_.leader.post;
    reply.receivers.clear();
    EXPECT_THROW(draft_as(other_.leader.actor, reply), NotFound);
}

TEST_P(LetterTest, where_nobody_leads_a_unit_the_head_of_the_agency_signs) {
    constexpr db::Sql kEnd{"test.end", "UPDATE appointment SET until_day = '2026-11-01' WHERE person = $1"};
    write([&](db::Tx& tx) { tx.exec(kEnd, office_.leader.person); });
    look_again();
    const Id id = draft_it(input());
    submit_it(id);
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("internal.approve"));
    send_as(office_.head.actor, id);
    EXPECT_EQ(found(id).state, "sent");
}

}  // namespace dinh::internal
