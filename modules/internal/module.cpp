#include <boost/json.hpp>

#include "modules/internal/export_sources.hpp"
#include "modules/internal/internal.hpp"
#include "modules/internal/letters/letter.hpp"
#include "modules/internal/messages/message.hpp"
#include "modules/internal/reorganised.hpp"
#include "modules/internal/routes.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::internal {

void describe_calls(web::Router&);  // calls.cpp

namespace {

void routes(web::Router& router) {
    letter_routes(router);
    message_routes(router);
    series_routes(router);
    describe_calls(router);
}

bool works_somewhere(const Actor& actor) { return !actor.capacities.empty(); }

bool may_send(const Actor& actor) { return !actor.read_only && !own_posts(actor).empty(); }

// The quick message stands beside the work list, where a person begins his day.
std::vector<module::MenuEntry> menu() {
    return {{.group = "",
             .title = "Gửi nhanh trong phòng",
             .path = "/internal/messages/new",
             .icon = "send",
             .counter = "",
             .shown = may_send,
             .order = 12},
            {.group = "Văn bản",
             .title = "Văn bản nội bộ",
             .path = "/internal/letters",
             .icon = "file",
             .counter = "",
             .shown = works_somewhere,
             .order = 27},
            {.group = "Văn bản",
             .title = "Tin trong phòng",
             .path = "/internal/messages",
             .icon = "send",
             .counter = "",
             .shown = works_somewhere,
             .order = 28}};
}

// Marked as read on the work list: the receiver's part is read as if he had opened it.
void hear_read(db::Tx& tx, const events::Event& event) {
    const auto payload = boost::json::parse(event.payload).as_object();
    const auto& kind = payload.at("subject_kind").as_string();
    const Id part = ids::parse(payload.at("part").as_string()).value_or(0);
    if (kind == kLetter) note_reading_in_list(tx, event.person, event.subject, part);
    if (kind == kMessage) note_message_reading_in_list(tx, event.person, event.subject, part);
}

}  // namespace

module::Manifest manifest() {
    const char *letter = "/internal/letters/%1", *message = "/internal/messages/%1";
    module::Manifest manifest;
    manifest.name = "internal";
    manifest.title = "Văn bản nội bộ";
    manifest.routes = routes;
    manifest.menu = menu();
    manifest.settings = {{.key = "internal.messages_per_minute",
                          .type = settings::Type::integer,
                          .unit = "tin",
                          .value = "10",
                          .title = "Số tin gửi nhanh trong một phút",
                          .description = "Mỗi người gửi và trả lời nhiều nhất bấy nhiêu tin trong một phút.",
                          .least = 1,
                          .most = 60}};
    manifest.hearers = {{"internal.read_in_list", std::string(worklist::kItemRead), hear_read}};
    manifest.work_kinds = {{"internal.approve", "Ký văn bản nội bộ", letter},
                           {"internal.redraft", "Sửa dự thảo nội bộ", letter},
                           {"internal.handle", "Xử lý văn bản nội bộ", letter},
                           {"internal.read", "Văn bản nội bộ", letter},
                           {"internal.message_answer", "Trả lời tin trong phòng", message},
                           {"internal.message_read", "Tin trong phòng", message}};
    manifest.search_kinds = {
        {.name = std::string(kLetter), .title = "Văn bản nội bộ", .index_again = index_letters_again},
        {.name = std::string(kMessage), .title = "Tin trong phòng", .index_again = index_messages_again}};
    manifest.retention = {{std::string(kLetter), "10_nam"}, {std::string(kMessage), "02_nam"}};
    manifest.figures = {{"internal.open_letters", "Văn bản nội bộ đang xử lý",
                         [](db::Conn& conn, Id agency, Day, Day) { return open_letters(conn, agency); },
                         "/internal/letters?view=sent"}};
    manifest.exports = export_sources();
    manifest.reorganised = reorganised;
    return manifest;
}

}  // namespace dinh::internal
