#include "modules/meetings/entries/entries.hpp"

#include <gmock/gmock.h>

#include "modules/meetings/tests/house.hpp"

namespace dinh::meetings {

namespace {

using test::at;
using test::day;
using test::refusals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class EntriesTest : public test::House {
protected:
    std::vector<std::string> fields(const EntryInput& one) {
        return refusals([&] { enter(one); });
    }
    void change(Id id, const EntryInput& one) {
        write([&, read = found(id).version](db::Tx& tx) { change_entry(tx, office_.clerk.actor, id, read, one); });
    }
    void cancel(Id id, const char* reason = "Lãnh đạo bận việc đột xuất") {
        write([&, read = found(id).version](db::Tx& tx) { cancel_entry(tx, office_.clerk.actor, id, read, reason); });
    }
    void accept(Id id) {
        write([&, read = found(id).version](db::Tx& tx) { accept_entry(tx, office_.chief.actor, id, read); });
    }
    void name_as(const Actor& actor, Id id, Id participant, Id post) {
        write([&, read = found(id).version](db::Tx& tx) { name_attendee(tx, actor, id, read, participant, post); });
    }
    Participant taker(Id id, Id who) {
        for (const auto& one : found(id).participants)
            if (one.who == who) return one;
        return {};
    }
    EntryInput for_division() {
        auto one = input();
        one.units = {office_.division};
        return one;
    }
    std::vector<Clash> clashes(Id id) {
        return db().reading(
            [&](db::Conn& conn) { return clashes_of(conn, *directory_, office_.agency, {*find_entry(conn, id)}); });
    }
};
DINH_BOTH_ENGINES(EntriesTest);

}  // namespace

TEST_P(EntriesTest, the_office_enters_what_others_only_propose) {
    const Id entered = enter(input()), proposed = enter_as(office_.specialist.actor, input(14));
    EXPECT_EQ(found(entered).state, "accepted");
    EXPECT_EQ(found(entered).source, "office");
    EXPECT_EQ(found(entered).participants.at(0).label, "Trần Giám Đốc – Giám đốc");
    EXPECT_EQ(found(proposed).state, "proposed");
    accept(proposed);
    EXPECT_EQ(found(proposed).state, "accepted");
    EXPECT_THAT(notices_of(office_.specialist.person), ElementsAre(HasSubstr("đã được nhận")));
    EXPECT_THAT(refusals([&] { accept(proposed); }), ElementsAre(""));
}

TEST_P(EntriesTest, a_proposal_is_declined_with_a_reason) {
    const Id id = enter_as(office_.specialist.actor, input());
    const auto decline = [&](const char* reason) {
        write([&](db::Tx& tx) { decline_entry(tx, office_.chief.actor, id, 1, reason); });
    };
    EXPECT_THAT(refusals([&] { decline(" \x01 "); }), ElementsAre("reason"));
    decline("Trùng lịch của Giám đốc");
    EXPECT_EQ(found(id).reason, "Trùng lịch của Giám đốc");
    EXPECT_THAT(notices_of(office_.specialist.person), ElementsAre(HasSubstr("không được nhận")));
    EXPECT_THROW(decline("x"), Conflict);
    EXPECT_THAT(refusals([&] { cancel(id); }), ElementsAre(""));
}

TEST_P(EntriesTest, nothing_malformed_is_entered_and_all_reasons_are_said) {
    auto one = input();
    one.subject = "  \x01 ";
    one.ends = one.starts;
    EXPECT_THAT(fields(one), ElementsAre("subject", "until"));
    one = input(), one.subject = std::string(501, 'x'), one.place = std::string(201, 'x');
    one.guests = std::string(1001, 'x'), one.chair = 0, one.chair_text = std::string(201, 'x');
    EXPECT_THAT(fields(one), ElementsAre("subject", "place", "chair_text", "guests"));
    one = input(), one.starts = at(day(10, 1), 8), one.ends = at(day(10, 1), 9);
    EXPECT_THAT(fields(one), ElementsAre("day"));
    one = input(), one.starts = at(day(12, 1, 2027), 8), one.ends = at(day(12, 1, 2027), 9);
    EXPECT_THAT(fields(one), ElementsAre("day"));
    one = input(), one.ends = at(day(12, 28), 8);
    EXPECT_THAT(fields(one), ElementsAre("until_day"));
    one = input(), one.chair = 0, one.posts.clear();
    EXPECT_THAT(fields(one), ElementsAre("takes_part"));
    one = input(), one.posts = {other_.director.post}, one.units = {other_.division, 77};
    EXPECT_THAT(fields(one), ElementsAre("takes_part", "takes_part", "takes_part"));
    one = input(), one.posts.clear();
    for (Id id = 1; id <= 200; ++id) one.posts.push_back(id);
    EXPECT_THAT(fields(one), testing::Contains("takes_part"));
    EXPECT_THAT(
        db().reading([&](db::Conn& conn) { return entries_between(conn, office_.agency, day(1, 1), day(12, 31)); }),
        IsEmpty());
}

TEST_P(EntriesTest, secrets_stay_out) {
    auto one = input();
    one.subject = "Họp về phương án A TỐI MẬT";
    EXPECT_THAT(fields(one), ElementsAre("subject"));
}

TEST_P(EntriesTest, of_another_agency_are_neither_entered_nor_seen) {
    EXPECT_THROW(enter_as(other_.clerk.actor, input()), Forbidden);
    auto one = input();
    one.incoming = 12;
    EXPECT_THROW(enter(one), NotFound);
    const Id id = enter(input());
    publish();
    EXPECT_FALSE(sees(other_.director.actor, id));
    EXPECT_THROW(write([&](db::Tx& tx) { cancel_entry(tx, other_.director.actor, id, 1, "x"); }), NotFound);
}

TEST_P(EntriesTest, before_publication_are_for_those_concerned) {
    const Id id = enter(for_division());
    EXPECT_TRUE(sees(office_.clerk.actor, id));
    EXPECT_TRUE(sees(office_.deputy.actor, id));
    EXPECT_TRUE(sees(office_.head.actor, id));
    EXPECT_FALSE(sees(office_.second_head.actor, id));
    EXPECT_FALSE(sees(office_.specialist.actor, id));
    publish();
    EXPECT_TRUE(sees(office_.second_head.actor, id));
    EXPECT_TRUE(sees(office_.specialist.actor, id));
}

TEST_P(EntriesTest, marked_internal_stay_with_those_concerned) {
    auto one = for_division();
    one.internal = true;
    const Id id = enter(one);
    publish();
    EXPECT_TRUE(sees(office_.head.actor, id));
    EXPECT_TRUE(sees(office_.director.actor, id));
    EXPECT_FALSE(sees(office_.second_head.actor, id));
}

TEST_P(EntriesTest, a_later_change_is_marked_with_its_time_and_told) {
    const Id id = enter(input());
    change(id, input(9));
    EXPECT_EQ(found(id).change, "") << "before the week is approved nothing is marked";
    publish();
    now_.advance_ms(60'000);
    auto later = input(14);
    later.posts = {office_.head.post};
    change(id, later);
    const auto entry = found(id);
    EXPECT_EQ(entry.change, "moved");
    EXPECT_EQ(entry.changed_at, clock::now());
    EXPECT_EQ(entry.sequence, 2);
    EXPECT_THAT(notices_of(office_.deputy.post), testing::Contains(HasSubstr("Lịch chuyển sang: 14:00 – 16:00")));
    EXPECT_THAT(notices_of(office_.head.post), testing::Contains(HasSubstr("Lịch chuyển sang")));
    cancel(id);
    EXPECT_EQ(found(id).change, "cancelled");
    EXPECT_THAT(notices_of(office_.head.post), testing::Contains(HasSubstr("Hủy lịch")));
    EXPECT_THAT(notices_of(office_.clerk.post), IsEmpty()) << "who did it needs no notice";
    const Id added = enter(input(16));
    EXPECT_EQ(found(added).change, "added");
}

TEST_P(EntriesTest, an_attendee_named_gets_work_and_the_entry_in_his_week) {
    const Id id = enter(for_division());
    EXPECT_THAT(work_of(office_.division), ElementsAre("meetings.name"));
    name_as(office_.head.actor, id, taker(id, office_.division).id, office_.specialist.post);
    EXPECT_THAT(work_of(office_.division), IsEmpty());
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("meetings.attend"));
    EXPECT_TRUE(sees(office_.specialist.actor, id));
    const auto mine = db().reading(
        [&](db::Conn& conn) { return entries_of(conn, office_.specialist.actor.grantees, monday_, monday_ + 6); });
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(taker(id, office_.specialist.post).role, "named");
    name_as(office_.head.actor, id, taker(id, office_.division).id, office_.head.post);
    EXPECT_THAT(work_of(office_.specialist.post), IsEmpty());
    EXPECT_THAT(notices_of(office_.specialist.post), testing::Contains(HasSubstr("Không phải dự nữa")));
    EXPECT_EQ(taker(id, office_.specialist.post).id, 0);
}

TEST_P(EntriesTest, a_leader_sends_another_in_his_place) {
    const Id id = enter(input());
    name_as(office_.director.actor, id, taker(id, office_.deputy.post).id, office_.head.post);
    EXPECT_FALSE(taker(id, office_.deputy.post).attends);
    EXPECT_EQ(taker(id, office_.head.post).named_for, taker(id, office_.deputy.post).id);
    change(id, input(9));
    EXPECT_EQ(taker(id, office_.head.post).role, "named") << "a change of the hour keeps who was named";
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("meetings.attend"));
}

