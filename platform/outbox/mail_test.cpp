#include "platform/outbox/mail.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "platform/outbox/server_for_tests.hpp"
#include "tests/support/support.hpp"

namespace dinh::outbox {

namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Letter letter(const std::string& subject = "Được xin ý kiến", const std::string& body = "Xem văn bản.") {
    return {.message_id = "17@dinh.example.gov.vn",
            .from = "dinh@example.gov.vn",
            .from_name = "Tỉnh Thái Nguyên",
            .to = "binh@example.gov.vn",
            .subject = subject,
            .body = body,
            .date = *clock::parse_instant("2026-11-20T03:00:05Z")};
}

std::vector<std::string> head_of(const std::string& message) {
    std::vector<std::string> names;
    std::istringstream lines(message.substr(0, message.find("\r\n\r\n")));
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with(' ')) names.push_back(line.substr(0, line.find(':')));
    return names;
}

class MailTest : public testing::Test {
protected:
    MailServer server(int seconds = 5) const {
        return {.host = "127.0.0.1",
                .port = office_.port(),
                .security = MailServer::Security::none,
                .user = {},
                .password = {},
                .ca_file = {},
                .own_name = "dinh.example.gov.vn",
                .timeout_s = seconds};
    }
    Answer send(MailServer to) {
        Mailer mailer(std::move(to));
        return mailer.send("dinh@example.gov.vn", "binh@example.gov.vn", compose(letter()));
    }
    Answer send() { return send(server()); }
    Outcome when(const std::string& command, const std::string& answer) {
        office_.answers = {{command, answer}};
        const auto got = send(server(2)).outcome;
        office_.answers.clear();
        return got;
    }
    test::PostOffice office_;
};

}  // namespace

TEST(Letter, is_mime_that_any_mailbox_reads) {
    const auto made = compose(letter());
    EXPECT_THAT(made, StartsWith("Date: Fri, 20 Nov 2026 10:00:05 +0700\r\nFrom: =?UTF-8?B?"));
    EXPECT_THAT(made, HasSubstr("\r\nSubject: =?UTF-8?B?xJDGsOG7o2MgeGluIMO9IGtp4bq/bg==?=\r\n"));
    EXPECT_THAT(made, HasSubstr("\r\nMessage-ID: <17@dinh.example.gov.vn>\r\n"));
    EXPECT_THAT(made, HasSubstr("\r\n\r\nWGVtIHbEg24gYuG6o24uDQo=\r\n"));
    EXPECT_THAT(compose(letter("Plain words 12")), HasSubstr("\r\nSubject: Plain words 12\r\n"));
    EXPECT_THAT(compose(letter("=?UTF-8?B?QQ==?=")), Not(HasSubstr("Subject: =?UTF-8?B?QQ==?=\r\n"))) << "said as text";
}

TEST(Letter, has_ten_fields_whatever_its_texts_hold) {
    const auto usual = head_of(compose(letter()));
    ASSERT_EQ(usual.size(), 10U);
    for (const std::string& evil :
         {std::string("a\r\nBcc: x@evil.vn"), std::string("a\nBcc: x@evil.vn"), std::string("a\rBcc: x"),
          std::string("a\xE2\x80\xA8"
                      "Bcc: x"),
          std::string("a\xC2\x85"
                      "Bcc: x"),
          std::string("a\0Bcc: x", 8), std::string("\r\n\r\nbody"), std::string(5000, 'x'), std::string("\xFF\xFE\x80"),
          std::string()}) {
        auto one = letter(evil, evil);
        one.from_name = evil;
        const auto made = compose(one);
        EXPECT_EQ(head_of(made), usual) << evil;
        std::istringstream lines(made);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << evil;
    }
}

TEST(Letter, takes_no_address_that_is_none) {
    for (const char* good : {"a@b.vn", "nguyen.van-a+x@so.example.gov.vn", "a_b@x-y.vn"})
        EXPECT_TRUE(is_mail_address(good)) << good;
    for (const std::string& bad :
         {std::string(), std::string("a"), std::string("a@b"), std::string("@b.vn"), std::string("a@"),
          std::string("a@b.vn,c@d.vn"), std::string("a@b.vn\r\nRCPT TO:<c@d.vn>"), std::string("a b@c.vn"),
          std::string("<a@b.vn>"), std::string("a@-b.vn"), std::string("a@b-.vn"), std::string("a..b@c.vn"),
          std::string(".a@c.vn"), std::string("a.@c.vn"), std::string("a@c..vn"), std::string("ý@c.vn"),
          std::string("a@[127.0.0.1]"), std::string(65, 'a') + "@b.vn", "a@" + std::string(300, 'b') + ".vn"}) {
        EXPECT_FALSE(is_mail_address(bad)) << bad;
        auto one = letter();
        one.to = bad;
        EXPECT_THROW(compose(one), std::invalid_argument) << bad;
    }
    auto one = letter();
    one.message_id = "17@x\r\nBcc: y";
    EXPECT_THROW(compose(one), std::invalid_argument);
}

