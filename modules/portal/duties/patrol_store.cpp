#include "modules/portal/duties/patrol_store.hpp"

#include "platform/db/filter.hpp"

namespace dinh::portal {

namespace patrol_store {

namespace {

constexpr db::Sql kArticles{
    "portal_patrol.articles",
    "SELECT a.id, p.slug, a.title, a.body, a.video, a.created_by_post FROM portal_placing p JOIN "
    "portal_article a ON a.id = p.article WHERE p.site = $1 AND a.site = $1 AND p.shown = 1 AND "
    "p.article > $2 ORDER BY p.article LIMIT $3"};
constexpr db::Sql kLegal{
    "portal_patrol.legal",
    "SELECT id, slug, subject, text, created_by_post FROM legal_document WHERE site = $1 AND state "
    "= 'published' AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Sql kAddresses{"portal_patrol.addresses",
                             "SELECT path, target FROM portal_address WHERE site = $1 AND target LIKE 'https://%'"};
constexpr db::Sql kTarget{"portal_target.of", "SELECT id FROM portal_target WHERE address = $1"};
constexpr db::Sql kAddTarget{
    "portal_target.add",
    "INSERT INTO portal_target (id, address, host, state, ask_after) VALUES ($1, $2, $3, 'unasked', $4) ON CONFLICT "
    "(address) DO NOTHING"};
constexpr db::Sql kPutLink{
    "portal_link.put",
    "INSERT INTO portal_link (id, site, kind, record, page, title, owner, target, seen) VALUES ($1, $2, $3, $4, $5, "
    "$6, "
    "$7, $8, $9) ON CONFLICT (site, kind, record, target) DO UPDATE SET page = excluded.page, title = excluded.title, "
    "owner = excluded.owner, seen = excluded.seen"};
constexpr db::Sql kDropUnseen{"portal_link.drop_unseen", "DELETE FROM portal_link WHERE site = $1 AND seen <> $2"};
constexpr db::Sql kDropTargets{
    "portal_target.drop",
    "DELETE FROM portal_target WHERE NOT EXISTS (SELECT 1 FROM portal_link l WHERE l.target = portal_target.id)"};
constexpr db::Sql kCount{"portal_link.count", "SELECT COUNT(*) FROM portal_link WHERE site = $1"};
#define DINH_TARGET_COLUMNS "id, address, host, state, said, moved_to, failures, failing_since, last_failed, ask_after"
constexpr db::Sql kDueInside{"portal_target.due_inside", "SELECT " DINH_TARGET_COLUMNS
                                                         " FROM portal_target WHERE ask_after <= $1 AND host = '' AND "
                                                         "id > $2 ORDER BY id LIMIT $3"};
constexpr db::Sql kDueOutside{"portal_target.due_outside", "SELECT " DINH_TARGET_COLUMNS
                                                           " FROM portal_target WHERE ask_after <= $1 AND host <> '' "
                                                           "AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Sql kVerdict{
    "portal_target.verdict",
    "UPDATE portal_target SET state = $2, said = $3, moved_to = $4, failures = $5, failing_since "
    "= $6, last_failed = $7, ask_after = $8, asked_at = $9 WHERE id = $1"};
constexpr db::Sql kClearFixed{"portal_link.clear_fixed",
                              "UPDATE portal_link SET mark = '', reason = '', label = '' WHERE target = $1 AND mark = "
                              "'fixed'"};
constexpr db::Sql kWalked{"portal_patrol.walked", "SELECT walked_day FROM portal_patrol WHERE site = $1"};
constexpr db::Sql kPutWalked{
    "portal_patrol.put",
    "INSERT INTO portal_patrol (site, walked_day) VALUES ($1, $2) ON CONFLICT (site) DO UPDATE "
    "SET walked_day = excluded.walked_day"};
constexpr db::Sql kWalkAgain{"portal_patrol.again", "UPDATE portal_patrol SET walked_day = $2 WHERE site = $1"};
constexpr db::Sql kLock{"portal_link.lock",
                        "UPDATE portal_link SET version = version + 1 WHERE id = $1 AND site = $2 AND version = $3 "
                        "RETURNING id"};
constexpr db::Sql kMark{"portal_link.mark",
                        "UPDATE portal_link SET mark = $2, reason = $3, label = $4, marked_at = $5 WHERE id = $1"};
constexpr db::Sql kAskAgain{"portal_target.ask_again", "UPDATE portal_target SET ask_after = $2 WHERE id = $1"};
constexpr db::Sql kBadByOwner{
    "portal_link.bad_by_owner",
    "SELECT l.owner, COUNT(*) FROM portal_link l JOIN portal_target t ON t.id = l.target WHERE l.site = $1 AND t.state "
    "= 'gone' AND l.mark = '' GROUP BY l.owner"};
constexpr db::Sql kPages{
    "portal_review.pages",
    "SELECT a.id, a.version, a.title, p.slug, a.created_by_post, p.changed_at, c.item, (SELECT MAX(r.day) FROM "
    "portal_review r WHERE r.site = p.site AND r.article = p.article) FROM portal_placing p JOIN portal_article a ON "
    "a.id = p.article JOIN portal_category c ON c.id = p.category WHERE p.site = $1 AND a.site = $1 AND p.shown = 1 "
    "AND "
    "p.kind = 'page'"};
constexpr db::Sql kReview{
    "portal_review.add",
    "INSERT INTO portal_review (id, site, article, day, label, created_at, created_by_person, created_by_post) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8)"};

db::Value day_or_null(const std::optional<Day>& day) { return day ? db::value(*day) : db::value(nullptr); }

}  // namespace

std::vector<Source> articles_after(db::Conn& conn, Id site, Id after, int most) {
    std::vector<Source> list;
    for (const auto& row : conn.query(kArticles, site, after, most))
        list.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5)});
    return list;
}
std::vector<Source> legal_after(db::Conn& conn, Id site, Id after, int most) {
    std::vector<Source> list;
    for (const auto& row : conn.query(kLegal, site, after, most))
        list.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), "", row.integer(4)});
    return list;
}
std::vector<Moved> addresses(db::Conn& conn, Id site) {
    std::vector<Moved> list;
    for (const auto& row : conn.query(kAddresses, site)) list.push_back({row.text(0), row.text(1)});
    return list;
}

