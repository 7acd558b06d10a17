// The small forms of one document: refuse, return, paper original, further file, close, reopen, answer about secrecy;
// and what all small forms of an incoming document are about.
#pragma once
#include "modules/documents/incoming/incoming.hpp"
#include "platform/forms/small_deeds.hpp"

namespace dinh::documents {

void deed_routes(web::Router&);

Incoming visible_here(web::Context&);  // of the place :id
forms::SmallAbout about_incoming(const dinh::pages::Lang&, const Incoming&);
Reason changed_incoming(web::Context&, const Incoming&);

}  // namespace dinh::documents
