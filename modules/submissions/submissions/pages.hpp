// What the pages of submissions share.
#pragma once
#include "modules/submissions/submissions/submission.hpp"
#include "platform/web/context.hpp"

namespace dinh::submissions {

web::Response list_page(web::Context&);
web::Response list_csv(web::Context&);
web::Response list_xlsx(web::Context&);
web::Response new_page(web::Context&);
web::Response create(web::Context&);
web::Response edit_page(web::Context&);
web::Response edit_it(web::Context&);
web::Response show_page(web::Context&);

Submission visible_here(web::Context&);
// "Hồ sơ theo 12/TTr-SKHCN"
std::string known_as(const dinh::pages::Lang&, const Submission&);
// The committees whose office (or leadership) the actor works in, each once.
std::vector<Id> committees_of(const directory::Snapshot&, const Actor&);
// Agencies the actor works for that have a committee above.
std::vector<Id> senders_of(const directory::Snapshot&, const Actor&);

}  // namespace dinh::submissions
