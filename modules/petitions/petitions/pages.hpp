// The handlers of petitions, and what they share.
#pragma once
#include "modules/petitions/fields.hpp"
#include "modules/petitions/petitions/petition.hpp"
#include "platform/web/context.hpp"

namespace dinh::petitions {

web::Response list_page(web::Context&);
web::Response new_page(web::Context&);
web::Response create(web::Context&);
web::Response correction_page(web::Context&);
web::Response correct_it(web::Context&);
web::Response show_page(web::Context&);
web::Response file_content(web::Context&);
web::Response slip_page(web::Context&);     // phiếu xử lý đơn
web::Response passing_page(web::Context&);  // phiếu chuyển đơn
void deed_routes(web::Router&);

Petition visible_here(web::Context&);
// "Đơn số 12/2026", "Đơn chờ tiếp nhận".
std::string known_as(const dinh::pages::Lang&, const Petition&);

// The uploads of a form, stored; a file that reads as secret is refused with a fault of the form. `kept`: those of an
// earlier submit that was shown again, by signed tokens.
struct Uploaded {
    struct Kept {
        std::string token, name;
    };
    std::vector<NewFile> files;
    std::vector<Kept> kept;
};
Uploaded take_uploads(web::Context&, web::Form&);

}  // namespace dinh::petitions
