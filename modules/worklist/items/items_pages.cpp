#include "modules/directory/directory.hpp"
#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "modules/worklist/pages.hpp"
#include "modules/worklist/rights.hpp"
#include "modules/worklist/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::worklist {

namespace {

constexpr int kPageLines = 50;

enum class View { mine, unit, known, done };

struct Tab {
    View view;
    const char* path;
    const char* title;
};
constexpr Tab kTabs[] = {{View::mine, "/worklist", "Cần làm"},
                         {View::unit, "/worklist/unit", "Phòng tôi"},
                         {View::known, "/worklist/known", "Để biết"},
                         {View::done, "/worklist/done", "Đã xong"}};

bool leads_unit(const Capacity& one) {
    namespace role = directory::role;
    return one.unit != 0 &&
           (one.has(role::kUnitLeader) || one.has(role::kDeputyUnitLeader) || one.has(role::kOfficeLeader));
}

// Posts of the units the person leads; empty when he leads none.
std::vector<Id> posts_led(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<Id> posts;
    for (const auto& one : actor.capacities)
        if (leads_unit(one))
            for (const auto* post : directory.posts_of_unit(one.unit)) posts.push_back(post->id);
    return posts;
}

std::string holder_words(const dinh::pages::Lang& lang, const directory::Snapshot& directory, const Actor& actor,
                         Id holder) {
    for (const auto& one : actor.capacities)
        if (one.post == holder) return one.delegation == 0 ? one.title : lang.say({"Ủy quyền của %1", {one.title}});
    if (const auto* unit = directory.unit(holder)) return unit->name;
    return directory.post_label(holder);
}

pages::ItemsLine line_of(web::Context& context, const directory::Snapshot& directory, const Line& line, bool check,
                         Day today) {
    const bool today_due = line.due && *line.due == today;
    const std::string due = today_due  ? context.lang.tr("Hôm nay")
                            : line.due ? clock::show(*line.due)
                                       : context.lang.tr("Không hạn");
    return {.if_check = check,
            .id = line.id,
            .content = line.title,
            .if_late = line.overdue,
            .if_soon = line.due_soon,
            .due = due,
            .kind = context.lang.tr(kind_title(line.kind)),
            .if_unread = !line.seen,
            .link_path = line.link,
            .if_urgent = line.urgency > 0,
            .urgency = context.lang.tr(urgency_title(line.urgency)),
            .from = line.from_name,
            .holder = holder_words(context.lang, directory, context.actor(), line.holder),
            .given = clock::show(clock::day_of(line.given_at))};
}

Filter filter_of(const web::Request& request, View view, const std::vector<Id>& led, Day today) {
    Filter filter;
    filter.item_class = view == View::known ? Class::information : Class::work;
    filter.done = view == View::done;
    if (view == View::unit) filter.holders = led;
    filter.only_overdue = request.get("due") == "overdue";
    if (request.get("due") == "week") filter.due_until = today + 7;
    filter.skip = static_cast<int>(std::min<Id>(ids::parse(request.get("skip")).value_or(0), 5000));
    filter.most = kPageLines + 1;
    return filter;
}

std::string path_with(const char* path, std::string_view due, int skip) {
    std::string made = std::string(path) + "?skip=" + std::to_string(skip);
    if (due == "overdue" || due == "week") made += "&due=" + std::string(due);
    return made;
}

struct Shelf {
    std::vector<Line> lines;
    Counts counts;
    Filter filter;
    bool more = false;
};

Shelf read_shelf(web::Context& context, View view, const std::vector<Id>& led, Day today) {
    Shelf shelf;
    shelf.filter = filter_of(context.request, view, led, today);
    context.house.db->read([&](db::Conn& conn) {
        shelf.counts = counts_at_hand(context.house, conn, context.actor(), today);
        if (view != View::unit || !led.empty()) shelf.lines = list(conn, context.actor(), shelf.filter, today);
    });
    shelf.more = shelf.lines.size() > kPageLines;
    if (shelf.more) shelf.lines.resize(kPageLines);
    return shelf;
}

std::string page_path(const web::Context& context, View view, int skip) {
    return path_with(kTabs[static_cast<int>(view)].path, context.request.get("due"), skip);
}

pages::ItemsList model_of(const web::Context& context, View view, const Shelf& shelf) {
    const auto& lang = context.lang;
    const bool known = view == View::known, none = shelf.lines.empty();
    return {.title = lang.tr("Việc của tôi"),
            .if_overdue = shelf.counts.overdue > 0,
            .overdue = shelf.counts.overdue,
            .week = shelf.counts.week,
            .tabs = {},
            .if_empty = none,
            .empty_title = lang.tr(known ? "Không có văn bản để biết chưa xem" : "Không còn việc nào chờ bạn"),
            .empty_text = lang.tr("Việc mới giao sẽ hiện ở đây, việc quá hạn đứng đầu."),
            .if_lines = !none,
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key(),
            .if_bulk = known,
            .lines = {},
            .pager_count = lang.trn("%1 việc", static_cast<std::int64_t>(shelf.lines.size())),
            .if_newer = shelf.filter.skip > 0,
            .newer_path = page_path(context, view, std::max(0, shelf.filter.skip - kPageLines)),
            .if_older = shelf.more,
            .older_path = page_path(context, view, shelf.filter.skip + kPageLines),
            .if_csv = false,
            .csv_path = ""};
}

void add_tabs(web::Context& context, View view, const Counts& counts, bool leads, pages::ItemsList& page) {
    for (const auto& one : kTabs) {
        if (one.view == View::unit && !leads) continue;
        const bool mine = one.view == View::mine, known = one.view == View::known;
        const std::int64_t count = mine ? counts.work : known ? counts.information : 0;
        page.tabs.push_back({.tab_path = one.path,
                             .if_current = one.view == view,
                             .tab = context.lang.tr(one.title),
                             .if_tab_count = count > 0,
                             .tab_count = count});
    }
}

web::Response show(web::Context& context, View view) {
    const auto directory = directory::now(context.house);
    const Day today = clock::today();
    const auto led = posts_led(*directory, context.actor());
    const Shelf shelf = read_shelf(context, view, led, today);
    auto page = model_of(context, view, shelf);
    add_tabs(context, view, shelf.counts, !led.empty(), page);
    for (const auto& line : shelf.lines)
        page.lines.push_back(line_of(context, *directory, line, view == View::known, today));
    return web::page(context, context.lang.tr("Việc của tôi"), page);
}

}  // namespace

web::Response show_mine(web::Context& context) { return show(context, View::mine); }
web::Response show_unit(web::Context& context) { return show(context, View::unit); }
web::Response show_known(web::Context& context) { return show(context, View::known); }
web::Response show_done(web::Context& context) { return show(context, View::done); }

// "Để biết" marked read in bulk; each item also ends its part in the module it came from by the event.
web::Response mark_read(web::Context& context) {
    web::Form form(context.request);
    const auto items = form.ids("item", "Việc");
    if (!can(context.actor(), Deed::mark_read)) throw Forbidden("Bạn chỉ được xem.", "worklist: read only");
    context.house.db->write([&](db::Tx& tx) { finish_many(tx, context.actor(), items); });
    forget_counts(context.house, context.actor().person);
    context.flash(context.lang.trn("Đã đánh dấu %1 mục.", static_cast<std::int64_t>(items.size())));
    return web::see_other("/worklist/known");
}

}  // namespace dinh::worklist
