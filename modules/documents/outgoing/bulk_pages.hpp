// Several steps agreed to from the list: what waits for a leader between two meetings.
#pragma once
#include <map>

#include "platform/db/db.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

// Of these documents, those with a step that waits for a post of the actor and can be agreed to without a word (an
// opinion cannot): the step and its version, as the box of the list sends them ("17.3").
std::map<Id, std::string> steps_to_agree(db::Conn&, const Actor&, const std::vector<Id>& documents);
// Each step is a deed of its own: one that was changed or is refused stays and is said with its reason.
web::Response agree_chosen(web::Context&);

}  // namespace dinh::documents::out_pages
