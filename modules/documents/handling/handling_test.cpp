// What happens to a part once it was given: reading, work on it, its result, its way back.
#include "modules/documents/tests/tree.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::post;
using test::refusals;
using test::unit;
using Kinds = std::vector<std::string>;
using Fields = std::vector<std::string>;

class HandlingTest : public test::TreeDesk {
protected:
    // Outcomes of one deed tried twice at once with the version both had read.
    template <class F>
    void expect_one_conflict(F&& deed) {
        const auto outcomes = dinh::test::two_at_once(2, [&] { write(deed); });
        EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1) << outcomes[0] << " " << outcomes[1];
        EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1) << outcomes[0] << " " << outcomes[1];
    }
};
DINH_BOTH_ENGINES(HandlingTest);

}  // namespace

TEST_P(HandlingTest, keeps_when_the_receiver_read_it_and_only_he) {
    const auto way = down_to_specialist();
    now_.set(*clock::parse_instant("2026-11-20T04:30:00Z"));
    read_by(office_.head, way.specialist);
    EXPECT_EQ(part(way.specialist).state, "unread");
    read_by(office_.specialist, way.specialist);
    EXPECT_EQ(part(way.specialist).state, "read");
    EXPECT_EQ(clock::to_text(*part(way.specialist).read_at), "2026-11-20T04:30:00.000Z");
    EXPECT_EQ(part(way.specialist).version, 1) << "reading is no change that others must look at again";
    now_.set(*clock::parse_instant("2026-11-20T05:00:00Z"));
    read_by(office_.specialist, way.specialist);
    EXPECT_EQ(clock::to_text(*part(way.specialist).read_at), "2026-11-20T04:30:00.000Z");
}

TEST_P(HandlingTest, something_to_know_is_done_when_read_and_in_bulk) {
    const Id first = document(), second = document();
    std::vector<Id> copies;
    for (const Id doc : {first, second})
        copies.push_back(give(office_.clerk, doc, 0, "forward",
                              {unit(office_.division), post(office_.deputy.post, "information")})[1]);
    const Id work = tree(first)[0].id;
    copies.push_back(work);
    EXPECT_EQ(work_of(office_.deputy.post).size(), 2U);
    write([&](db::Tx& tx) { mark_all_read(tx, office_.deputy, copies); });
    write([&](db::Tx& tx) { mark_all_read(tx, office_.head, {work}); });
    EXPECT_EQ(part(copies[0]).state, "done");
    EXPECT_EQ(part(copies[1]).state, "done");
    EXPECT_EQ(part(work).state, "unread") << "work is never marked in bulk";
    EXPECT_TRUE(work_of(office_.deputy.post).empty());
    EXPECT_EQ(miscounted(office_.deputy.post), 0);
}

TEST_P(HandlingTest, what_was_marked_as_read_in_the_list_is_read_here) {
    const Id doc = document();
    const auto parts =
        give(office_.clerk, doc, 0, "forward", {unit(office_.division), post(office_.deputy.post, "information")});
    events::set_hearers({{"documents.read_in_list", std::string(worklist::kItemRead), hear_read}});
    const auto announce = [&](const char* kind, Id of) {
        events::Event event;
        event.kind = worklist::kItemRead;
        event.subject = doc;
        event.person = office_.deputy.person;
        event.payload = "{\"subject_kind\":\"" + std::string(kind) + "\",\"part\":\"" + std::to_string(of) + "\"}";
        write([&](db::Tx& tx) { events::announce(tx, event); });
    };
    announce("incoming", parts[0]);
    announce("outgoing", parts[1]);
    while (events::deliver(db()) > 0) {}
    EXPECT_EQ(part(parts[0]).state, "unread") << "work is not read in bulk";
    EXPECT_EQ(part(parts[1]).state, "unread") << "of another record";
    announce("incoming", parts[1]);
    announce("incoming", 77);
    while (events::deliver(db()) > 0) {}
    events::set_hearers({});
    EXPECT_EQ(part(parts[1]).state, "done");
    EXPECT_TRUE(part(parts[1]).read_at.has_value());
}

