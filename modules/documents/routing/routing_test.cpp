#include "modules/documents/routing/routing.hpp"

#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;

class RoutingTest : public test::OutDesk {
protected:
    Id delegate_to(const Actor& to, Id post, const std::string& purpose) {
        const Id id = db().writing([&](db::Tx& tx) {
            return directory::delegate(
                tx, Actor::system(),
                {post, to.person, purpose, "", "Giấy ủy quyền số 01/GUQ", clock::today(), clock::today() + 30});
        });
        look_again();
        return id;
    }
    std::vector<std::string> states(Id id, int round) {
        std::vector<std::string> list;
        for (const auto& step : route(id))
            if (step.round == round) list.push_back(step.kind + " " + step.state);
        return list;
    }
    void read_as(const Actor& actor, Id step) {
        write([&](db::Tx& tx) { mark_step_read(tx, actor, step); });
    }
};
DINH_BOTH_ENGINES(RoutingTest);

}  // namespace

TEST_P(RoutingTest, proposes_content_form_and_signature) {
    const Id id = draft_one(letter());
    const auto steps = db().reading([&](db::Conn& conn) { return proposed_route(conn, *directory_, out(id)); });
    ASSERT_EQ(steps.size(), 3u);
    EXPECT_EQ(steps[0].post, office_.head.post);
    EXPECT_EQ(steps[1].post, office_.chief.post);
    EXPECT_EQ(steps[2].kind, "sign");
    EXPECT_EQ(steps[2].post, office_.director.post);
}

TEST_P(RoutingTest, takes_the_route_of_the_body_when_one_is_set) {
    const Id id = draft_one(letter());
    write([&](db::Tx& tx) {
        set_route_template(tx, office_.clerk, office_.body, "cong_van",
                           {{"content_initial", "unit_leader"}, {"sign", "signer"}}, clock::today());
    });
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return proposed_route(conn, *directory_, out(id)); }).size(), 2u);
}

TEST_P(RoutingTest, goes_from_hand_to_hand_until_it_is_approved) {
    const Id id = submitted(letter());
    EXPECT_EQ(state(id), "awaiting_content_check");
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("documents.step"));
    agree_as(office_.head, id, "Nội dung phù hợp");
    EXPECT_EQ(state(id), "awaiting_form_check");
    EXPECT_THAT(work_of(office_.head.post), IsEmpty());
    agree_as(office_.chief, id);
    EXPECT_EQ(state(id), "awaiting_signature");
    agree_as(office_.director, id);
    const auto one = out(id);
    EXPECT_EQ(one.state, "approved");
    EXPECT_EQ(one.signer_name, office_.director.name);
    EXPECT_EQ(one.signer_lines, "GIÁM ĐỐC");
    EXPECT_THAT(work_of(office_.clerk.post), ElementsAre("documents.attach_signed"));
    EXPECT_EQ(notices_of(office_.specialist.post).size(), 1u);
}

