#include "platform/forms/small_deeds.hpp"

#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::forms {

std::vector<layout::Field> reason_box(const Boxes& boxes, int most) {
    return {boxes.line("reason", "Lý do", {.most = most})};
}

std::string small_address(const web::Request& request, std::string_view path) {
    std::vector<std::string> parts = text::split(path, '/');
    for (auto& part : parts)
        if (part.starts_with(":")) part = request.place(part.substr(1));
    return "/" + text::join(parts, "/");
}

std::string small_action(const SmallWords& words) {
    constexpr std::string_view kNew = "/new";
    std::string_view path = words.manner.action;
    if (path.empty()) path = words.form;
    if (path.ends_with(kNew)) path.remove_suffix(kNew.size());
    return std::string(path);
}

std::string small_next(web::Context& context, const SmallAbout& about) {
    const bool still = about.kind.empty() || context.house.db->reading([&](db::Conn& conn) {
        return grants::may_see(conn, context.actor(), about.kind, context.request.id());
    });
    return still ? about.path : about.list_path;
}

Uploaded small_uploads(web::Context& context, web::Form& form, bool stamps) {
    if (!stamps) return take_uploads(context, form);
    return take_uploads(context, form, form.ticked("secrecy_answered") ? Stamped::answered : Stamped::to_be_answered);
}

web::Response show_small(web::Context& context, const SmallShown& shown, int status) {
    return web::page(context, context.lang.tr(shown.words.heading), small_page<layout::SmallDeed>(shown), status);
}

}  // namespace dinh::forms
