// The SQL of imports, and nothing else.
#pragma once
#include "modules/portal/imports/site_import.hpp"

namespace dinh::portal::imports::import_store {

#define DINH_SITE_IMPORT                                                                                     \
    "id, site, category, created_by_person, created_by_post, version, person_name, form, state, file_name, " \
    "old_hosts, "                                                                                            \
    "columns, skipped, fault, created_at, ended_at"

inline constexpr db::Sql kAdd{
    "site_import.add",
    "INSERT INTO site_import (id, site, created_at, created_by_person, created_by_post, person_name, form, category, "
    "state, file_name, old_hosts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'trying', $9, $10)"};
inline constexpr db::Sql kFind{"site_import.find", "SELECT " DINH_SITE_IMPORT " FROM site_import WHERE id = $1"};
inline constexpr db::Sql kLock{"site_import.lock",
                               "UPDATE site_import SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING " DINH_SITE_IMPORT};
inline constexpr db::Sql kOfSite{
    "site_import.of_site", "SELECT " DINH_SITE_IMPORT " FROM site_import WHERE site = $1 ORDER BY id DESC LIMIT $2"};
inline constexpr db::Sql kAtWork{"site_import.at_work",
                                 "SELECT id FROM site_import WHERE site = $1 AND state IN ('applying', 'undoing')"};
// A person decides, or a job ends: forms that were read before are stale.
inline constexpr db::Sql kSetState{
    "site_import.set_state", "UPDATE site_import SET version = version + 1, state = $2, ended_at = $3 WHERE id = $1"};
inline constexpr db::Sql kSetFound{
    "site_import.set_found",
    "UPDATE site_import SET old_hosts = $2, columns = $3, skipped = $4, fault = $5 WHERE id = $1"};

#define DINH_IMPORT_ITEM                                                                                            \
    "position, line, old_key, kind, title, summary, body, author, source, slug, category, published, at, picture, " \
    "picture_alt, addresses, state, faults, notes, article"
inline constexpr db::Sql kAddItem{"import_item.add",
                                  "INSERT INTO site_import_item (import, site, " DINH_IMPORT_ITEM
                                  ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
                                  "$17, $18, $19, $20, $21, $22)"};
inline constexpr db::Sql kDropItems{"import_item.drop_some",
                                    "DELETE FROM site_import_item WHERE import = $1 AND position IN (SELECT position "
                                    "FROM site_import_item WHERE import = $1 ORDER BY position LIMIT $2)"};
// An article that was undone or dropped since may come again.
inline constexpr db::Sql kKnown{
    "import_item.known",
    "SELECT i.article FROM site_import_item i JOIN portal_article a ON a.id = i.article WHERE i.site = $1 AND "
    "i.old_key = $2 AND i.state IN ('placed', 'done') AND a.state <> 'dropped' LIMIT 1"};
inline constexpr db::Sql kCounts{"import_item.counts",
                                 "SELECT state, COUNT(*) FROM site_import_item WHERE import = $1 GROUP BY state"};
// In the order of their days, so that the newest article has the newest id.
inline constexpr db::Sql kInState{"import_item.in_state", "SELECT " DINH_IMPORT_ITEM
                                                          " FROM site_import_item WHERE import = $1 AND state = $2 "
                                                          "ORDER BY at, position LIMIT $3"};
inline constexpr db::Sql kPage{"import_item.page",
                               "SELECT position, line, kind, title, category, published, at, state, addresses, faults, "
                               "notes, article FROM site_import_item WHERE import = $1 AND position > $2 ORDER BY "
                               "position LIMIT $3"};
inline constexpr db::Sql kPageOfState{
    "import_item.page_of_state",
    "SELECT position, line, kind, title, category, published, at, state, addresses, faults, notes, article FROM "
    "site_import_item WHERE import = $1 AND position > $2 AND state = $4 ORDER BY position LIMIT $3"};
inline constexpr db::Sql kPlaced{"import_item.placed",
                                 "UPDATE site_import_item SET state = 'placed', article = $3, addresses = $4, body = "
                                 "'', notes = $5 WHERE import = $1 AND position = $2"};
inline constexpr db::Sql kItemState{"import_item.set_state",
                                    "UPDATE site_import_item SET state = $3 WHERE import = $1 AND position = $2"};
inline constexpr db::Sql kItemFaulty{
    "import_item.set_faulty",
    "UPDATE site_import_item SET state = 'faulty', faults = $3 WHERE import = $1 AND position = $2"};
// What stands against undoing: at most 20 are named.
inline constexpr db::Sql kHolding{
    "import_item.holding",
    "SELECT a.title FROM site_import_item i JOIN portal_article a ON a.id = i.article WHERE i.import = $1 AND i.state "
    "= 'done' AND (a.version > 1 OR EXISTS (SELECT 1 FROM portal_placing p WHERE p.article = a.id AND p.state <> "
    "'own')) ORDER BY i.position LIMIT 20"};

inline constexpr db::Sql kAddCategory{
    "import_category.add",
    "INSERT INTO site_import_category (import, kind, slug, name, parent, old_addresses, category) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7) ON CONFLICT DO NOTHING"};
inline constexpr db::Sql kCategories{"import_category.of_import",
                                     "SELECT slug, name, parent, old_addresses, category, made FROM "
                                     "site_import_category WHERE import = $1 AND kind = $2 ORDER BY slug"};
inline constexpr db::Sql kSetCategory{
    "import_category.set",
    "UPDATE site_import_category SET category = $3, made = $4 WHERE import = $1 AND kind = 'category' AND slug = $2"};
inline constexpr db::Sql kReopen{"import_category.reopen", "UPDATE portal_category SET state = 'open' WHERE id = $1"};
inline constexpr db::Sql kDropCategories{"import_category.drop", "DELETE FROM site_import_category WHERE import = $1"};

struct Item {
    int position = 0, line = 0;
    std::string old_key, kind, title, summary, body, author, source, slug, category;
    bool published = false;
    std::string at, picture, picture_alt;
    std::vector<std::string> addresses;
    std::string state;
    std::vector<Said> faults, notes;
    Id article = 0;
};
struct FoundCategory {
    std::string slug, name, parent;
    std::vector<std::string> addresses;
    Id category = 0;
    bool made = false;
};

SiteImport read_import(const db::Rows::Row&);
Item read_item(const db::Rows::Row&);        // of kInState
ImportItem read_line(const db::Rows::Row&);  // of kPage; category: as the import calls it
std::vector<FoundCategory> categories(db::Conn&, Id import, std::string_view kind = "category");
void add_item(db::Tx&, Id import, Id site, const Item&);

// Sentences and lines as columns hold them.
std::string kept(const std::vector<Said>&);
std::string lines(const std::vector<std::string>&);

}  // namespace dinh::portal::imports::import_store