Id put_target(db::Tx& tx, const std::string& address, const std::string& host, Day today) {
    tx.exec(kAddTarget, ids::make(), address, host, today);
    return tx.query(kTarget, address).first().integer(0);
}
void put_link(db::Tx& tx, Id site, const Link& one, Id target, const std::string& walk) {
    tx.exec(kPutLink, ids::make(), site, one.kind, one.record, one.page, one.title, one.owner, target, walk);
}
std::int64_t drop_unseen(db::Tx& tx, Id site, const std::string& walk) { return tx.exec(kDropUnseen, site, walk); }
void drop_targets(db::Tx& tx) { tx.exec(kDropTargets); }
std::int64_t count_links(db::Conn& conn, Id site) { return conn.integer(kCount, site); }

std::vector<Target> due(db::Conn& conn, bool inside, Day today, Id after, int most) {
    std::vector<Target> list;
    for (const auto& row : conn.query(inside ? kDueInside : kDueOutside, today, after, most)) {
        Target one{row.integer(0), row.text(1), row.text(2), {}};
        one.now = {row.text(3),      row.text(4),      row.text(5),      static_cast<int>(row.integer(6)),
                   row.maybe_day(7), row.maybe_day(8), *row.maybe_day(9)};
        list.push_back(std::move(one));
    }
    return list;
}
void put_verdict(db::Tx& tx, Id target, const Verdict& one) {
    tx.change(kVerdict, {db::value(target), db::value(one.state), db::value(one.said), db::value(one.moved_to),
                         db::value(one.failures), day_or_null(one.failing_since), day_or_null(one.last_failed),
                         db::value(one.ask_after), db::value(clock::now())});
}
void clear_fixed(db::Tx& tx, Id target) { tx.exec(kClearFixed, target); }

std::optional<Day> walked(db::Conn& conn, Id site) {
    const db::Rows rows = conn.query(kWalked, site);
    return rows.empty() ? std::nullopt : rows.first().maybe_day(0);
}
void put_walked(db::Tx& tx, Id site, Day day) { tx.exec(kPutWalked, site, day); }
void walk_again(db::Tx& tx, Id site, Day today) { tx.exec(kWalkAgain, site, today - 1); }

