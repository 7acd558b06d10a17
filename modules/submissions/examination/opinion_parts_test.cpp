// Inside the agency whose opinion is asked: handed on, answered, brought back up.
#include "modules/submissions/examination/opinion_parts.hpp"

#include <gmock/gmock.h>

#include "modules/submissions/tests/visit.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::submissions {

namespace {

using test::day;
using test::FormFields;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class OpinionPartsTest : public test::VisitHouse {
protected:
    void SetUp() override {
        VisitHouse::SetUp();
        id_ = examined();
        act(ask_opinion, office_.specialist, id_, std::vector<Id>{other_.agency}, "Nguồn kinh phí?",
            std::optional(day(11, 27)));
        question_ = asked(id_).front().id;
    }
    Handing to_unit(Id unit) const { return {.unit = unit, .post = 0, .due = {}, .note = "Xem kỹ nguồn vốn"}; }
    Handing to_post(const test::Member& one) const { return {.unit = 0, .post = one.post, .due = {}, .note = ""}; }
    void hand(const test::Member& who, const Handing& to) {
        write([&, at = asked(id_).front().version](db::Tx& tx) { hand_opinion(tx, who.actor, question_, at, to); });
    }
    void hand_part(const test::Member& who, const OpinionPart& part, const Handing& to) {
        write([&](db::Tx& tx) { hand_opinion_part(tx, who.actor, part.id, part.version, to); });
    }
    void answer_part(const test::Member& who, const OpinionPart& part, std::string_view text) {
        write([&](db::Tx& tx) { answer_opinion_part(tx, who.actor, part.id, part.version, text); });
    }
    std::vector<OpinionPart> parts() {
        return db().reading([&](db::Conn& conn) { return opinion_parts(conn, id_); });
    }
    OpinionPart part_of(Id holder) {
        for (auto& one : parts())
            if (one.holder == holder) return one;
        return {};
    }
    std::string question(const std::string& more) const { return "/consultations/" + std::to_string(question_) + more; }
    std::string part_path(const OpinionPart& part, const std::string& more) const {
        return question("/parts/" + std::to_string(part.id) + more);
    }
    std::vector<std::string> work_at(Id holder) {
        constexpr db::Sql kWork{"test.work_at", "SELECT kind FROM work_item WHERE holder = $1 AND is_open = 1"};
        return texts(kWork, holder);
    }
    test::Answer send(const test::Member& who, const std::string& part, FormFields fields, std::int64_t at) {
        fields.emplace_back("version", std::to_string(at));
        return post(who.actor, path(id_, part), std::move(fields));
    }

    Id id_ = 0, question_ = 0;
};
DINH_BOTH_ENGINES(OpinionPartsTest);

}  // namespace

TEST_P(OpinionPartsTest, the_question_goes_down_to_a_specialist_and_its_words_come_back_up) {
    const auto before = version(id_);
    EXPECT_FALSE(sees(other_.leader, id_));
    hand(other_.head, to_unit(other_.unit));
    EXPECT_TRUE(sees(other_.leader, id_));
    EXPECT_TRUE(reads(other_.leader, documents::kOutgoing, letter_));
    EXPECT_FALSE(sees(other_.specialist, id_));
    EXPECT_THAT(work_at(other_.unit), ElementsAre("submissions.opinion_part"));
    EXPECT_EQ(part_of(other_.unit).due, day(11, 27)) << "the day the agency must answer";
    hand_part(other_.leader, part_of(other_.unit), to_post(other_.specialist));
    EXPECT_THAT(work_of(other_.specialist), ElementsAre("submissions.opinion_part"));
    answer_part(other_.specialist, part_of(other_.specialist.post), "Không có nguồn năm nay");
    EXPECT_THAT(notices_of(other_.leader), ElementsAre(HasSubstr("đã cho ý kiến: Ban hành Kế hoạch")));
    EXPECT_THAT(work_of(other_.specialist), IsEmpty());
    EXPECT_THAT(get(other_.leader.actor, path(id_, part_path(part_of(other_.unit), "/answer"))).body,
                HasSubstr("Không có nguồn năm nay"))
        << "the leader's answer begins with it";
    answer_part(other_.leader, part_of(other_.unit), "Đề nghị chuyển sang năm sau");
    EXPECT_EQ(notices_of(other_.head).size(), 1U);
    EXPECT_THAT(get(other_.head.actor, path(id_, question("/answer"))).body, HasSubstr("Đề nghị chuyển sang năm sau"));
    EXPECT_EQ(version(id_), before) << "whoever examines meets no conflict";
    EXPECT_EQ(asked(id_).front().state, "waiting") << "only the agency answers";
}

