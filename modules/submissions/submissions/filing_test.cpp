// What the sender does with a submission.
#include <gmock/gmock.h>

#include "modules/submissions/examination/opinion_parts.hpp"
#include "modules/submissions/tests/house.hpp"
#include "platform/search/search.hpp"
#include "tests/support/plans.hpp"

namespace dinh::submissions {

namespace {

using test::day;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class FilingTest : public test::House {
protected:
    std::vector<std::string> refused(const SubmissionInput& one) {
        return test::refusals([&] { prepared(one); });
    }
    void submit_it(Id id) {
        write([&, at = version(id)](db::Tx& tx) { submit(tx, sender_.specialist.actor, *directory_, id, at); });
    }
    std::vector<Id> finds(const test::Member& who, const char* words) {
        std::vector<Id> found;
        search::Query query;
        query.text = words;
        db().read([&](db::Conn& conn) {
            found.clear();
            for (const auto& hit : search::find(conn, who.actor, query).hits)
                if (hit.kind == kSubmission) found.push_back(hit.record);
        });
        return found;
    }
};
DINH_BOTH_ENGINES(FilingTest);

}  // namespace

TEST_P(FilingTest, is_prepared_from_an_issued_letter_and_seen_by_its_agency_alone) {
    const Id id = prepared(input());
    const auto one = found(id);
    EXPECT_EQ(one.state, "preparing");
    EXPECT_EQ(one.owner_agency, sender_.agency);
    EXPECT_EQ(one.committee, committee_.agency);
    EXPECT_EQ(one.body, committee_.body);
    EXPECT_EQ(one.letter_mark, "12/TTr-SKHCN");
    EXPECT_EQ(one.document_kind, "quyet_dinh");
    EXPECT_TRUE(sees(sender_.specialist, id));
    EXPECT_TRUE(sees(sender_.clerk, id));
    EXPECT_TRUE(sees(sender_.head, id));
    EXPECT_FALSE(sees(sender_.second, id));
    for (const auto& stranger : {office_.head, office_.clerk, committee_.head, other_.head})
        EXPECT_FALSE(sees(stranger, id)) << "not submitted yet";
}

TEST_P(FilingTest, refuses_a_letter_that_is_none) {
    auto one = input();
    one.letter_outgoing = 0;
    EXPECT_THAT(refused(one), ElementsAre("letter"));
    one.letter_outgoing = 77;
    EXPECT_THAT(refused(one), Contains("letter"));
    one.letter_outgoing = issued(sender_, "13/QĐ-SKHCN", "quyet_dinh");
    EXPECT_THAT(refused(one), ElementsAre("letter")) << "no tờ trình";
    one.letter_outgoing = issued(sender_, "", "to_trinh", "drafting");
    EXPECT_THAT(refused(one), ElementsAre("letter")) << "not issued";
    one.letter_outgoing = issued(other_, "9/TTr-STC");
    EXPECT_THAT(refused(one), Contains("letter")) << "of another agency";
    one.letter_outgoing = 0;
    one.letter_incoming = registered(sender_.agency, sender_.body, "5/TTr-CCTĐC");
    EXPECT_THAT(refused(one), Contains("letter")) << "came to a department, not to a committee";
}

TEST_P(FilingTest, one_letter_waits_in_one_submission) {
    const Id first = prepared(input());
    EXPECT_THAT(refused(input()), ElementsAre("letter"));
    act(withdraw, sender_.specialist, first, "Nhầm tờ trình");
    EXPECT_NE(prepared(input()), first);
}

TEST_P(FilingTest, tells_every_fault_of_the_form_at_once) {
    auto one = input();
    one.kind = "x";
    one.document_kind = "y";
    one.subject = " ";
    one.field = std::string(101, 'a');
    one.asked_day = day(11, 19);
    one.task_mark = "999/UBND";
    EXPECT_THAT(refused(one),
                testing::UnorderedElementsAre("subject", "field", "kind", "document_kind", "asked_day", "task_mark"));
    one = input();
    one.subject = std::string(501, 'a');
    one.task_mark = std::string(61, 'a');
    EXPECT_THAT(refused(one), testing::UnorderedElementsAre("subject", "task_mark", "task_mark"));
    one = input();
    one.subject = "Ban hành\x01 <b>quy chế</b>\n";
    EXPECT_EQ(found(prepared(one)).subject, "Ban hành <b>quy chế</b>");
}

TEST_P(FilingTest, names_the_incoming_document_that_asked_for_it) {
    const Id task = registered(sender_.agency, sender_.body, "125/UBND-KGVX");
    auto one = input();
    one.task_mark = "125/UBND-KGVX";
    EXPECT_THAT(refused(one), ElementsAre("task_mark")) << "the specialist may not see it";
    write([&](db::Tx& tx) { grants::give(tx, documents::kIncoming, task, sender_.specialist.post, "lead"); });
    EXPECT_EQ(found(prepared(one)).task_incoming, task);
}

TEST_P(FilingTest, is_submitted_with_every_paper_that_its_kind_needs) {
    auto one = input();
    one.kind = "normative";
    const Id id = prepared(one);
    EXPECT_EQ(test::refusals([&] { submit_it(id); }).size(), 4U) << "draft, appraisal, explanation, opinions";
    add_draft(id);
    for (const char* role : {"appraisal", "explanation"})
        act(add_paper, sender_.specialist, id, NewPaper{role, "bao-cao.pdf", test::stored(role)});
    EXPECT_THAT(test::refusals([&] { submit_it(id); }), ElementsAre("papers"));
    act(gather, sender_.specialist, id, Gathered{0, "Sở Tài chính", "Thống nhất", "agreed", ""});
    submit_it(id);
    EXPECT_EQ(state(id), "awaiting_receipt");
    EXPECT_EQ(found(id).submitted_day, day(11, 20));
    EXPECT_THAT(work_of(office_.clerk), ElementsAre("submissions.receive"));
    EXPECT_TRUE(sees(office_.deputy, id));
    for (const auto& reader : {office_.clerk, office_.head, committee_.head}) {
        EXPECT_TRUE(sees(reader, id));
        EXPECT_TRUE(reads(reader, documents::kOutgoing, letter_)) << "the letter is opened with it";
    }
    for (const auto& stranger : {office_.specialist, committee_.deputy, other_.head, other_.clerk})
        EXPECT_FALSE(sees(stranger, id));
    EXPECT_THAT(finds(office_.clerk, "chuyển đổi số"), ElementsAre(id));
    EXPECT_THAT(finds(other_.clerk, "chuyển đổi số"), IsEmpty());
    EXPECT_THROW(submit_it(id), Refused) << "twice";
    EXPECT_THROW(act(edit, sender_.specialist, id, input()), Refused) << "no longer with the sender";
}

TEST_P(FilingTest, a_deadline_that_passed_while_preparing_is_refused) {
    const Id id = prepared(input());
    add_draft(id);
    wait_until(day(12, 16));
    EXPECT_THAT(test::refusals([&] { submit_it(id); }), ElementsAre("asked_day"));
    auto one = input();
    one.asked_day = day(12, 30);
    act(edit, sender_.specialist, id, one);
    submit_it(id);
    EXPECT_EQ(state(id), "awaiting_receipt");
}

TEST_P(FilingTest, the_office_makes_one_from_a_letter_that_came_in_on_paper) {
    const Id letter = registered(committee_.agency, committee_.body, "8/TTr-CĐ", other_.agency);
    auto one = input();
    one.letter_outgoing = 0;
    one.letter_incoming = letter;
    EXPECT_THAT(test::refusals([&] { prepared(one); }), Contains("letter"));
    const Id id = db().writing([&](db::Tx& tx) { return prepare(tx, office_.clerk.actor, *directory_, one); });
    EXPECT_TRUE(found(id).by_office);
    EXPECT_EQ(found(id).owner_agency, other_.agency);
    EXPECT_FALSE(sees(other_.clerk, id));
    act(add_paper, office_.clerk, id, NewPaper{"draft", "du-thao.pdf", test::stored("x")});
    write([&, at = version(id)](db::Tx& tx) { submit(tx, office_.clerk.actor, *directory_, id, at); });
    EXPECT_EQ(state(id), "awaiting_assignment");
    EXPECT_EQ(found(id).due, day(11, 30)) << "five working days";
    EXPECT_TRUE(sees(other_.clerk, id));
    EXPECT_THAT(work_of(office_.head), ElementsAre("submissions.assign"));
}

TEST_P(FilingTest, is_withdrawn_with_a_reason_before_the_decision_alone) {
    const Id id = examined();
    EXPECT_THAT(test::refusals([&] { act(withdraw, sender_.specialist, id, " "); }), ElementsAre("reason"));
    EXPECT_THAT(test::refusals([&] { act(withdraw, sender_.specialist, id, std::string(501, 'a')); }),
                ElementsAre("reason"));
    EXPECT_THROW(act(withdraw, office_.head, id, "Không phải việc của Văn phòng"), Forbidden);
    act(withdraw, sender_.head, id, "Rà soát lại");
    EXPECT_EQ(state(id), "withdrawn");
    EXPECT_EQ(found(id).end_reason, "Rà soát lại");
    EXPECT_THAT(work_of(office_.specialist), IsEmpty());
    EXPECT_EQ(notices_of(office_.specialist).size(), 1U);
    auto again = input();
    const Id decided = [&] {
        const Id next = prepared(again);
        add_draft(next);
        submit_it(next);
        receive_it(next);
        assign_it(next, {0, office_.specialist.post});
        act(write_slip, office_.specialist, next, slip());
        act(approve, office_.head, next, Id{0}, "");
        act(decide, committee_.deputy, next, "agreed", "");
        return next;
    }();
    EXPECT_THROW(act(withdraw, sender_.head, decided, "Muộn"), Refused);
}

TEST_P(FilingTest, strangers_find_nothing_and_old_versions_meet_a_conflict) {
    const Id id = submitted();
    EXPECT_THROW(write([&, at = version(id)](db::Tx& tx) { edit(tx, other_.head.actor, id, at, input()); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { withdraw(tx, sender_.head.actor, id, 1, "x"); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { withdraw(tx, sender_.head.actor, 99, 1, "x"); }), NotFound);
}

TEST_P(FilingTest, lists_are_of_ones_own_and_filtered) {
    const Id id = examined();
    SubmissionFilter filter;
    EXPECT_THAT(listed(sender_.specialist, filter), ElementsAre(id));
    EXPECT_THAT(listed(other_.head, filter), IsEmpty());
    filter.view = "sent";
    EXPECT_THAT(listed(sender_.specialist, filter), ElementsAre(id));
    EXPECT_THAT(listed(office_.specialist, filter), IsEmpty());
    filter.view = "mine";
    EXPECT_THAT(listed(office_.specialist, filter), ElementsAre(id));
    EXPECT_THAT(listed(office_.head, filter), IsEmpty());
    filter.view = "asked";
    EXPECT_THAT(listed(other_.head, filter), IsEmpty());
    filter.view = "all";
    for (const char* kind : {"individual", ""}) {
        filter.kind = kind;
        EXPECT_THAT(listed(office_.head, filter), ElementsAre(id));
    }
    filter.kind = "normative";
    EXPECT_THAT(listed(office_.head, filter), IsEmpty());
    filter.kind = "";
    filter.sender = other_.agency;
    EXPECT_THAT(listed(office_.head, filter), IsEmpty());
    filter.sender = sender_.agency;
    filter.from = filter.to = day(11, 20);
    EXPECT_THAT(listed(office_.head, filter), ElementsAre(id));
    filter.from = day(11, 21), filter.to.reset();
    EXPECT_THAT(listed(office_.head, filter), IsEmpty());
    filter = {};
    filter.view = "overdue";
    EXPECT_THAT(listed(office_.head, filter), IsEmpty());
    wait_until(day(12, 1));
    EXPECT_THAT(listed(office_.head, filter), ElementsAre(id));
}

TEST_P(FilingTest, indexing_again_gives_the_same_finds) {
    const Id id = submitted();
    dinh::House house;
    house.db = &db();
    index_again(house);
    EXPECT_THAT(finds(office_.clerk, "12/TTr-SKHCN"), ElementsAre(id));
    EXPECT_THAT(finds(other_.clerk, "12/TTr-SKHCN"), IsEmpty());
}

TEST_P(FilingTest, no_page_reads_a_whole_table) {
    const Id id = closed();
    db().write([&](db::Tx& tx) {
        dinh::test::Plans plans(tx);
        find_submission(plans, id);
        papers(plans, id);
        gathered(plans, id);
        consultations(plans, id);
        opinion_parts(plans, id);
        for (const auto& figure : figures()) figure.value(plans, committee_.agency, day(11, 1), day(11, 30));
        find_consultation(plans, 5);
        slips(plans, id);
        SubmissionFilter filter;
        list_submissions(plans, office_.head.actor, filter, clock::today());
        filter.kind = "individual";
        list_submissions(plans, office_.head.actor, filter, clock::today());
        events::Event event;
        event.subject = 77;
        hear_issued(plans, event);
        hear_recalled(plans, event);
        hear_removed(plans, event);
        EXPECT_THAT(plans.full_scans(), IsEmpty()) << plans.text();
    });
}

}  // namespace dinh::submissions
