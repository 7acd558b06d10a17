// The week of an agency as one paper: drawn up, submitted, approved, published. Entries stand by themselves; the week
// says how far they have gone. A published week stays published; what changes later is marked in the entry.
#pragma once
#include "modules/meetings/entries/entries.hpp"

namespace dinh::meetings {

struct Week {
    Id id = 0;  // 0: nobody has done anything with it yet
    std::int64_t version = 0;
    Id agency = 0;
    Day monday;
    std::string state = "draft";  // draft | submitted | approved | published
    std::string note;             // why it was returned
    std::optional<Instant> approved_at, published_at;
    std::optional<Instant> public_since;  // on the agency's public site; see public_weeks.hpp
    std::string approver_label;
    bool published() const { return state == "published"; }
    bool approved() const { return published() || state == "approved"; }
};
// Version 0 and state draft when there is none yet.
Week week_of(db::Conn&, Id agency, Day monday);
const char* week_state_name(std::string_view state);

// All: `version` 0 begins a week nobody has touched; Conflict when somebody did meanwhile. `monday` is one.
// Refused: a week without entries, or with proposals that nobody answered; not a draft. Work item for who approves.
void submit_week(db::Tx&, const Actor&, const directory::Snapshot&, Id agency, Day monday, std::int64_t version);
// Refused: without entries, proposals unanswered, approved already.
void approve_week(db::Tx&, const Actor&, Id agency, Day monday, std::int64_t version);
// Refused: no reason, neither submitted nor approved.
void return_week(db::Tx&, const Actor&, Id agency, Day monday, std::int64_t version, std::string_view reason);
// Those who take part get one notice each. Refused: not approved, published already.
void publish_week(db::Tx&, const Actor&, Id agency, Day monday, std::int64_t version);

}  // namespace dinh::meetings
