// What the pages of duties share.
#pragma once
#include "modules/portal/duties/duty.hpp"
#include "platform/web/context.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal::duty_pages {

inline std::string duties_path(Id site) { return "/portal/duties/" + std::to_string(site); }
inline std::string percent_words(const Score& score) { return std::to_string(score.percent()) + " %"; }
inline const char* score_tag(const Score& score) {
    if (score.percent() < 50) return "tag--bad";
    return score.percent() < 90 ? "tag--warn" : "tag--good";
}
// The open category of the site that serves the item; nullptr: none does.
const Category* category_for(const std::vector<Category>&, std::string_view item);

void list_routes(web::Router&);
void show_routes(web::Router&);
void mark_routes(web::Router&);
void public_routes(web::Router&);
void patrol_routes(web::Router&);  // links and pages, see patrol.hpp

}  // namespace dinh::portal::duty_pages
