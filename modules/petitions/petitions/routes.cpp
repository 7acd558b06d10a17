#include "modules/petitions/routes.hpp"
#include "modules/petitions/petitions/pages.hpp"

namespace dinh::petitions {

void petition_routes(web::Router& router) {
    router.get("/petitions", list_page).budget(14);
    router.get("/petitions.csv", list_csv);
    router.get("/petitions.xlsx", list_xlsx);
    router.get("/petitions/new", new_page).budget(10);
    router.post("/petitions/new", create).uploads();
    router.get("/petitions/:id", show_page).budget(16);
    router.get("/petitions/:id/readers", readers_page).budget(16).says("Ai được xem, đã xem");
    router.get("/petitions/:id/correction", correction_page);
    router.post("/petitions/:id/correction", correct_it);
    router.get("/petitions/:id/slip", slip_page);
    router.get("/petitions/:id/passing-slip", passing_page);
    router.get("/petitions/:id/files/:n", file_content);
    deed_routes(router);
}

}  // namespace dinh::petitions
