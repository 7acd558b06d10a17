// What is asked for on the way: more time, an opinion.
#include "modules/documents/tests/tree.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::refusals;
using test::unit;
using Kinds = std::vector<std::string>;
using Fields = std::vector<std::string>;

class RequestsTest : public test::TreeDesk {
protected:
    Id ask(const Actor& actor, Id id, Day until, std::string_view reason = "Chờ số liệu của xã") {
        return db().writing(
            [&, at = part(id).version](db::Tx& tx) { return request_extension(tx, actor, id, at, until, reason); });
    }
    void answer(const Actor& actor, Id request, bool granted, std::optional<Day> until = {},
                std::string_view words = "", std::int64_t at = 1) {
        write([&](db::Tx& tx) { decide_extension(tx, actor, request, at, granted, until, words); });
    }
    Id ask_opinion(const Actor& actor, Id doc, Id of_post, std::string_view question = "Có ý kiến gì không?",
                   std::optional<Day> due = {}) {
        return db().writing(
            [&](db::Tx& tx) { return request_opinion(tx, actor, "incoming", doc, of_post, question, due); });
    }
    void say(const Actor& actor, Id request, std::string_view words = "Nhất trí", std::int64_t at = 1) {
        write([&](db::Tx& tx) { give_opinion(tx, actor, request, at, words); });
    }
    std::vector<Extension> extensions(Id doc) {
        return db().reading([&](db::Conn& conn) { return extensions_of(conn, doc); });
    }
    std::vector<OpinionRequest> opinions(Id doc) {
        return db().reading([&](db::Conn& conn) { return opinions_of(conn, "incoming", doc); });
    }
    std::optional<Day> due_in_list(Id holder) {
        constexpr db::Sql kDue{"test.due", "SELECT due_day FROM work_item WHERE holder = $1 AND is_open = 1"};
        return db().reading([&](db::Conn& conn) { return conn.query(kDue, holder).first().maybe_day(0); });
    }
};
DINH_BOTH_ENGINES(RequestsTest);

}  // namespace

TEST_P(RequestsTest, more_time_for_the_lead_at_the_root_moves_the_day_of_part_list_and_document) {
    const Id doc = document(day(11, 27));
    const Id division = give(office_.clerk, doc, 0, "forward", {unit(office_.division)})[0];
    const Id request = ask(office_.head, division, day(12, 4));
    EXPECT_EQ(work_of(office_.clerk.post), Kinds{"documents.extension"});
    EXPECT_EQ(extensions(doc)[0].asked_by, "Đỗ Trưởng Phòng");
    EXPECT_THROW(answer(office_.second_head, request, true), NotFound);
    answer(office_.clerk, request, true, day(12, 2));
    EXPECT_EQ(part(division).due, day(12, 2));
    EXPECT_EQ(found(doc).due, day(12, 2));
    EXPECT_EQ(due_in_list(office_.division), day(12, 2));
    EXPECT_EQ(extensions(doc)[0].state, "granted");
    EXPECT_EQ(extensions(doc)[0].granted, day(12, 2));
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_THROW(answer(office_.clerk, request, true, day(12, 9), "", 2), Refused) << "answered already";
    EXPECT_THROW(answer(office_.clerk, request, true, day(12, 9)), Conflict);
}

TEST_P(RequestsTest, more_time_is_refused_with_reason_and_nothing_moves) {
    const Id doc = document(day(11, 27));
    const Id division = give(office_.clerk, doc, 0, "forward", {unit(office_.division)})[0];
    const Id request = ask(office_.head, division, day(12, 4));
    EXPECT_EQ(refusals([&] { answer(office_.clerk, request, false); }), Fields{"answer"});
    answer(office_.director, request, false, {}, "Tỉnh yêu cầu đúng hạn");
    EXPECT_EQ(part(division).due, day(11, 27));
    EXPECT_EQ(found(doc).due, day(11, 27));
    EXPECT_EQ(extensions(doc)[0].state, "refused");
    ask(office_.head, division, day(12, 1));
    EXPECT_EQ(extensions(doc).size(), 2U);
}

TEST_P(RequestsTest, more_time_is_asked_by_the_holder_for_a_later_day_once_at_a_time) {
    const auto way = down_to_specialist(day(11, 27));
    EXPECT_EQ(refusals([&] { ask(office_.specialist, way.specialist, day(11, 27), ""); }), (Fields{"asked", "reason"}));
    EXPECT_THROW(ask(office_.head, way.specialist, day(12, 1)), Forbidden);
    ask(office_.specialist, way.specialist, day(12, 1));
    EXPECT_THROW(ask(office_.specialist, way.specialist, day(12, 2)), Refused);
    const Id open_end = document();
    const Id division = give(office_.clerk, open_end, 0, "forward", {unit(office_.division)})[0];
    EXPECT_EQ(refusals([&] { ask(office_.head, division, day(12, 1)); }), Fields{"asked"}) << "no deadline to move";
}

