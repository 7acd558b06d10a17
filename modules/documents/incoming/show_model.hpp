// Everything the page of one incoming document shows, read in one go.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/tree_view.hpp"
#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/module/offers.hpp"

namespace dinh::documents {

struct Shown {
    Incoming one;
    std::vector<files::Ref> files;
    Handling handling;
    std::vector<Relation> relations;
    std::vector<Attached> attached;  // of other modules, those the reader may see
    std::vector<deed::HistoryLine> history;
    std::vector<module::Offered> offers;  // of other modules
    bool may_close = false;
    bool owns = false;  // or leads it, and so may see who sees it
};
Shown shown(House&, db::Conn&, const Actor&, Id incoming);
// `handling`: the panel of the tree, made by handling/.
pages::IncomingShow show_model(const dinh::pages::Lang&, const directory::Snapshot&, const Actor&, const Shown&,
                               pages::HandlingTree handling, Day today);

}  // namespace dinh::documents
