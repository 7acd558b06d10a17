// The handling tree as the page of an incoming document shows it.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/handling/handling.hpp"
#include "modules/documents/pages.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents {

struct Handling {
    std::vector<Forwarding> tree;
    std::vector<Extension> extensions;
    std::vector<OpinionRequest> opinions;
};
Handling handling_of(db::Conn&, Id incoming);
// `files`: of the document, for the scans of directions written on paper. In show.html:
//     {{#HANDLING}}{{>handling/_tree.html}}{{/HANDLING}}
pages::HandlingTree handling_panel(web::Context&, const directory::Snapshot&, const Incoming&,
                                   const std::vector<files::Ref>& files, const Handling&, Day today);
// Opening the page of a document marks the reader's unread parts as read. Called before the page is read; writes only
// when something is unread, in a small write of its own, never for people who may only look on.
void mark_opened(web::Context&, Id incoming);

}  // namespace dinh::documents
