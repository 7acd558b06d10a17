// What the head decides, who settles, the result and the end.
#include <gmock/gmock.h>

#include "modules/petitions/tests/desk.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::petitions {

namespace {

using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class DirectionTest : public test::Desk {
protected:
    void extend_it(Id id, Day until, std::string_view reason = "Vụ việc phức tạp") {
        write([&, at = version(id)](db::Tx& tx) { extend(tx, office_.head.actor, id, at, until, reason); });
    }
    void file_it(Id id, std::string_view as, std::string_view note = "") {
        write([&, at = version(id)](db::Tx& tx) { file_away(tx, office_.head.actor, id, at, as, note); });
    }
    void guide_it(Id id, std::string_view note) {
        write([&, at = version(id)](db::Tx& tx) { guide(tx, office_.head.actor, id, at, note); });
    }
    void reopen_it(Id id, std::string_view reason = "Có tình tiết mới") {
        write([&, at = version(id)](db::Tx& tx) { reopen(tx, office_.head.actor, *directory_, id, at, reason); });
    }
    void settler(Id id, Settler to, std::string_view note = "Đổi người") {
        write(
            [&, at = version(id)](db::Tx& tx) { name_settler(tx, office_.head.actor, *directory_, id, at, to, note); });
    }
    void hand(const Actor& actor, Id id, Id post) {
        write([&, at = version(id)](db::Tx& tx) { hand_on(tx, actor, *directory_, id, at, post); });
    }
    PetitionInput anonymous() const {
        auto one = input();
        one.senders.clear();
        one.anonymous = true;
        return one;
    }
};
DINH_BOTH_ENGINES(DirectionTest);

}  // namespace

TEST_P(DirectionTest, accepts_with_the_deadline_of_the_law) {
    const Id complaint = take(input());
    accept_it(complaint, {office_.division, 0});
    EXPECT_EQ(found(complaint).due, day(12, 21)) << "30 days end on Sunday 20 December";
    auto second = input();
    second.round = 2;
    second.summary = "Khiếu nại lần hai về bồi thường";
    const Id again = take(second);
    accept_it(again, {office_.division, 0}, true);
    EXPECT_EQ(found(again).due, day(1, 19, 2027)) << "second time, remote: 60 days";
    auto proposal = input();
    proposal.kind = "feedback";
    proposal.summary = "Phản ánh rác thải";
    const Id feedback = take(proposal);
    accept_it(feedback, {office_.division, 0});
    EXPECT_EQ(found(feedback).due, day(12, 21)) << "20 working days, the agency's setting";
}

TEST_P(DirectionTest, gives_the_petition_to_the_settler_and_to_nobody_else) {
    const Id id = take(denunciation());
    accept_it(id, {office_.division, 0});
    EXPECT_TRUE(sees(office_.leader.actor, id));
    EXPECT_FALSE(sees(office_.specialist.actor, id));
    EXPECT_FALSE(sees(office_.second_leader.actor, id));
    EXPECT_THAT(work_of(office_.division), ElementsAre("petitions.settle"));
    EXPECT_THAT(work_of(office_.head.post), IsEmpty());

    hand(office_.leader.actor, id, office_.specialist.post);
    EXPECT_TRUE(sees(office_.specialist.actor, id));
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("petitions.settle"));
    EXPECT_THAT(work_of(office_.division), IsEmpty());

    settler(id, {0, office_.second_leader.post});
    EXPECT_FALSE(sees(office_.specialist.actor, id));
    EXPECT_FALSE(sees(office_.leader.actor, id));
    EXPECT_TRUE(sees(office_.second_leader.actor, id));
    EXPECT_THAT(work_of(office_.specialist.post), IsEmpty());
}

