// One document and its files.
#include "modules/documents/incoming/show_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/file_words.hpp"
#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/incoming/show_model.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

struct File {
    Incoming one;
    files::Ref ref;
};

// A file is reached only inside its document, under the document's right.
File file_of(web::Context& context) {
    const auto position = ids::parse(context.request.place("n"));
    if (!position || *position > 100'000) throw NotFound("documents: file number");
    return context.house.db->reading([&](db::Conn& conn) {
        const Incoming one = visible_incoming(conn, context.actor(), context.request.id());
        const auto ref = files::find(conn, kIncoming, one.id, static_cast<int>(*position));
        if (!ref) throw NotFound("documents: file " + std::to_string(*position) + " of " + std::to_string(one.id));
        return File{one, *ref};
    });
}

bool shown_in_browser(const files::Ref& ref) {
    return ref.media_type == "application/pdf" || ref.media_type == "image/png" || ref.media_type == "image/jpeg";
}

// "12.png"
std::optional<int> page_number(std::string_view place) {
    if (!place.ends_with(".png")) return std::nullopt;
    const auto number = ids::parse(place.substr(0, place.size() - 4));
    return number && *number <= kMostPictures ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

int width_of(std::string_view typed) {
    for (const int width : kPictureWidths) {
        if (typed == std::to_string(width)) return width;
    }
    return kPictureWidths[1];
}

}  // namespace

web::Response show_page(web::Context& context) {
    const Day today = clock::today();
    const auto directory = directory::now(context.house);
    mark_opened(context, context.request.id());
    const auto found =
        context.house.db->reading([&](db::Conn& conn) { return shown(conn, context.actor(), context.request.id()); });
    auto panel = handling_panel(context, *directory, found.one, found.files, found.handling, today);
    const auto model = show_model(context.lang, *directory, context.actor(), found, std::move(panel), today);
    const std::string number = found.one.number();
    const auto title =
        number.empty() ? context.lang.tr("Văn bản đến") : text::fill(context.lang.tr("Số đến %1"), {number});
    return web::page(context, title, model);
}

web::Response file_page(web::Context& context) {
    const auto [one, ref] = file_of(context);
    const std::string base = link_of(one.id) + "/files/" + std::to_string(ref.position);
    const auto words = text_of(context.house, ref);
    const std::string number = one.number();
    pages::IncomingFile page{
        .show_path = link_of(one.id),
        .known = number.empty() ? one.author_name : text::fill(context.lang.tr("Số đến %1"), {number}),
        .file_name = ref.name,
        .file_note = file_note(context.lang, ref),
        .download_path = base,
        .pictures = {},
        .no_pictures = !has_pictures(ref),
        .if_text_read = words.has_value(),
        .file_text = words.value_or(""),
        .no_text_read = !words,
        .text_state = text_state_words(context.lang, files::TextState::no_text)};
    for (int n = 1; has_pictures(ref) && n <= std::clamp(ref.pages, 1, kMostPictures); ++n) {
        page.pictures.push_back({.picture_path = base + "/pages/" + std::to_string(n) + ".png",
                                 .picture_words = text::fill(context.lang.tr("Trang %1"), {std::to_string(n)})});
    }
    return web::page(context, ref.name, page);
}

web::Response file_content(web::Context& context) {
    const auto [one, ref] = file_of(context);
    return web::file({context.house.files->path_of(ref.hash), ref.hash}, ref.media_type, ref.name,
                     shown_in_browser(ref));
}

web::Response file_picture(web::Context& context) {
    const auto [one, ref] = file_of(context);
    const auto number = page_number(context.request.place("p"));
    if (!number) throw NotFound("documents: page number");
    const int width = width_of(context.request.get("width"));
    const auto place = picture_of(context.house, ref, *number, width);
    if (!place) throw NotFound("documents: no picture of the page");
    const std::string etag = ref.hash + "-" + std::to_string(*number) + "-" + std::to_string(width);
    return web::file({*place, etag}, "image/png", "trang-" + std::to_string(*number) + ".png", true);
}

}  // namespace dinh::documents
