#include "modules/worklist/deliveries/letters.hpp"

#include <gmock/gmock.h>

#include "platform/outbox/mail.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::worklist {

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Letters : public testing::Test {
protected:
    Letters() {
        static const bool loaded = (dinh::pages::load(), true);
        (void)loaded;
    }
    Outgoing message(const std::string& text, const std::string& link = "/documents/incoming/1") const {
        Outgoing one;
        one.id = 17;
        one.kind = "notice";
        one.language = "vi";
        one.lines = {{text, {}, link}};
        return one;
    }
    Surroundings around_{"https://dinh.example.gov.vn", "Tỉnh Thái Nguyên", true, "Chu Đình Toản", "Chuyên viên"};
};

}  // namespace

TEST_F(Letters, say_what_happened_and_lead_to_the_house) {
    const auto written = letter_of(message("Được xin ý kiến: Kế hoạch năm"), around_);
    EXPECT_EQ(written.subject, "[Tỉnh Thái Nguyên] Được xin ý kiến: Kế hoạch năm");
    EXPECT_THAT(written.body, StartsWith("Kính gửi Chu Đình Toản,\n\nĐược xin ý kiến: Kế hoạch năm\n"));
    EXPECT_THAT(written.body, HasSubstr("Với tư cách: Chuyên viên\n"));
    EXPECT_THAT(written.body, HasSubstr("(cần đăng nhập): https://dinh.example.gov.vn/documents/incoming/1\n"));
    EXPECT_THAT(written.body, HasSubstr("https://dinh.example.gov.vn/worklist/notices/choices"));
}

TEST_F(Letters, speak_the_language_of_the_receiver) {
    auto one = message("");
    one.language = "en";
    one.lines[0].said = Said("Còn %1 ngày đến hạn: %2", {"3", "Kế hoạch"});
    const auto written = letter_of(one, around_);
    EXPECT_THAT(written.body, StartsWith("Dear Chu Đình Toản,"));
    EXPECT_THAT(written.body, HasSubstr("Due in 3 days: Kế hoạch"));
    EXPECT_THAT(written.body, Not(HasSubstr("Kính gửi")));
    EXPECT_THAT(short_text_of(one, around_), HasSubstr("Due in 3 days"));
}

TEST_F(Letters, lead_nowhere_else) {
    for (const char* link : {"https://evil.example/", "//evil.example/", "javascript:alert(1)", "/a\r\nBcc: x", "/a b",
                             "/<script>", "\\\\evil", ""}) {
        const auto written = letter_of(message("x", link), around_);
        EXPECT_THAT(written.body, HasSubstr("nhập): https://dinh.example.gov.vn/worklist/notices\n")) << link;
        EXPECT_THAT(written.body, Not(HasSubstr("evil"))) << link;
    }
}

TEST_F(Letters, cannot_be_given_lines_by_a_text) {
    const std::string evil = "a\r\nBcc: x@evil.vn\u2028Subject: b\n\n-- \nMallory";
    const auto written = letter_of(message(evil), around_);
    EXPECT_THAT(written.body, Not(HasSubstr("\nBcc")));
    EXPECT_THAT(written.body, Not(HasSubstr("\nMallory")));
    const auto made = outbox::compose({"17@dinh.example.gov.vn",
                                       "dinh@example.gov.vn",
                                       around_.house_name,
                                       "a@example.vn",
                                       written.subject,
                                       written.body,
                                       {}});
    EXPECT_THAT(made.substr(0, made.find("\r\n\r\n")), Not(HasSubstr("Bcc")));
    EXPECT_THAT(short_text_of(message(std::string(5000, 'x')), around_), testing::SizeIs(testing::Le(200U)));
}

TEST_F(Letters, say_nothing_of_the_matter_where_the_house_wants_it_so) {
    around_.shows_text = false;
    auto one = message("Tên người tố cáo");
    EXPECT_THAT(letter_of(one, around_).body, Not(HasSubstr("tố cáo")));
    EXPECT_THAT(letter_of(one, around_).subject, Not(HasSubstr("tố cáo")));
    EXPECT_THAT(short_text_of(one, around_), Not(HasSubstr("tố cáo")));
    one.kind = "digest";
    EXPECT_THAT(letter_of(one, around_).body, Not(HasSubstr("tố cáo")));
    EXPECT_THAT(letter_of(one, around_).body, HasSubstr("1 thông báo"));
}

TEST_F(Letters, gather_twenty_and_say_how_many_more) {
    auto one = message("Việc");
    one.kind = "digest";
    one.lines.assign(kDigestLines, one.lines[0]);
    one.more = 9930;
    one.over_limit = true;
    const auto written = letter_of(one, around_);
    EXPECT_EQ(written.subject, "[Tỉnh Thái Nguyên] 9.950 thông báo mới");
    EXPECT_THAT(written.body, HasSubstr("và 9.930 thông báo khác"));
    EXPECT_THAT(written.body, HasSubstr("phần vượt được gộp vào đây"));
    EXPECT_LT(written.body.size(), 5000U);
    EXPECT_EQ(short_text_of(one, around_),
              "Tỉnh Thái Nguyên: 9.950 thông báo mới https://dinh.example.gov.vn/worklist/notices");
}

TEST_F(Letters, carry_a_code_and_no_post) {
    auto one = message("012345", "/worklist/notices/choices");
    one.kind = "code";
    EXPECT_THAT(letter_of(one, around_).body, HasSubstr("Mã xác nhận của bạn: 012345"));
    EXPECT_THAT(letter_of(one, around_).subject, Not(HasSubstr("012345"))) << "subjects show on locked screens";
    EXPECT_EQ(short_text_of(one, around_), "Tỉnh Thái Nguyên: mã xác nhận 012345, dùng trong 15 phút.");
}

TEST_F(Letters, have_one_message_id_at_every_try) {
    EXPECT_EQ(message_id_of(17, "https://dinh.example.gov.vn"), "17@dinh.example.gov.vn");
    EXPECT_EQ(message_id_of(17, "http://127.0.0.1:8080"), "17@127.0.0.1");
    EXPECT_EQ(message_id_of(17, "http://[::1]:8080"), "17@localhost");
}

}  // namespace dinh::worklist
