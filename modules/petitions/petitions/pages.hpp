// The handlers of petitions, and what they share.
#pragma once
#include "modules/petitions/petitions/petition.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/context.hpp"

namespace dinh::petitions {

web::Response list_page(web::Context&);
web::Response list_csv(web::Context&);
web::Response list_xlsx(web::Context&);
web::Response new_page(web::Context&);
web::Response create(web::Context&);
web::Response correction_page(web::Context&);
web::Response correct_it(web::Context&);
web::Response show_page(web::Context&);
web::Response file_content(web::Context&);
web::Response readers_page(web::Context&);  // who sees it and why, who read the sender
web::Response slip_page(web::Context&);     // phiếu xử lý đơn
web::Response passing_page(web::Context&);  // phiếu chuyển đơn
void deed_routes(web::Router&);

Petition visible_here(web::Context&);
// "Đơn số 12/2026", "Đơn chờ tiếp nhận".
std::string known_as(const dinh::pages::Lang&, const Petition&);

// The sentence of a 409: that somebody changed the record meanwhile and nothing typed is lost.
Reason changed_meanwhile();
std::vector<NewFile> new_files(const forms::Uploaded&);

}  // namespace dinh::petitions
