// What the lists of incoming and outgoing documents share beside the frame of all lists (platform/forms/list.hpp).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/documents/columns.hpp"
#include "modules/documents/incoming/list_pages.hpp"
#include "platform/forms/list.hpp"

namespace dinh::documents {

inline constexpr forms::Counted kCountedDocuments{"%1 văn bản", "%1+ văn bản"};
// A list to take away; `name` without its day, `title` in Vietnamese; `more` gives the cells of all columns.
sheet::List taken_away(const dinh::pages::Lang&, std::string_view name, const char* title, const Columns&,
                       forms::MoreRows more);

// The columns of the page: which are hidden, which come to those it has.
template <class Page>
void add_columns(Page& page, const dinh::pages::Lang& lang, const Columns& columns) {
    page.hidden = columns.hidden();
    for (const auto* column : columns.further()) page.further.push_back({.further_title = lang.tr(column->title)});
}

// The choices of both filter forms: kinds in force and the one asked for; degrees of urgency.
std::vector<forms::Choice> kind_choices(Day today, const std::string& asked);
std::vector<forms::Choice> urgency_choices();
inline std::string urgency_id(const std::optional<int>& urgency) { return urgency ? std::to_string(*urgency) : ""; }
// "0" to "3"; none for anything else.
std::optional<int> urgency_asked(const web::Request&);

}  // namespace dinh::documents