TEST_P(DirectionTest, only_the_head_or_whom_the_head_named_decides) {
    const Id id = take(input());
    const auto as = [&](const test::Place& who) {
        write([&, at = version(id)](db::Tx& tx) { guide(tx, who.actor, id, at, "Gửi UBND xã"); });
    };
    EXPECT_THROW(as(office_.clerk), Forbidden);
    EXPECT_THROW(as(office_.deputy), NotFound);
    write([&](db::Tx& tx) {
        name_officer(tx, office_.head.actor, *directory_, office_.body, office_.deputy.post, "direction");
    });
    as(office_.deputy);
    EXPECT_EQ(found(id).state, "guided");
    EXPECT_EQ(found(id).decided_by, "Phạm Phó Giám Đốc – Phó Giám đốc");
}

TEST_P(DirectionTest, refuses_settlers_who_cannot) {
    const Id id = take(input());
    for (const Settler wrong : {Settler{}, Settler{office_.division, office_.leader.post}, Settler{other_.division, 0},
                                Settler{0, other_.leader.post}, Settler{0, 99}, Settler{99, 0}})
        EXPECT_THAT(refusals([&] { accept_it(id, wrong); }), ElementsAre("settler"));
    const Id vacant = db().writing([&](db::Tx& tx) {
        return directory::add_post(tx, Actor::system(),
                                   {office_.agency, office_.division, "Phó", {}, "", 0, day(1, 1)});
    });
    EXPECT_THAT(refusals([&] { accept_it(id, {0, vacant}); }), ElementsAre("settler"));
    EXPECT_EQ(found(id).state, "awaiting_direction");
    accept_it(id, {office_.division, 0});
    EXPECT_THROW(accept_it(id, {office_.division, 0}), Refused) << "accepted once";
    EXPECT_THROW(hand(office_.second_leader.actor, id, office_.specialist.post), NotFound);
    EXPECT_THAT(refusals([&] { hand(office_.leader.actor, id, office_.second_leader.post); }), ElementsAre("post"));
    EXPECT_THAT(refusals([&] { settler(id, {office_.second_division, 0}, ""); }), ElementsAre("note"));
}

TEST_P(DirectionTest, an_anonymous_petition_is_filed_not_settled) {
    const Id id = take(anonymous());
    EXPECT_THROW(accept_it(id, {office_.division, 0}), Refused);
    EXPECT_THAT(refusals([&] { file_it(id, "because"); }), ElementsAre("as"));
    EXPECT_THAT(refusals([&] { file_it(id, "other"); }), ElementsAre("note"));
    file_it(id, "anonymous");
    EXPECT_EQ(found(id).state, "filed");
    EXPECT_THAT(work_of(office_.head.post), IsEmpty());
    EXPECT_THROW(file_it(id, "anonymous"), Refused);
}

TEST_P(DirectionTest, guides_with_words_that_name_nobody) {
    const Id id = take(input());
    EXPECT_THAT(refusals([&] { guide_it(id, ""); }), ElementsAre("note"));
    EXPECT_THAT(refusals([&] { guide_it(id, "Mời ông Hoàng Quyzamba gửi Tòa án"); }), ElementsAre("note"));
    EXPECT_THAT(refusals([&] { guide_it(id, std::string(501, 'a')); }), ElementsAre("note"));
    guide_it(id, "Khởi kiện tại Tòa án");
    reopen_it(id);
    EXPECT_EQ(found(id).state, "awaiting_direction");
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("petitions.direct"));
}

TEST_P(DirectionTest, passes_on_outside_by_name_and_inside_once) {
    const Id outside = take(input());
    EXPECT_THAT(refusals([&] { pass_it(outside, {}); }), ElementsAre("agency"));
    EXPECT_THAT(refusals([&] { pass_it(outside, {office_.agency, ""}); }), ElementsAre("agency"));
    EXPECT_THAT(refusals([&] { pass_it(outside, {0, std::string(201, 'a')}); }), ElementsAre("agency"));
    pass_it(outside, {0, "Tòa án nhân dân khu vực 1"});
    EXPECT_EQ(found(outside).passed_name, "Tòa án nhân dân khu vực 1");
    EXPECT_EQ(found(outside).passed_petition, 0);
    reopen_it(outside);
    pass_it(outside, {other_.agency, ""});
    EXPECT_THROW(reopen_it(outside), Refused) << "it is another agency's now";
    EXPECT_THROW(pass_it(outside, {other_.agency, ""}), Refused);
}

