// The SQL of postings.
#pragma once
#include "modules/portal/postings/posting.hpp"

namespace dinh::portal::postings {

// Columns in the order of read_posting; lists leave the text out.
#define DINH_POSTING_HEAD                                                                                              \
    "id, version, owner_agency, site, created_by_post, kind, subject, places, from_day, rules_day, until_day, state, " \
    "edition, digest, reason, published_at, ended_at"
#define DINH_POSTING_COLUMNS DINH_POSTING_HEAD ", body"

inline constexpr db::Sql kFind{"posting.find", "SELECT " DINH_POSTING_COLUMNS " FROM posting WHERE id = $1"};
inline constexpr db::Sql kLock{"posting.lock",
                               "UPDATE posting SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING " DINH_POSTING_COLUMNS};
inline constexpr db::Sql kAdd{
    "posting.add",
    "INSERT INTO posting (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, created_by_post, "
    "site, kind, subject, body, places, from_day, until_day, state) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, "
    "$10, $11, $12, $13, 'proposed')"};
inline constexpr db::Sql kDescribe{"posting.describe",
                                   "UPDATE posting SET kind = $2, subject = $3, body = $4, places = $5, from_day = $6, "
                                   "until_day = $7 WHERE id = $1"};
inline constexpr db::Sql kSetState{"posting.set_state", "UPDATE posting SET state = $2, reason = $3 WHERE id = $1"};
inline constexpr db::Sql kApprove{"posting.approve",
                                  "UPDATE posting SET state = 'approved', reason = '', digest = $2, from_day = $3, "
                                  "until_day = $4 WHERE id = $1"};
inline constexpr db::Sql kSetEdition{"posting.set_edition",
                                     "UPDATE posting SET edition = $2, digest = $3 WHERE id = $1"};
inline constexpr db::Sql kShow{"posting.show",
                               "UPDATE posting SET state = 'shown', version = version + 1, published_at = $2 WHERE id "
                               "= $1 AND state = 'approved' RETURNING " DINH_POSTING_COLUMNS};
inline constexpr db::Sql kEnd{"posting.end",
                              "UPDATE posting SET state = 'ended', reason = $3, ended_at = $2 WHERE id = $1"};
// Two nodes at once: the second one waits and finds that it has ended.
inline constexpr db::Sql kEndDue{"posting.end_due",
                                 "UPDATE posting SET state = 'ended', version = version + 1, ended_at = $2 WHERE id = "
                                 "$1 AND state = 'shown' RETURNING " DINH_POSTING_COLUMNS};
inline constexpr db::Sql kBegins{"posting.begins",
                                 "SELECT id FROM posting WHERE state = 'approved' AND from_day <= $1 ORDER BY "
                                 "from_day, id LIMIT 200"};
inline constexpr db::Sql kEnds{"posting.ends",
                               "SELECT id FROM posting WHERE state = 'shown' AND until_day < $1 ORDER BY until_day, "
                               "id LIMIT 200"};
inline constexpr db::Sql kNoteDay{"posting.note_day",
                                  "INSERT INTO posting_day (posting, day) SELECT id, $1 FROM posting WHERE state = "
                                  "'shown' ON CONFLICT DO NOTHING"};
inline constexpr db::Sql kDays{"posting.days", "SELECT count(*) FROM posting_day WHERE posting = $1"};

inline constexpr db::Sql kAddEdition{
    "posting.add_edition",
    "INSERT INTO posting_edition (posting, edition, subject, body, places, until_day, digest, files, at, label, note) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
inline constexpr db::Sql kEditions{"posting.editions",
                                   "SELECT edition, subject, body, places, until_day, digest, files, at, label, note "
                                   "FROM posting_edition WHERE posting = $1 ORDER BY edition"};

inline constexpr db::Sql kAddFinding{"posting.add_finding",
                                     "INSERT INTO posting_finding (id, posting, position, line, rule, found, reason, "
                                     "label) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"};
inline constexpr db::Sql kDropFindings{"posting.drop_findings",
                                       "DELETE FROM posting_finding WHERE posting = $1 AND position = $2"};
inline constexpr db::Sql kFindings{"posting.findings",
                                   "SELECT id, position, line, rule, found, reason, label FROM posting_finding WHERE "
                                   "posting = $1 ORDER BY position, line, id"};
inline constexpr db::Sql kAnswer{"posting.answer", "UPDATE posting_finding SET reason = $2, label = $3 WHERE id = $1"};

Posting read_posting(const db::Rows::Row&);

// Checks, notes and findings that the deeds share.
Posting locked(db::Tx&, const Actor&, Id, std::int64_t version);
void must_be(const Posting&, std::string_view state);
void note(db::Tx&, const Actor&, const Capacity*, const Posting&, std::string_view deed, const Said&);
std::string must_say(std::string_view reason);
std::string label_of(const Actor&, const Capacity&);
void give_work(db::Tx&, const Posting&, std::string_view from_name);
// The findings of the text anew; answers to what stands there still are kept.
void check_text(db::Tx&, const Posting&);
void attach(db::Tx&, const Actor&, Id posting, const std::vector<PostingFile>&);
void keep_edition(db::Tx&, const Posting&, std::string_view label, std::string_view note);

}  // namespace dinh::portal::postings
