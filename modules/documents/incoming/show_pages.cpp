// One document and its files.
#include "modules/documents/incoming/show_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/show_model.hpp"
#include "modules/documents/readers.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/audit/viewers.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

struct File {
    Incoming one;
    files::Ref ref;
};

// A file is reached only inside its document, under the document's right.
File file_of(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        const Incoming one = visible_incoming(conn, context.actor(), context.request.id());
        return File{one, file_asked(context, conn, kIncoming, one.id)};
    });
}

Holder holder_of(web::Context& context, const Incoming& one) {
    const std::string number = one.number();
    return {"/documents/incoming", "Văn bản đến", link_of(one.id),
            number.empty() ? one.author_name : text::fill(context.lang.tr("Số đến %1"), {number})};
}

Incoming asked_for(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_incoming(conn, context.actor(), context.request.id()); });
}

}  // namespace

web::Response show_page(web::Context& context) {
    const Day today = clock::today();
    const auto directory = directory::now(context.house);
    mark_opened(context, context.request.id());
    const auto found = context.house.db->reading(
        [&](db::Conn& conn) { return shown(context.house, conn, context.actor(), context.request.id()); });
    audit::note_view_of_day(context.actor(), kIncoming, found.one.id, context.request.remote_address);
    auto panel = handling_panel(context, *directory, found.one, found.files, found.handling, today);
    const auto model = show_model(context.lang, *directory, context.actor(), found, std::move(panel), today);
    const std::string number = found.one.number();
    const auto title =
        number.empty() ? context.lang.tr("Văn bản đến") : text::fill(context.lang.tr("Số đến %1"), {number});
    return web::page(context, title, model);
}

web::Response file_page(web::Context& context) {
    const auto [one, ref] = file_of(context);
    return file_page_of(context, holder_of(context, one), ref);
}

web::Response readers_page(web::Context& context) {
    const Incoming one = asked_for(context);
    return readers_page_of(context, holder_of(context, one), kIncoming, one.id);
}

web::Response confirm_readers(web::Context& context) {
    const Incoming one = asked_for(context);
    return confirm_readers_of(context, holder_of(context, one), kIncoming, one.id);
}

web::Response file_content(web::Context& context) { return file_content_of(context, file_of(context).ref); }
web::Response file_picture(web::Context& context) { return file_picture_of(context, file_of(context).ref); }

}  // namespace dinh::documents
