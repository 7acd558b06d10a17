#include "modules/directory/directory.hpp"
#include "modules/worklist/deliveries/deliveries.hpp"
#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "modules/worklist/reorganised.hpp"
#include "modules/worklist/rights.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/search/search.hpp"
#include "platform/web/print_mark.hpp"
#include "platform/web/router.hpp"

namespace dinh::worklist {

void describe_calls(web::Router&);  // calls.cpp

web::Response show_mine(web::Context&);
web::Response show_unit(web::Context&);
web::Response show_known(web::Context&);
web::Response show_done(web::Context&);
web::Response mark_read(web::Context&);
web::Response show_notices(web::Context&);
web::Response mark_notices_read(web::Context&);
web::Response show_choices(web::Context&);
web::Response save_choices_here(web::Context&);
web::Response set_address_here(web::Context&);
web::Response confirm_address_here(web::Context&);
web::Response remove_address_here(web::Context&);
web::Response show_deliveries(web::Context&);
web::Response retry_delivery_here(web::Context&);
web::Response show_search(web::Context&);
web::Response search_csv(web::Context&);
web::Response search_xlsx(web::Context&);
web::Response print_search(web::Context&);
web::Response show_saved(web::Context&);
web::Response new_saved(web::Context&);
web::Response save_one(web::Context&);
web::Response show_one_saved(web::Context&);
web::Response name_saved(web::Context&);
web::Response drop_one_saved(web::Context&);
web::Response show_help(web::Context&);

namespace {

// What a page takes when nothing is remembered: settings, session and directory of the house, the counters of the menu.
constexpr int kFrame = 8;
constexpr int kLimits = 9;  // settings that say what may be sent
constexpr int kForgottenAtOnce = 500;

// "Phòng Chuyển đổi số, Sở Khoa học và Công nghệ", for printed pages.
std::string unit_words(House& house, const Actor& actor) {
    const Capacity* post = actor.acting_capacity();
    if (!post) return {};
    const auto directory = directory::now(house);
    const std::string unit = directory->unit_name(post->unit), agency = directory->agency_name(post->agency);
    return unit + (unit.empty() || agency.empty() ? "" : ", ") + agency;
}

void routes(web::Router& router) {
    web::set_unit_words(unit_words);
    router.get("/worklist", show_mine).budget(kFrame + 1);
    router.get("/worklist/unit", show_unit).budget(kFrame + 1);
    router.get("/worklist/known", show_known).budget(kFrame + 1);
    router.get("/worklist/done", show_done).budget(kFrame + 1);
    router.post("/worklist/readings", mark_read);
    router.get("/worklist/notices", show_notices).budget(kFrame + 1);
    router.post("/worklist/notices/readings", mark_notices_read);
    router.get("/worklist/notices/choices", show_choices).budget(kFrame + kLimits + 4);
    router.post("/worklist/notices/choices", save_choices_here);
    router.post("/worklist/notices/addresses/:way", set_address_here);
    router.del("/worklist/notices/addresses/:way", remove_address_here);
    router.post("/worklist/notices/addresses/:way/confirmation", confirm_address_here);
    router.get("/worklist/deliveries", show_deliveries).budget(kFrame + kLimits + 2);
    router.post("/worklist/deliveries/:id/retries", retry_delivery_here);
    search::declare_list({"/search", "Tìm kiếm"});
    router.get("/search", show_search).budget(kFrame + 9);
    router.get("/search.csv", search_csv);
    router.get("/search.xlsx", search_xlsx);
    router.get("/search/print", print_search);
    router.get("/worklist/saved", show_saved).budget(kFrame + 1);
    router.get("/worklist/saved/new", new_saved).budget(kFrame);
    router.post("/worklist/saved", save_one);
    router.get("/worklist/saved/:id", show_one_saved).budget(kFrame + 1);
    router.post("/worklist/saved/:id/name", name_saved);
    router.del("/worklist/saved/:id", drop_one_saved);
    router.get("/help", show_help).budget(kFrame);
    describe_calls(router);
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

constexpr int kWordsOfOneDeed = 500;  // entries: some 10 ms of the writer

void learn_words(House& house, const jobs::Job&) {
    house.db->write([](db::Tx& tx) { search::learn_again(tx); });
    while (house.db->writing([](db::Tx& tx) { return search::learn_words(tx, kWordsOfOneDeed); }) > 0) {}
}

// At night a search may be made quicker for little; by day only when it is much slower than it could be.
constexpr int kPartsAtNight = 6, kPartsByDay = 24, kPagesOfOneMerge = 16;
constexpr std::int64_t kNightMs = 5 * 3'600'000;

void merge_index(House& house, const jobs::Job&) {
    const bool night = clock::now().ms - clock::start_of(clock::today()).ms < kNightMs;
    const int parts = house.db->reading(search::index_parts);
    bool more = parts > (night ? kPartsAtNight : kPartsByDay) && house.db->writing(search::begin_merging);
    while (more)
        more = house.db->writing([](db::Tx& tx) {
            for (const jobs::Slice slice; !slice.spent();)
                if (!search::go_on_merging(tx, kPagesOfOneMerge)) return false;
            return true;
        });
}

Limits limits_now(House& house) {
    return house.db->reading([](db::Conn& conn) { return limits_on(conn, clock::today()); });
}

void send(House& house, const jobs::Job&) {
    const Limits limits = limits_now(house);
    send_due(house, senders_of(house, limits), limits);
}

// Slice by slice, each a deed of its own, so that the writer is free in between.
void forget_what_is_old(House& house, const jobs::Job&) {
    const Limits limits = limits_now(house);
    while (house.db->writing([&](db::Tx& tx) { return forget_old(tx, limits, kForgottenAtOnce); }) > 0) {}
}

std::vector<jobs::Kind> job_list() {
    return {{.name = "worklist.remind",
             .job_class = jobs::Class::quick,
             .work = remind,
             .most_attempts = 3,
             .what_to_do = "Nhắc hạn chạy lại vào giờ sau; nếu còn lỗi, xem nhật ký hệ thống.",
             .every_s = 3600},
            {.name = "worklist.spread",
             .job_class = jobs::Class::quick,
             .work = [](House& house, const jobs::Job&) { spread(house); },
             .most_attempts = 3,
             .what_to_do = "Chia thông báo chạy lại sau vài giây; nếu còn lỗi, xem nhật ký hệ thống.",
             .every_s = 5},
            {.name = "worklist.send",
             .job_class = jobs::Class::slow,
             .work = send,
             .most_attempts = 3,
             .what_to_do = "Gửi thư, tin nhắn chạy lại sau một phút; nếu còn lỗi, xem nhật ký hệ thống.",
             .every_s = 60},
            {.name = "worklist.summarise",
             .job_class = jobs::Class::quick,
             .work = [](House& house, const jobs::Job&) { summarise(house); },
             .most_attempts = 3,
             .what_to_do = "Tóm tắt việc buổi sáng chạy lại sau mười phút; nếu còn lỗi, xem nhật ký hệ thống.",
             .every_s = 600},
            {.name = "worklist.forget",
             .job_class = jobs::Class::slow,
             .work = forget_what_is_old,
             .most_attempts = 3,
             .what_to_do = "Dọn thông báo cũ chạy lại vào ngày sau; nếu còn lỗi, xem nhật ký hệ thống.",
             .every_s = 86'400},
            {.name = "worklist.learn_words",
             .job_class = jobs::Class::slow,
             .work = learn_words,
             .most_attempts = 3,
             .what_to_do = "Học từ cho ô tìm kiếm chạy lại vào giờ sau; nếu còn lỗi, xem nhật ký hệ thống.",
             .every_s = 3600},
            {.name = "worklist.merge_index",
             .job_class = jobs::Class::slow,
             .work = merge_index,
             .most_attempts = 3,
             .what_to_do = "Dọn chỉ mục tìm kiếm chạy lại vào giờ sau; tìm kiếm vẫn đúng, chỉ chậm hơn.",
             .every_s = 3600}};
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
                      .order = 11},
                     {.group = "Quản trị",
                      .title = "Gửi thư và tin nhắn",
                      .path = "/worklist/deliveries",
                      .icon = "send",
                      .counter = "",
                      .shown = [](const Actor& actor) { return can(actor, Deed::see_deliveries); },
                      .order = 906}};
    manifest.counters = counters;
    manifest.reorganised = reorganised;
    manifest.settings = delivery_settings();
    manifest.jobs = job_list();
    return manifest;
}

}  // namespace dinh::worklist
