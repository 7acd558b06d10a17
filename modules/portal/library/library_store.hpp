// The SQL of the legal library.
#pragma once
#include "modules/portal/library/library.hpp"

namespace dinh::portal::library {

// Columns in the order of read_document; lists leave the text out.
#define DINH_LEGAL_HEAD                                                                                        \
    "id, version, owner_agency, site, slug, kind, number, day, body, signer, field, subject, effective_from, " \
    "expires_from, partly_from, ended_from, state, reason, source, batch, created_by_post, published_at"
#define DINH_LEGAL_COLUMNS DINH_LEGAL_HEAD ", text"

inline constexpr db::Sql kFind{"legal.find", "SELECT " DINH_LEGAL_COLUMNS " FROM legal_document WHERE id = $1"};
inline constexpr db::Sql kFindSlug{"legal.find_slug",
                                   "SELECT " DINH_LEGAL_COLUMNS " FROM legal_document WHERE slug = $1"};
inline constexpr db::Sql kLock{"legal.lock",
                               "UPDATE legal_document SET version = version + 1, changed_at = $3 WHERE id = $1 "
                               "AND version = $2 RETURNING " DINH_LEGAL_COLUMNS};
// Keeps others from it until the transaction ends; whoever has it open meets no conflict.
inline constexpr db::Sql kHold{
    "legal.hold", "UPDATE legal_document SET version = version WHERE id = $1 RETURNING " DINH_LEGAL_COLUMNS};
inline constexpr db::Sql kAdd{
    "legal.add",
    "INSERT INTO legal_document (id, owner_agency, origin_agency, rules_day, created_at, changed_at, "
    "created_by_person, created_by_post, site, slug, kind, number, number_key, day, body, body_key, signer, field, "
    "subject, effective_from, expires_from, partly_from, ended_from, shown_state, text, state, known_key, source, "
    "batch, published_at) VALUES ($1, $2, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
    "$18, $19, NULL, $19, $20, $21, $22, $23, $24, $25, $26)"};
inline constexpr db::Sql kDescribe{
    "legal.describe",
    "UPDATE legal_document SET kind = $2, number = $3, number_key = $4, day = $5, body = $6, body_key = $7, signer = "
    "$8, field = $9, subject = $10, effective_from = $11, expires_from = $12, text = $13 WHERE id = $1"};
inline constexpr db::Sql kSetState{"legal.set_state",
                                   "UPDATE legal_document SET state = $2, reason = $3, known_key = $4, published_at = "
                                   "COALESCE(published_at, $5) WHERE id = $1"};
inline constexpr db::Sql kSetForce{
    "legal.set_force", "UPDATE legal_document SET partly_from = $2, ended_from = $3, shown_state = $4 WHERE id = $1"};
inline constexpr db::Sql kOfKey{"legal.of_key", "SELECT id FROM legal_document WHERE known_key = $1"};
inline constexpr db::Sql kOfSource{"legal.of_source",
                                   "SELECT id FROM legal_document WHERE site = $1 AND state IN ('proposed', "
                                   "'returned', 'published') AND source = $2"};
inline constexpr db::Sql kCopiesOf{"legal.copies_of",
                                   "SELECT id FROM legal_document WHERE source = $1 AND state IN ('proposed', "
                                   "'returned', 'published') ORDER BY id"};
inline constexpr db::Sql kOfNumber{"legal.of_number",
                                   "SELECT id, body_key, site, state, day FROM legal_document WHERE number_key = $1 "
                                   "ORDER BY day DESC, id LIMIT 50"};
inline constexpr db::Sql kSlugTaken{"legal.slug_taken", "SELECT 1 FROM legal_document WHERE slug = $1"};

inline constexpr db::Sql kPlace{"legal.place",
                                "INSERT INTO legal_placing (document, site, day, placed_at) VALUES ($1, $2, $3, $4) "
                                "ON CONFLICT DO NOTHING"};
inline constexpr db::Sql kPlaceAgain{"legal.place_again", "UPDATE legal_placing SET day = $2 WHERE document = $1"};
inline constexpr db::Sql kUnplace{"legal.unplace", "DELETE FROM legal_placing WHERE document = $1 AND site = $2"};
inline constexpr db::Sql kPlaced{"legal.placed", "SELECT 1 FROM legal_placing WHERE document = $1 AND site = $2"};
inline constexpr db::Sql kSites{"legal.sites", "SELECT site FROM legal_placing WHERE document = $1 ORDER BY site"};

inline constexpr db::Sql kRelate{
    "legal.relate",
    "INSERT INTO legal_relation (id, document, target, target_mark, kind, articles, from_day) VALUES ($1, $2, $3, $4, "
    "$5, $6, $7) ON CONFLICT DO NOTHING"};
inline constexpr db::Sql kUnrelate{"legal.unrelate",
                                   "DELETE FROM legal_relation WHERE id = $1 AND document = $2 RETURNING target, "
                                   "target_mark, kind"};
inline constexpr db::Sql kRelations{
    "legal.relations",
    "SELECT r.id, 1, r.kind, r.target, r.target_mark, r.articles, r.from_day, o.number, o.subject, o.slug, o.state "
    "FROM legal_relation r LEFT JOIN legal_document o ON o.id = r.target WHERE r.document = $1 ORDER BY r.kind, r.id"};
inline constexpr db::Sql kRelationsTo{
    "legal.relations_to",
    "SELECT r.id, 0, r.kind, r.document, r.target_mark, r.articles, r.from_day, o.number, o.subject, o.slug, o.state "
    "FROM legal_relation r JOIN legal_document o ON o.id = r.document WHERE r.target = $1 ORDER BY r.kind, r.id"};
inline constexpr db::Sql kTargets{"legal.targets",
                                  "SELECT target FROM legal_relation WHERE document = $1 AND target > 0"};
// What published documents do to it, whole or in part, and from when.
inline constexpr db::Sql kDoneTo{"legal.done_to",
                                 "SELECT r.kind, r.articles, r.from_day FROM legal_relation r JOIN legal_document o ON "
                                 "o.id = r.document WHERE r.target = $1 AND o.state = 'published'"};
inline constexpr db::Sql kTurn{
    "legal.turn",
    "SELECT " DINH_LEGAL_HEAD
    ", '' FROM legal_document WHERE state = 'published' AND ((shown_state = 'not_yet' "
    "AND effective_from <= $1) OR (shown_state IN ('', 'in_force', 'partly', 'not_yet') AND ended_from <= $1) OR "
    "(shown_state = 'in_force' AND partly_from <= $1)) ORDER BY id LIMIT 500"};
inline constexpr db::Sql kYears{"legal.years",
                                "SELECT DISTINCT substr(day, 1, 4) FROM legal_placing WHERE site = $1 ORDER BY 1 DESC"};
inline constexpr db::Sql kAllPublished{"legal.all_published", "SELECT " DINH_LEGAL_HEAD
                                                              ", '' FROM legal_document WHERE id > $1 AND "
                                                              "state = 'published' ORDER BY id LIMIT 500"};

LegalDocument read_document(const db::Rows::Row&);

}  // namespace dinh::portal::library
