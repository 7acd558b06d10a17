// iCalendar (RFC 5545) as a feed gives it: CRLF, lines folded at 75 octets, texts escaped. No text of an entry begins a
// line, a property or a parameter of its own.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"

namespace dinh::icalendar {

struct Event {
    std::string uid;  // letters, digits, - and @
    Instant stamp, starts, ends;
    std::string summary, location, description;
    std::string status;  // TENTATIVE | CONFIRMED | CANCELLED
    bool is_private = false;
    int sequence = 0;
};

// Control characters gone, \ ; , escaped, line ends written as \n.
std::string escaped(std::string_view text);
// With CRLF; a line goes on after CRLF and one blank; no letter is cut in two.
std::string folded(std::string_view line);
// Times are written in Asia/Ho_Chi_Minh, which keeps +07:00 the whole year.
std::string calendar_of(std::string_view name, const std::vector<Event>&);

}  // namespace dinh::icalendar
