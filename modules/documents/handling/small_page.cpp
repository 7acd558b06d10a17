#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

web::Response small_page(web::Context& context, const SmallForm& form, const Incoming& one,
                         const std::string& action_path, std::int64_t version, const FormValues& values,
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
    for (const auto& fault : values.faults) page.errors.push_back({.field = fault.field, .error = lang.tr(fault.text)});
    return web::page(context, lang.tr(form.heading), page, status);
}

Incoming visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_incoming(conn, context.actor(), context.request.id()); });
}

Reason changed_meanwhile(web::Context& context, Id incoming) {
    const auto lines =
        context.house.db->reading([&](db::Conn& conn) { return deed::history_of(conn, kIncoming, incoming, 1); });
    if (lines.empty())
        return {"", "Có người vừa sửa văn bản này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
    return {"", text::fill(context.lang.tr("%1 vừa thay đổi văn bản này lúc %2 (%3), sau khi bạn mở. Điều bạn gõ còn "
                                           "nguyên; xem lại rồi gửi lần nữa."),
                           {lines[0].person_name, clock::show(lines[0].at), lines[0].words})};
}

}  // namespace dinh::documents
