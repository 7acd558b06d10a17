#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/export_sources.hpp"
#include "modules/documents/handling/handling.hpp"
#include "modules/documents/handling/handling_routes.hpp"
#include "modules/documents/incoming/figures.hpp"
#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/incoming/reading.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/issuing/rounds.hpp"
#include "modules/documents/outgoing/again.hpp"
#include "modules/documents/outgoing/outgoing_routes.hpp"
#include "modules/documents/outgoing/public_copy.hpp"
#include "modules/documents/reorganised.hpp"
#include "modules/documents/reports/reports.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "modules/documents/routes.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

void describe_calls(web::Router&);  // calls.cpp

namespace {

void routes(web::Router& router) {
    incoming_routes(router);
    register_routes(router);
    report_routes(router);
    handling_routes(router);
    outgoing_routes(router);
    routing_routes(router);
    describe_calls(router);
    module::lay_open_copies({std::string(kOutgoing), public_copy});
}

bool keeps_books(const Actor& actor) { return actor.with_role(directory::role::kRecordsClerk) != nullptr; }
bool works_in_agency(const Actor& actor) { return !actor.capacities.empty(); }
bool keeps_routes(const Actor& actor) {
    return keeps_books(actor) || actor.with_role(directory::role::kOfficeLeader) != nullptr;
}

std::vector<module::MenuEntry> menu() {
    return {{.group = "Văn bản",
             .title = "Văn bản đến",
             .path = "/documents/incoming",
             .icon = "tray",
             .counter = "incoming",
             .shown = {},
             .order = 20},
            {.group = "Văn bản",
             .title = "Chờ tiếp nhận",
             .path = "/documents/incoming?view=waiting_receipt",
             .icon = "tray",
             .counter = "incoming_receipt",
             .shown = keeps_books,
             .order = 21},
            {.group = "Văn bản",
             .title = "Văn bản đi",
             .path = "/documents/outgoing",
             .icon = "send",
             .counter = "outgoing_waiting",
             .shown = {},
             .order = 24},
            {.group = "Văn bản",
             .title = "Sổ đăng ký văn bản",
             .path = "/registers",
             .icon = "files",
             .counter = "",
             .shown = {},
             .order = 29},
            {.group = "Văn bản",
             .title = "Tình hình xử lý",
             .path = "/documents/reports",
             .icon = "files",
             .counter = "",
             .shown = works_in_agency,
             .order = 30},
            {.group = "Văn bản",
             .title = "Quy trình trình ký",
             .path = "/documents/routes",
             .icon = "files",
             .counter = "",
             .shown = keeps_routes,
             .order = 31}};
}

void counters(db::Conn& conn, House&, const Actor& actor, module::Counters& counters) {
    counters["outgoing_waiting"] = waiting_for_me(conn, actor);
    counters["incoming"] = grants::count(conn, actor.grantees, kIncoming, open_states());
    if (keeps_books(actor)) {
        counters["incoming_receipt"] = grants::count(conn, actor.grantees, kIncoming, {"awaiting_receipt"});
    }
}

// Work on incoming documents, on outgoing ones, and on either.
std::vector<module::WorkKind> work_kinds() {
    const char* incoming = "/documents/incoming/%1";
    const char* outgoing = "/documents/outgoing/%1";
    return {{"documents.receive", "Chờ tiếp nhận", incoming},
            {"documents.sort", "Chờ phân loại, trình", incoming},
            {"documents.direct", "Chờ cho ý kiến", incoming},
            {"documents.assign", "Chờ phân công", incoming},
            {"documents.handle", "Xử lý chính", incoming},
            {"documents.support", "Phối hợp", incoming},
            {"documents.information", "Để biết", incoming},
            {"documents.follow", "Theo dõi", incoming},
            {"documents.confirm", "Chờ xác nhận kết thúc", incoming},
            {"documents.choose_receiver", "Chọn nơi nhận hồ sơ", "/directory/agencies/%1/choices"},
            {"documents.secrecy", "Trả lời về dấu mật", incoming},
            {"documents.extension", "Duyệt gia hạn", incoming},
            {"documents.opinion", "Được xin ý kiến", incoming},
            {"documents.reply_again", "Trả lời định kỳ", incoming},
            {"documents.rights", "Quyền xem thay đổi", "/documents/incoming/%1/readers"},
            {"documents.step", "Chờ ký, cho ý kiến", outgoing},
            {"documents.returned", "Bị trả lại", outgoing},
            {"documents.attach_signed", "Chờ gắn bản đã ký", outgoing},
            {"documents.number", "Chờ cấp số", outgoing},
            {"documents.issue", "Chờ phát hành", outgoing},
            {"documents.reply_due", "Theo dõi trả lời", outgoing}};
}

std::vector<jobs::Kind> jobs() {
    return {
        {.name = std::string(kReadFile),
         .job_class = jobs::Class::child,
         .work = read_file,
         .most_attempts = 4,
         .what_to_do =
             "Mở văn bản, xem tệp có mở được không; tải lại tệp nếu hỏng. Văn bản vẫn tìm được theo trích yếu."},
        {.name = "documents.sweep_previews",
         .job_class = jobs::Class::slow,
         .work = [](House& house, const jobs::Job&) { sweep_previews(house); },
         .what_to_do = "Xem quyền ghi vào thư mục previews. Ảnh trang cũ chiếm chỗ, không ảnh hưởng văn bản.",
         .every_s = 86'400},
        {.name = "documents.count_handling",
         .job_class = jobs::Class::slow,
         .work = [](House& house,
                    const jobs::Job&) { reports::count_all(*house.db, *directory::now(house), clock::today()); },
         .what_to_do = "Báo cáo của các cơ quan trực thuộc cũ đi; báo cáo của từng cơ quan vẫn đúng. Xem nhật ký lỗi.",
         .every_s = 3'600},
        {.name = "documents.tell_of_rights",
         .work = [](House& house, const jobs::Job& job) { tell_of_changes(house, job); },
         .what_to_do = "Người chủ trì chưa được báo về quyền xem đã đổi. Việc chạy lại sau ít giây; xem nhật ký lỗi.",
         .every_s = 10},
        {.name = "documents.open_rounds",
         .job_class = jobs::Class::slow,
         .work = [](House& house, const jobs::Job&) { open_rounds(*house.db, clock::today()); },
         .what_to_do = "Kỳ trả lời mới chưa mở cho văn bản yêu cầu báo cáo định kỳ. Xem nhật ký lỗi.",
         .every_s = 3'600}};
}

std::vector<events::Hearer> hearers() {
    return {{"documents.deliver", std::string(kIssued),
             [](db::Tx& tx, const events::Event& event) { deliver(tx, event.subject); }},
            {"documents.read_in_list", std::string(worklist::kItemRead), hear_read},
            {"documents.rights_read", std::string(worklist::kItemRead), hear_rights_read}};
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "documents";
    manifest.title = "Văn bản";
    manifest.routes = routes;
    grants::watch(std::string(kIncoming));
    grants::watch(std::string(kOutgoing));
    manifest.menu = menu();
    manifest.counters = counters;
    manifest.jobs = jobs();
    manifest.hearers = hearers();
    manifest.work_kinds = work_kinds();
    manifest.search_kinds = {
        {.name = std::string(kIncoming), .title = "Văn bản đến", .index_again = index_incoming_again},
        {.name = std::string(kOutgoing), .title = "Văn bản đi", .index_again = index_outgoing_again}};
    manifest.figures = incoming_figures();
    for (auto& figure : open_figures()) manifest.figures.push_back(std::move(figure));
    for (auto& figure : reports::figures()) manifest.figures.push_back(std::move(figure));
    manifest.reorganised = reorganised;
    manifest.exports = export_sources();
    manifest.retention = {{std::string(kIncoming), "10_nam"}, {std::string(kOutgoing), "vinh_vien"}};
    return manifest;
}

}  // namespace dinh::documents
