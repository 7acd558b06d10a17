#include "modules/directory/sheet.hpp"

#include "modules/directory/pages.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

bool ticked(const std::string& values, const std::string& one) {
    for (const auto& value : text::split(values, ' '))
        if (value == one) return true;
    return false;
}

// A box as it is shown: its value may come from the request instead of the sheet.
pages::Box box_of(const dinh::pages::Lang& lang, const Box& box, const std::string& value, const std::string& chosen,
                  std::string_view fault) {
    std::string described = box.look.hint.empty() ? std::string() : box.id + "-hint";
    if (!fault.empty()) described += (described.empty() ? "" : " ") + box.id + "-error";
    pages::Box shown{.if_hidden = box.kind == Kind::hidden,
                     .id = box.id,
                     .value = value,
                     .if_ticks = box.kind == Kind::ticks,
                     .width = box.look.width,
                     .label = lang.tr(box.label),
                     .if_box_fault = !fault.empty(),
                     .box_fault = lang.tr(fault),
                     .if_box = box.kind != Kind::ticks && box.kind != Kind::hidden,
                     .if_optional = box.look.optional,
                     .if_hint = !box.look.hint.empty(),
                     .hint = lang.tr(box.look.hint),
                     .if_line = box.kind == Kind::line,
                     .most = box.look.most,
                     .described = described,
                     .if_day = box.kind == Kind::day,
                     .if_number = box.kind == Kind::number,
                     .if_area = box.kind == Kind::area,
                     .if_suggest = box.kind == Kind::suggest,
                     .suggest_path = box.suggest_path,
                     .chosen_id = chosen,
                     .if_select = box.kind == Kind::select};
    for (const auto& one : box.choices) {
        if (box.kind == Kind::ticks)
            shown.ticks.push_back(
                {.tick = one.value, .if_ticked = ticked(value, one.value), .tick_name = lang.tr(one.title)});
        if (box.kind == Kind::select)
            shown.options.push_back(
                {.choice = one.value, .if_chosen = one.value == value, .choice_name = lang.tr(one.title)});
    }
    return shown;
}

pages::Sheet page_of(web::Context& context, const Sheet& sheet) {
    const auto& lang = context.lang;
    return {.back_path = sheet.back_path,
            .back_name = lang.tr(sheet.back_name),
            .title = lang.tr(sheet.title),
            .if_note = !sheet.note.empty(),
            .note = sheet.note,
            .if_conflict = false,
            .if_errors = false,
            .action_path = sheet.action,
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key(),
            .version = sheet.version,
            .if_ends = sheet.ends,
            .if_warning = !sheet.warning.empty(),
            .warning = lang.tr(sheet.warning),
            .submit = lang.tr(sheet.submit)};
}

std::string typed_of(const web::Request& request, const Box& box) {
    if (box.kind != Kind::ticks) return std::string(request.field(box.id));
    std::vector<std::string> values;
    for (const auto one : request.fields(box.id)) values.emplace_back(one);
    return text::join(values, " ");
}

// What stands now, in words: of choices their titles.
std::string words_of(const dinh::pages::Lang& lang, const Box& box) {
    if (box.choices.empty()) return box.value;
    std::vector<std::string> titles;
    for (const auto& one : box.choices)
        if (box.kind == Kind::ticks ? ticked(box.value, one.value) : box.value == one.value)
            titles.push_back(lang.tr(one.title));
    return text::join(titles, ", ");
}

web::Response show_conflict(web::Context& context, const Sheet& sheet) {
    pages::Sheet page = page_of(context, sheet);
    page.if_conflict = true;
    for (const auto& box : sheet.boxes) {
        const std::string typed = typed_of(context.request, box);
        page.boxes.push_back(box_of(context.lang, box, typed, std::string(context.request.field(box.id + "_id")), {}));
        if (box.kind == Kind::hidden) continue;
        const bool differs = typed != box.value;
        page.current.push_back({.name = context.lang.tr(box.label),
                                .if_differs = differs,
                                .stands = words_of(context.lang, box),
                                .no_difference = !differs});
    }
    return web::page(context, context.lang.tr(sheet.title), page, 409);
}

template <class Find>
Id said(web::Form& form, std::string_view field, std::string_view label, bool required, const char* unknown,
        Find&& find) {
    const std::string name(field);
    const std::string typed = text::clean_line(form.typed(field));
    if (typed.empty()) {
        if (required) form.line(field, label, {.required = true});
        return 0;
    }
    const Id found = find(ids::parse(form.typed(name + "_id")).value_or(0), typed);
    if (found == 0) form.fault(field, std::string(unknown));
    return found;
}

}  // namespace

