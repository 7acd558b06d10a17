// What every deed on an entry does around its own rule: the lock, the marks of an approved week, who hears of it.
#pragma once
#include <set>

#include "modules/meetings/entries/entries.hpp"

namespace dinh::meetings::flow {

// NotFound for whom may not see it, Conflict when it is no longer at the version.
Entry locked(db::Tx&, const Actor&, Id, std::int64_t version);
// In an approved week the entry bears what became of it, and when.
void mark_change(db::Tx&, Entry&, const char* change, Day first_before);
// Posts and units that take part.
std::set<Id> holders(const Entry&);
// One notice for each holder, none for the posts of who acts.
void tell(db::Tx&, const Actor&, const std::set<Id>& holders, const Entry&, std::string_view what);
// Units are asked to name somebody, those named to attend; nothing for what does not stand as accepted.
void put_work(db::Tx&, const Actor&, const Entry&);
void record(db::Tx&, const Actor&, const Capacity&, const Entry&, std::string_view deed, const Said& words,
            const std::vector<std::pair<std::string, std::pair<std::string, std::string>>>& changes = {});
// Public pages that show the week are made anew.
void tell_public(db::Tx&, const Entry&);
// The last step of a deed.
void put_search(db::Tx&, const Entry&);

}  // namespace dinh::meetings::flow
