// Recipients as a person names them: groups ticked, agencies by name or abbreviation one a line under each purpose, and
// names that the directory does not hold.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/pages.hpp"
#include "platform/forms/boxes.hpp"

namespace dinh::documents::out_pages {

// A line that names no agency, or several, is a fault of its box. A closed agency is taken: the deed names its
// successor.
std::vector<RecipientInput> read_places(web::Form&, const directory::Snapshot&);
void put_places(forms::Values&, const std::vector<Recipient>&);
std::vector<layout::Field> place_fields(const forms::Boxes&);

// Groups are offered to the agency that keeps them, to all when shared.
bool offered(const directory::Group&, const Actor&);

// Of the offered groups named wholly or all but a tenth: is one forgotten? Groups within a larger one are left out.
struct Coverage {
    std::string group;
    std::size_t named = 0;
    std::size_t members = 0;             // open ones
    std::vector<std::string> forgotten;  // names
};
std::vector<Coverage> coverage(const directory::Snapshot&, const Actor&, const std::vector<Recipient>&);
// "Các xã, phường: đã gửi đủ 92/92."
std::string coverage_words(const dinh::pages::Lang&, const Coverage&);

template <class Page>
void add_coverage(Page& page, const dinh::pages::Lang& lang, const std::vector<Coverage>& all) {
    for (const auto& one : all)
        page.coverage.push_back(
            {.cover_class = one.forgotten.empty() ? "muted" : "late", .cover = coverage_words(lang, one)});
}

// Groups of the form.
template <class Page>
void add_groups(Page& page, const directory::Snapshot& directory, const Actor& actor,
                const std::vector<std::string>& chosen) {
    for (const auto& group : directory.groups) {
        if (!offered(group, actor)) continue;
        const std::string id = std::to_string(group.id);
        page.groups.push_back({.group_id = id,
                               .if_chosen = std::find(chosen.begin(), chosen.end(), id) != chosen.end(),
                               .group_name = group.name,
                               .group_count = group.members.size()});
    }
}

}  // namespace dinh::documents::out_pages
