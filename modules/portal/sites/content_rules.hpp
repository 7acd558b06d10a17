// rules/portal_content.toml: what must stand on a site (Law 104/2016/QH13, Đ19; Decree 42/2022/NĐ-CP), how soon it
// follows a change, and the categories a new site begins with.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/rules/table.hpp"

namespace dinh::portal {

struct ContentItem {
    std::string id, name, group;  // group: the heading it stands under, Vietnamese
    std::string basis;
    bool confirmed = true;
    int deadline_days = 0;  // working days after the change; 0: whenever it changes
    bool daily = false;     // something new each working day
    int fresh_days = 0;     // working days after which the newest entry is stale; 0: it holds until something changes
    int least = 1;          // entries at least
    Day from;               // since when it is asked for

    // typed (articles of the category that serves it) | directory | calendar | library | postings | questions | portal
    // (what the site itself has)
    std::string source;
    std::vector<std::string> kinds;  // of sites it holds for; empty: all
    bool holds_for(std::string_view site_kind) const;
};
// In the order of the file.
std::vector<ContentItem> content_items(std::string_view site_kind, Day);
std::optional<ContentItem> content_item(std::string_view site_kind, std::string_view id, Day);

struct DefaultCategory {
    std::string slug, name, name_en;
    std::string parent, item;  // slug of the parent, id of the item; "" none
    int position = 0;
};
// Parents before what is below them.
std::vector<DefaultCategory> default_categories(std::string_view site_kind, Day);

// Throws rules::Fault with every fault, one a line: an unknown source, kind of site, parent or item; a number below 0;
// an address that is none, is reserved or stands twice.
void check_content_rules(const rules::Table&);

}  // namespace dinh::portal
