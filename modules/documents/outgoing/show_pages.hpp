// One outgoing document, its files, its slip and its replies.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

web::Response show(web::Context&);  // marks the holder's current step as read
web::Response slip(web::Context&);
web::Response replies(web::Context&);
web::Response replies_csv(web::Context&);
web::Response replies_xlsx(web::Context&);
web::Response replies_print(web::Context&);
web::Response file_page(web::Context&);
web::Response file_content(web::Context&);
web::Response file_picture(web::Context&);
web::Response readers_page(web::Context&);
web::Response confirm_readers(web::Context&);

}  // namespace dinh::documents::out_pages