TEST_F(MailTest, is_sent_when_the_server_took_it_and_over_one_line_for_several) {
    Mailer mailer(server());
    for (int n = 0; n < 3; ++n)
        EXPECT_EQ(mailer.send("dinh@example.gov.vn", "binh@example.gov.vn", compose(letter())).outcome, Outcome::sent);
    ASSERT_EQ(office_.letters().size(), 3U);
    EXPECT_EQ(office_.letters()[0], compose(letter()) + ".\r\n");
    const auto commands = office_.commands();
    EXPECT_EQ(std::count(commands.begin(), commands.end(), "EHLO dinh.example.gov.vn"), 1);
    EXPECT_THAT(commands, Contains(HasSubstr("RCPT TO:<binh@example.gov.vn>")));
}

TEST_F(MailTest, tells_what_passes_from_what_does_not) {
    EXPECT_EQ(when("RCPT", "450 4.2.0 greylisted"), Outcome::later);
    EXPECT_EQ(when("RCPT", "552 5.2.2 mailbox full"), Outcome::later);
    EXPECT_EQ(when("RCPT", "550 5.1.1 no such user"), Outcome::refused);
    EXPECT_EQ(when("DATA", "451 later"), Outcome::later);
    EXPECT_EQ(when(".", "452 disk full"), Outcome::later);
    EXPECT_EQ(when(".", "554 5.7.1 looks like spam"), Outcome::rejected);
    EXPECT_EQ(when("MAIL", "550 sender unknown"), Outcome::trouble) << "no fault of the receiver";
    EXPECT_EQ(when("EHLO", "hang up"), Outcome::trouble);
    EXPECT_EQ(when("hello", "554 go away"), Outcome::trouble);
    EXPECT_EQ(when("hello", "\x01\x02 garbage"), Outcome::trouble);
    EXPECT_EQ(when("RCPT", "hang up"), Outcome::trouble);
}

TEST_F(MailTest, is_unsure_when_the_line_ends_after_the_last_byte) {
    EXPECT_EQ(when(".", "hang up"), Outcome::unsure);
    EXPECT_EQ(when(".", "silence"), Outcome::unsure);
}

TEST_F(MailTest, gives_up_a_server_that_says_nothing_or_is_away) {
    const auto begun = clock::steady_ms();
    EXPECT_EQ(when("hello", "silence"), Outcome::trouble);
    EXPECT_LT(clock::steady_ms() - begun, 10'000);
    auto away = server();
    away.port = 1;
    EXPECT_EQ(send(away).outcome, Outcome::trouble);
    EXPECT_FALSE(send(away).said.empty());
}

TEST_F(MailTest, goes_nowhere_unencrypted_when_encryption_is_asked) {
    auto secured = server();
    secured.security = MailServer::Security::starttls;
    secured.user = "dinh";
    secured.password = "bi-mat";
    EXPECT_EQ(send(secured).outcome, Outcome::trouble) << "the server offers no STARTTLS";
    EXPECT_TRUE(office_.letters().empty());
    for (const auto& command : office_.commands()) EXPECT_THAT(command, Not(StartsWith("AUTH")));
}

TEST_F(MailTest, hands_no_address_on_that_is_none) {
    Mailer mailer(server());
    EXPECT_EQ(mailer.send("dinh@example.gov.vn", "a@b.vn>\r\nRCPT TO:<c@d.vn", "x").outcome, Outcome::rejected);
    EXPECT_TRUE(office_.commands().empty());
}

TEST_F(MailTest, quotes_the_server_in_one_clean_line) {
    office_.answers = {{"RCPT", "550 " + std::string(900, 'x') + "\x1b[31m"}};
    const auto said = send().said;
    EXPECT_THAT(said, StartsWith("550 xxx"));
    EXPECT_LE(said.size(), 310U);
    EXPECT_THAT(said, Not(HasSubstr("\x1b")));
}

TEST(Secret, is_read_only_from_a_file_of_ones_own) {
    const dinh::test::TempDir folder;
    const auto write = [&](const std::string& content, mode_t mode) {
        const auto file = folder.file("secret");
        std::ofstream(file) << content;
        ::chmod(file.c_str(), mode);
        return file;
    };
    EXPECT_EQ(read_secret(write("bí mật\n", 0600)), "bí mật");
    EXPECT_THROW(read_secret(write("x", 0644)), std::runtime_error);
    EXPECT_THROW(read_secret(write("", 0600)), std::runtime_error);
    EXPECT_THROW(read_secret(write("a\nb", 0600)), std::runtime_error);
    EXPECT_THROW(read_secret(write(std::string(5000, 'a'), 0600)), std::runtime_error);
    EXPECT_THROW(read_secret(folder.file("none")), std::runtime_error);
    EXPECT_THROW(read_secret(folder.path().string()), std::runtime_error);
}

}  // namespace dinh::outbox
