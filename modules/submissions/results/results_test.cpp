// The document of the committee and its way back.
#include <gmock/gmock.h>

#include "modules/submissions/tests/house.hpp"
#include "tests/support/columns.hpp"

namespace dinh::submissions {

namespace {

using test::day;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class ResultsTest : public test::House {
protected:
    documents::OutgoingBrief document(Id id) {
        return *db().reading([&](db::Conn& conn) { return documents::outgoing_brief(conn, id); });
    }
    std::string archive_words(Id outgoing) {
        constexpr db::Sql kArchive{"test.archive", "SELECT archive_copy FROM outgoing_document WHERE id = $1"};
        return texts(kArchive, outgoing).at(0);
    }
    void set_outgoing_state(Id outgoing, const char* state) {
        constexpr db::Sql kSet{"test.set_state", "UPDATE outgoing_document SET state = $2 WHERE id = $1"};
        write([&](db::Tx& tx) { tx.exec(kSet, outgoing, state); });
    }
};
DINH_BOTH_ENGINES(ResultsTest);

}  // namespace

TEST_P(ResultsTest, the_draft_becomes_a_document_of_the_committee_that_names_who_drafted_it) {
    const Id id = agreed();
    EXPECT_THROW(write([&, at = version(id)](db::Tx& tx) {
                     begin_document(tx, office_.head.actor, *directory_, id, at, {"", "Ban hành", 0});
                 }),
                 Forbidden);
    const Id outgoing = issuing(id);
    EXPECT_EQ(state(id), "issuing");
    EXPECT_EQ(document(outgoing).issuing_body, committee_.body);
    EXPECT_EQ(document(outgoing).kind, "quyet_dinh");
    EXPECT_EQ(document(outgoing).state, "drafting");
    EXPECT_EQ(archive_words(outgoing), "VT, a, skhcn");
    const auto held =
        db().reading([&](db::Conn& conn) { return files::of_record(conn, documents::kOutgoing, outgoing); });
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held[0].role, "draft");
    EXPECT_EQ(held[0].hash, test::stored("du thao").hash);
    EXPECT_FALSE(reads(sender_.specialist, documents::kOutgoing, outgoing)) << "not issued yet";
    EXPECT_THAT(work_of(office_.specialist), IsEmpty());
    EXPECT_THROW(issuing(id), Refused) << "once";
}

TEST_P(ResultsTest, a_subject_or_kind_that_documents_refuse_is_refused) {
    const Id id = agreed();
    const auto refused = [&](const DocumentInput& input) {
        return test::refusals([&] {
            write([&, at = version(id)](db::Tx& tx) {
                begin_document(tx, office_.specialist.actor, *directory_, id, at, input);
            });
        });
    };
    EXPECT_THAT(refused({"", " ", 0}), ElementsAre("subject"));
    EXPECT_THAT(refused({"x", "Ban hành", 0}), ElementsAre("kind"));
    EXPECT_EQ(state(id), "agreed");
}

TEST_P(ResultsTest, the_document_may_be_begun_again_when_its_draft_was_dropped) {
    const Id id = agreed();
    const Id first = issuing(id);
    set_outgoing_state(first, "draft_dropped");
    const Id second = issuing(id);
    EXPECT_NE(first, second);
    EXPECT_EQ(found(id).outgoing, second);
    issue(second, "46/QĐ-UBND");
    EXPECT_EQ(found(id).result_mark, "46/QĐ-UBND");
}