TEST_P(OpinionPartsTest, goes_by_forms_and_is_read_inside_the_agency_alone) {
    const auto offered = get(other_.head.actor, path(id_, question("/handings/new")));
    EXPECT_THAT(offered.body, HasSubstr("Phòng Hai"));
    EXPECT_EQ(send(other_.head, question("/handings"),
                   {{"to", "u" + std::to_string(other_.unit)}, {"due", "25/11/2026"}, {"note", "Xem kỹ nguồn vốn"}},
                   asked(id_).front().version)
                  .status,
              303);
    const auto part = part_of(other_.unit);
    EXPECT_EQ(part.due, day(11, 25));
    const auto page = get(other_.leader.actor, path(id_));
    EXPECT_THAT(page.body, HasSubstr("Xem kỹ nguồn vốn"));
    EXPECT_THAT(page.body, HasSubstr(part_path(part, "/answer")));
    EXPECT_LE(page.queries, 22);
    for (const auto* who : {&office_.specialist, &office_.head, &sender_.specialist})
        EXPECT_THAT(get(who->actor, path(id_)).body, Not(HasSubstr("Xem kỹ nguồn vốn"))) << who->actor.name;
    EXPECT_THAT(get(other_.leader.actor, path(id_, part_path(part, "/handings/new"))).body,
                HasSubstr("Nguyễn Chuyên Viên"));
    EXPECT_EQ(send(other_.leader, part_path(part, "/handings"),
                   {{"to", "p" + std::to_string(other_.specialist.post)}, {"due", ""}, {"note", ""}}, part.version)
                  .status,
              303);
    const auto own = part_of(other_.specialist.post);
    EXPECT_EQ(send(other_.specialist, part_path(own, "/answer"), {{"text", ""}}, own.version).status, 422);
    const auto stale = send(other_.specialist, part_path(own, "/answer"), {{"text", "Không có nguồn"}}, 7);
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Không có nguồn"));
    EXPECT_EQ(send(other_.specialist, part_path(own, "/answer"), {{"text", "Không có nguồn"}}, own.version).status,
              303);
    EXPECT_THAT(get(other_.head.actor, path(id_)).body, HasSubstr("Không có nguồn"));
    EXPECT_THAT(get(office_.specialist.actor, path(id_)).body, Not(HasSubstr("Không có nguồn")));
    EXPECT_EQ(get(office_.specialist.actor, path(id_, part_path(own, "/answer"))).status, 403);
    for (const auto& wrong : {question("/parts/99/answer"), question("/parts/x/answer"),
                              std::string("/consultations/99/parts/1/answer"), question("/parts/1/handings/new")})
        EXPECT_EQ(get(other_.leader.actor, path(id_, wrong)).status, 404) << wrong;
    EXPECT_EQ(get(other_.second.actor, path(id_, part_path(own, "/answer"))).status, 404);
}

TEST_P(OpinionPartsTest, the_form_comes_back_with_faults_and_what_was_typed) {
    const auto version = asked(id_).front().version;
    const std::string to = "u" + std::to_string(other_.unit);
    const FormFields wrong[] = {{{"to", ""}, {"due", ""}, {"note", "còn nguyên"}},
                                {{"to", "x"}, {"due", ""}, {"note", "còn nguyên"}},
                                {{"to", "u99999999999999999999"}, {"due", ""}, {"note", "còn nguyên"}},
                                {{"to", to}, {"due", "31/02/2026"}, {"note", "còn nguyên"}},
                                {{"to", to}, {"due", "01/01/2020"}, {"note", "còn nguyên"}},
                                {{"to", to}, {"due", ""}, {"note", "còn nguyên" + std::string(500, 'a')}}};
    for (const auto& fields : wrong) {
        const auto answer = send(other_.head, question("/handings"), fields, version);
        EXPECT_EQ(answer.status, 422) << fields[0].second << fields[1].second;
        EXPECT_THAT(answer.body, HasSubstr("còn nguyên"));
    }
    EXPECT_THAT(parts(), IsEmpty());
}

