#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/web/router.hpp"

namespace dinh::worklist {

web::Response show_mine(web::Context&);
web::Response show_unit(web::Context&);
web::Response show_known(web::Context&);
web::Response show_done(web::Context&);
web::Response mark_read(web::Context&);
web::Response show_notices(web::Context&);
web::Response mark_notices_read(web::Context&);
web::Response show_search(web::Context&);
web::Response show_help(web::Context&);

namespace {

void routes(web::Router& router) {
    router.get("/worklist", show_mine).budget(8);
    router.get("/worklist/unit", show_unit).budget(8);
    router.get("/worklist/known", show_known).budget(8);
    router.get("/worklist/done", show_done).budget(8);
    router.post("/worklist/readings", mark_read);
    router.get("/worklist/notices", show_notices).budget(6);
    router.post("/worklist/notices/readings", mark_notices_read);
    router.get("/search", show_search).budget(6);
    router.get("/help", show_help).budget(4);
}

void counters(db::Conn& conn, House&, const Actor& actor, module::Counters& counters) {
    const auto counts = counts_of(conn, actor, clock::today());
    counters["worklist"] = counts.work;
    counters["worklist_overdue"] = counts.overdue;
    counters["worklist_known"] = counts.information;
    counters["notices"] = unread_notices(conn, actor);
}

void remind(House& house, const jobs::Job&) {
    house.db->write([](db::Tx& tx) { remind_due(tx, clock::today(), {3, 1, 0}); });
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "worklist";
    manifest.title = "Việc của tôi";
    manifest.always = true;
    manifest.routes = routes;
    manifest.menu = {{.group = "",
                      .title = "Việc của tôi",
                      .path = "/worklist",
                      .icon = "tray",
                      .counter = "worklist",
                      .shown = {},
                      .order = 10},
                     {.group = "",
                      .title = "Để biết",
                      .path = "/worklist/known",
                      .icon = "file",
                      .counter = "worklist_known",
                      .shown = {},
                      .order = 11}};
    manifest.counters = counters;
    manifest.jobs = {{.name = "worklist.remind",
                      .job_class = jobs::Class::quick,
                      .work = remind,
                      .most_attempts = 3,
                      .what_to_do = "Nhắc hạn chạy lại vào giờ sau; nếu còn lỗi, xem nhật ký hệ thống.",
                      .every_s = 3600}};
    return manifest;
}

}  // namespace dinh::worklist
