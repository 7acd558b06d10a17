#include "modules/documents/issuing/issuing.hpp"

#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class IssuingTest : public test::OutDesk {
protected:
    Id agency(const std::string& slug, const std::string& name, std::optional<Day> until = {}, bool tenant = false) {
        return db().writing([&](db::Tx& tx) {
            return directory::add_agency(
                tx, Actor::system(), {slug, name, name, "", "commune", "", "", 0, tenant, day(1, 1), until, {}, ""});
        });
    }
    ReplyCounts counts(Id id) {
        return db().reading([&](db::Conn& conn) { return reply_counts(conn, id, clock::today()); });
    }
    int remind_now(Id id) {
        return db().writing([&](db::Tx& tx) { return remind(tx, office_.clerk, id, find_outgoing(tx, id)->version); });
    }
    void relate_as(const Actor& actor, Id from, Id to, const char* type) {
        write([&](db::Tx& tx) { relate(tx, actor, "outgoing", from, "outgoing", to, type); });
    }
};
DINH_BOTH_ENGINES(IssuingTest);

}  // namespace

TEST_P(IssuingTest, gives_the_sign_of_kind_body_and_drafter) {
    EXPECT_EQ(out(numbered(letter())).mark, "01/SKHCN-BCVT");
    auto decision = letter();
    decision.kind = "quyet_dinh";
    const auto one = out(numbered(decision));
    EXPECT_EQ(one.mark, "02/QĐ-SKHCN");
    EXPECT_EQ(one.issued_day, day(11, 20));
    EXPECT_EQ(one.state, "numbered_awaiting_seal");
    EXPECT_THAT(work_of(office_.clerk.post), ElementsAre("documents.issue", "documents.issue"));
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(IssuingTest, gives_a_number_that_was_kept_back) {
    const Id id = signed_one(letter());
    const Given kept = db().writing([&](db::Tx& tx) {
        return reserve(tx, office_.clerk, office_.body, Direction::outgoing, "cong_van", clock::today(),
                       "Giữ cho công văn gấp");
    });
    NumberInput number;
    number.reserved_number = kept.number;
    number.reserved_series = kept.series;
    act(give_number_to, office_.clerk, id, number);
    EXPECT_EQ(out(id).number, kept.number);
    const Id next = signed_one(letter());
    EXPECT_THAT(refusals([&] { act(give_number_to, office_.clerk, next, number); }), ElementsAre(""));
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(IssuingTest, gives_a_number_of_a_day_gone_by_only_with_right_and_reason) {
    const Id early = signed_one(letter());
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));
    numbered(letter());
    NumberInput number;
    number.back_date = day(11, 20);
    EXPECT_THAT(refusals([&] { act(give_number_to, office_.clerk, early, number); }), ElementsAre("reason"));
    number.reason = "Đã phát hành bản giấy";
    EXPECT_THROW(act(give_number_to, office_.clerk, early, number), Forbidden);
    number.back_date = day(11, 19);
    EXPECT_THAT(refusals([&] { act(give_number_to, office_.clerk, early, number); }), ElementsAre("back_date"));
    number.back_date = day(11, 24);
    EXPECT_THAT(refusals([&] { act(give_number_to, office_.clerk, early, number); }), ElementsAre("back_date"));
    EXPECT_THROW(act(give_number_to, office_.specialist, early, NumberInput{}), Forbidden);
    act(give_number_to, office_.clerk, early, NumberInput{});
    EXPECT_EQ(out(early).number, 2);
    EXPECT_THAT(refusals([&] { act(give_number_to, office_.clerk, early, NumberInput{}); }), ElementsAre(""));
}

TEST_P(IssuingTest, goes_out_only_numbered_and_sealed) {
    const Id id = signed_one(letter());
    EXPECT_THAT(refusals([&] { act(note_seal, office_.clerk, id, ""); }), ElementsAre(""));
    act(give_number_to, office_.clerk, id, NumberInput{});
    EXPECT_THAT(refusals([&] { act(issue, office_.clerk, id); }), ElementsAre(""));
    EXPECT_THROW(act(note_seal, office_.director, id, ""), Forbidden);
    EXPECT_THAT(refusals([&] { act(note_seal, office_.clerk, id, std::string(201, 'x')); }), ElementsAre("note"));
    act(note_seal, office_.clerk, id, "Đóng dấu đỏ");
    EXPECT_THROW(act(issue, office_.director, id), Forbidden);
    act(issue, office_.clerk, id);
    EXPECT_EQ(state(id), "issued");
    EXPECT_FALSE(out(id).issued_late);
    EXPECT_THAT(work_of(office_.clerk.post), IsEmpty());
    EXPECT_THAT(refusals([&] { act(issue, office_.clerk, id); }), testing::Contains(""));
}

