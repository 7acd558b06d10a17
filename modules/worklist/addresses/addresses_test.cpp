#include "modules/worklist/addresses/addresses.hpp"

#include <gmock/gmock.h>

#include "modules/worklist/tests/province.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::worklist {

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr const char* kPath = "/worklist/notices/addresses/mail";
constexpr const char* kConfirm = "/worklist/notices/addresses/mail/confirmation";

class AddressesTest : public test::Province {
protected:
    void ask(const std::string& address = "toan@example.vn", const std::string& code = "123456") {
        db().write([&](db::Tx& tx) { set_address(tx, actor(clerk_), keys_, Way::mail, address, code); });
    }
    Confirmed type(const std::string& code) {
        return db().writing([&](db::Tx& tx) { return confirm_address(tx, actor(clerk_), keys_, Way::mail, code); });
    }
    std::vector<Address> stored() {
        return db().reading([&](db::Conn& conn) { return addresses_of(conn, clerk_.person); });
    }
    std::string code_sent() {
        send();
        return caught_.empty() ? "" : caught_.back().lines.at(0).text;
    }
};
DINH_BOTH_ENGINES(AddressesTest);

}  // namespace

TEST_P(AddressesTest, are_typed_confirmed_and_removed_on_the_page) {
    const Actor owner = actor(clerk_);
    EXPECT_EQ(post(owner, kPath, {{"address_mail", " toan@example.vn "}}).status, 303);
    EXPECT_THAT(get(owner, "/worklist/notices/choices").body, HasSubstr("chưa xác nhận"));
    const std::string code = code_sent();
    ASSERT_THAT(code, SizeIs(6));
    const auto wrong = post(owner, kConfirm, {{"code_mail", code == "000000" ? "111111" : "000000"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("Mã không đúng."));
    EXPECT_EQ(post(owner, kConfirm, {{"code_mail", code}}).status, 303);
    EXPECT_THAT(get(owner, "/worklist/notices/choices").body, HasSubstr("đã xác nhận"));
    EXPECT_TRUE(stored().at(0).confirmed);
    EXPECT_EQ(post(owner, kPath, {{"_method", "delete"}, {"deed_key", "a"}}).status, 303);
    EXPECT_THAT(stored(), SizeIs(0));
    EXPECT_EQ(post(owner, kPath, {{"_method", "delete"}, {"deed_key", "b"}}).status, 404);
}

TEST_P(AddressesTest, refuse_what_is_none) {
    const Actor owner = actor(clerk_);
    for (const std::string& bad :
         {std::string(), std::string("toan"), std::string("a@b"), std::string("a@b.vn,c@d.vn"), std::string("<b>@x.vn"),
          std::string("a@b.vn\r\nBcc: x@y.vn"), std::string(300, 'a') + "@b.vn"}) {
        const auto answer = post(owner, kPath, {{"address_mail", bad}});
        EXPECT_EQ(answer.status, 422) << bad;
        EXPECT_THAT(answer.body, Not(HasSubstr("<b>@"))) << bad;
    }
    for (const char* bad : {"", "12", "0912345678901", "a", "+84"})
        EXPECT_EQ(post(owner, "/worklist/notices/addresses/sms", {{"address_sms", bad}}).status, 422) << bad;
    EXPECT_EQ(post(owner, "/worklist/notices/addresses/pigeon", {{"address_mail", "a@b.vn"}}).status, 404);
    EXPECT_EQ(post(owner, kConfirm, {{"code_mail", ""}}).status, 422);
    EXPECT_EQ(post(owner, kConfirm, {{"code_mail", std::string(500, '1')}}).status, 422);
    config_.mail_server.clear();
    EXPECT_EQ(post(owner, kPath, {{"address_mail", "a@b.vn"}}).status, 404) << "the house sends no letters";
    EXPECT_THAT(stored(), SizeIs(0));
}

TEST_P(AddressesTest, a_code_is_good_for_one_address_one_quarter_of_an_hour_and_five_tries) {
    EXPECT_EQ(type("123456"), Confirmed::expired) << "none was asked for";
    ask();
    ask("khac@example.vn", "222222");
    EXPECT_EQ(type("123456"), Confirmed::wrong) << "of the address before";
    now_.advance_ms(kCodeMinutes * 60'000);
    EXPECT_EQ(type("222222"), Confirmed::expired);
    ask();
    for (int n = 0; n < kCodeTries; ++n) EXPECT_EQ(type("000000"), Confirmed::wrong);
    EXPECT_EQ(type("123456"), Confirmed::expired);
    EXPECT_FALSE(stored().at(0).code_waits);
}

TEST_P(AddressesTest, five_codes_a_day_are_enough) {
    for (int n = 0; n < kCodesADay; ++n) ask();
    EXPECT_THROW(ask(), Refused);
    now_.advance_ms(86'400'000);
    ask();
}

TEST_P(AddressesTest, a_confirmed_one_is_not_asked_for_again_and_another_replaces_it) {
    ask();
    ASSERT_EQ(type("123456"), Confirmed::yes);
    EXPECT_EQ(type("123456"), Confirmed::expired) << "a code is good once";
    EXPECT_THROW(ask(), Refused);
    ask("khac@example.vn");
    ASSERT_THAT(stored(), SizeIs(1));
    EXPECT_FALSE(stored()[0].confirmed);
    tell(clerk_.post);
    send();
    caught_.clear();
    EXPECT_THAT(sent(), SizeIs(0)) << "nothing goes to an address nobody confirmed";
}

TEST_P(AddressesTest, belong_to_their_person) {
    ask();
    EXPECT_EQ(db().writing([&](db::Tx& tx) { return confirm_address(tx, actor(leader_), keys_, Way::mail, "123456"); }),
              Confirmed::expired);
    EXPECT_THROW(db().write([&](db::Tx& tx) { remove_address(tx, actor(leader_), Way::mail); }), NotFound);
    Actor reader = actor(clerk_);
    reader.read_only = true;
    EXPECT_THROW(db().write([&](db::Tx& tx) { set_address(tx, reader, keys_, Way::mail, "a@b.vn", "1"); }), Forbidden);
    EXPECT_THROW(db().write([&](db::Tx& tx) { confirm_address(tx, reader, keys_, Way::mail, "123456"); }), Forbidden);
    EXPECT_THROW(db().write([&](db::Tx& tx) { remove_address(tx, reader, Way::mail); }), Forbidden);
    EXPECT_EQ(stored().at(0).address, "toan@example.vn");
}

TEST_P(AddressesTest, set_confirmed_and_removed_by_two_at_once_stay_one) {
    dinh::test::both_win("set", [&](int n) { ask("toan" + std::to_string(n) + "@example.vn", "123456"); });
    EXPECT_THAT(stored(), SizeIs(1));
    std::atomic<int> confirmed{0};
    dinh::test::both_win("confirm", [&](int) { confirmed += type("123456") == Confirmed::yes ? 1 : 0; });
    EXPECT_EQ(confirmed, 1);
    dinh::test::one_wins("remove", "NotFound",
                         [&] { db().write([&](db::Tx& tx) { remove_address(tx, actor(clerk_), Way::mail); }); });
}

TEST_P(AddressesTest, the_page_of_deliveries_is_for_keepers_and_shows_no_words) {
    ask();
    type("123456");
    tell(clerk_.post, "Bí mật của người gửi đơn");
    answer_ = {outbox::Outcome::rejected, "554 <b>spam</b>"};
    sent();
    Actor keeper = actor(head_), others = actor(leader_);
    keeper.capacities.at(0).roles = {"it_officer"};
    EXPECT_EQ(get(others, "/worklist/deliveries").status, 403);
    const auto page = get(keeper, "/worklist/deliveries");
    EXPECT_EQ(page.status, 200);
    for (const char* text : {"Chu Đình Toản", "554 &lt;b&gt;spam", "Gửi lại"}) EXPECT_THAT(page.body, HasSubstr(text));
    EXPECT_THAT(page.body, Not(HasSubstr("Bí mật")));
    EXPECT_EQ(get(keeper, "/worklist/deliveries", {{"state", "sent"}, {"before", "x"}}).status, 200);
    const std::string path = "/worklist/deliveries/" + std::to_string(lines(clerk_).at(0).id) + "/retries";
    EXPECT_EQ(post(others, path, {}).status, 403);
    EXPECT_EQ(post(keeper, "/worklist/deliveries/77/retries", {}).status, 404);
    answer_ = {outbox::Outcome::sent, "250"};
    EXPECT_EQ(post(keeper, path, {{"deed_key", "r"}}).status, 303);
    EXPECT_THAT(sent(), SizeIs(1));
    keeper.capacities.at(0).roles = {"auditor"};
    EXPECT_EQ(get(keeper, "/worklist/deliveries").status, 200);
    EXPECT_EQ(post(keeper, path, {}).status, 403);
}

}  // namespace dinh::worklist
