// Linked data of pages (schema.org), as search engines read it.
#pragma once
#include <string>

#include "modules/portal/articles/article.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal::reading {

struct Linked {
    std::string address, picture;  // whole addresses; picture "" none
    std::string publisher, publisher_address;
    std::optional<Instant> changed;
};
// NewsArticle of what is told, Event of what takes place, WebPage of a page that stays.
std::string article_ld(const Article&, const Linked&);
// Where it belongs: at the site that owns it, whatever site `on` shows it at `slug`.
struct OwnAddress {
    std::string page, site;  // whole addresses
};
OwnAddress own_address(db::Conn&, const web::Context&, const Site& on, const ShownArticle&, std::string_view slug);
// "English", "Tiếng Tày": what a link to a page in this language is called.
std::string language_name(std::string_view code);

}  // namespace dinh::portal::reading
