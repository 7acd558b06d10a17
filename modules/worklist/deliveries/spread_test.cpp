// Who is told, by which way and when.
#include <gmock/gmock.h>

#include "modules/worklist/tests/province.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::worklist {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SpreadTest : public test::Province {
protected:
    std::vector<Id> people_told(Id holder) {
        const auto directory = db().reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
        std::vector<Id> people;
        for (const auto& one : receivers(*directory, holder)) people.push_back(one.person);
        std::sort(people.begin(), people.end());
        return people;
    }
    std::vector<Id> people_who_see(Id holder) {
        const auto directory = db().reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
        std::vector<Id> people;
        for (const auto& person : directory->people) {
            const auto grantees = directory->actor_of(person.id).grantees;
            if (std::find(grantees.begin(), grantees.end(), holder) != grantees.end()) people.push_back(person.id);
        }
        std::sort(people.begin(), people.end());
        return people;
    }
    void give_urgent(int urgency, Id subject = 1) {
        Item item;
        item.kind = "documents.handle";
        item.subject_kind = "incoming";
        item.subject = subject;
        item.holder = clerk_.post;
        item.agency = agency_;
        item.title = "Về một người không được nêu tên";
        item.link = "/documents/incoming/1";
        item.urgency = urgency;
        item.from_name = "Lường Thị Hà";
        db().write([&](db::Tx& tx) { put(tx, item); });
    }
};
DINH_BOTH_ENGINES(SpreadTest);

}  // namespace

TEST_P(SpreadTest, tells_those_who_see_the_notice_on_the_page) {
    db().write([&](db::Tx& tx) {
        directory::NewDelegation delegation;
        delegation.from_post = head_.post;
        delegation.to_person = leader_.person;
        delegation.basis = "TB 1";
        delegation.from = today();
        delegation.until = today() + 3;
        directory::delegate(tx, Actor::system(), delegation);
    });
    for (const Id holder : {head_.post, leader_.post, clerk_.post, unit_, agency_, clerk_.person})
        EXPECT_EQ(people_told(holder), people_who_see(holder));
    EXPECT_THAT(people_told(head_.post), SizeIs(2)) << "and who acts for him";
    EXPECT_THAT(people_told(unit_), ElementsAre(leader_.person));
    EXPECT_THAT(people_told(77), IsEmpty());
    at("2026-11-30T03:00:00Z");
    EXPECT_THAT(people_told(head_.post), ElementsAre(head_.person)) << "the delegation ended";
}

TEST_P(SpreadTest, sends_nothing_to_whom_has_confirmed_no_address) {
    tell(clerk_.post);
    db().write([&](db::Tx& tx) { set_address(tx, actor(leader_), keys_, Way::mail, "hien@example.vn", "123456"); });
    tell(leader_.post);
    spread();
    send();
    ASSERT_THAT(caught_, SizeIs(1)) << "the code alone";
    EXPECT_EQ(caught_[0].kind, "code");
    EXPECT_EQ(count("SELECT COUNT(*) FROM notice"), 2) << "the page has both";
}

TEST_P(SpreadTest, tells_each_notice_once) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    tell(clerk_.post);
    const auto first = sent();
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].address, "toan@example.vn");
    EXPECT_EQ(first[0].post, clerk_.post);
    EXPECT_EQ(first[0].lines.at(0).text, "Được xin ý kiến");
    EXPECT_THAT(sent(), IsEmpty());
    EXPECT_EQ(lines(clerk_).at(0).state, state::kSent);
}

TEST_P(SpreadTest, a_deed_that_fails_tells_nobody) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    EXPECT_THROW(db().write([&](db::Tx& tx) {
        notify(tx, clerk_.post, "x", "/x");
        throw Refused("nein");
    }),
                 Refused);
    EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SpreadTest, keeps_to_what_is_chosen_for_each_post) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    choose(clerk_, [&](Choices& choices) {
        choices.paces[{0, Way::mail}] = Pace::now;
        choices.paces[{clerk_.post, Way::mail}] = Pace::none;
    });
    tell(clerk_.post);
    EXPECT_THAT(sent(), IsEmpty());
    tell(clerk_.person);
    EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(SpreadTest, short_messages_are_asked_for) {
    confirm(clerk_, Way::sms, "0912345678");
    tell(clerk_.post);
    EXPECT_THAT(sent(), IsEmpty());
    choose(clerk_, [](Choices& choices) { choices.paces[{0, Way::sms}] = Pace::now; });
    tell(clerk_.post);
    const auto messages = sent();
    ASSERT_THAT(messages, SizeIs(1));
    EXPECT_EQ(messages[0].address, "+84912345678");
}

