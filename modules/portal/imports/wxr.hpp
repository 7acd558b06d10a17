// WordPress's own export, WXR 1.0 to 1.2: RSS 2.0 with the namespaces of WordPress
// (https://wordpress.org/documentation/article/tools-export-screen/). Read as a stream by platform/worker's reader: no
// document types, no entities of its own, nothing is fetched.
#pragma once
#include <map>

#include "modules/portal/imports/old_site.hpp"

namespace dinh::portal::imports {

// Hands the file over piece by piece, from its beginning, until it ends or the sink returns false.
using Pieces = std::function<void(const std::function<bool(std::string_view)>& sink)>;

// Reads twice: what posts refer to (authors, categories, attachments) may stand behind them. Posts and pages are handed
// over in the order of the file; menus, revisions, drafts that save themselves and what is in the bin are counted as
// skipped. Refused: no WXR, a document type, damaged or cut short (with the line), too many records.
OldSite read_wxr(const Pieces&, const TakeArticle&);

// The text of a post as HTML: shortcodes of captions, galleries and embedded addresses become what they stand for,
// other known ones go; a text of the editor before 2018 gets its paragraphs. `picture_of`: address of an attachment.
std::string wordpress_html(std::string_view content, const std::function<std::string(std::string_view id)>& picture_of);

}  // namespace dinh::portal::imports
