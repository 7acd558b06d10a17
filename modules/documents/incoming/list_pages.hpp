// The list of incoming documents as a page and as a table to take away.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents {

web::Response list_page(web::Context&);
web::Response list_csv(web::Context&);
web::Response list_columns_form(web::Context&);
web::Response choose_list_columns(web::Context&);
web::Response list_xlsx(web::Context&);
const char* urgency_title(int urgency);  // "Hỏa tốc", Vietnamese

}  // namespace dinh::documents
