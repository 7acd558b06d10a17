// The SQL of articles, their editions and placings.
#pragma once
#include "modules/portal/articles/article.hpp"

namespace dinh::portal::store {

// Columns in the order of read_article. Lists leave the text out.
#define DINH_ARTICLE_HEAD                                                                                         \
    "id, version, owner_agency, site, category, kind, language, translation_of, slug, title, summary, source, "   \
    "author, pen_name, picture, picture_alt, place, video, starts_at, ends_at, publish_at, published_at, state, " \
    "edition, pinned_until, reason, created_by_person, created_by_post, created_at, changed_at"
#define DINH_ARTICLE_COLUMNS DINH_ARTICLE_HEAD ", body"

inline constexpr db::Sql kFindArticle{"article.find",
                                      "SELECT " DINH_ARTICLE_COLUMNS " FROM portal_article WHERE id = $1"};
inline constexpr db::Sql kLockArticle{"article.lock",
                                      "UPDATE portal_article SET version = version + 1, changed_at = $3 WHERE id = $1 "
                                      "AND version = $2 RETURNING " DINH_ARTICLE_COLUMNS};
// Keeps others from it until the transaction ends; whoever has it open meets no conflict.
inline constexpr db::Sql kHoldArticle{
    "article.hold", "UPDATE portal_article SET version = version WHERE id = $1 RETURNING " DINH_ARTICLE_COLUMNS};
inline constexpr db::Sql kAddArticle{
    "article.add",
    "INSERT INTO portal_article (id, owner_agency, origin_agency, rules_day, created_at, changed_at, "
    "created_by_person, created_by_post, site, category, kind, language, translation_of, slug, title, summary, body, "
    "source, author, pen_name, picture_alt, place, video, starts_at, ends_at, state) VALUES ($1, $2, $2, $3, $4, $4, "
    "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, 'draft')"};
inline constexpr db::Sql kSetContent{
    "article.set_content",
    "UPDATE portal_article SET category = $2, kind = $3, language = $4, translation_of = $5, title = $6, summary = $7, "
    "body = $8, source = $9, author = $10, pen_name = $11, picture_alt = $12, place = $13, video = $14, starts_at = "
    "$15, ends_at = $16 WHERE id = $1"};
inline constexpr db::Sql kSetState{"article.set_state",
                                   "UPDATE portal_article SET state = $2, reason = $3, publish_at = $4 WHERE id = $1"};
inline constexpr db::Sql kSetPublished{
    "article.set_published",
    "UPDATE portal_article SET state = 'published', reason = '', published_at = COALESCE(published_at, $2) WHERE id = "
    "$1"};
inline constexpr db::Sql kSetSlug{"article.set_slug", "UPDATE portal_article SET slug = $2 WHERE id = $1"};
inline constexpr db::Sql kSetEdition{"article.set_edition", "UPDATE portal_article SET edition = $2 WHERE id = $1"};
inline constexpr db::Sql kSetPicture{"article.set_picture",
                                     "UPDATE portal_article SET picture = $2, picture_alt = $3 WHERE id = $1"};
inline constexpr db::Sql kSetPinned{"article.set_pinned", "UPDATE portal_article SET pinned_until = $2 WHERE id = $1"};
inline constexpr db::Sql kDue{"article.due",
                              "SELECT id FROM portal_article WHERE state = 'scheduled' AND publish_at <= $1 ORDER BY "
                              "publish_at LIMIT $2"};
// Two nodes at once: the second one waits and finds that it is published already.
inline constexpr db::Sql kTakeDue{"article.take_due",
                                  "UPDATE portal_article SET version = version + 1, changed_at = $2 WHERE id = $1 AND "
                                  "state = 'scheduled' AND publish_at <= $2 RETURNING " DINH_ARTICLE_COLUMNS};
inline constexpr db::Sql kUnpinned{
    "article.unpinned", "UPDATE portal_article SET pinned_until = NULL WHERE pinned_until < $1 RETURNING id, site"};
inline constexpr db::Sql kHoldSite{"article.hold_site",
                                   "UPDATE portal_site SET version = version WHERE id = $1 RETURNING slug"};
// From $2 up to $3, which it does not reach.
inline constexpr db::Sql kSlugsLike{
    "article.slugs_like",
    "SELECT slug FROM portal_article WHERE site = $1 AND slug >= $2 AND slug < $3 UNION SELECT slug FROM "
    "portal_placing WHERE site = $1 AND slug >= $2 AND slug < $3"};
inline constexpr db::Sql kNextPublished{"article.next_published",
                                        "SELECT " DINH_ARTICLE_COLUMNS
                                        " FROM portal_article WHERE id > $1 AND state = 'published' ORDER BY id LIMIT "
                                        "$2"};

inline constexpr db::Sql kAddEdition{
    "edition.add",
    "INSERT INTO portal_edition (article, edition, title, summary, body, at, person, label, note) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7, $8, $9)"};
inline constexpr db::Sql kEditions{"edition.of_article",
                                   "SELECT edition, title, summary, body, label, note, at FROM portal_edition WHERE "
                                   "article = $1 ORDER BY edition DESC"};
inline constexpr db::Sql kLastEdition{"edition.last",
                                      "SELECT edition, title, summary, body, label, note, at FROM portal_edition WHERE "
                                      "article = $1 ORDER BY edition DESC LIMIT 1"};

inline constexpr db::Sql kPlace{
    "placing.place",
    "INSERT INTO portal_placing (article, site, category, slug, language, kind, state, shown, published_at, "
    "changed_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, 'own', 1, $7, $7) ON CONFLICT (article, site) DO UPDATE SET category = $3, slug = "
    "$4, language = $5, kind = $6, shown = 1, changed_at = $7"};
inline constexpr db::Sql kShowTakenOver{
    "placing.show_taken_over",
    "UPDATE portal_placing SET shown = 1, language = $2, kind = $3, changed_at = $4 WHERE article = $1 AND state = "
    "'accepted'"};
inline constexpr db::Sql kHidePlacings{
    "placing.hide", "UPDATE portal_placing SET shown = 0, pinned = 0, changed_at = $2 WHERE article = $1"};
inline constexpr db::Sql kShownAt{"placing.shown_at",
                                  "SELECT site FROM portal_placing WHERE article = $1 AND shown = 1 ORDER BY site"};
// With the category there, by which readers search.
inline constexpr db::Sql kShownIn{"placing.shown_in",
                                  "SELECT site, category FROM portal_placing WHERE article = $1 AND shown = 1"};
// Where the original and the other translations of an article are shown.
inline constexpr db::Sql kOtherTongues{
    "placing.other_tongues",
    "SELECT p.site, p.article FROM portal_placing p WHERE p.shown = 1 AND p.article <> $1 AND p.article IN (SELECT id "
    "FROM portal_article WHERE translation_of = $1 AND translation_of <> 0 UNION SELECT translation_of FROM "
    "portal_article WHERE id = $1 UNION "
    "SELECT b.id FROM portal_article a JOIN portal_article b ON b.translation_of = a.translation_of AND "
    "b.translation_of <> 0 WHERE a.id = $1 "
    "AND a.translation_of <> 0)"};
inline constexpr db::Sql kPinPlacing{"placing.pin",
                                     "UPDATE portal_placing SET pinned = $3 WHERE article = $1 AND site = $2"};

inline constexpr db::Sql kDescribePicture{
    "picture.describe",
    "INSERT INTO portal_picture (article, position, alt) VALUES ($1, $2, $3) ON CONFLICT (article, position) DO UPDATE "
    "SET alt = $3"};
inline constexpr db::Sql kPictureWords{"picture.words",
                                       "SELECT position, alt FROM portal_picture WHERE article = $1 ORDER BY position"};

Article read_article(const db::Rows::Row&, bool with_body = true);
Edition read_edition(const db::Rows::Row&);

}  // namespace dinh::portal::store
