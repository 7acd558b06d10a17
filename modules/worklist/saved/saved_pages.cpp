// The lists a person keeps: to open, to name, to drop.
#include "modules/worklist/saved/saved.hpp"

#include "modules/worklist/pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/text/text.hpp"
#include "platform/web/context.hpp"

namespace dinh::worklist {

namespace {

constexpr const char* kPath = "/worklist/saved";

std::string path_of(Id id) { return std::string(kPath) + "/" + std::to_string(id); }

// What is named: a new list by its path, or one that is kept (id not 0).
web::Response show_form(web::Context& context, const forms::Values& values, const Saved& one, int status) {
    const auto& lang = context.lang;
    const bool kept = one.id != 0;
    pages::SavedForm page{
        .heading = kept ? one.name : lang.tr("Lưu danh sách"),
        .list_title = lang.tr(list_title(one.path)),
        .if_errors = false,
        .errors = {},
        .action_path = kept ? path_of(one.id) + "/name" : kPath,
        .csrf = context.csrf_token(),
        .deed_key = deed::new_key(),
        .version = one.version,
        .kept_path = one.path,
        .boxes = {forms::Boxes(lang, values)
                      .line("name", "Tên", {.hint = "Chỉ bạn thấy.", .most = static_cast<int>(kLongestName)})},
        .back_path = kept || one.path.empty() ? kPath : one.path,
        .if_drop = kept,
        .drop_path = kept ? path_of(one.id) : std::string()};
    forms::add_errors(page, lang, values.faults);
    return web::page(context, kept ? one.name : lang.tr("Lưu danh sách"), page, status);
}

Saved asked_for(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return saved_one(conn, context.actor(), context.request.id()); });
}

}  // namespace

web::Response show_saved(web::Context& context) {
    const auto all = context.house.db->reading([&](db::Conn& conn) { return saved_of(conn, context.actor()); });
    pages::SavedList page{.count = context.lang.trn("%1 danh sách", static_cast<std::int64_t>(all.size())),
                          .if_none = all.empty(),
                          .if_lines = !all.empty(),
                          .lines = {}};
    for (const auto& one : all)
        page.lines.push_back({.open_path = one.path,
                              .name = one.name,
                              .list_title = context.lang.tr(list_title(one.path)),
                              .edit_path = path_of(one.id)});
    return web::page(context, context.lang.tr("Danh sách đã lưu"), page);
}

web::Response new_saved(web::Context& context) {
    Saved one;
    one.path = kept_path(context.request.get("path"));
    if (one.path.empty()) throw NotFound("worklist: no list to keep");
    forms::Values values;
    values.values["name"] = text::cut(text::clean_line(context.request.get("name")), kLongestName);
    return show_form(context, values, one, 200);
}

web::Response save_one(web::Context& context) {
    web::Form form(context.request);
    Saved one;
    one.path = kept_path(form.typed("path"));
    try {
        deed::once(*context.house.db, context.actor(), form.key(),
                   [&](db::Tx& tx) { return save_list(tx, context.actor(), form.typed("name"), form.typed("path")); });
    } catch (const Refused& refused) {
        return show_form(context, forms::Values::typed(context.request, refused.reasons()), one, 422);
    }
    context.flash(context.lang.tr("Đã lưu danh sách."));
    return web::see_other(one.path);
}

web::Response show_one_saved(web::Context& context) {
    const Saved one = asked_for(context);
    forms::Values values;
    values.values["name"] = one.name;
    return show_form(context, values, one, 200);
}

web::Response name_saved(web::Context& context) {
    web::Form form(context.request);
    Saved one = asked_for(context);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            rename_saved(tx, context.actor(), one.id, form.version(), form.typed("name"));
            return one.id;
        });
    } catch (const Refused& refused) {
        return show_form(context, forms::Values::typed(context.request, refused.reasons()), one, 422);
    } catch (const Conflict& conflict) {
        return show_form(context, forms::Values::typed(context.request, {{"", conflict.said()}}), one, 409);
    }
    context.flash(context.lang.tr("Đã đổi tên."));
    return web::see_other(kPath);
}

web::Response drop_one_saved(web::Context& context) {
    web::Form form(context.request);
    const Id id = context.request.id();
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        drop_saved(tx, context.actor(), id, form.version());
        return id;
    });
    context.flash(context.lang.tr("Đã bỏ khỏi danh sách đã lưu."));
    return web::see_other(kPath);
}

}  // namespace dinh::worklist
