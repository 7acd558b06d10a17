// The boxes of the small forms.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/routing/routing.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/forms/boxes.hpp"

namespace dinh::documents::out_pages {

// What the boxes are made from.
struct DeedFacts {
    Outgoing one;
    std::vector<RouteStep> round;  // the newest
    Id series = 0;
    std::string next_number;
    std::vector<SeriesEntry> reserved;
    std::shared_ptr<const directory::Snapshot> directory;
};
using Boxes = std::vector<layout::Field>;
Boxes no_boxes(const forms::Boxes&, const DeedFacts&);
Boxes reason_box(const forms::Boxes&, const DeedFacts&);
Boxes file_boxes(const forms::Boxes&, const DeedFacts&);
Boxes signed_boxes(const forms::Boxes&, const DeedFacts&);
Boxes number_boxes(const forms::Boxes&, const DeedFacts&);
Boxes seal_boxes(const forms::Boxes&, const DeedFacts&);
Boxes step_boxes(const forms::Boxes&, const DeedFacts&);
Boxes relation_boxes(const forms::Boxes&, const DeedFacts&);
// Posts with a holder that may take a step: of the agency and of the office that serves it.
std::vector<forms::Choice> post_choices(const directory::Snapshot&, Id agency);

}  // namespace dinh::documents::out_pages
