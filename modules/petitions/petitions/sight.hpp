// Who sees a petition: kept as grants, taken along by search.
#pragma once
#include "modules/petitions/petitions/petition.hpp"

namespace dinh::petitions {

// Grants to the concerned of its body (of what waits for receipt: only to those who receive), and to who settles it.
void show_to_concerned(db::Tx&, const directory::Snapshot&, const Petition&);
// Who settled it and is not concerned otherwise sees it no more.
void hide_from_settler(db::Tx&, const directory::Snapshot&, const Petition&);
// The entry: number and summary, never a sender; with the grantees of now. Nothing for a voided petition.
void put_search(db::Tx&, const Petition&);
void set_state(db::Tx&, const Petition&, std::string_view state);

}  // namespace dinh::petitions
