#include "modules/portal/sites/site_store.hpp"

#include "platform/db/filter.hpp"

namespace dinh::portal::site_store {

namespace {

// In the order of site_from.
#define DINH_SITE_COLUMNS                                                                                           \
    "id, version, owner_agency, slug, kind, state, name, name_en, answerable, responsible, address, phone, email, " \
    "colour, steps, english, comments, ratings, merged_into"

constexpr db::Sql kFind{"portal_site.find", "SELECT " DINH_SITE_COLUMNS " FROM portal_site WHERE id = $1"};
constexpr db::Sql kBySlug{"portal_site.by_slug", "SELECT " DINH_SITE_COLUMNS " FROM portal_site WHERE slug = $1"};
constexpr db::Sql kOpenOf{"portal_site.open_of", "SELECT " DINH_SITE_COLUMNS
                                                 " FROM portal_site WHERE owner_agency = $1 AND state = 'open' "
                                                 "ORDER BY id LIMIT 1"};
constexpr db::Sql kAll{"portal_site.all", "SELECT " DINH_SITE_COLUMNS " FROM portal_site ORDER BY id"};
constexpr db::Sql kLock{
    "portal_site.lock",
    "UPDATE portal_site SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING " DINH_SITE_COLUMNS};
constexpr db::Sql kTouch{"portal_site.touch",
                         "UPDATE portal_site SET slug = slug WHERE id = $1 RETURNING " DINH_SITE_COLUMNS};
constexpr db::Sql kInsert{
    "portal_site.insert",
    "INSERT INTO portal_site (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, slug, kind, state, name, answerable, responsible, colour, steps) VALUES ($1, $2, $2, $3, $4, $5, "
    "$6, $7, $8, 'open', $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING"};
constexpr db::Sql kSet{"portal_site.set",
                       "UPDATE portal_site SET name = $2, name_en = $3, answerable = $4, responsible = $5, address = "
                       "$6, phone = $7, email = $8, colour = $9, steps = $10, english = $11, comments = $12, ratings = "
                       "$13 WHERE id = $1"};
constexpr db::Sql kSetNames{"portal_site.set_names",
                            "UPDATE portal_site SET version = version + 1, owner_agency = $2, name = $3, answerable = "
                            "$4, responsible = $5 WHERE id = $1"};
constexpr db::Sql kArchive{"portal_site.archive",
                           "UPDATE portal_site SET version = version + 1, state = 'archive', owner_agency = $2, "
                           "merged_into = $3, archived_at = $4 WHERE id = $1"};
constexpr db::Sql kPassArchives{"portal_site.pass_archives",
                                "UPDATE portal_site SET owner_agency = $2, version = version + 1 WHERE owner_agency = "
                                "$1 AND state = 'archive'"};
constexpr db::Sql kMoveMerged{"portal_site.move_merged",
                              "UPDATE portal_site SET merged_into = $2, version = version + 1 WHERE merged_into = $1"};

constexpr db::Sql kMembers{"portal_member.of_site",
                           "SELECT id, post, role FROM portal_member WHERE site = $1 ORDER BY id"};
constexpr db::Sql kInsertMember{
    "portal_member.insert",
    "INSERT INTO portal_member (id, site, post, role) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"};
constexpr db::Sql kDeleteMember{"portal_member.delete", "DELETE FROM portal_member WHERE site = $1 AND id = $2"};
// Where the heir has the role already, his own line is enough.
constexpr db::Sql kDropDoubles{
    "portal_member.drop_doubles",
    "DELETE FROM portal_member WHERE site = $1 AND post = $2 AND role IN (SELECT role FROM portal_member WHERE site = "
    "$1 AND post = $3)"};
constexpr db::Sql kMoveMembers{"portal_member.move",
                               "UPDATE portal_member SET post = $3 WHERE site = $1 AND post = $2"};

// In the order of category_from.
#define DINH_CATEGORY_COLUMNS "id, version, site, parent, slug, name, name_en, item, steps, position, state"

constexpr db::Sql kCategories{"portal_category.of_site", "SELECT " DINH_CATEGORY_COLUMNS
                                                         " FROM portal_category WHERE site = $1 ORDER BY position, id"};
constexpr db::Sql kCategory{"portal_category.find",
                            "SELECT " DINH_CATEGORY_COLUMNS " FROM portal_category WHERE id = $1"};
constexpr db::Sql kLockCategory{
    "portal_category.lock",
    "UPDATE portal_category SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING " DINH_CATEGORY_COLUMNS};
constexpr db::Sql kInsertCategory{"portal_category.insert",
                                  "INSERT INTO portal_category (id, site, parent, slug, name, name_en, item, steps, "
                                  "position, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open') ON CONFLICT DO "
                                  "NOTHING"};
constexpr db::Sql kSlugTaken{"portal_category.slug_taken",
                             "SELECT id FROM portal_category WHERE site = $1 AND slug = $2 AND id <> $3"};
constexpr db::Sql kSetCategory{"portal_category.set",
                               "UPDATE portal_category SET parent = $2, slug = $3, name = $4, name_en = $5, item = $6, "
                               "steps = $7, position = $8 WHERE id = $1"};
constexpr db::Sql kCloseCategory{"portal_category.close", "UPDATE portal_category SET state = 'closed' WHERE id = $1"};
constexpr db::Sql kShows{"portal_category.shows",
                         "SELECT article FROM portal_placing WHERE site = $1 AND shown = 1 AND category = $2 LIMIT 1"};

constexpr db::Sql kHosts{"portal_host.of_site", "SELECT host FROM portal_host WHERE site = $1 ORDER BY host"};
constexpr db::Sql kAllHosts{"portal_host.all",
                            "SELECT h.host, s.slug FROM portal_host h JOIN portal_site s ON s.id = h.site"};
constexpr db::Sql kHost{"portal_host.find", "SELECT site FROM portal_host WHERE host = $1"};
constexpr db::Sql kInsertHost{"portal_host.insert",
                              "INSERT INTO portal_host (host, site) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr db::Sql kDeleteHost{"portal_host.delete", "DELETE FROM portal_host WHERE host = $1 AND site = $2"};

constexpr db::Sql kTarget{"portal_address.find", "SELECT target FROM portal_address WHERE site = $1 AND path = $2"};
constexpr db::Sql kTargets{"portal_address.any",
                           "SELECT path, target FROM portal_address WHERE site = $1 AND path IN ($2, $3, $4, $5, $6, "
                           "$7, $8, $9, $10, $11)"};
constexpr db::Sql kPutAddress{"portal_address.put",
                              "INSERT INTO portal_address (site, path, target) VALUES ($1, $2, $3) ON CONFLICT (site, "
                              "path) DO UPDATE SET target = excluded.target"};
constexpr db::Sql kShorten{"portal_address.shorten",
                           "UPDATE portal_address SET target = $3 WHERE site = $1 AND target = $2"};
constexpr db::Sql kForget{"portal_address.forget", "DELETE FROM portal_address WHERE site = $1 AND path = $2"};

Site site_from(const db::Rows::Row& row) {
    Site one;
    one.id = row.integer(0), one.version = row.integer(1), one.owner_agency = row.integer(2);
    one.slug = row.text(3), one.kind = row.text(4), one.state = row.text(5);
    one.name = row.text(6), one.name_en = row.text(7), one.answerable = row.text(8), one.responsible = row.text(9);
    one.address = row.text(10), one.phone = row.text(11), one.email = row.text(12), one.colour = row.text(13);
    one.steps = static_cast<int>(row.integer(14));
    one.english = row.truth(15), one.comments = row.truth(16), one.ratings = row.truth(17);
    one.merged_into = row.integer(18);
    return one;
}

Category category_from(const db::Rows::Row& row) {
    Category one;
    one.id = row.integer(0), one.version = row.integer(1), one.site = row.integer(2), one.parent = row.integer(3);
    one.slug = row.text(4), one.name = row.text(5), one.name_en = row.text(6), one.item = row.text(7);
    one.steps = static_cast<int>(row.integer(8)), one.position = static_cast<int>(row.integer(9));
    one.open = row.view(10) == "open";
    return one;
}

std::optional<Site> maybe_site(const db::Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(site_from(rows.first()));
}
std::optional<Category> maybe_category(const db::Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(category_from(rows.first()));
}
std::vector<Site> sites_from(const db::Rows& rows) {
    std::vector<Site> sites;
    for (const auto& row : rows) sites.push_back(site_from(row));
    return sites;
}

}  // namespace

std::optional<Site> find(db::Conn& conn, Id id) { return maybe_site(conn.query(kFind, id)); }
std::optional<Site> by_slug(db::Conn& conn, std::string_view slug) { return maybe_site(conn.query(kBySlug, slug)); }
std::optional<Site> open_one_of(db::Conn& conn, Id agency) { return maybe_site(conn.query(kOpenOf, agency)); }
std::vector<Site> all(db::Conn& conn) { return sites_from(conn.query(kAll)); }

std::vector<Site> of(db::Conn& conn, const std::vector<Id>& agencies, const std::vector<Id>& posts) {
    std::vector<Site> sites;
    if (!agencies.empty()) {
        db::Filter where;
        where.in("owner_agency", agencies);
        sites = sites_from(
            where.run(conn, "portal_site.of_agencies", "SELECT " DINH_SITE_COLUMNS " FROM portal_site", "ORDER BY id"));
    }
    if (posts.empty()) return sites;
    db::Filter where;
    where.in("post", posts);
    for (const auto& row :
         where.run(conn, "portal_member.of_posts", "SELECT DISTINCT site FROM portal_member", "ORDER BY site")) {
        const Id id = row.integer(0);
        const bool known = std::any_of(sites.begin(), sites.end(), [&](const Site& one) { return one.id == id; });
        if (known) continue;
        if (auto one = find(conn, id)) sites.push_back(std::move(*one));
    }
    return sites;
}

std::optional<Site> lock(db::Tx& tx, Id id, std::int64_t version) { return maybe_site(tx.query(kLock, id, version)); }
std::optional<Site> touch(db::Tx& tx, Id id) { return maybe_site(tx.query(kTouch, id)); }

bool insert(db::Tx& tx, const Actor& actor, const Capacity* as, const Site& one) {
    return tx.exec(kInsert, one.id, one.owner_agency, clock::today(), clock::now(), actor.person, as ? as->post : 0,
                   one.slug, one.kind, one.name, one.answerable, one.responsible, one.colour, one.steps) > 0;
}

void set(db::Tx& tx, Id id, const SiteInput& input) {
    tx.exec(kSet, id, input.name, input.name_en, input.answerable, input.responsible, input.address, input.phone,
            input.email, input.colour, input.steps, input.english, input.comments, input.ratings);
}
void set_names(db::Tx& tx, Id id, const Site& one) {
    tx.exec(kSetNames, id, one.owner_agency, one.name, one.answerable, one.responsible);
}
void set_archived(db::Tx& tx, Id id, Id owner_agency, Id merged_into) {
    tx.exec(kArchive, id, owner_agency, merged_into, clock::now());
}
void pass_archives(db::Tx& tx, Id from, Id to) { tx.exec(kPassArchives, from, to); }
void move_merged(db::Tx& tx, Id was, Id now) { tx.exec(kMoveMerged, was, now); }

std::vector<NamedMember> members(db::Conn& conn, Id site) {
    std::vector<NamedMember> list;
    for (const auto& row : conn.query(kMembers, site)) list.push_back({row.integer(0), row.integer(1), row.text(2)});
    return list;
}
std::map<Id, std::vector<NamedMember>> members_of_all(db::Conn& conn, const std::vector<Id>& sites) {
    std::map<Id, std::vector<NamedMember>> all;
    if (sites.empty()) return all;
    db::Filter where;
    where.in("site", sites);
    for (const auto& row :
         where.run(conn, "portal_member.of_sites", "SELECT site, id, post, role FROM portal_member", "ORDER BY id"))
        all[row.integer(0)].push_back({row.integer(1), row.integer(2), row.text(3)});
    return all;
}
bool insert_member(db::Tx& tx, Id site, const NamedMember& one) {
    return tx.exec(kInsertMember, one.id, site, one.post, one.role) > 0;
}
bool delete_member(db::Tx& tx, Id site, Id member) { return tx.exec(kDeleteMember, site, member) > 0; }
void move_members(db::Tx& tx, Id site, Id was, Id now) {
    tx.exec(kDropDoubles, site, was, now);
    tx.exec(kMoveMembers, site, was, now);
}

std::vector<Category> categories(db::Conn& conn, Id site) {
    std::vector<Category> list;
    for (const auto& row : conn.query(kCategories, site)) list.push_back(category_from(row));
    return list;
}
std::optional<Category> category(db::Conn& conn, Id id) { return maybe_category(conn.query(kCategory, id)); }
std::optional<Category> lock_category(db::Tx& tx, Id id, std::int64_t version) {
    return maybe_category(tx.query(kLockCategory, id, version));
}
bool insert_category(db::Tx& tx, const Category& one) {
    return tx.exec(kInsertCategory, one.id, one.site, one.parent, one.slug, one.name, one.name_en, one.item, one.steps,
                   one.position) > 0;
}
bool set_category(db::Tx& tx, const Category& one) {
    if (tx.maybe_integer(kSlugTaken, one.site, one.slug, one.id)) return false;
    tx.exec(kSetCategory, one.id, one.parent, one.slug, one.name, one.name_en, one.item, one.steps, one.position);
    return true;
}
void set_category_closed(db::Tx& tx, Id id) { tx.exec(kCloseCategory, id); }
bool shows_articles(db::Conn& conn, Id category, Id site) {
    return conn.maybe_integer(kShows, site, category).has_value();
}

std::vector<std::string> hosts(db::Conn& conn, Id site) {
    std::vector<std::string> list;
    for (const auto& row : conn.query(kHosts, site)) list.push_back(row.text(0));
    return list;
}
std::vector<std::pair<std::string, Id>> hosts_of_all(db::Conn& conn, const std::vector<Id>& sites) {
    std::vector<std::pair<std::string, Id>> list;
    if (sites.empty()) return list;
    db::Filter where;
    where.in("site", sites);
    for (const auto& row :
         where.run(conn, "portal_host.of_sites", "SELECT host, site FROM portal_host", "ORDER BY host"))
        list.emplace_back(row.text(0), row.integer(1));
    return list;
}
std::vector<std::pair<std::string, std::string>> all_hosts(db::Conn& conn) {
    std::vector<std::pair<std::string, std::string>> list;
    for (const auto& row : conn.query(kAllHosts)) list.emplace_back(row.text(0), row.text(1));
    return list;
}
Id site_of_host(db::Conn& conn, std::string_view host) { return conn.integer(kHost, host); }
bool insert_host(db::Tx& tx, Id site, std::string_view host) { return tx.exec(kInsertHost, host, site) > 0; }
bool delete_host(db::Tx& tx, Id site, std::string_view host) { return tx.exec(kDeleteHost, host, site) > 0; }

std::optional<std::string> target_of(db::Conn& conn, Id site, std::string_view path) {
    const auto rows = conn.query(kTarget, site, path);
    return rows.empty() ? std::nullopt : std::optional(rows.first().text(0));
}
std::optional<std::string> first_target(db::Conn& conn, Id site, const std::vector<std::string>& paths) {
    if (paths.empty()) return std::nullopt;
    db::Params params{db::value(site)};
    for (std::size_t at = 0; at < kMostForms; ++at) params.push_back(db::value(at < paths.size() ? paths[at] : ""));
    std::map<std::string, std::string> found;
    for (const auto& row : conn.run(kTargets, params)) found.emplace(row.text(0), row.text(1));
    for (const auto& path : paths)
        if (const auto at = found.find(path); !path.empty() && at != found.end()) return at->second;
    return std::nullopt;
}
void put_address(db::Tx& tx, Id site, std::string_view path, std::string_view target) {
    tx.exec(kShorten, site, path, target);
    tx.exec(kPutAddress, site, path, target);
}
void forget_address(db::Tx& tx, Id site, std::string_view path) { tx.exec(kForget, site, path); }

}  // namespace dinh::portal::site_store
