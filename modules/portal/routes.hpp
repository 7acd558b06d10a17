// The routes of each noun, as module.cpp puts them together.
#pragma once
#include "platform/web/router.hpp"

namespace dinh::portal {

void site_routes(web::Router&);      // sites/
void article_routes(web::Router&);   // articles/
void question_routes(web::Router&);  // questions/
void posting_routes(web::Router&);   // postings/
void library_routes(web::Router&);   // library/
void duty_routes(web::Router&);      // duties/
void site_import_routes(web::Router&);  // imports/
void reading_routes(web::Router&);   // reading/: what everybody reads, under /trang/:site

// calls.cpp of each noun: what programs are told of its deeds.
void describe_site_calls(web::Router&);  // called by site_routes
void describe_article_calls(web::Router&);
void describe_library_calls(web::Router&);
void describe_posting_calls(web::Router&);
void describe_site_import_calls(web::Router&);

}  // namespace dinh::portal
