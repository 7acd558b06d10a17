// Where each item of the mandatory content is found. A source tells of one item, or of all that name it as their
// `source` in rules/portal_content.toml; that of the item itself goes first. Another noun or module.cpp may name one:
//
//     use_source("leaders_week", {weeks_found, mend_weeks, weeks_shown});
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/portal/sites/content_rules.hpp"
#include "modules/portal/sites/site.hpp"

namespace dinh::portal {

struct Tally {
    std::int64_t count = 0;
    std::optional<Day> newest;
    void add(const Tally&);
};
// What stands on a site, counted once for all its items.
struct SiteCounts {
    std::map<std::string, Tally, std::less<>> typed;     // articles shown in open categories, by item
    std::map<std::string, Tally, std::less<>> postings;  // those that can be read, by kind
    Tally normative, other_documents;                    // of the legal library
    struct Asked {
        Tally shown;                    // public answers
        std::optional<Day> oldest_due;  // of what is open
    };
    std::map<std::string, Asked, std::less<>> questions;  // by kind
    Tally gazette, english;                               // of the province's portal
};
SiteCounts count_site(db::Conn&, const Site&);

struct SourceCall {
    db::Conn& conn;
    const Site& site;
    const directory::Snapshot& directory;
    const std::vector<NamedMember>& members;
    const SiteCounts& counts;
    const ContentItem& item;
    Day day;
};
struct Found {
    bool known = true;                   // false: nothing tells of it
    Tally tally = {};                    // fewer than the item's `least`: missing
    std::vector<Said> lacking = {};      // missing whatever is counted
    std::optional<Day> late_since = {};  // stale since then
};
// How it is put right, and where readers find it. `category`: that of the site which serves the item; may be nullptr.
struct Mend {
    Said words = "";
    std::string path = {};    // "" no page
    Deed deed = Deed::write;  // whoever may not do this is not led there
};
struct ItemSource {
    std::function<Found(const SourceCall&)> find;
    std::function<Mend(const Site&, const Category*)> mend;
    std::function<std::string(const Category*)> shown;  // path below the site; "" nowhere
    std::string how = "Trên trang thông tin điện tử";   // form of publication, as the public list says it
};
// `name`: id of an item, or the word in `source`. Naming it again replaces it; a source that finds nothing (no `find`)
// takes the name away.
void use_source(const std::string& name, ItemSource);
std::shared_ptr<const ItemSource> source_of(const ContentItem&);  // nullptr: nothing tells of it

}  // namespace dinh::portal
