// The directory of the example province, from examples/thai-nguyen/*.csv.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/example/random.hpp"
#include "modules/directory/directory.hpp"
#include "platform/csv/csv.hpp"
#include "platform/db/db.hpp"

namespace dinh::app::example {

struct NamedAccount {
    std::string username, full_name, agency, title, role, note;
};

// What later steps need by the ids of the CSV files.
struct Province {
    std::map<std::string, Id> agencies, bodies;
    std::map<std::string, Id> units;  // "agency/unit"
    std::map<std::string, Id> groups;
    std::vector<NamedAccount> accounts;                 // of the story, in the order of the file
    std::vector<std::pair<Id, std::string>> usernames;  // person, name to sign in with
    int people = 0;
    std::map<std::string, Day> bodies_from;  // by the id of the body
};

// The text of a file of the example; throws std::runtime_error when the program carries none.
std::string_view source(std::string_view file);
std::vector<std::string> words(std::string_view file);  // one a line
int whole(std::string_view text, int otherwise);        // a cell that holds a number
Day first_day(std::string_view text);                   // "2025-07-01"

// Fills an empty directory; what ended is there by name only. Deterministic.
Province fill_directory(db::Database&, Random&);
// The same in two parts for the telling of the merger (merger.hpp). First the agencies of the days before it, those
// that ended with it at work; then the others, and units, bodies, groups, posts and people of all that work today.
void begin_directory(db::Database&, Province&);
void complete_directory(db::Database&, Province&, Random&);
Day merger_day();  // 1 July 2025
bool ends_with_merger(const csv::Row& agency);
// Accounts of one password for all people. Of today: an account that nobody used for weeks would be switched off.
void open_accounts(db::Database&, const Province&, const std::string& password_hash);
// Opens the registers of the issuing bodies for the first year, of those that began in it from their first day; later
// years open by themselves.
void open_registers(db::Database&, const Province&, int first_year);

}  // namespace dinh::app::example
