#include "modules/accounts/pages.hpp"
#include "modules/accounts/sessions/arrival.hpp"
#include "modules/accounts/sessions/kept_forms.hpp"
#include "modules/accounts/sessions/places.hpp"
#include "modules/accounts/sessions/visits.hpp"
#include "modules/directory/directory.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

constexpr std::size_t kShownFields = 12;
constexpr std::size_t kShownLetters = 120;

// What a person typed himself: words and days, not keys, ids and choices from a list.
bool speaks(const std::string& name, const std::string& value) {
    const bool typed = value.find_first_of(" /") != value.npos || !text::is_ascii(value);
    return typed && !name.starts_with("_") && name != "deed_key";
}

pages::SessionsKept::FormsItem item_of(const KeptForm& form, const std::string& csrf) {
    pages::SessionsKept::FormsItem item{.kept = clock::show(form.kept_at),
                                        .form_path = form.path,
                                        .if_uploads = !form.uploads.empty(),
                                        .csrf = csrf,
                                        .drop_path = "/sessions/kept-forms/" + std::to_string(form.id)};
    for (const auto& [name, value] : form.fields) {
        item.fields.push_back({.name = name, .value = value});
        if (speaks(name, value) && item.shown.size() < kShownFields)
            item.shown.push_back({.line = text::cut(value, kShownLetters)});
    }
    for (const auto& upload : form.uploads) {
        const std::string box = "upload-" + std::to_string(form.id) + "-" + std::to_string(item.uploads.size());
        item.uploads.push_back({.box = box, .file_name = upload.file_name, .field = upload.field});
    }
    return item;
}

}  // namespace

web::Response arrive(web::Context& context, Id account, Id person, std::string_view next) {
    const Limits limits = limits_now(context.house);
    const Instant after{clock::now().ms - limits.kept_form_minutes * 60'000};
    if (context.house.db->reading([&](db::Conn& conn) { return has_kept_forms(conn, account, after); }))
        return web::see_other(next.empty() ? "/sessions/kept-forms" : "/sessions/kept-forms?next=" + encoded(next));
    if (!next.empty()) return web::see_other(std::string(next));
    const bool has_post = !actor_of(context.house, person, 0).capacities.empty();
    return web::see_other(has_post ? "/" : "/accounts/me");
}

web::Response show_kept_forms(web::Context& context) {
    const Visit visit = must_visit(context);
    const std::string next = next_of(context.request);
    const auto forms =
        kept_forms_of(context.house, visit.actor, visit.known.account, limits_now(context.house).kept_form_minutes);
    if (forms.empty()) return web::see_other(next.empty() ? "/" : next);
    const std::string csrf = context.csrf_token();
    pages::SessionsKept page{.count = forms.size(), .next_path = next.empty() ? "/" : next};
    for (const KeptForm& form : forms) page.forms.push_back(item_of(form, csrf));
    return web::page(context, context.lang.tr("Bạn có biểu mẫu chưa gửi"), page);
}

web::Response forget_kept_form(web::Context& context) {
    const Visit visit = must_visit(context);
    const Id form = context.request.id();
    context.house.db->write([&](db::Tx& tx) { drop_kept_form(tx, visit.known.account, form); });
    context.flash(context.lang.tr("Đã bỏ biểu mẫu."));
    return web::see_other("/sessions/kept-forms");
}

}  // namespace dinh::accounts
