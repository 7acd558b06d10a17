// Series (sổ đăng ký văn bản) of issuing bodies: every number of a period is used, reserved or voided; none is reused.
// NĐ 30/2020 Đ15.2, Đ22; a number given and not used is voided with a reason and its line stays.
//
// A year's series is opened by hand once; the next year opens by itself at its first number and starts again at 1. A
// term series (Party) runs from its day until it is closed. The series that names the kind goes before the one for all
// kinds.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::documents {

enum class Direction { incoming, outgoing };
std::string_view name(Direction);  // "incoming", "outgoing", as stored

struct Series {
    Id id = 0, issuing_body = 0;  // id 0: the year is not opened yet, its first number will do it
    std::int64_t version = 0;
    Direction direction = Direction::incoming;
    std::string name;                  // "Sổ công văn đi"
    std::vector<std::string> kinds;    // kind ids of rules/document_kinds; empty: all
    std::string form;                  // "{nn}/{kind}-{body}"; for incoming "{n}"; empty: the form of the kind
    std::string period_kind;           // year | term
    std::string period;                // "2026"; "2025-2030"
    std::int64_t first = 1, last = 0;  // last given so far; first - 1: none yet
    Day last_day, from;                // last_day: of the last number given; `from` when none is
    std::optional<Day> until;          // closed from this day
};

// mark is the number as read out ("125", "125a"); the sign of a document is make_mark() of the form.
struct Given {
    Id series = 0;
    std::int64_t number = 0;
    std::string suffix;
    std::string mark;
    std::string form;
};

std::optional<Series> series_of(db::Conn&, Id issuing_body, Direction, std::string_view kind, Day);
// period "" = all periods, the newest first.
std::vector<Series> series_of_body(db::Conn&, Id issuing_body, Direction, std::string_view period);
std::optional<Series> find_series(db::Conn&, Id);
std::string next_number_shown(db::Conn&, Id issuing_body, Direction, std::string_view kind,
                              Day);  // "125": what would be given now; "" none

struct SeriesEntry {
    std::int64_t number = 0;
    std::string suffix, state;  // used | reserved | voided
    Day day;
    std::string record_kind;
    Id record = 0;
    std::string reason;
    Instant at;
    Id person = 0;
};
std::optional<SeriesEntry> find_entry(db::Conn&, Id series, std::int64_t number, std::string_view suffix);
// Entries that are not used by a document: reserved and voided ones, the newest first.
std::vector<SeriesEntry> loose_entries(db::Conn&, Id series, std::string_view state, int most = 200);

// The deed's last lock. Opens the period's row at first use (restart at 1 on 1 January). Refused: no series for the
// kind, closed series, day before the series' last entry (back-dating wants give_back_dated), day after today. The
// right belongs to the deed that numbers its document; it is not looked at here.
Given give_number(db::Tx&, const Actor&, Id issuing_body, Direction, std::string_view kind, Day,
                  std::string_view record_kind, Id record);
// A reserved number given to a record. Refused when it is not reserved (any more).
Given use_reserved(db::Tx&, const Actor&, Id series, std::int64_t number, std::string_view suffix,
                   std::string_view record_kind, Id record);
// Reserve the next number (giữ số), with reason.
Given reserve(db::Tx&, const Actor&, Id issuing_body, Direction, std::string_view kind, Day, std::string_view reason);
// A number of a day gone by: suffix letter on the last number of that day (125a), only with right and reason.
// Refused: no number given up to that day, all letters used, a reason missing. A day that needs no back-dating gives
// the next number.
Given give_back_dated(db::Tx&, const Actor&, Id issuing_body, Direction, std::string_view kind, Day,
                      std::string_view reason, std::string_view record_kind, Id record);
// A reserved number that will not be used. A number of a document is voided by the document's own deed: void_used.
void void_number(db::Tx&, const Actor&, Id series, std::int64_t number, std::string_view suffix,
                 std::string_view reason);
void void_used(db::Tx&, const Actor&, Id series, std::int64_t number, std::string_view suffix,
               std::string_view record_kind, Id record, std::string_view reason);
// Refused: a kind that stands in another open series of the period, a second series for all kinds, a wrong form or
// period.
Id open_series(db::Tx&, const Actor&, const Series&);
// Refused: a day not after the last entry. Conflict: stale version (numbers given do not change the version).
void close_series(db::Tx&, const Actor&, Id series, std::int64_t version, Day until, std::string_view reason = {});

// "05/2026/QĐ-UBND", "12/UBND-KGVX", "36-NQ/TW": the form filled; numbers < 10 get a leading 0 in {nn}. A sign that the
// form asks and that is empty goes with the "-" or "/" before it: "12/UBND".
std::string make_mark(std::string_view form, std::int64_t number, std::string_view suffix, int year,
                      std::string_view kind_abbreviation, std::string_view body_abbreviation,
                      std::string_view drafter_abbreviation);
// Number and sign as people type them, for duplicates and search: "0125/UBND-TH" and "125 /ubnd-th" -> "125/ubnd-th".
std::string mark_key(std::string_view mark);

// Proof: for each series the count of entries equals last - first + 1. Returns the faults.
std::vector<std::string> check_series(db::Conn&);

}  // namespace dinh::documents
