// The SQL of remarks and ratings.
#pragma once
#include "modules/portal/questions/remark.hpp"

namespace dinh::portal::remark_store {

// Columns in the order of read_remark.
#define DINH_REMARK                                                                                                 \
    "SELECT r.id, r.version, r.owner_agency, r.site, r.article, r.created_at, r.body, r.state, r.reason, r.reply, " \
    "s.name, COALESCE(a.title, ''), COALESCE(p.slug, '') FROM portal_remark r JOIN portal_remark_sender s ON "      \
    "s.remark = r.id LEFT JOIN portal_article a ON a.id = r.article LEFT JOIN portal_placing p ON p.article = "     \
    "r.article AND p.site = r.site "

inline constexpr db::Sql kFind{"portal_remark.find", DINH_REMARK "WHERE r.id = $1"};
inline constexpr db::Sql kLock{"portal_remark.lock",
                               "UPDATE portal_remark SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING id"};
inline constexpr db::Sql kAdd{
    "portal_remark.add",
    "INSERT INTO portal_remark (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, site, article, body, state) VALUES ($1, $2, $2, $3, $4, 0, 0, $5, $6, $7, 'waiting')"};
inline constexpr db::Sql kAddSender{"portal_remark.add_sender",
                                    "INSERT INTO portal_remark_sender (remark, name, email) VALUES ($1, $2, $3)"};
inline constexpr db::Sql kEmail{"portal_remark.email", "SELECT email FROM portal_remark_sender WHERE remark = $1"};
inline constexpr db::Sql kSetState{"portal_remark.set_state",
                                   "UPDATE portal_remark SET state = $2, reason = $3 WHERE id = $1"};
inline constexpr db::Sql kOnArchives{
    "portal_remark.on_archives",
    "SELECT r.id, r.site FROM portal_site s JOIN portal_remark r ON r.site = s.id AND r.state = 'waiting' WHERE "
    "s.owner_agency = $1 AND s.state = 'archive' ORDER BY r.id LIMIT $2"};
// What was said on a site belongs to the agency that keeps the site, archives of it too.
inline constexpr db::Sql kFollow{
    "portal_remark.follow",
    "UPDATE portal_remark SET owner_agency = $1 WHERE id IN (SELECT r.id FROM portal_site s JOIN portal_remark r ON "
    "r.site = s.id AND r.owner_agency <> s.owner_agency WHERE s.owner_agency = $1 ORDER BY r.id LIMIT $2) RETURNING "
    "site"};
// Whoever decides of it at the same moment goes first, or finds an archive.
inline constexpr db::Sql kRefuse{"portal_remark.refuse",
                                 "UPDATE portal_remark SET version = version + 1, state = 'refused', reason = $2 WHERE "
                                 "id = $1 AND state = 'waiting'"};
inline constexpr db::Sql kSetReply{"portal_remark.set_reply", "UPDATE portal_remark SET reply = $2 WHERE id = $1"};
inline constexpr db::Sql kOfSite{"portal_remark.of_site", DINH_REMARK
                                 "WHERE r.site = $1 AND r.state = $2 AND r.id < $3 ORDER BY r.id DESC LIMIT $4"};
inline constexpr db::Sql kCountOfSite{
    "portal_remark.count_of_site",
    "SELECT COUNT(*) FROM (SELECT 1 FROM portal_remark WHERE site = $1 AND state = $2 LIMIT $3) found"};
inline constexpr db::Sql kShown{"portal_remark.shown", DINH_REMARK
                                "WHERE r.article = $1 AND r.site = $2 AND r.state = 'shown' ORDER BY r.id DESC LIMIT "
                                "$3 OFFSET $4"};
inline constexpr db::Sql kCountShown{"portal_remark.count_shown",
                                     "SELECT COUNT(*) FROM portal_remark WHERE article = $1 AND site = $2 AND state = "
                                     "'shown'"};

inline constexpr db::Sql kRateOnce{"portal_rating.once",
                                   "INSERT INTO portal_rating_day (day, article, site, network) VALUES ($1, $2, $3, "
                                   "$4) ON CONFLICT (day, article, site, network) DO NOTHING"};
inline constexpr db::Sql kRate{"portal_rating.add",
                               "INSERT INTO portal_rating (article, site, times, total) VALUES ($1, $2, 1, $3) ON "
                               "CONFLICT (article, site) DO UPDATE SET times = portal_rating.times + 1, total = "
                               "portal_rating.total + $3 RETURNING times"};
inline constexpr db::Sql kRated{"portal_rating.of",
                                "SELECT times, total FROM portal_rating WHERE article = $1 AND site = $2"};

Remark read_remark(const db::Rows::Row&);

}  // namespace dinh::portal::remark_store