TEST_P(SpreadTest, gathers_an_hour_and_a_day) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    choose(clerk_, [](Choices& choices) { choices.paces[{0, Way::mail}] = Pace::hourly; });
    at("2026-11-20T03:20:00Z");
    for (int n = 0; n < 3; ++n) tell(clerk_.post, "Việc " + std::to_string(n));
    EXPECT_THAT(sent(), IsEmpty());
    EXPECT_EQ(lines(clerk_).at(0).state, state::kJoined);
    at("2026-11-20T04:00:00Z");
    const auto hour = sent();
    ASSERT_THAT(hour, SizeIs(1));
    EXPECT_THAT(hour[0].lines, SizeIs(3));
    choose(clerk_, [](Choices& choices) { choices.paces[{0, Way::mail}] = Pace::daily; });
    tell(clerk_.post);
    at("2026-11-22T05:00:00Z");
    EXPECT_THAT(sent(), IsEmpty()) << "Sunday";
    at("2026-11-23T00:00:00Z");
    EXPECT_THAT(sent(), SizeIs(1)) << "Monday, 07:00";
}

TEST_P(SpreadTest, holds_what_comes_in_quiet_hours_until_they_end) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    at("2026-11-20T15:30:00Z");  // 22:30
    tell(clerk_.post);
    EXPECT_THAT(sent(), IsEmpty());
    EXPECT_EQ(lines(clerk_).at(0).state, state::kHeld);
    at("2026-11-20T22:59:59Z");  // 05:59:59
    EXPECT_THAT(sent(), IsEmpty());
    tell(clerk_.post);
    at("2026-11-20T23:00:00Z");
    EXPECT_THAT(sent(), SizeIs(2));
}

TEST_P(SpreadTest, lets_what_is_hottest_pass_if_the_person_wants) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    at("2026-11-20T15:30:00Z");
    give_urgent(3);
    const auto messages = sent();
    ASSERT_THAT(messages, SizeIs(1));
    EXPECT_EQ(messages[0].kind, "urgent");
    EXPECT_THAT(messages[0].lines.at(0).text, testing::StartsWith("Hỏa tốc: "));
    EXPECT_THAT(messages[0].lines.at(0).text, testing::Not(testing::HasSubstr("không được nêu tên")));
    give_urgent(2, 2);
    EXPECT_THAT(sent(), IsEmpty()) << "urgent, but not the hottest";
    choose(clerk_, [](Choices& choices) { choices.manner.urgent_passes = false; });
    give_urgent(3, 3);
    EXPECT_THAT(sent(), IsEmpty());
    give_urgent(0, 4);
    EXPECT_EQ(lines(clerk_).size(), 4U) << "the code, three urgent ones; what is not urgent stays in the list";
}

TEST_P(SpreadTest, an_urgent_item_put_again_is_told_once_and_opened_again_anew) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    give_urgent(1);
    give_urgent(1);
    EXPECT_THAT(sent(), SizeIs(1));
    give_urgent(1);
    EXPECT_THAT(sent(), IsEmpty());
    db().write([](db::Tx& tx) { finish_all(tx, "incoming", 1); });
    give_urgent(1);
    EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(SpreadTest, a_flood_becomes_a_bounded_number_of_messages) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    for (int part = 0; part < 20; ++part)
        db().write([&](db::Tx& tx) {
            for (int n = 0; n < 500; ++n) notify(tx, clerk_.post, "Việc", "/documents/incoming/1");
        });
    while (spread() > 0) {}
    while (send() > 0) {}
    EXPECT_THAT(std::exchange(caught_, {}), SizeIs(50));
    at("2026-11-23T00:00:00Z");
    const auto rest = sent();
    ASSERT_THAT(rest, SizeIs(1));
    EXPECT_TRUE(rest[0].over_limit);
    EXPECT_THAT(rest[0].lines, SizeIs(kDigestLines));
    EXPECT_EQ(rest[0].more, 10'000 - 50 - kDigestLines);
}

