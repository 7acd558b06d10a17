#pragma once
#include "platform/web/context.hpp"

namespace dinh::indicators {

web::Response figures_page(web::Context&);
web::Response figures_csv(web::Context&);
web::Response figures_xlsx(web::Context&);

}  // namespace dinh::indicators
