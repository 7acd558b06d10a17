// Share once: an article stands on other sites without being copied. Its site offers it, the province may ask for it;
// each site says into which category, or why not. Withdrawn at home it is gone everywhere.
#pragma once
#include "modules/portal/articles/article.hpp"

namespace dinh::portal {

struct Placing {
    Id article = 0, site = 0, category = 0;
    std::string site_name, slug;
    std::string state;  // own | offered | demanded | accepted | declined
    bool shown = false;
    std::optional<Day> due;
    Instant changed_at;
    std::string changed_by;  // who, and why it was declined
};
std::vector<Placing> placings_of(db::Conn&, Id article);  // without the own one, by name of the site
struct Asked {
    Placing placing;
    Article article;  // without its text
    std::string home;
};
// What waits for the actor's word, newest first.
std::vector<Asked> asked_of(db::Conn&, const Actor&, int most);

// Sites that have been asked before are left as they are, unless they declined. Refused: not published, no site, an
// archive, its own site.
void offer_article(db::Tx&, const Actor&, Id article, std::int64_t version, const std::vector<Id>& sites);
// "Tỉnh yêu cầu các trang đăng", by the province's portal alone. Refused besides: no day, one that has passed.
void demand_article(db::Tx&, const Actor&, Id article, std::int64_t version, const std::vector<Id>& sites, Day due);
// Conflict: it was answered or withdrawn meanwhile. Refused: a category that is not the site's, or closed.
void accept_article(db::Tx&, const Actor&, Id article, Id site, Id category);
void decline_article(db::Tx&, const Actor&, Id article, Id site, std::string_view reason);
// Sites for which the actor may answer.
bool answers_for(db::Conn&, const Actor&, Id site);

}  // namespace dinh::portal
