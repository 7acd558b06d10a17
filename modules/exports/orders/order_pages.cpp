// The list of what was asked for, the form to ask, and the download.
#include <algorithm>

#include "modules/exports/orders/orders.hpp"
#include "modules/exports/orders/routes.hpp"
#include "modules/exports/pages.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::exports {

namespace {

constexpr const char* kPath = "/exports";
// What a page takes when nothing is remembered: settings, session and directory of the house, the counters of the menu.
constexpr int kFrame = 8;

std::string link_of(Id order) { return std::string(kPath) + "/" + std::to_string(order); }

// The agency of the address, or the first of his; Forbidden for who takes nothing away.
Id agency_of(web::Context& context, const std::vector<Id>& mine) {
    if (mine.empty()) throw Forbidden(who_may(Deed::ask), "exports: answers for no agency");
    const auto named = ids::parse(context.request.get("agency"));
    if (!named) return mine.front();
    if (std::find(mine.begin(), mine.end(), *named) == mine.end()) throw NotFound("exports: not his agency");
    return *named;
}

std::string tag_of(std::string_view state) {
    if (state == "ready") return "tag--good";
    if (state == "failed") return "tag--bad";
    return state == "waiting" ? "tag--warn" : "tag--off";
}

std::string scope_words(const dinh::pages::Lang& lang, const Asked& one) {
    std::string words = one.part_name.empty() ? lang.tr("Cả cơ quan") : one.part_name;
    const auto day = [](const std::optional<Day>& each) { return each ? clock::show(*each) : std::string("…"); };
    if (one.from || one.to) words += ", " + day(one.from) + " – " + day(one.to);
    if (one.restricted) words += ", " + lang.tr("cả đơn thư");
    return words;
}

std::string made_words(const dinh::pages::Lang& lang, const Asked& one) {
    if (one.state != "ready" && one.state != "ended") return {};
    std::string words =
        lang.trn("%1 bản ghi", one.records) + ", " + lang.trn("%1 tệp", one.files) + ", " + lang.bytes(one.size_bytes);
    if (one.missing > 0) words += ", " + lang.trn("%1 tệp không còn nguyên vẹn", one.missing);
    return words;
}

pages::OrdersList::RowsItem row_of(const web::Context& context, const Asked& one) {
    const auto& lang = context.lang;
    const bool ready = one.state == "ready";
    return {.scope = scope_words(lang, one),
            .made = made_words(lang, one),
            .asked_at = clock::show(one.asked_at),
            .who = one.asked_by_name,
            .tag = tag_of(one.state),
            .state = lang.tr(state_name(one.state)),
            .if_until = ready && one.until.has_value(),
            .until = one.until ? clock::show(*one.until) : std::string(),
            .if_take = ready && can(context.actor(), Deed::take, one.subject()),
            .take_path = link_of(one.id) + "/files/1",
            .if_drop = ready && can(context.actor(), Deed::drop, one.subject()),
            .drop_path = link_of(one.id),
            .row_csrf = context.csrf_token(),
            .row_key = deed::new_key(),
            .row_version = one.version};
}

std::vector<layout::Field> boxes(const forms::Boxes& fields, const std::vector<std::pair<Id, std::string>>& parts) {
    std::vector<forms::Choice> choices{{"", "Cả cơ quan"}};
    for (const auto& [id, name] : parts) choices.push_back({std::to_string(id), name});
    return {fields.select("part", "Lấy gì", choices),
            fields.day("from", "Từ ngày", {.hint = "Để trống: từ bản ghi đầu tiên", .optional = true}),
            fields.day("to", "Đến hết ngày", {.optional = true}),
            fields.select("language", "Ngôn ngữ của các trang", {{"vi", "Tiếng Việt"}, {"en", "Tiếng Anh"}})};
}

struct Found {
    std::vector<Id> mine;
    Id agency = 0;
    std::string agency_name;
    std::vector<Asked> orders;
    std::vector<std::pair<Id, std::string>> parts;
};
Found read(web::Context& context, const directory::Snapshot& directory) {
    Found found;
    found.mine = agencies_of(context.actor(), directory);
    found.agency = agency_of(context, found.mine);
    found.agency_name = directory.agency_name(found.agency);
    context.house.db->read([&](db::Conn& conn) {
        found.orders = orders_of(conn, found.agency);
        found.parts = parts_of(conn, found.agency);
    });
    return found;
}

pages::OrdersList model_of(web::Context& context, const Found& found, const forms::Values& values) {
    const bool asks = can(context.actor(), Deed::ask, {found.agency, context.actor().person, false}) != nullptr;
    return {.agency_name = found.agency_name,
            .if_agencies = found.mine.size() > 1,
            .agencies = {},
            .if_errors = false,
            .errors = {},
            .if_rows = !found.orders.empty(),
            .rows = {},
            .no_rows = found.orders.empty(),
            .if_ask = asks,
            .ask_path = std::string(kPath) + "?agency=" + std::to_string(found.agency),
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key(),
            .boxes = boxes(forms::Boxes(context.lang, values), found.parts),
            .if_restricted = values.at("restricted") == "1"};
}

web::Response show(web::Context& context, const forms::Values& values, int status) {
    const auto directory = directory::now(context.house);
    const Found found = read(context, *directory);
    auto page = model_of(context, found, values);
    forms::add_errors(page, context.lang, values.faults);
    for (const Id one : found.mine)
        page.agencies.push_back(
            {.agency = std::to_string(one), .if_here = one == found.agency, .name = directory->agency_name(one)});
    for (const auto& one : found.orders) page.rows.push_back(row_of(context, one));
    return web::page(context, context.lang.tr("Xuất dữ liệu"), page, status);
}

web::Response list_orders(web::Context& context) { return show(context, {}, 200); }

web::Response ask_one(web::Context& context) {
    web::Form form(context.request);
    const auto directory = directory::now(context.house);
    Input input;
    input.agency = agency_of(context, agencies_of(context.actor(), *directory));
    input.part = form.id("part", "Lấy gì");
    input.from = form.day("from", "Từ ngày");
    input.to = form.day("to", "Đến hết ngày");
    input.language = form.choice("language", "Ngôn ngữ của các trang", {"vi", "en"});
    input.restricted = form.ticked("restricted");
    if (!form.faulty()) try {
            deed::once(*context.house.db, context.actor(), form.key(),
                       [&](db::Tx& tx) { return ask(tx, context.actor(), input); });
        } catch (const Refused& refused) {
            form.faults(refused);
        }
    if (form.faulty()) return show(context, forms::Values::typed(context.request, form.all()), 422);
    context.flash(context.lang.tr("Đã nhận yêu cầu. Gói dữ liệu làm xong sẽ có ở danh sách dưới đây."));
    return web::see_other(std::string(kPath) + "?agency=" + std::to_string(input.agency));
}

web::Response take_one(web::Context& context) {
    const Id order = context.request.id();
    const auto position = ids::parse(context.request.place("n")).value_or(0);
    context.house.db->write([&](db::Tx& tx) { note_taken(tx, context.actor(), order); });
    const auto ref = context.house.db->reading(
        [&](db::Conn& conn) { return files::find(conn, kOrder, order, static_cast<int>(position)); });
    if (!ref) throw NotFound("exports: no file of order " + std::to_string(order));
    return web::file({context.house.files->path_of(ref->hash), "\"" + ref->hash + "\""}, ref->media_type, ref->name,
                     false);
}

web::Response drop_one(web::Context& context) {
    web::Form form(context.request);
    const Id order = context.request.id();
    const Id agency =
        context.house.db->reading([&](db::Conn& conn) { return visible_order(conn, context.actor(), order).agency; });
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        drop(tx, context.actor(), order, form.version());
        return order;
    });
    context.flash(context.lang.tr("Đã xóa gói dữ liệu."));
    return web::see_other(std::string(kPath) + "?agency=" + std::to_string(agency));
}

}  // namespace

void order_routes(web::Router& router) {
    router.get(kPath, list_orders).budget(kFrame + 3).says("Gói dữ liệu đã yêu cầu");
    router.post(kPath, ask_one).says("Yêu cầu gói dữ liệu");
    router.get(std::string(kPath) + "/:id/files/:n", take_one).says("Tải gói dữ liệu");
    router.del(std::string(kPath) + "/:id", drop_one).says("Xóa gói dữ liệu").takes({web::api::version()});
}

}  // namespace dinh::exports
