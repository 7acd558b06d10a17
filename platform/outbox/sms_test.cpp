#include "platform/outbox/sms.hpp"

#include <gmock/gmock.h>

#include "platform/clock/clock.hpp"
#include "platform/outbox/server_for_tests.hpp"

namespace dinh::outbox {

namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kForm = "application/x-www-form-urlencoded";

class SmsTest : public testing::Test {
protected:
    SmsGateway gateway(const std::string& body = "to={digits}&text={text}&id={id}") const {
        return {.url = operator_.url(),
                .content_type = kForm,
                .body = body,
                .header = "Authorization: Bearer {key}",
                .key = "k-1",
                .accepted = "OK",
                .ca_file = {},
                .timeout_s = 2};
    }
    Answer send() {
        Gateway line(gateway());
        return line.send({"7", "+84912345678", "Việc hỏa tốc"});
    }
    Outcome when(const std::string& status, const std::string& body = "") {
        operator_.answer = "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
                           "\r\nConnection: close\r\n\r\n" + body;
        return send().outcome;
    }
    test::Operator operator_;
};

}  // namespace

TEST(PhoneNumber, is_read_as_people_type_it) {
    EXPECT_EQ(phone_number("0912 345 678"), "+84912345678");
    EXPECT_EQ(phone_number(" +84 912.345.678 "), "+84912345678");
    EXPECT_EQ(phone_number("0084-912-345-678"), "+84912345678");
    EXPECT_EQ(phone_number("(020) 8385 1234"), std::nullopt) << "eleven digits are none since 2017";
    EXPECT_EQ(phone_number("+4915112345678"), "+4915112345678");
    for (const char* bad :
         {"", "0", "912345678", "0912345678a", "+", "++84912345678", "+84+912345678", "+0123456789", "+8491234567",
          "+1234567", "+1234567890123456", "0912345678\r\n0912345679", "０９１２３４５６７８"})
        EXPECT_EQ(phone_number(bad), std::nullopt) << bad;
}

TEST_F(SmsTest, fills_a_body_so_that_no_text_becomes_another_field) {
    const ShortMessage evil{"7", "+84912345678", "a&to=1\"},{<b>\r\n{key}"};
    auto one = gateway("to={national}&text={text}");
    EXPECT_EQ(filled(one, evil), "to=0912345678&text=a%26to%3D1%22%7D%2C%7B%3Cb%3E%20%7Bkey%7D");
    one.content_type = "application/json";
    one.body = R"({"to":"{to}","text":"{text}"})";
    EXPECT_EQ(filled(one, evil), R"({"to":"+84912345678","text":"a&to=1\"},{<b> {key}"})");
    one.content_type = "text/xml";
    one.body = "<m to=\"{to}\">{text}</m>";
    EXPECT_THAT(filled(one, evil), HasSubstr("a&amp;to=1&quot;},{&lt;b&gt; {key}</m>"));
    one.content_type = "text/plain";
    EXPECT_THROW(filled(one, evil), std::invalid_argument);
}

TEST_F(SmsTest, is_sent_when_the_gateway_says_so) {
    EXPECT_EQ(send().outcome, Outcome::sent);
    const auto request = operator_.requests().at(0);
    EXPECT_THAT(request, HasSubstr("Authorization: Bearer k-1\r\n"));
    EXPECT_THAT(request, HasSubstr("Content-Type: application/x-www-form-urlencoded\r\n"));
    EXPECT_THAT(request, EndsWith("to=84912345678&text=Vi%E1%BB%87c%20h%E1%BB%8Fa%20t%E1%BB%91c&id=7"));
}

TEST_F(SmsTest, tells_what_passes_from_what_does_not) {
    EXPECT_EQ(when("200 OK", "ERR 12"), Outcome::rejected) << "it may cost a second message to try again";
    EXPECT_EQ(when("500 Broken"), Outcome::later);
    EXPECT_EQ(when("429 Slowly"), Outcome::later);
    EXPECT_EQ(when("422 Bad number"), Outcome::rejected);
    EXPECT_EQ(when("401 Who"), Outcome::trouble);
    EXPECT_EQ(when("404 Where"), Outcome::trouble);
    EXPECT_EQ(when("302 Elsewhere\r\nLocation: http://127.0.0.1:1/"), Outcome::trouble);
}

TEST_F(SmsTest, bears_garbage_silence_and_floods) {
    operator_.answer = "\x16\x03\x01 no http at all\r\n\r\n";
    EXPECT_NE(send().outcome, Outcome::sent);
    operator_.answer = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + std::string(300'000, 'O');
    EXPECT_EQ(send().outcome, Outcome::unsure);
    const auto begun = clock::steady_ms();
    operator_.answer.clear();
    EXPECT_EQ(send().outcome, Outcome::unsure) << "it has the request and says nothing";
    EXPECT_LT(clock::steady_ms() - begun, 8'000);
    auto away = gateway();
    away.url = "http://127.0.0.1:1/";
    EXPECT_EQ(Gateway(away).send({"7", "+84912345678", "x"}).outcome, Outcome::trouble);
}

TEST_F(SmsTest, quotes_the_gateway_without_the_key) {
    operator_.answer = "HTTP/1.1 403 No\r\nContent-Length: 10\r\nConnection: close\r\n\r\nno\x1b\ncredit";
    const auto answer = send();
    EXPECT_EQ(answer.said, "403 no credit");
    EXPECT_THAT(answer.said, Not(HasSubstr("k-1")));
}

}  // namespace dinh::outbox
