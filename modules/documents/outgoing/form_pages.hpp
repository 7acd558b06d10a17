// Drafting and editing.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

web::Response new_form(web::Context&);
web::Response create(web::Context&);
web::Response edit_form(web::Context&);
web::Response edit(web::Context&);
web::Response recipients_form(web::Context&);
web::Response correct_places(web::Context&);

}  // namespace dinh::documents::out_pages
