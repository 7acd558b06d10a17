// The page of one article, with its pictures, files and translations.
#include "modules/portal/articles/text_pictures.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/remark_pages.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/linked.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/pictures.hpp"
#include "modules/portal/reading/reading_store.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

using dinh::pages::Lang;

constexpr int kRelated = 6;
constexpr int kRemarks = 10;

// What readers say of it.
struct Talk {
    std::vector<Remark> remarks;  // the newest
    std::int64_t count = 0;
    Rated rated;
};

// All that the page shows, read at once.
struct Found {
    ShownArticle shown;
    std::string slug;  // where this site shows it
    OwnAddress own;
    std::optional<Site> home;  // when it was taken over from there
    std::optional<Edition> corrected;
    ArticleFiles files;
    std::map<int, std::string> alts;
    std::vector<Translation> translations;
    std::vector<Shown> related;
    Talk talk;
};

constexpr db::Sql kAlts{"reading.alts", "SELECT position, alt FROM portal_picture WHERE article = $1"};

std::optional<Edition> last_correction(db::Conn& conn, const Article& article) {
    if (article.edition < 2) return std::nullopt;
    const auto editions = editions_of(conn, article.id);
    if (editions.empty() || !article.published_at) return std::nullopt;
    const Edition& last = editions.front();
    const bool corrects = editions.size() > 1 && last.at > *article.published_at && !last.note.empty();
    return corrects ? std::optional(last) : std::nullopt;
}

Found find(db::Conn& conn, const web::Context& context, const Site& site) {
    auto shown = shown_article(conn, site.id, context.request.place("slug"));
    if (!shown) throw NotFound("no article of this address");
    Found found{.shown = *std::move(shown), .slug = std::string(context.request.place("slug"))};
    found.own = own_address(conn, context, site, found.shown, found.slug);
    const Article& article = found.shown.article;
    if (found.shown.home != site.id) found.home = find_site(conn, found.shown.home);
    found.corrected = last_correction(conn, article);
    found.files = files_of(conn, article.id);
    for (const auto& row : conn.query(kAlts, article.id)) found.alts[static_cast<int>(row.integer(0))] = row.text(1);
    found.translations = translations_of(conn, site.id, article);
    if (site.comments) {
        found.talk.remarks = shown_remarks(conn, site.id, article.id, 0, kRemarks);
        found.talk.count = count_remarks(conn, site.id, article.id);
    }
    if (site.ratings) found.talk.rated = rated(conn, site.id, article.id);
    const ShownFilter filter{.site = site.id,
                             .category = found.shown.category.id,
                             .language = article.language,
                             .before = article.published_at,
                             .most = kRelated};
    // Earlier ones: they stay the same when something new is published.
    if (found.shown.category.id != 0) found.related = shown_articles(conn, filter);
    return found;
}

std::string shown_moment(const std::optional<Instant>& at) { return at ? clock::show(*at) : std::string(); }
std::string stored_moment(const std::optional<Instant>& at) { return at ? clock::to_text(*at) : std::string(); }

std::string host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme != url.npos) url.remove_prefix(scheme + 3);
    return std::string(url.substr(0, url.find('/')));
}

const Variants* variants_at(const ArticleFiles& files, int position) {
    const auto found = files.pictures.find(position);
    return found == files.pictures.end() || !found->second.any() ? nullptr : &found->second;
}

struct Making {
    const web::Context& context;
    const Site& site;
    const Found& found;
    std::string base;
    Raw body;
    const Article& article() const { return found.shown.article; }
    std::string file(int position) const {
        return position == 0 ? std::string() : file_path(base, article().id, position);
    }
};

pages::ReadingArticle page_of(const Making& making) {
    const Article& one = making.article();
    const auto& [shown, slug, own, home, corrected, files, alts, translations, related, talk] = making.found;
    const Variants* lead = variants_at(files, one.picture);
    const std::string& author = one.pen_name.empty() ? one.author : one.pen_name;
    return {.if_lang = one.language != "vi",
            .text_lang = one.language,
            .heading = one.title,
            .iso = stored_moment(one.published_at),
            .moment = shown_moment(one.published_at),
            .if_from = home.has_value(),
            .from_path = home ? home_path(base_from(making.context, *home)) : "",
            .from = home ? home->name : "",
            .if_corrected = corrected.has_value(),
            .corrected_iso = corrected ? clock::to_text(corrected->at) : "",
            .corrected = corrected ? clock::show(corrected->at) : "",
            .if_note = corrected && !corrected->note.empty(),
            .note = corrected ? corrected->note : "",
            .if_summary = !one.summary.empty(),
            .summary = one.summary,
            .if_event = one.kind == "event",
            .starts = shown_moment(one.starts_at),
            .if_ends = one.ends_at.has_value(),
            .ends = shown_moment(one.ends_at),
            .if_place = !one.place.empty(),
            .place = one.place,
            .if_audio = files.audio.has_value(),
            .audio_path = files.audio ? making.file(files.audio->position) : "",
            .if_picture = lead != nullptr && !stands_in_text(one.body, one.id, one.picture),
            .small_path = lead ? making.file(lead->small) : "",
            .middle_path = lead ? making.file(lead->middle) : "",
            .jpeg_path = lead ? making.file(lead->jpeg != 0 ? lead->jpeg : lead->middle) : "",
            .alt = one.picture_alt,
            .body = making.body.mark,
            .if_video = !one.video.empty(),
            .video_url = one.video,
            .video_host = host_of(one.video),
            .if_gallery = false,
            .if_files = !files.attached.empty(),
            .if_author = !author.empty(),
            .author_name = author,
            .if_source = !one.source.empty(),
            .source = one.source,
            .whole_address = whole_address(making.context, making.base, article_path("", slug)),
            .if_talk = false,
            .if_rated = false,
            .rated_words = "",
            .if_talks = false,
            .talk_path = "",
            .talk_words = "",
            .if_remarks = false,
            .remarks = {},
            .if_more_remarks = false,
            .all_path = "",
            .all_words = "",
            .if_related = !related.empty()};
}

