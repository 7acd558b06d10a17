// What the pages of remarks share with the page of the article.
#pragma once
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/remark.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal::question_pages {

std::string remarks_path(const std::string& article_path);
pages::QuestionsRemark remark_line(const Remark&);

void remark_routes(web::Router&);       // of readers
void remark_desk_routes(web::Router&);  // of moderators

}  // namespace dinh::portal::question_pages
