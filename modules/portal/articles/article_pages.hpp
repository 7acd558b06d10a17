// What the pages of articles share.
#pragma once
#include "modules/portal/articles/pictures.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal {

// An article with what its page and its forms show; NotFound for whom may not see it.
struct ArticleHere {
    Article one;
    Site site;
    Category category;
    Subject subject;
    std::vector<Picture> pictures;
    std::vector<files::Ref> attached;
};
ArticleHere article_here(web::Context&);
std::string here_path(const Article&);
// The title; of one without words what stands for it.
std::string known_as(const dinh::pages::Lang&, const Article&);
std::vector<NewFile> new_files(const forms::Uploaded&);
Reason changed_meanwhile();
// Categories of the site that are open, each with those above it.
std::vector<forms::Choice> category_choices(db::Conn&, Id site, Id chosen = 0);
// Of what the actor wrote last for the site; 0 nothing.
Id last_category(db::Conn&, Id site, const Actor&);
// A day and an hour of two boxes: "21/11/2026", "7:30" or "7h30"; without hour midnight. nullopt and no fault when both
// are empty.
std::optional<Instant> moment_typed(web::Form&, const char* day_field, const char* hour_field, const char* label);
std::string hour_of(Instant);  // "07:30" in Viet Nam
// HTML that stands in the page as it is, in the place of its mark.
web::Response with_html(web::Response, const std::string& mark, const std::string& html);

web::Response list_articles_page(web::Context&);
web::Response new_article(web::Context&);
web::Response create_article(web::Context&);
web::Response edit_article(web::Context&);
web::Response save_article(web::Context&);
web::Response show_article(web::Context&);
web::Response article_file(web::Context&);
web::Response compare_editions(web::Context&);
web::Response show_calendar(web::Context&);
web::Response show_placings(web::Context&);
web::Response ask_sites(web::Context&);
web::Response show_asked(web::Context&);
web::Response show_fees(web::Context&);
web::Response approve_month(web::Context&);
web::Response fees_csv(web::Context&);
web::Response fees_xlsx(web::Context&);
void article_deed_routes(web::Router&);
void placing_deed_routes(web::Router&);

}  // namespace dinh::portal
