// Words of the work calendar on pages, all Vietnamese: the page translates them.
#pragma once
#include <string>
#include <vector>

#include "modules/meetings/entries/entries.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::meetings {

const char* state_name(std::string_view state);  // of an entry
const char* state_tag(std::string_view state);
const char* change_name(std::string_view change);  // "" for none
const char* role_name(const Participant&);
const char* weekday_name(Day);  // "Thứ Hai"
bool in_morning(Instant);
std::string hour_of(Instant);  // 08:00
std::string chair_of(const Entry&);
std::string takers_of(const Entry&);  // who attends, the chair left out
std::string clash_words(const dinh::pages::Lang&, const Clash&);
std::string week_words(const dinh::pages::Lang&, Day monday);
// 8, 8h, 8h30, 8:30, 0830, 14g: minutes since midnight.
std::optional<int> minutes_typed(std::string_view);

}  // namespace dinh::meetings
