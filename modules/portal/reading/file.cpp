// Files of articles that are shown: what was made of pictures, attachments, the reading aloud; never what was uploaded.
#include "modules/portal/portal.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/pictures.hpp"
#include "modules/portal/reading/reading_store.hpp"

namespace dinh::portal::reading {

namespace {

// Types that the browser shows by itself; others are given to be kept.
bool shown_inside(std::string_view type) {
    return type == "application/pdf" || type.starts_with("audio/") || type == "image/webp" || type == "image/jpeg" ||
           type == "image/png";
}

// A text that shows a picture names what was uploaded: readers get what was made of it.
int made_of(db::Conn& conn, Id article, int position) {
    const auto found = files_of(conn, article).pictures;
    const auto at = found.find(position);
    return at == found.end() ? 0 : at->second.large != 0 ? at->second.large : at->second.jpeg;
}

files::Ref find(db::Conn& conn, const Site& site, Id article, Id position) {
    if (!is_shown(conn, site.id, article)) throw NotFound("the article is not shown here");
    auto file = files::find(conn, kArticle, article, static_cast<int>(std::min<Id>(position, 1'000'000)));
    if (file && file->role == "picture")
        file = files::find(conn, kArticle, article, made_of(conn, article, file->position));
    if (!file || !is_public(*file)) throw NotFound("no file for readers");
    return *std::move(file);
}

}  // namespace

// The content of a position never changes, but what is withdrawn must not stay for long in caches on the way.
web::Response file_page(web::Context& context, const Site& site) {
    const auto file = context.house.db->reading(
        [&](db::Conn& conn) { return find(conn, site, context.request.id("article"), context.request.id("n")); });
    auto response = web::file({context.house.files->path_of(file.hash), file.hash}, file.media_type, file.name,
                              shown_inside(file.media_type));
    response.with("Cache-Control", "public, max-age=3600");
    response.cache_keys = cache_keys(site.id, context.request.id("article"));
    return response;
}

}  // namespace dinh::portal::reading