TEST_P(RequestsTest, nobody_gives_more_time_than_he_has) {
    const auto way = down_to_specialist(day(11, 27));
    const Id request = ask(office_.specialist, way.specialist, day(12, 1));
    EXPECT_EQ(work_of(office_.head.post), Kinds{"documents.extension"});
    EXPECT_EQ(refusals([&] { answer(office_.head, request, true); }), Fields{"day"});
    EXPECT_THROW(answer(office_.specialist, request, true), Forbidden);
    EXPECT_EQ(found(way.doc).due, day(11, 27));
}

TEST_P(RequestsTest, what_was_asked_for_a_part_ends_with_it) {
    const auto way = down_to_specialist(day(11, 27));
    const Id request = ask(office_.specialist, way.specialist, day(12, 1));
    report(office_.specialist, way.specialist);
    EXPECT_EQ(extensions(way.doc)[0].state, "dropped");
    EXPECT_EQ(work_of(office_.head.post), Kinds{"documents.confirm"});
    EXPECT_THROW(answer(office_.head, request, false, {}, "Không", 2), Refused);
}

TEST_P(RequestsTest, an_opinion_is_asked_within_the_agency_and_given_by_the_one_asked) {
    const auto way = down_to_specialist();
    EXPECT_FALSE(sees(office_.second_head, way.doc));
    const Id request =
        ask_opinion(office_.specialist, way.doc, office_.second_head.post, "Có vướng quy hoạch không?", day(11, 24));
    EXPECT_TRUE(sees(office_.second_head, way.doc));
    EXPECT_EQ(work_of(office_.second_head.post), Kinds{"documents.opinion"});
    EXPECT_EQ(due_in_list(office_.second_head.post), day(11, 24));
    EXPECT_THROW(say(office_.specialist, request), Forbidden);
    EXPECT_THROW(say(other_.director, request), NotFound);
    EXPECT_EQ(refusals([&] { say(office_.second_head, request, " "); }), Fields{"answer"});
    say(office_.second_head, request, "Không vướng");
    EXPECT_TRUE(work_of(office_.second_head.post).empty());
    const auto one = opinions(way.doc)[0];
    EXPECT_EQ(one.answer, "Không vướng");
    EXPECT_EQ(one.asked_by, "Nguyễn Văn Chuyên");
    EXPECT_EQ(one.of_label, "Bùi Trưởng Phòng Hai – Trưởng phòng");
    EXPECT_TRUE(one.answered_at.has_value());
    EXPECT_THROW(say(office_.second_head, request, "Lần nữa", 2), Refused);
    EXPECT_THROW(say(office_.second_head, request, "Lần nữa"), Conflict);
    EXPECT_EQ(state(way.doc), "in_process") << "the lead keeps its place";
}

TEST_P(RequestsTest, an_opinion_is_not_asked_of_strangers_oneself_or_about_what_has_ended) {
    const auto way = down_to_specialist();
    EXPECT_EQ(refusals([&] { ask_opinion(office_.specialist, way.doc, other_.head.post, "", day(11, 1)); }),
              (Fields{"of_post", "question", "due"}));
    EXPECT_EQ(refusals([&] { ask_opinion(office_.specialist, way.doc, 77); }), Fields{"of_post"});
    EXPECT_EQ(refusals([&] { ask_opinion(office_.specialist, way.doc, office_.specialist.post); }), Fields{"of_post"});
    EXPECT_THROW(ask_opinion(office_.second_specialist, way.doc, office_.head.post), NotFound);
    write([&, at = version(way.doc)](db::Tx& tx) { close_incoming(tx, office_.clerk, way.doc, at, "done", "", ""); });
    EXPECT_THROW(ask_opinion(office_.specialist, way.doc, office_.head.post), Refused);
}

TEST_P(RequestsTest, asking_one_who_leads_does_not_change_what_he_is) {
    const auto way = down_to_specialist();
    ask_opinion(office_.director, way.doc, office_.specialist.post);
    constexpr db::Sql kRole{"test.role", "SELECT role FROM record_grant WHERE record = $1 AND grantee = $2"};
    const auto role = db().reading(
        [&](db::Conn& conn) { return conn.query(kRole, way.doc, office_.specialist.post).first().text(0); });
    EXPECT_EQ(role, "lead");
}

TEST_P(RequestsTest, of_two_answers_at_once_one_is_a_conflict) {
    const auto way = down_to_specialist(day(11, 27));
    const Id opinion = ask_opinion(office_.specialist, way.doc, office_.second_head.post);
    auto outcomes = dinh::test::two_at_once(2, [&] { say(office_.second_head, opinion); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok") + dinh::test::count(outcomes, "Conflict"), 2);
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    const Id request = ask(office_.specialist, way.specialist, day(12, 1));
    outcomes = dinh::test::two_at_once(2, [&] { answer(office_.head, request, false, {}, "Không"); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

}  // namespace dinh::documents
