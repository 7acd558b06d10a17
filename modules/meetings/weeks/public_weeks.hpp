// The leaders' week on the agency's public site: laid open by whoever may approve it, of the published week only. What
// changes later shows there too; internal entries never do.
#pragma once
#include "modules/meetings/weeks/weeks.hpp"
#include "platform/module/offers.hpp"

namespace dinh::meetings {

// Refused: the week is not published, is open already.
void open_week(db::Tx&, const Actor&, Id agency, Day monday, std::int64_t version);
// Refused: it is not open.
void close_week(db::Tx&, const Actor&, Id agency, Day monday, std::int64_t version);

std::vector<Day> open_mondays(db::Conn&, Id agency, int most);  // newest first
// Accepted and cancelled entries of the leaders' week that are not internal; nullopt: not open.
std::optional<module::PublicWeek> open_week_of(db::Conn&, Id agency, Day monday);

// For the routes: names the above to whoever shows weeks.
void lay_open();

}  // namespace dinh::meetings