TEST_P(ResultsTest, what_is_issued_returns_to_the_sender_and_closes_its_file) {
    const Id task = registered(sender_.agency, sender_.body, "125/UBND-KGVX");
    write([&](db::Tx& tx) { grants::give(tx, documents::kIncoming, task, sender_.specialist.post, "lead"); });
    auto one = input();
    one.task_mark = "125/UBND-KGVX";
    const Id id = prepared(one);
    add_draft(id);
    write([&, at = version(id)](db::Tx& tx) { submit(tx, sender_.specialist.actor, *directory_, id, at); });
    receive_it(id);
    assign_it(id, {0, office_.specialist.post});
    act(write_slip, office_.specialist, id, slip());
    act(approve, office_.head, id, Id{0}, "");
    act(decide, committee_.deputy, id, "agreed", "");
    const Id outgoing = issuing(id);
    issue(outgoing, "45/QĐ-UBND");
    EXPECT_EQ(state(id), "closed");
    EXPECT_EQ(found(id).result_mark, "45/QĐ-UBND");
    EXPECT_EQ(found(id).result_day, day(11, 20));
    for (const auto& reader : {sender_.specialist, sender_.head, sender_.clerk})
        EXPECT_TRUE(reads(reader, documents::kOutgoing, outgoing));
    EXPECT_FALSE(reads(other_.head, documents::kOutgoing, outgoing));
    EXPECT_THAT(work_of(sender_.clerk), ElementsAre("documents.confirm")) << "the file that asked may be closed";
    EXPECT_THAT(notices_of(sender_.specialist), Contains(testing::HasSubstr("45/QĐ-UBND")));
    issue(outgoing, "45/QĐ-UBND");
    EXPECT_EQ(state(id), "closed") << "heard twice";
}

TEST_P(ResultsTest, a_recalled_document_opens_it_again) {
    const Id id = closed();
    const Id outgoing = found(id).outgoing;
    set_outgoing_state(outgoing, "recalled");
    hear(documents::kRecalled, outgoing);
    EXPECT_EQ(state(id), "agreed");
    EXPECT_EQ(found(id).result_mark, "");
    EXPECT_THAT(work_of(office_.specialist), ElementsAre("submissions.document"));
    const Id next = issuing(id);
    issue(next, "47/QĐ-UBND");
    EXPECT_EQ(found(id).result_mark, "47/QĐ-UBND");
}

TEST_P(ResultsTest, a_recalled_letter_withdraws_what_is_not_decided) {
    const Id id = examined();
    hear(documents::kRecalled, letter_);
    EXPECT_EQ(state(id), "withdrawn");
    EXPECT_THAT(work_of(office_.specialist), IsEmpty());
    letter_ = issued(sender_, "14/TTr-SKHCN");
    const Id decided = closed();
    hear(documents::kRecalled, letter_);
    EXPECT_EQ(state(decided), "closed");
}

TEST_P(ResultsTest, a_letter_that_proves_secret_leaves_no_word_behind) {
    constexpr const char* kRare = "quyzamb";
    const Id letter = registered(committee_.agency, committee_.body, "8/TTr-quyzamb", other_.agency);
    SubmissionInput one = input();
    one.letter_outgoing = 0;
    one.letter_incoming = letter;
    one.subject = "Việc quyzamb";
    const Id id = db().writing([&](db::Tx& tx) { return prepare(tx, office_.clerk.actor, *directory_, one); });
    act(add_paper, office_.clerk, id, NewPaper{"draft", "quyzamb.pdf", test::stored("x")});
    act(gather, office_.clerk, id, Gathered{0, "Sở quyzamb", "quyzamb", "accepted", "quyzamb"});
    write([&, at = version(id)](db::Tx& tx) { submit(tx, office_.clerk.actor, *directory_, id, at); });
    assign_it(id, {0, office_.specialist.post});
    act(ask_opinion, office_.specialist, id, std::vector<Id>{sender_.agency}, "quyzamb?", std::optional(day(11, 20)));
    wait_until(day(11, 23));
    act(write_slip, office_.specialist, id, SlipInput{"quyzamb", "quyzamb", "quyzamb", committee_.deputy.post});
    act(approve, office_.head, id, Id{0}, "quyzamb");
    hear(documents::kRemovedAsSecret, letter);
    hear(documents::kRemovedAsSecret, letter);
    EXPECT_EQ(state(id), "removed");
    for (const auto& who : {office_.clerk, office_.specialist, committee_.deputy, sender_.head, other_.head})
        EXPECT_FALSE(sees(who, id));
    EXPECT_THAT(work_of(committee_.deputy), IsEmpty());
    const auto places = dinh::test::columns_with(db(), kRare);
    for (const auto& place : places)
        EXPECT_TRUE(place.starts_with("incoming_document") || place.starts_with("file_"))
            << place << " still holds a word of it";
    EXPECT_THROW(act(approve, office_.head, id, Id{0}, ""), NotFound);
}

}  // namespace dinh::submissions