TEST_P(RoutingTest, lets_a_deputy_sign_for_the_head) {
    const Id id = draft_one(letter());
    submit_as(office_.specialist, id, {{"sign", office_.deputy.post, ""}});
    agree_as(office_.deputy, id);
    EXPECT_EQ(out(id).signing_kind, "KT");
    EXPECT_EQ(out(id).signer_lines, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC");
    EXPECT_EQ(out(id).signer_post, office_.deputy.post);
}

TEST_P(RoutingTest, refuses_a_signer_without_authority_when_submitted) {
    const Id id = draft_one(letter());
    EXPECT_THAT(refusals([&] {
                    submit_as(office_.specialist, id, {{"sign", office_.second_specialist.post, ""}});
                }),
                ElementsAre("steps"));
    EXPECT_THAT(refusals([&] {
                    submit_as(office_.specialist, id, {{"sign", other_.director.post, ""}});
                }),
                ElementsAre("steps", "steps"));
}

TEST_P(RoutingTest, signs_by_mandate_only_with_a_written_one) {
    const Id id = draft_one(letter());
    submit_as(office_.specialist, id, {{"sign", office_.director.post, ""}});
    delegate_to(office_.chief, office_.director.post, "work");
    EXPECT_THAT(refusals([&] { agree_as(directory_->actor_of(office_.chief.person), id); }), ElementsAre(""));
    delegate_to(office_.chief, office_.director.post, "mandate");
    agree_as(directory_->actor_of(office_.chief.person), id);
    EXPECT_EQ(out(id).signing_kind, "TUQ");
    EXPECT_EQ(out(id).signer_lines, "TUQ. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG");
    EXPECT_NE(route(id).back().done_as.find("Theo ủy quyền của Giám đốc"), std::string::npos);
}

TEST_P(RoutingTest, initials_by_a_delegation_of_work) {
    const Id id = submitted(letter());
    delegate_to(office_.second_head, office_.head.post, "work");
    agree_as(directory_->actor_of(office_.second_head.person), id);
    EXPECT_EQ(state(id), "awaiting_form_check");
}

TEST_P(RoutingTest, is_refused_without_draft_file_or_with_a_wrong_route) {
    const Id bare = draft_as(office_.specialist, letter(), {});
    EXPECT_THAT(refusals([&] { submit_as(office_.specialist, bare, usual()); }), ElementsAre("file"));
    const Id id = draft_one(letter());
    const auto sign = usual().back();
    EXPECT_THAT(refusals([&] { submit_as(office_.specialist, id, {}); }), ElementsAre("steps"));
    EXPECT_THAT(refusals([&] { submit_as(office_.specialist, id, {sign, sign}); }), ElementsAre("steps"));
    EXPECT_FALSE(refusals([&] {
                     submit_as(office_.specialist, id, {sign, {"opinion", office_.head.post, ""}});
                 }).empty());
    EXPECT_THAT(refusals([&] {
                    submit_as(office_.specialist, id, {{"dance", office_.head.post, ""}, sign});
                }),
                ElementsAre("steps"));
    EXPECT_THAT(refusals([&] { submit_as(office_.specialist, id, {{"opinion", 1, ""}, sign}); }), ElementsAre("steps"));
    EXPECT_THAT(refusals([&] {
                    submit_as(office_.specialist, id, {{"opinion", other_.head.post, ""}, sign});
                }),
                ElementsAre("steps"));
    EXPECT_THAT(refusals([&] { submit_as(office_.specialist, id, usual(), std::string(4001, 'x')); }),
                ElementsAre("slip"));
    EXPECT_EQ(state(id), "drafting");
    EXPECT_THROW(submit_as(office_.second_specialist, id, usual()), Forbidden);
    submit_as(office_.specialist, id, usual());
    EXPECT_THAT(refusals([&] { submit_as(office_.specialist, id, usual()); }), ElementsAre(""));
}

TEST_P(RoutingTest, keeps_others_from_a_step_that_is_not_theirs) {
    const Id id = submitted(letter());
    EXPECT_THROW(agree_as(office_.chief, id), Forbidden);
    EXPECT_THROW(agree_as(office_.specialist, id), Forbidden);
    EXPECT_THROW(return_as(office_.director, id, 0, "Không"), Forbidden);
}

TEST_P(RoutingTest, asks_an_opinion_in_words) {
    const Id id = draft_one(letter());
    submit_as(office_.specialist, id, {{"opinion", office_.second_head.post, "Đề nghị cho ý kiến"}, usual().back()});
    EXPECT_EQ(state(id), "in_consultation");
    EXPECT_THAT(refusals([&] { agree_as(office_.second_head, id); }), ElementsAre("answer"));
    EXPECT_THAT(refusals([&] { agree_as(office_.second_head, id, std::string(4001, 'y')); }), ElementsAre("answer"));
    agree_as(office_.second_head, id, "Nhất trí");
    EXPECT_EQ(route(id).front().answer, "Nhất trí");
}

TEST_P(RoutingTest, goes_back_to_the_drafter_and_up_again) {
    const Id id = submitted(letter());
    EXPECT_THAT(refusals([&] { return_as(office_.head, id, 0, " "); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { return_as(office_.head, id, 1, "Sai"); }), ElementsAre("to_position"));
    return_as(office_.head, id, 0, "Bổ sung số liệu");
    EXPECT_EQ(state(id), "returned");
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("documents.returned"));
    EXPECT_THAT(states(id, 1), ElementsAre("content_initial returned", "form_initial withdrawn", "sign withdrawn"));
    submit_as(office_.specialist, id, usual());
    EXPECT_THAT(work_of(office_.specialist.post), IsEmpty());
    EXPECT_EQ(current(id).round, 2);
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return slips_of(conn, id); }).size(), 2u);
}

