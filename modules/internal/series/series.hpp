// The internal series of a unit (sổ văn bản nội bộ): numbers from 1 each year; every number is used or voided and its
// line stays. A unit without an open series sends without numbers. Opened and closed by the unit's leader or clerk; the
// next year opens by itself at its first number.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::internal {

struct Series {
    Id id = 0;
    std::int64_t version = 0;
    Id agency = 0, unit = 0;  // unit 0: the agency's leadership
    int year = 0;
    std::int64_t last = 0;
    std::optional<Day> until;  // closed from this day
};
// The newest first.
std::vector<Series> series_of(db::Conn&, Id agency, Id unit);
// The one that gives numbers on the day; none: never opened, or closed.
std::optional<Series> standing_series(db::Conn&, Id agency, Id unit, Day);

// Refused: it is open. The same year's closed series goes on.
Id open_series(db::Tx&, const Actor&, Id agency, Id unit, bool leaderless);
// NotFound: of another agency. Conflict: stale version (numbers given do not change it). Refused: closed already.
void close_series(db::Tx&, const Actor&, Id series, std::int64_t version, bool leaderless);

struct Given {
    Id series = 0;
    std::int64_t number = 0;
};
// The deed's last lock. Refused: no open series, or a day before the last number's (the clock went back). The right
// belongs to the deed that sends the letter.
Given give_number(db::Tx&, const Actor&, Id agency, Id unit, Day, Id letter);
// Conflict: the number is not this letter's.
void void_number(db::Tx&, const Actor&, Id series, std::int64_t number, Id letter, std::string_view reason);

struct Entry {
    std::int64_t number = 0;
    std::string state;  // used | voided
    Day day;
    Id letter = 0;
    std::string reason;
};
std::vector<Entry> entries_of(db::Conn&, Id series, std::int64_t before, int most);  // before 0: from the newest

// The agency ended: its series give no more numbers from the day on.
void close_all_series(db::Tx&, Id agency, Day);
// Proof: each series has an entry for each number from 1 to its last, and a letter behind it. Returns the faults.
std::vector<std::string> check_series(db::Conn&);

}  // namespace dinh::internal
