// The list of outgoing documents, as a page and as CSV.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

web::Response list(web::Context&);
web::Response list_csv(web::Context&);
web::Response list_columns_form(web::Context&);
web::Response choose_list_columns(web::Context&);
web::Response list_xlsx(web::Context&);
web::Response remind_chosen(web::Context&);  // reminds for the documents ticked in the list

}  // namespace dinh::documents::out_pages
