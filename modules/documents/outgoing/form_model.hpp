// The form in which an outgoing document is drafted: what it shows and what it reads.
#pragma once
#include "modules/documents/outgoing/places.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

struct DraftForm {
    std::string heading, action_path, back_path;
    std::string known;  // of the document that is edited; "" for a new one
    std::int64_t version = 0;
    bool is_new = false;
    std::string csrf;
    std::vector<std::string> groups;  // ticked
};
struct AnswerShown {
    Id id = 0;
    std::string words;  // "125/UBND-TH – Về việc ..."
};

forms::Values fresh_values(const directory::Snapshot&, const Actor&);
forms::Values values_of(const Outgoing&, const std::vector<Recipient>&);
OutgoingInput read_draft(web::Form&, const directory::Snapshot&);
pages::OutgoingForm form_model(const dinh::pages::Lang&, const Actor&, const directory::Snapshot&, const DraftForm&,
                               const forms::Values&, const std::vector<AnswerShown>&,
                               const std::vector<forms::KeptFile>&, Day today);

}  // namespace dinh::documents::out_pages