TEST_P(OpinionPartsTest, refuses_holders_outside_the_agency_days_and_what_waits_no_more) {
    const auto refused = [&](const Handing& to) { return test::refusals([&] { hand(other_.head, to); }); };
    EXPECT_THAT(refused({}), ElementsAre("to"));
    EXPECT_THAT(refused({.unit = other_.unit, .post = other_.leader.post}), ElementsAre("to"));
    EXPECT_THAT(refused(to_unit(office_.unit)), ElementsAre("to")) << "of another agency";
    EXPECT_THAT(refused(to_post(sender_.specialist)), ElementsAre("to"));
    EXPECT_THAT(refused({.unit = other_.unit, .due = day(11, 19)}), ElementsAre("due")) << "past";
    EXPECT_THAT(refused({.unit = other_.unit, .due = day(11, 30)}), ElementsAre("due")) << "after the agency's own";
    EXPECT_THAT(refused({.unit = other_.unit, .note = std::string(501, 'a')}), ElementsAre("note"));
    EXPECT_THROW(hand(other_.specialist, to_unit(other_.unit)), NotFound);
    EXPECT_THROW(hand(office_.head, to_unit(other_.unit)), Forbidden);
    hand(other_.head, to_unit(other_.unit));
    EXPECT_THAT(refused(to_unit(other_.unit)), ElementsAre("to")) << "has it already";
    const auto part = part_of(other_.unit);
    EXPECT_THROW(hand_part(other_.head, part, to_post(other_.specialist)), Forbidden) << "the unit's leader does";
    EXPECT_THAT(test::refusals([&] { hand_part(other_.leader, part, to_unit(other_.second_unit)); }),
                ElementsAre("to"));
    EXPECT_THAT(test::refusals([&] { hand_part(other_.leader, part, to_post(other_.second)); }), ElementsAre("to"))
        << "of another unit";
    EXPECT_THAT(test::refusals([&] { answer_part(other_.leader, part, std::string(4001, 'a')); }), ElementsAre("text"));
    EXPECT_THROW(answer_part(other_.leader, {.id = 5, .version = 1}, "x"), NotFound);
}

TEST_P(OpinionPartsTest, what_is_still_inside_waits_no_more_once_the_agency_answers_or_nobody_asks) {
    hand(other_.head, to_unit(other_.unit));
    write([&, at = asked(id_).front().version](db::Tx& tx) {
        give_opinion(tx, other_.head.actor, question_, at, {"Thống nhất", ""});
    });
    EXPECT_EQ(part_of(other_.unit).state, "lapsed");
    EXPECT_THAT(work_at(other_.unit), IsEmpty());
    EXPECT_THROW(answer_part(other_.leader, part_of(other_.unit), "Muộn"), Refused);
    EXPECT_THROW(hand(other_.head, to_unit(other_.second_unit)), Refused);
    act(ask_opinion, office_.specialist, id_, std::vector<Id>{other_.agency}, "Còn gì nữa?",
        std::optional(day(11, 27)));
    const auto again = asked(id_).back();
    write([&](db::Tx& tx) { hand_opinion(tx, other_.head.actor, again.id, again.version, to_post(other_.second)); });
    act(give_back, office_.specialist, id_, "Thiếu báo cáo");
    EXPECT_EQ(part_of(other_.second.post).state, "lapsed");
    EXPECT_THAT(work_of(other_.second), IsEmpty());
}

TEST_P(OpinionPartsTest, of_two_who_do_it_at_once_one_wins) {
    const auto at = asked(id_).front().version;
    dinh::test::one_wins("hand", "Conflict", [&] {
        write([&](db::Tx& tx) { hand_opinion(tx, other_.head.actor, question_, at, to_unit(other_.unit)); });
    });
    auto part = part_of(other_.unit);
    dinh::test::one_wins("hand part", "Conflict", [&] { hand_part(other_.leader, part, to_post(other_.specialist)); });
    part = part_of(other_.unit);
    dinh::test::one_wins("answer part", "Conflict", [&] { answer_part(other_.leader, part, "Thống nhất"); });
}

TEST_P(OpinionPartsTest, a_meeting_asked_for_leads_to_the_form_of_the_calendar) {
    letter_ = issued(sender_, "15/TTr-SKHCN");
    const Id id = laid_before();
    EXPECT_THAT(get(office_.specialist.actor, path(id)).body, Not(HasSubstr("/meetings/entries/new")));
    act(decide, committee_.deputy, id, "meeting", "Mời các sở");
    const auto page = get(office_.specialist.actor, path(id));
    EXPECT_THAT(page.body, HasSubstr("/meetings/entries/new?subject="));
    EXPECT_THAT(page.body, HasSubstr("chair=" + std::to_string(committee_.deputy.post)));
    EXPECT_THAT(get(sender_.specialist.actor, path(id)).body, Not(HasSubstr("/meetings/entries/new")));
}

}  // namespace dinh::submissions
