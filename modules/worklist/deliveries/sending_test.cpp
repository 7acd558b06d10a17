// What becomes of a message that is tried.
#include <gmock/gmock.h>

#include "modules/worklist/deliveries/store.hpp"
#include "modules/worklist/rights.hpp"
#include "modules/worklist/tests/province.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::worklist {

namespace {

using outbox::Outcome;
using testing::IsEmpty;
using testing::SizeIs;

class SendingTest : public test::Province {
protected:
    void SetUp() override {
        Province::SetUp();
        confirm(clerk_, Way::mail, "toan@example.vn");
    }
    // Ids only grow, and a test before this one may have gone on in time.
    void give_ids_of_now() {
        static constexpr db::Sql kUnread{"test.unread", "SELECT id FROM notice WHERE read_at IS NULL"};
        static constexpr db::Sql kAll{"test.all", "SELECT id FROM delivery ORDER BY id"};
        static constexpr db::Sql kNotice{"test.notice", "UPDATE notice SET id = $2 WHERE id = $1"};
        static constexpr db::Sql kDelivery{"test.delivery", "UPDATE delivery SET id = $2 WHERE id = $1"};
        db().write([&](db::Tx& tx) {
            int n = 0;
            for (const auto& row : tx.query(kUnread))
                tx.exec(kNotice, row.integer(0), ids::make_at(clock::now().ms, ++n));
            if (count_ids_++ > 0) return;
            for (const auto& row : tx.query(kAll))
                tx.exec(kDelivery, row.integer(0), ids::make_at(clock::now().ms, ++n));
        });
    }
    int count_ids_ = 0;
    DeliveryLine last() { return lines(clerk_).at(0); }
    Actor keeper() {
        Actor actor;
        actor.person = 900;
        Capacity post;
        post.post = 901;
        post.roles = {"it_officer"};
        actor.capacities = {post};
        return actor;
    }
};
DINH_BOTH_ENGINES(SendingTest);

}  // namespace

TEST_P(SendingTest, is_tried_again_with_growing_waits_and_given_up) {
    answer_ = {Outcome::later, "450 greylisted"};
    tell(clerk_.post);
    const auto first = sent();
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(last().state, state::kFailed);
    EXPECT_EQ(last().last_answer, "450 greylisted");
    EXPECT_THAT(sent(), IsEmpty()) << "not before its time";
    const Id id = first[0].id;
    std::int64_t waited = 0;
    for (int n = 2; n <= 8; ++n) {
        const auto wait = last().next_try_at->ms - clock::now().ms;
        EXPECT_GT(wait, waited);
        waited = wait;
        now_.advance_ms(wait);
        if (after_quiet({}, clock::now()) > clock::now()) now_.set(after_quiet({}, clock::now()));
        const auto again = sent();
        ASSERT_THAT(again, SizeIs(1)) << n;
        EXPECT_EQ(again[0].id, id) << "and so its Message-ID";
    }
    EXPECT_EQ(last().state, state::kGivenUp);
    now_.advance_ms(86'400'000);
    EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SendingTest, a_refused_address_is_used_no_more_and_its_owner_sees_it) {
    answer_ = {Outcome::refused, "550 no such user"};
    tell(clerk_.post);
    sent();
    EXPECT_EQ(last().state, state::kGivenUp);
    const auto addresses = db().reading([&](db::Conn& conn) { return addresses_of(conn, clerk_.person); });
    EXPECT_FALSE(addresses.at(0).confirmed);
    EXPECT_EQ(addresses.at(0).fault, "550 no such user");
    const auto notices = db().reading([&](db::Conn& conn) { return notices_of(conn, actor(clerk_), 0, 10); });
    EXPECT_EQ(notices.at(0).text, "Địa chỉ thư toan@example.vn không nhận được thông báo. Hãy sửa và xác nhận lại.");
    tell(clerk_.post);
    EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SendingTest, a_refused_message_says_nothing_of_the_address) {
    answer_ = {Outcome::rejected, "554 spam"};
    tell(clerk_.post);
    sent();
    EXPECT_EQ(last().state, state::kGivenUp);
    EXPECT_TRUE(db().reading([&](db::Conn& conn) { return addresses_of(conn, clerk_.person); }).at(0).confirmed);
}

