// What the deeds of drafts, routes and issue share.
#pragma once
#include "modules/documents/outgoing/outgoing_store.hpp"
#include "modules/documents/rights.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::documents::out_flow {

documents::Subject right_subject(const Outgoing&, Id holder_post = 0);
// Locks by version; NotFound, Conflict.
Outgoing lock(db::Tx&, Id, std::int64_t version);
std::string path_of(Id outgoing);
// A work item on this document: title and note filled.
worklist::Item item(const Outgoing&, std::string_view kind, Id part, Id holder, std::string_view from);
void set_state(db::Tx&, const Outgoing&, std::string_view state);
// The search entry as it stands after the deed; grantees from grants.
void index(db::Tx&, const Outgoing&);
// History, audit and the search entry's readers.
void record(db::Tx&, const Actor&, const Capacity*, const Outgoing&, std::string_view deed, const Said& words,
            const std::vector<deed::Change>& changes = {});
bool is_draft_state(std::string_view state);  // the drafter may still change it

}  // namespace dinh::documents::out_flow
