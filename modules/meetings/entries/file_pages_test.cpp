// An entry from a calendar file: read in the time of the house, shown in the form, nothing kept before it is sent.
#include <gmock/gmock.h>

#include "modules/meetings/tests/visit.hpp"
#include "platform/icalendar/reader.hpp"
#include "platform/web/wire/urlencoded.hpp"

namespace dinh::meetings {

namespace {

using test::Answer;
using test::says_fault_of;
using testing::HasSubstr;

std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\nSUMMARY:Hội nghị <b>\r\nLOCATION:Bộ KH&CN\r\n" + lines + "END:VEVENT\r\n";
}
std::string calendar(const std::string& events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
}
const std::string kParis = event("DTSTART;TZID=Europe/Paris:20270401T090000\r\nDURATION:PT2H\r\n");

class FilePagesTest : public test::VisitHouse {
protected:
    Answer read(const Actor& actor, const std::string& content) {
        return post(actor, "/meetings/entries/file", {{"agency", std::to_string(office_.agency)}},
                    {upload("calendar", "moi.ics", content)});
    }
};
DINH_BOTH_ENGINES(FilePagesTest);

}  // namespace

TEST_P(FilePagesTest, one_event_leads_to_the_form_filled_in_with_the_time_of_the_house) {
    const auto done = read(office_.specialist.actor, calendar(kParis));
    ASSERT_EQ(done.status, 303) << done.body;
    const auto query = done.location.find('?');
    const auto asked = *web::wire::parse_urlencoded(done.location.substr(query + 1));
    const auto form = get(office_.specialist.actor, done.location.substr(0, query), asked);
    EXPECT_EQ(form.status, 200);
    EXPECT_EQ(form.input("day"), "01/04/2027");
    EXPECT_EQ(form.input("from"), "14:00") << "nine in Paris in summer";
    EXPECT_EQ(form.input("until"), "16:00");
    EXPECT_EQ(form.input("subject"), "Hội nghị &lt;b&gt;");
    EXPECT_EQ(form.input("place"), "Bộ KH&amp;CN");
}

TEST_P(FilePagesTest, several_events_are_shown_to_choose_from) {
    const auto page = read(office_.specialist.actor,
                           calendar(kParis + event("DTSTART;VALUE=DATE:20270402\r\nRRULE:FREQ=YEARLY\r\n")));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("14:00 – 16:00, 01/04/2027"));
    EXPECT_THAT(page.body, HasSubstr("02/04/2027 <small>(lặp lại)</small>"));
    EXPECT_THAT(page.body, HasSubstr("Hội nghị &lt;b&gt;"));
    EXPECT_THAT(page.body, testing::Not(HasSubstr("Hội nghị <b>")));
}

TEST_P(FilePagesTest, what_cannot_be_entered_is_said) {
    for (const std::string& content :
         {std::string("%PDF-1.4"), std::string("BEGIN:VCARD\r\nEND:VCARD\r\n"), calendar(""),
          calendar(event("DTSTART:20200101T010000Z\r\n")), std::string(icalendar::kMostBytes + 1, 'x'), std::string()})
        EXPECT_TRUE(says_fault_of(read(office_.specialist.actor, content), "calendar")) << content.substr(0, 30);
    EXPECT_TRUE(says_fault_of(
        post(office_.specialist.actor, "/meetings/entries/file", {{"agency", std::to_string(office_.agency)}}),
        "calendar"));
}

TEST_P(FilePagesTest, is_for_people_of_the_agency) {
    EXPECT_EQ(get(office_.specialist.actor, "/meetings/entries/file").status, 200);
    EXPECT_NE(post(other_.director.actor, "/meetings/entries/file", {{"agency", std::to_string(office_.agency)}},
                   {upload("calendar", "moi.ics", calendar(kParis))})
                  .status,
              303);
}

}  // namespace dinh::meetings
