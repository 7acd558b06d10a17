// The handlers of this module's pages, for module.cpp.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::directory {

web::Response show_phone_book(web::Context&);
web::Response suggest_agencies(web::Context&);
web::Response suggest_people_here(web::Context&);
web::Response suggest_posts_here(web::Context&);

}  // namespace dinh::directory