TEST_P(DirectionTest, extends_within_what_the_law_allows) {
    const Id complaint = take(input());
    EXPECT_THROW(extend_it(complaint, day(12, 10)), Refused) << "classifying a complaint takes no extension";
    accept_it(complaint, {office_.division, 0});
    EXPECT_THAT(refusals([&] { extend_it(complaint, day(12, 21), ""); }), ElementsAre("reason", "until"));
    EXPECT_THAT(refusals([&] { extend_it(complaint, day(1, 5, 2027)); }), ElementsAre("until")) << "45 days: 4 January";
    extend_it(complaint, day(1, 4, 2027));
    EXPECT_EQ(found(complaint).due, day(1, 4, 2027));
    EXPECT_THROW(extend_it(complaint, day(1, 6, 2027)), Refused) << "once only";
}

TEST_P(DirectionTest, extends_a_denunciation_while_classifying_and_twice_while_settling) {
    const Id id = take(denunciation());
    EXPECT_THAT(refusals([&] { extend_it(id, day(12, 7)); }), ElementsAre("until")) << "10 working days: 4 December";
    extend_it(id, day(12, 4));
    EXPECT_THROW(extend_it(id, day(12, 4)), Refused);
    accept_it(id, {office_.division, 0});
    extend_it(id, day(1, 19, 2027));
    extend_it(id, day(2, 18, 2027));
    EXPECT_THROW(extend_it(id, day(3, 1, 2027)), Refused) << "twice only";
}

TEST_P(DirectionTest, a_result_and_its_closing_end_it) {
    const Id id = take(input());
    accept_it(id, {office_.division, 0});
    const auto bad = [&](Result result) {
        return refusals([&] {
            write([&, at = version(id)](db::Tx& tx) {
                report_result(tx, office_.leader.actor, *directory_, id, at, result);
            });
        });
    };
    EXPECT_THAT(bad({"", "", std::nullopt, 0}), ElementsAre("mark", "text", "day"));
    EXPECT_THAT(bad({"1/QĐ", "Xong", day(11, 21), 0}), ElementsAre("day"));
    EXPECT_THAT(bad({"1/QĐ", "Xong", day(11, 18), 0}), ElementsAre("day"));
    EXPECT_THAT(bad({"1/QĐ", "Xong", day(11, 20), 4711}), ElementsAre("mark"));
    EXPECT_THAT(bad({"1/QĐ", "Ông Hoàng Quyzamba đúng", day(11, 20), 0}), ElementsAre("text"));
    EXPECT_THROW(answer_it(office_.clerk.actor, id, day(11, 20)), Forbidden);
    answer_it(office_.leader.actor, id, day(11, 20));
    EXPECT_EQ(found(id).state, "answered");
    EXPECT_FALSE(found(id).answered_late);
    EXPECT_THAT(work_of(office_.clerk.post), ElementsAre("petitions.close"));
    close_it(id);
    EXPECT_EQ(found(id).state, "closed");
    EXPECT_THAT(work_of(office_.clerk.post), IsEmpty());
    EXPECT_THROW(close_it(id), Refused);
    reopen_it(id);
    EXPECT_FALSE(sees(office_.leader.actor, id)) << "directed anew, to nobody yet";
}

