// What the pages of postings share.
#pragma once
#include "modules/portal/postings/posting.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal::postings {

inline std::string path_of(Id posting) { return "/portal/postings/" + std::to_string(posting); }
inline std::string list_of(Id site) { return "/portal/postings?site=" + std::to_string(site); }
inline std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }

Posting visible_here(web::Context&);
std::vector<Site> posting_sites(db::Conn&, const Actor&);
// The one of ?site=, otherwise the first; NotFound when he works on none.
Site asked_postings(web::Context&);
// Where a finding stands and what it is: "Toàn văn, dòng 3", "Số căn cước công dân 019…45".
std::string place_words(const dinh::pages::Lang&, const StoredFinding&, const std::vector<files::Ref>&);
std::string finding_words(const dinh::pages::Lang&, const PersonalFinding&);

void form_routes(web::Router&);
void deed_routes(web::Router&);
void public_routes(web::Router&);

}  // namespace dinh::portal::postings