TEST_P(HandlingTest, the_giver_withdraws_while_unread_and_has_the_work_again) {
    const auto way = down_to_specialist();
    EXPECT_THROW(take_back(office_.director, way.specialist), Forbidden);
    EXPECT_THROW(take_back(office_.second_head, way.specialist), NotFound);
    take_back(office_.head, way.specialist);
    EXPECT_EQ(part(way.specialist).state, "withdrawn");
    EXPECT_EQ(part(way.division).state, "read");
    EXPECT_TRUE(work_of(office_.specialist.post).empty());
    EXPECT_EQ(work_of(office_.division), Kinds{"documents.assign"});
    EXPECT_FALSE(sees(office_.specialist, way.doc));
    EXPECT_EQ(state(way.doc), "awaiting_assignment");
    EXPECT_THROW(take_back(office_.head, way.specialist), Refused) << "withdrawn already";
}

TEST_P(HandlingTest, what_was_read_is_not_withdrawn) {
    const auto way = down_to_specialist();
    read_by(office_.specialist, way.specialist);
    EXPECT_THROW(take_back(office_.head, way.specialist), Refused);
    EXPECT_EQ(part(way.specialist).state, "read");
    EXPECT_TRUE(sees(office_.specialist, way.doc));
}

TEST_P(HandlingTest, the_clerk_who_withdraws_sorts_again) {
    const Id doc = document();
    const auto parts =
        give(office_.clerk, doc, 0, "forward", {unit(office_.division), unit(office_.second_division, "support")});
    take_back(office_.clerk, parts[1]);
    EXPECT_TRUE(work_of(office_.clerk.post).empty()) << "support taken back changes nothing for the clerk";
    take_back(office_.clerk, parts[0]);
    EXPECT_EQ(work_of(office_.clerk.post), Kinds{"documents.sort"});
    EXPECT_EQ(state(doc), "awaiting_sorting");
    give(office_.clerk, doc, 0, "forward", {unit(office_.second_division)});
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
}

TEST_P(HandlingTest, sight_stays_when_something_else_of_the_document_is_his) {
    const Id doc = document();
    give(office_.clerk, doc, 0, "forward", {unit(office_.division), post(office_.specialist.post, "information")});
    const Id division = tree(doc)[0].id;
    read_by(office_.specialist, tree(doc)[1].id);
    const Id second = give(office_.head, doc, division, "assign", {post(office_.specialist.post)})[0];
    take_back(office_.head, second);
    EXPECT_TRUE(sees(office_.specialist, doc));
}

TEST_P(HandlingTest, goes_back_to_its_giver_not_to_the_clerk) {
    const auto way = down_to_specialist();
    EXPECT_EQ(refusals([&] { return_part(office_.specialist, way.specialist, " "); }), Fields{"reason"});
    EXPECT_THROW(return_part(office_.head, way.specialist, "Nhầm"), Forbidden);
    return_part(office_.specialist, way.specialist, "Đang nghỉ ốm");
    EXPECT_EQ(part(way.specialist).state, "handed_back");
    EXPECT_EQ(part(way.specialist).reason, "Chuyển trả: Đang nghỉ ốm");
    EXPECT_EQ(work_of(office_.division), Kinds{"documents.assign"});
    EXPECT_TRUE(work_of(office_.specialist.post).empty());
    return_part(office_.head, way.division, "Không thuộc lĩnh vực của phòng", true);
    EXPECT_EQ(part(way.division).reason, "Chuyển nhầm: Không thuộc lĩnh vực của phòng");
    EXPECT_EQ(work_of(office_.director.post), Kinds{"documents.direct"});
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_EQ(state(way.doc), "awaiting_direction");
    EXPECT_THROW(return_part(office_.head, way.division, "Lần nữa"), Refused);
    give(office_.director, way.doc, way.director, "direct", {unit(office_.second_division)},
         "Giao Phòng Chuyển đổi số.");
    EXPECT_EQ(work_of(office_.second_division), Kinds{"documents.assign"});
}

