// When somebody else's deed lets others see a document, changes their part in it or takes it from them, whoever leads
// it is told, and that stays on his list until one of those told confirms (NĐ 30/2020, Appendix VI). Told are, of an
// incoming document, those who lead the work on it, of an outgoing one its drafter; not those by whose own deed it
// came, nor those who gave him the work, nor the one whose right it is. The signing steps of an outgoing document are
// its drafter's own wish.
#pragma once
#include <string_view>

#include "modules/directory/directory.hpp"
#include "platform/db/db.hpp"
#include "platform/deed/deed.hpp"
#include "platform/events/events.hpp"
#include "platform/grants/grants.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::documents {

// The line of the record's history that was written with the change; nullptr: none was.
const deed::HistoryLine* deed_of(const std::vector<deed::HistoryLine>&, const grants::Change&);
// Whether these roles on a document make one of those who own or lead it.
bool owns(std::string_view kind, const std::vector<std::string>& roles);

// Tells of what changed since the last time; at most `most` changes. Returns how many were settled.
int tell_of_changes(House&, int most);
void tell_of_changes(House&, const jobs::Job&);

bool waits_for_confirmation(db::Conn&, const Actor&, std::string_view kind, Id record);
// Deed. Ends what waits for all who were told. Forbidden: not told, or only reads.
void confirm_rights(db::Tx&, const Actor&, std::string_view kind, Id record);
// The same, marked as read in the list "Để biết".
void hear_rights_read(db::Tx&, const events::Event&);
// The document leaves no word behind.
void forget_rights_alerts(db::Tx&, std::string_view kind, Id record, std::string_view link);

}  // namespace dinh::documents