TEST_P(SpreadTest, is_done_once_by_two_processes) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    choose(clerk_, [](Choices& choices) { choices.paces[{0, Way::mail}] = Pace::hourly; });
    for (int n = 0; n < 30; ++n) tell(clerk_.post);
    dinh::test::both_win("spread", [&](int) { worklist::spread(house_); });
    EXPECT_EQ(count("SELECT COUNT(*) FROM delivery WHERE kind = 'notice'"), 30);
    EXPECT_EQ(count("SELECT COUNT(*) FROM delivery WHERE kind = 'digest'"), 1);
    EXPECT_EQ(count("SELECT members FROM delivery WHERE kind = 'digest'"), 30);
}

TEST_P(SpreadTest, what_is_forgotten_is_not_sent) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    choose(clerk_, [](Choices& choices) { choices.paces[{0, Way::mail}] = Pace::hourly; });
    tell(clerk_.post, "Tên người", "/petitions/12");
    spread();
    db().write([](db::Tx& tx) { forget(tx, "petition", 12, "/petitions/12"); });
    EXPECT_EQ(count("SELECT COUNT(*) FROM delivery WHERE text = 'Tên người'"), 0);
}

TEST_P(SpreadTest, a_summary_of_the_day_comes_with_the_morning_once) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    confirm(leader_, Way::mail, "hien@example.vn");
    const auto due = [&](Id subject, Day day) {
        Item item;
        item.kind = "documents.handle";
        item.subject_kind = "incoming";
        item.subject = subject;
        item.holder = clerk_.post;
        item.agency = agency_;
        item.title = "x";
        item.link = "/x";
        item.due = day;
        db().write([&](db::Tx& tx) { put(tx, item); });
    };
    const Day monday = *clock::make_day(2026, 11, 23);
    due(1, monday - 3);
    due(2, monday);
    due(3, monday + 2);  // the day between is off
    due(4, monday + 3);
    at("2026-11-21T23:55:00Z");
    EXPECT_EQ(summarise(house_), 0) << "Sunday";
    at("2026-11-22T23:40:00Z");
    EXPECT_EQ(summarise(house_), 0) << "06:40";
    at("2026-11-22T23:55:00Z");
    dinh::test::both_win("summarise", [&](int) { summarise(house_); });
    EXPECT_THAT(sent(), IsEmpty());
    at("2026-11-23T00:00:00Z");
    const auto messages = sent();
    ASSERT_THAT(messages, SizeIs(1)) << "who has nothing due hears nothing";
    ASSERT_THAT(messages[0].lines, SizeIs(1));
    EXPECT_EQ(messages[0].lines[0].text, "Việc của bạn: 1 quá hạn, 1 đến hạn hôm nay, 1 đến hạn ngày 25/11.");
    EXPECT_EQ(summarise(house_), 0);
}

TEST_P(SpreadTest, reminders_stay_in_the_page_since_the_summary_says_them) {
    confirm(clerk_, Way::mail, "toan@example.vn");
    Item item;
    item.kind = "documents.handle";
    item.subject_kind = "incoming";
    item.subject = 9;
    item.holder = clerk_.post;
    item.agency = agency_;
    item.title = "x";
    item.due = today() + 1;
    db().write([&](db::Tx& tx) {
        put(tx, item);
        remind_due(tx, today(), {.days_before = {1}, .repeat_days = 0});
    });
    EXPECT_THAT(sent(), IsEmpty());
    const auto notices = db().reading([&](db::Conn& conn) { return notices_of(conn, actor(clerk_), 0, 10); });
    ASSERT_THAT(notices, SizeIs(1));
    EXPECT_EQ(notices[0].text, "Còn 1 ngày đến hạn: x");
    ASSERT_TRUE(notices[0].said);
    EXPECT_EQ(notices[0].said->pattern(), "Còn %1 ngày đến hạn: %2");
}

}  // namespace dinh::worklist