TEST_P(SendingTest, trouble_with_a_server_lets_its_way_rest_and_counts_for_no_message) {
    confirm(leader_, Way::sms, "0912345678");
    choose(leader_, [](Choices& choices) { choices.paces[{0, Way::sms}] = Pace::now; });
    for (int n = 0; n < 5; ++n) tell(clerk_.post);
    tell(leader_.post);
    spread();
    int mails = 0, messages = 0;
    const Senders senders{[&](const Outgoing&) {
                              ++mails;
                              return outbox::Answer{Outcome::trouble, "connection refused"};
                          },
                          [&](const Outgoing&) {
                              ++messages;
                              return outbox::Answer{Outcome::sent, "200"};
                          }};
    send_due(house_, senders, limits());
    EXPECT_EQ(mails, 1);
    EXPECT_EQ(messages, 1) << "the other way goes on";
    for (int n = 0; n < 900; ++n) {
        now_.advance_ms(5 * 60'000);
        send_due(house_, senders, limits());
    }
    EXPECT_EQ(count("SELECT COUNT(*) FROM delivery WHERE state = 'given_up' AND outcome = 'trouble'"), 5)
        << "after three days";
    EXPECT_EQ(count("SELECT MAX(tries) FROM delivery WHERE outcome = 'trouble'"), 1);
}

TEST_P(SendingTest, a_sender_that_throws_is_trouble) {
    tell(clerk_.post);
    spread();
    const Senders senders{[](const Outgoing&) -> outbox::Answer { throw std::runtime_error("no password file"); }, {}};
    send_due(house_, senders, limits());
    EXPECT_EQ(last().state, state::kFailed);
    EXPECT_EQ(last().last_answer, "no password file");
    now_.advance_ms(5 * 60'000);
    send_due(house_, {}, limits());
    EXPECT_EQ(last().last_answer, "this way is not set up");
}

TEST_P(SendingTest, is_sent_again_when_a_process_died_in_the_middle) {
    tell(clerk_.post);
    spread();
    const Id id = last().id;
    db().write([&](db::Tx& tx) { ASSERT_TRUE(store::claim(tx, id, clock::now(), 600'000)); });
    EXPECT_THAT(sent(), IsEmpty()) << "its lease runs";
    now_.advance_ms(600'000);
    const auto again = sent();
    ASSERT_THAT(again, SizeIs(1));
    EXPECT_EQ(again[0].id, id);
    EXPECT_EQ(again[0].tries, 2);
    db().write([&](db::Tx& tx) { store::again(tx, id, 1, clock::now(), "later", "late", true); });
    EXPECT_EQ(last().state, state::kSent) << "what the first process comes to say counts no more";
}

TEST_P(SendingTest, two_processes_send_each_message_once) {
    for (int n = 0; n < 30; ++n) tell(clerk_.post);
    spread();
    dinh::test::both_win("send", [&](int) { send(); });
    EXPECT_THAT(caught_, SizeIs(30));
    EXPECT_EQ(count("SELECT COUNT(*) FROM delivery WHERE state = 'sent' AND kind = 'notice'"), 30);
}

TEST_P(SendingTest, the_whole_house_sends_no_more_than_its_limit_in_a_day) {
    set("worklist.mail_per_house_day", "4");  // one was the code
    for (int n = 0; n < 6; ++n) tell(clerk_.post);
    EXPECT_THAT(sent(), SizeIs(3));
    EXPECT_EQ(last().outcome, outcome::kLimit);
    EXPECT_THAT(sent(), IsEmpty());
    at("2026-11-21T00:00:00Z");
    EXPECT_THAT(sent(), SizeIs(3));
}

TEST_P(SendingTest, what_fails_into_the_night_waits_for_the_morning) {
    at("2026-11-20T13:59:30Z");  // 20:59:30
    answer_ = {Outcome::later, "450"};
    tell(clerk_.post);
    EXPECT_THAT(sent(), SizeIs(1));
    answer_ = {Outcome::sent, "250"};
    at("2026-11-20T14:01:00Z");
    EXPECT_THAT(sent(), IsEmpty());
    EXPECT_EQ(last().state, state::kHeld);
    at("2026-11-20T23:00:00Z");
    EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(SendingTest, who_removes_his_address_gets_nothing_more) {
    tell(clerk_.post);
    spread();
    db().write([&](db::Tx& tx) { remove_address(tx, actor(clerk_), Way::mail); });
    EXPECT_THAT(sent(), IsEmpty());
    EXPECT_EQ(last().state, state::kGivenUp);
}

TEST_P(SendingTest, keepers_have_what_was_given_up_sent_again) {
    answer_ = {Outcome::rejected, "554"};
    tell(clerk_.post);
    sent();
    const Id id = last().id;
    EXPECT_THROW(db().write([&](db::Tx& tx) { retry_delivery(tx, actor(clerk_), id); }), Forbidden);
    EXPECT_THROW(db().write([&](db::Tx& tx) { retry_delivery(tx, keeper(), 77); }), NotFound);
    answer_ = {Outcome::sent, "250"};
    const auto outcomes =
        dinh::test::at_once(2, [&](int) { db().write([&](db::Tx& tx) { retry_delivery(tx, keeper(), id); }); });
    EXPECT_GE(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_THAT(sent(), SizeIs(1));
    EXPECT_THROW(db().write([&](db::Tx& tx) { retry_delivery(tx, keeper(), id); }), Conflict) << "it was sent";
    EXPECT_GE(count("SELECT COUNT(*) FROM audit_entry WHERE deed = 'delivery.retry'"), 1);
}

TEST_P(SendingTest, a_code_is_asked_for_anew_and_not_kept) {
    answer_ = {Outcome::rejected, "554"};
    db().write([&](db::Tx& tx) { set_address(tx, actor(clerk_), keys_, Way::mail, "khac@example.vn", "654321"); });
    send();
    const Id id = last().id;
    EXPECT_EQ(count("SELECT COUNT(*) FROM delivery WHERE text LIKE '%654321%'"), 0);
    EXPECT_THROW(db().write([&](db::Tx& tx) { retry_delivery(tx, keeper(), id); }), Refused);
}

TEST_P(SendingTest, what_had_its_time_is_forgotten) {
    tell(clerk_.post);
    sent();
    give_ids_of_now();
    db().write([&](db::Tx& tx) { read_notices(tx, actor(clerk_)); });
    const Limits kept = limits();
    const auto forget = [&] { return db().writing([&](db::Tx& tx) { return forget_old(tx, kept, 100); }); };
    now_.advance_ms(80LL * 86'400'000);
    tell(clerk_.post);
    give_ids_of_now();
    EXPECT_EQ(forget(), 0);
    now_.advance_ms(20LL * 86'400'000);
    EXPECT_EQ(forget(), 2) << "the code and the message";
    now_.advance_ms(280LL * 86'400'000);
    EXPECT_EQ(forget(), 1) << "the notice read a year ago; the other was not read";
    now_.advance_ms(500LL * 86'400'000);
    EXPECT_EQ(forget(), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM notice"), 0);
}

}  // namespace dinh::worklist