Sheet& Sheet::add(Box box) {
    boxes.push_back(std::move(box));
    return *this;
}
Sheet& Sheet::line(std::string_view id, std::string_view label, std::string value, Look look) {
    return add({Kind::line, std::string(id), std::string(label), std::move(value), std::move(look), {}, {}, {}});
}
Sheet& Sheet::day(std::string_view id, std::string_view label, std::optional<Day> value, Look look) {
    return add({Kind::day,
                std::string(id),
                std::string(label),
                value ? clock::show(*value) : "",
                std::move(look),
                {},
                {},
                {}});
}
Sheet& Sheet::number(std::string_view id, std::string_view label, std::int64_t value, Look look) {
    return add({Kind::number, std::string(id), std::string(label), std::to_string(value), std::move(look), {}, {}, {}});
}
Sheet& Sheet::area(std::string_view id, std::string_view label, std::string value, Look look) {
    return add({Kind::area, std::string(id), std::string(label), std::move(value), std::move(look), {}, {}, {}});
}
Sheet& Sheet::select(std::string_view id, std::string_view label, std::vector<Choice> choices, std::string value,
                     Look look) {
    return add({Kind::select,
                std::string(id),
                std::string(label),
                std::move(value),
                std::move(look),
                std::move(choices),
                {},
                {}});
}
Sheet& Sheet::ticks(std::string_view id, std::string_view label, std::vector<Choice> choices,
                    const std::vector<std::string>& ticked, Look look) {
    return add({Kind::ticks,
                std::string(id),
                std::string(label),
                text::join(ticked, " "),
                std::move(look),
                std::move(choices),
                {},
                {}});
}
Sheet& Sheet::agency(std::string_view id, std::string_view label, const Snapshot& directory, Id value, Look look) {
    return add({Kind::suggest,
                std::string(id),
                std::string(label),
                directory.agency_name(value),
                std::move(look),
                {},
                "/directory/agencies/suggest",
                value == 0 ? "" : std::to_string(value)});
}
Sheet& Sheet::person(std::string_view id, std::string_view label, const Snapshot& directory, Id value, Look look) {
    return add({Kind::suggest,
                std::string(id),
                std::string(label),
                person_words(directory, value),
                std::move(look),
                {},
                "/directory/people/suggest",
                value == 0 ? "" : std::to_string(value)});
}
Sheet& Sheet::post(std::string_view id, std::string_view label, const Snapshot& directory, Id value, Look look) {
    return add({Kind::suggest,
                std::string(id),
                std::string(label),
                post_words(directory, value),
                std::move(look),
                {},
                "/directory/posts/suggest",
                value == 0 ? "" : std::to_string(value)});
}
Sheet& Sheet::hidden(std::string_view id, std::string value) {
    return add({Kind::hidden, std::string(id), "", std::move(value), {}, {}, {}, {}});
}

web::Response show(web::Context& context, const Sheet& sheet) {
    pages::Sheet page = page_of(context, sheet);
    for (const auto& box : sheet.boxes) page.boxes.push_back(box_of(context.lang, box, box.value, box.chosen_id, {}));
    return web::page(context, context.lang.tr(sheet.title), page);
}

web::Response show_typed(web::Context& context, const Sheet& sheet, const web::Form& form, int status) {
    pages::Sheet page = page_of(context, sheet);
    // What was typed belongs to the version it was typed on: saving again must still meet a conflict.
    if (form.version() != 0) page.version = form.version();
    page.if_errors = form.faulty();
    for (const auto& fault : form.all())
        page.errors.push_back({.field = fault.field, .error = context.lang.say(fault.said)});
    for (const auto& box : sheet.boxes)
        page.boxes.push_back(box_of(context.lang, box, typed_of(context.request, box),
                                    std::string(context.request.field(box.id + "_id")), form.fault_of(box.id)));
    return web::page(context, context.lang.tr(sheet.title), page, status);
}

web::Response answer(web::Context& context, web::Form& form, const Submit& submit) {
    if (form.faulty()) return show_typed(context, submit.sheet(), form, 422);
    try {
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), submit.deed);
        look_again(context.house);
        context.flash(context.lang.tr(submit.said));
        return web::see_other(submit.after(id));
    } catch (const Refused& refused) {
        form.faults(refused);
        return show_typed(context, submit.sheet(), form, 422);
    } catch (const Conflict&) {
        look_again(context.house);
        return show_conflict(context, submit.sheet());
    }
}

Id agency_said(web::Form& form, const Snapshot& directory, std::string_view field, std::string_view label,
               bool required) {
    return said(form, field, label, required,
                "Không rõ cơ quan nào trong danh bạ: hãy gõ tên hoặc chữ viết tắt rồi chọn một.",
                [&](Id chosen, const std::string& typed) { return find_agency(directory, chosen, typed); });
}
Id person_said(web::Form& form, const Snapshot& directory, std::string_view field, std::string_view label,
               bool required) {
    return said(form, field, label, required, "Không rõ người nào: hãy gõ họ tên hoặc mã cán bộ rồi chọn một.",
                [&](Id chosen, const std::string& typed) { return find_person(directory, chosen, typed); });
}
Id post_said(web::Form& form, const Snapshot& directory, std::string_view field, std::string_view label,
             bool required) {
    return said(form, field, label, required,
                "Không rõ vị trí nào: hãy gõ chức vụ, đơn vị hoặc tên người đang giữ rồi chọn một.",
                [&](Id chosen, const std::string& typed) { return find_post(directory, chosen, typed); });
}

}  // namespace dinh::directory
