// What all deeds of the handling tree share: who sees, who has work, and the state of the whole from its parts.
#pragma once
#include "modules/documents/handling/handling_store.hpp"
#include "modules/documents/rights.hpp"

namespace dinh::documents::flow {

using handling_store::Subject;

bool is_open(const Forwarding&);                       // unread, read or in_process
bool is_closed_state(std::string_view incoming_state);
documents::Subject right_subject(const Subject&, const Forwarding* part = nullptr);

// Gives the receiver sight of the document and, by role, work or something to know.
void hand_over(db::Tx&, const Subject&, const Forwarding&, std::string_view kind = {});
// The part leaves the receiver's work list.
void take_off(db::Tx&, const Forwarding&);
// The state of the document follows from its open lead; also tells the sender inside the province.
void settle(db::Tx&, const Actor&, const Subject&);
// History, audit, and the search entry's readers.
void record(db::Tx&, const Actor&, const Capacity*, const Subject&, std::string_view deed, std::string_view words);

// Locks document, then part (order of locks: subject, children). NotFound, Conflict.
struct Locked { Subject subject; Forwarding part; };
Locked lock_part(db::Tx&, Id forwarding, std::int64_t version);

}  // namespace dinh::documents::flow