TEST_P(IssuingTest, is_late_after_the_next_working_day) {
    const Id ordinary = numbered(letter());
    auto urgent = letter();
    urgent.urgency = 1;
    const Id hot = numbered(urgent);
    act(note_seal, office_.clerk, ordinary, "");
    act(note_seal, office_.clerk, hot, "");
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));  // Monday after the Friday
    act(issue, office_.clerk, ordinary);
    act(issue, office_.clerk, hot);
    EXPECT_FALSE(out(ordinary).issued_late);
    EXPECT_TRUE(out(hot).issued_late);
}

TEST_P(IssuingTest, needs_somebody_to_go_to) {
    auto nobody = letter();
    nobody.recipients.clear();
    const Id id = numbered(nobody);
    act(note_seal, office_.clerk, id, "");
    EXPECT_THAT(refusals([&] { act(issue, office_.clerk, id); }), ElementsAre("recipients"));
    EXPECT_THAT(refusals([&] { act(correct_recipients, office_.clerk, id, std::vector<RecipientInput>{}); }),
                ElementsAre("recipients"));
    EXPECT_THROW(
        act(correct_recipients, office_.specialist, id, std::vector<RecipientInput>{{.agency = other_.agency}}),
        Forbidden);
    act(correct_recipients, office_.clerk, id, std::vector<RecipientInput>{{.agency = other_.agency}});
    act(issue, office_.clerk, id);
    EXPECT_THAT(refusals([&] {
                    act(correct_recipients, office_.clerk, id, std::vector<RecipientInput>{{.agency = other_.agency}});
                }),
                ElementsAre("recipients"));
}

TEST_P(IssuingTest, arrives_once_at_the_other_agency_with_its_signed_file) {
    const Id id = issued(letter());
    const auto to = recipients(id);
    ASSERT_EQ(to.size(), 1u);
    EXPECT_EQ(to[0].state, "arrived");
    const auto arrived = found(to[0].incoming);
    EXPECT_EQ(arrived.state, "awaiting_receipt");
    EXPECT_EQ(arrived.owner_agency, other_.agency);
    EXPECT_EQ(arrived.mark, out(id).mark);
    EXPECT_EQ(arrived.files, 1);
    EXPECT_THAT(work_of(other_.clerk.post), ElementsAre("documents.receive"));
    write([&](db::Tx& tx) { deliver(tx, id); });
    EXPECT_EQ(count_rows(), 1);
    received(id);
    EXPECT_EQ(recipients(id)[0].state, "accepted");
}

TEST_P(IssuingTest, tells_the_drafter_of_a_refusal) {
    const Id id = issued(letter());
    const Id incoming = recipients(id)[0].incoming;
    const auto seen = version(incoming);
    write([&](db::Tx& tx) { refuse_incoming(tx, other_.clerk, incoming, seen, "Gửi nhầm"); });
    EXPECT_EQ(recipients(id)[0].state, "refused");
    EXPECT_THAT(notices_of(office_.specialist.post), testing::Contains(HasSubstr("Gửi nhầm")));
}

TEST_P(IssuingTest, follows_replies_until_they_come) {
    const Id id = issued(asking());
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("documents.reply_due"));
    EXPECT_EQ(counts(id).asked, 1);
    EXPECT_EQ(counts(id).waiting, 1);
    const Id incoming = received(id);
    answered(incoming);
    EXPECT_EQ(found(incoming).proposed_close, "01/STC-BCVT");
    const auto to = recipients(id)[0];
    EXPECT_TRUE(to.replied_at);
    EXPECT_NE(to.reply_incoming, 0);
    EXPECT_EQ(found(to.reply_incoming).owner_agency, office_.agency);
    EXPECT_EQ(counts(id).answered, 1);
    EXPECT_EQ(counts(id).late, 0);
    EXPECT_EQ(remind_now(id), 0);
    EXPECT_THAT(work_of(office_.specialist.post), IsEmpty());
}

