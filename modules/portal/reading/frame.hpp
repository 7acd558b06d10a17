// The frame of every public page: head with the agency's name, menu and search box, foot with who answers for it.
//
//     return public_page(context, site, {.title = "...", .path = "/hoi-dap"}, pages::QuestionsList{...}, true);
//
// Called outside of a read: it reads menu and hosts itself. The bytes depend on site, path and host alone, never on who
// asks: no session, no flash, and the language is the page's own.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/portal/sites/site.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal {

// HTML that goes into a page as it is: cleaned by platform/markup, or written by us. A text field of the model takes
// `mark`, and PublicWords::raw the whole; the mark cannot be guessed, so no text of a person can stand for it.
struct Raw {
    std::string mark, html;
};
Raw raw_html(std::string html);

struct PublicWords {
    std::string title;           // of the page, without the site's name; "" on a home page
    std::string description;     // a sentence or two for search engines and shared links; "" the site's own
    std::string path;            // below the site: "/hoi-dap/12"; "/" the home page
    std::string canonical = {};  // whole address, where it is not made of site and path
    std::string language = "vi";
    Id record = 0;               // whose page it is; 0 a list, which ends with every record of the site
    std::vector<Id> shows = {};  // other records whose words stand on the page
    std::vector<Raw> raw = {};
    std::vector<std::pair<std::string, std::string>> crumbs = {};  // title, path with base; without home and the page
    std::string here = {};                                         // path with base of the menu entry; "" none
    bool has_text = false;                                         // there is a text variant of it at text_path()
    bool hidden = false;                                           // search engines leave it out: results, forms
    // For articles; "" and nothing elsewhere.
    std::string picture_path = {}, author = {}, subject = {}, json_ld = {};
    std::optional<Instant> published = {}, changed = {};
    std::vector<std::pair<std::string, std::string>> translations = {};  // language, path with base
};

// `kept`: for routes declared .kept(); the answer names cache_keys(site, words.record, words.shows).
web::Response public_page_of(web::Context&, const Site&, PublicWords, const dinh::pages::Renderable&, bool kept,
                             int status = 200);
template <class Model>
web::Response public_page(web::Context& context, const Site& site, PublicWords words, const Model& model, bool kept,
                          int status = 200) {
    return public_page_of(context, site, std::move(words), dinh::pages::renderable(model), kept, status);
}
// 404 in the site's own frame, with a search box.
web::Response absent_page(web::Context&, const Site&);

}  // namespace dinh::portal
