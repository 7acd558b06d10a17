#include "platform/icalendar/reader.hpp"

#include <gmock/gmock.h>

#include "platform/error/error.hpp"
#include "platform/icalendar/icalendar.hpp"
#include "platform/text/text.hpp"

namespace dinh::icalendar {

namespace {

using testing::IsEmpty;
using testing::SizeIs;

Instant at(const char* text) { return *clock::parse_instant(text); }
const Instant kNow = at("2026-11-20T03:00:00Z");

std::string file(const std::string& lines, const std::string& before = "") {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + before + "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Họp\r\n" + lines +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}
Read only(const std::string& lines, const std::string& before = "") {
    const auto events = events_in(file(lines, before), kNow);
    if (!events || events->size() != 1) {
        ADD_FAILURE() << "not one event: " << lines;
        return {};
    }
    return events->front();
}
bool none(const std::string& lines) {
    const auto events = events_in(file(lines), kNow);
    return events && events->empty();
}

}  // namespace

TEST(Reader, takes_times_of_the_world_and_of_no_zone_for_ours) {
    const std::string summer =
        "DTSTART;TZID=Europe/Paris:20270401T090000\r\nDTEND;TZID=Europe/Paris:20270401T100000\r\n";
    EXPECT_EQ(only(summer).starts, at("2027-04-01T07:00:00Z")) << "summer time";
    const std::string winter = "DTSTART;TZID=Europe/Paris:20270201T090000\r\n";
    EXPECT_EQ(only(winter).starts, at("2027-02-01T08:00:00Z"));
    EXPECT_EQ(only("DTSTART:20270201T090000Z\r\n").starts, at("2027-02-01T09:00:00Z"));
    EXPECT_EQ(only("DTSTART:20270201T090000\r\n").starts, at("2027-02-01T02:00:00Z")) << "no zone";
    EXPECT_EQ(only("DTSTART;TZID=Nowhere/Land:20270201T090000\r\n").starts, at("2027-02-01T02:00:00Z"));
}

TEST(Reader, knows_the_hour_that_summer_time_leaves_out_and_the_one_it_has_twice) {
    const auto spring =
        only("DTSTART;TZID=Europe/Paris:20270328T023000\r\nDTEND;TZID=Europe/Paris:20270328T040000\r\n");
    EXPECT_LE(spring.starts, spring.ends);
    const auto autumn =
        only("DTSTART;TZID=Europe/Paris:20271031T023000\r\nDTEND;TZID=Europe/Paris:20271031T030000\r\n");
    EXPECT_LE(autumn.starts, autumn.ends);
}

TEST(Reader, takes_the_zone_that_stands_in_the_file_first) {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:SE Asia Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    EXPECT_EQ(only("DTSTART;TZID=SE Asia Standard Time:20270201T090000\r\n", zone).starts, at("2027-02-01T02:00:00Z"));
    const std::string far =
        "BEGIN:VTIMEZONE\r\nTZID:Far\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+1000\r\nTZOFFSETTO:+1000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    EXPECT_EQ(only("DTSTART;TZID=Far:20270201T090000\r\n", far).starts, at("2027-01-31T23:00:00Z"));
}

TEST(Reader, walks_through_no_zone_that_changes_all_the_time) {
    const std::string restless =
        "BEGIN:VTIMEZONE\r\nTZID:Far\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        "TZOFFSETFROM:+1000\r\nTZOFFSETTO:+1000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    EXPECT_EQ(only("DTSTART;TZID=Far:20270201T090000\r\n", restless).starts, at("2027-01-31T23:00:00Z"));
}

TEST(Reader, takes_the_end_the_length_or_an_hour) {
    EXPECT_EQ(only("DTSTART:20270201T010000Z\r\nDTEND:20270201T030000Z\r\n").ends, at("2027-02-01T03:00:00Z"));
    EXPECT_EQ(only("DTSTART:20270201T010000Z\r\nDURATION:PT90M\r\n").ends, at("2027-02-01T02:30:00Z"));
    EXPECT_EQ(only("DTSTART:20270201T010000Z\r\n").ends, at("2027-02-01T02:00:00Z"));
    const auto backwards = only("DTSTART:20270201T010000Z\r\nDTEND:20260101T030000Z\r\n");
    EXPECT_EQ(backwards.ends, backwards.starts);
    const auto day = only("DTSTART;VALUE=DATE:20270201\r\n");
    EXPECT_TRUE(day.whole_day);
    EXPECT_EQ(clock::day_of(day.starts), *clock::make_day(2027, 2, 1));
    EXPECT_EQ(day.ends.ms - day.starts.ms, 24 * 3'600'000);
}

TEST(Reader, gives_the_next_time_of_what_recurs) {
    const auto weekly = only("DTSTART:20260105T010000Z\r\nDTEND:20260105T020000Z\r\nRRULE:FREQ=WEEKLY\r\n");
    EXPECT_TRUE(weekly.recurs);
    EXPECT_EQ(weekly.starts, at("2026-11-23T01:00:00Z"));
    EXPECT_TRUE(none("DTSTART:20260105T010000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"));
    EXPECT_TRUE(none("DTSTART:19700105T010000Z\r\nRRULE:FREQ=SECONDLY\r\n")) << "gives up";
}

TEST(Reader, leaves_out_what_is_over_cancelled_or_without_a_time) {
    EXPECT_TRUE(none("DTSTART:20260105T010000Z\r\n"));
    EXPECT_TRUE(none("DTSTART:20270105T010000Z\r\nSTATUS:CANCELLED\r\n"));
    EXPECT_TRUE(none(""));
    EXPECT_TRUE(none("DTSTART:99990105T010000Z\r\n"));
    EXPECT_TRUE(none("DTSTART:20271345T990000Z\r\n"));
}

TEST(Reader, reads_words_as_one_line_each) {
    const auto one = only(
        "DTSTART:20270201T010000Z\r\nLOCATION:Hội trường\\, tầng 2\\nDãy B\r\n"
        "ORGANIZER;CN=\"Bộ\r\n  KH&CN\":mailto:a@most.gov.vn\r\n");
    EXPECT_EQ(one.summary, "Họp");
    EXPECT_EQ(one.location, "Hội trường, tầng 2 Dãy B");
    EXPECT_EQ(one.organizer, "Bộ KH&CN");
    EXPECT_EQ(only("DTSTART:20270201T010000Z\r\nORGANIZER:mailto:a@most.gov.vn\r\n").organizer, "a@most.gov.vn");
    const auto endless = only("DTSTART:20270201T010000Z\r\nLOCATION:" + std::string(20'000, 'x') + "\r\n");
    EXPECT_EQ(text::length(endless.location), 500u);
    EXPECT_EQ(only("DTSTART:20270201T010000Z\r\nLOCATION:\xff\xfe\r\n").location, "");
}

TEST(Reader, reads_what_the_house_writes) {
    Event event;
    event.uid = "1@dinh";
    event.stamp = kNow;
    event.starts = at("2026-11-23T01:00:00Z");
    event.ends = at("2026-11-23T03:30:00Z");
    event.summary = "Giao ban; đầu tuần, \\ xong\r\nBEGIN:VEVENT";
    event.status = "CONFIRMED";
    const auto events = events_in(calendar_of("Lịch", {event}), kNow);
    ASSERT_TRUE(events);
    ASSERT_THAT(*events, SizeIs(1));
    EXPECT_EQ(events->front().starts, event.starts);
    EXPECT_EQ(events->front().ends, event.ends);
    EXPECT_EQ(events->front().summary, "Giao ban; đầu tuần, \\ xong BEGIN:VEVENT");
}

TEST(Reader, is_not_taken_in_by_other_files) {
    for (const std::string content : {std::string(), std::string("x"), std::string("%PDF-1.4"),
                                      std::string(400'000, 'A'), std::string("BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n"),
                                      std::string("BEGIN:VCALENDAR\r\n\0END:VCALENDAR\r\n", 33)})
        EXPECT_FALSE(events_in(content, kNow)) << content.substr(0, 20);
    EXPECT_THROW(events_in(std::string(kMostBytes + 1, 'A'), kNow), Refused);
}

TEST(Reader, takes_no_more_than_fifty_events) {
    std::string many;
    for (int n = 0; n < 200; ++n) many += "BEGIN:VEVENT\r\nDTSTART:20270201T010000Z\r\nEND:VEVENT\r\n";
    const auto events = events_in("BEGIN:VCALENDAR\r\n" + many + "END:VCALENDAR\r\n", kNow);
    ASSERT_TRUE(events);
    EXPECT_THAT(*events, SizeIs(kMostEvents));
}

}  // namespace dinh::icalendar
