// What all deeds of the handling tree share: who sees, who has work, and the state of the whole from its parts.
#pragma once
#include "modules/documents/handling/handling_store.hpp"
#include "modules/documents/rights.hpp"

namespace dinh::documents::flow {

using handling_store::Subject;

bool is_open(const Forwarding&);  // unread, read or in_process
bool is_closed_state(std::string_view incoming_state);
documents::Subject right_subject(const Subject&, const Forwarding* part = nullptr);

// The leads that carry the whole, from the root down. Not among them: what was withdrawn or handed back, and a lead
// below a supporting part, which leads that part only.
std::vector<const Forwarding*> main_line(const std::vector<Forwarding>&);

// Gives the receiver sight of the document and, by role, work or something to know.
void hand_over(db::Tx&, const Subject&, const Forwarding&);
// Work of another kind than the part's own for its receiver (sort, confirm); sight is as it was.
void put_work(db::Tx&, const Subject&, const Forwarding&, std::string_view kind);
// Sight for one who is asked and may see already: a role he has stays.
void let_see(db::Tx&, const Subject&, Id grantee, std::string_view role);
// Sight ends with the part, unless something else of the document is or was his.
void take_sight(db::Tx&, const Subject&, const Forwarding& gone);
// The part leaves the receiver's work list.
void take_off(db::Tx&, const Forwarding&);
// take_off, and what was asked for the part (extensions) waits no more.
void end_part(db::Tx&, const Forwarding&);
// The state of the document follows from its open lead; also tells the sender inside the province.
void settle(db::Tx&, const Actor&, const Subject&);
// History, audit, and the search entry's readers.
void record(db::Tx&, const Actor&, const Capacity*, const Subject&, std::string_view deed, const Said& words);

// Locks document, then part (order of locks: subject, children). NotFound (absent or not visible), Conflict, Refused
// (ended).
struct Locked {
    Subject subject;
    Forwarding part;
};
Locked lock_part(db::Tx&, const Actor&, Id forwarding, std::int64_t version);
// Locks the document whatever its version. NotFound: absent or not visible to the actor.
Subject lock_visible(db::Tx&, const Actor&, Id incoming);

}  // namespace dinh::documents::flow