TEST_P(HandlingTest, goes_to_another_when_given_again_with_role_and_day) {
    const auto way = down_to_specialist(day(11, 27));
    begin(office_.specialist, way.specialist);
    EXPECT_EQ(refusals([&] { give_again(office_.head, way.specialist, post(office_.specialist.post), ""); }),
              (Fields{"reason", "receivers"}));
    EXPECT_THROW(give_again(office_.director, way.specialist, post(office_.second_specialist.post)), Forbidden);
    give_again(office_.head, way.specialist, post(office_.second_specialist.post, "support"));
    EXPECT_EQ(part(way.specialist).state, "withdrawn");
    const auto parts = tree(way.doc);
    ASSERT_EQ(parts.size(), 5U);
    EXPECT_EQ(parts[4].receiver, office_.second_specialist.post);
    EXPECT_EQ(parts[4].role, "lead");
    EXPECT_EQ(parts[4].due, day(11, 27));
    EXPECT_EQ(work_of(office_.second_specialist.post), Kinds{"documents.handle"});
    EXPECT_TRUE(work_of(office_.specialist.post).empty());
    EXPECT_TRUE(work_of(office_.division).empty());
    EXPECT_FALSE(sees(office_.specialist, way.doc));
}

TEST_P(HandlingTest, what_is_overdue_can_be_given_again) {
    const auto way = down_to_specialist(day(11, 20));
    now_.set(*clock::parse_instant("2026-11-24T03:00:00Z"));
    give_again(office_.head, way.specialist, post(office_.second_specialist.post));
    EXPECT_EQ(work_of(office_.second_specialist.post), Kinds{"documents.handle"});
}

TEST_P(HandlingTest, starts_once) {
    const auto way = down_to_specialist();
    EXPECT_THROW(begin(office_.head, way.specialist), Forbidden);
    begin(office_.specialist, way.specialist);
    EXPECT_EQ(part(way.specialist).state, "in_process");
    EXPECT_TRUE(part(way.specialist).read_at.has_value());
    EXPECT_THROW(begin(office_.specialist, way.specialist), Refused);
}

TEST_P(HandlingTest, a_result_climbs_to_the_root_and_waits_to_be_confirmed_by_the_head) {
    const auto way = down_to_specialist();
    EXPECT_EQ(refusals([&] { report(office_.specialist, way.specialist, ""); }), Fields{"result"});
    EXPECT_EQ(refusals([&] { report(office_.specialist, way.specialist, std::string(4001, 'x')); }), Fields{"result"});
    EXPECT_THROW(report(office_.head, way.specialist), Forbidden);
    report(office_.specialist, way.specialist, "Đã có công văn trả lời");
    EXPECT_EQ(state(way.doc), "awaiting_confirmation");
    for (const Id id : {way.chief, way.director, way.division, way.specialist}) EXPECT_EQ(part(id).state, "done");
    EXPECT_EQ(part(way.specialist).result, "Đã có công văn trả lời");
    EXPECT_EQ(work_of(office_.head.post), Kinds{"documents.confirm"});
    EXPECT_TRUE(work_of(office_.specialist.post).empty());
    EXPECT_THROW(report(office_.specialist, way.specialist), Refused);
    write([&, at = version(way.doc)](db::Tx& tx) { close_incoming(tx, office_.head, way.doc, at, "done", "", ""); });
    EXPECT_EQ(state(way.doc), "closed");
    EXPECT_TRUE(work_of(office_.head.post).empty());
    EXPECT_EQ(miscounted(office_.head.post) + miscounted(office_.specialist.post) + miscounted(office_.division), 0);
}

TEST_P(HandlingTest, a_head_confirms_for_himself) {
    const Id doc = document();
    const Id division = give(office_.clerk, doc, 0, "forward", {unit(office_.division)})[0];
    report(office_.head, division);
    EXPECT_EQ(state(doc), "awaiting_confirmation");
    EXPECT_EQ(work_of(office_.division), Kinds{"documents.confirm"});
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
}

TEST_P(HandlingTest, support_closes_its_own_part_and_holds_up_nothing) {
    auto one = input();
    one.due = day(11, 27);
    const Id doc = register_one(one);
    const auto parts = give(office_.clerk, doc, 0, "forward",
                            {unit(office_.division), unit(office_.second_division, "support", day(11, 23))});
    now_.set(*clock::parse_instant("2026-11-25T03:00:00Z"));
    EXPECT_TRUE(list(office_.clerk, {.view = "overdue"}).lines.empty()) << "only the supporting part is late";
    report(office_.head, parts[0]);
    EXPECT_EQ(state(doc), "awaiting_confirmation") << "with the support still open";
    EXPECT_EQ(work_of(office_.second_division), Kinds{"documents.support"});
    report(office_.second_head, parts[1], "Đã góp ý");
    EXPECT_EQ(part(parts[1]).state, "done");
    EXPECT_EQ(state(doc), "awaiting_confirmation");
}