TEST_P(RoutingTest, goes_back_to_an_earlier_step) {
    const Id id = submitted(letter());
    agree_as(office_.head, id);
    agree_as(office_.chief, id);
    return_as(office_.director, id, 2, "Sửa thể thức");
    EXPECT_EQ(state(id), "awaiting_form_check");
    EXPECT_THAT(states(id, 2), ElementsAre("form_initial current", "sign waiting"));
    EXPECT_THAT(work_of(office_.chief.post), ElementsAre("documents.step"));
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
    agree_as(office_.chief, id);
    agree_as(office_.director, id);
    EXPECT_EQ(state(id), "approved");
}

TEST_P(RoutingTest, takes_a_further_step_on_the_way) {
    const Id id = submitted(letter());
    act(add_step, office_.head, id, 1, StepInput{"opinion", office_.second_head.post, ""});
    EXPECT_THAT(states(id, 1),
                ElementsAre("content_initial current", "opinion waiting", "form_initial waiting", "sign waiting"));
    EXPECT_THAT(refusals([&] {
                    act(add_step, office_.head, id, 4, StepInput{"sign", 1, ""});
                }),
                ElementsAre("kind", "post", "after_position"));
    EXPECT_THAT(refusals([&] {
                    act(add_step, office_.head, id, 0, StepInput{"preview", other_.head.post, ""});
                }),
                ElementsAre("post", "after_position"));
    EXPECT_THROW(act(add_step, office_.second_specialist, id, 1, StepInput{"opinion", office_.second_head.post, ""}),
                 Forbidden);
    agree_as(office_.head, id);
    EXPECT_EQ(state(id), "in_consultation");
    EXPECT_THAT(refusals([&] {
                    act(add_step, office_.specialist, draft_one(letter()), 1,
                        StepInput{"opinion", office_.second_head.post, ""});
                }),
                ElementsAre(""));
}

TEST_P(RoutingTest, leaves_out_a_step_with_a_reason_but_never_the_signature) {
    const Id id = submitted(letter());
    const auto steps = route(id);
    const auto skip = [&](const Actor& actor, const RouteStep& step, const char* why) {
        write([&](db::Tx& tx) { skip_step(tx, actor, step.id, step.version, why); });
    };
    EXPECT_THAT(refusals([&] { skip(office_.specialist, steps[0], ""); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { skip(office_.specialist, steps[2], "Gấp"); }), ElementsAre(""));
    EXPECT_THROW(skip(office_.second_specialist, steps[0], "Gấp"), Forbidden);
    skip(office_.specialist, steps[0], "Trưởng phòng đi công tác");
    EXPECT_EQ(state(id), "awaiting_form_check");
    EXPECT_THAT(work_of(office_.head.post), IsEmpty());
    EXPECT_THROW(skip(office_.specialist, steps[0], "Gấp"), Conflict);
    EXPECT_THAT(states(id, 1), ElementsAre("content_initial skipped", "form_initial current", "sign waiting"));
}

TEST_P(RoutingTest, is_withdrawn_only_while_unread) {
    const Id id = submitted(letter());
    EXPECT_THROW(act(withdraw_submission, office_.head, id), Forbidden);
    act(withdraw_submission, office_.specialist, id);
    EXPECT_EQ(state(id), "withdrawn");
    EXPECT_THAT(work_of(office_.head.post), IsEmpty());
    EXPECT_THAT(refusals([&] { act(withdraw_submission, office_.specialist, id); }), ElementsAre(""));
    submit_as(office_.specialist, id, usual());
    read_as(office_.chief, current(id).id);
    EXPECT_FALSE(current(id).read_at);
    read_as(office_.head, current(id).id);
    ASSERT_TRUE(current(id).read_at);
    EXPECT_THAT(refusals([&] { act(withdraw_submission, office_.specialist, id); }), ElementsAre(""));
}

TEST_P(RoutingTest, takes_one_of_two_agreements_at_once) {
    const Id id = submitted(letter());
    const auto step = current(id);
    const auto outcomes = dinh::test::two_at_once(
        2, [&] { write([&](db::Tx& tx) { agree(tx, office_.head, *directory_, step.id, step.version, "Đồng ý"); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
    EXPECT_EQ(state(id), "awaiting_form_check");
}

TEST_P(RoutingTest, refuses_what_was_seen_in_an_older_state) {
    const Id id = draft_one(letter());
    const auto version = out(id).version;
    act(add_draft_file, office_.specialist, id, test::draft_file("ban hai"));
    EXPECT_THROW(write([&](db::Tx& tx) { submit(tx, office_.specialist, *directory_, id, version, usual(), ""); }),
                 Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { agree(tx, office_.head, *directory_, 1, 1, ""); }), NotFound);
}

}  // namespace dinh::documents
