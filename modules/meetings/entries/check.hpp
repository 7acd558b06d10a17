// The rules of what is typed into an entry.
#pragma once
#include "modules/meetings/entries/entries.hpp"

namespace dinh::meetings {

// The input cleaned, with everyone who takes part. Throws Refused with all reasons.
struct CheckedInput {
    EntryInput input;
    std::vector<Participant> participants;  // without ids
};
CheckedInput checked_input(db::Conn&, EntryInput);
// A post that may take part in the calendar of the agency; nullopt: closed, or of another agency.
std::optional<directory::PostFacts> own_post(db::Conn&, Id agency, Id post);
std::string checked_reason(std::string_view reason);

}  // namespace dinh::meetings
