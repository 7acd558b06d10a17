// Recipients as a person names them: groups ticked, agencies by name or abbreviation one a line under each purpose, and
// names that the directory does not hold.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/fields.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/pages.hpp"

namespace dinh::documents::out_pages {

// A line that names no agency, or several, is a fault of its box. A closed agency is taken: the deed names its
// successor.
std::vector<RecipientInput> read_places(web::Form&, const directory::Snapshot&);
void put_places(FormValues&, const std::vector<Recipient>&);
std::vector<layout::Field> place_fields(const Fields&);

// Groups of the form, offered to the agencies the actor works for.
template <class Page>
void add_groups(Page& page, const directory::Snapshot& directory, const Actor& actor,
                const std::vector<std::string>& chosen) {
    for (const auto& group : directory.groups) {
        const bool offered =
            group.shared || actor.capacity([&](const Capacity& as) { return as.works_for(group.owner_agency); });
        if (!offered) continue;
        const std::string id = std::to_string(group.id);
        page.groups.push_back({.group_id = id,
                               .if_chosen = std::find(chosen.begin(), chosen.end(), id) != chosen.end(),
                               .group_name = group.name,
                               .group_count = group.members.size()});
    }
}

}  // namespace dinh::documents::out_pages