TEST_P(EntriesTest, naming_is_refused_where_it_makes_no_sense) {
    const Id id = enter(for_division());
    const Id division = taker(id, office_.division).id;
    EXPECT_THAT(refusals([&] { name_as(office_.head.actor, id, division, other_.head.post); }), ElementsAre("post"));
    EXPECT_THAT(refusals([&] { name_as(office_.head.actor, id, division, office_.deputy.post); }), ElementsAre("post"));
    EXPECT_THAT(refusals([&] { name_as(office_.head.actor, id, 99, office_.head.post); }), ElementsAre("for"));
    EXPECT_THROW(name_as(office_.head.actor, id, taker(id, office_.deputy.post).id, office_.specialist.post),
                 Forbidden);
    EXPECT_THROW(name_as(office_.specialist.actor, id, division, office_.specialist.post), NotFound);
    now_.set(at(monday_ + 1, 8));
    EXPECT_THAT(refusals([&] { name_as(office_.head.actor, id, division, office_.specialist.post); }), ElementsAre(""));
}

TEST_P(EntriesTest, clashes_of_people_and_rooms_are_shown) {
    const Id first = enter(input());
    EXPECT_THAT(clashes(first), IsEmpty());
    auto other = input(9);
    other.chair = office_.head.post, other.posts = {office_.director.post}, other.place = "PHÒNG  HỌP tầng 2";
    const Id second = enter(other);
    const auto list = clashes(first);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].kind, "person");
    EXPECT_EQ(list[0].who, "Trần Giám Đốc");
    EXPECT_EQ(list[0].other, second);
    EXPECT_EQ(list[1].kind, "room");
    name_as(office_.director.actor, second, taker(second, office_.director.post).id, office_.deputy.post);
    EXPECT_EQ(clashes(first).at(0).who, "Phạm Phó Giám Đốc") << "who stays away does not clash, who goes does";
    cancel(second);
    EXPECT_THAT(clashes(first), IsEmpty());
    const Id after = enter(input(10));
    EXPECT_THAT(clashes(after), IsEmpty()) << "one that begins when the other ends does not clash";
}