TEST_P(DirectionTest, an_answer_after_the_deadline_is_late) {
    const Id id = take(input());
    accept_it(id, {office_.division, 0});
    now_.set(*clock::parse_instant("2026-12-22T03:00:00Z"));
    EXPECT_THAT(listed(office_.leader.actor, "overdue"), ElementsAre(id));
    answer_it(office_.leader.actor, id, day(12, 22));
    EXPECT_TRUE(found(id).answered_late);
    EXPECT_THAT(listed(office_.leader.actor, "overdue"), IsEmpty());
}

TEST_P(DirectionTest, lists_show_each_what_is_theirs) {
    const Id first = take(input()), second = take(denunciation());
    accept_it(second, {office_.division, 0});
    EXPECT_THAT(listed(office_.clerk.actor, "open"), ElementsAre(second, first));
    EXPECT_THAT(listed(office_.clerk.actor, "mine"), IsEmpty());
    EXPECT_THAT(listed(office_.leader.actor, "mine"), ElementsAre(second));
    EXPECT_THAT(listed(office_.leader.actor, "all"), ElementsAre(second));
    file_it(first, "settled");
    EXPECT_THAT(listed(office_.clerk.actor, "ended"), ElementsAre(first));
    EXPECT_THAT(listed(office_.specialist.actor, "all"), IsEmpty());
}

TEST_P(DirectionTest, of_two_who_decide_at_once_one_wins) {
    const auto conflict = [&](const char* name, Id id, auto&& deed) {
        const auto read = version(id);
        dinh::test::one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { deed(tx, read); }); });
    };
    const Actor& head = office_.head.actor;
    const Id id = take(input());
    conflict("propose", id, [&](db::Tx& tx, auto at) { propose(tx, office_.clerk.actor, id, at, "Thụ lý"); });
    conflict("correct", id, [&](db::Tx& tx, auto at) { correct(tx, office_.clerk.actor, id, at, input(), "Nhầm"); });
    conflict("guide", id, [&](db::Tx& tx, auto at) { guide(tx, head, id, at, "Gửi xã"); });
    conflict("reopen", id, [&](db::Tx& tx, auto at) { reopen(tx, head, *directory_, id, at, "Lại"); });
    conflict("file", id, [&](db::Tx& tx, auto at) { file_away(tx, head, id, at, "settled", ""); });
    reopen_it(id);
    conflict("accept", id, [&](db::Tx& tx, auto at) {
        accept(tx, head, *directory_, id, at, {office_.division, 0}, false, "");
    });
    conflict("extend", id, [&](db::Tx& tx, auto at) { extend(tx, head, id, at, day(12, 28), "Phức tạp"); });
    conflict("settler", id, [&](db::Tx& tx, auto at) {
        name_settler(tx, head, *directory_, id, at, {office_.division, 0}, "Lại");
    });
    conflict("hand on", id, [&](db::Tx& tx, auto at) {
        hand_on(tx, office_.leader.actor, *directory_, id, at, office_.specialist.post);
    });
    conflict("file added", id, [&](db::Tx& tx, auto at) {
        add_file(tx, office_.clerk.actor, id, at, {"a.pdf", test::stored("a")});
    });
    conflict("result", id, [&](db::Tx& tx, auto at) {
        report_result(tx, office_.leader.actor, *directory_, id, at, {"1/QĐ", "Đúng", day(11, 20), 0});
    });
    conflict("close", id, [&](db::Tx& tx, auto at) { close(tx, office_.clerk.actor, id, at); });
    const Id passed = take(denunciation());
    conflict("pass on", passed, [&](db::Tx& tx, auto at) {
        pass_on(tx, head, *directory_, passed, at, {other_.agency, ""}, "");
    });
    const Id there = found(passed).passed_petition;
    conflict("receive", there,
             [&](db::Tx& tx, auto at) { receive(tx, other_.clerk.actor, *directory_, there, at, day(11, 20)); });
    conflict("void", there, [&](db::Tx& tx, auto at) { void_petition(tx, other_.clerk.actor, there, at, "Trùng"); });
    EXPECT_THAT(faults(), IsEmpty());
}

}  // namespace dinh::petitions
