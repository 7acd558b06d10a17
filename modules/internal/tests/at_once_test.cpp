// Every deed on an internal document, done by two at the same moment.
#include "tests/support/at_once.hpp"

#include "modules/internal/tests/house.hpp"

namespace dinh::internal {

namespace {

class AtOnceTest : public test::House {
protected:
    template <class F>
    void one_conflict(const char* name, Id id, F&& deed) {
        const auto read = version(id);
        dinh::test::one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { deed(tx, read); }); });
    }
    template <class F>
    void one_part(const char* name, Id id, Id party, F&& deed) {
        const auto read = part(id, party);
        dinh::test::one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { deed(tx, read); }); });
    }
};
DINH_BOTH_ENGINES(AtOnceTest);

}  // namespace

TEST_P(AtOnceTest, on_a_draft_one_of_two_wins) {
    const Actor &drafter = office_.specialist.actor, &leader = office_.leader.actor;
    const Id id = draft_it(input());
    one_conflict("change", id, [&](db::Tx& tx, auto at) {
        change(tx, drafter, *directory_, id, at, {input(), {}, {}});
    });
    one_conflict("submit", id, [&](db::Tx& tx, auto at) { submit(tx, drafter, *directory_, id, at); });
    one_conflict("return", id, [&](db::Tx& tx, auto at) { return_draft(tx, leader, *directory_, id, at, "Sai"); });
    one_conflict("send", id, [&](db::Tx& tx, auto at) { send(tx, leader, *directory_, id, at); });
    const Id other = draft_it(input());
    one_conflict("drop", other, [&](db::Tx& tx, auto at) { drop(tx, drafter, *directory_, other, at, "Trùng"); });
}

TEST_P(AtOnceTest, on_a_letter_that_is_out_one_of_two_wins) {
    const Actor &leader = office_.leader.actor, &receiver = office_.other_leader.actor;
    const Id id = sent();
    one_conflict("correct", id, [&](db::Tx& tx, auto at) {
        correct(tx, leader, *directory_, id, at, "Nộp báo cáo", "Trước 15 giờ", {}, "Sai giờ");
    });
    const Forwarding to{{{post(office_.other_specialist), "act"}}, {}, ""};
    one_part("forward", id, office_.other_division,
             [&](db::Tx& tx, const Receiver& one) { forward(tx, receiver, *directory_, id, one.id, one.version, to); });
    one_part("finish", id, office_.other_division,
             [&](db::Tx& tx, const Receiver& one) { finish(tx, receiver, id, one.id, one.version, "Xong"); });
    const Id recalled = sent();
    one_conflict("recall", recalled,
                 [&](db::Tx& tx, auto at) { recall(tx, leader, *directory_, recalled, at, "Gửi nhầm"); });
}

TEST_P(AtOnceTest, two_readers_and_two_answers_both_count) {
    const Id id = sent();
    dinh::test::both_win("read", [&](int n) { open_as(n == 0 ? office_.head.actor : office_.other_leader.actor, id); });
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return readings_of(conn, id); }).size(), 2U);
    dinh::test::both_win(
        "answer", [&] { write([&](db::Tx& tx) { answer(tx, office_.other_leader.actor, *directory_, id, "Rõ"); }); });
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return answers_of(conn, id); }).size(), 2U);
}

TEST_P(AtOnceTest, a_recall_and_a_reading_never_both_happen) {
    const Id id = sent();
    const auto at = version(id);
    const auto outcomes = dinh::test::at_once(2, [&](int n) {
        if (n == 0)
            write([&](db::Tx& tx) { recall(tx, office_.leader.actor, *directory_, id, at, "Gửi nhầm"); });
        else
            open_as(office_.head.actor, id);
    });
    const bool read = !db().reading([&](db::Conn& conn) { return readings_of(conn, id); }).empty();
    EXPECT_NE(read, found(id).state == "recalled") << testing::PrintToString(outcomes);
}

}  // namespace dinh::internal