bool lock(db::Tx& tx, Id site, Id link, std::int64_t version) { return !tx.query(kLock, link, site, version).empty(); }
void set_mark(db::Tx& tx, Id link, std::string_view mark, std::string_view reason, std::string_view label) {
    tx.exec(kMark, link, mark, reason, label, clock::now());
}
void ask_again(db::Tx& tx, Id target, Day day) { tx.exec(kAskAgain, target, day); }
std::map<Id, std::int64_t> bad_by_owner(db::Conn& conn, Id site) {
    std::map<Id, std::int64_t> counts;
    for (const auto& row : conn.query(kBadByOwner, site)) counts[row.integer(0)] = row.integer(1);
    return counts;
}

std::vector<PageRow> pages(db::Conn& conn, Id site) {
    std::vector<PageRow> list;
    for (const auto& row : conn.query(kPages, site)) {
        PageRow one;
        one.page = {
            row.integer(0), row.integer(1), row.text(2), row.text(3), row.integer(4), clock::day_of(row.instant(5)), 0};
        one.item = row.text(6);
        if (const auto right = row.maybe_day(7)) one.page.since = std::max(one.page.since, *right);
        list.push_back(std::move(one));
    }
    return list;
}
void add_review(db::Tx& tx, const Actor& actor, const Capacity* as, Id site, Id article, Day day,
                std::string_view label) {
    tx.exec(kReview, ids::make(), site, article, day, label, clock::now(), actor.person, as ? as->post : Id{0});
}

}  // namespace patrol_store

namespace {

constexpr char kColumns[] =
    "SELECT l.id, l.version, l.site, l.kind, l.record, l.page, l.title, l.owner, l.mark, l.reason, l.label, t.id, "
    "t.address, t.state, t.said, t.moved_to, t.failures, t.failing_since, t.asked_at FROM portal_link l JOIN "
    "portal_target t ON t.id = l.target";

Finding read(const db::Rows::Row& row) {
    Finding one;
    one.id = row.integer(0), one.version = row.integer(1), one.site = row.integer(2);
    one.kind = row.text(3), one.record = row.integer(4), one.page = row.text(5), one.title = row.text(6);
    one.owner = row.integer(7), one.mark = row.text(8), one.reason = row.text(9), one.label = row.text(10);
    one.target = row.integer(11), one.address = row.text(12), one.state = row.text(13), one.said = row.text(14);
    one.moved_to = row.text(15), one.failures = static_cast<int>(row.integer(16));
    one.failing_since = row.maybe_day(17), one.asked_at = row.maybe_instant(18);
    return one;
}

db::Filter filter_of(Id site, const FindingFilter& asked) {
    db::Filter filter;
    filter.where("l.site = ?", site);
    if (asked.view == "bad") filter.where("t.state = 'gone' AND l.mark = ''");
    if (asked.view == "failing") filter.where("t.state = 'failing' AND l.mark = ''");
    if (asked.view == "moved") filter.where("t.state = 'moved' AND l.mark = ''");
    if (asked.view == "not_checked") filter.where("t.state IN ('not_checked', 'unasked')");
    if (asked.view == "marked") filter.where("l.mark <> ''");
    if (asked.owner != 0) filter.where("l.owner = ?", asked.owner);
    return filter;
}

}  // namespace

std::vector<Finding> findings_of(db::Conn& conn, Id site, const FindingFilter& asked) {
    db::Filter filter = filter_of(site, asked);
    if (asked.before != 0) filter.where("l.id < ?", asked.before);
    std::vector<Finding> list;
    for (const auto& row : filter.run(conn, "portal_link.findings", kColumns, "ORDER BY l.id DESC", asked.most + 1))
        list.push_back(read(row));
    return list;
}

std::int64_t count_findings(db::Conn& conn, Id site, const FindingFilter& asked) {
    return filter_of(site, asked)
        .run(conn, "portal_link.count_findings",
             "SELECT COUNT(*) FROM portal_link l JOIN portal_target t ON t.id = l.target", "")
        .first()
        .integer(0);
}

std::optional<Finding> find_finding(db::Conn& conn, Id site, Id id) {
    db::Filter filter;
    filter.where("l.site = ?", site).where("l.id = ?", id);
    const auto rows = filter.run(conn, "portal_link.find", kColumns, "");
    return rows.empty() ? std::nullopt : std::optional(read(rows.first()));
}

}  // namespace dinh::portal
