#include "modules/documents/routes.hpp"
#include "modules/documents/incoming/api.hpp"
#include "modules/documents/incoming/deed_pages.hpp"
#include "modules/documents/incoming/entry_pages.hpp"
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/incoming/show_pages.hpp"
#include "platform/search/search.hpp"

namespace dinh::documents {

void incoming_routes(web::Router& router) {
    router.get("/documents/incoming", list_page).budget(14);
    router.get("/documents/incoming.csv", list_csv);
    router.get("/documents/incoming.xlsx", list_xlsx);
    search::declare_list({"/documents/incoming", "Văn bản đến"});
    router.get("/documents/incoming/columns", list_columns_form);
    router.post("/documents/incoming/columns", choose_list_columns)
        .says("Chọn cột của danh sách văn bản đến")
        .takes({web::api::line("column", "Các cột của danh sách", 20).several(),
                web::api::truth("as_first", "Như lúc đầu")});
    router.get("/documents/incoming/:id/readers", readers_page).budget(16).says("Ai được xem, đã xem");
    router.post("/documents/incoming/:id/readers/confirmations", confirm_readers).says("Xác nhận thay đổi quyền xem");
    router.get("/documents/incoming/new", new_page).budget(10);
    router.post("/documents/incoming/new", create).uploads();
    router.get("/documents/incoming/duplicates", duplicates_fragment).budget(4);
    router.get("/documents/incoming/:id", show_page).budget(19);
    router.get("/documents/incoming/:id/files/:n", file_content);
    router.get("/documents/incoming/:id/files/:n/view", file_page);
    router.get("/documents/incoming/:id/files/:n/pages/:p", file_picture);
    router.get("/documents/incoming/:id/receipt", receipt_form);
    router.post("/documents/incoming/:id/receipt", receive_it);
    router.get("/documents/incoming/:id/correction", correction_form);
    router.post("/documents/incoming/:id/correction", correct_it);
    deed_routes(router);
    router.get("/api/v1/documents/incoming", api_list);
    router.get("/api/v1/documents/incoming/:id", api_show);
    router.post("/api/v1/documents/incoming", api_register);
}

}  // namespace dinh::documents
