// The page of one document, its files, pictures of their pages.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents {

web::Response show_page(web::Context&);
web::Response file_page(web::Context&);
web::Response file_content(web::Context&);
web::Response file_picture(web::Context&);
web::Response readers_page(web::Context&);
web::Response confirm_readers(web::Context&);

}  // namespace dinh::documents
