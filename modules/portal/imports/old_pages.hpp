// Pages of an old site saved as HTML in a ZIP, as SharePoint and others give them away.
#pragma once
#include <map>

#include "modules/portal/imports/old_site.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::portal::imports {

// What a page says of itself. Takes any bytes; what is not found is "".
struct OldPage {
    std::string title;
    std::map<std::string, std::string> metas;  // name, property or itemprop in lower case -> content
    std::string_view body;  // the part that is the article's, where one can be told; a view of the bytes
};
OldPage read_page(std::string_view html);

// Each .html, .htm and .aspx of it, in the order of their names. Refused: no page in it, too many.
OldSite read_old_pages(worker::ZipParts&, const TakeArticle&);

}  // namespace dinh::portal::imports
