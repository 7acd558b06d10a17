#include "modules/documents/outgoing/outgoing.hpp"

#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class OutgoingTest : public test::OutDesk {
protected:
    std::vector<Id> listed(const Actor& actor, const std::string& view) {
        OutgoingFilter filter;
        filter.view = view;
        std::vector<Id> ids;
        for (const auto& line : out_list(actor, filter).lines) ids.push_back(line.id);
        return ids;
    }
    Outgoing seen(const Actor& actor, Id id) {
        return db().reading([&](db::Conn& conn) { return visible_outgoing(conn, actor, id); });
    }
};
DINH_BOTH_ENGINES(OutgoingTest);

}  // namespace

TEST_P(OutgoingTest, drafts_for_the_drafter_and_the_heads_of_his_unit) {
    const Id id = draft_one(letter());
    const auto one = seen(office_.specialist, id);
    EXPECT_EQ(one.state, "drafting");
    EXPECT_EQ(one.drafting_unit, office_.division);
    EXPECT_EQ(one.owner_agency, office_.agency);
    EXPECT_EQ(seen(office_.head, id).id, id);
    EXPECT_THROW(seen(office_.second_specialist, id), NotFound);
    EXPECT_THROW(seen(office_.clerk, id), NotFound);
    EXPECT_THROW(seen(other_.director, id), NotFound);
    EXPECT_EQ(out_history(id).front().words, "Soạn dự thảo");
}

TEST_P(OutgoingTest, names_every_fault_of_a_draft_at_once) {
    auto one = letter();
    one.subject = " ";
    one.kind = "thu_tinh";
    one.urgency = 4;
    one.copies = -1;
    one.reply_needed = true;
    one.addressee = std::string(1001, 'x');
    EXPECT_THAT(refusals([&] { draft_one(one); }),
                testing::UnorderedElementsAre("kind", "subject", "addressee", "urgency", "copies", "reply_day"));
    auto late = letter();
    late.reply_needed = true;
    late.reply_day = day(11, 19);
    EXPECT_THAT(refusals([&] { draft_one(late); }), ElementsAre("reply_day"));
    auto strange = letter();
    strange.answers = {1};
    EXPECT_THAT(refusals([&] { draft_one(strange); }), ElementsAre("answers"));
    auto of_others = letter();
    of_others.issuing_body = other_.body;
    EXPECT_THROW(draft_one(of_others), Forbidden);
}

TEST_P(OutgoingTest, keeps_secret_papers_out) {
    auto one = letter();
    one.secrecy = "mat";
    EXPECT_THAT(refusals([&] { draft_one(one); }), ElementsAre("secrecy"));
    auto file = test::draft_file();
    file.stamp = "MẬT";
    EXPECT_THAT(refusals([&] { draft_as(office_.specialist, letter(), {file}); }), ElementsAre("files"));
}

