// After a split or a separation: which agency takes which open record.
#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/agencies/reorganisation/reorganisation_words.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/rights.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr int kPageLines = 100;

std::string path_of(Id id, std::string_view rest = {}) {
    return "/directory/reorganisations/" + std::to_string(id) + std::string(rest);
}

Reorganisation must_find(web::Context& context) {
    const Id id = context.request.id();
    return context.house.db->reading([&](db::Conn& conn) {
        const auto one = find_reorganisation(conn, id);
        const bool asks = one && one->by_choice() && one->state == reorganising::kDone;
        if (!asks || (!may_choose(conn, context.actor(), *one) && !sees_people(context.actor())))
            throw NotFound("no choices " + std::to_string(id));
        return *one;
    });
}

void fill_rules(const dinh::pages::Lang& lang, const Snapshot& directory, const std::vector<ChoiceCount>& counts,
                std::int64_t waiting, pages::AgenciesReorganisationChoices& page) {
    page.rules.push_back({.rule = "all", .rule_name = text::fill(lang.tr("Tất cả (%1)"), {lang.number(waiting)})});
    for (const auto& one : counts) {
        if (one.to != 0) continue;
        const std::string unit = one.unit == 0 ? lang.tr("Không thuộc đơn vị nào") : directory.unit_name(one.unit);
        page.rules.push_back({.rule = one.unit == 0 ? "none" : std::to_string(one.unit),
                              .rule_name = unit + " (" + lang.number(one.records) + ")"});
    }
}

// What waits, a page of it and its sums.
struct Waiting {
    std::vector<WaitingRecord> list;
    std::vector<ChoiceCount> counts;
    std::int64_t records = 0;
    bool more = false;
};

Waiting waiting_in(db::Conn& conn, Id from, Id after) {
    Waiting found{choices_of(conn, from, {.unit = 0, .only_open = true, .after = after, .most = kPageLines + 1}),
                  choice_counts(conn, from), 0, false};
    for (const auto& count : found.counts) found.records += count.to == 0 ? count.records : 0;
    found.more = found.list.size() > static_cast<std::size_t>(kPageLines);
    if (found.more) found.list.pop_back();
    return found;
}

void fill_rows(const Snapshot& directory, const Reorganisation& one, const Waiting& waiting,
               pages::AgenciesReorganisationChoices& page) {
    for (const auto& target : one.targets)
        if (!target.scope.empty())
            page.scopes.push_back({.scope = directory.agency_name(target.agency) + ": " + target.scope});
    for (const Id agency : receivers_of(one))
        page.targets.push_back({.target = agency, .target_name = directory.agency_name(agency)});
    for (const auto& record : waiting.list)
        page.rows.push_back({.record = record.kind + ":" + std::to_string(record.record),
                             .what = record.title,
                             .path = record.link,
                             .unit = directory.unit_name(record.unit)});
    if (waiting.more) page.more_path = path_of(one.id, "/choices?after=") + std::to_string(waiting.list.back().record);
}

web::Response show_choices(web::Context& context, const Reorganisation& one, const std::vector<Reason>& reasons,
                           int status) {
    const auto directory = now(context.house);
    const auto after = ids::parse(context.request.get("after")).value_or(0);
    const auto waiting =
        context.house.db->reading([&](db::Conn& conn) { return waiting_in(conn, one.agencies.front(), after); });
    pages::AgenciesReorganisationChoices page{
        .back_path = path_of(one.id),
        .back_name = title_of(context.lang, *directory, one),
        .count = text::fill(context.lang.tr("%1 hồ sơ chờ chọn nơi nhận."), {context.lang.number(waiting.records)}),
        .if_divided = !one.separates(),
        .if_separated = one.separates(),
        .if_errors = !reasons.empty(),
        .if_open = waiting.records > 0,
        .action_path = path_of(one.id, "/choices"),
        .csrf = context.csrf_token(),
        .deed_key = deed::new_key(),
        .if_more = waiting.more,
        .more_path = "",
        .if_none = waiting.records == 0};
    for (const auto& reason : reasons) page.errors.push_back({.field = "to", .error = context.lang.say(reason.said)});
    fill_rules(context.lang, *directory, waiting.counts, waiting.records, page);
    fill_rows(*directory, one, waiting, page);
    return web::page(context, context.lang.tr("Chọn nơi nhận hồ sơ"), page, status);
}

Chosen chosen_in(web::Form& form, const web::Request& request) {
    Chosen chosen;
    chosen.to = form.id("to", "Chuyển sang", true);
    if (form.typed("by") == "rule") {
        const std::string rule(form.typed("rule"));
        chosen.no_unit = rule == "none";
        chosen.unit = rule == "none" || rule == "all" ? 0 : form.id("rule", "Hồ sơ còn chờ", true);
        return chosen;
    }
    for (const auto value : request.fields("records")) {
        const auto colon = value.find(':');
        const auto record = colon == std::string_view::npos ? std::nullopt : ids::parse(value.substr(colon + 1));
        if (record) chosen.records.emplace_back(std::string(value.substr(0, colon)), *record);
    }
    if (chosen.records.empty()) form.fault("records", "Chưa đánh dấu hồ sơ nào.");
    return chosen;
}

}  // namespace

web::Response list_choices(web::Context& context) { return show_choices(context, must_find(context), {}, 200); }

web::Response list_choices_of_agency(web::Context& context) {
    const Id agency = context.request.id();
    const auto division = context.house.db->reading([&](db::Conn& conn) { return division_of(conn, agency); });
    if (!division) throw NotFound("no division of " + std::to_string(agency));
    return web::see_other(path_of(*division, "/choices"));
}

web::Response make_choices(web::Context& context) {
    const auto one = must_find(context);
    web::Form form(context.request);
    const Chosen input = chosen_in(form, context.request);
    if (form.faulty()) return show_choices(context, one, form.all(), 422);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            choose(tx, context.actor(), one.id, input);
            return one.id;
        });
    } catch (const Refused& refused) {
        return show_choices(context, one, refused.reasons(), 422);
    }
    context.flash(context.lang.tr(input.to == one.agencies.front()
                                      ? "Các hồ sơ đã chọn ở lại cơ quan cũ."
                                      : "Đã chọn nơi nhận; hồ sơ được chuyển ngay sau đây."));
    return web::see_other(path_of(one.id, "/choices"));
}

}  // namespace dinh::directory
