// What the signed-in pages of the library share.
#pragma once
#include "modules/portal/library/deeds.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal::library {

inline std::string path_of(Id document) { return "/portal/library/" + std::to_string(document); }
inline std::string list_of(Id site) { return "/portal/library?site=" + std::to_string(site); }
inline std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }

LegalDocument visible_here(web::Context&);
// The sites whose library the person works on, the acting one's first.
std::vector<Site> library_sites(db::Conn&, const Actor&);
// The one of ?site=, otherwise the first; NotFound when he works on none.
Site asked_library(web::Context&);
std::vector<LegalFile> files_of(const forms::Uploaded&);
std::vector<forms::Choice> kind_choices(), field_choices();

// "Đề nghị công khai" on the records that modules lay open (platform/module/offers.hpp).
void offer_proposals();
void form_routes(web::Router&);
void deed_routes(web::Router&);
void import_routes(web::Router&);
void gazette_routes(web::Router&);
void public_routes(web::Router&);

}  // namespace dinh::portal::library
