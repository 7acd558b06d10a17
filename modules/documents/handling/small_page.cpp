#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

web::Response small_page(web::Context& context, const SmallForm& form, const Incoming& one,
                         const std::string& action_path, std::int64_t version, const forms::Values& values,
                         std::vector<layout::Field> boxes, int status) {
    const auto& lang = context.lang;
    pages::IncomingDeed page{.show_path = link_of(one.id),
                             .known = text::fill(lang.tr("Số đến %1"), {one.number()}),
                             .heading = lang.tr(form.heading),
                             .subject = one.subject,
                             .if_errors = !values.faults.empty(),
                             .errors = {},
                             .if_explain = form.explain[0] != '\0',
                             .explain = lang.tr(form.explain),
                             .action_path = action_path,
                             .if_upload = false,
                             .csrf = context.csrf_token(),
                             .deed_key = deed::new_key(),
                             .version = version,
                             .if_delete = false,
                             .boxes = std::move(boxes),
                             .if_bad = form.bad,
                             .button = lang.tr(form.button)};
    forms::add_errors(page, lang, values.faults);
    return web::page(context, lang.tr(form.heading), page, status);
}

Incoming visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_incoming(conn, context.actor(), context.request.id()); });
}

}  // namespace dinh::documents