TEST_P(HandlingTest, support_done_first_leaves_the_document_with_its_lead) {
    const Id doc = document();
    const auto parts =
        give(office_.clerk, doc, 0, "forward", {unit(office_.division), unit(office_.second_division, "support")});
    report(office_.second_head, parts[1], "Đã góp ý");
    EXPECT_EQ(state(doc), "awaiting_assignment");
    EXPECT_EQ(part(parts[0]).state, "unread");
}

TEST_P(HandlingTest, a_lead_inside_a_supporting_unit_finishes_that_part_only) {
    const Id doc = document();
    const auto parts =
        give(office_.clerk, doc, 0, "forward", {unit(office_.second_division), unit(office_.division, "support")});
    const Id inner = give(office_.head, doc, parts[1], "assign", {post(office_.specialist.post)})[0];
    EXPECT_EQ(state(doc), "awaiting_assignment") << "the lead unit has not assigned yet";
    report(office_.second_head, parts[0]);
    EXPECT_EQ(state(doc), "awaiting_confirmation") << "the inner lead holds up nothing";
    report(office_.specialist, inner, "Đã góp ý");
    EXPECT_EQ(part(parts[1]).state, "done");
    EXPECT_EQ(state(doc), "awaiting_confirmation");
    EXPECT_EQ(work_of(office_.head.post), Kinds{}) << "nothing to confirm";
}

TEST_P(HandlingTest, of_two_deeds_on_a_part_at_once_one_is_a_conflict) {
    const auto way = down_to_specialist(day(11, 27));
    const Id id = way.specialist;
    expect_one_conflict([&](db::Tx& tx) { start(tx, office_.specialist, id, 1); });
    auto at = part(id).version;
    expect_one_conflict(
        [&](db::Tx& tx) { request_extension(tx, office_.specialist, id, at, day(11, 30), "Chờ số liệu"); });
    at = part(id).version;
    expect_one_conflict([&](db::Tx& tx) { hand_back(tx, office_.specialist, id, at, "Nghỉ ốm", false); });
    const Id again = give(office_.head, way.doc, way.division, "assign", {post(office_.specialist.post)})[0];
    expect_one_conflict([&](db::Tx& tx) { withdraw(tx, office_.head, again, 1); });
    const Id third = give(office_.head, way.doc, way.division, "assign", {post(office_.specialist.post)})[0];
    expect_one_conflict(
        [&](db::Tx& tx) { reassign(tx, office_.head, third, 1, post(office_.second_specialist.post), "Bận"); });
    const Id last = tree(way.doc).back().id;
    expect_one_conflict([&](db::Tx& tx) { report_result(tx, office_.second_specialist, last, 1, "Xong"); });
    EXPECT_EQ(state(way.doc), "awaiting_confirmation");
    EXPECT_EQ(miscounted(office_.specialist.post) + miscounted(office_.second_specialist.post) +
                  miscounted(office_.head.post),
              0);
}

TEST_P(HandlingTest, reading_twice_at_once_is_read_once) {
    const Id doc = document();
    const Id copy = give(office_.clerk, doc, 0, "forward", {post(office_.deputy.post, "information")})[0];
    const auto outcomes = dinh::test::two_at_once(2, [&] { read_by(office_.deputy, copy); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 2);
    EXPECT_EQ(part(copy).state, "done");
    EXPECT_EQ(miscounted(office_.deputy.post), 0);
}

TEST_P(HandlingTest, a_stale_version_is_a_conflict_for_each_deed) {
    const auto way = down_to_specialist(day(11, 27));
    begin(office_.specialist, way.specialist);
    const Id id = way.specialist;
    EXPECT_THROW(write([&](db::Tx& tx) { start(tx, office_.specialist, id, 1); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { withdraw(tx, office_.head, id, 1); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { hand_back(tx, office_.specialist, id, 1, "x", true); }), Conflict);
    EXPECT_THROW(
        write([&](db::Tx& tx) { reassign(tx, office_.head, id, 1, post(office_.second_specialist.post), "x"); }),
        Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { report_result(tx, office_.specialist, id, 1, "x"); }), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { request_extension(tx, office_.specialist, id, 1, day(11, 30), "x"); }),
                 Conflict);
}

}  // namespace dinh::documents
