// Papers of a submission and the table of opinions gathered before.
#include <gmock/gmock.h>

#include "modules/submissions/tests/house.hpp"

namespace dinh::submissions {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PapersTest : public test::House {
protected:
    std::vector<files::Ref> held(Id id) {
        return db().reading([&](db::Conn& conn) { return papers(conn, id); });
    }
    std::vector<Gathered> table(Id id) {
        return db().reading([&](db::Conn& conn) { return gathered(conn, id); });
    }
    template <class F, class... Args>
    std::vector<std::string> refused(F&& deed, Id id, const Args&... args) {
        return test::refusals([&] { act(deed, sender_.specialist, id, args...); });
    }
};
DINH_BOTH_ENGINES(PapersTest);

const Gathered kOpinion{0, "Sở Tài chính", "Đề nghị nêu rõ nguồn kinh phí", "accepted", "Đã bổ sung Điều 4"};

}  // namespace

TEST_P(PapersTest, takes_what_the_rules_name_and_other_papers) {
    const Id id = prepared(input());
    add_draft(id);
    act(add_paper, sender_.specialist, id, NewPaper{"other", "anh.png", test::stored("anh", "image/png")});
    ASSERT_EQ(held(id).size(), 2U);
    EXPECT_EQ(held(id)[0].role, "draft");
    EXPECT_THAT(refused(add_paper, id, NewPaper{"appraisal", "a.pdf", test::stored("a")}), ElementsAre("role"))
        << "only normative decisions have one";
    EXPECT_THAT(refused(add_paper, id, NewPaper{"", "a.pdf", test::stored("a")}), ElementsAre("role"));
    EXPECT_THAT(refused(add_paper, id, NewPaper{"draft", "a.png", test::stored("a", "image/png")}),
                ElementsAre("files"))
        << "a draft is a text";
    EXPECT_THROW(act(add_paper, sender_.specialist, id, NewPaper{"other", "a.exe", test::stored("a", "x/y")}), Refused);
}

TEST_P(PapersTest, takes_a_file_of_the_letter_without_copying_it) {
    const Id id = prepared(input());
    write([&](db::Tx& tx) {
        files::attach(tx, documents::kOutgoing, letter_, "appendix", "du-thao.pdf", test::stored("kèm theo"),
                      sender_.specialist.person);
    });
    EXPECT_THAT(refused(take_paper, id, "draft", 9), ElementsAre("letter_file"));
    EXPECT_THAT(refused(take_paper, id, "x", 1), ElementsAre("role"));
    act(take_paper, sender_.specialist, id, "draft", 1);
    ASSERT_EQ(held(id).size(), 1U);
    EXPECT_EQ(held(id)[0].hash, test::stored("kèm theo").hash);
    EXPECT_EQ(held(id)[0].role, "draft");
}

TEST_P(PapersTest, leaves_out_what_was_taken_back) {
    const Id id = prepared(input());
    add_draft(id);
    act(remove_paper, sender_.specialist, id, 1);
    EXPECT_THAT(held(id), IsEmpty());
    EXPECT_THROW(act(remove_paper, sender_.specialist, id, 1), NotFound);
}

TEST_P(PapersTest, gathers_opinions_with_what_became_of_them) {
    const Id id = prepared(input());
    act(gather, sender_.specialist, id, kOpinion);
    ASSERT_EQ(table(id).size(), 1U);
    EXPECT_EQ(table(id)[0].answer, "Đã bổ sung Điều 4");
    EXPECT_THAT(refused(gather, id, Gathered{}), ElementsAre("agency_name", "opinion", "treatment"));
    EXPECT_THAT(refused(gather, id, Gathered{0, "A", "B", "explained", " "}), ElementsAre("answer"));
    EXPECT_THAT(refused(gather, id,
                        Gathered{0, std::string(201, 'a'), std::string(4001, 'b'), "agreed", std::string(4001, 'c')}),
                ElementsAre("agency_name", "opinion", "answer"));
    act(drop_gathered, sender_.specialist, id, table(id)[0].id);
    EXPECT_THAT(table(id), IsEmpty());
    EXPECT_THROW(act(drop_gathered, sender_.specialist, id, Id{5}), NotFound);
}

TEST_P(PapersTest, nobody_changes_what_was_submitted_and_strangers_nothing_at_all) {
    const Id id = submitted();
    EXPECT_THROW(add_draft(id), Refused);
    EXPECT_THROW(act(gather, sender_.specialist, id, kOpinion), Refused);
    EXPECT_THROW(act(remove_paper, sender_.specialist, id, 1), Refused);
    EXPECT_THROW(act(gather, office_.head, id, kOpinion), Forbidden);
    EXPECT_THROW(act(gather, other_.head, id, kOpinion), NotFound);
}

}  // namespace dinh::submissions
