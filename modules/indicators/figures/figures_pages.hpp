// The figures of an agency in a month: a page, and tables to take away.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::indicators {

web::Response figures_page(web::Context&);
web::Response figures_csv(web::Context&);
web::Response figures_xlsx(web::Context&);

}  // namespace dinh::indicators
