// What the deeds on a week share.
#pragma once
#include "modules/meetings/weeks/weeks.hpp"

namespace dinh::meetings {

struct HeldWeek {
    Week week;
    const Capacity& as;
};
// Locked, begun when nobody has touched it; NotFound for whom is of another agency, Forbidden, Conflict.
HeldWeek held_week(db::Tx&, const Actor&, Deed, Id agency, Day monday, std::int64_t version);
// History and audit.
void note_week(db::Tx&, const Actor&, const Capacity&, const Week&, std::string_view deed, const Said& words);

}  // namespace dinh::meetings
