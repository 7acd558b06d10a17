// Every deed on a submission, done by two who had read the same version: one of them meets a conflict.
#include "tests/support/at_once.hpp"

#include "modules/submissions/tests/house.hpp"

namespace dinh::submissions {

namespace {

using test::day;

class AtOnceTest : public test::House {
protected:
    template <class F, class... Args>
    void one_conflict(const char* deed, F&& work, const test::Member& who, Id id, const Args&... args) {
        const auto read = version(id);
        dinh::test::one_wins(deed, "Conflict",
                             [&] { write([&](db::Tx& tx) { work(tx, who.actor, id, read, args...); }); });
    }
    // Those that ask for the directory.
    template <class F, class... Args>
    void one_conflict_in(const char* deed, F&& work, const test::Member& who, Id id, const Args&... args) {
        const auto read = version(id);
        dinh::test::one_wins(deed, "Conflict",
                             [&] { write([&](db::Tx& tx) { work(tx, who.actor, *directory_, id, read, args...); }); });
    }
};
DINH_BOTH_ENGINES(AtOnceTest);

}  // namespace

TEST_P(AtOnceTest, two_submissions_of_one_letter_are_one) {
    dinh::test::one_wins("prepare", "Refused", [&] { prepared(input()); });
}

TEST_P(AtOnceTest, of_the_deeds_of_the_sender_one_wins) {
    const Id id = prepared(input());
    const auto& who = sender_.specialist;
    one_conflict("edit", edit, who, id, input());
    one_conflict("add_paper", add_paper, who, id, NewPaper{"draft", "a.pdf", test::stored("a")});
    one_conflict("gather", gather, who, id, Gathered{0, "Sở Tài chính", "Thống nhất", "agreed", ""});
    const Id opinion = db().reading([&](db::Conn& conn) { return gathered(conn, id).front().id; });
    one_conflict("drop", drop_gathered, who, id, opinion);
    write([&](db::Tx& tx) {
        files::attach(tx, documents::kOutgoing, letter_, "appendix", "b.pdf", test::stored("b"), who.person);
    });
    one_conflict("take_paper", take_paper, who, id, "other", 1);
    one_conflict("remove", remove_paper, who, id, 2);
    one_conflict_in("submit", submit, who, id);
    one_conflict("withdraw", withdraw, who, id, "Rà soát lại");
}

TEST_P(AtOnceTest, of_the_deeds_of_the_office_one_wins) {
    const Id id = submitted();
    one_conflict_in("receive", receive, office_.clerk, id);
    one_conflict_in("assign", assign, office_.head, id, Examiner{office_.unit, 0});
    one_conflict("hand_on", hand_on, office_.leader, id, office_.specialist.post);
    one_conflict("ask", ask_opinion, office_.specialist, id, std::vector<Id>{other_.agency}, "Nguồn kinh phí?",
                 std::optional(day(11, 20)));
    const auto one = asked(id).front();
    dinh::test::one_wins("answer", "Conflict", [&] {
        write([&](db::Tx& tx) { give_opinion(tx, other_.head.actor, one.id, one.version, {"Thống nhất", ""}); });
    });
    one_conflict("slip", write_slip, office_.specialist, id, slip());
    one_conflict("send_back", send_back, office_.head, id, "Nêu rõ căn cứ");
    act(write_slip, office_.specialist, id, slip());
    one_conflict("approve", approve, office_.head, id, Id{0}, "");
    one_conflict("meeting", decide, committee_.deputy, id, "meeting", "Mời các sở");
    one_conflict("decide", decide, committee_.deputy, id, "agreed", "");
    one_conflict_in("document", begin_document, office_.specialist, id, DocumentInput{"", "Ban hành", 0});
}

TEST_P(AtOnceTest, is_returned_by_one_of_two) {
    one_conflict("return", give_back, office_.specialist, examined(), "Thiếu báo cáo");
}

TEST_P(AtOnceTest, an_issue_heard_twice_at_once_closes_once) {
    const Id id = agreed();
    const Id outgoing = issuing(id);
    issue(outgoing, "45/QĐ-UBND");
    dinh::test::both_win("hear", [&] { hear(documents::kIssued, outgoing); });
    const auto lines = db().reading([&](db::Conn& conn) { return deed::history_of(conn, kSubmission, id); });
    EXPECT_EQ(
        std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.deed == "submissions.close"; }),
        1);
}

}  // namespace dinh::submissions
