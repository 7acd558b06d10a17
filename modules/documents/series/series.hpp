// Series (sổ đăng ký văn bản) of issuing bodies: every number of a period is used, reserved or voided; none is reused.
// NĐ 30/2020 Đ15.2, Đ22; a number given and not used is voided with a reason and its line stays.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::documents {

enum class Direction { incoming, outgoing };

struct Series {
    Id id = 0, issuing_body = 0;
    std::int64_t version = 0;
    Direction direction = Direction::incoming;
    std::string name;                    // "Sổ công văn đi"
    std::vector<std::string> kinds;      // kind ids of rules/document_kinds; empty: all
    std::string form;                    // "{nn}/{kind}-{body}"; for incoming "{n}"
    std::string period_kind;             // year | term
    std::string period;                  // "2026"; "2025-2030"
    std::int64_t first = 1, last = 0;    // last given so far
    Day last_day, from;
    std::optional<Day> until;            // closed from this day
};

struct Given { Id series = 0; std::int64_t number = 0; std::string suffix; std::string mark; };

std::optional<Series> series_of(db::Conn&, Id issuing_body, Direction, std::string_view kind, Day);
std::vector<Series> series_of_body(db::Conn&, Id issuing_body, Direction, std::string_view period);
std::optional<Series> find_series(db::Conn&, Id);
std::string next_number_shown(db::Conn&, Id issuing_body, Direction, std::string_view kind, Day);  // "125": what would be given now

// The deed's last lock. Opens the period's row at first use (restart at 1 on 1 January). Refused: no series for the kind,
// closed series, day before the series' last entry (back-dating wants reserve_back_dated), day after today.
Given give_number(db::Tx&, const Actor&, Id issuing_body, Direction, std::string_view kind, Day, std::string_view record_kind, Id record);
// A reserved number given to a record.
Given use_reserved(db::Tx&, const Actor&, Id series, std::int64_t number, std::string_view suffix, std::string_view record_kind, Id record);
// Reserve the next number (giữ số), with reason.
Given reserve(db::Tx&, const Actor&, Id issuing_body, Direction, std::string_view kind, Day, std::string_view reason);
// A number of a day gone by: suffix letter on the last number of that day (125a), only with right and reason.
Given give_back_dated(db::Tx&, const Actor&, Id issuing_body, Direction, std::string_view kind, Day, std::string_view reason,
                      std::string_view record_kind, Id record);
void void_number(db::Tx&, const Actor&, Id series, std::int64_t number, std::string_view suffix, std::string_view reason);
Id open_series(db::Tx&, const Actor&, const Series&);
void close_series(db::Tx&, const Actor&, Id series, std::int64_t version, Day until);

// "05/2026/QĐ-UBND", "12/UBND-KGVX", "36-NQ/TW": the form filled; numbers < 10 get a leading 0 in {nn}.
std::string make_mark(std::string_view form, std::int64_t number, std::string_view suffix, int year, std::string_view kind_abbreviation,
                      std::string_view body_abbreviation, std::string_view drafter_abbreviation);
// Number and sign as people type them, for duplicates and search: "0125/UBND-TH" and "125 /ubnd-th" -> "125/ubnd-th".
std::string mark_key(std::string_view mark);

// Proof: for each series the count of entries equals last - first + 1. Returns the faults.
std::vector<std::string> check_series(db::Conn&);

}  // namespace dinh::documents
