// Entering, receiving and correcting a document: pages and the deeds behind them.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents {

web::Response new_page(web::Context&);
web::Response create(web::Context&);
web::Response duplicates_fragment(web::Context&);
web::Response receipt_form(web::Context&);
web::Response receive_it(web::Context&);
web::Response correction_form(web::Context&);
web::Response correct_it(web::Context&);

}  // namespace dinh::documents
