// What readers see: rows of portal_placing that are shown, walked in the order of their index.
#include "modules/portal/articles/article_store.hpp"
#include "platform/db/filter.hpp"

namespace dinh::portal {

namespace {

// The rows before a page are passed over in the index alone, without a look at their articles.
#define DINH_ORDER "ORDER BY p.pinned DESC, p.published_at DESC"
constexpr db::Fragment kShownHead(
    "SELECT picked.article, picked.slug, a.title, a.summary, a.kind, c.slug, c.name, a.picture_alt, a.picture, "
    "picked.pinned, picked.state, s.name, picked.published_at FROM (SELECT p.article, p.slug, p.category, p.pinned, "
    "p.state, p.published_at "
    "FROM "
    "portal_placing p");
constexpr db::Fragment kShownTail(
    DINH_ORDER
    " LIMIT $1 OFFSET $2) picked JOIN portal_article a ON a.id = picked.article LEFT JOIN portal_category c ON c.id = "
    "picked.category JOIN portal_site s ON s.id = a.site ORDER BY picked.pinned DESC, picked.published_at DESC");

constexpr db::Sql kAt{"shown.at",
                      "SELECT p.article, p.category FROM portal_placing p WHERE p.site = $1 AND p.slug = $2 AND "
                      "p.shown = 1"};

// The category and those below it: what stands in a part stands in the whole.
std::vector<Id> with_those_below(db::Conn& conn, Id site, Id category) {
    std::vector<Id> list{category};
    const auto all = categories_of(conn, site);
    for (std::size_t at = 0; at < list.size(); ++at)
        for (const auto& one : all)
            if (one.parent == list[at] && one.id != category) list.push_back(one.id);
    return list;
}

db::Filter conditions(db::Conn& conn, const ShownFilter& filter, db::Filter where = {}) {
    where.where("p.site = ?", filter.site).where("p.shown = 1").where("p.language = ?", filter.language);
    if (filter.category != 0) {
        const auto categories = with_those_below(conn, filter.site, filter.category);
        if (categories.size() == 1)
            where.where("p.category = ?", filter.category);
        else
            where.in("p.category", categories);
    }
    if (!filter.kind.empty()) where.where("p.kind = ?", filter.kind);
    if (filter.since) where.where("p.published_at >= ?", *filter.since);
    if (filter.before) where.where("p.published_at < ?", *filter.before);
    return where;
}

}  // namespace

std::vector<Shown> shown_articles(db::Conn& conn, const ShownFilter& filter) {
    std::vector<Shown> list;
    db::Filter page;
    page.bind(filter.most, std::max(filter.skip, 0));
    for (const auto& row : conditions(conn, filter, std::move(page)).run(conn, "shown.list", kShownHead, kShownTail)) {
        Shown one;
        one.article = row.integer(0);
        one.slug = row.text(1);
        one.title = row.text(2);
        one.summary = row.text(3);
        one.kind = row.text(4);
        one.category_slug = row.text(5);
        one.category_name = row.text(6);
        one.picture_alt = row.text(7);
        one.picture = static_cast<int>(row.integer(8));
        one.pinned = row.truth(9);
        one.own = row.view(10) == "own";
        if (!one.own) one.from_site = row.text(11);
        one.published_at = row.instant(12);
        list.push_back(std::move(one));
    }
    return list;
}

std::int64_t count_shown(db::Conn& conn, const ShownFilter& filter) {
    return conditions(conn, filter)
        .run(conn, "shown.count", "SELECT COUNT(*) FROM portal_placing p", "")
        .first()
        .integer(0);
}

std::optional<ShownArticle> shown_article(db::Conn& conn, Id site, std::string_view slug) {
    const db::Rows rows = conn.query(kAt, site, slug);
    if (rows.empty()) return std::nullopt;
    auto article = find_article(conn, rows.first().integer(0));
    if (!article) return std::nullopt;
    ShownArticle shown;
    shown.category = find_category(conn, rows.first().integer(1)).value_or(Category{});
    shown.home = article->site;
    shown.article = std::move(*article);
    return shown;
}

}  // namespace dinh::portal
