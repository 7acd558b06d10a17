// What readers look for on one site or on all, with filters; the search page and the JSON answer alike.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/portal/sites/site.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal::reading {

struct Wanted {
    std::string text;      // at most 200 letters; "" only what is newest, of this site
    std::string kind;      // article | page | event | gallery | video | file, or the path of a part: "/van-ban"; "" all
    std::string category;  // slug, with what stands below it; "" all
    std::string from_typed, to_typed;
    std::optional<Day> from, to;
    bool everywhere = false;
    int page = 1;  // at most kMostPages
    static constexpr int kMostPages = 10;
    bool asked() const { return !text.empty() || everywhere || filtered(); }
    bool filtered() const { return !(kind + category + from_typed + to_typed).empty(); }
    bool bad_day() const { return (!from_typed.empty() && !from) || (!to_typed.empty() && !to); }
};
Wanted wanted_of(const web::Request&);
// The same question as a query string, for another page: "?q=…&page=2".
std::string query_of(const Wanted&, int page);

struct FoundLine {
    std::string title, path, site, kind, summary, snippet;  // snippet: \x01 \x02 around matches
    std::optional<Day> day;
};
struct FoundPage {
    std::vector<FoundLine> lines;
    bool more = false, cut_short = false;
    bool needs_words = false;  // all sites, and what is not an article, are looked through by words alone
    std::string near;  // what may have been meant; "" none
};
// Without words: the newest articles of the site that the filters leave.
FoundPage look_for(db::Conn&, const web::Context&, const Site&, const Wanted&);

}  // namespace dinh::portal::reading
