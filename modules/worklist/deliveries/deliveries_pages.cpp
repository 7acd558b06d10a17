#include "modules/directory/directory.hpp"
#include "modules/worklist/deliveries/words.hpp"
#include "modules/worklist/pages.hpp"
#include "modules/worklist/rights.hpp"
#include "platform/deed/deed.hpp"
#include "platform/web/form.hpp"

namespace dinh::worklist {

namespace {

constexpr const char* kPath = "/worklist/deliveries";
constexpr int kPageLines = 50;
constexpr std::pair<std::string_view, const char*> kTabs[] = {
    {"", "Cần xem"}, {state::kWaiting, "Đang chờ"}, {state::kHeld, "Tạm giữ"}, {state::kSent, "Đã gửi"}};

std::string path_of(std::string_view shown) {
    return shown.empty() ? kPath : std::string(kPath) + "?state=" + std::string(shown);
}

pages::DeliveriesList::LinesItem line_of(const web::Context& context, const directory::Snapshot& directory,
                                         const DeliveryLine& line) {
    const auto& lang = context.lang;
    const bool stands = line.state == state::kFailed || line.state == state::kGivenUp;
    const auto help = what_to_do(line);
    return {.at = clock::show(line.made_at),
            .person = directory.person_name(line.person),
            .way_name = lang.tr(way_title(way_of(line.way).value_or(Way::mail))),
            .kind = lang.tr(kind_words(line.kind)),
            .state = lang.say(state_words(line)),
            .if_answer = !line.last_answer.empty(),
            .answer = line.last_answer,
            .what_to_do = help.empty() || line.state == state::kSent ? "" : lang.tr(help),
            .if_may = stands && line.kind != "code" && can(context.actor(), Deed::retry_delivery),
            .retry_path = std::string(kPath) + "/" + std::to_string(line.id) + "/retries",
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key()};
}

struct Shelf {
    std::vector<DeliveryLine> lines;
    std::map<std::string, std::int64_t> counts;
    bool mail = false, sms = false;
};

std::string off_words(const web::Context& context, const Shelf& shelf) {
    if (!shelf.mail && !shelf.sms)
        return context.lang.tr("Chưa nối máy chủ thư và cổng tin nhắn: thông báo chỉ hiện trong trang.");
    if (!shelf.mail)
        return context.lang.tr("Chưa nối máy chủ thư, hoặc chưa đặt địa chỉ gửi trong Thiết lập: không gửi thư.");
    return context.lang.tr("Chưa nối cổng tin nhắn: không gửi tin nhắn.");
}

void add_tabs(const web::Context& context, std::string_view shown, Shelf& shelf, pages::DeliveriesList& page) {
    for (const auto& [name, title] : kTabs) {
        const auto count = name.empty()
                               ? shelf.counts[std::string(state::kFailed)] + shelf.counts[std::string(state::kGivenUp)]
                               : shelf.counts[std::string(name)];
        page.tabs.push_back({.tab_path = path_of(name),
                             .if_current = name == shown,
                             .tab = context.lang.tr(title),
                             .if_tab_count = count > 0,
                             .tab_count = count});
    }
}

Shelf read(web::Context& context, std::string_view shown, Id before) {
    Shelf shelf;
    context.house.db->read([&](db::Conn& conn) {
        const Limits limits = limits_on(conn, clock::today());
        shelf.mail = offers(context.house, limits, Way::mail);
        shelf.sms = offers(context.house, limits, Way::sms);
        shelf.counts = counts_by_state(conn);
        shelf.lines =
            deliveries(conn, {.state = std::string(shown), .person = 0, .before = before, .most = kPageLines + 1});
    });
    return shelf;
}

// Takes away the line that only says that there are more.
pages::DeliveriesList page_of(const web::Context& context, std::string_view shown, Id before, Shelf& shelf) {
    const bool more = shelf.lines.size() > kPageLines;
    if (more) shelf.lines.resize(kPageLines);
    const std::string path = path_of(shown), next = path + (shown.empty() ? "?" : "&") + "before=";
    return {.if_off = !shelf.mail || !shelf.sms,
            .off = off_words(context, shelf),
            .tabs = {},
            .if_empty = shelf.lines.empty(),
            .if_lines = !shelf.lines.empty(),
            .lines = {},
            .pager_count = context.lang.trn("%1 thư, tin nhắn", static_cast<std::int64_t>(shelf.lines.size())),
            .if_newer = before != 0,
            .newer_path = path,
            .if_older = more,
            .older_path = more ? next + std::to_string(shelf.lines.back().id) : "",
            .if_csv = false,
            .csv_path = ""};
}

}  // namespace

web::Response show_deliveries(web::Context& context) {
    must(context.actor(), Deed::see_deliveries);
    std::string_view shown;
    for (const auto& [name, title] : kTabs)
        if (context.request.get("state") == name) shown = name;
    const Id before = ids::parse(context.request.get("before")).value_or(0);
    Shelf shelf = read(context, shown, before);
    auto page = page_of(context, shown, before, shelf);
    add_tabs(context, shown, shelf, page);
    const auto directory = directory::now(context.house);
    for (const auto& line : shelf.lines) page.lines.push_back(line_of(context, *directory, line));
    return web::page(context, context.lang.tr("Gửi thư và tin nhắn"), page);
}

web::Response retry_delivery_here(web::Context& context) {
    must(context.actor(), Deed::retry_delivery);
    web::Form form(context.request);
    const Id delivery = context.request.id();
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        retry_delivery(tx, context.actor(), delivery);
        return delivery;
    });
    context.flash(context.lang.tr("Đang gửi lại."));
    return web::see_other(kPath);
}

}  // namespace dinh::worklist