TEST_P(EntriesTest, who_handed_over_his_work_is_shown_as_away) {
    write([&](db::Tx& tx) {
        directory::delegate(
            tx, Actor::system(),
            {office_.deputy.post, office_.head.person, "work", "", "Đi công tác", day(11, 20), day(11, 24)});
    });
    look_again();
    const auto list = clashes(enter(input()));
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].kind, "absent");
    EXPECT_EQ(list[0].who, "Phạm Phó Giám Đốc");
}

TEST_P(EntriesTest, who_will_hand_over_his_work_on_the_day_is_shown_as_away_before) {
    write([&](db::Tx& tx) {
        directory::delegate(
            tx, Actor::system(),
            {office_.deputy.post, office_.head.person, "work", "", "Đi công tác", day(11, 30), day(12, 4)});
    });
    look_again();
    EXPECT_THAT(clashes(enter(input())), IsEmpty()) << "in another week";
    auto later = input();
    later.starts = at(day(12, 1), 8), later.ends = at(day(12, 1), 10);
    const auto list = clashes(enter(later));
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].kind, "absent");
    EXPECT_EQ(list[0].who, "Phạm Phó Giám Đốc");
}

TEST_P(EntriesTest, work_on_what_is_over_leaves_the_lists) {
    enter(for_division());
    now_.set(at(monday_, 11));
    write([](db::Tx& tx) { finish_past(tx, clock::now()); });
    EXPECT_THAT(work_of(office_.division), IsEmpty());
}

TEST_P(EntriesTest, an_entry_of_several_days_stands_in_each_week_it_meets) {
    auto one = input();
    one.starts = at(day(11, 27), 14), one.ends = at(day(12, 2), 17);
    enter(one);
    const auto in = [&](Day from) {
        return db()
            .reading([&](db::Conn& conn) { return entries_between(conn, office_.agency, from, from + 6); })
            .size();
    };
    EXPECT_EQ(in(monday_), 1U);
    EXPECT_EQ(in(monday_ + 7), 1U);
    EXPECT_EQ(in(monday_ + 14), 0U);
}

}  // namespace dinh::meetings
