#include "platform/icalendar/icalendar.hpp"

#include <gmock/gmock.h>

#include "platform/text/text.hpp"

namespace dinh::icalendar {

namespace {

using testing::HasSubstr;
using testing::Not;

// The lines as a program reads them: unfolded.
std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = text.find("\r\n", at);
        const std::string line = text.substr(at, end - at);
        if (!line.empty() && line[0] == ' ')
            lines.back() += line.substr(1);
        else
            lines.push_back(line);
        if (end == std::string::npos) break;
        at = end + 2;
    }
    return lines;
}

Event event() {
    Event one;
    one.uid = "12@lich";
    one.stamp = *clock::parse_instant("2026-11-20T03:00:00Z");
    one.starts = *clock::parse_instant("2026-11-23T01:00:00Z");
    one.ends = *clock::parse_instant("2026-11-23T03:30:00Z");
    one.summary = "Giao ban";
    one.status = "CONFIRMED";
    one.sequence = 3;
    return one;
}

int count_of(const std::vector<std::string>& lines, const std::string& start) {
    return static_cast<int>(
        std::count_if(lines.begin(), lines.end(), [&](const auto& line) { return line.starts_with(start); }));
}

}  // namespace

TEST(Icalendar, writes_what_programs_need_in_the_time_of_viet_nam) {
    const std::string text = calendar_of("Lịch công tác", {event()});
    for (const char* line :
         {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n", "TZOFFSETTO:+0700\r\n",
          "UID:12@lich\r\n", "DTSTAMP:20261120T030000Z\r\n", "DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T080000\r\n",
          "DTEND;TZID=Asia/Ho_Chi_Minh:20261123T103000\r\n", "SEQUENCE:3\r\n", "STATUS:CONFIRMED\r\n",
          "END:VEVENT\r\nEND:VCALENDAR\r\n"})
        EXPECT_THAT(text, HasSubstr(line));
    EXPECT_THAT(text, Not(HasSubstr("CLASS:PRIVATE")));
    auto secret = event();
    secret.is_private = true;
    EXPECT_THAT(calendar_of("x", {secret}), HasSubstr("CLASS:PRIVATE\r\n"));
}

TEST(Icalendar, escapes_what_has_a_meaning) {
    EXPECT_EQ(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    EXPECT_EQ(escaped("a\r\nb\rc"), "a\\nb\\nc");
    EXPECT_EQ(escaped("a\x01\x7f\tb"), "a b");
}

TEST(Icalendar, no_text_begins_a_line_or_a_property_of_its_own) {
    auto evil = event();
    for (const char* text : {"Họp\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE", "Họp\nATTACH:http://xa",
                             "a\rDTSTART:1", "\u2028ATTENDEE:mailto:a@b", "\u0085ORGANIZER:x", "\r\n x", "\\\nURL:x"}) {
        evil.summary = evil.location = evil.description = text;
        const std::string whole = calendar_of(text, {evil});
        const auto lines = lines_of(whole);
        EXPECT_EQ(lines.size(), lines_of(calendar_of("x", {[] {
                                                         auto plain = event();
                                                         plain.location = plain.description = "x";
                                                         return plain;
                                                     }()}))
                                    .size())
            << text;
        for (const char* start : {"BEGIN:VALARM", "ATTACH", "ATTENDEE", "ORGANIZER", "URL"})
            EXPECT_EQ(count_of(lines, start), 0) << text;
        EXPECT_EQ(count_of(lines, "BEGIN:VEVENT"), 1);
        EXPECT_EQ(count_of(lines, "END:VEVENT"), 1);
        for (std::size_t at = whole.find_first_of("\r\n"); at != std::string::npos;
             at = whole.find_first_of("\r\n", at + 2))
            EXPECT_EQ(whole.substr(at, 2), "\r\n") << "a line end of another kind";
    }
}

TEST(Icalendar, folds_at_75_octets_and_cuts_no_letter) {
    auto one = event();
    for (int i = 0; i < 40; ++i) one.summary += "Đề nghị ";
    const std::string text = calendar_of("x", {one});
    std::size_t from = 0;
    for (std::size_t end = text.find("\r\n"); end != std::string::npos; from = end + 2, end = text.find("\r\n", from)) {
        EXPECT_LE(end - from, 75U);
        EXPECT_TRUE(text::is_utf8(text.substr(from, end - from)));
    }
    EXPECT_THAT(lines_of(text), testing::Contains("SUMMARY:" + escaped(one.summary)));
    EXPECT_EQ(folded(std::string(75, 'a')), std::string(75, 'a') + "\r\n");
    EXPECT_EQ(folded(std::string(76, 'a')), std::string(75, 'a') + "\r\n a\r\n");
}

}  // namespace dinh::icalendar
