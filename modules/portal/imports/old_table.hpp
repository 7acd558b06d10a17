// Tables of articles: what NukeViet keeps in its table of news (nv4_vi_news_rows with the text, as CSV or XLSX), and
// lists of pages or announcements of SharePoint. Columns are known by their names, those of the programs and those that
// people give them; which was taken for what is told.
#pragma once
#include "modules/portal/imports/old_site.hpp"

namespace dinh::portal::imports {

enum class TableKind { nukeviet, sharepoint };

// `categories`: of NukeViet, a table of its categories (catid, title, alias, parentid), "" none: without it a category
// that is only a number is "". Refused: no table, no column for the title or none for the text, too many rows.
OldSite read_old_table(TableKind, std::string_view bytes, std::string_view categories, const TakeArticle&);

// Whether the bytes are a table of categories of NukeViet.
bool is_category_table(std::string_view bytes);

}  // namespace dinh::portal::imports
