#include "modules/portal/reading/lines.hpp"

#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/pictures.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

constexpr std::size_t kMostSummary = 220;

}  // namespace

pages::ReadingLine line_of(db::Conn& conn, const std::string& base, const Shown& one, Look look) {
    const bool pictures = look == Look::pictures;
    const std::string picture = pictures ? small_picture(conn, base, one.article, one.picture) : std::string();
    const std::string summary = pictures ? text::cut(one.summary, kMostSummary) : std::string();
    return {.if_small = !picture.empty(),
            .small_path = picture,
            .path = article_path(base, one.slug),
            .title = one.title,
            .if_summary = !summary.empty(),
            .summary = summary,
            .iso = clock::to_text(one.published_at),
            .day = clock::show(clock::day_of(one.published_at)),
            .if_from = !one.own,
            .from = one.from_site};
}

}  // namespace dinh::portal::reading
