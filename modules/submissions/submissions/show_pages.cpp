// One submission.
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/submissions/show_model.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

Submission visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_submission(conn, context.actor(), context.request.id()); });
}

std::string known_as(const dinh::pages::Lang& lang, const Submission& one) {
    return text::fill(lang.tr("Hồ sơ theo %1"), {one.letter_mark});
}

web::Response show_page(web::Context& context) {
    const Shown found =
        context.house.db->reading([&](db::Conn& conn) { return shown(conn, context.actor(), context.request.id()); });
    return web::page(context, known_as(context.lang, found.one), show_model(context, found));
}

}  // namespace dinh::submissions
