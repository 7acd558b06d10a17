#include "modules/documents/outgoing/outgoing_routes.hpp"

#include "modules/documents/outgoing/api.hpp"
#include "modules/documents/outgoing/bulk_pages.hpp"
#include "modules/documents/outgoing/deed_pages.hpp"
#include "modules/documents/outgoing/form_pages.hpp"
#include "modules/documents/outgoing/list_pages.hpp"
#include "modules/documents/outgoing/show_pages.hpp"
#include "modules/documents/outgoing/step_pages.hpp"
#include "platform/search/search.hpp"

namespace dinh::documents {

void outgoing_routes(web::Router& router) {
    const std::string one = "/documents/outgoing/:id";
    router.get("/documents/outgoing", out_pages::list);
    router.get("/documents/outgoing.csv", out_pages::list_csv);
    router.get("/documents/outgoing.xlsx", out_pages::list_xlsx);
    search::declare_list({"/documents/outgoing", "Văn bản đi"});
    router.get("/documents/outgoing/columns", out_pages::list_columns_form);
    router.post("/documents/outgoing/columns", out_pages::choose_list_columns)
        .says("Chọn cột của danh sách văn bản đi")
        .takes({web::api::line("column", "Các cột của danh sách", 20).several(),
                web::api::truth("as_first", "Như lúc đầu")});
    router.get(one + "/readers", out_pages::readers_page).budget(16).says("Ai được xem, đã xem");
    router.post(one + "/readers/confirmations", out_pages::confirm_readers).says("Xác nhận thay đổi quyền xem");
    router.get("/documents/outgoing/new", out_pages::new_form);
    router.post("/documents/outgoing", out_pages::create).uploads();
    router.get(one, out_pages::show);
    router.get(one + "/draft", out_pages::edit_form);
    router.post(one + "/draft", out_pages::edit);
    router.get(one + "/recipients", out_pages::recipients_form);
    router.post(one + "/recipients", out_pages::correct_places);
    router.get(one + "/submission", out_pages::submission_form);
    router.post(one + "/submission", out_pages::submit_it);
    router.post(one + "/steps/:step/agreement", out_pages::agree_to_step);
    router.post(one + "/steps/:step/return", out_pages::return_step_back);
    router.get(one + "/replies", out_pages::replies);
    router.get(one + "/replies.csv", out_pages::replies_csv);
    router.get(one + "/replies.xlsx", out_pages::replies_xlsx);
    router.get(one + "/replies/print", out_pages::replies_print);
    router.post("/documents/outgoing/agreements", out_pages::agree_chosen);
    router.post("/documents/outgoing/reminders", out_pages::remind_chosen);
    router.get(one + "/slip", out_pages::slip);
    router.get(one + "/files/:n", out_pages::file_content);
    router.get(one + "/files/:n/view", out_pages::file_page);
    router.get(one + "/files/:n/pages/:p", out_pages::file_picture);
    out_pages::deed_routes(router);
    router.post("/api/v1/documents/outgoing/:id/issue", out_pages::issue_by_api);
}

}  // namespace dinh::documents