// What readers say of it, where the site takes remarks or ratings.
void put_talk(const Making& making, const Lang& lang, pages::ReadingArticle& page) {
    const Site& site = making.site;
    const Talk& talk = making.found.talk;
    const std::string all = question_pages::remarks_path(article_path(making.base, making.found.slug));
    const char* both = site.ratings ? "Viết bình luận, đánh giá" : "Viết bình luận";
    page.if_talks = site.open() && (site.comments || site.ratings);
    page.talk_path = all + "/moi";
    page.talk_words = lang.tr(site.comments ? both : "Đánh giá bài viết");
    page.if_rated = talk.rated.told();
    page.rated_words = text::fill(lang.tr("Bạn đọc đánh giá: %1 trên 5 (%2 lượt)"),
                                  {talk.rated.average(), lang.number(talk.rated.times)});
    for (const Remark& one : talk.remarks) page.remarks.push_back(question_pages::remark_line(one));
    page.if_remarks = !page.remarks.empty();
    page.if_more_remarks = talk.count > kRemarks;
    page.all_path = all;
    page.all_words = text::fill(lang.tr("Tất cả %1 bình luận"), {lang.number(talk.count)});
    page.if_talk = page.if_talks || page.if_rated || page.if_remarks;
}

void put_rows(const Making& making, const Lang& lang, pages::ReadingArticle& page) {
    const Found& found = making.found;
    for (const auto& [position, variants] : found.files.pictures) {
        if (position == making.article().picture || !variants.any()) continue;
        const auto alt = found.alts.find(position);
        page.pictures.push_back({.large_path = making.file(variants.large != 0 ? variants.large : variants.jpeg),
                                 .thumb_path = making.file(variants.small != 0 ? variants.small : variants.jpeg),
                                 .picture_alt = alt == found.alts.end() ? "" : alt->second});
    }
    page.if_gallery = making.article().kind == "gallery" && !page.pictures.empty();
    for (const auto& file : found.files.attached)
        page.files.push_back({.file_path = making.file(file.position),
                              .file_name = file.name,
                              .file_size = lang.bytes(file.size_bytes)});
    for (const Shown& one : found.related)
        page.related.push_back({.path = article_path(making.base, one.slug),
                                .title = one.title,
                                .iso_day = clock::to_text(one.published_at),
                                .day = clock::show(clock::day_of(one.published_at))});
    for (const Translation& one : found.translations)
        page.tongues.push_back({.tongue_path = article_path(making.base, one.slug),
                                .tongue_lang = one.language,
                                .tongue_name = language_name(one.language)});
}

std::string picture_of(const Making& making) {
    const Variants* lead = variants_at(making.found.files, making.article().picture);
    return lead ? making.file(lead->jpeg != 0 ? lead->jpeg : lead->middle) : std::string();
}

std::string linked_of(const Making& making) {
    const Found& found = making.found;
    const auto whole = [&](const std::string& path) {
        return whole_address(making.context, making.base, std::string_view(path).substr(making.base.size()));
    };
    const std::string picture = picture_of(making);
    const Site& publisher = found.home ? *found.home : making.site;
    return article_ld(making.article(),
                      {.address = found.own.page,
                       .picture = picture.empty() ? "" : whole(picture),
                       .publisher = publisher.name,
                       .publisher_address = found.own.site,
                       .changed = found.corrected ? std::optional(found.corrected->at) : std::nullopt});
}

PublicWords words_of(const Making& making) {
    const Article& one = making.article();
    const Category& category = making.found.shown.category;
    PublicWords words{.title = one.title,
                      .description = one.summary,
                      .path = article_path("", making.found.slug),
                      .canonical = making.found.own.page,
                      .language = one.language,
                      .record = one.id,
                      .raw = {making.body},
                      .has_text = true,
                      .picture_path = picture_of(making),
                      .author = one.pen_name.empty() ? one.author : one.pen_name,
                      .subject = category.name,
                      .json_ld = linked_of(making),
                      .published = one.published_at};
    if (making.found.corrected) words.changed = making.found.corrected->at;
    for (const Shown& other : making.found.related) words.shows.push_back(other.article);
    if (category.id != 0) {
        words.here = category_path(making.base, category.slug);
        words.crumbs = {{category.name, words.here}};
    }
    for (const Translation& other : making.found.translations)
        words.translations.emplace_back(other.language, article_path(making.base, other.slug));
    if (!words.translations.empty())
        words.translations.emplace_back(one.language, article_path(making.base, making.found.slug));
    return words;
}

}  // namespace

web::Response article_page(web::Context& context, const Site& site) {
    const Found found = context.house.db->reading([&](db::Conn& conn) { return find(conn, context, site); });
    const std::string base = base_of(context.request, site);
    const std::string body = body_from(context, site, shown_body(found.shown.article, found.files, base));
    const Making making{context, site, found, base, raw_html(body)};
    pages::ReadingArticle page = page_of(making);
    const Lang lang(found.shown.article.language);
    put_rows(making, lang, page);
    put_talk(making, lang, page);
    web::Response response = public_page(context, site, words_of(making), page, true);
    if (found.home) response.cache_keys.emplace_back(kHostsKey);
    return response;
}

}  // namespace dinh::portal::reading
