// Reads what others send as iCalendar (RFC 5545), by libical: the events of a file, with times of whatever zone.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"

namespace dinh::icalendar {

struct Read {
    Instant starts, ends;    // of the first time that ends after `after`; ends is never before starts
    bool whole_day = false;  // the file names days alone: from midnight to midnight, Asia/Ho_Chi_Minh
    bool recurs = false;
    std::string summary, location, organizer;  // one line each, NFC, without control characters, cut at 500 letters
};

inline constexpr std::size_t kMostBytes = 512 << 10, kMostEvents = 50;

// nullopt: it is not an iCalendar file. Events that are over, cancelled or without a start are left out, as is what
// goes beyond kMostEvents. A time without a zone is one of Asia/Ho_Chi_Minh; a zone is looked up in the file, then
// among those of the world; an unknown one counts as none. Refused: more than kMostBytes.
std::optional<std::vector<Read>> events_in(std::string_view file, Instant after);

}  // namespace dinh::icalendar
