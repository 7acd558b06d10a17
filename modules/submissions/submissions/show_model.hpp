// Everything the page of one submission shows, read in one go.
#pragma once
#include "modules/documents/documents.hpp"
#include "modules/submissions/examination/opinion_parts.hpp"
#include "modules/submissions/pages.hpp"
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/slips/slips.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "platform/web/context.hpp"

namespace dinh::submissions {

struct Shown {
    Submission one;
    Subject subject;
    std::vector<files::Ref> files;
    std::vector<Gathered> gathered;
    std::vector<Consultation> asked;  // those the reader may know
    std::vector<OpinionPart> parts;   // of those his agency was asked
    std::vector<Slip> slips;          // empty for whoever may not read them
    std::optional<Slip> decided;      // of it the sender learns the decision alone
    std::vector<deed::HistoryLine> history;
    std::optional<documents::OutgoingBrief> document;
    bool sees_letter_out = false, sees_letter_in = false, sees_task = false, sees_document = false;
};
Shown shown(db::Conn&, const Actor&, Id submission);

pages::SubmissionsShow show_model(const web::Context&, const Shown&);

}  // namespace dinh::submissions
