// How much a site is read: numbers by day and page, never who. Counted by platform/web (uses.hpp) and, of the plain
// files that nginx serves, read from its log (platform/written/use_log.hpp).
//
//   form        what was read
//   page        a page; "" of those that were too many in a day to be counted one by one
//   text        its text variant (/gon)
//   english     an English page, or an article in English
//   language    an article in a language of the province's peoples
//   download    a file
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/sites/site.hpp"
#include "platform/house/house.hpp"
#include "platform/web/uses.hpp"

namespace dinh::portal {

// Counted: pages and files of open sites and archives. Not: pictures, feeds, robots.txt, what is no page of a site.
void keep_uses(House&, std::vector<web::Use>, Day);
// What nginx logged since the last time on this node; at most 64 MB at once. Returns how many readings it told of.
std::int64_t read_use_log(House&);
// Days older than 400 become sums of their months; words of searches go after as long. Returns how many rows went.
std::int64_t fold_uses(db::Tx&, Day today);

// Words that found nothing, once a day from a network: kept in clear only after five. Left out: what is no words alone
// (numbers, addresses), long ones.
void note_missed(House&, Id site, std::string_view words, std::string_view remote_address);

struct UseSum {
    std::string name;  // a day, month, path or form
    std::int64_t views = 0;
};
struct UseFigures {
    std::int64_t last = 0, week = 0, month = 0,
                 year = 0;  // pages of whatever form, without downloads; of 1, 7, 30, 365 days
    std::int64_t downloads = 0, text = 0, english = 0, language = 0;  // of the last 30 days
    std::vector<UseSum> days;                                         // of the last 30, the oldest first
    std::vector<UseSum> months;                                       // of the last 24
    std::vector<UseSum> pages, files;                                 // most read of the last 30 days, at most 20
    std::vector<UseSum> missed;                                       // words, of the last 12 months, at most 20
};
// To the end of a day. Of a site, or with 0 of all: then without pages, files and words. Costs up to 50 ms with 0.
UseFigures uses_of(db::Conn&, Id site, Day last);
// The same, remembered for five minutes.
std::shared_ptr<const UseFigures> uses_at_hand(House&, Id site, Day last);
struct UseOfDay {
    Day day;
    std::string form;
    std::int64_t views = 0;
};
// Day by day from `from` on, the oldest first; with 0 of all sites.
std::vector<UseOfDay> use_days(db::Conn&, Id site, Day from);
// Pages read in the 30 days that end then, by site.
std::map<Id, std::int64_t> uses_by_site(db::Conn&, Day last);

// What readers are shown ends with yesterday, so it is made anew once a day: the patrol says so.
inline constexpr Id kUsePage = 1;  // stands for a record in the keys of kept pages; no record has so small an id
void announce_uses(db::Tx&, Id site);

}  // namespace dinh::portal
