// What a reorganisation does to documents. Open ones get the successor as owner; `origin_agency` and everything issued
// stay. Those registered or numbered keep their register, which passes to the successor's clerks; those that are not
// go on under the successor's own body. Series of bodies that closed close on the day (or that of their last number,
// when it is later), a new body opens its own with the same kinds and forms. Parts of posts that ended go to their
// heirs; the usual routes are copied to a new body. Of a
// divided agency those who may choose find it on their work list.
#pragma once
#include <vector>

#include "platform/module/module.hpp"

namespace dinh::documents {

// A record of an agency that ended, taken up again by somebody who works in `by_agency`: it goes to the successor, that
// one when several took over. Returns the owner it has then.
Id take_over_reopened(db::Tx&, Id incoming, Id owner, Id by_agency);
bool reorganised(db::Tx&, Id from, Id to, Day);  // module::Manifest::reorganised: one batch
std::vector<module::Figure> open_figures();      // "documents.open_...": for the preview, whatever the days

}  // namespace dinh::documents
