// Who looked at a record, as the log of views has it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::audit {

// A view of an ordinary record: noted once a day of one person and record, so that the log tells who opened what and
// when without a line for each look.
void note_view_of_day(const Actor&, std::string_view kind, Id record, std::string_view remote_address);

struct Viewer {
    Id person = 0;
    std::string name;  // as when he looked last
    Instant first, last;
    std::int64_t views = 0;
};
std::vector<Viewer> viewers_of(db::Conn&, std::string_view kind, Id record, int most = 100);  // who looked last first

}  // namespace dinh::audit
