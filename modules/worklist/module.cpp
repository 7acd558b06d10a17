#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "modules/worklist/reorganised.hpp"
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
web::Response search_csv(web::Context&);
web::Response search_xlsx(web::Context&);
web::Response show_help(web::Context&);

namespace {

// What a page takes when nothing is remembered: settings, session and directory of the house, the counters of the menu.
constexpr int kFrame = 7;

void routes(web::Router& router) {
    router.get("/worklist", show_mine).budget(kFrame + 1);
    router.get("/worklist/unit", show_unit).budget(kFrame + 1);
    router.get("/worklist/known", show_known).budget(kFrame + 1);
    router.get("/worklist/done", show_done).budget(kFrame + 1);
    router.post("/worklist/readings", mark_read);
    router.get("/worklist/notices", show_notices).budget(kFrame + 1);
    router.post("/worklist/notices/readings", mark_notices_read);
    router.get("/search", show_search).budget(kFrame + 5);
    router.get("/search.csv", search_csv);
    router.get("/search.xlsx", search_xlsx);
    router.get("/help", show_help).budget(kFrame);
}

void counters(db::Conn& conn, House& house, const Actor& actor, module::Counters& counters) {
    const auto counts = counts_at_hand(house, conn, actor, clock::today());
    counters["worklist"] = counts.work;
    counters["worklist_overdue"] = counts.overdue;
    counters["worklist_known"] = counts.information;
    counters["notices"] = counts.unread_notices;
}

void remind(House& house, const jobs::Job&) {
    house.db->write([](db::Tx& tx) { remind_due(tx, clock::today(), reminders_on(clock::today())); });
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
    manifest.reorganised = reorganised;
    manifest.jobs = {{.name = "worklist.remind",
                      .job_class = jobs::Class::quick,
                      .work = remind,
                      .most_attempts = 3,
                      .what_to_do = "Nhắc hạn chạy lại vào giờ sau; nếu còn lỗi, xem nhật ký hệ thống.",
                      .every_s = 3600}};
    return manifest;
}

}  // namespace dinh::worklist
