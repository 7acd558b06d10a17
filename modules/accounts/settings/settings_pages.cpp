#include "platform/settings/settings.hpp"

#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/rights.hpp"
#include "platform/deed/deed.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

using dinh::settings::Line;
using dinh::settings::Setting;
using dinh::settings::Type;

std::string value_words(const web::Context& context, const Setting& setting, const std::string& value) {
    switch (setting.type) {
        case Type::truth: return context.lang.tr(value == "1" ? "có" : "không");
        case Type::day:
            if (const auto day = clock::parse_day(value)) return clock::show(*day);
            return value;
        case Type::choice:
            for (const auto& one : setting.choices)
                if (one.value == value) return context.lang.tr(one.title);
            return value;
        case Type::integer:
        case Type::text: break;
    }
    return setting.unit.empty() ? value : value + " " + context.lang.tr(setting.unit);
}

const Line* in_force(const std::vector<Line>& lines, Day day) {
    for (const Line& one : lines)
        if (!one.replaced_at && one.from_day <= day && (!one.until_day || *one.until_day >= day)) return &one;
    return nullptr;
}

const Line* next_after(const std::vector<Line>& lines, Day day) {
    const Line* found = nullptr;
    for (const Line& one : lines)
        if (!one.replaced_at && one.from_day > day && (!found || one.from_day < found->from_day)) found = &one;
    return found;
}

pages::SettingsList::RowsItem row_of(const web::Context& context, const directory::Snapshot& directory,
                                     const Setting& setting, const std::string& value, const std::vector<Line>& lines) {
    const Day today = clock::today();
    const Line* set = in_force(lines, today);
    const Line* next = next_after(lines, today);
    std::string change;
    if (next)
        change = text::fill(context.lang.tr("đổi thành %1 từ %2"),
                            {value_words(context, setting, next->value), clock::show(next->from_day)});
    return {.setting_path = "/settings/" + setting.key,
            .title = context.lang.tr(setting.title),
            .value = value_words(context, setting, value),
            .if_change = next != nullptr,
            .change = change,
            .from = set ? clock::show(set->from_day) : "",
            .basis = set ? set->basis : setting.basis,
            .who = set ? directory.person_name(set->set_by) : context.lang.tr("mức chuẩn")};
}

const Setting& must_find_setting(const web::Context& context) {
    if (!sees_settings(context.actor())) throw Forbidden(who_may(Deed::see_settings), "settings: not an administrator");
    const Setting* setting = dinh::settings::find(context.request.place("key"));
    if (!setting) throw NotFound("no setting " + std::string(context.request.place("key")));
    return *setting;
}

std::vector<std::pair<std::string, std::string>> options_of(const web::Context& context, const Setting& setting) {
    if (setting.type == Type::truth) return {{"1", context.lang.tr("có")}, {"0", context.lang.tr("không")}};
    std::vector<std::pair<std::string, std::string>> options;
    for (const auto& one : setting.choices) options.emplace_back(one.value, context.lang.tr(one.title));
    return options;
}

std::string typed_value(const web::Form& form, const std::string& now) {
    return form.typed("value").empty() ? now : std::string(form.typed("value"));
}

pages::SettingsShow page_of(web::Context& context, const Setting& setting, const std::string& now,
                            const web::Form& form) {
    const bool listed = !options_of(context, setting).empty();
    const std::string from = form.typed("from").empty() ? clock::show(clock::today()) : std::string(form.typed("from"));
    pages::SettingsShow page{.title = context.lang.tr(setting.title),
                             .now = value_words(context, setting, now),
                             .description = context.lang.tr(setting.description),
                             .if_law = !setting.basis.empty(),
                             .law = setting.basis,
                             .if_may = can(context.actor(), Deed::change_setting, {}),
                             .if_errors = form.faulty(),
                             .values_path = "/settings/" + setting.key + "/values",
                             .csrf = context.csrf_token(),
                             .deed_key = deed::new_key(),
                             .if_unit = !setting.unit.empty(),
                             .unit = setting.unit.empty() ? "" : context.lang.tr(setting.unit),
                             .if_typed = !listed,
                             .value = typed_value(form, now),
                             .if_choice = listed,
                             .from = from,
                             .basis = std::string(form.typed("basis")),
                             .if_lines = false};
    for (const auto& [choice, name] : options_of(context, setting))
        page.options.push_back({.choice = choice, .if_chosen = choice == page.value.value(), .name = name});
    return page;
}

web::Response show_one(web::Context& context, const Setting& setting, const web::Form& form) {
    const auto directory = directory::now(context.house);
    std::string now;
    std::vector<Line> lines;
    context.house.db->read([&](db::Conn& conn) {
        now = dinh::settings::get(conn, setting.key, clock::today());
        lines = dinh::settings::lines(conn, setting.key);
    });
    pages::SettingsShow page = page_of(context, setting, now, form);
    for (const Line& line : lines)
        page.lines.push_back({.was = value_words(context, setting, line.value),
                              .if_replaced = line.replaced_at.has_value(),
                              .from = clock::show(line.from_day),
                              .until = line.until_day ? clock::show(*line.until_day) : "",
                              .basis = line.basis,
                              .who = directory->person_name(line.set_by),
                              .at = clock::show(line.set_at)});
    page.if_lines = !lines.empty();
    for (const Reason& one : form.all())
        page.errors.push_back({.field = one.field == "from_day" ? "from" : one.field, .error = one.text});
    return web::page(context, context.lang.tr(setting.title), page, form.faulty() ? 422 : 200);
}

}  // namespace

web::Response show_settings(web::Context& context) {
    if (!sees_settings(context.actor())) throw Forbidden(who_may(Deed::see_settings), "settings: not an administrator");
    const auto directory = directory::now(context.house);
    pages::SettingsList page{};
    context.house.db->read([&](db::Conn& conn) {
        page.rows.clear();
        for (const Setting& setting : dinh::settings::declared())
            page.rows.push_back(row_of(context, *directory, setting,
                                       dinh::settings::get(conn, setting.key, clock::today()),
                                       dinh::settings::lines(conn, setting.key)));
    });
    return web::page(context, context.lang.tr("Thiết lập"), page);
}

web::Response show_setting(web::Context& context) {
    const Setting& setting = must_find_setting(context);
    return show_one(context, setting, web::Form(context.request));
}

web::Response set_setting(web::Context& context) {
    const Setting& setting = must_find_setting(context);
    must(context.actor(), Deed::change_setting, {});
    web::Form form(context.request);
    const std::string value = form.line("value", "Giá trị", {.required = setting.type != Type::text, .max = 1000});
    const auto from = form.day("from", "Từ ngày", true);
    const std::string basis = form.line("basis", "Căn cứ", {.max = 500});
    if (form.faulty()) return show_one(context, setting, form);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            dinh::settings::set(tx, context.actor(), setting.key, value, *from, basis);
            return Id{1};
        });
    } catch (const Refused& refused) {
        form.faults(refused);
        return show_one(context, setting, form);
    }
    context.flash(context.lang.tr("Đã đặt thiết lập."));
    return web::see_other("/settings/" + setting.key);
}

}  // namespace dinh::accounts