TEST_P(OutgoingTest, notes_what_an_edit_changed) {
    const Id id = draft_one(letter());
    auto one = letter();
    one.subject = "Về việc báo cáo số liệu";
    one.urgency = 1;
    act(edit_draft, office_.specialist, id, one);
    const auto line = out_history(id).front();
    ASSERT_EQ(line.changes.size(), 2u);
    EXPECT_EQ(line.changes[0].field, "subject");
    EXPECT_EQ(line.changes[0].after, "Về việc báo cáo số liệu");
    EXPECT_THROW(act(edit_draft, office_.head, id, one), Forbidden);
    submit_as(office_.specialist, id, usual());
    EXPECT_THAT(refusals([&] { act(edit_draft, office_.specialist, id, one); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { act(add_draft_file, office_.specialist, id, test::draft_file("moi")); }),
                ElementsAre("file"));
}

TEST_P(OutgoingTest, keeps_all_versions_of_the_draft_file) {
    const Id id = draft_one(letter());
    act(add_draft_file, office_.specialist, id, test::draft_file("ban hai"));
    const auto refs = db().reading([&](db::Conn& conn) { return files::of_record(conn, "outgoing", id); });
    ASSERT_EQ(refs.size(), 2u);
    EXPECT_EQ(refs[1].version, 2);
}

TEST_P(OutgoingTest, is_dropped_with_a_reason_while_it_is_a_draft) {
    const Id id = draft_one(letter());
    EXPECT_THAT(refusals([&] { act(drop_draft, office_.specialist, id, ""); }), ElementsAre("reason"));
    EXPECT_THROW(act(drop_draft, office_.head, id, "Thừa"), Forbidden);
    act(drop_draft, office_.specialist, id, "Không còn cần");
    EXPECT_EQ(state(id), "draft_dropped");
    EXPECT_THAT(listed(office_.specialist, "mine"), IsEmpty());
    const Id other = approved(letter());
    EXPECT_THAT(refusals([&] { act(drop_draft, office_.specialist, other, "Thừa"); }), ElementsAre(""));
}

TEST_P(OutgoingTest, is_not_signed_by_being_approved) {
    const Id id = approved(letter());
    EXPECT_EQ(state(id), "approved");
    EXPECT_THAT(refusals([&] { act(give_number_to, office_.clerk, id, NumberInput{}); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { act(issue, office_.clerk, id); }), testing::Contains(""));
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(OutgoingTest, takes_the_signed_file_of_the_approved_document) {
    const Id drafted = draft_one(letter());
    EXPECT_THAT(
        refusals([&] { act(attach_signed_file, office_.specialist, drafted, test::signed_file(), clock::today()); }),
        ElementsAre(""));
    const Id id = approved(letter());
    EXPECT_THAT(refusals([&] { act(attach_signed_file, office_.clerk, id, test::draft_file(), day(11, 21)); }),
                ElementsAre("file", "signed_day"));
    EXPECT_THAT(refusals([&] { act(attach_signed_file, office_.clerk, id, test::signed_file(), day(11, 19)); }),
                ElementsAre("signed_day"));
    EXPECT_THAT(refusals([&] { act(attach_signed_file, office_.clerk, id, NewFile{}, clock::today()); }),
                ElementsAre("file"));
    EXPECT_THROW(act(attach_signed_file, office_.second_specialist, id, test::signed_file(), clock::today()),
                 Forbidden);
    act(attach_signed_file, office_.director, id, test::signed_file(), clock::today());
    EXPECT_EQ(state(id), "signed_awaiting_number");
    EXPECT_THAT(work_of(office_.clerk.post), ElementsAre("documents.number"));
}

TEST_P(OutgoingTest, stands_in_the_lists_of_those_it_waits_for) {
    const Id id = submitted(letter());
    const Id plain = draft_one(letter());
    EXPECT_THAT(listed(office_.specialist, "mine"), ElementsAre(plain, id));
    EXPECT_THAT(listed(office_.head, "waiting_me"), ElementsAre(id));
    EXPECT_THAT(listed(office_.chief, "waiting_me"), IsEmpty());
    const Id signed_id = signed_one(letter());
    EXPECT_THAT(listed(office_.clerk, "to_number"), ElementsAre(signed_id));
    const Id gone = issued(letter());
    EXPECT_THAT(listed(office_.clerk, "issued"), ElementsAre(gone));
    EXPECT_THAT(listed(office_.clerk, "replies"), IsEmpty());
    EXPECT_THAT(listed(other_.clerk, "all"), IsEmpty());
}

TEST_P(OutgoingTest, is_listed_page_by_page_with_its_count) {
    std::vector<Id> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(draft_one(letter()));
    OutgoingFilter filter;
    filter.view = "mine";
    filter.most = 2;
    const auto first = out_list(office_.specialist, filter);
    EXPECT_EQ(first.count, 5);
    ASSERT_EQ(first.lines.size(), 2u);
    EXPECT_EQ(first.lines[0].id, ids[4]);
    EXPECT_EQ(first.lines[0].drafter, office_.specialist.person);
    EXPECT_EQ(first.lines[0].recipients, 1);
    filter.before = first.next;
    const auto second = out_list(office_.specialist, filter);
    EXPECT_EQ(second.lines[0].id, ids[2]);
    filter.before = second.next;
    const auto third = out_list(office_.specialist, filter);
    EXPECT_EQ(third.lines.size(), 1u);
    EXPECT_EQ(third.next, 0);
    filter.before = 0;
    filter.urgency = 2;
    EXPECT_EQ(out_list(office_.specialist, filter).count, 0);
}

}  // namespace dinh::documents
