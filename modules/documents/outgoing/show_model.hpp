// Everything the page of one outgoing document shows, read in one go.
#pragma once
#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/rights.hpp"
#include "modules/documents/routing/routing.hpp"
#include "platform/deed/deed.hpp"
#include "platform/module/offers.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

struct OutShown {
    Outgoing one;
    std::vector<files::Ref> files;
    std::vector<RouteStep> steps;
    std::vector<Slip> slips;
    std::vector<Recipient> recipients;
    ReplyCounts replies;
    std::vector<Relation> relations;
    std::vector<Attached> attached;  // of other modules, those the reader may see
    std::vector<deed::HistoryLine> history;
    std::vector<module::Offered> offers;  // of other modules
    bool owns = false;                    // or leads it, and so may see who sees it
    const RouteStep* current() const;     // of the newest round; nullptr when none waits
    std::vector<RouteStep> last_round() const;
};
OutShown shown(House&, db::Conn&, const Actor&, Id outgoing, Day today);
bool may(const Actor&, Deed, const Outgoing&, Id holder_post = 0);

// What the holder of a step answers with; shared by the page and the form shown again.
struct StepForm {
    std::string agree, agree_path, return_path;
    std::vector<std::pair<int, std::string>> returns;  // position, words; 0 the drafter
};
StepForm step_form(const dinh::pages::Lang&, const OutShown&, const RouteStep&);

pages::OutgoingShow show_model(const web::Context&, const directory::Snapshot&, const OutShown&, Day today);

}  // namespace dinh::documents::out_pages
