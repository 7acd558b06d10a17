#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/directory.hpp"
#include "modules/directory/export_sources.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/rights.hpp"
#include "platform/web/router.hpp"

namespace dinh::directory {

void describe_calls(web::Router&);  // calls.cpp

namespace {

constexpr std::int64_t kMostTableBytes = 20 << 20;
// What a page takes when nothing is remembered: settings, session and directory of the house, the counters of the menu.
constexpr int kFrame = 8;

void phone_book_routes(web::Router& router) {
    router.get("/directory", show_phone_book).budget(kFrame);
    router.get("/directory/agencies/suggest", suggest_agencies).budget(3);
    router.get("/directory/people/suggest", suggest_people_here).budget(3);
    router.get("/directory/posts/suggest", suggest_posts_here).budget(3);
}

void agency_routes(web::Router& router) {
    router.get("/directory/agencies", list_agencies).budget(16);
    router.get("/directory/agencies/new", ask_new_agency);
    router.post("/directory/agencies", make_agency);
    router.get("/directory/agencies/:id", show_agency_page).budget(12);
    router.get("/directory/agencies/:id/versions/new", ask_agency_version);
    router.post("/directory/agencies/:id/versions", make_agency_version);
    router.get("/directory/agencies/:id/closing", ask_agency_closing);
    router.post("/directory/agencies/:id/closings", close_agency_here);
    router.get("/directory/agencies/:id/bodies/new", ask_new_body);
    router.post("/directory/agencies/:id/bodies", make_body);
    router.get("/directory/bodies/:id/edit", ask_body);
    router.post("/directory/bodies/:id", change_body);
    router.get("/directory/bodies/:id/closing", ask_body_closing);
    router.del("/directory/bodies/:id", close_body);
}

void post_routes(web::Router& router) {
    router.get("/directory/agencies/:id/units/new", ask_new_unit);
    router.post("/directory/agencies/:id/units", make_unit);
    router.get("/directory/units/:id/edit", ask_unit);
    router.post("/directory/units/:id", change_unit_here);
    router.get("/directory/units/:id/closing", ask_unit_closing);
    router.del("/directory/units/:id", close_unit_here);
    router.get("/directory/agencies/:id/posts/new", ask_new_post);
    router.post("/directory/agencies/:id/posts", make_post);
    router.get("/directory/posts/:id/edit", ask_post);
    router.post("/directory/posts/:id", change_post_here);
    router.get("/directory/posts/:id/closing", ask_post_closing);
    router.del("/directory/posts/:id", close_post_here);
    router.get("/directory/agencies/:id/clerkships/new", ask_new_clerkship);
    router.post("/directory/agencies/:id/clerkships", make_clerkship);
    router.get("/directory/clerkships/:id/ending", ask_clerkship_ending);
    router.del("/directory/clerkships/:id", end_clerkship_here);
}

void people_routes(web::Router& router) {
    router.get("/directory/people", list_people).budget(kFrame + 1);
    router.get("/directory/people/new", ask_new_person);
    router.post("/directory/people", make_person);
    router.get("/directory/people/:id", show_person);
    router.get("/directory/people/:id/edit", ask_person);
    router.post("/directory/people/:id", change_person_here);
    router.get("/directory/people/:id/leaving", ask_person_leaving);
    router.post("/directory/people/:id/leavings", archive_person_here);
    router.get("/directory/people/:id/appointments/new", ask_new_appointment);
    router.post("/directory/people/:id/appointments", make_appointment);
    router.get("/directory/appointments/:id/ending", ask_appointment_ending);
    router.del("/directory/appointments/:id", end_appointment_here);
}

void delegation_and_group_routes(web::Router& router) {
    router.get("/directory/delegations", list_delegations).budget(kFrame + 1);
    router.get("/directory/delegations/new", ask_new_delegation);
    router.post("/directory/delegations", make_delegation);
    router.del("/directory/delegations/:id", end_delegation_here);
    router.get("/directory/groups", list_groups).budget(kFrame + 1);
    router.get("/directory/groups/new", ask_new_group);
    router.post("/directory/groups", make_group);
    router.get("/directory/groups/:id", show_group).budget(kFrame + 3);
    router.get("/directory/groups/:id/edit", ask_group);
    router.post("/directory/groups/:id", change_group_here);
    router.get("/directory/groups/:id/closing", ask_group_closing);
    router.del("/directory/groups/:id", close_group_here);
    router.get("/directory/groups/:id/members/new", ask_new_members);
    router.post("/directory/groups/:id/members", make_members);
    router.get("/directory/groups/:id/members/:agency/ending", ask_member_ending);
    router.del("/directory/groups/:id/members/:agency", remove_member_here);
}

void import_routes(web::Router& router) {
    router.get("/directory/imports/new", ask_new_import);
    router.get("/directory/imports/example", import_example);
    router.get("/directory/imports/template", import_template_here);
    router.post("/directory/imports", make_import).uploads(kMostTableBytes);
    router.get("/directory/imports/:id", show_import);
    router.post("/directory/imports/:id/runs", run_import_here);
    router.post("/directory/imports/:id/undoings", undo_import_here);
}

void reorganisation_routes(web::Router& router) {
    router.get("/directory/reorganisations", list_reorganisations);
    router.get("/directory/reorganisations/new", ask_new_reorganisation);
    router.post("/directory/reorganisations", make_reorganisation);
    router.get("/directory/reorganisations/:id", show_reorganisation);
    router.post("/directory/reorganisations/:id/decisions", decide_reorganisation_here);
    router.del("/directory/reorganisations/:id", undo_reorganisation_here);
    router.get("/directory/reorganisations/:id/choices", list_choices);
    router.post("/directory/reorganisations/:id/choices", make_choices);
    router.get("/directory/agencies/:id/choices", list_choices_of_agency);
    router.get("/directory/administrative-units", list_administrative_units);
}

void routes(web::Router& router) {
    phone_book_routes(router);
    agency_routes(router);
    post_routes(router);
    people_routes(router);
    delegation_and_group_routes(router);
    import_routes(router);
    reorganisation_routes(router);
    describe_calls(router);
}

jobs::Kind hand_over_kind() {
    return {.name = std::string(kHandOverJob),
            .job_class = jobs::Class::slow,
            .work = reorganise,
            .what_to_do = "Bàn giao sau sắp xếp chạy lại mỗi giờ từ chỗ dừng; xem trang Sắp xếp cơ quan, nhật ký lỗi.",
            .every_s = 3600};
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "directory";
    manifest.title = "Danh bạ";
    manifest.always = true;
    manifest.routes = routes;
    manifest.menu = {{.group = "Danh bạ",
                      .title = "Danh bạ",
                      .path = "/directory",
                      .icon = "person",
                      .counter = "",
                      .shown = {},
                      .order = 800},
                     {.group = "Danh bạ",
                      .title = "Nhóm nơi nhận",
                      .path = "/directory/groups",
                      .icon = "files",
                      .counter = "",
                      .shown = {},
                      .order = 810},
                     {.group = "Danh bạ",
                      .title = "Ủy quyền",
                      .path = "/directory/delegations",
                      .icon = "pen",
                      .counter = "",
                      .shown = holds_post,
                      .order = 820},
                     {.group = "Quản trị",
                      .title = "Cơ quan, đơn vị",
                      .path = "/directory/agencies",
                      .icon = "tray",
                      .counter = "",
                      .shown = sees_people,
                      .order = 880},
                     {.group = "Quản trị",
                      .title = "Sắp xếp cơ quan",
                      .path = "/directory/reorganisations",
                      .icon = "tray",
                      .counter = "",
                      .shown = sees_people,
                      .order = 882},
                     {.group = "Quản trị",
                      .title = "Đơn vị hành chính",
                      .path = "/directory/administrative-units",
                      .icon = "files",
                      .counter = "",
                      .shown = sees_people,
                      .order = 884},
                     {.group = "Quản trị",
                      .title = "Người và chức vụ",
                      .path = "/directory/people",
                      .icon = "person",
                      .counter = "",
                      .shown = sees_people,
                      .order = 890}};
    manifest.exports = export_sources();
    manifest.jobs = {hand_over_kind()};
    return manifest;
}

}  // namespace dinh::directory
