// The institution's settings: dated, audited rows in the database, unlike platform/config, which is the machine's.
//
// A part declares its settings in its manifest; app/ calls declare() once at start. The value of a day is
//   1. what somebody set for that day, else the bound of the law on that day when there is one, else the default;
//   2. held within the bound: when the law tightens after somebody set a value, the stricter of both counts.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::settings {

enum class Type { text, integer, truth, day, choice };

struct Choice {
    std::string value;
    std::string title;             // Vietnamese
};

struct Setting {
    std::string key;               // "accounts.idle_lock_minutes": part, dot, what, unit
    Type type = Type::text;
    std::string unit = {};         // Vietnamese: "phút"; "" when it has none
    std::string value = {};        // default, as stored: "15", "1"/"0", "2026-11-21"
    std::string title = {};        // Vietnamese
    std::string description = {};  // Vietnamese: what it changes, for the person who sets it
    std::string basis = {};        // legal basis; "" when it is the institution's own choice
    std::int64_t least = 0;        // of an integer; of a text its length
    std::int64_t most = 1'000'000;
    std::vector<Choice> choices = {};  // of a choice
    std::string law = {};          // key in rules/security.toml that sets default and bound by day; "" none
    // A fault in Vietnamese with its remedy, "" when good. Runs after the checks above.
    std::function<std::string(const std::string&)> check = {};
};

// Throws std::logic_error for a doubled key or a default that its own checks refuse: a fault of the program.
void declare(std::vector<Setting> settings);
const std::vector<Setting>& declared();                 // by key
const Setting* find(std::string_view key);

// The value in force on `day` (see above). An undeclared key is std::logic_error.
std::string get(db::Conn&, std::string_view key, Day day);
std::int64_t integer(db::Conn&, std::string_view key, Day day);
bool truth(db::Conn&, std::string_view key, Day day);

// What somebody set, newest day first, replaced rows included.
struct Line {
    Id id;
    std::string key, value;
    Day from_day;
    std::optional<Day> until_day;  // last day, inclusive; none: until further notice
    std::string basis;
    Id set_by;
    Instant set_at;
    std::optional<Instant> replaced_at;
};
std::vector<Line> lines(db::Conn&, std::string_view key);

// Sets `value` from `from_day` until the next value already set for later. Checks type, bounds and law; a day in the
// past and a text without basis where the law gives one are refused. Refused carries all reasons; NotFound for an
// unknown key. The right to do it is the caller's to check.
void set(db::Tx&, const Actor&, std::string_view key, std::string_view value, Day from_day, std::string_view basis);

// "" when `value` may be set for `key` on `day`, else the fault in Vietnamese.
std::string fault(std::string_view key, std::string_view value, Day day);

// Values are read anew at each call unless a process says how long it may remember them (a change in this process shows
// at once). One database per process then.
void remember_for_ms(std::int64_t ms);

// The settings part of the manual (Markdown, Vietnamese): every declared setting.
std::string manual();

}  // namespace dinh::settings
