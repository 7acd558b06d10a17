// Everything the page of one incoming document shows, read in one go.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/handling/handling.hpp"
#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/pages.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::documents {

struct Shown {
    Incoming one;
    std::vector<files::Ref> files;
    std::vector<Forwarding> tree;
    std::vector<Relation> relations;
    std::vector<deed::HistoryLine> history;
    bool may_close = false;
};
Shown shown(db::Conn&, const Actor&, Id incoming);
pages::IncomingShow show_model(const dinh::pages::Lang&, const directory::Snapshot&, const Actor&, const Shown&,
                               Day today);

}  // namespace dinh::documents