TEST_P(IssuingTest, keeps_the_clock_running_after_an_interim_reply) {
    const Id id = issued(asking());
    const Id incoming = received(id);
    answered(incoming, true);
    EXPECT_EQ(found(incoming).proposed_close, "");
    EXPECT_FALSE(recipients(id)[0].replied_at);
    now_.set(*clock::parse_instant("2026-12-01T03:00:00Z"));
    EXPECT_EQ(counts(id).late, 1);
}

TEST_P(IssuingTest, reminds_each_once_a_day) {
    const Id id = issued(asking());
    EXPECT_EQ(remind_now(id), 1);
    EXPECT_EQ(remind_now(id), 0);
    now_.advance_ms(24 * 3600 * 1000);
    EXPECT_EQ(remind_now(id), 1);
    EXPECT_EQ(recipients(id)[0].reminders, 2);
    EXPECT_EQ(notices_of(other_.agency).size(), 2u);
    EXPECT_THROW(act(remind, office_.second_specialist, id), Forbidden);
    EXPECT_THAT(refusals([&] { act(remind, office_.clerk, issued(letter())); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { act(remind, office_.specialist, draft_one(asking())); }), ElementsAre(""));
}

TEST_P(IssuingTest, reminds_for_several_documents_at_once) {
    const Id first = issued(asking()), second = issued(asking()), silent = issued(letter());
    const auto remind_all = [&](const Actor& actor, std::vector<Id> ids) {
        return db().writing([&](db::Tx& tx) { return remind_many(tx, actor, std::move(ids)); });
    };
    const auto done = remind_all(office_.specialist, {second, first, silent, second});
    EXPECT_EQ(done.documents, 2);
    EXPECT_EQ(done.places, 2);
    EXPECT_EQ(recipients(first)[0].reminders, 1);
    EXPECT_EQ(remind_all(office_.specialist, {first, second}).places, 0);
    EXPECT_THAT(refusals([&] { remind_all(office_.specialist, {}); }), ElementsAre(""));
    now_.advance_ms(24 * 3600 * 1000);
    EXPECT_THROW(remind_all(other_.clerk, {first, second}), NotFound);
    EXPECT_EQ(recipients(first)[0].reminders, 1);
}

TEST_P(IssuingTest, names_the_successor_of_a_closed_agency) {
    const Id next = agency("xa-moi", "UBND xã Mới");
    const Id old = agency("xa-cu", "UBND xã Cũ", day(7, 1));
    write([&](db::Tx& tx) { directory::add_successor(tx, old, next, day(7, 1), "Nghị quyết 1683"); });
    try {
        draft_one(letter({{.agency = old}}));
        FAIL() << "not refused";
    } catch (const Refused& refused) {
        ASSERT_EQ(refused.reasons().size(), 1u);
        EXPECT_EQ(refused.reasons()[0].field, "recipients");
        EXPECT_EQ(refused.reasons()[0].text, "UBND xã Cũ đã giải thể hoặc sáp nhập. Cơ quan kế thừa: UBND xã Mới.");
    }
}

TEST_P(IssuingTest, sends_to_the_members_of_a_group_nobody_twice) {
    const Id first = agency("xa-mot", "UBND xã Một"), second = agency("xa-hai", "UBND xã Hai");
    const Id group = db().writing([&](db::Tx& tx) {
        return directory::add_group(tx, Actor::system(), office_.agency, "Các xã", {first, second}, day(1, 1));
    });
    const Id id = draft_one(letter({{.agency = second, .purpose = "report"},
                                    {.group = group},
                                    {.agency = first},
                                    {.name = "Ông A"},
                                    {.name = "ông a "}}));
    const auto to = recipients(id);
    ASSERT_EQ(to.size(), 3u);
    EXPECT_EQ(to[0].agency, second);
    EXPECT_EQ(to[0].purpose, "report");
    EXPECT_EQ(to[1].agency, first);
    EXPECT_EQ(to[2].name, "Ông A");
    EXPECT_THAT(refusals([&] { draft_one(letter({{.agency = first, .purpose = "dance"}})); }),
                ElementsAre("recipients"));
    EXPECT_THAT(refusals([&] { draft_one(letter({{.agency = 1}})); }), ElementsAre("recipients"));
}

TEST_P(IssuingTest, empties_the_receivers_by_a_recall) {
    const Id id = issued(letter());
    const Id incoming = received(id);
    EXPECT_THAT(refusals([&] { act(recall, office_.clerk, id, " "); }), ElementsAre("reason"));
    EXPECT_THROW(act(recall, office_.specialist, id, "Sai"), Forbidden);
    EXPECT_THAT(refusals([&] { act(recall, office_.clerk, numbered(letter()), "Sai"); }), ElementsAre(""));
    act(recall, office_.director, id, "Thu hồi theo Thông báo 9/TB-SKHCN");
    EXPECT_EQ(state(id), "recalled");
    EXPECT_EQ(out(id).frozen_reason, "Thu hồi theo Thông báo 9/TB-SKHCN");
    EXPECT_EQ(recipients(id)[0].state, "recalled");
    EXPECT_EQ(found(incoming).state, "cancelled_by_recall");
    EXPECT_THROW(seen_by(other_.clerk, incoming), NotFound);
    EXPECT_THAT(refusals([&] { act(recall, office_.clerk, id, "Lại"); }), ElementsAre(""));
}

TEST_P(IssuingTest, replaces_by_an_equivalent_form_and_corrects_by_a_letter) {
    auto decision = letter();
    decision.kind = "quyet_dinh";
    const Id old = issued(decision), same = draft_as(office_.clerk, decision), note = draft_as(office_.clerk, letter());
    EXPECT_THAT(refusals([&] { relate_as(office_.clerk, note, old, "replaces"); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { relate_as(office_.clerk, note, old, "amends"); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { relate_as(office_.clerk, same, old, "corrects"); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { relate_as(office_.clerk, same, note, "replaces"); }), testing::SizeIs(2));
    EXPECT_THAT(refusals([&] { relate_as(office_.clerk, same, same, "relates"); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { relate_as(office_.clerk, same, old, "marries"); }), ElementsAre("type"));
    EXPECT_THROW(relate_as(office_.specialist, same, old, "replaces"), NotFound);
    relate_as(office_.clerk, same, old, "replaces");
    EXPECT_EQ(out(old).replaced_by, same);
    relate_as(office_.clerk, note, old, "corrects");
    const auto seen = db().reading([&](db::Conn& conn) { return relations_of(conn, office_.clerk, "outgoing", old); });
    EXPECT_EQ(seen.size(), 2u);
}

TEST_P(IssuingTest, shows_no_subject_of_what_one_may_not_see) {
    const Id mine = draft_as(office_.clerk, letter()), theirs = draft_one(letter());
    EXPECT_THAT(refusals([&] { relate_as(office_.clerk, mine, theirs, "relates"); }), ElementsAre("to"));
    write([&](db::Tx& tx) { grants::give(tx, "outgoing", mine, office_.specialist.post, "step"); });
    relate_as(office_.specialist, theirs, mine, "relates");
    const auto seen = db().reading([&](db::Conn& conn) { return relations_of(conn, office_.clerk, "outgoing", mine); });
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_FALSE(seen[0].visible);
    EXPECT_EQ(seen[0].subject, "");
}

TEST_P(IssuingTest, takes_one_of_two_deeds_at_once) {
    const Id id = signed_one(letter());
    const auto before = out(id).version;
    auto outcomes = dinh::test::two_at_once(
        2, [&] { write([&](db::Tx& tx) { give_number_to(tx, office_.clerk, id, before, {}); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
    EXPECT_THAT(faults(), IsEmpty());
    act(note_seal, office_.clerk, id, "");
    const auto sealed = out(id).version;
    outcomes = dinh::test::two_at_once(2, [&] { write([&](db::Tx& tx) { issue(tx, office_.clerk, id, sealed); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

TEST_P(IssuingTest, refuses_what_was_seen_in_an_older_state) {
    const Id id = signed_one(letter());
    const auto before = out(id).version;
    act(attach_signed_file, office_.clerk, id, test::signed_file("ban ro hon"), clock::today());
    EXPECT_THROW(write([&](db::Tx& tx) { give_number_to(tx, office_.clerk, id, before, {}); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { issue(tx, office_.clerk, 1, 1); }), NotFound);
}

}  // namespace dinh::documents
