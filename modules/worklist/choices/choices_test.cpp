#include "modules/worklist/choices/choices.hpp"

#include <gmock/gmock.h>

#include "modules/worklist/tests/province.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::worklist {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kPath = "/worklist/notices/choices";

class ChoicesTest : public test::Province {
protected:
    Choices stored(const Place& place) {
        return db().reading([&](db::Conn& conn) { return choices_of(conn, place.person); });
    }
    web::Pairs form(const Place& place) {
        const std::string post = std::to_string(place.post);
        return {{"version", "0"},
                {"pace_mail_0", "daily"},
                {"pace_sms_0", "none"},
                {"pace_mail_" + post, "hourly"},
                {"pace_sms_" + post, "now"},
                {"quiet_from", "22:30"},
                {"quiet_until", "5h15"},
                {"language", "en"},
                {"summary", "sms"}};
    }
    static web::Pairs with(web::Pairs fields, const std::string& name, const std::string& value) {
        for (auto& [key, old] : fields)
            if (key == name) old = value;
        return fields;
    }
};
DINH_BOTH_ENGINES(ChoicesTest);

Instant instant(const char* text) { return *clock::parse_instant(text); }

}  // namespace

TEST(QuietHours, end_at_their_minute_across_midnight_and_within_a_day) {
    Manner manner;  // 21:00 to 06:00 in Viet Nam
    const auto ends = instant("2026-11-20T23:00:00.000Z");
    for (const char* quiet :
         {"2026-11-20T14:00:00Z", "2026-11-20T16:59:59.999Z", "2026-11-20T17:00:00Z", "2026-11-20T22:59:59.999Z"})
        EXPECT_EQ(after_quiet(manner, instant(quiet)), ends) << quiet;
    for (const char* awake : {"2026-11-20T13:59:59.999Z", "2026-11-20T23:00:00Z", "2026-11-20T05:00:00Z"})
        EXPECT_EQ(after_quiet(manner, instant(awake)), instant(awake)) << awake;
    manner.quiet_from = 12 * 60;
    manner.quiet_until = 13 * 60 + 30;
    EXPECT_EQ(after_quiet(manner, instant("2026-11-20T05:00:00Z")), instant("2026-11-20T06:30:00Z"));
    EXPECT_EQ(after_quiet(manner, instant("2026-11-20T15:00:00Z")), instant("2026-11-20T15:00:00Z"));
    manner.quiet_until = manner.quiet_from;
    EXPECT_EQ(after_quiet(manner, instant("2026-11-20T05:00:00Z")), instant("2026-11-20T05:00:00Z"));
}

TEST_P(ChoicesTest, are_made_on_their_page_for_each_post) {
    const auto page = get(actor(clerk_), kPath);
    EXPECT_EQ(page.status, 200);
    for (const char* text : {"Cách nhận thông báo", "Chuyên viên", "Thư điện tử", "Tin nhắn", "21:00", "06:00"})
        EXPECT_THAT(page.body, HasSubstr(text));
    EXPECT_EQ(post(actor(clerk_), kPath, form(clerk_)).status, 303);
    const auto choices = stored(clerk_);
    EXPECT_EQ(choices.pace(clerk_.post, Way::mail), Pace::hourly);
    EXPECT_EQ(choices.pace(0, Way::mail), Pace::daily);
    EXPECT_EQ(choices.pace(99, Way::mail), Pace::daily) << "a post without a choice of its own";
    EXPECT_EQ(choices.manner.quiet_from, 22 * 60 + 30);
    EXPECT_EQ(choices.manner.quiet_until, 5 * 60 + 15);
    EXPECT_FALSE(choices.manner.urgent_passes);
    EXPECT_EQ(choices.manner.language, "en");
    EXPECT_EQ(choices.manner.summary, "sms");
    EXPECT_THAT(get(actor(clerk_), kPath).body, HasSubstr("value=\"22:30\""));
    EXPECT_EQ(stored(leader_).manner.version, 0) << "of nobody else";
}

TEST_P(ChoicesTest, refuse_each_box_that_holds_something_else) {
    for (const char* box : {"quiet_from", "quiet_until"})
        for (const char* bad : {"", "25:00", "12:60", "12:5", "abc", "-1:00", "12:00:00", "12 00", "+1:20", "12:+5",
                                "1e3", "<b>", "12:00\r\n"}) {
            if (std::string(bad) == "12:00\r\n") continue;  // what is around a value does not count
            const auto answer = post(actor(clerk_), kPath, with(form(clerk_), box, bad));
            EXPECT_EQ(answer.status, 422) << box << " " << bad;
            EXPECT_THAT(answer.body, HasSubstr("Giờ không hợp lệ.")) << bad;
            EXPECT_THAT(answer.body, Not(HasSubstr("<b>\""))) << bad;
        }
    for (const char* box : {"pace_mail_0", "pace_sms_0", "language", "summary"})
        for (const std::string& bad : {std::string("x"), std::string("<script>"), std::string(5000, 'a')}) {
            const auto answer = post(actor(clerk_), kPath, with(form(clerk_), box, bad));
            EXPECT_EQ(answer.status, 422) << box;
            EXPECT_THAT(answer.body, HasSubstr("22:30")) << "what was typed stands there again";
        }
    EXPECT_EQ(stored(clerk_).manner.version, 0);
}

TEST_P(ChoicesTest, are_for_ones_own_posts) {
    auto choices = stored(clerk_);
    choices.paces[{head_.post, Way::mail}] = Pace::now;
    EXPECT_THROW(db().write([&](db::Tx& tx) { save_choices(tx, actor(clerk_), choices); }), Refused);
    Choices odd;
    odd.manner.quiet_from = 1440;
    odd.manner.quiet_until = -1;
    odd.manner.language = "fr";
    odd.manner.summary = "pigeon";
    try {
        db().write([&](db::Tx& tx) { save_choices(tx, actor(clerk_), odd); });
        FAIL();
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.reasons().size(), 4U);
    }
    Actor reader = actor(clerk_);
    reader.read_only = true;
    EXPECT_THROW(db().write([&](db::Tx& tx) { save_choices(tx, reader, Choices{}); }), Forbidden);
}

TEST_P(ChoicesTest, changed_by_two_at_once_stand_as_one_of_them) {
    const Actor owner = actor(clerk_);
    dinh::test::one_wins("first", "Conflict",
                         [&] { db().write([&](db::Tx& tx) { save_choices(tx, owner, Choices{}); }); });
    auto choices = stored(clerk_);
    dinh::test::one_wins("change", "Conflict",
                         [&] { db().write([&](db::Tx& tx) { save_choices(tx, owner, choices); }); });
    EXPECT_EQ(stored(clerk_).manner.version, 2);
    EXPECT_EQ(post(owner, kPath, with(form(clerk_), "version", "1")).status, 409);
}

TEST_P(ChoicesTest, say_so_when_the_house_has_no_way_out) {
    set("worklist.mail_sender", "");
    config_.sms_url.clear();
    const auto page = get(actor(clerk_), kPath);
    EXPECT_THAT(page.body, HasSubstr("chưa nối với máy chủ thư"));
    EXPECT_THAT(page.body, Not(HasSubstr("pace_mail_0")));
}

}  // namespace dinh::worklist
