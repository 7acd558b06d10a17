#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/agencies/reorganisation/reorganisation_words.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace kinds = reorganising;

namespace {

using Page = pages::AgenciesReorganisationShow;

std::string path_of(Id id, std::string_view rest = {}) {
    return "/directory/reorganisations/" + std::to_string(id) + std::string(rest);
}

// What the page reads beside the directory.
struct Found {
    Reorganisation one;
    std::vector<Touched> touched;
    std::vector<HandOver> hand_overs;
    std::vector<MovedLine> moved;
    std::vector<deed::HistoryLine> history;
    std::int64_t waiting = 0;  // records nobody has chosen for
    bool may_choose = false;
};

Found must_find(web::Context& context) {
    const Id id = context.request.id();
    return context.house.db->reading([&](db::Conn& conn) {
        const auto one = find_reorganisation(conn, id);
        if (!one) throw NotFound("no reorganisation " + std::to_string(id));
        Found found{*one, {}, {}, {}, deed::history_of(conn, "reorganisation", id, 50), 0, false};
        found.may_choose = one->state == kinds::kDone && one->by_choice() && may_choose(conn, context.actor(), *one);
        if (!sees_people(context.actor()) && !found.may_choose)
            throw NotFound("reorganisation not for " + std::to_string(context.actor().person));
        if (one->state == kinds::kDraft || one->state == kinds::kPlanned) found.touched = touched_by(conn, *one);
        if (one->state != kinds::kDone || !one->hands_over()) return found;
        found.hand_overs = hand_overs_of(conn, id);
        found.moved = moved_from(conn, one->agencies);
        for (const auto& count : choice_counts(conn, one->agencies.front()))
            if (count.to == 0) found.waiting += count.records;
        return found;
    });
}

bool may_decide(const web::Context& context, const Snapshot& directory, const Reorganisation& one) {
    if (one.state != kinds::kDraft && one.state != kinds::kPlanned) return false;
    return std::all_of(one.agencies.begin(), one.agencies.end(), [&](Id agency) {
        return can(context.actor(), Deed::keep_agencies, subject_of(directory, agency));
    });
}

void fill_touched(const dinh::pages::Lang& lang, const Snapshot& directory, const Found& found, Page& page) {
    for (const auto& one : found.touched) {
        Page::TouchedItem row{.agency = directory.agency_name(one.agency),
                              .people = one.people,
                              .posts = one.posts,
                              .units = one.units,
                              .groups = one.groups,
                              .delegations = one.delegations};
        for (const auto& [title, count] : one.open)
            row.open.push_back({.what = lang.tr(title), .count = lang.number(count)});
        for (const Id child : one.below) row.below.push_back({.child = directory.agency_name(child)});
        page.touched.push_back(std::move(row));
    }
    page.if_touched = !page.touched.empty();
}

void fill_handed(const dinh::pages::Lang& lang, const Snapshot& directory, const Found& found, Page& page) {
    for (const auto& line : found.moved)
        page.moved.push_back({.what = lang.tr(line.what),
                              .from = directory.agency_name(line.from),
                              .to = directory.agency_name(line.to),
                              .count = lang.number(line.moved)});
    const auto left = std::count_if(found.hand_overs.begin(), found.hand_overs.end(),
                                    [](const HandOver& one) { return one.state != "done"; });
    page.if_handed = !found.hand_overs.empty();
    page.progress = left == 0 ? lang.tr("Đã bàn giao xong.")
                              : text::fill(lang.tr("Còn %1 phần bàn giao đang chạy hoặc chờ chọn nơi nhận."),
                                           {std::to_string(left)});
    page.if_choices = found.waiting > 0 && found.may_choose;
    page.choices = text::fill(lang.tr("%1 hồ sơ chờ chọn nơi nhận."), {lang.number(found.waiting)});
}

void fill_facts(const dinh::pages::Lang& lang, const Snapshot& directory, const Reorganisation& one, Page& page) {
    const auto fact = [&](const char* name, std::string value) {
        if (!value.empty()) page.facts.push_back({.name = lang.tr(name), .value = std::move(value)});
    };
    fact("Viết tắt mới", one.kind == kinds::kRename ? one.abbreviation : "");
    fact("Mã định danh mới", one.code);
    for (const auto& [unit, place] : one.units)
        page.facts.push_back({.name = directory.unit_name(unit),
                              .value = target_name(directory, one.targets[static_cast<std::size_t>(place)])});
    for (const auto& line : consequences(lang, directory, one)) page.lines.push_back({.line = line});
}

// With the names of its day, when that is still to come.
std::shared_ptr<const Snapshot> directory_of(web::Context& context, const Reorganisation& one) {
    const auto today = now(context.house);
    if (one.day <= today->day || one.state == kinds::kDone) return today;
    return context.house.db->reading([&](db::Conn& conn) { return load(conn, one.day); });
}

Page page_of(const dinh::pages::Lang& lang, const Snapshot& directory, const Reorganisation& one, bool may) {
    const bool ahead = one.day > clock::today();
    return {.title = title_of(lang, directory, one),
            .tag = state_tag(one),
            .state = lang.tr(state_title(one)),
            .if_errors = false,
            .if_blocked = one.state == kinds::kPlanned && !one.blocked.empty(),
            .blocked = one.blocked,
            .if_choices = false,
            .choices = "",
            .choices_path = path_of(one.id, "/choices"),
            .day = clock::show(one.day),
            .basis = one.basis,
            .will = lang.tr(one.state == kinds::kDone ? "Đã làm" : "Sẽ làm"),
            .if_touched = false,
            .if_may = may && (one.state == kinds::kDraft || ahead || !one.blocked.empty()),
            .if_decide = one.state == kinds::kDraft || !one.blocked.empty(),
            .decide_path = path_of(one.id, "/decisions"),
            .csrf = "",
            .deed_key = "",
            .version = one.version,
            .decide = lang.tr(ahead ? "Quyết định, thực hiện khi đến ngày" : "Quyết định và thực hiện ngay"),
            .undo_path = path_of(one.id),
            .if_handed = false,
            .progress = ""};
}

web::Response show_found(web::Context& context, const Found& found, const std::vector<Reason>& reasons, int status) {
    const auto& lang = context.lang;
    const auto then = directory_of(context, found.one);
    Page page = page_of(lang, *then, found.one, may_decide(context, *then, found.one));
    page.csrf = context.csrf_token();
    page.deed_key = deed::new_key();
    page.if_errors = !reasons.empty();
    for (const auto& reason : reasons) page.errors.push_back({.field = "top", .error = lang.say(reason.said)});
    fill_facts(lang, *then, found.one, page);
    fill_touched(lang, *then, found, page);
    fill_handed(lang, *then, found, page);
    for (const auto& line : found.history)
        page.history.push_back({.at = clock::show(line.at), .who = line.person_name, .words = lang.say(line.said)});
    return web::page(context, title_of(lang, *then, found.one), page, status);
}

// A decision or undoing: refused or stale, the page as it stands now says why.
template <class F>
web::Response act(web::Context& context, const char* said, F&& work) {
    const Found found = must_find(context);
    web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx, form.version());
            return found.one.id;
        });
    } catch (const Refused& refused) {
        return show_found(context, must_find(context), refused.reasons(), 422);
    } catch (const Conflict&) {
        look_again(context.house);
        const Reason why("", "Có người vừa sửa phương án này: hãy xem lại bản dưới đây.");
        return show_found(context, must_find(context), {why}, 409);
    }
    look_again(context.house);
    context.flash(context.lang.tr(said));
    return web::see_other(path_of(found.one.id));
}

}  // namespace

