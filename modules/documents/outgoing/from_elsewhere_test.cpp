// What documents offer to other modules.
#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using test::day;
using testing::ElementsAre;
using testing::IsEmpty;

class FromElsewhereTest : public test::OutDesk {
protected:
    DraftOrder order() const {
        DraftOrder one;
        one.issuing_body = office_.body;
        one.kind = "quyet_dinh";
        one.subject = "Về việc ban hành Kế hoạch";
        one.archive_copy = "VT, CĐS, STC";
        one.signer_post = office_.director.post;
        one.recipients = {other_.agency};
        return one;
    }
    Id begin(const Actor& actor, const DraftOrder& one) {
        return db().writing([&](db::Tx& tx) { return begin_draft(tx, actor, one); });
    }
    bool reads(const Actor& actor, std::string_view kind, Id id) {
        return db().reading([&](db::Conn& conn) { return grants::may_see(conn, actor, kind, id); });
    }
    void open(std::string_view kind, Id id, Id grantee) {
        write([&](db::Tx& tx) { let_read(tx, kind, id, grantee); });
    }
};
DINH_BOTH_ENGINES(FromElsewhereTest);

}  // namespace

TEST_P(FromElsewhereTest, a_draft_begun_elsewhere_is_an_ordinary_one) {
    const Id source = draft_one(letter());
    DraftOrder one = order();
    one.files = db().reading([&](db::Conn& conn) { return files::of_record(conn, kOutgoing, source); });
    const Id id = begin(office_.specialist, one);
    EXPECT_EQ(state(id), "drafting");
    EXPECT_EQ(out(id).archive_copy, "VT, CĐS, STC");
    EXPECT_EQ(out(id).drafting_unit, office_.division);
    ASSERT_EQ(recipients(id).size(), 1U);
    EXPECT_EQ(recipients(id)[0].agency, other_.agency);
    const auto held = db().reading([&](db::Conn& conn) { return files::of_record(conn, kOutgoing, id); });
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held[0].role, "draft");
    submit_as(office_.specialist, id, usual());
    EXPECT_EQ(state(id), "awaiting_content_check");
}

TEST_P(FromElsewhereTest, refuses_what_a_draft_refuses) {
    EXPECT_THROW(begin(other_.specialist, order()), Forbidden);
    DraftOrder one = order();
    one.subject = "";
    one.kind = "x";
    EXPECT_THAT(test::refusals([&] { begin(office_.specialist, one); }), ElementsAre("kind", "subject"));
}

TEST_P(FromElsewhereTest, tells_what_a_document_is_to_whoever_keeps_its_id) {
    const Id id = issued(letter());
    const auto brief = db().reading([&](db::Conn& conn) { return outgoing_brief(conn, id); });
    ASSERT_TRUE(brief);
    EXPECT_EQ(brief->agency, office_.agency);
    EXPECT_EQ(brief->state, "issued");
    EXPECT_EQ(brief->mark, out(id).mark);
    EXPECT_FALSE(db().reading([&](db::Conn& conn) { return outgoing_brief(conn, 5); }));
    const Id there = db().reading([&](db::Conn& conn) { return arrived_at(conn, id, other_.agency); });
    EXPECT_EQ(there, recipients(id).front().incoming);
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return arrived_at(conn, id, office_.agency); }), 0);
    const auto incoming = db().reading([&](db::Conn& conn) { return incoming_brief(conn, there); });
    ASSERT_TRUE(incoming);
    EXPECT_EQ(incoming->author_agency, office_.agency);
    EXPECT_FALSE(incoming->open) << "not in the book yet";
    EXPECT_FALSE(db().reading([&](db::Conn& conn) { return incoming_brief(conn, 5); }));
}

TEST_P(FromElsewhereTest, finds_ones_own_issued_documents_and_incoming_marks) {
    const Id id = issued(letter());
    const auto issued_to = [&](const Actor& actor, const char* kind) {
        std::vector<Id> ids;
        db().read([&](db::Conn& conn) {
            ids.clear();
            for (const auto& one : issued_of_kind(conn, actor, office_.agency, kind, 10)) ids.push_back(one.id);
        });
        return ids;
    };
    EXPECT_THAT(issued_to(office_.specialist, "cong_van"), ElementsAre(id));
    EXPECT_THAT(issued_to(office_.specialist, "to_trinh"), IsEmpty());
    EXPECT_THAT(issued_to(other_.specialist, "cong_van"), IsEmpty());
    const Id incoming = register_one(input());
    const auto marked = [&](const Actor& actor, const char* mark) {
        return db().reading([&](db::Conn& conn) { return incoming_with_mark(conn, actor, office_.agency, mark); });
    };
    EXPECT_THAT(marked(office_.clerk, "125/UBND-TH"), ElementsAre(incoming));
    EXPECT_THAT(marked(office_.specialist, "125/UBND-TH"), IsEmpty()) << "not his to see";
    EXPECT_THAT(marked(office_.clerk, ""), IsEmpty());
}

TEST_P(FromElsewhereTest, opens_a_document_to_a_reader_without_changing_it) {
    const Id id = issued(letter());
    const auto before = out(id).version;
    EXPECT_FALSE(reads(other_.specialist, kOutgoing, id));
    for (int i = 0; i < 2; ++i) open(kOutgoing, id, other_.specialist.post);
    EXPECT_TRUE(reads(other_.specialist, kOutgoing, id));
    EXPECT_EQ(out(id).version, before) << "whoever has it open meets no conflict";
    open(kOutgoing, 5, other_.specialist.post);
    act(recall, office_.director, id, "Sai căn cứ");
    open(kOutgoing, id, other_.second_specialist.post);
    EXPECT_FALSE(reads(other_.second_specialist, kOutgoing, id)) << "recalled";
}

TEST_P(FromElsewhereTest, an_answer_given_elsewhere_offers_to_close) {
    const Id incoming = register_one(input());
    write([&](db::Tx& tx) { offer_closing(tx, incoming, "45/QĐ-UBND"); });
    EXPECT_EQ(found(incoming).proposed_close, "45/QĐ-UBND");
    EXPECT_THAT(work_of(office_.clerk.post), testing::Contains("documents.confirm"));
}

}  // namespace dinh::documents
