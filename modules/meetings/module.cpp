#include "modules/documents/documents.hpp"
#include "modules/meetings/entries/entries.hpp"
#include "modules/meetings/entries/entry_index.hpp"
#include "modules/meetings/export_sources.hpp"
#include "modules/meetings/handlers.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/weeks/public_weeks.hpp"
#include "platform/icalendar/reader.hpp"
#include "platform/module/offers.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings {

void describe_calls(web::Router&);  // calls.cpp

namespace {

constexpr std::string_view kInvitation = "giay_moi";
constexpr std::size_t kMostSubject = 300;

// An invitation that somebody of its agency may put into the calendar.
std::string from_invitation(House&, db::Conn& conn, const Actor& actor, Id incoming) {
    const auto letter = documents::incoming_brief(conn, incoming);
    if (!letter || !letter->open || letter->kind != kInvitation || actor.read_only) return {};
    if (!actor.capacity([&](const Capacity& as) { return as.works_for(letter->agency); })) return {};
    return "/meetings/entries/new?incoming=" + std::to_string(incoming) +
           "&subject=" + text::url_encode(text::cut(letter->subject, kMostSubject));
}

// What a page takes when nothing is remembered: settings, session and directory of the house, the counters of the menu.
constexpr int kFrame = 8;

void routes(web::Router& router) {
    router.get("/meetings", show_week).budget(kFrame + 6);
    router.get("/meetings/print", print_week).budget(kFrame + 6);
    router.get("/meetings/mine", show_own_week).budget(kFrame + 6);
    router.post("/meetings/weeks/:monday/submission", submit_one);
    router.post("/meetings/weeks/:monday/approval", approve_one);
    router.post("/meetings/weeks/:monday/return", return_one);
    router.post("/meetings/weeks/:monday/publication", publish_one);
    router.post("/meetings/weeks/:monday/opening", open_one);
    router.del("/meetings/weeks/:monday/opening", close_one);
    router.get("/meetings/entries/new", new_entry).budget(kFrame + 1);
    router.get("/meetings/entries/file", ask_calendar_file).budget(kFrame + 1);
    router.post("/meetings/entries/file", read_calendar_file)
        .uploads(2 * static_cast<std::int64_t>(icalendar::kMostBytes));
    router.post("/meetings/entries", add_entry);
    router.get("/meetings/entries/:id", show_entry).budget(kFrame + 8);
    router.get("/meetings/entries/:id/changes/new", edit_entry).budget(kFrame + 3);
    router.post("/meetings/entries/:id/changes", save_entry);
    router.post("/meetings/entries/:id/acceptance", accept_one);
    router.get("/meetings/entries/:id/refusal", decline_form).budget(kFrame + 3);
    router.post("/meetings/entries/:id/refusal", decline_one);
    router.get("/meetings/entries/:id/cancellation", cancel_form).budget(kFrame + 3);
    router.post("/meetings/entries/:id/cancellation", cancel_one);
    router.get("/meetings/entries/:id/attendees/new", attendee_form).budget(kFrame + 3);
    router.post("/meetings/entries/:id/attendees", name_one);
    router.get("/meetings/feeds", show_feeds).budget(kFrame + 1);
    router.post("/meetings/feeds", make_one_feed);
    router.del("/meetings/feeds/:id", end_one_feed);
    router.get("/meetings/calendar.ics", read_feed).open();
    describe_calls(router);
    module::offer({.kind = std::string(documents::kIncoming),
                   .title = "Đưa vào lịch công tác",
                   .main = true,
                   .path = from_invitation});
    lay_open();
}

bool works_somewhere(const Actor& actor) { return !actor.capacities.empty(); }

std::vector<module::MenuEntry> menu() {
    return {{.group = "Lịch",
             .title = "Lịch công tác",
             .path = "/meetings",
             .icon = "clock",
             .counter = "",
             .shown = works_somewhere,
             .order = 40},
            {.group = "Lịch",
             .title = "Lịch của tôi",
             .path = "/meetings/mine",
             .icon = "person",
             .counter = "",
             .shown = works_somewhere,
             .order = 41}};
}

}  // namespace

module::Manifest manifest() {
    const char* entry = "/meetings/entries/%1";
    module::Manifest manifest;
    manifest.name = "meetings";
    manifest.title = "Lịch công tác";
    manifest.routes = routes;
    manifest.menu = menu();
    manifest.jobs = {
        {.name = "meetings.finish_past",
         .job_class = jobs::Class::slow,
         .work = [](House& house,
                    const jobs::Job&) { house.db->write([](db::Tx& tx) { finish_past(tx, clock::now()); }); },
         .what_to_do = "Việc cử người dự của các cuộc họp đã qua còn trong danh sách. Xem nhật ký lỗi.",
         .every_s = 3'600}};
    manifest.hearers = {{"meetings.forget_secret", std::string(documents::kRemovedAsSecret),
                         [](db::Tx& tx, const events::Event& event) { forget_invitation(tx, event.subject); }}};
    manifest.work_kinds = {{"meetings.name", "Cử người dự họp", entry},
                           {"meetings.attend", "Được cử dự họp", entry},
                           {"meetings.approve", "Duyệt lịch tuần", "/meetings"}};
    manifest.search_kinds = {
        {.name = std::string(kEntry), .title = "Lịch công tác", .index_again = index_entries_again}};
    manifest.reorganised = hand_over_entries;
    manifest.exports = export_sources();
    manifest.retention = {{std::string(kEntry), "10_nam"}, {std::string(kWeek), "10_nam"}};
    return manifest;
}

}  // namespace dinh::meetings
