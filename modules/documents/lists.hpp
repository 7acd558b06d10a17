// What the lists of incoming and outgoing documents share: the box of words, addresses, counts, rows of a table.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/documents/columns.hpp"
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/incoming/words.hpp"
#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/pages/pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/sheet/download.hpp"
#include "platform/web/request.hpp"

namespace dinh::documents {

// What was typed into the box `q`; "" when nothing.
std::string words_asked(const web::Request&);
// Of the documents of a kind that the actor may see, the ones search finds for the words. `more`: there are others.
struct Matching {
    std::vector<Id> ids;
    bool more = false;
};
Matching matching(db::Conn&, const Actor&, std::string_view words, std::string_view kind);

using Parameters = std::vector<std::pair<std::string_view, std::string>>;
// The address of a list with one parameter changed ("" takes it away, `before` is put only when it is the one).
std::string address_with(std::string_view base, const Parameters&, std::string_view name, std::string_view value);

// Where the list is kept under a name: its address and the words it was searched for.
std::string save_path(std::string_view list_address, std::string_view words);

std::string count_words(const dinh::pages::Lang&, std::int64_t count, bool more);
std::string csv_row(std::vector<std::string> cells);
// A list to take away; `name` without its day, `title` in Vietnamese; `more` gives the cells of all columns.
sheet::List taken_away(const dinh::pages::Lang&, std::string_view name, const char* title, const Columns&,
                       std::function<bool(std::vector<std::vector<sheet::Cell>>&)> more);

// The columns of the page: which are hidden, which come to those it has.
template <class Page>
void add_columns(Page& page, const dinh::pages::Lang& lang, const Columns& columns) {
    page.hidden = columns.hidden();
    for (const auto* column : columns.further()) page.further.push_back({.further_title = lang.tr(column->title)});
}

// The choices of both filter forms; `Filter` names a kind and a degree of urgency.
template <class Page, class Filter>
void add_kinds_and_urgencies(Page& page, const dinh::pages::Lang& lang, const Filter& filter, Day today) {
    for (const auto* kind : rules::kinds(today))
        page.kinds.push_back({.kind = kind->id, .if_chosen = filter.kind == kind->id, .kind_name = kind_title(*kind)});
    for (int degree = 0; degree <= 3; ++degree)
        page.urgencies.push_back(
            {.degree = degree, .if_chosen = filter.urgency == degree, .degree_name = lang.tr(urgency_title(degree))});
}

}  // namespace dinh::documents