web::Response list_reorganisations(web::Context& context) {
    if (!sees_people(context.actor())) throw Forbidden(who_may(Deed::see_people), "reorganisations");
    const auto directory = now(context.house);
    const auto list = context.house.db->reading([](db::Conn& conn) { return all_reorganisations(conn); });
    pages::AgenciesReorganisationList page{
        .if_may_add = keeps_directory(context.actor()), .if_empty = list.empty(), .if_rows = !list.empty()};
    for (const auto& kind : reorganisation_kinds())
        page.kinds.push_back(
            {.kind_path = "/directory/reorganisations/new?kind=" + kind.value, .kind = context.lang.tr(kind.title)});
    for (const auto& one : list)
        page.rows.push_back({.path = path_of(one.id),
                             .what = title_of(context.lang, *directory, one),
                             .day = clock::show(one.day),
                             .basis = one.basis,
                             .tag = state_tag(one),
                             .state = context.lang.tr(state_title(one))});
    return web::page(context, context.lang.tr("Sắp xếp cơ quan"), page);
}

web::Response show_reorganisation(web::Context& context) { return show_found(context, must_find(context), {}, 200); }

web::Response decide_reorganisation_here(web::Context& context) {
    return act(context, "Đã ghi quyết định sắp xếp.", [&](db::Tx& tx, std::int64_t version) {
        decide_reorganisation(tx, context.actor(), context.request.id(), version);
    });
}

web::Response undo_reorganisation_here(web::Context& context) {
    return act(context, "Đã hủy phương án.", [&](db::Tx& tx, std::int64_t version) {
        undo_reorganisation(tx, context.actor(), context.request.id(), version);
    });
}

}  // namespace dinh::directory
